import { z } from 'zod';
import { type Route, route } from '../../identity/route.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import { criteriaInput, criteriaListView, stateCriteriaInput } from './criteria.contract.ts';
import { criteriaOf, insertCriteria } from './criteria.store.ts';

const tag = '入驻';

export const criteriaRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/carriers/:carrierId/criteria',
    permission: 'tenancy.manage',
    summary: '载体现行的遴选、毕业、淘汰标准',
    tag,
    input: criteriaInput,
    output: criteriaListView,
    handle: async ({ tx, input }) => ({
      rows: (await criteriaOf(tx, input.carrierId)).map((row) => ({ ...row, items: [...row.items] })),
    }),
  }),
  route({
    method: 'post',
    path: '/api/carriers/:carrierId/criteria/:purpose',
    permission: 'tenancy.manage',
    summary: '发布新一版标准；已按旧版评分的不变',
    tag,
    input: stateCriteriaInput,
    output: z.object({ id: z.string() }),
    handle: async ({ tx, services, actor, input: { carrierId, purpose, items, passScore, panel, waitsBy } }) => {
      const numbered = items.map((item, index) => ({ id: `c${index + 1}`, ...item }));
      const at = services.clock.now().toString();
      const id = await insertCriteria(tx, carrierId, purpose, {
        items: numbered,
        passScore,
        panel,
        waitsBy,
        at,
        by: actor.personId,
      });
      recordChange(tx, { kind: 'criteria', id, after: { purpose, items: numbered, passScore, panel, waitsBy } });
      return { id };
    },
  }),
];

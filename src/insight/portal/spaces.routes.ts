import { z } from 'zod';
import { type Route, route } from '../../identity/route.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { listLines } from '../../records/resources/resource.store.ts';
import { barsOf, publicCredit } from './credit.store.ts';
import { page } from './page.ts';
import { publishedFacts } from './public-facts.ts';
import { spacePage } from './space.page.ts';
import {
  changesOf,
  designationsOf,
  evaluationsOf,
  findSpace,
  priorDesignationsOf,
  rewardsOf,
  versionsOf,
} from './space.store.ts';
import { spaceFunctions } from './space-functions.store.ts';
import { spacesInput } from './spaces.contract.ts';
import { spacesPage } from './spaces.page.ts';
import { citedFigures, selectSpaces, territoryChoices } from './spaces.store.ts';

export const spaceRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/spaces',
    permission: 'public.read',
    summary: '名录',
    tag: '门户',
    input: spacesInput,
    answers: 'page',
    handle: async ({ tx, input, services, request }) => {
      const { page: at, size, count, q, territory, kind, model, focus, status, sort } = input;
      const selection = { q, territory, kind, model, focus, status, sort };
      const [{ rows, ...total }, choices, cited] = await Promise.all([
        selectSpaces(tx, services.clock.today(), selection, { page: at, size, count }),
        territoryChoices(tx, territory),
        territory ? citedFigures(tx, territory) : [],
      ]);
      const body = spacesPage({ query: { ...selection, page: at, size }, rows, total, territory: choices, cited });
      return page(request, { title: '名录', section: 'spaces', body });
    },
  }),
  route({
    method: 'get',
    path: '/spaces/:id',
    permission: 'public.read',
    summary: '载体',
    tag: '门户',
    input: z.object({ id: z.string().max(36) }),
    answers: 'page',
    handle: async ({ tx, input, services, request }) => {
      const today = services.clock.today();
      const space = z.uuid().safeParse(input.id).success ? await findSpace(tx, input.id) : undefined;
      if (!space) throw new Refusal('not-found');
      const [designations, prior, evaluations, rewards, versions, changes, functions, facts, bars, credit, lines] =
        await Promise.all([
          designationsOf(tx, space.id),
          priorDesignationsOf(tx, space.id),
          evaluationsOf(tx, space.id),
          rewardsOf(tx, space.id),
          versionsOf(tx, space.id),
          changesOf(tx, space.id),
          spaceFunctions(tx, space.id, today),
          publishedFacts(tx, space.id, today),
          barsOf(tx, space.id, today),
          publicCredit(tx, today, { carrierId: space.id, page: 1, size: 50 }),
          listLines(tx, space.id, today),
        ]);
      return page(request, {
        title: space.name,
        section: 'spaces',
        crumbs: [{ path: '/spaces', zh: '名录' }],
        body: spacePage({
          space,
          lines,
          designations,
          prior,
          evaluations,
          rewards,
          versions,
          changes,
          functions,
          facts,
          bars,
          credit: credit.rows,
          today,
        }),
      });
    },
  }),
];

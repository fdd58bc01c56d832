import { type Route, route } from '../../identity/route.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { coverage } from '../../policy/coverage.ts';
import { diffPacks, type Side } from '../../policy/diff.ts';
import { clauseOf } from '../../policy/load.ts';
import type { Pack } from '../../policy/pack.ts';
import { packByHash } from './pack.actions.ts';
import {
  coverageView,
  differenceInput,
  differencesView,
  noInput,
  packTextInput,
  packTextView,
  packVersionsView,
} from './pack.contract.ts';
import { allPackRows, findPackFiles, packRowsOn } from './pack.store.ts';

const tag = '政策';

/** What anybody signed in may read of the packs: their texts, what is covered, how two of them differ. */
export const packRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/packs',
    permission: 'policy.read',
    summary: '政策包的各个版本',
    tag,
    input: noInput,
    output: packVersionsView,
    handle: async ({ tx, services }) => {
      const current = new Set((await packRowsOn(tx, services.clock.today())).map(({ hash }) => hash));
      const rows = [];
      for (const { hash, installedAt } of await allPackRows(tx)) {
        const { id, title, territory } = await packByHash(tx, hash);
        const territoryName = territory.zone ?? territory.name;
        rows.push({ hash, packId: id, title, territoryName, installedAt, isCurrent: current.has(hash) });
      }
      return { rows, total: rows.length };
    },
  }),
  route({
    method: 'get',
    path: '/api/packs/:hash/text',
    permission: 'policy.read',
    summary: '政策包一个版本的各个文件',
    tag,
    input: packTextInput,
    output: packTextView,
    handle: async ({ tx, input: { hash } }) => {
      const files = await findPackFiles(tx, hash);
      if (!files) throw new Refusal('pack.not-found', { hash });
      return { hash, files: { ...files } };
    },
  }),
  route({
    method: 'get',
    path: '/api/packs/:hash/coverage',
    permission: 'policy.read',
    summary: '文件的每一条由什么规则执行',
    tag,
    input: packTextInput,
    output: coverageView,
    handle: async ({ tx, input: { hash } }) => {
      const pack = await packByHash(tx, hash);
      const rows = coverage(pack).map(({ by, traces, ...clause }) => ({
        ...clause,
        by: [...by],
        traces: [...traces],
        text: clauseOf(pack, clause.cite)?.text ?? '',
      }));
      return { packId: pack.id, title: pack.title, rows, total: rows.length };
    },
  }),
  route({
    method: 'get',
    path: '/api/pack-differences',
    permission: 'policy.read',
    summary: '两份政策或两个版本逐条的差别',
    tag,
    input: differenceInput,
    output: differencesView,
    handle: async ({ tx, input }) => {
      const [a, b] = [await packByHash(tx, input.a), await packByHash(tx, input.b)];
      const head = ({ id, title, territory }: Pack) => ({
        packId: id,
        title,
        territoryName: territory.zone ?? territory.name,
      });
      const rows = diffPacks(a, b, input.on ?? null).map(({ a: left, b: right, ...row }) => ({
        ...row,
        a: left && sideOf(a, left),
        b: right && sideOf(b, right),
      }));
      return { on: input.on ?? null, a: head(a), b: head(b), rows, total: rows.length };
    },
  }),
];

const sideOf = (pack: Pack, side: Side) => ({
  ...side,
  clause: side.cites === null ? null : (clauseOf(pack, side.cites)?.text ?? null),
});

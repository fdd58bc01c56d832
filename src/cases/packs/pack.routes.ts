import { type Route, route } from '../../identity/route.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { coverage } from '../../policy/coverage.ts';
import { alike, diffPacks, type Side } from '../../policy/diff.ts';
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
        by: by.map((id) => ({ id, says: saysOf(pack, id) })),
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
      const differences = diffPacks(a, b, input.on ?? null);
      const rows = differences.map(({ a: left, b: right, ...row }) => ({
        ...row,
        a: left && sideOf(a, left),
        b: right && sideOf(b, right),
      }));
      return { on: input.on ?? null, a: head(a), b: head(b), rows, alike: alike(b, differences), total: rows.length };
    },
  }),
];

/** What a coverage row names, in the words of the pack: a condition, a figure, a rule, a step. */
function saysOf(pack: Pack, by: string): string {
  const [kind = '', rest = ''] = by.includes(':') ? by.split(':') : ['', by];
  const [outer = '', inner] = rest.split('/');
  const conditions = [pack, ...pack.conditions].flatMap((set) => set.requirements);
  const procedure = pack.procedures.find(({ id }) => id === outer);
  const scheme = pack.schemes.find(({ id }) => id === outer);
  const within = scheme && [...scheme.indicators, ...scheme.consequences].find(({ id }) => id === inner);
  const named = [
    ...(kind === 'parameter' ? [pack.parameters[outer] && { id: outer, says: pack.parameters[outer].label }] : []),
    ...(kind === 'relaxation' ? pack.relaxations : kind === 'pass' ? pack.passes : kind === 'quota' ? pack.quotas : []),
    ...pack.recorded.filter(({ file }) => file === `${kind}.yaml`),
    ...(kind === 'support' ? [...pack.amounts, ...pack.periods] : []),
    ...(kind === '' ? conditions : []),
  ].find((each) => each?.id === (kind === '' ? (inner ?? outer) : outer));
  const step = procedure?.steps.find(({ id }) => id === inner);
  const set = pack.conditions.find(({ id }) => id === outer);
  const clause = clauseOf(pack, by);
  return (
    within?.says ??
    scheme?.title ??
    named?.says ??
    (procedure ? [procedure.title, step?.title].filter(Boolean).join(' · ') : undefined) ??
    set?.title ??
    (by === 'designation' ? pack.designation.name : undefined) ??
    (clause ? `${clause.cite} ${clause.title}` : by)
  );
}

const sideOf = (pack: Pack, side: Side) => ({
  ...side,
  clause: side.cites === null ? null : (clauseOf(pack, side.cites)?.text ?? null),
});

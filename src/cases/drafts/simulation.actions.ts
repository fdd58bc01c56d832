import { factValuesOf } from '../../facts/population.ts';
import { FACTS, type FactKey } from '../../facts/vocabulary.ts';
import type { Day } from '../../kernel/day.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import type { Column } from '../../platform/documents/column.ts';
import { buildWorkbook } from '../../platform/documents/excel.write.ts';
import type { Services } from '../../platform/services.ts';
import { type BudgetLine, budget } from '../../policy/budget.ts';
import { parameterOn } from '../../policy/evaluate.ts';
import { OUTCOMES } from '../../policy/finding.ts';
import type { Pack } from '../../policy/pack.ts';
import { parameterWords } from '../../policy/parameter.words.ts';
import { inScope, type ScopeInSql, scopeInSql } from '../../policy/scope.ts';
import { type Distance, distances, type Subject, simulate, withFigures } from '../../policy/simulate.ts';
import { RATIO } from '../../policy/unit.ts';
import { CARRIER_KINDS, type CarrierKind } from '../../records/carriers/carrier.ts';
import { packByHash } from '../packs/pack.actions.ts';
import { packRowsOn } from '../packs/pack.store.ts';
import { readDraft, soundPack, textsOf } from './draft.actions.ts';
import type { SimulationView } from './draft.contract.ts';
import type { DraftRow } from './draft.store.ts';
import {
  dayOfNewestFigure,
  factKeysOf,
  favourable,
  figuresOf,
  histogram,
  lineMoves,
  nearest,
  onceGranted,
  type Tally,
  tally,
} from './simulation.ts';

export interface Trial {
  readonly packDraftId: string;
  readonly on?: Day | undefined;
  readonly lawOn?: Day | undefined;
  readonly judged: 'unknown' | 'met';
  readonly figures: string;
}

interface CarrierRow {
  id: string;
  name: string;
  territory: string;
  kind: CarrierKind;
}

/** Everything a trial computes; nothing of it is kept. */
async function run(tx: Tx, { clock }: Pick<Services, 'clock'>, trial: Trial) {
  const draft = await readDraft(tx, trial.packDraftId);
  const drafted = soundPack(draft, await textsOf(tx, draft.id));
  const on = trial.on ?? clock.today();
  const lawOn = trial.lawOn ?? dayOfNewestFigure(drafted, on);
  const earlier = await packBefore(tx, draft, on);
  const figures = figuresOf(trial.figures);
  const before = { pack: withFigures(earlier.pack, openFigures(earlier.pack, figures, on)), onDate: on };
  const after = { pack: tryFigures(drafted, figures), onDate: lawOn };
  const carriers = await populationOf(tx, draft, scopeInSql(drafted), on);
  const keys = [...new Set([...factKeysOf(before.pack), ...factKeysOf(after.pack)])] as FactKey[];
  const facts = await factValuesOf(
    tx,
    carriers.map(({ id }) => id),
    on,
    keys,
  );
  const judgements = trial.judged === 'met' ? { ...favourable(before.pack), ...favourable(after.pack) } : {};
  const population = carriers.map(({ id }): Subject => ({ id, facts: facts.get(id) ?? {}, judgements }));
  const result = simulate(before, after, population);
  const kindOf = new Map(carriers.map(({ id, kind }) => [id, kind]));
  const entitled = (side: 'before' | 'after', pack: Pack) => {
    const met = new Set(result.subjects.filter((each) => each[side] === 'met').map(({ id }) => id));
    return population
      .filter(({ id }) => met.has(id))
      .map((each) => ({ ...each, facts: onceGranted(pack, kindOf.get(each.id) ?? '', each.facts) }));
  };
  return {
    draft,
    on,
    lawOn,
    earlier,
    before,
    after,
    carriers: new Map(carriers.map((carrier) => [carrier.id, carrier])),
    population,
    result,
    distances: distances(after.pack, lawOn, population),
    budget: {
      before: budget(before.pack, entitled('before', before.pack), on),
      after: budget(after.pack, entitled('after', after.pack), lawOn),
    },
  };
}

/** The version that holds on the day; where there is none yet, the text the draft began from. */
async function packBefore(tx: Tx, draft: DraftRow, on: Day): Promise<{ pack: Pack; isBase: boolean }> {
  const [row] = await packRowsOn(tx, on, draft.packId);
  return row
    ? { pack: await packByHash(tx, row.hash), isBase: false }
    : { pack: await packByHash(tx, draft.baseHash), isBase: true };
}

type Figures = Readonly<Record<string, number>>;

/** What holds stays as it is: only a figure that it leaves open is filled in, so that both sides can be counted. */
function openFigures(pack: Pack, figures: Figures, on: Day): Figures {
  const isOpen = (name: string) =>
    pack.parameters[name]?.kind === 'number' && parameterOn(pack, name, on) === undefined;
  return Object.fromEntries(Object.entries(figures).filter(([name]) => isOpen(name)));
}

function tryFigures(pack: Pack, figures: Figures): Pack {
  try {
    return withFigures(pack, figures);
  } catch {
    throw new Refusal('draft.invalid', {}, [{ path: 'figures', code: 'reference', message: '没有这个数值参数' }]);
  }
}

/** The carriers that the pack is for, open on the day, in the territory where it will hold. */
async function populationOf(tx: Tx, draft: DraftRow, scope: ScopeInSql, on: Day): Promise<CarrierRow[]> {
  return sqlRows<CarrierRow>(
    tx,
    `select c.id, c.name, t.full_name as territory, c.kind from carrier c join territory t on t.id = c.territory_id
       join territory mine on mine.id = $1 and t.path like mine.path || '%'
     where ${inScope(3)} and (c.closed_on is null or c.closed_on > $2) and (c.opened_on is null or c.opened_on <= $2)
     order by c.name_sort, c.id`,
    [draft.territoryId, on, ...scope],
  );
}

/** A screen names so many; the workbook names all. */
const LISTED = 500;

type Run = Awaited<ReturnType<typeof run>>;

export async function simulateDraft(tx: Tx, services: Pick<Services, 'clock'>, trial: Trial): Promise<SimulationView> {
  const done = await run(tx, services, trial);
  const { on, lawOn, earlier, before, after, population, result } = done;
  const nameOf = (id: string) => done.carriers.get(id)?.name ?? id;
  const says = new Map(after.pack.requirements.map((each) => [each.id, each.says]));
  const changed = result.subjects.filter(({ before, after }) => before !== after);
  return {
    on,
    lawOn,
    before: { packId: earlier.pack.id, title: earlier.pack.title, isBase: earlier.isBase },
    population: population.length,
    judgedLines: Object.keys(favourable(after.pack)).length,
    counts: result.counts,
    changedCount: changed.length,
    changed: changed.slice(0, LISTED).flatMap(({ id, before, after }) => {
      const carrier = done.carriers.get(id);
      if (!carrier) return [];
      const { name, territory, kind } = carrier;
      return [{ carrierId: id, name, territory, kind: CARRIER_KINDS[kind].zh, before, after }];
    }),
    requirements: lineMoves(before, after, population).map((line) => ({
      ...line,
      movedCount: line.moved.length,
      moved: line.moved
        .slice(0, LISTED)
        .map(({ id, before, after }) => ({ carrierId: id, name: nameOf(id), before, after })),
    })),
    groups: groupsOf(done),
    lines: done.distances.map(({ requirement, fact, unit, values }) => ({
      requirement,
      says: says.get(requirement) ?? requirement,
      fact: factLabel(fact),
      unit,
      known: values.length,
      bins: histogram(values.map(({ distance }) => distance)),
      nearest: nearest(values).map(({ id, distance }) => ({ carrierId: id, name: nameOf(id), distance })),
    })),
    budget: { before: writable(done.budget.before), after: writable(done.budget.after) },
    figures: Object.entries(after.pack.parameters).flatMap(([name, { kind, label, unit, factUnit }]) => {
      if (kind !== 'number') return [];
      const value = parameterOn(after.pack, name, lawOn);
      return [{ name, label, unit, factUnit, value: typeof value === 'number' ? value : null }];
    }),
  };
}

const factLabel = (key: string) => FACTS[key as FactKey]?.zh ?? key;
const writable = (lines: readonly BudgetLine[]) => lines.map((line) => ({ ...line, missing: [...line.missing] }));

function groupsOf({ result, carriers }: Run): SimulationView['groups'] {
  const groups = new Map<string, { by: 'territory' | 'kind'; label: string; before: Tally; after: Tally }>();
  for (const { id, before, after } of result.subjects) {
    const carrier = carriers.get(id);
    if (!carrier) continue;
    for (const by of ['territory', 'kind'] as const) {
      const label = by === 'kind' ? CARRIER_KINDS[carrier.kind].zh : carrier.territory;
      const group = groups.get(`${by} ${label}`) ?? { by, label, before: tally(), after: tally() };
      group.before[before]++;
      group.after[after]++;
      groups.set(`${by} ${label}`, group);
    }
  }
  return [...groups.values()].sort((a, b) => (a.by === b.by ? (a.label < b.label ? -1 : 1) : a.by < b.by ? 1 : -1));
}

/** Everyone with both results and the distance to each line, and what it costs. */
export async function simulationWorkbook(tx: Tx, services: Services, trial: Trial): Promise<Buffer> {
  const done = await run(tx, services, trial);
  const { on, lawOn, earlier, after, result } = done;
  const notes = [
    `事实截至 ${on}；草稿按 ${lawOn} 的数值计算`,
    `对照：${earlier.pack.title}${earlier.isBase ? '(底本)' : '(现行版本)'}`,
    trial.judged === 'met' ? '由人判断的条件一律假定为符合' : '由人判断的条件未作假定，未判断的为材料不足',
    trial.figures === '' ? '' : `试算数值：${figuresInWords(after.pack, figuresOf(trial.figures))}`,
  ].filter((note) => note !== '');
  const text = (key: string, title: string, width = 14): Column => ({ key, title, kind: 'text', width });
  const distanceOf = new Map(
    done.distances.map((line) => [
      keyOf(line),
      new Map(line.values.map(({ id, distance }) => [id, line.unit === RATIO ? points(distance) : distance])),
    ]),
  );
  const lines = done.distances.map(
    (line): Column => ({
      key: keyOf(line),
      title: `距门槛：${factLabel(line.fact)}`,
      kind: line.unit === '分' ? 'money' : 'number',
      unit: COLUMN_UNITS[line.unit ?? ''] ?? line.unit ?? '',
    }),
  );
  const money = (key: string, title: string): Column => ({ key, title, kind: 'money', unit: '万元' });
  return buildWorkbook(
    [
      {
        name: '逐家结果',
        title: `${after.pack.title} 草稿试算`,
        notes,
        columns: [
          text('name', '名称', 28),
          text('territory', '所在地', 28),
          text('kind', '类别'),
          text('before', '对照'),
          text('after', '草稿'),
          text('move', '变化', 18),
          ...lines,
        ],
        rows: result.subjects.map(({ id, before, after }) => {
          const carrier = done.carriers.get(id);
          return {
            name: carrier?.name ?? id,
            territory: carrier?.territory ?? '',
            kind: carrier ? CARRIER_KINDS[carrier.kind].zh : '',
            before: OUTCOMES[before].zh,
            after: OUTCOMES[after].zh,
            move: moveWords(before, after),
            ...Object.fromEntries(lines.map(({ key }) => [key, distanceOf.get(key)?.get(id) ?? null])),
          };
        }),
      },
      {
        name: '按地区和类别',
        columns: [
          text('by', '口径'),
          text('label', '名称', 28),
          ...(['before', 'after'] as const).flatMap((side) =>
            (['met', 'unmet', 'unknown'] as const).map(
              (outcome): Column => ({
                key: `${side} ${outcome}`,
                title: `${side === 'before' ? '对照' : '草稿'}${OUTCOMES[outcome].zh}`,
                kind: 'integer',
              }),
            ),
          ),
        ],
        rows: groupsOf(done).map(({ by, label, before, after }) => ({
          by: by === 'kind' ? '类别' : '地区',
          label,
          ...Object.fromEntries(Object.entries(before).map(([outcome, count]) => [`before ${outcome}`, count])),
          ...Object.fromEntries(Object.entries(after).map(([outcome, count]) => [`after ${outcome}`, count])),
        })),
      },
      {
        name: '资金',
        columns: [
          text('side', '口径'),
          text('says', '项目', 40),
          text('cites', '条款'),
          { key: 'entitled', title: '可计算家数', kind: 'integer' },
          money('fen', '金额'),
          money('from', '核定下限'),
          money('to', '核定上限'),
          { key: 'unknown', title: '尚不能计算家数', kind: 'integer' },
        ],
        rows: (['before', 'after'] as const).flatMap((side) =>
          done.budget[side].map(({ says, cites, entitled, fen, range, unknown }) => ({
            side: side === 'before' ? '对照' : '草稿',
            says,
            cites,
            entitled,
            fen,
            from: range?.from ?? null,
            to: range?.to ?? null,
            unknown,
          })),
        ),
      },
    ],
    { author: '众创台', at: services.clock.now() },
  );
}
/** Units of facts as a column's header has them. */
const COLUMN_UNITS: Readonly<Record<string, string>> = { 分: '万元', m2: '平方米', [RATIO]: '百分点' };
const points = (ratio: number) => Number((ratio * 100).toFixed(4));

/** As the screen groups them; nothing where the verdict stays. */
function moveWords(before: keyof Tally, after: keyof Tally): string {
  if (before === after) return '';
  if (after === 'met') return '新符合';
  if (after === 'unknown') return '变为材料不足';
  return before === 'met' ? '不再符合' : '由材料不足变为不符合';
}
function figuresInWords(pack: Pack, figures: Figures): string {
  return Object.entries(figures)
    .flatMap(([name, value]) => {
      const parameter = pack.parameters[name];
      return parameter ? [`${parameter.label}${parameterWords(pack, parameter, value, 'zh')}`] : [];
    })
    .join('；');
}
const keyOf = ({ requirement, fact }: Distance) => `${requirement} ${fact}`;

import { z } from 'zod';
import { isDay } from '../../kernel/day.ts';
import { PACK_FILE_NAMES } from '../../policy/pack.ts';
import {
  DRAFT_EVENTS,
  DRAFT_STATES,
  type DraftEventKind,
  type DraftState,
  VERSION_STANDINGS,
  type VersionStanding,
} from './draft.ts';

export { DRAFT_EVENTS, DRAFT_STATES, VERSION_STANDINGS };

const states = Object.keys(DRAFT_STATES) as [DraftState, ...DraftState[]];
const standings = Object.keys(VERSION_STANDINGS) as [VersionStanding, ...VersionStanding[]];
const day = z.string().refine(isDay, '请填写日期');
const storable = (text: string) => !text.includes('\u0000') && text.isWellFormed();
const words = (most: number) => z.string().trim().max(most, `不能超过${most}字`).refine(storable, '含有不能保存的字符');
const packId = z.string().regex(/^\d{6}-[a-z0-9-]{1,60}\/[a-z0-9-]{1,60}$/, '没有这份政策');

/** A text that cases begin under, or will. */
export const packVersionView = z.object({
  packId: z.string(),
  hash: z.string(),
  title: z.string(),
  issuer: z.string(),
  territoryName: z.string(),
  /** 0: it came with the product. */
  number: z.number(),
  standing: z.enum(standings),
  startsOn: z.string().nullable(),
  since: z.string(),
  basedOn: z.object({ packId: z.string(), title: z.string(), changed: z.boolean() }).nullable(),
  /** Whether the reader's department may draft an amendment. */
  mayAmend: z.boolean(),
});

const draftRow = {
  id: z.string(),
  packId: z.string(),
  title: z.string(),
  territoryName: z.string(),
  organisationName: z.string(),
  state: z.enum(states),
  /** Once published: where that version stands today. */
  standing: z.enum(standings).nullable(),
  startsOn: z.string().nullable(),
  revision: z.number(),
  base: z.object({ packId: z.string(), hash: z.string(), title: z.string(), changed: z.boolean() }),
  amends: z.boolean(),
  createdByName: z.string(),
  createdAt: z.string(),
  savedByName: z.string(),
  savedAt: z.string(),
};
export const draftRowView = z.object(draftRow);
export const policiesInput = z.object({});
export const policiesView = z.object({
  mayCreate: z.boolean(),
  packs: z.array(packVersionView),
  drafts: z.array(draftRowView),
});

/** What waits for the reader: to approve, to publish, or, sent back, to write again. */
export const awaitingView = z.object({
  rows: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      territoryName: z.string(),
      state: z.enum(states),
      /** The last thing that happened to it. */
      at: z.string(),
      byName: z.string(),
      reason: z.string().nullable(),
    }),
  ),
});

export const draftView = z.object({
  ...draftRow,
  territoryCode: z.string(),
  zone: z.string().nullable(),
  /** The reader wrote or sent it, so that another person approves. */
  isAuthor: z.boolean(),
  mayApprove: z.boolean(),
  mayPublish: z.boolean(),
  approvedByName: z.string().nullable(),
  files: z.array(
    z.object({
      name: z.enum(PACK_FILE_NAMES),
      text: z.string().nullable(),
      revision: z.number(),
      savedAt: z.string(),
      savedByName: z.string(),
    }),
  ),
  events: z.array(
    z.object({
      kind: z.enum(Object.keys(DRAFT_EVENTS) as [DraftEventKind, ...DraftEventKind[]]),
      revision: z.number(),
      reason: z.string().nullable(),
      at: z.string(),
      name: z.string(),
    }),
  ),
});
export type DraftRowView = z.output<typeof draftRowView>;
export type PackVersionView = z.output<typeof packVersionView>;
export type DraftView = z.output<typeof draftView>;

export const createDraftInput = z.object({
  basePackId: packId,
  own: z
    .object({
      territoryId: z.uuid('请选择地区'),
      instrument: z.string().regex(/^[a-z][a-z0-9-]{1,40}$/, '请用小写英文字母、数字和连字符，以字母开头'),
      title: words(200).min(2, '请填写名称'),
      issuer: words(100).min(2, '请填写发文机关'),
    })
    .optional(),
});
export const draftInput = z.object({ packDraftId: z.uuid() });
export const draftCreated = z.object({ packDraftId: z.string() });

export const saveFileInput = z.object({
  packDraftId: z.uuid(),
  name: z.enum(PACK_FILE_NAMES),
  /** The revision that was written over; null: there was no such file. */
  over: z.int().min(0).max(2_147_483_647).nullable(),
  /** null takes the file out. */
  text: z.string().max(200_000, '文件过长').refine(storable, '含有不能保存的字符').nullable(),
});
export const savedFileView = z.object({ revision: z.number(), savedAt: z.string() });
export const fileVersionsInput = z.object({ packDraftId: z.uuid(), name: z.enum(PACK_FILE_NAMES) });
export const fileVersionsView = z.object({
  rows: z.array(
    z.object({ revision: z.number(), text: z.string().nullable(), savedAt: z.string(), savedByName: z.string() }),
  ),
});

const packError = z.object({
  code: z.string(),
  file: z.string(),
  line: z.number(),
  column: z.number(),
  clause: z.string().nullable(),
  zh: z.string(),
  en: z.string(),
  nearest: z.string().nullable(),
});
export const draftReportView = z.object({
  hash: z.string(),
  errors: z.array(packError),
  failures: z.array(
    z.object({
      example: z.string(),
      line: z.number(),
      requirement: z.string().nullable(),
      expected: z.string(),
      found: z.string(),
    }),
  ),
  examples: z.number(),
  coverage: z.array(
    z.object({
      cite: z.string(),
      title: z.string(),
      state: z.string(),
      by: z.array(z.string()),
      reason: z.string().nullable(),
    }),
  ),
});

export const DIFF_AGAINST = {
  inForce: { zh: '现行版本', en: 'The version in force' },
  base: { zh: '底本', en: 'The base' },
} as const;
export const draftDiffInput = z.object({
  packDraftId: z.uuid(),
  against: z.enum(Object.keys(DIFF_AGAINST) as [keyof typeof DIFF_AGAINST]).default('inForce'),
});
const side = z.object({ id: z.string(), cites: z.string().nullable(), says: z.string() }).nullable();
export const draftDiffView = z.object({
  /** null: nothing is in force under this id. */
  a: z.object({ packId: z.string(), title: z.string(), hash: z.string() }).nullable(),
  differences: z.array(
    z.object({
      of: z.string(),
      change: z.string(),
      label: z.string(),
      a: side,
      b: side,
      contradicts: z.boolean(),
    }),
  ),
});
/** The texts to compare with, for the browser. */
export const comparisonTextsView = z.object({
  base: z.object({ packId: z.string(), hash: z.string(), files: z.record(z.string(), z.string()) }),
  inForce: z.object({ packId: z.string(), hash: z.string(), files: z.record(z.string(), z.string()) }).nullable(),
  latestBase: z.object({ packId: z.string(), hash: z.string(), files: z.record(z.string(), z.string()) }),
});

export const opinionInput = z.object({
  packDraftId: z.uuid(),
  opinion: words(2000).nullable().default(null),
});
export const reasonInput = z.object({
  packDraftId: z.uuid(),
  reason: words(2000).min(2, '请说明理由'),
});
export const publishInput = z.object({ packDraftId: z.uuid(), startsOn: day });

export const simulationInput = z.object({
  packDraftId: z.uuid(),
  /** The day whose facts are judged; today by default. */
  on: day.optional(),
  /** The day whose figures the draft is judged by; the day of its newest figure by default. */
  lawOn: day.optional(),
  /** What people have not judged: left unknown, or taken as met for the trial. */
  judged: z.enum(['unknown', 'met']).default('unknown'),
  /** Figures tried on both sides, in the units of facts: `openingSubsidy=2000000;rate=0.3`. */
  figures: z
    .string()
    .max(2000)
    .regex(/^([A-Za-z][A-Za-z0-9-]*=-?\d{1,15}(\.\d{1,9})?(;|$))*$/, '应为 参数=数值')
    .default(''),
});
const outcomes = z.object({ met: z.number(), unmet: z.number(), unknown: z.number() });
const verdict = z.enum(['met', 'unmet', 'unknown']);
const budgetLine = z.object({
  amount: z.string(),
  cites: z.string(),
  says: z.string(),
  entitled: z.number(),
  unknown: z.number(),
  fen: z.number(),
  range: z.object({ from: z.number(), to: z.number() }).nullable(),
  missing: z.array(z.string()),
});
export const simulationView = z.object({
  on: z.string(),
  lawOn: z.string(),
  before: z.object({ packId: z.string(), title: z.string(), isBase: z.boolean() }),
  population: z.number(),
  /** How many questions the draft puts to a person. */
  judgedLines: z.number(),
  counts: z.object({ before: outcomes, after: outcomes }),
  /** Of all whose result changes; the first of them follow, the workbook holds everyone. */
  changedCount: z.number(),
  changed: z.array(
    z.object({
      carrierId: z.string(),
      name: z.string(),
      territory: z.string(),
      kind: z.string(),
      before: verdict,
      after: verdict,
    }),
  ),
  /** Line by line: who comes to meet it, whatever the other lines say. */
  requirements: z.array(
    z.object({
      requirement: z.string(),
      says: z.string(),
      before: outcomes,
      after: outcomes,
      movedCount: z.number(),
      moved: z.array(z.object({ carrierId: z.string(), name: z.string(), before: z.string(), after: z.string() })),
    }),
  ),
  groups: z.array(
    z.object({
      by: z.enum(['territory', 'kind']),
      label: z.string(),
      before: outcomes,
      after: outcomes,
    }),
  ),
  /** How far from each line of the draft everyone stands whose fact is known. */
  lines: z.array(
    z.object({
      requirement: z.string(),
      says: z.string(),
      fact: z.string(),
      unit: z.string().nullable(),
      known: z.number(),
      bins: z.array(z.object({ from: z.number(), to: z.number(), count: z.number() })),
      nearest: z.array(z.object({ carrierId: z.string(), name: z.string(), distance: z.number() })),
    }),
  ),
  budget: z.object({ before: z.array(budgetLine), after: z.array(budgetLine) }),
  figures: z.array(
    z.object({
      name: z.string(),
      label: z.string(),
      unit: z.string(),
      factUnit: z.string().nullable(),
      value: z.number().nullable(),
    }),
  ),
});
export type SimulationView = z.output<typeof simulationView>;

import { z } from 'zod';
import { lettersView } from '../consequences/consequence.contract.ts';
import { preference } from '../shortlists/shortlist.contract.ts';
import { BECAUSE, GRADING_STATES } from './grading.ts';
import { FIELDS, PARTS, type Part } from './recomputation.ts';

export { BECAUSE, FIELDS, GRADING_STATES, PARTS };

const roundId = z.uuid();
const moment = z.iso.datetime({ offset: true });
const version = z.int().min(1);
const because = z.enum(['absent', 'veto', 'bar', 'share', 'direct', 'unknown']).nullable();

/** 同等条件下优先: what puts it before its equals. */
const preferences = z.array(preference);
export const gradingInput = z.object({ roundId });
export const gradingVersionInput = z.object({ roundId, version });
export const exceptionInput = z.object({
  roundId,
  version,
  caseId: z.uuid(),
  /** null takes the exception away. */
  grade: z.string().max(60).nullable(),
  reason: z.string().trim().min(2, '请说明理由').max(2000, '不能超过2000字'),
});
export const gradingReturnInput = gradingVersionInput.extend({
  reason: z.string().trim().min(2, '请说明退回理由').max(500, '不能超过500字'),
});

const indicatorPoints = z.object({
  indicator: z.string(),
  says: z.string(),
  cites: z.string(),
  kind: z.enum(['points', 'bonus', 'deduction', 'veto']),
  value: z.number().nullable(),
  low: z.number(),
  high: z.number().nullable(),
  missing: z.array(z.string()),
});
export const gradingView = z.object({
  roundId,
  title: z.string(),
  gradingId: z.string().nullable(),
  /** Experts score in it. */
  hasExperts: z.boolean(),
  state: z.enum(['draft', 'proposed', 'signed']).nullable(),
  stateLabel: z.string().nullable(),
  version: z.number().nullable(),
  proposedAt: moment.nullable(),
  signedAt: moment.nullable(),
  releasedAt: moment.nullable(),
  seal: z.string().nullable(),
  rosterClosed: z.boolean(),
  /** Cases of the round that have come neither here nor past it. */
  underWay: z.number(),
  /** Cases that wait for the release. */
  waiting: z.number(),
  /** Labels of the open parameters that nobody set. */
  openParameters: z.array(z.string()),
  grades: z.array(z.object({ id: z.string(), zh: z.string(), cites: z.string(), count: z.number() })),
  shares: z.object({ ties: z.enum(['include', 'exclude']), of: z.enum(['participants', 'all']), counted: z.number() }),
  lines: z.array(
    z.object({
      carrierId: z.string(),
      carrier: z.string(),
      caseId: z.string().nullable(),
      number: z.string().nullable(),
      isHere: z.boolean(),
      participated: z.boolean(),
      points: z.number().nullable(),
      low: z.number(),
      high: z.number().nullable(),
      rank: z.number().nullable(),
      computed: z.string().nullable(),
      because,
      bars: z.array(z.string()),
      preferences,
      announced: z.string().nullable(),
      final: z.string().nullable(),
      exception: z.object({ grade: z.string(), reason: z.string() }).nullable(),
      indicators: z.array(indicatorPoints),
    }),
  ),
});
export type GradingView = z.output<typeof gradingView>;

export const recomputationView = z.object({
  roundId,
  title: z.string(),
  gradings: z.array(
    z.object({
      gradingId: z.string(),
      state: z.enum(['proposed', 'signed']),
      same: z.boolean(),
      sealHolds: z.boolean().nullable(),
    }),
  ),
  /** How many units' results and consequences were computed again. */
  released: z.number(),
  consequences: z.number(),
  differences: z.array(
    z.object({
      part: z.enum(Object.keys(PARTS) as [Part, ...Part[]]),
      who: z.string(),
      of: z.string().nullable(),
      field: z.string(),
      stored: z.string(),
      computed: z.string(),
    }),
  ),
});

export const resultInput = z.object({ caseId: z.uuid() });
/** One unit's own result, explained. */
export const resultView = z.object({
  carrierId: z.string(),
  caseId: z.uuid(),
  title: z.string(),
  year: z.number(),
  carrier: z.string(),
  releasedAt: moment,
  participated: z.boolean(),
  points: z.number().nullable(),
  place: z.number().nullable(),
  of: z.number(),
  label: z.string().nullable(),
  because,
  exception: z.string().nullable(),
  /** What the next better grade asks for. */
  grades: z.array(
    z.object({ zh: z.string(), cites: z.string(), atLeast: z.number().nullable(), topShare: z.number().nullable() }),
  ),
  indicators: z.array(
    indicatorPoints.extend({
      rule: z.string(),
      /** `value` in words. */
      measured: z.string().nullable(),
      max: z.number().nullable(),
      clause: z.string().nullable(),
    }),
  ),
  bars: z.array(z.string()),
  preferences,
  history: z.array(
    z.object({ year: z.number(), participated: z.boolean(), label: z.string().nullable(), source: z.string() }),
  ),
  decision: z
    .object({
      number: z.string(),
      decidedAt: moment,
      letters: lettersView,
      reasons: z.string(),
      items: z.array(
        z.object({ cites: z.string(), says: z.string(), counted: z.string().default(''), fen: z.number().nullable() }),
      ),
    })
    .nullable(),
});
export type ResultView = z.output<typeof resultView>;

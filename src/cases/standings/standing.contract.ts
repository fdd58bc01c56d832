import { z } from 'zod';
import { isDay } from '../../kernel/day.ts';

const day = z.string().refine(isDay, '日期应为 2026-01-31 的形式');
const outcome = z.enum(['met', 'unmet', 'unknown', 'notApplicable']);
const verdict = z.enum(['met', 'unmet', 'unknown']);
const language = z.enum(['zh', 'en']).default('zh');
const value = z.union([z.number(), z.string(), z.boolean(), z.array(z.string())]);

export const standingsInput = z.object({
  carrierId: z.uuid(),
  /** Today when absent. */
  on: day.optional(),
});
export const standingInput = standingsInput.extend({ packId: z.string().max(200), language });

const counts = z.object({
  met: z.number().int(),
  unmet: z.number().int(),
  unknown: z.number().int(),
  notApplicable: z.number().int(),
});
const lapse = z.object({
  requirement: z.string(),
  cites: z.string(),
  says: z.string(),
  lapsesOn: day,
  becomes: z.enum(['unmet', 'unknown']),
});
/** `requirement: null`: the verdict of the whole pack. */
const ripe = z.object({
  requirement: z.string().nullable(),
  cites: z.string().nullable(),
  says: z.string().nullable(),
  day,
});
const head = z.object({
  packId: z.string(),
  packHash: z.string(),
  packTitle: z.string(),
  territoryName: z.string(),
  mode: z.enum(['recognition', 'filing', 'registration']),
  designation: z.string().nullable(),
  /** The procedure to apply by; null where the document has none. */
  procedureId: z.string().nullable(),
  verdict,
  counts,
});
export const standingsView = z.object({
  on: day,
  rows: z.array(
    head.extend({
      /** Steps and effort of the cheapest set of changes; null where nothing can make it pass. */
      remedy: z.object({ steps: z.number().int(), effort: z.number() }).nullable(),
      ripensOn: day.nullable(),
      lapses: z.array(lapse),
    }),
  ),
  /** Documents for other forms of the carrier's kind, and why they do not apply. */
  others: z.array(
    z.object({
      packId: z.string(),
      packTitle: z.string(),
      territoryName: z.string(),
      lacks: z.enum(['form', 'formUnknown']),
      form: z.string().nullable(),
      forms: z.array(z.string()),
    }),
  ),
  total: z.number().int(),
});
export type StandingRow = z.infer<typeof standingsView>['rows'][number];

const partShape = {
  id: z.string(),
  outcome,
  cites: z.string(),
  says: z.string().nullable(),
  form: z.enum(['all', 'any', 'none', 'compare', 'flag', 'contains', 'judge', 'constant']),
  how: z.string().nullable(),
  expected: z.boolean(),
  fact: z.string().nullable(),
  unit: z.string().nullable(),
  actual: value.nullable(),
  threshold: value.nullable(),
  distance: z.number().nullable(),
  lacking: z.array(z.string()),
  missing: z.array(z.string()),
};
export interface PartView {
  id: string;
  outcome: z.infer<typeof outcome>;
  cites: string;
  says: string | null;
  form: 'all' | 'any' | 'none' | 'compare' | 'flag' | 'contains' | 'judge' | 'constant';
  how: string | null;
  expected: boolean;
  fact: string | null;
  unit: string | null;
  actual: z.infer<typeof value> | null;
  threshold: z.infer<typeof value> | null;
  distance: number | null;
  lacking: string[];
  missing: string[];
  when: PartView | null;
  parts: PartView[];
}
/** Groups in groups, spelled out level by level so that the described interface has no loop; what lies deeper is taken as it is. */
const DEPTH = 4;
const partOf = (depth: number): z.ZodType<PartView> => {
  const below = depth === 0 ? z.custom<PartView>((part) => typeof part === 'object') : partOf(depth - 1);
  return z.object({ ...partShape, when: below.nullable(), parts: z.array(below) });
};
export const partView = partOf(DEPTH);

export const accountView = z.object({
  requirement: z.string(),
  kind: z.enum(['must', 'should', 'prefer', 'veto']),
  decides: z.boolean(),
  outcome,
  cites: z.string(),
  clause: z.string().nullable(),
  says: z.string(),
  asks: z.string(),
  lines: z.array(z.object({ depth: z.number().int(), outcome, text: z.string() })),
  notApplicable: z.string().nullable(),
  missing: z.array(z.string()),
  sources: z.array(
    z.object({
      fact: z.string(),
      label: z.string(),
      obtained: z.enum(['derived', 'declared', 'unknown']),
      complete: z.boolean(),
      from: z.array(z.object({ kind: z.string(), id: z.string(), label: z.string() })),
    }),
  ),
  evidence: z.array(z.object({ slot: z.string(), label: z.string(), isGiven: z.boolean() })),
  finding: partView,
});
export const standingView = head.extend({
  on: day,
  carrierName: z.string(),
  /** Known facts that the pack asks for, by key, in the units of the vocabulary. */
  facts: z.record(z.string(), value),
  accounts: z.array(accountView),
  remedy: z
    .object({
      effort: z.number(),
      confirmed: z.boolean(),
      steps: z.array(
        z.object({
          requirement: z.string(),
          cites: z.string(),
          text: z.string(),
          isUnknown: z.boolean(),
          effort: z.number(),
        }),
      ),
    })
    .nullable(),
  ripens: z.array(ripe),
  lapses: z.array(lapse),
  /** The same as plain text. */
  text: z.string(),
});
export type StandingView = z.infer<typeof standingView>;

export const alertsInput = z.object({
  page: z.coerce.number().int().min(1).max(100000).default(1),
  size: z.coerce.number().int().min(1).max(200).default(20),
});
export const alertsView = z.object({
  rows: z.array(
    lapse.extend({
      id: z.uuid(),
      carrierId: z.uuid(),
      carrierName: z.string(),
      packId: z.string(),
      packTitle: z.string(),
      foundAt: z.iso.datetime({ offset: true }),
    }),
  ),
  total: z.number().int(),
});
export const alertSeenInput = z.object({ carrierId: z.uuid(), alertId: z.uuid() });
export const seen = z.object({ seen: z.literal(true) });

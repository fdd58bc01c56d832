import { z } from 'zod';
import { isDay } from '../../kernel/day.ts';

const day = z.string().refine(isDay, '日期应为 2026-01-31 的形式');
const hash = z.string().regex(/^[0-9a-f]{64}$/, '版本应为64位十六进制');

export const noInput = z.object({});
export const packTextInput = z.object({ hash });
export const differenceInput = z.object({ a: hash, b: hash, on: day.optional() });

export const packVersionsView = z.object({
  rows: z.array(
    z.object({
      hash: z.string(),
      packId: z.string(),
      title: z.string(),
      territoryName: z.string(),
      installedAt: z.iso.datetime({ offset: true }),
      /** Whether new cases run under it. */
      isCurrent: z.boolean(),
    }),
  ),
  total: z.number().int(),
});
export type PackVersion = z.infer<typeof packVersionsView>['rows'][number];

export const packTextView = z.object({ hash: z.string(), files: z.record(z.string(), z.string()) });

const side = z.object({
  id: z.string(),
  cites: z.string().nullable(),
  says: z.string(),
  /** The clause as the pack restates it. */
  clause: z.string().nullable(),
});
const compared = z.enum(['parameter', 'requirement', 'condition', 'relaxation', 'rule', 'procedure']);
export const differencesView = z.object({
  on: day.nullable(),
  a: z.object({ packId: z.string(), title: z.string(), territoryName: z.string() }),
  b: z.object({ packId: z.string(), title: z.string(), territoryName: z.string() }),
  rows: z.array(
    z.object({
      of: compared,
      change: z.enum(['tightened', 'relaxed', 'added', 'removed', 'changed', 'notComparable']),
      label: z.string(),
      a: side.nullable(),
      b: side.nullable(),
      contradicts: z.boolean(),
    }),
  ),
  /** What both say alike. */
  alike: z.array(z.object({ of: compared, label: z.string(), cites: z.string().nullable() })),
  total: z.number().int(),
});
export type Differences = z.infer<typeof differencesView>;

export const coverageView = z.object({
  packId: z.string(),
  title: z.string(),
  rows: z.array(
    z.object({
      cite: z.string(),
      title: z.string(),
      text: z.string(),
      state: z.enum(['executed', 'recorded', 'noRule', 'uncovered']),
      by: z.array(z.object({ id: z.string(), says: z.string() })),
      reason: z.string().nullable(),
      traces: z.array(z.string()),
    }),
  ),
  total: z.number().int(),
});
export type Coverage = z.infer<typeof coverageView>;

import { z } from 'zod';
import { AFTER, DEFINITION, FATES, type Fate } from '../../facts/life.ts';
import { isDay } from '../../kernel/day.ts';
import { LIVES, type Life, RECTIFIED, type Rectified, SHOWN } from './history.ts';

export { AFTER, DEFINITION, FATES, LIVES, RECTIFIED, SHOWN };

const keys = <K extends string>(table: Record<K, unknown>) => Object.keys(table) as [K, ...K[]];
const day = z.string().refine(isDay, '日期应为 2026-01-31 的形式');
const year = z.coerce.number().int().min(1900).max(2200);

export const historyInput = z.object({ on: day.optional() });
export const livesInput = z.object({
  life: z.enum(keys<Life>(LIVES)),
  year,
  years: z.coerce.number().int().min(1).max(50),
  fate: z.enum(keys<Fate>(FATES)).optional(),
  example: z.stringbool().optional(),
  on: day.optional(),
});
export const rectificationsInput = z.object({
  year,
  outcome: z.enum(keys<Rectified>(RECTIFIED)).optional(),
  relapsed: z.stringbool().optional(),
  on: day.optional(),
});

const cohort = z.object({
  year: z.number(),
  began: z.number(),
  /** Of them, those invented for demonstration. */
  examples: z.number(),
  after: z.array(
    z.object({
      years: z.number(),
      survived: z.number(),
      ended: z.number(),
      unknown: z.number(),
      tooEarly: z.number(),
    }),
  ),
});
/** Of the teams of an operator's spaces. */
export const survivalView = z.object({ on: z.string(), rows: z.array(cohort) });
export const historyView = z.object({
  territory: z.string(),
  on: z.string(),
  lives: z.object({ teams: z.array(cohort), companies: z.array(cohort), designations: z.array(cohort) }),
  grades: z.array(
    z.object({
      packId: z.string(),
      packTitle: z.string(),
      year: z.number(),
      grade: z.string(),
      label: z.string(),
      count: z.number(),
    }),
  ),
  /** From the year before to `year`; `rectified`: with a rectification accepted in between. */
  moves: z.array(
    z.object({
      packId: z.string(),
      packTitle: z.string(),
      year: z.number(),
      was: z.string(),
      wasLabel: z.string(),
      became: z.string(),
      becameLabel: z.string(),
      count: z.number(),
      rectified: z.number(),
    }),
  ),
  rectifications: z.array(
    z.object({
      year: z.number(),
      opened: z.number(),
      accepted: z.number(),
      failed: z.number(),
      kept: z.number(),
      overturned: z.number(),
      open: z.number(),
      relapsed: z.number(),
    }),
  ),
});
export const livesView = z.object({
  more: z.boolean(),
  rows: z.array(
    z.object({
      id: z.string(),
      carrierId: z.string(),
      carrier: z.string(),
      title: z.string(),
      born: z.string(),
      died: z.string().nullable(),
      /** The last day on which anything shows that it was there. */
      seen: z.string().nullable(),
      fate: z.enum(keys<Fate>(FATES)),
      caseId: z.string().nullable(),
      example: z.boolean(),
    }),
  ),
});
export const rectificationsView = z.object({
  more: z.boolean(),
  rows: z.array(
    z.object({
      id: z.string(),
      caseId: z.string().nullable(),
      number: z.string().nullable(),
      carrierId: z.string(),
      carrier: z.string(),
      openedOn: z.string(),
      closedOn: z.string().nullable(),
      outcome: z.enum(keys<Rectified>(RECTIFIED)),
      relapsed: z.boolean(),
      example: z.boolean(),
    }),
  ),
});
export const gradesInput = z.object({
  packId: z.string().max(200),
  year,
  grade: z.string().max(60),
  was: z.string().max(60).optional(),
  /** Of a move: with a rectification accepted in between. */
  rectified: z.stringbool().optional(),
  on: day.optional(),
});
export const gradesView = z.object({
  more: z.boolean(),
  rows: z.array(
    z.object({
      carrierId: z.string(),
      carrier: z.string(),
      caseId: z.string().nullable(),
      was: z.string().nullable(),
      grade: z.string(),
      example: z.boolean(),
    }),
  ),
});
export type HistoryView = z.output<typeof historyView>;

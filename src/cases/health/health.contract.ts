import { z } from 'zod';
import { isDay } from '../../kernel/day.ts';
import {
  INCOME_SOURCES,
  type IncomeSource,
  SIGNAL_CODES,
  SIGNALS,
  THRESHOLD_SOURCES,
  type ThresholdSource,
} from './health.ts';

export { INCOME_SOURCES, SIGNALS, THRESHOLD_SOURCES };

/** The figures that open to their records. */
export const HEALTH_FIGURES = [
  'deskDays',
  'letDays',
  'events',
  'sessions',
  'billed',
  'overdue',
  'service',
  'property',
  'investment',
  'otherIncome',
  'fiscal',
] as const;

const day = z.string().refine(isDay, '日期应为 2026-01-31 的形式');
const signal = z.enum(SIGNAL_CODES);
const sources = Object.keys(INCOME_SOURCES) as [IncomeSource, ...IncomeSource[]];
const from = z.enum(Object.keys(THRESHOLD_SOURCES) as [ThresholdSource, ...ThresholdSource[]]);
const figure = z.number().nullable();
const value = z.number('请填写数值').min(0, '不能为负数').max(100_000, '数值过大').nullable();

export const healthInput = z.object({
  carrierId: z.uuid(),
  /** Today when absent. */
  on: day.optional(),
  months: z.coerce.number().int().min(1).max(60).default(12),
});
export const healthRecordsInput = z.object({
  carrierId: z.uuid(),
  figure: z.enum(HEALTH_FIGURES),
  month: day.refine((first) => first.endsWith('-01'), '应为一个月的第一天'),
  on: day.optional(),
});
export const ownThresholdInput = z.object({ carrierId: z.uuid(), signal, value });
export const territoryThresholdInput = z.object({ signal, value });
export const healthAlertsInput = z.object({
  /** Those seen too. */
  all: z.stringbool().default(false),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  size: z.coerce.number().int().min(1).max(200).default(20),
});
export const healthAlertInput = z.object({ carrierId: z.uuid(), alertId: z.uuid() });

const warning = z.object({
  signal,
  month: z.string(),
  value: z.number(),
  threshold: z.number(),
  says: z.string(),
  saysEn: z.string(),
});
const alert = warning.extend({
  id: z.string(),
  carrierId: z.string(),
  carrierName: z.string(),
  since: z.string(),
  foundAt: z.string(),
  endedAt: z.string().nullable(),
  seenAt: z.string().nullable(),
});
export const healthView = z.object({
  on: z.string(),
  months: z.array(
    z.object({
      month: z.string(),
      last: z.string(),
      deskDays: figure,
      letDays: figure,
      /** Per cent. */
      occupancy: figure,
      income: z.record(z.enum(sources), figure),
      incomeFen: figure,
      events: figure,
      sessions: figure,
      billedFen: figure,
      overdueFen: figure,
      overdueDays: figure,
      signals: z.array(z.object({ signal, value: figure })),
      warnings: z.array(warning),
    }),
  ),
  thresholds: z.array(z.object({ signal, value: z.number(), from, territory: figure, operator: figure })),
  alerts: z.array(alert),
});
export type HealthView = z.output<typeof healthView>;
export const healthRecordsView = z.object({
  rows: z.array(
    z.object({
      kind: z.string(),
      id: z.string(),
      label: z.string(),
      day: z.string(),
      until: z.string().nullable(),
      value: z.number().nullable(),
      example: z.boolean(),
    }),
  ),
});
export const healthRulesView = z.object({
  territory: z.string(),
  rows: z.array(z.object({ signal, value: z.number(), from })),
});
export const healthAlertsView = z.object({ rows: z.array(alert), total: z.number() });

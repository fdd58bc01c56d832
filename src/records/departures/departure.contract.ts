import { z } from 'zod';
import { isDay } from '../../kernel/day.ts';
import { EARLY_EXITS, type EarlyExit, RESIDENCY_STATES, type ResidencyState } from '../residencies/residency.ts';
import { CHECKLIST, CHECKS, DEPARTURE_STATES, type DepartureState, EXIT_KINDS, type ExitKind } from './departure.ts';

export { CHECKLIST, DEPARTURE_STATES, EXIT_KINDS };

const exits = EXIT_KINDS.map(({ code }) => code) as [ExitKind, ...ExitKind[]];
const day = z.string().refine(isDay, '日期应为 2026-01-31 的形式');
const reason = z.string().trim().min(2, '请说明理由').max(1000, '不能超过1000字');
const version = z.int().min(1).max(2_147_483_647);
const checks = z
  .array(
    z.object({ id: z.enum(CHECKS), done: z.boolean(), remark: z.string().trim().max(300, '不能超过300字').nullable() }),
  )
  .max(CHECKS.length);

const one = { carrierId: z.uuid(), tenancyId: z.uuid() };
export const giveNoticeInput = z.object({
  ...one,
  exitKind: z.enum(exits, '请选择退出方式'),
  lastDay: day,
  reason,
  /** Of the criteria for graduating or eliminating, those that are met. */
  criteriaMet: z.array(z.string().max(20)).max(40).default([]),
  /** Both agreed on an earlier day than the notice period leaves: why. */
  waiver: z.string().trim().min(2, '请说明双方商定的依据').max(500, '不能超过500字').nullable().default(null),
});
export const noticeEffectInput = z.object({ ...one, exitKind: z.enum(exits, '请选择退出方式'), lastDay: day });
export const teamNoticeEffectInput = z.object({ teamId: z.uuid(), tenancyId: z.uuid(), lastDay: day });
export const teamNoticeInput = z.object({ teamId: z.uuid(), tenancyId: z.uuid(), lastDay: day, reason });
export const checklistInput = z.object({ ...one, version, checklist: checks });
export const departureStepInput = z.object({ ...one, version });

const earlyExits = Object.keys(EARLY_EXITS) as [EarlyExit, ...EarlyExit[]];
const residencyStates = Object.keys(RESIDENCY_STATES) as [ResidencyState, ...ResidencyState[]];
const fallen = z.array(
  z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('period'),
      id: z.string(),
      validFrom: z.string(),
      desks: z.number().nullable(),
      deskCodes: z.string().nullable(),
    }),
    z.object({
      kind: z.literal('agreement'),
      id: z.string(),
      number: z.string(),
      startsOn: z.string(),
      state: z.enum(residencyStates),
    }),
  ]),
);

export const noticeEffectView = z.object({
  agreement: z.string().nullable(),
  agreedUntil: z.string().nullable(),
  noticedOn: z.string(),
  earliestOn: z.string().nullable(),
  provisional: z.boolean(),
  early: z.enum(earlyExits).nullable(),
  isEarly: z.boolean(),
  chargeDays: z.number(),
  chargeFen: z.number(),
  fallen,
  bookings: z.number(),
});

export const departureView = z.object({
  id: z.string(),
  state: z.enum(Object.keys(DEPARTURE_STATES) as [DepartureState, ...DepartureState[]]),
  exitKind: z.enum(exits),
  byTeam: z.boolean(),
  noticedOn: z.string(),
  lastDay: z.string(),
  reason: z.string(),
  criteriaMet: z.array(z.string()),
  checklist: z.array(z.object({ id: z.enum(CHECKS), done: z.boolean(), remark: z.string().nullable() })),
  earliestOn: z.string().nullable(),
  provisional: z.boolean(),
  early: z.enum(earlyExits).nullable(),
  waiver: z.string().nullable(),
  fallen,
  version: z.number(),
});

import { z } from 'zod';
import { pageInput, pageTotal } from '../../platform/db/page.contract.ts';
import { dayInput, versionInput } from '../keeping/keeping.contract.ts';
import { MENTOR } from '../mentors/mentor.ts';
import {
  MENTOR_MODES,
  MENTORING_STATES,
  MENTORING_STEPS,
  type MentoringState,
  type MentoringStep,
  type MentorMode,
  SIDES,
  type Side,
} from './mentoring.ts';

export { MENTOR, MENTOR_MODES, MENTORING_STATES, MENTORING_STEPS, SIDES };

const states = z.enum(Object.keys(MENTORING_STATES) as [MentoringState, ...MentoringState[]]);
const modes = z.enum(Object.keys(MENTOR_MODES) as [MentorMode, ...MentorMode[]]);
const sides = z.enum(Object.keys(SIDES) as [Side, ...Side[]]);
const steps = z.enum(Object.keys(MENTORING_STEPS) as [MentoringStep, ...MentoringStep[]]);
const moment = z.iso.datetime({ offset: true }).refine((at) => at >= '2000' && at < '2200', '年份应在2000至2199之间');
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, '时间应为 09:00 的形式');
const text = (most: number) => z.string().trim().max(most, `不能超过${most}字`);
const rating = z.number().int().min(1).max(5).nullable();

export const absenceRow = z.object({ from: dayInput, to: dayInput });
export const hoursRow = z.object({ weekday: z.number().int().min(1).max(7), from: time, to: time });

export const sessionView = z.object({
  id: z.uuid(),
  number: z.string(),
  carrierId: z.uuid(),
  carrierName: z.string(),
  mentorId: z.uuid(),
  mentorName: z.string(),
  teamId: z.uuid(),
  teamName: z.string(),
  startsAt: moment,
  endsAt: moment,
  topic: z.string(),
  online: z.boolean(),
  state: states,
  reason: z.string().nullable(),
  teamConfirmedAt: z.string().nullable(),
  mentorConfirmedAt: z.string().nullable(),
  sharedNote: z.string().nullable(),
  /** The mentor's own; null for everyone else. */
  privateNote: z.string().nullable(),
  /** What a side gave is seen by that side and by the space. */
  teamRating: rating,
  teamRemark: z.string().nullable(),
  mentorRating: rating,
  mentorRemark: z.string().nullable(),
  mode: modes,
  settled: z.boolean(),
  /** Its time has come. */
  begun: z.boolean(),
  version: z.number().int(),
  example: z.boolean(),
  /** For which sides the reader speaks. */
  sides: z.array(sides),
});
export type SessionView = z.infer<typeof sessionView>;

export const listSessionsInput = z.object({
  ...pageInput(),
  state: states.optional(),
  teamId: z.uuid().optional(),
  carrierId: z.uuid().optional(),
  mentorId: z.uuid().optional(),
});
export const sessionPage = z.object({ ...pageTotal, rows: z.array(sessionView) });
export const oneSessionInput = z.object({ mentoringId: z.uuid() });
export const mentoringStepInput = z.object({
  mentoringId: z.uuid(),
  step: steps,
  version: versionInput,
  reason: text(500).nullish(),
});
export const confirmSessionInput = z.object({
  mentoringId: z.uuid(),
  version: versionInput,
  side: sides,
  rating: rating.default(null),
  remark: text(1000).nullish(),
  sharedNote: text(4000).optional(),
  privateNote: text(4000).optional(),
});
export const sessionNotesInput = z.object({
  mentoringId: z.uuid(),
  version: versionInput,
  sharedNote: text(4000).optional(),
  privateNote: text(4000).optional(),
});

export const matchedMentors = z.object({
  rows: z.array(
    z.object({
      mentorId: z.uuid(),
      name: z.string(),
      kind: z.string().nullable(),
      title: z.string().nullable(),
      fields: z.string().nullable(),
      carrierId: z.uuid(),
      carrierName: z.string(),
      sameCarrier: z.boolean(),
      mode: modes,
      hours: z.array(hoursRow),
      absences: z.array(absenceRow),
      /** Whole hours a year for this team; null: no bound. */
      teamHours: z.number().nullable(),
      usedMinutes: z.number(),
      rating: z.number().nullable(),
      ratings: z.number(),
      nextFree: z.string().nullable(),
      score: z.number(),
      reasons: z.array(z.string()),
    }),
  ),
});
export const requestSessionInput = z.object({
  teamId: z.uuid(),
  mentorId: z.uuid(),
  startsAt: moment,
  minutes: z.number().int().min(1).max(100_000),
  topic: text(500).min(2, '请写明想请教的问题'),
  online: z.boolean(),
});

export const carrierMentors = z.object({
  rows: z.array(
    z.object({
      mentorId: z.uuid(),
      name: z.string(),
      account: z.string().nullable(),
      hours: z.array(hoursRow),
      /** Last day of the agreement that holds; null: none holds, or it has no end. */
      agreementTo: z.string().nullable(),
      /** null: no agreement holds, or it does not say. */
      mode: modes.nullable(),
      asked: z.number(),
      accepted: z.number(),
      held: z.number(),
      missed: z.number(),
      minutes: z.number(),
      rating: z.number().nullable(),
      ratings: z.number(),
      unsettledMinutes: z.number(),
    }),
  ),
});
export const settlementView = z.object({
  id: z.uuid(),
  number: z.string(),
  carrierId: z.uuid(),
  mentorId: z.uuid(),
  mentorName: z.string(),
  month: z.string(),
  minutes: z.number(),
  /** fen */
  totalFen: z.number(),
  settledAt: z.string(),
  paidOn: z.string().nullable(),
});
export const settlementList = z.object({ rows: z.array(settlementView) });

export const oneMentorInput = z.object({ mentorId: z.uuid() });
export const setHoursInput = z.object({
  mentorId: z.uuid(),
  hours: z.array(hoursRow).max(50),
  /** Days away that are not over; absent: as they are. */
  absences: z.array(absenceRow).max(50).optional(),
});
export const mentorWeekInput = oneMentorInput.extend({ from: dayInput });
export const mentorWeekView = z.object({
  name: z.string(),
  days: z.array(
    z.object({
      day: z.string(),
      away: z.boolean(),
      hours: z.array(z.object({ from: time, to: time })),
      sessions: z.array(
        z.object({
          startsAt: z.string(),
          endsAt: z.string(),
          /** Null: with a space of another operator; it takes the time, and no more is told. */
          told: z
            .object({
              state: states,
              teamName: z.string(),
              carrierName: z.string(),
              topic: z.string(),
              online: z.boolean(),
            })
            .nullable(),
        }),
      ),
    }),
  ),
});
export const mentorHoursView = z.object({ name: z.string(), hours: z.array(hoursRow), absences: z.array(absenceRow) });
export const linkAccountInput = z.object({ mentorId: z.uuid(), account: text(60).nullable() });
export const settleInput = z.object({
  mentorId: z.uuid(),
  month: dayInput.refine((day) => day.endsWith('-01'), '应为当月1日'),
});
export const payInput = z.object({ carrierId: z.uuid(), settlementId: z.uuid(), paidOn: dayInput });
export const ownMentorships = z.object({
  rows: z.array(z.object({ mentorId: z.uuid(), name: z.string(), carrierName: z.string() })),
});

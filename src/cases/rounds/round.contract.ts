import { z } from 'zod';
import { pageInput, pageTotal } from '../../platform/db/page.contract.ts';
import { LATE_EXPERTS, type LateExperts, ROUND_STATES, type RoundState } from './round.ts';

export { LATE_EXPERTS, ROUND_STATES };

const states = Object.keys(ROUND_STATES) as [RoundState, ...RoundState[]];
const moment = z.iso.datetime({ offset: true });
/** One that a round could have: far-off years are slips of the pen. */
const givenMoment = moment.refine((at) => at >= '2000' && at < '2200', '年份应在2000至2199之间');

export const roundView = z.object({
  id: z.uuid(),
  packId: z.string(),
  packTitle: z.string(),
  procedureId: z.string(),
  procedureTitle: z.string(),
  territoryId: z.uuid(),
  territoryName: z.string(),
  year: z.number().int(),
  title: z.string(),
  opensAt: moment,
  closesAt: moment,
  state: z.enum(states),
  extendedReason: z.string().nullable(),
  /** Applications handed in. */
  cases: z.number().int(),
  /** It is run from the evaluations. */
  evaluates: z.boolean(),
  /** The reader may run it; others’ rounds are looked at. */
  runs: z.boolean(),
  /** More time may be given. */
  extendable: z.boolean(),
});
export type RoundView = z.infer<typeof roundView>;

export const listRoundsInput = z.object({
  packId: z.string().max(200).optional(),
  procedureId: z.string().max(100).optional(),
  year: z.coerce.number().int().min(2000).max(2200).optional(),
  state: z.enum(states).optional(),
  ...pageInput(20),
});
export const roundList = z.object({ rows: z.array(roundView), ...pageTotal });

export const createRoundInput = z.object({
  packId: z.string().max(200),
  procedureId: z.string().max(100),
  year: z.number().int().min(2000).max(2200),
  title: z.string().trim().min(1).max(200),
  opensAt: givenMoment,
  closesAt: givenMoment,
  lateExperts: z.enum(Object.keys(LATE_EXPERTS) as [LateExperts, ...LateExperts[]]).default('propose'),
});
export const roundIdInput = z.object({ roundId: z.uuid() });
export const extendRoundInput = z.object({
  roundId: z.uuid(),
  closesAt: givenMoment,
  reason: z.string().trim().min(1, '请说明理由').max(500),
});

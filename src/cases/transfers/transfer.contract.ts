import { z } from 'zod';
import { pageInput, pageTotal } from '../../platform/db/page.contract.ts';
import { dayInput, versionInput } from '../../records/keeping/keeping.contract.ts';
import { TRANSFER_STATES, TRANSFER_STEPS, type TransferState, type TransferStep } from './transfer.ts';

export { TRANSFER_STATES, TRANSFER_STEPS };

const states = z.enum(Object.keys(TRANSFER_STATES) as [TransferState, ...TransferState[]]);
const steps = z.enum(Object.keys(TRANSFER_STEPS) as [TransferStep, ...TransferStep[]]);

export const transferView = z.object({
  id: z.uuid(),
  number: z.string(),
  teamId: z.uuid(),
  teamName: z.string(),
  fromCarrierId: z.uuid().nullable(),
  fromCarrierName: z.string().nullable(),
  toCarrierId: z.uuid(),
  toCarrierName: z.string(),
  state: states,
  reason: z.string(),
  answer: z.string().nullable(),
  startsOn: z.string().nullable(),
  desks: z.number().nullable(),
  freeMonths: z.number().nullable(),
  proposedAt: z.string(),
  agreedAt: z.string().nullable(),
  acceptedAt: z.string().nullable(),
  doneAt: z.string().nullable(),
  tenancyId: z.uuid().nullable(),
  /** For the receiving operator: the agreement with the team is still to be drawn up. */
  lacksAgreement: z.boolean(),
  version: z.number(),
  example: z.boolean(),
  /** What the reader may do now. */
  steps: z.array(steps),
});
export type TransferView = z.infer<typeof transferView>;
export const listTransfersInput = z.object({ ...pageInput(), state: states.optional(), teamId: z.uuid().optional() });
export const transferPage = z.object({ ...pageTotal, rows: z.array(transferView) });
export const oneTransferInput = z.object({ transferId: z.uuid() });
export const proposeTransferInput = z.object({
  teamId: z.uuid(),
  toCarrierId: z.uuid(),
  reason: z.string().trim().min(2, '请说明理由').max(1000, '不能超过1000字'),
});
export const transferStepInput = z.object({
  transferId: z.uuid(),
  step: steps,
  version: versionInput,
  answer: z.string().trim().max(1000, '不能超过1000字').nullish(),
  startsOn: dayInput.nullish(),
  desks: z.number().int().min(0).max(10_000).nullish(),
  freeMonths: z.number().int().min(0).max(120).nullish(),
});
/** Carriers to which a team may move: those that take teams and are not the one it is in. */
export const destinationsInput = z.object({ teamId: z.uuid(), q: z.string().max(100).optional() });
export const destinationsView = z.object({
  rows: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      kind: z.string(),
      operatorName: z.string().nullable(),
      territoryName: z.string(),
    }),
  ),
});

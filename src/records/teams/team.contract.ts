import { z } from 'zod';
import { pageInput, pageTotal } from '../../platform/db/page.contract.ts';
import { asOfInput, dayInput, entryInput, reasonInput, versionInput } from '../keeping/keeping.contract.ts';
import { TEAM_RECORD_KIND_CODES } from '../keeping/kinds.ts';
import { GOAL_STATES, goalState, STAGES } from './incubation-record.ts';
import { CONSENT_SCOPES, type ConsentScope } from './team.ts';

export { CONSENT_SCOPES, GOAL_STATES, goalState, STAGES };

const teamId = z.uuid();
const kind = z.enum(TEAM_RECORD_KIND_CODES);
const recordId = z.uuid();

export const listTeamsInput = z.object({
  q: z.string().max(100).optional(),
  carrierId: z.uuid().optional(),
  stage: z.enum(STAGES.map(({ code }) => code)).optional(),
  ...pageInput(),
});
const teamRow = z.object({
  id: z.uuid(),
  name: z.string(),
  companyName: z.string().nullable(),
  uscc: z.string().nullable(),
  registeredOn: z.string().nullable(),
  industry: z.string().nullable(),
  project: z.string().nullable(),
  founderType: z.string().nullable(),
  members: z.number().nullable(),
  hasAccount: z.boolean(),
  example: z.boolean(),
  carrierId: z.uuid().nullable(),
  carrierName: z.string().nullable(),
  since: z.string().nullable(),
  /** Of the incubation chain; null: not entered. */
  stage: z.enum(STAGES.map(({ code }) => code)).nullable(),
  stageSince: z.string().nullable(),
  /** Of the space's staff, who looks after it. */
  stageOwner: z.string().nullable(),
  goals: z.number(),
  goalsReached: z.number(),
  goalsOverdue: z.number(),
  /** Entries that wait for the operator's confirmation. */
  unconfirmed: z.number(),
});
export const teamPage = z.object({
  ...pageTotal,
  /** `following`: it left, and the reader's operator follows it by its consent. */
  rows: z.array(teamRow.extend({ following: z.boolean() })),
});
export const oneTeamInput = z.object({ teamId });
export const teamView = teamRow.extend({
  /** Where it has been, oldest first. */
  stays: z.array(
    z.object({
      tenancyId: z.uuid(),
      carrierId: z.uuid(),
      carrierName: z.string(),
      carrierKind: z.string(),
      operatorId: z.uuid().nullable(),
      operatorName: z.string().nullable(),
      validFrom: z.string(),
      validTo: z.string().nullable(),
      exitKind: z.string().nullable(),
    }),
  ),
});

const scopes = z.enum(Object.keys(CONSENT_SCOPES) as [ConsentScope, ...ConsentScope[]]);
export const consentsView = z.object({
  rows: z.array(
    z.object({
      id: z.uuid(),
      organisationId: z.uuid(),
      organisationName: z.string(),
      scope: scopes,
      purpose: z.string(),
      validFrom: z.string(),
      validTo: z.string().nullable(),
      givenAt: z.string(),
      withdrawnAt: z.string().nullable(),
    }),
  ),
});
export const giveConsentInput = z.object({
  teamId,
  organisationId: z.uuid(),
  scope: scopes.default('look'),
  purpose: z.string().trim().min(2, '请说明用途').max(500),
  validFrom: dayInput,
  validTo: dayInput.nullish().transform((day) => day ?? null),
});
export const oneConsentInput = z.object({ teamId, consentId: z.uuid() });

export const listTeamRecordsInput = z.object({
  teamId,
  kind,
  ...pageInput(),
  sort: z.string().max(60).optional(),
  q: z.string().max(100).optional(),
  ...asOfInput,
});
export const oneTeamRecordInput = z.object({ teamId, kind, recordId });
export const createTeamRecordInput = z.object({ teamId, kind, ...entryInput });
export const correctTeamRecordInput = z.object({
  teamId,
  kind,
  recordId,
  version: versionInput,
  reason: reasonInput,
  ...entryInput,
});
export const succeedTeamRecordInput = z.object({ teamId, kind, recordId, version: versionInput, ...entryInput });
export const endTeamRecordInput = z.object({ teamId, kind, recordId, version: versionInput, lastDay: dayInput });
export const withdrawTeamRecordInput = z.object({
  teamId,
  kind,
  recordId,
  version: versionInput,
  reason: reasonInput,
});
export const confirmTeamRecordInput = z.object({ teamId, kind, recordId, version: versionInput });
export const teamKindInput = z.object({ teamId, kind });
export const teamImportInput = z.object({ teamId, kind, mode: z.enum(['all', 'valid']) });
export const teamBookInput = z.object({ teamId, kind, completeFrom: dayInput.nullable() });
export const teamBooksView = z.object({
  rows: z.array(
    z.object({
      kind,
      completeFrom: z.string().nullable(),
      statedAt: z.string().nullable(),
      kept: z.number(),
      holding: z.number(),
      unconfirmed: z.number(),
    }),
  ),
});

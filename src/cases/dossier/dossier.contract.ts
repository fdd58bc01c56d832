import { z } from 'zod';
import { pageInput, pageTotal } from '../../platform/db/page.contract.ts';
import { ENTITLEMENT_TIMES, PURPOSES, type Purpose } from '../../policy/procedure.ts';
import { CASE_STATES, type CaseState } from '../casefile/case-state.ts';
import {
  TASK_KINDS,
  TASK_STATES,
  TASK_VERBS,
  type TaskKind,
  type TaskState,
  VERBS,
  type Verb,
} from '../casefile/task.ts';
import { LIGHTS, type Light } from '../deadlines/deadline.ts';

export { CASE_STATES, ENTITLEMENT_TIMES, LIGHTS, PURPOSES, TASK_KINDS, TASK_STATES, VERBS };

const keys = <K extends string>(table: Record<K, unknown>) => Object.keys(table) as [K, ...K[]];
const moment = z.iso.datetime({ offset: true });

export const caseIdInput = z.object({ caseId: z.uuid() });

export const lightSchema = z.enum(keys<Light>(LIGHTS));
export const dueView = z.object({
  at: moment.nullable(),
  on: z.iso.date().nullable(),
  /** 暂定: rests on a calendar not yet published. */
  provisional: z.boolean(),
  light: lightSchema,
});

export const listCasesInput = z.object({
  q: z.string().trim().max(100).optional(),
  packId: z.string().max(200).optional(),
  procedureId: z.string().max(100).optional(),
  state: z.enum(keys<CaseState>(CASE_STATES)).optional(),
  step: z.string().max(100).optional(),
  result: z.enum(['granted', 'refused', 'withdrawn', 'lapsed', 'imposed', 'dropped']).optional(),
  roundId: z.uuid().optional(),
  carrierId: z.uuid().optional(),
  /** One or several, with commas. */
  purpose: z.string().max(200).optional(),
  light: z.enum(['yellow', 'red']).optional(),
  sort: z.enum(['openedAt', '-openedAt', 'dueAt', 'number', '-number']).default('-openedAt'),
  ...pageInput(20),
});

export const caseRowView = z.object({
  id: z.uuid(),
  number: z.string(),
  title: z.string(),
  packId: z.string(),
  procedureId: z.string(),
  purpose: z.enum(keys<Purpose>(PURPOSES)),
  carrierId: z.uuid(),
  carrierName: z.string(),
  applicantName: z.string(),
  territoryName: z.string(),
  roundId: z.uuid().nullable(),
  state: z.enum(keys<CaseState>(CASE_STATES)),
  stepId: z.string().nullable(),
  stepTitle: z.string().nullable(),
  endId: z.string().nullable(),
  endTitle: z.string().nullable(),
  result: z.enum(['granted', 'refused', 'withdrawn', 'lapsed', 'imposed', 'dropped']).nullable(),
  due: dueView,
  openedAt: moment,
  submittedAt: moment.nullable(),
  closedAt: moment.nullable(),
});
export const caseList = z.object({ rows: z.array(caseRowView), ...pageTotal });

const provenance = z.object({
  kind: z.string(),
  id: z.string(),
  teamId: z.string().optional(),
  label: z.string(),
  validFrom: z.string().nullable(),
  validTo: z.string().nullable(),
});
export const factValue = z.union([z.number(), z.string(), z.boolean(), z.array(z.string())]);
export const factView = z.object({
  key: z.string(),
  label: z.string(),
  unit: z.string().nullable(),
  value: factValue.nullable(),
  obtained: z.enum(['derived', 'declared', 'unknown']),
  complete: z.boolean(),
  provenance: z.array(provenance),
  declared: factValue.nullable(),
  /** What was declared is not what the records show. */
  differs: z.boolean(),
  /** Why it is unknown: what was declared counted until then. */
  stale: z.object({ value: factValue, until: z.string() }).nullable(),
});
export const evidenceView = z.object({
  slot: z.string(),
  label: z.string(),
  help: z.string().nullable(),
  files: z.array(
    z.object({
      id: z.uuid(),
      fileId: z.uuid(),
      name: z.string(),
      mediaType: z.string(),
      size: z.number(),
      sha256: z.string(),
      /** What it proves. */
      says: z.string(),
      addedAt: moment,
    }),
  ),
});
/** What the unit wrote of an indicator that experts score, and what proves it. */
export const accountView = z.object({ text: z.string().nullable(), files: evidenceView.shape.files });
export const findingView = z.object({
  requirement: z.string(),
  kind: z.enum(['must', 'should', 'prefer', 'veto']),
  outcome: z.enum(['met', 'unmet', 'unknown', 'notApplicable']),
  cites: z.string(),
  says: z.string(),
  /** The clause as the pack restates it. */
  clause: z.string().nullable(),
  lines: z.array(
    z.object({
      depth: z.number().int(),
      outcome: z.enum(['met', 'unmet', 'unknown', 'notApplicable']),
      text: z.string(),
    }),
  ),
  facts: z.array(factView),
  evidence: z.array(evidenceView),
});
export type FindingView = z.infer<typeof findingView>;

export const judgementView = z.object({
  leaf: z.string(),
  /** The requirement the line stands in. */
  requirement: z.string(),
  /** 告知承诺: asked of the applicant. */
  attested: z.boolean(),
  says: z.string(),
  cites: z.string(),
  outcome: z.enum(['met', 'unmet']).nullable(),
  reason: z.string().nullable(),
  by: z.string().nullable(),
  at: moment.nullable(),
});

export const taskView = z.object({
  id: z.uuid(),
  pass: z.number().int(),
  stepId: z.string(),
  stepTitle: z.string(),
  kind: z.enum(keys<TaskKind>(TASK_KINDS)),
  state: z.enum(keys<TaskState>(TASK_STATES)),
  organisationId: z.uuid().nullable(),
  organisationName: z.string().nullable(),
  roleLabel: z.string(),
  personName: z.string().nullable(),
  parentId: z.uuid().nullable(),
  place: z.enum(['before', 'after']).nullable(),
  verb: z.enum(keys<Verb>(VERBS)).nullable(),
  opinion: z.string().nullable(),
  decidedAt: moment.nullable(),
});

export const supplementView = z.object({
  id: z.uuid(),
  number: z.number().int(),
  items: z.array(z.object({ kind: z.string(), ref: z.string().nullable(), says: z.string() })),
  askedAt: moment,
  due: dueView,
  state: z.enum(['out', 'answered', 'lapsed', 'takenBack']),
  answer: z.string().nullable(),
});

export const creditFlagView = z.object({
  kindLabel: z.string(),
  cites: z.string(),
  says: z.string(),
  number: z.string(),
  onDay: z.iso.date(),
  isPublic: z.boolean(),
  publicUntil: z.iso.date().nullable(),
});

export const caseView = caseRowView.extend({
  audience: z.enum(['applicant', 'expert', 'body']),
  packTitle: z.string(),
  packHash: z.string(),
  procedureTitle: z.string(),
  applicantId: z.uuid(),
  /** false: the applicant's organisation is still being verified. */
  applicantVerified: z.boolean(),
  recommenderName: z.string().nullable(),
  roundTitle: z.string().nullable(),
  stepKind: z.string().nullable(),
  publicName: z.string(),
  /** What comes next, in one sentence. */
  next: z.string().nullable(),
  judgedOn: z.iso.date().nullable(),
  formRevision: z.number().int(),
  formOpen: z.boolean(),
  duplicates: z.array(
    z.object({ kind: z.enum(['openCase', 'designation', 'similarName']), number: z.string(), name: z.string() }),
  ),
  /** The way of the procedure: behind, here, ahead. */
  steps: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      cites: z.string(),
      kind: z.string(),
      standing: z.enum(['behind', 'here', 'ahead']),
    }),
  ),
  /** What stands against the applicant in its credit file, with its clause. */
  credit: z.array(creditFlagView),
  /** Whom a recognition of mentors is about, and what one has done for teams to date. */
  mentor: z
    .object({
      mentorId: z.string(),
      name: z.string(),
      kind: z.string().nullable(),
      employer: z.string().nullable(),
      title: z.string().nullable(),
      fields: z.string().nullable(),
      agreementTo: z.string().nullable(),
      sessions: z.number().int(),
      minutes: z.number().int(),
      teams: z.number().int(),
      rating: z.number().nullable(),
      ratings: z.number().int(),
    })
    .nullable(),
  /** Whom an application for an entitlement is about. */
  team: z
    .object({
      teamId: z.string(),
      name: z.string(),
      companyName: z.string().nullable(),
      uscc: z.string().nullable(),
      since: z.string().nullable(),
      says: z.string(),
      times: z.enum(Object.keys(ENTITLEMENT_TIMES) as [keyof typeof ENTITLEMENT_TIMES]),
      /** What was granted, where that is money. */
      fen: z.number().nullable(),
    })
    .nullable(),
  /** The requirements of the pack are judged; else there are no findings. */
  judges: z.boolean(),
  verdict: z.enum(['met', 'unmet', 'unknown']),
  findings: z.array(findingView),
  judgements: z.array(judgementView),
  supplements: z.array(supplementView),
  timeline: z.array(
    z.object({
      seq: z.number().int(),
      at: moment,
      verb: z.enum(keys<Verb>(VERBS)),
      stepTitle: z.string().nullable(),
      person: z.string().nullable(),
      organisation: z.string().nullable(),
      opinion: z.string().nullable(),
    }),
  ),
  papers: z.array(
    z.object({
      id: z.uuid(),
      paper: z.string(),
      label: z.string(),
      fileId: z.uuid(),
      name: z.string(),
      mediaType: z.string(),
      madeAt: moment,
      isVoid: z.boolean(),
    }),
  ),
  tasks: z.array(taskView),
  allowed: z.object({
    deeds: z.array(z.string()),
    tasks: z.array(z.object({ taskId: z.uuid(), verbs: z.array(z.enum(TASK_VERBS)) })),
    returnTo: z.array(z.object({ step: z.string(), title: z.string() })),
    /** Whose turn it is: the reader’s, or that of another of the reader’s body, whom it may help. */
    turn: z.enum(['own', 'body']).nullable(),
  }),
});
export type CaseView = z.infer<typeof caseView>;

export const voidInput = z.object({ caseId: z.uuid(), reason: z.string().trim().min(1).max(1000) });
export const answerSupplementInput = z.object({ caseId: z.uuid(), answer: z.string().trim().max(2000).optional() });
export const attestationInput = z.object({
  caseId: z.uuid(),
  leaf: z.string().max(200),
  outcome: z.enum(['met', 'unmet'], '请选择是否承诺'),
});
export const judgementInput = z.object({
  caseId: z.uuid(),
  leaf: z.string().max(200),
  outcome: z.enum(['met', 'unmet']),
  reason: z.string().trim().min(1).max(2000),
});

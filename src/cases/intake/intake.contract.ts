import { z } from 'zod';
import { PURPOSES, type Purpose } from '../../policy/procedure.ts';
import { evidenceView, findingView } from '../dossier/dossier.contract.ts';
import { CHANGE_FIELDS } from '../forms/form.ts';
import { roundView } from '../rounds/round.contract.ts';

export { CHANGE_FIELDS, PURPOSES };

const moment = z.iso.datetime({ offset: true });

export const answerSchema = z.union([z.string().max(20_000), z.number(), z.boolean()]);

export const fieldView = z.object({
  id: z.string(),
  label: z.string(),
  kind: z.enum(['text', 'longText', 'contact', 'number', 'date', 'choice', 'file', 'commitment', 'recommender']),
  options: z.array(z.object({ code: z.string(), zh: z.string() })),
  required: z.boolean(),
  help: z.string().nullable(),
  cites: z.string().nullable(),
  /** The indicator, scored by experts, whose account or proof it is. */
  indicator: z.string().nullable(),
});

/** What can be started, and whether it can be now. */
export const doorView = z.object({
  packId: z.string(),
  packTitle: z.string(),
  procedureId: z.string(),
  procedureTitle: z.string(),
  purpose: z.enum(Object.keys(PURPOSES) as [Purpose, ...Purpose[]]),
  cites: z.string(),
  intake: z.enum(['round', 'rolling']),
  designation: z.string(),
  carrierKinds: z.array(z.string()),
  /** Of a kind with forms here, those alone. */
  carrierForms: z.array(z.string()),
  territoryCode: z.string(),
  rounds: z.array(roundView.pick({ id: true, title: true, opensAt: true, closesAt: true, state: true })),
});
/** `runs`: the reader may publish rounds of it. */
export const doorsView = z.object({ rows: z.array(doorView.extend({ runs: z.boolean() })), total: z.number().int() });

export const procedureInput = z.object({ packId: z.string().max(200), procedureId: z.string().max(100) });
export const carrierProcedureInput = procedureInput.extend({ carrierId: z.uuid() });

/** The form as it can be read before anything is started. */
export const blankFormView = doorView.extend({
  fields: z.array(fieldView),
  steps: z.array(
    z.object({ id: z.string(), title: z.string(), next: z.string(), cites: z.string(), actor: z.string() }),
  ),
  /** Without a carrier every finding is unknown. */
  verdict: z.enum(['met', 'unmet', 'unknown']),
  findings: z.array(findingView),
  duplicates: z.array(
    z.object({ kind: z.enum(['openCase', 'designation', 'similarName']), number: z.string(), name: z.string() }),
  ),
});

export type BlankForm = z.infer<typeof blankFormView>;

export const openCaseInput = z.object({
  carrierId: z.uuid(),
  packId: z.string().max(200),
  procedureId: z.string().max(100),
  /** Whom a recognition of mentors is about. */
  mentorId: z.uuid().optional(),
  roundId: z.uuid().optional(),
});
export const openedView = z.object({ caseId: z.uuid(), number: z.string() });

export const formView = z.object({
  caseId: z.uuid(),
  number: z.string(),
  open: z.boolean(),
  revision: z.number().int(),
  fields: z.array(fieldView),
  answers: z.record(z.string(), answerSchema),
  /** Slots of the pack's evidence, and the form's own files. */
  evidence: z.array(evidenceView),
  missing: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })),
});
export const saveFormInput = z.object({
  caseId: z.uuid(),
  revision: z.number().int().min(0).max(1_000_000),
  answers: z.record(z.string().max(100), answerSchema.nullable()),
});
export const savedFormView = z.object({ revision: z.number().int(), answers: z.record(z.string(), answerSchema) });

export const contactInput = z.object({
  caseId: z.uuid(),
  field: z.string().max(100),
  reason: z.string().trim().min(2, '请写明查看原因').max(200, '不能超过200字'),
});
export const contactView = z.object({ value: z.string() });
export const historyInput = z.object({ caseId: z.uuid(), field: z.string().max(100).optional() });
export const historyView = z.object({
  rows: z.array(
    z.object({
      revision: z.number().int(),
      field: z.string(),
      before: answerSchema.nullable(),
      after: answerSchema.nullable(),
      at: moment,
      person: z.string(),
      organisation: z.string().nullable(),
    }),
  ),
});

export const recommendersInput = z.object({ caseId: z.uuid(), q: z.string().trim().max(100).default('') });
export const recommendersView = z.object({
  rows: z.array(z.object({ id: z.uuid(), name: z.string(), kind: z.string() })),
});

export const slotInput = z.object({ caseId: z.uuid(), slot: z.string().max(100) });
export const evidenceIdInput = z.object({ caseId: z.uuid(), evidenceId: z.uuid() });
/** `before`: as the writer saw it. */
export const explainEvidenceInput = evidenceIdInput.extend({
  says: z.string().trim().max(500, '不超过500字'),
  before: z.string().max(500).default(''),
});
export const evidenceAdded = z.object({ evidenceIds: z.array(z.uuid()) });
export const done = z.object({ done: z.literal(true) });

export const submitInput = z.object({ caseId: z.uuid(), revision: z.number().int().min(0).max(1_000_000) });
export const partyInput = z.object({
  caseId: z.uuid(),
  account: z.string().trim().min(1).max(100),
  part: z.enum(['editor', 'agent']),
});
export const partyIdInput = z.object({ caseId: z.uuid(), partyId: z.uuid() });
export const partiesView = z.object({
  rows: z.array(z.object({ id: z.uuid(), name: z.string(), part: z.enum(['editor', 'agent']), addedAt: moment })),
});

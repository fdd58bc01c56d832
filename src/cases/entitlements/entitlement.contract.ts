import { z } from 'zod';
import { ENTITLEMENT_TIMES } from '../../policy/procedure.ts';
import { FOUNDER_CATEGORIES } from '../../records/teams/team.ts';
import { graduationInput, judgedSet } from '../graduations/graduation.contract.ts';

export { ENTITLEMENT_TIMES, FOUNDER_CATEGORIES };

export const entitlementInput = graduationInput;
export const applyInput = z.object({
  teamId: z.uuid(),
  packId: z.string().max(200),
  procedureId: z.string().max(100),
});
export const appliedView = z.object({ caseId: z.uuid(), number: z.string() });

/** What may be applied for: by whom it is decided, with which evidence, how often; and how it stands. */
const applicationView = z.object({
  procedureId: z.string(),
  title: z.string(),
  cites: z.string(),
  says: z.string(),
  times: z.enum(Object.keys(ENTITLEMENT_TIMES) as [keyof typeof ENTITLEMENT_TIMES]),
  by: z.string(),
  evidence: z.array(z.string()),
  /** What the document says of the money; null: it gives none. */
  amount: z.string().nullable(),
  open: z.object({ caseId: z.uuid(), number: z.string(), state: z.enum(['draft', 'open']), at: z.string() }).nullable(),
  grants: z.array(
    z.object({
      number: z.string(),
      grantedOn: z.string(),
      grantedBy: z.string(),
      amountFen: z.number().nullable(),
      caseId: z.uuid(),
    }),
  ),
  /** Nothing more may be had in this term. */
  isHad: z.boolean(),
});
/** 待遇: what documents in force give the founders of a team, and what each still lacks. */
export const entitlementsView = z.object({
  on: z.string(),
  /** Of the founders; empty: none is kept yet. */
  categories: z.array(z.enum(FOUNDER_CATEGORIES.map(({ code }) => code))),
  /** What may be had comes first, then what is open. */
  rows: z.array(
    judgedSet.extend({
      gives: z.object({ says: z.string(), units: z.array(z.string()) }),
      applications: z.array(applicationView),
    }),
  ),
});
export type EntitlementsView = z.infer<typeof entitlementsView>;

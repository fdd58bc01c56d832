import { z } from 'zod';
import { FOUNDER_CATEGORIES } from '../../records/teams/team.ts';
import { graduationInput, judgedSet } from '../graduations/graduation.contract.ts';

export { FOUNDER_CATEGORIES };

export const entitlementInput = graduationInput;
/** 待遇: what documents in force give the founders of a team, and what each still lacks. */
export const entitlementsView = z.object({
  on: z.string(),
  /** Of the founders; empty: none is kept yet. */
  categories: z.array(z.enum(FOUNDER_CATEGORIES.map(({ code }) => code))),
  /** What may be had comes first, then what is open. */
  rows: z.array(judgedSet.extend({ gives: z.object({ says: z.string(), units: z.array(z.string()) }) })),
});
export type EntitlementsView = z.infer<typeof entitlementsView>;

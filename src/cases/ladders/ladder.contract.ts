import { z } from 'zod';
import { graduationInput, judgedSet } from '../graduations/graduation.contract.ts';

export const ladderInput = graduationInput;
/** 成长阶梯(江苏 四(二) 小升高): the rungs of documents in force, lowest first. */
export const ladderView = z.object({
  on: z.string(),
  rows: z.array(
    judgedSet.extend({
      step: z.number().int(),
      /** Whether the team stands on it, by a certificate that holds on the day; null: not known. */
      reached: z.boolean().nullable(),
    }),
  ),
});
export type LadderView = z.infer<typeof ladderView>;

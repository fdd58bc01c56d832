import { z } from 'zod';
import { EFFECTS, type EffectName } from '../../kernel/effect.ts';
import { CONSEQUENCE_STATES } from './consequence.ts';

export { CONSEQUENCE_STATES, EFFECTS };

/** The decision as a paper, in each form. */
export const lettersView = z.array(z.object({ fileId: z.uuid(), name: z.string() }));

const roundId = z.uuid();
const named = { roundId, carrierId: z.uuid(), version: z.int().min(1) };
export const consequencesInput = z.object({ roundId });
export const consequenceInput = z.object(named);
export const proposeConsequenceInput = z.object({
  ...named,
  choices: z
    .array(
      z.object({
        id: z.string().max(60),
        chosen: z.boolean(),
        reason: z.string().trim().max(1000, '不能超过1000字').nullable().default(null),
        /** fen; where the document leaves the amount open. */
        fen: z.int().min(1, '应大于0').max(1_000_000_000_000, '数额过大').nullable().default(null),
        addressee: z.string().trim().max(100, '不能超过100字').nullable().default(null),
      }),
    )
    .max(50),
  reasons: z.string().trim().min(2, '请写明理由').max(10_000, '不能超过10000字'),
});
export const returnConsequenceInput = z.object({
  ...named,
  reason: z.string().trim().min(2, '请说明退回理由').max(500, '不能超过500字'),
});
export const consequencesView = z.object({
  rows: z.array(
    z.object({
      carrierId: z.string(),
      carrier: z.string(),
      caseId: z.string(),
      grade: z.string().nullable(),
      state: z.enum(['draft', 'proposed', 'signed', 'dropped']),
      stateLabel: z.string(),
      version: z.number(),
      items: z.array(
        z.object({
          id: z.string(),
          cites: z.string(),
          says: z.string(),
          follows: z.array(z.enum(Object.keys(EFFECTS) as [EffectName, ...EffectName[]])),
          outcome: z.enum(['met', 'unknown']),
          /** The rounds that were counted, in words. */
          counted: z.string(),
          amount: z
            .object({
              fen: z.number().nullable(),
              shares: z.array(z.object({ who: z.string(), fen: z.number() })),
              range: z.object({ from: z.number(), to: z.number() }).nullable(),
              /** A person sets it: the document leaves it open. */
              isOpen: z.boolean(),
              categories: z.array(z.string()),
            })
            .nullable(),
          level: z.string().nullable(),
          addressee: z.string().nullable(),
          chosen: z.boolean(),
          reason: z.string().nullable(),
          /** Nothing is held under this document, so that nothing could be done. */
          advisory: z.boolean(),
        }),
      ),
      reasons: z.string(),
      number: z.string().nullable(),
      decidedAt: z.iso.datetime({ offset: true }).nullable(),
      decidedBy: z.string().nullable(),
      letters: lettersView,
    }),
  ),
});
export type ConsequenceView = z.output<typeof consequencesView>['rows'][number];

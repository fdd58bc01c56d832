import { type Day, yearOf } from '../../kernel/day.ts';
import type { Pack } from '../../policy/pack.ts';
import type { ENTITLEMENT_TIMES, Procedure } from '../../policy/procedure.ts';

/** What may be had once in it: ever, in a year, or only the case itself. */
export function termOf(times: keyof typeof ENTITLEMENT_TIMES, on: Day, caseId: string): string {
  return { once: 'once', yearly: String(yearOf(on)), each: caseId }[times];
}

/** What was given in a term that is not over. */
export const hadIn = <T extends { term: string }>(
  grants: readonly T[],
  times: keyof typeof ENTITLEMENT_TIMES,
  on: Day,
): T | undefined => grants.find(({ term }) => term === termOf(times, on, ''));

/** Picks what belongs to one procedure of one document. */
export const isOfProcedure =
  (packId: string, procedureId: string) =>
  (one: { readonly packId: string; readonly procedureId: string }): boolean =>
    one.packId === packId && one.procedureId === procedureId;

export type EntitlementProcedure = Procedure & { entitles: NonNullable<Procedure['entitles']> };

/** The procedures by which what a set of conditions gives is applied for. */
export const applicationsFor = (pack: Pack, set: string): EntitlementProcedure[] =>
  pack.procedures.filter((one): one is EntitlementProcedure => one.entitles !== undefined && one.conditions === set);

/** Who decides, as the pack calls it. */
export function deciderOf({ bodies }: Pack, { steps }: Procedure): string {
  const { actor } = steps.find(({ kind }) => kind === 'decision') ?? steps.at(-1) ?? { actor: '' };
  return bodies[actor]?.name ?? actor;
}

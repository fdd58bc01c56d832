import type { EffectName } from '../../kernel/effect.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Pack, RecordedRule } from '../../policy/pack.ts';

/** Where a suspicion comes from. */
export const SOURCES = {
  report: { zh: '公众反映', en: 'Report from the public' },
  check: { zh: '检查发现', en: 'Found by a check' },
  officer: { zh: '办理人员发现', en: 'Found by an officer' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type Source = keyof typeof SOURCES;

/** One thing that a sanction does to the party. */
export interface Consequence {
  readonly effect: EffectName;
  /** barApplicant, where the pack names no term. */
  readonly months: number | null;
  /** claimRecovery: fen. */
  readonly amount: number | null;
}

/** The breaches a pack names, with their clauses and what follows. */
export function breachesOf(pack: Pack): readonly RecordedRule[] {
  return pack.recorded.filter(({ file, follows }) => file === 'sanctions.yaml' && follows.length > 0);
}

/** What may follow from the breaches found, each once, in the order of the pack. */
export function mayFollow(pack: Pack, breaches: readonly string[]): readonly EffectName[] {
  const found = breachesOf(pack).filter(({ id }) => breaches.includes(id));
  return [...new Set(found.flatMap(({ follows }) => follows))] as EffectName[];
}

/** The clauses of the breaches found. */
export function clausesOf(pack: Pack, breaches: readonly string[]): string {
  const cites = breachesOf(pack).flatMap(({ id, cites }) => (breaches.includes(id) ? [cites] : []));
  return [...new Set(cites)].join('、');
}

/** Refuses at the field what the pack does not name, and amounts and terms that are missing. */
export function checkCharge(
  pack: Pack,
  { breaches, consequences }: { breaches: readonly string[]; consequences: readonly Consequence[] },
  packNamesTerm: boolean,
): void {
  const fields: { path: string; code: string; message: string }[] = [];
  const known = new Set(breachesOf(pack).map(({ id }) => id));
  breaches.forEach((id, index) => {
    if (!known.has(id))
      fields.push({ path: `breaches.${index}`, code: 'reference', message: '政策文件中没有该项违规' });
  });
  const allowed = mayFollow(pack, breaches);
  consequences.forEach(({ effect, amount, months }, index) => {
    const at = `consequences.${index}`;
    if (!allowed.includes(effect))
      fields.push({ path: `${at}.effect`, code: 'reference', message: '所选违规没有该项后果' });
    if (consequences.findIndex((other) => other.effect === effect) < index)
      fields.push({ path: `${at}.effect`, code: 'duplicate', message: '同一后果只列一次' });
    if (effect === 'claimRecovery' && !(amount && amount > 0))
      fields.push({ path: `${at}.amount`, code: 'required', message: '请填写追回金额' });
    if (effect === 'barApplicant' && !packNamesTerm && !(months && months > 0))
      fields.push({ path: `${at}.months`, code: 'required', message: '政策文件没有写明期限，请填写月数' });
  });
  if (fields.length > 0) throw new Refusal('input.invalid', {}, fields);
}

/** Where a sum or a term was told, leaving it out is not less: a bar without a term would not end. */
const noMore = (now: number | null, told: number | null) =>
  told === null ? now === null : now !== null && now <= told;

/** Nobody is sanctioned harder for having spoken: nothing new, no longer term, no larger sum. */
export function notHeavier(told: readonly Consequence[], ordered: readonly Consequence[]): boolean {
  return ordered.every((one) => {
    const before = told.find(({ effect }) => effect === one.effect);
    return before !== undefined && noMore(one.amount, before.amount) && noMore(one.months, before.months);
  });
}

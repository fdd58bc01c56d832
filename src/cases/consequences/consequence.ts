import { EFFECTS, type EffectName } from '../../kernel/effect.ts';
import type { FactValues } from '../../kernel/fact.ts';
import { fen } from '../../kernel/money.ts';
import type { FieldRefusal } from '../../kernel/refusal.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { type Computed, computeAmount, setAmount } from '../../policy/amount.ts';
import type { Consequence } from '../../policy/assessment.ts';
import { consequences, type History } from '../../policy/grade.ts';
import type { Pack } from '../../policy/pack.ts';
import type { Ordered } from '../casefile/steps.ts';
import type { PastRow } from '../evaluations/evaluation.store.ts';

/** `isOpen`: what follows may still be chosen. */
export const CONSEQUENCE_STATES = {
  draft: { zh: '待核', en: 'Draft', isOpen: true },
  proposed: { zh: '待签发', en: 'Waiting for signature', isOpen: false },
  signed: { zh: '已签发', en: 'Signed', isOpen: false },
  dropped: { zh: '不予处理', en: 'Dropped', isOpen: false },
} as const satisfies Record<string, { zh: string; en: string; isOpen: boolean }>;
export type ConsequenceState = keyof typeof CONSEQUENCE_STATES;

export interface Award extends NonNullable<Ordered['amount']> {
  /** Of the pack. */
  readonly id: string;
  /** What the document gives it is within, both ends included; null where it gives none. */
  readonly range: Computed['range'];
  /** What the document leaves open, so that a person sets the amount; empty: it is computed. */
  readonly missing: readonly string[];
}
export interface Item extends Ordered {
  /** The years whose results are counted; absent: drafted before they were kept. */
  readonly years?: readonly number[];
  readonly amount: Award | null;
  readonly follows: readonly EffectName[];
  /** `unknown`: a result of the past that is not known could make the difference. */
  readonly outcome: 'met' | 'unknown';
  readonly chosen: boolean;
  /** Why it is not, or was, chosen against the draft. */
  readonly reason: string | null;
  /** It ended without an effect: nothing is held under this document. */
  readonly advisory?: boolean;
}

/** All that a draft is computed from, besides the pack. */
export interface ConsequenceInputs {
  readonly history: History<PastRow>;
  /** What the amounts of the pack are computed from. */
  readonly facts: FactValues;
}

const OPEN = '文件没有写明数额，请填写核定的金额';
const ENDS: readonly string[] = ['revokeDesignation', 'lapseDesignation'];

/**
 * What the pack says follows from a carrier's history. Where the designation ends, nothing is rectified any more.
 *
 * @param facts what the amounts of the pack are computed from
 */
export function draftItems(
  pack: Pack,
  scheme: string,
  history: History<PastRow>,
  facts: FactValues,
  on: string,
): Item[] {
  const found = consequences(pack, scheme, history, on).filter(({ outcome }) => outcome !== 'unmet');
  const grade = history.past.at(-1)?.grade ?? null;
  const ending = found.find(
    ({ consequence, outcome }) => outcome === 'met' && consequence.follows.some((effect) => ENDS.includes(effect)),
  );
  return found.map(
    ({ consequence: { id, cites, says, follows, amount, to, countedIn }, outcome, counted, times, within }) => {
      const overtaken = ending !== undefined && ending.consequence.id !== id && follows.length > 0;
      const computed = amount === undefined ? null : computeAmount(pack, amount, { facts, grade }, on);
      const against = overtaken
        ? `已依${ending.consequence.cites}取消资格`
        : outcome === 'unknown'
          ? '以往结果不明，须核实'
          : computed?.state === 'notEntitled'
            ? '不符合享受的条件'
            : null;
      return {
        id,
        cites,
        says,
        follows: follows as EffectName[],
        outcome: outcome as 'met' | 'unknown',
        counted:
          (outcome === 'met' ? ruleInWords(countedIn, times ?? 1, within) : '') +
          counted.map((row) => resultInWords(row, pack, scheme)).join('；'),
        years: [...new Set(counted.map(({ year }) => year))],
        amount: computed && {
          id: amount ?? '',
          fen: computed.fen,
          shares: computed.shares,
          range: computed.range,
          missing: computed.missing,
          categories: pack.amounts.find((each) => each.id === amount)?.categories ?? [],
        },
        level: to ?? null,
        addressee: null,
        chosen: against === null,
        reason: against,
      };
    },
  );
}

/** 连续2年，连续2次考核，3年中2年; one result alone needs no rule. */
function ruleInWords(countedIn: Consequence['countedIn'], times: number, within: number | null): string {
  if (times < 2) return '';
  if (countedIn === 'rounds') return within === null ? `连续${times}次考核，` : `${within}次考核中${times}次，`;
  return within === null ? `连续${times}年，` : `${within}年中${times}年，`;
}

/** 2025年不合格（文件） */
export const resultInWords = (row: PastRow, pack: Pack, scheme: string) =>
  `${row.year}年${gradeInWords(row, pack, scheme)}（${row.source}）`;

/** The whole history in words, with the years between that have no result: 2024年不合格（文件）；2025年没有组织考核；2026年… */
export function historyInWords({ past, held }: History<PastRow>, pack: Pack, scheme: string): string {
  return past
    .flatMap((row, at) => {
      const gap = Math.max(0, row.year - (past[at - 1]?.year ?? row.year) - 1);
      const missing = Array.from({ length: gap }, (_, back) => row.year - gap + back);
      return [
        ...missing.map((year) => `${year}年${held.includes(year) ? '没有本单位的结果' : '没有组织考核'}`),
        resultInWords(row, pack, scheme),
      ];
    })
    .join('；');
}

/** 优秀, 不合格, 未参加 */
export function gradeInWords({ participated, grade }: PastRow, pack: Pack, scheme: string): string {
  if (!participated) return '未参加';
  if (grade === null) return '结果不明';
  const known = pack.schemes.find(({ id }) => id === scheme)?.grades.find(({ id }) => id === grade);
  return known?.zh ?? grade;
}

export interface Choice {
  readonly id: string;
  readonly chosen: boolean;
  readonly reason: string | null;
  /** Where the document leaves the amount open. */
  readonly fen: number | null;
  /** To whom the recommendation goes. */
  readonly addressee: string | null;
}

/** What is chosen against the draft needs its reason; what the document leaves open is set by the person. */
export function checkChoices(pack: Pack, items: readonly Item[], choices: readonly Choice[], on: string): Item[] {
  const fields: FieldRefusal[] = [];
  const chosen = items.map((item) => {
    const choice = choices.find(({ id }) => id === item.id) ?? asDrafted(item);
    if (!choice.reason?.trim() && (choice.chosen ? item.outcome === 'unknown' : item.outcome === 'met'))
      fields.push({ path: `items.${item.id}.reason`, code: 'required', message: '与系统建议不一致的，须说明理由' });
    const addressee = choice.addressee?.trim() || null;
    if (choice.chosen && item.follows.includes('recommendUpwards') && addressee === null)
      fields.push({ path: `items.${item.id}.addressee`, code: 'required', message: '请填写推荐函的主送机关' });
    const amount = choice.chosen && item.amount ? set(pack, item, item.amount, choice.fen, on, fields) : item.amount;
    return { ...item, amount, addressee, chosen: choice.chosen, reason: choice.reason };
  });
  const effects = chosen.filter((item) => item.chosen).flatMap(({ follows }) => follows);
  if (effects.some((effect) => ENDS.includes(effect)) && effects.includes('openRectification'))
    fields.push({ path: 'items', code: 'conflict', message: '取消资格和责令整改不能同时作出' });
  if (fields.length > 0) throw new Refusal('input.invalid', {}, fields);
  return chosen;
}

const isOpen = ({ missing }: Award) => missing.length > 0;
const asDrafted = ({ id, chosen, reason, amount, addressee }: Item): Choice => ({
  id,
  chosen,
  reason,
  fen: amount && isOpen(amount) ? amount.fen : null,
  addressee,
});

/** The amount as computed, or as the person sets it where the document leaves it open. */
function set(
  pack: Pack,
  { id }: Item,
  amount: Award,
  chosen: number | null,
  on: string,
  fields: FieldRefusal[],
): Award {
  const path = `items.${id}.fen`;
  if (!isOpen(amount) && amount.fen !== null) {
    if (chosen !== null && chosen !== amount.fen)
      fields.push({ path, code: 'computed', message: '数额由文件规定计算得出，不能另定' });
    if (amount.fen === 0) fields.push({ path, code: 'range', message: '按文件计算为零，不能核定' });
    return amount;
  }
  if (chosen === null) {
    fields.push({ path, code: 'required', message: OPEN });
    return amount;
  }
  try {
    return { ...amount, ...setAmount(pack, amount.id, fen(chosen), on) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    fields.push({ path, code: 'range', message: '数额应在文件规定的范围内' });
    return amount;
  }
}

/** Something is ordered against the party. */
export const burdens = (items: readonly Item[]): boolean =>
  items.some(({ chosen, follows }) => chosen && follows.some((effect) => EFFECTS[effect].burdens));

const COMPUTED = ['cites', 'says', 'follows', 'outcome', 'counted', 'years', 'level'] as const;
const DRAFTED = ['chosen', 'reason', 'addressee'] as const;

interface Beside {
  /** The consequence, as the document says it. */
  readonly of: string;
  readonly field: string;
  readonly stored: unknown;
  readonly computed: unknown;
}

/**
 * What is stored beside what is computed again, field by field. What a person chose, set or wrote is theirs once the draft
 * was put forward; of an amount that they set the limits and the shares are computed.
 */
export function besideComputed(
  pack: Pack,
  { state, items }: { readonly state: string; readonly items: readonly Item[] },
  computed: readonly Item[],
  on: string,
): Beside[] {
  const ids = [...new Set([...computed, ...items].map(({ id }) => id))];
  const fields = state === 'draft' ? [...COMPUTED, ...DRAFTED] : COMPUTED;
  return ids.flatMap((id): Beside[] => {
    const [was, is] = [items, computed].map((each) => each.find((item) => item.id === id));
    const of = is?.says ?? was?.says ?? id;
    if (!was || !is) return [{ of, field: 'says', stored: was?.says, computed: is?.says }];
    const told = fields.map((field) => ({ of, field, stored: was[field], computed: is[field] }));
    const amount = is.amount && (state === 'draft' ? is.amount : asSet(pack, is.amount, was.amount?.fen ?? null, on));
    return [...told, { of, field: 'amount', stored: was.amount, computed: amount }];
  });
}

function asSet(pack: Pack, amount: Award, chosen: number | null, on: string): Award {
  if (!isOpen(amount) || chosen === null) return amount;
  try {
    return { ...amount, ...setAmount(pack, amount.id, fen(chosen), on) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return amount;
  }
}

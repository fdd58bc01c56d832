import { addDays, addMonths } from '../kernel/day.ts';
import type { FactValues } from '../kernel/fact.ts';
import { type Fen, fen, share } from '../kernel/money.ts';
import type { Amount, Figure, Period } from './assessment.ts';
import { compileRun, compileValue, type ParameterValues, UNKNOWN, UNMET } from './compile.ts';
import { needsOf } from './expression.ts';
import type { Pack } from './pack.ts';
import { absentOf, figureOf, parametersOn } from './score.ts';

export interface Computed {
  readonly state: 'entitled' | 'notEntitled' | 'unknown';
  /** Whole fen; null unless entitled. */
  readonly fen: Fen | null;
  /** Before floor and cap. */
  readonly before: Fen | null;
  readonly limit: 'floor' | 'cap' | null;
  /** What a person may set, both ends included; null where the amount is computed. */
  readonly range: { readonly from: Fen; readonly to: Fen } | null;
  /** Adds up to `fen`, to the last one. */
  readonly shares: readonly { readonly who: string; readonly fen: Fen }[];
  /** Fact keys, `parameter:<name>`, `grade` and `chosen`. */
  readonly missing: readonly string[];
  readonly cites: string;
}

/**
 * What a pack pays, in whole fen: computed, by grade, or set by a person within a range; then floor and cap, then
 * shared out so that the parts add up to the last fen. An open figure leaves the amount unknown.
 *
 * @param chosen fen; the amount a person set, for an amount that has a range
 * @throws RangeError when `chosen` lies outside the range of the law
 */
export function computeAmount(
  pack: Pack,
  id: string,
  { facts, grade, chosen }: { facts: FactValues; grade?: string | null; chosen?: Fen },
  onDate: string,
): Computed {
  const rule = pack.amounts.find((each) => each.id === id);
  if (!rule) throw new RangeError(`no amount ${id} in ${pack.id}`);
  const parameters = parametersOn(pack, onDate);
  const { cites } = rule;
  const range = rangeOf(rule, parameters);
  const none = { fen: null, before: null, limit: null, range, shares: [], cites };
  const guard = rule.guard ? compileRun(rule.guard, parameters)(facts) : null;
  if (guard === UNMET) return { ...none, state: 'notEntitled', missing: [] };
  const missing = new Set<string>();
  const raw = rawAmount(rule, { facts, grade, chosen }, range, parameters, missing);
  if (guard === UNKNOWN && rule.guard) {
    for (const need of absentOf(needsOf(rule.guard), facts, parameters)) missing.add(need);
  }
  if (raw === 'none') return { ...none, state: 'notEntitled', missing: [] };
  const limits = (['floor', 'cap'] as const).map((name) => {
    const figure = rule[name];
    const value = figure === undefined ? undefined : figureOf(figure, parameters);
    if (figure !== undefined && value === undefined) missing.add(`parameter:${figure}`);
    return value;
  });
  const weights = rule.shares.map(({ of }) => weightOf(of, parameters, missing));
  if (raw === null || missing.size > 0) return { ...none, state: 'unknown', missing: [...missing] };
  const [floor = Number.NEGATIVE_INFINITY, cap = Number.POSITIVE_INFINITY] = limits;
  const before = wholeFen(raw, rule.round);
  const amount = fen(Math.min(Math.max(before, floor), cap));
  const limit = amount === before ? null : amount > before ? 'floor' : 'cap';
  const parts = weights.length > 0 ? share(amount, weights as number[]) : [];
  const shares = rule.shares.map(({ who }, index) => ({ who, fen: parts[index] as Fen }));
  return { ...none, state: 'entitled', fen: amount, before, limit, shares, missing: [] };
}

/**
 * What a person sets where the document leaves an amount open: within the range, floor and cap that it gives, shared as
 * it says; no shares where it leaves those open too.
 *
 * @throws RangeError outside what the document gives
 */
export function setAmount(
  pack: Pack,
  id: string,
  chosen: Fen,
  onDate: string,
): { readonly fen: Fen; readonly shares: Computed['shares'] } {
  const rule = pack.amounts.find((each) => each.id === id);
  if (!rule) throw new RangeError(`no amount ${id} in ${pack.id}`);
  const parameters = parametersOn(pack, onDate);
  const { from, to } = limitsOf(rule, parameters);
  if (chosen < from || chosen > to) throw new RangeError(`${chosen} is not within ${from} to ${to}`);
  const open = new Set<string>();
  const weights = rule.shares.map(({ of }) => weightOf(of, parameters, open));
  const parts = weights.length > 0 && open.size === 0 ? share(chosen, weights as number[]) : [];
  return { fen: chosen, shares: parts.map((part, index) => ({ who: rule.shares[index]?.who ?? '', fen: part })) };
}

/** Within what a person may set an amount that the document leaves open. */
export function amountLimits(pack: Pack, id: string, onDate: string): { readonly from: number; readonly to: number } {
  const rule = pack.amounts.find((each) => each.id === id);
  if (!rule) throw new RangeError(`no amount ${id} in ${pack.id}`);
  return limitsOf(rule, parametersOn(pack, onDate));
}

function limitsOf(rule: Amount, parameters: ParameterValues): { from: number; to: number } {
  const range = rangeOf(rule, parameters);
  const limit = (name: 'floor' | 'cap') => (rule[name] === undefined ? undefined : figureOf(rule[name], parameters));
  return {
    from: Math.max(range?.from ?? 0, limit('floor') ?? 0),
    to: Math.min(range?.to ?? Number.MAX_SAFE_INTEGER, limit('cap') ?? Number.MAX_SAFE_INTEGER),
  };
}

/** The tail of a binary fraction is no part of the amount; what is left of a fen goes as the pack says. */
function wholeFen(amount: number, round: Amount['round']): Fen {
  const near = Math.round(amount * 1e4) / 1e4;
  return fen(round === 'down' ? Math.floor(near) : Math.round(near));
}

function rangeOf({ range }: Amount, parameters: ParameterValues): Computed['range'] {
  if (!range) return null;
  const [from, to] = [figureOf(range.from, parameters), figureOf(range.to, parameters)];
  return from === undefined || to === undefined ? null : { from: fen(from), to: fen(to) };
}

/** Null: not known. `none`: the grade gets nothing. */
function rawAmount(
  rule: Amount,
  { facts, grade, chosen }: { facts: FactValues; grade?: string | null | undefined; chosen?: Fen | undefined },
  range: Computed['range'],
  parameters: ParameterValues,
  missing: Set<string>,
): number | 'none' | null {
  const open = (figure: Figure) => {
    if (typeof figure === 'string' && !parameters.has(figure)) missing.add(`parameter:${figure}`);
  };
  if (rule.byGrade) {
    if (grade == null) missing.add('grade');
    const figure = grade == null ? undefined : rule.byGrade[grade];
    if (figure === undefined) return grade == null ? null : 'none';
    open(figure);
    return figureOf(figure, parameters) ?? null;
  }
  if (rule.range) {
    open(rule.range.from);
    open(rule.range.to);
    if (chosen === undefined) missing.add('chosen');
    if (!range || chosen === undefined) return null;
    if (chosen < range.from || chosen > range.to)
      throw new RangeError(`${chosen} is not within ${range.from} to ${range.to}`);
    return chosen;
  }
  if (!rule.value) return null;
  const value = compileValue(rule.value, parameters)(facts);
  if (typeof value === 'number') return value;
  for (const need of absentOf(rule.value.needs, facts, parameters)) missing.add(need);
  return null;
}

function weightOf(of: Figure, parameters: ParameterValues, missing: Set<string>): number | undefined {
  const weight = figureOf(of, parameters);
  if (weight === undefined) missing.add(`parameter:${of}`);
  return weight;
}

/**
 * From when to when a right holds that follows from a designation; both days included. Null: it never begins.
 *
 * @param grantedOn YYYY-MM-DD
 * @param revokedOn the day the designation was withdrawn; null while it stands
 */
export function entitlementPeriod(
  pack: Pack,
  id: string,
  { grantedOn, revokedOn }: { grantedOn: string; revokedOn: string | null },
  onDate: string,
): { from: string; until: string | null } | null {
  const rule = pack.periods.find((each) => each.id === id);
  if (!rule) throw new RangeError(`no period ${id} in ${pack.id}`);
  const parameters = parametersOn(pack, onDate);
  const dayOf = (name: string | undefined) =>
    name === undefined ? null : ((parameters.get(name) as string | undefined) ?? null);
  const begins = countedFrom(grantedOn, rule.begins);
  const earliest = dayOf(rule.notBefore);
  const from = earliest !== null && earliest > begins ? earliest : begins;
  const ends = [dayOf(rule.until), revokedOn === null ? null : addDays(countedFrom(revokedOn, rule.ends), -1)];
  const until = ends.filter((day) => day !== null).sort()[0] ?? null;
  return until !== null && until < from ? null : { from, until };
}

/** The first day of the month after, or the day itself. */
function countedFrom(day: string, how: Period['begins']): string {
  return how === 'sameDay' ? day : addMonths(`${day.slice(0, 7)}-01`, 1);
}

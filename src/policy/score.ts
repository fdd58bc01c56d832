import type { FactValue, FactValues } from '../kernel/fact.ts';
import type { Figure, Indicator, Scheme } from './assessment.ts';
import { type Code, compileRun, compileValue, MET, NAMES, type ParameterValues, UNKNOWN, UNMET } from './compile.ts';
import { parameterOn } from './evaluate.ts';
import { needsOf } from './expression.ts';
import type { OutcomeName } from './finding.ts';
import type { Pack } from './pack.ts';

/** Points of one indicator: a range while something is not known, and what is missing. */
export interface IndicatorScore {
  readonly indicator: string;
  readonly cites: string;
  readonly says: string;
  readonly kind: Indicator['kind'];
  /** The fact or expression counted; null for an expert, a check, or what is not known. */
  readonly value: number | null;
  readonly low: number;
  readonly high: number;
  readonly missing: readonly string[];
  /** Of a veto: whether it struck. */
  readonly struck: Score['vetoed'] | null;
}
export interface Score {
  /** Whether the scheme is for this carrier. */
  readonly applies: OutcomeName;
  /** Null while the range is open. */
  readonly points: number | null;
  readonly low: number;
  readonly high: number;
  /** Met: something struck that fails everything (一票否决). */
  readonly vetoed: Exclude<OutcomeName, 'notApplicable'>;
  readonly indicators: readonly IndicatorScore[];
  readonly missing: readonly string[];
}

/** Parameters of a pack as they stand on a day. */
export function parametersOn(pack: Pack, onDate: string): ParameterValues {
  const values = new Map<string, FactValue>();
  for (const name of Object.keys(pack.parameters)) {
    const value = parameterOn(pack, name, onDate);
    if (value !== undefined) values.set(name, value);
  }
  return values;
}

/** A figure on the day; undefined while its parameter is open. */
export function figureOf(figure: Figure, parameters: ParameterValues): number | undefined {
  const value = typeof figure === 'number' ? figure : parameters.get(figure);
  return typeof value === 'number' ? value : undefined;
}

/**
 * Scores facts by one scheme of a pack as it stands on a day: the indicators, plus the bonus up to its cap, minus the
 * deductions, never below 0. What is not known makes a range, never a zero.
 *
 * @param given points that experts gave, by indicator
 */
export function score(
  pack: Pack,
  schemeId: string,
  facts: FactValues,
  given: Readonly<Record<string, number | undefined>>,
  onDate: string,
): Score {
  const scheme = schemeOf(pack, schemeId);
  const parameters = parametersOn(pack, onDate);
  const applies: Code = scheme.guard ? compileRun(scheme.guard, parameters)(facts) : MET;
  let vetoed: Code = UNMET;
  const indicators: IndicatorScore[] = [];
  for (const indicator of scheme.indicators) {
    if (indicator.kind === 'veto') {
      const code = indicator.condition ? compileRun(indicator.condition, parameters)(facts) : UNKNOWN;
      if (code === MET || (code === UNKNOWN && vetoed === UNMET)) vetoed = code;
      const missing = code === UNKNOWN ? missingOf(indicator, facts, parameters) : [];
      const struck = NAMES[code] as Score['vetoed'];
      indicators.push({ ...headOf(indicator), value: null, low: 0, high: 0, missing, struck });
    } else indicators.push(scoreIndicator(indicator, facts, given[indicator.id], parameters));
  }
  const sum = (kind: Indicator['kind'], end: 'low' | 'high') =>
    indicators.filter((each) => each.kind === kind).reduce((total, each) => total + each[end], 0);
  const bonusCap = scheme.bonusCap === undefined ? Number.POSITIVE_INFINITY : figureOf(scheme.bonusCap, parameters);
  const bonus = (end: 'low' | 'high') =>
    bonusCap === undefined && end === 'low' ? 0 : Math.min(sum('bonus', end), bonusCap ?? Number.POSITIVE_INFINITY);
  const low = exact(Math.max(0, sum('points', 'low') + bonus('low') - sum('deduction', 'high')));
  const high = exact(Math.max(0, sum('points', 'high') + bonus('high') - sum('deduction', 'low')));
  return {
    applies: NAMES[applies],
    points: low === high ? low : null,
    low,
    high,
    vetoed: NAMES[vetoed] as Score['vetoed'],
    indicators,
    missing: [...new Set(indicators.flatMap((each) => each.missing))],
  };
}

export function schemeOf(pack: Pack, id: string): Scheme {
  const scheme = pack.schemes.find((each) => each.id === id);
  if (!scheme) throw new RangeError(`no scheme ${id} in ${pack.id}`);
  return scheme;
}

/** Points are written with a few decimals; the tail of binary fractions is none of them. */
const exact = (points: number) => Math.round(points * 1e6) / 1e6;
const headOf = ({ id, cites, says, kind }: Indicator) => ({ indicator: id, cites, says, kind, struck: null });

function scoreIndicator(
  indicator: Indicator,
  facts: FactValues,
  given: number | undefined,
  parameters: ParameterValues,
): IndicatorScore {
  const head = headOf(indicator);
  const max = indicator.max === undefined ? undefined : figureOf(indicator.max, parameters);
  const open = (missing: readonly string[], value: number | null = null) => ({
    ...head,
    value,
    low: 0,
    high: max ?? 0,
    missing,
  });
  if (max === undefined) return { ...open(figureNeeds([indicator.max])), high: Number.POSITIVE_INFINITY };
  const known = (points: number, value: number | null) => {
    const held = exact(Math.min(max, Math.max(0, points)));
    return { ...head, value, low: held, high: held, missing: [] };
  };
  if (indicator.expert) return given === undefined ? open([`score:${indicator.id}`]) : known(given, null);
  if (indicator.condition) {
    const code = compileRun(indicator.condition, parameters)(facts);
    return code === UNKNOWN ? open(missingOf(indicator, facts, parameters)) : known(code === MET ? max : 0, null);
  }
  if (!indicator.value) return open([]);
  const value = compileValue(indicator.value, parameters)(facts);
  if (typeof value !== 'number') return open(missingOf(indicator, facts, parameters));
  const points = pointsFor(indicator, value, parameters);
  return points === undefined ? open(figureNeeds(figuresOf(indicator)), value) : known(points, value);
}

/** Before `max`; undefined while a figure of the form is open. */
function pointsFor(
  { perItem, linear, bands }: Indicator,
  value: number,
  parameters: ParameterValues,
): number | undefined {
  if (perItem) {
    const each = figureOf(perItem.each, parameters);
    return each === undefined ? undefined : value * each;
  }
  if (linear) {
    const [floor, step, each] = [linear.floor, linear.step, linear.each].map((figure) => figureOf(figure, parameters));
    if (floor === undefined || step === undefined || each === undefined) return undefined;
    return value < floor ? 0 : step + (value - floor) * each;
  }
  let points: number | undefined = 0;
  for (const band of bands?.steps ?? []) {
    const from = figureOf(band.from, parameters);
    if (from === undefined) return undefined;
    if (value >= from) points = figureOf(band.points, parameters);
  }
  return points;
}

function figuresOf({ perItem, linear, bands }: Indicator): (Figure | undefined)[] {
  const steps = bands?.steps.flatMap(({ from, points }) => [from, points]) ?? [];
  return [perItem?.each, linear?.floor, linear?.step, linear?.each, ...steps];
}
const figureNeeds = (figures: readonly (Figure | undefined)[]) =>
  figures.flatMap((figure) => (typeof figure === 'string' ? [`parameter:${figure}`] : []));

function missingOf({ value, condition }: Indicator, facts: FactValues, parameters: ParameterValues): string[] {
  return absentOf([...(value?.needs ?? []), ...(condition ? needsOf(condition) : [])], facts, parameters);
}

/** Those needs that are not known: facts without a value, and open parameters. */
export function absentOf(needs: readonly string[], facts: FactValues, parameters: ParameterValues): string[] {
  return [...new Set(needs)].filter((need) =>
    need.startsWith('parameter:') ? !parameters.has(need.slice('parameter:'.length)) : facts[need] == null,
  );
}

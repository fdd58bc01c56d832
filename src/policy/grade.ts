import type { FactValues } from '../kernel/fact.ts';
import type { Consequence, Scheme } from './assessment.ts';
import { compileRun, MET, type ParameterValues, UNKNOWN } from './compile.ts';
import type { Pack } from './pack.ts';
import { comesBefore, gradingSteps, isPreferred, type Preference, preferences } from './priority.ts';
import { figureOf, parametersOn, schemeOf } from './score.ts';

export interface Candidate {
  readonly id: string;
  readonly participated: boolean;
  /** Null: not yet known. */
  readonly points: number | null;
  readonly vetoed: 'met' | 'unmet' | 'unknown';
  readonly facts: FactValues;
}
export interface Graded {
  readonly id: string;
  /** Null: not known, or the scheme gives none to those that did not take part. */
  readonly grade: string | null;
  /** By points, 1 is the best, equals share a rank; null for those without points. */
  readonly rank: number | null;
  /** Why the grade is not the one its points alone would give. */
  readonly because: 'absent' | 'veto' | 'bar' | 'share' | 'direct' | 'unknown' | null;
  /** The clauses of the bars that struck, and of the direct grade. */
  readonly bars: readonly string[];
  /** What puts it before those of the same points, or could; absent: nothing. */
  readonly preferences?: readonly Preference[];
  /** Somebody's points are not known, so that ranks may still move. */
  readonly provisional: boolean;
}

/**
 * Grades a whole round: score band × rank share × caps × bars, best grade first. One that falls out of a grade for want
 * of a place is looked at for the next. Those barred from a grade take none of its places. Of equal points those come first
 * whom the document prefers; they are no ties.
 *
 * @param onDate YYYY-MM-DD; chooses the dated values of scores and shares
 */
export function gradeAll(pack: Pack, schemeId: string, candidates: readonly Candidate[], onDate: string): Graded[] {
  const scheme = schemeOf(pack, schemeId);
  const parameters = parametersOn(pack, onDate);
  const last = scheme.grades.length - 1;
  const indexOf = (grade: string | undefined, otherwise: number) =>
    grade === undefined ? otherwise : scheme.grades.findIndex((each) => each.id === grade);
  const placed = new Map<string, Pick<Graded, 'grade' | 'because' | 'bars'>>();
  const running: Standing[] = [];
  const at = gradingSteps(pack, schemeId);
  const found = new Map(candidates.map(({ id, facts }) => [id, preferences(pack, at, facts, onDate)]));
  const preferred = (id: string) => isPreferred(found.get(id) ?? []);
  for (const candidate of candidates) {
    const straight = candidate.vetoed === 'met' ? null : directOf(scheme, candidate, parameters, indexOf);
    if (straight) placed.set(candidate.id, straight);
    else if (!candidate.participated) {
      placed.set(candidate.id, { grade: scheme.absent ?? null, because: 'absent', bars: [] });
    } else if (candidate.vetoed === 'met') {
      placed.set(candidate.id, {
        grade: scheme.grades[indexOf(scheme.veto, last)]?.id ?? null,
        because: 'veto',
        bars: [],
      });
    } else {
      const standing = standingOf(scheme, candidate, parameters, indexOf);
      if (standing) running.push({ ...standing, preferred: preferred(candidate.id) });
      else placed.set(candidate.id, { grade: null, because: 'unknown', bars: [] });
    }
  }
  const provisional = [...placed.values()].some((each) => each.because === 'unknown');
  const counted = scheme.shareOf === 'all' ? candidates.length : candidates.filter((each) => each.participated).length;
  const reserved = [...placed.values()].flatMap(({ grade, because, bars }) => {
    const takes = because === 'direct' && scheme.direct.some((each) => each.takesPlace && each.cites === bars[0]);
    return takes ? [indexOf(grade ?? undefined, last)] : [];
  });
  shareOut(scheme, running, counted, reserved, parameters, placed);
  const ranked = candidates.flatMap(({ id, participated, points }) =>
    participated && points !== null ? [{ points, preferred: preferred(id) }] : [],
  );
  return candidates.map(({ id, participated, points }) => {
    const own = { points: points ?? 0, preferred: preferred(id) };
    const rank =
      participated && points !== null ? 1 + ranked.filter((other) => comesBefore(other, own) < 0).length : null;
    const result = placed.get(id) ?? { grade: null, because: 'unknown' as const, bars: [] };
    const why = participated ? (found.get(id) ?? []) : [];
    return { id, rank, ...result, ...(why.length > 0 ? { preferences: why } : {}), provisional };
  });
}

/** The grade that is given without a score; null where none is. A veto or a bar that is not known leaves it open. */
function directOf(
  scheme: Scheme,
  { facts, vetoed }: Candidate,
  parameters: ParameterValues,
  indexOf: (grade: string | undefined, otherwise: number) => number,
): Pick<Graded, 'grade' | 'because' | 'bars'> | null {
  const open = { grade: null, because: 'unknown' as const, bars: [] };
  for (const direct of scheme.direct) {
    const code = compileRun(direct.condition, parameters)(facts);
    if (code === UNKNOWN) return open;
    if (code !== MET) continue;
    if (vetoed === 'unknown') return open;
    const own = indexOf(direct.grade, 0);
    const barred = barsOn(scheme, own, facts, parameters, indexOf);
    if (!barred) return open;
    const because = barred.best > own ? 'bar' : 'direct';
    return { grade: scheme.grades[barred.best]?.id ?? null, because, bars: [direct.cites, ...barred.bars] };
  }
  return null;
}

/** The best grade that the bars leave to one that would have the grade `from`; null while one of them is not known. */
function barsOn(
  scheme: Scheme,
  from: number,
  facts: FactValues,
  parameters: ParameterValues,
  indexOf: (grade: string | undefined, otherwise: number) => number,
): { best: number; bars: string[] } | null {
  let best = from;
  const bars: string[] = [];
  for (const bar of scheme.bars) {
    const limit = indexOf(bar.notAbove, 0);
    if (limit <= from) continue;
    const code = compileRun(bar.condition, parameters)(facts);
    if (code === UNKNOWN) return null;
    if (code !== MET) continue;
    bars.push(bar.cites);
    best = Math.max(best, limit);
  }
  return { best, bars };
}

interface Standing {
  readonly id: string;
  readonly points: number;
  readonly preferred: boolean;
  /** The best grade that points and bars allow. */
  readonly best: number;
  /** The grade of the points alone. */
  readonly band: number;
  readonly bars: readonly string[];
}

/** Null while points, a veto, a bar or a score limit that could matter is not known. */
function standingOf(
  scheme: Scheme,
  { id, points, vetoed, facts }: Candidate,
  parameters: ParameterValues,
  indexOf: (grade: string | undefined, otherwise: number) => number,
): Omit<Standing, 'preferred'> | null {
  if (points === null || vetoed === 'unknown') return null;
  let band = scheme.grades.length - 1;
  for (const [index, grade] of scheme.grades.entries()) {
    const least = grade.atLeast === undefined ? Number.NEGATIVE_INFINITY : figureOf(grade.atLeast, parameters);
    if (least === undefined) return null;
    if (points < least) continue;
    band = index;
    break;
  }
  const barred = barsOn(scheme, band, facts, parameters, indexOf);
  return barred && { id, points, band, ...barred };
}

function shareOut(
  scheme: Scheme,
  running: readonly Standing[],
  counted: number,
  /** Grades of those that take a place without a score. */
  reserved: readonly number[],
  parameters: ParameterValues,
  placed: Map<string, Pick<Graded, 'grade' | 'because' | 'bars'>>,
): void {
  const { grades, ties } = scheme;
  let waiting = [...running].sort(comesBefore);
  let taken = 0;
  for (const [index, grade] of grades.entries()) {
    const pool = waiting.filter((each) => each.best <= index);
    const held = reserved.filter((each) => each <= index).length;
    const chosen = pool.slice(0, cut(pool, room(scheme, index, counted, parameters) - taken - held, ties));
    for (const each of chosen) {
      const because = index === each.band ? null : index === each.best && each.best > each.band ? 'bar' : 'share';
      placed.set(each.id, { grade: grade.id, because, bars: each.bars });
    }
    taken += chosen.length;
    const done = new Set(chosen);
    waiting = waiting.filter((each) => !done.has(each));
  }
  for (const each of waiting) placed.set(each.id, { grade: null, because: 'unknown', bars: each.bars });
}

/** How many may hold this grade or a better one: the least of its own share and those of the grades below it. */
function room({ grades, rounding }: Scheme, index: number, counted: number, parameters: ParameterValues): number {
  let most = Number.POSITIVE_INFINITY;
  for (const { topShare } of grades.slice(index)) {
    if (topShare === undefined) continue;
    const share = figureOf(topShare, parameters);
    // A share left open: nobody's place is known, so nobody is given one.
    if (share === undefined) return 0;
    const places = Math.round(share * counted * 1e9) / 1e9;
    most = Math.min(
      most,
      rounding === 'down' ? Math.floor(places) : rounding === 'up' ? Math.ceil(places) : Math.round(places),
    );
  }
  return most;
}

/** How many of the pool, best first, come in; equals across the line come in together or not at all. */
function cut(pool: readonly Standing[], places: number, ties: Scheme['ties']): number {
  if (places >= pool.length) return pool.length;
  if (places <= 0) return 0;
  const line = pool[places];
  const last = pool[places - 1];
  if (!line || !last || comesBefore(last, line) !== 0) return places;
  const first = pool.findIndex((each) => comesBefore(each, line) === 0);
  return ties === 'exclude' ? first : pool.findLastIndex((each) => comesBefore(each, line) === 0) + 1;
}

export interface Followed<P extends Past = Past> {
  readonly consequence: Consequence;
  readonly outcome: 'met' | 'unmet' | 'unknown';
  /** Those results that count, oldest first. */
  readonly counted: readonly P[];
  /** The two figures of the document: how many times, and of how many last years or rounds; `within: null`: in a row. */
  readonly times: number | null;
  readonly within: number | null;
}

/** A carrier's result of one round. `grade: null` with `participated`: its grade is not known. */
export interface Past {
  readonly year: number;
  readonly participated: boolean;
  readonly grade: string | null;
}
export interface History<P extends Past = Past> {
  /** Oldest first; the last is of the round that is looked at. Of several in a year the last stands for the year. */
  readonly past: readonly P[];
  /** The years in which a round was held, whether or not this carrier has a result of it. */
  readonly held: readonly number[];
}

/**
 * What follows from the results of the past, the last one among them, and which of them count for it. Years in a row are
 * those of the calendar, rounds in a row those that were held: one without a result of this carrier breaks the row. Unknown
 * where a grade that is not known could make the difference.
 */
export function consequences<P extends Past>(
  pack: Pack,
  schemeId: string,
  history: History<P>,
  onDate: string,
): Followed<P>[] {
  const parameters = parametersOn(pack, onDate);
  return schemeOf(pack, schemeId).consequences.map((consequence) => {
    const times = figureOf(consequence.times, parameters) ?? null;
    const within = consequence.within === undefined ? null : figureOf(consequence.within, parameters);
    if (times === null || within === undefined)
      return { consequence, outcome: 'unknown', counted: [], times, within: within ?? null };
    const row = consequence.countedIn === 'rounds' ? roundsOf(history) : yearsOf(history);
    const countedOf = (unknowns: boolean) => {
      const hits = row.map((past) => {
        if (past === null) return false;
        if (!past.participated) return consequence.absent;
        return past.grade === null
          ? unknowns && consequence.grades.length > 0
          : consequence.grades.includes(past.grade);
      });
      const first = within === null ? hits.lastIndexOf(false) + 1 : Math.max(0, hits.length - within);
      const counted = row.flatMap((past, at) => (past !== null && hits[at] && at >= first ? [past] : []));
      // Of a longer row the last ones suffice.
      return within === null ? counted.slice(-times) : counted;
    };
    const [surely, perhaps] = [countedOf(false), countedOf(true)];
    if (surely.length >= times) return { consequence, outcome: 'met', counted: surely, times, within };
    const outcome = perhaps.length >= times ? 'unknown' : 'unmet';
    return { consequence, outcome, counted: perhaps, times, within };
  });
}

/** Year by year of the calendar from the first result to the last; null: a year without a result. */
function yearsOf<P extends Past>({ past }: History<P>): (P | null)[] {
  const [first, last] = [past[0]?.year ?? 0, past.at(-1)?.year ?? -1];
  return Array.from({ length: last - first + 1 }, (_, at) => past.findLast(({ year }) => year === first + at) ?? null);
}

/** Round by round from the first result to the last; null: a round was held and this carrier has no result of it. */
function roundsOf<P extends Past>({ past, held }: History<P>): (P | null)[] {
  const [first, last] = [past[0]?.year ?? 0, past.at(-1)?.year ?? -1];
  const years = [...new Set([...held, ...past.map(({ year }) => year)])].filter(
    (year) => year >= first && year <= last,
  );
  return years
    .sort((a, b) => a - b)
    .flatMap((each) => {
      const results = past.filter(({ year }) => year === each);
      return results.length > 0 ? results : [null];
    });
}

import { fen } from '../kernel/money.ts';
import { computeAmount, entitlementPeriod } from './amount.ts';
import type { Scheme } from './assessment.ts';
import { parameterOn } from './evaluate.ts';
import type { AssessmentExample } from './example.schema.ts';
import type { ExampleFailure } from './example.ts';
import { factFaults, knownFacts } from './fact-values.ts';
import { consequences, type Graded, gradeAll } from './grade.ts';
import type { Example, Pack, Words } from './pack.ts';
import { preferences } from './priority.ts';
import { quotaPlaces } from './quota.ts';
import type { Report } from './report.ts';
import { figureOf, parametersOn, score } from './score.ts';
import { settled } from './settle.ts';
import { lastDayOf } from './term.ts';
import type { YamlFile } from './yaml-file.ts';

/** What a year of an example's past may be besides a grade. */
const PAST = ['absent', 'unknown', 'unlisted', 'noRound'];

type Known = Pick<Pack, 'schemes' | 'quotas' | 'priorities' | 'amounts' | 'periods' | 'recorded'>;

/** Every name of these examples is one of the pack's. */
export function checkAssessmentExample(
  example: AssessmentExample,
  file: YamlFile,
  at: readonly PropertyKey[],
  known: Known & { words: Words },
  report: Report,
): void {
  const name = (path: readonly PropertyKey[], zh: string, en: string, given: string, names: readonly string[]) => {
    if (!names.includes(given)) report.unknown(file, [...at, ...path], 'unknown-name', { zh, en }, given, names);
  };
  const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id);
  const schemes = ids(known.schemes);
  const schemeOf = (id: string) => known.schemes.find((scheme) => scheme.id === id);
  for (const part of ['score', 'grades', 'consequences'] as const) {
    const given = example[part]?.scheme;
    if (given !== undefined) name([part, 'scheme'], '评价办法', 'scheme', given, schemes);
  }
  const scored = example.score && schemeOf(example.score.scheme);
  if (example.score && scored) {
    for (const part of ['indicators', 'given'] as const)
      for (const id of Object.keys(example.score[part]))
        name(['score', part, id], '指标', 'indicator', id, ids(scored.indicators));
  }
  const graded = example.grades && schemeOf(example.grades.scheme);
  for (const [who, candidate] of Object.entries((graded && example.grades?.candidates) ?? {})) {
    const path = ['grades', 'candidates', who];
    name([...path, 'expect'], '等次', 'grade', candidate.expect, [...ids(graded?.grades ?? []), 'none', 'unknown']);
    for (const { key, code, zh, en, nearest } of factFaults(candidate.facts, known.words.facts)) {
      report.at(file, [...at, ...path, 'facts', key], code, zh, en, { nearest });
    }
  }
  const followed = example.consequences && schemeOf(example.consequences.scheme);
  if (example.consequences && followed) {
    for (const id of Object.keys(example.consequences.expect))
      name(['consequences', 'expect', id], '后果', 'consequence', id, ids(followed.consequences));
    example.consequences.past.forEach((past, index) => {
      name(['consequences', 'past', index], '等次', 'grade', past, [...ids(followed.grades), ...PAST]);
    });
  }
  for (const id of Object.keys(example.quotas ?? {})) name(['quotas', id], '名额', 'quota', id, ids(known.quotas));
  for (const id of Object.keys(example.priorities ?? {}))
    name(['priorities', id], '优先', 'priority', id, ids(known.priorities));
  for (const id of Object.keys(example.amounts ?? {})) name(['amounts', id], '金额', 'amount', id, ids(known.amounts));
  for (const id of Object.keys(example.periods ?? {})) name(['periods', id], '起止', 'period', id, ids(known.periods));
  for (const id of Object.keys(example.terms ?? {})) {
    name(
      ['terms', id],
      '有期限的规定',
      'rule with a term',
      id,
      ids(known.recorded.filter(({ term }) => term !== null)),
    );
  }
}

/** The round of an example: those named, and the rest of it. */
export function gradedIn(pack: Pack, { facts, on, assessed }: Example): Graded[] {
  if (!assessed.grades) return [];
  const { scheme, others, candidates } = assessed.grades;
  const rest = others.flatMap(({ count, points: each }, set) =>
    Array.from({ length: count }, (_, index) => ({
      id: `${set}-${index}`,
      participated: true,
      points: each,
      vetoed: 'unmet' as const,
      facts,
    })),
  );
  const named = Object.entries(candidates).map(([id, candidate]) => ({
    ...candidate,
    id,
    facts: knownFacts({ ...facts, ...candidate.facts }),
  }));
  return gradeAll(pack, scheme, [...named, ...rest], on);
}

/** What comes out otherwise than the example says; `what` names it. */
export function runAssessmentExample(pack: Pack, example: Example): ExampleFailure[] {
  const failures: ExampleFailure[] = [];
  const { facts, on, assessed } = example;
  const compare = (what: string, expected: unknown, found: unknown) => {
    if (expected !== found) failures.push({ example, requirement: what, expected: `${expected}`, found: `${found}` });
  };
  if (assessed.score) {
    const { scheme, given, points: total, indicators } = assessed.score;
    const told = score(pack, scheme, facts, given, on);
    if (total !== undefined) compare(`score:${scheme}`, total, told.points ?? 'unknown');
    for (const [id, expected] of Object.entries(indicators)) {
      const found = told.indicators.find(({ indicator }) => indicator === id);
      const worth = found && (found.struck ?? (found.missing.length > 0 ? 'unknown' : found.low));
      compare(`score:${scheme}/${id}`, expected, worth);
    }
  }
  if (assessed.grades) {
    const { scheme, candidates } = assessed.grades;
    for (const { id, grade, because } of gradedIn(pack, example)) {
      const expected = candidates[id]?.expect;
      if (expected) compare(`grade:${scheme}/${id}`, expected, grade ?? (because === 'unknown' ? 'unknown' : 'none'));
    }
  }
  if (assessed.consequences) {
    const { scheme, past, expect } = assessed.consequences;
    const years = past.map((each, at) => ({ each, year: Number(on.slice(0, 4)) - past.length + 1 + at }));
    const history = {
      held: years.filter(({ each }) => each !== 'noRound').map(({ year }) => year),
      past: years
        .filter(({ each }) => each !== 'noRound' && each !== 'unlisted')
        .map(({ each, year }) => ({
          year,
          participated: each !== 'absent',
          grade: each === 'absent' || each === 'unknown' ? null : each,
        })),
    };
    for (const { consequence, outcome } of consequences(pack, scheme, history, on)) {
      const expected = expect[consequence.id];
      if (expected) compare(`consequence:${scheme}/${consequence.id}`, expected, outcome);
    }
  }
  for (const [id, { of, places }] of Object.entries(assessed.quotas ?? {}))
    compare(`quota:${id}`, places, quotaPlaces(pack, id, of, on).places ?? 'unknown');
  for (const [id, expected] of Object.entries(assessed.priorities ?? {})) {
    const at = pack.priorities.find((each) => each.id === id)?.at ?? '';
    const found = preferences(pack, [at], facts, on).find((each) => each.id === id);
    compare(`priority:${id}`, expected, found?.outcome ?? 'unmet');
  }
  for (const [id, { grade, chosen, fen: expected, shares }] of Object.entries(assessed.amounts ?? {})) {
    const given = { facts, ...(grade && { grade }), ...(chosen !== undefined && { chosen: fen(chosen) }) };
    const told = computeAmount(pack, id, given, on);
    const worth = told.state === 'entitled' ? told.fen : told.state === 'unknown' ? 'unknown' : 'none';
    compare(`amount:${id}`, expected, worth);
    for (const [who, part] of Object.entries(shares ?? {}))
      compare(`amount:${id}/${who}`, part, told.shares.find((each) => each.who === who)?.fen);
  }
  for (const [id, { granted, revoked, from, until }] of Object.entries(assessed.periods ?? {})) {
    const told = entitlementPeriod(pack, id, { grantedOn: granted, revokedOn: revoked }, on);
    compare(`period:${id}`, `${from} ${until}`, `${told?.from ?? null} ${told?.until ?? null}`);
  }
  for (const [id, { decided, until }] of Object.entries(assessed.terms ?? {}))
    compare(`term:${id}`, until, lastDayOf(pack, id, decided));
  return failures;
}

/**
 * Both sides of each line of a grade: one with just its points has it, one with less, by no more than a point, has a lower one.
 * Of each rule an example in which somebody named would have another grade without it.
 */
function unshownGrading(pack: Pack, scheme: Scheme): string[] {
  const { id, grades } = scheme;
  const rounds = pack.examples.flatMap((example) =>
    example.assessed.grades?.scheme === id ? [{ example, held: settled(pack, example.parameters) }] : [],
  );
  const shown = rounds.flatMap(({ example, held }) =>
    Object.values(example.assessed.grades?.candidates ?? {}).map((one) => ({ ...one, held, on: example.on })),
  );
  const place = (grade: string) => grades.findIndex((each) => each.id === grade);
  const missing = grades
    .filter((grade) => !shown.some(({ expect }) => expect === grade.id))
    .map((grade) => `grade:${id}/${grade.id}`);
  for (const [index, { id: grade, atLeast }] of grades.entries()) {
    if (atLeast === undefined) continue;
    const sides = shown.flatMap(({ points, participated, vetoed, expect, held, on }) => {
      const line = figureOf(atLeast, parametersOn(held, on));
      if (points === null || !participated || vetoed !== 'unmet' || line === undefined) return [];
      if (points === line && expect === grade) return ['on'];
      return points < line && points >= line - 1 && place(expect) > index ? ['below'] : [];
    });
    for (const side of ['on', 'below'])
      if (!sides.includes(side)) missing.push(`grade:${id}/${grade} ${side} its line`);
  }
  const matters = (change: Partial<Scheme>) =>
    rounds.some(({ example, held }) => {
      const schemes = held.schemes.map((each) => (each.id === id ? { ...each, ...change } : each));
      const [as, otherwise] = [held, { ...held, schemes }].map((one) => gradedIn(one, example));
      const named = Object.keys(example.assessed.grades?.candidates ?? {});
      const gradeOf = (all: readonly Graded[] | undefined, who: string) => all?.find((one) => one.id === who)?.grade;
      return named.some((who) => gradeOf(as, who) !== gradeOf(otherwise, who));
    });
  const need = (what: string, ...changes: Partial<Scheme>[]) => {
    if (!changes.some(matters)) missing.push(`${what}:${id}`);
  };
  const { ties, rounding, shareOf, bars, direct } = scheme;
  if (grades.some(({ topShare }) => topShare !== undefined)) {
    need('ties', { ties: ties === 'include' ? 'exclude' : 'include' });
    need(
      'rounding',
      ...(['down', 'up', 'nearest'] as const).filter((one) => one !== rounding).map((one) => ({ rounding: one })),
    );
    need('shareOf', { shareOf: shareOf === 'all' ? 'participants' : 'all' });
    for (const [at, { takesPlace }] of direct.entries())
      need(`takesPlace ${at + 1}`, {
        direct: direct.map((one, index) => (index === at ? { ...one, takesPlace: !takesPlace } : one)),
      });
  }
  for (const [at] of bars.entries()) need(`bar ${at + 1}`, { bars: bars.filter((_, index) => index !== at) });
  for (const [at] of direct.entries()) need(`direct ${at + 1}`, { direct: direct.filter((_, index) => index !== at) });
  if (scheme.absent !== undefined) need('absent', { absent: undefined });
  return missing;
}

/** Indicators, lines and rules of grades, consequences, quotas, priorities, amounts, periods and terms that no example shows. */
export function unshownAssessments(pack: Pack): string[] {
  const all = pack.examples.map(({ assessed }) => assessed);
  const missing: string[] = [];
  const need = (what: string, isShown: (each: AssessmentExample) => boolean) => {
    if (!all.some(isShown)) missing.push(what);
  };
  for (const scheme of pack.schemes) {
    const { id } = scheme;
    for (const indicator of scheme.indicators) {
      const values = all.flatMap(({ score: told }) => (told?.scheme === id ? [told.indicators[indicator.id]] : []));
      const open = typeof indicator.max === 'string' && parameterOn(pack, indicator.max, '9999-12-31') === undefined;
      // Shown on both sides of its line, or as open where the document leaves it so.
      if (new Set(values.filter((value) => value !== undefined)).size < (open ? 1 : 2))
        missing.push(`score:${id}/${indicator.id}`);
    }
    missing.push(...unshownGrading(pack, scheme));
    for (const each of scheme.consequences)
      for (const outcome of ['met', 'unmet'] as const)
        need(
          `consequence:${id}/${each.id} ${outcome}`,
          ({ consequences: told }) => told?.scheme === id && told.expect[each.id] === outcome,
        );
  }
  for (const { id } of pack.quotas) need(`quota:${id}`, ({ quotas }) => quotas?.[id] !== undefined);
  for (const { id } of pack.priorities)
    for (const outcome of ['met', 'unmet', 'unknown'] as const)
      need(`priority:${id} ${outcome}`, ({ priorities }) => priorities?.[id] === outcome);
  for (const { id } of pack.amounts) need(`amount:${id}`, ({ amounts }) => amounts?.[id] !== undefined);
  for (const { id } of pack.periods) need(`period:${id}`, ({ periods }) => periods?.[id] !== undefined);
  for (const { id, term } of pack.recorded)
    if (term !== null) need(`term:${id}`, ({ terms }) => terms?.[id] !== undefined);
  return missing;
}

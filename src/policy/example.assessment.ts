import { fen } from '../kernel/money.ts';
import { computeAmount, entitlementPeriod } from './amount.ts';
import { parameterOn } from './evaluate.ts';
import type { AssessmentExample } from './example.schema.ts';
import type { ExampleFailure } from './example.ts';
import { factFaults, knownFacts } from './fact-values.ts';
import { consequences, gradeAll } from './grade.ts';
import type { Example, Pack, Words } from './pack.ts';
import { preferences } from './priority.ts';
import { quotaPlaces } from './quota.ts';
import type { Report } from './report.ts';
import { score } from './score.ts';
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
    for (const { id, grade, because } of gradeAll(pack, scheme, [...named, ...rest], on)) {
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

/** Indicators, grades, consequences, quotas, priorities, amounts, periods and terms that no example shows. */
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
    const open = scheme.grades.some(
      ({ atLeast }) => typeof atLeast === 'string' && parameterOn(pack, atLeast, '9999-12-31') === undefined,
    );
    for (const grade of open ? [] : scheme.grades)
      need(`grade:${id}/${grade.id}`, ({ grades }) =>
        Object.values((grades?.scheme === id && grades.candidates) || {}).some((each) => each.expect === grade.id),
      );
    if (open) need(`grade:${id}`, ({ grades }) => grades?.scheme === id);
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

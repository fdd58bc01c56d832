import { Refusal } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/db/database.ts';
import { indicatorInWords, measuredInWords } from '../../policy/indicator.words.ts';
import { clauseOf } from '../../policy/load.ts';
import { figureOf, parametersOn, schemeOf } from '../../policy/score.ts';
import { settled } from '../../policy/settle.ts';
import { consequenceOfCase } from '../consequences/consequence.store.ts';
import { evaluationOf, memberOfCase, pastOf, settledFor } from '../evaluations/evaluation.store.ts';
import { hasExperts, openFor } from '../evaluations/evaluation.ts';
import { packByHash } from '../packs/pack.actions.ts';
import { inputsOf, type Sitting, sittingOf, standingOf, takesPart } from './grading.actions.ts';
import type { GradingView, ResultView } from './grading.contract.ts';
import { announcedGrades, openGrading, releasedResults, signedGradings } from './grading.store.ts';
import { computeRound, GRADING_STATES, type GradingState, gradeOf, type Inputs, type Result } from './grading.ts';

const finite = (points: number) => (Number.isFinite(points) ? points : null);
const pointsOf = ({ indicators }: Result) =>
  indicators.map(({ indicator, says, cites, kind, value, low, high, missing }) => ({
    indicator,
    says,
    cites,
    kind,
    value,
    low,
    high: finite(high),
    missing: [...missing],
  }));

/** The sitting that is under way, or the last one; before any case came, what the round would give today. */
export async function viewGrading(tx: Tx, roundId: string): Promise<GradingView> {
  const evaluation = await evaluationOf(tx, roundId);
  const standing = await standingOf(tx, evaluation);
  const { pack, procedure, members } = standing;
  const grading = (await openGrading(tx, roundId)) ?? (await signedGradings(tx, roundId))[0];
  const sitting: Pick<Sitting, 'results' | 'lines' | 'exceptions'> = grading
    ? await sittingOf(tx, standing, grading)
    : { results: computeRound(pack, await inputsOf(tx, standing)), lines: [], exceptions: [] };
  const { results, exceptions } = sitting;
  const scheme = schemeOf(pack, evaluation.scheme);
  const parameters = await settledFor(tx, roundId);
  const announced = await announcedGrades(tx, roundId);
  const lines = results.map((result) => {
    const member = members.find(({ carrierId }) => carrierId === result.carrierId);
    const line = sitting.lines.find(({ caseId }) => caseId === result.caseId);
    const exception = exceptions.find(({ caseId }) => caseId === result.caseId);
    return {
      carrierId: result.carrierId,
      carrier: member?.carrier ?? '',
      caseId: result.caseId,
      number: member?.number ?? null,
      isHere: line?.isHere ?? false,
      participated: result.participated,
      points: result.participated ? result.points : null,
      low: result.low,
      high: finite(result.high),
      rank: result.rank,
      computed: result.grade,
      because: result.because,
      bars: [...result.bars],
      preferences: [...(result.preferences ?? [])],
      announced: (result.caseId && announced.get(result.caseId)?.grade) || null,
      final: line ? gradeOf(line, exceptions) : result.grade,
      exception: exception ? { grade: exception.grade, reason: exception.reason } : null,
      indicators: pointsOf(result),
    };
  });
  const taking = members.filter((member) => takesPart(procedure, member));
  const { state = null, version = null, proposed_at = null, signed_at = null, seal = null } = grading ?? {};
  return {
    roundId,
    title: evaluation.title,
    hasExperts: hasExperts(procedure),
    gradingId: grading?.id ?? null,
    state: state as GradingState | null,
    stateLabel: state && GRADING_STATES[state as GradingState].zh,
    version,
    proposedAt: proposed_at,
    signedAt: signed_at,
    releasedAt: evaluation.releasedAt,
    seal,
    rosterClosed: evaluation.closedAt !== null,
    underWay: taking.filter(({ caseId, stepKind }) => stepKind !== 'grading' && !announced.has(caseId ?? '')).length,
    waiting: taking.filter(({ stepKind }) => stepKind === 'release').length,
    openParameters: openFor(pack, evaluation.scheme)
      .filter(({ name, forGrades }) => forGrades && !Object.hasOwn(parameters, name))
      .map(({ name }) => pack.parameters[name]?.label ?? name),
    grades: scheme.grades.map(({ id, zh, cites }) => ({
      id,
      zh,
      cites,
      count: lines.filter(({ final }) => final === id).length,
    })),
    shares: {
      ties: scheme.ties,
      of: scheme.shareOf,
      counted: results.filter(({ participated }) => scheme.shareOf === 'all' || participated).length,
    },
    lines: lines.sort((a, b) => (a.rank ?? 1e9) - (b.rank ?? 1e9) || (a.carrier < b.carrier ? -1 : 1)),
  };
}

/** One unit's result: points indicator by indicator under the figures of the round, its place, why this grade, what followed. */
export async function viewResult(tx: Tx, caseId: string): Promise<ResultView> {
  const member = await memberOfCase(tx, caseId);
  if (!member) throw new Refusal('not-found', { case: caseId });
  const evaluation = await evaluationOf(tx, member.round_id);
  const released = await releasedResults(tx, member.round_id);
  const own = released.find((row) => row.caseId === caseId);
  if (!own || evaluation.releasedAt === null) throw new Refusal('not-found', { result: caseId });
  const latest = (await signedGradings(tx, member.round_id))[0];
  const inputs = latest?.inputs ? (JSON.parse(latest.inputs) as Inputs) : null;
  const bare = await packByHash(tx, evaluation.packHash);
  const pack = settled(bare, inputs?.parameters ?? {});
  const result = inputs && computeRound(bare, inputs).find((row) => row.caseId === caseId);
  const scheme = schemeOf(pack, evaluation.scheme);
  const parameters = parametersOn(pack, evaluation.factsOn);
  const { packId, procedureId } = evaluation;
  const history = await pastOf(tx, { carrierId: own.carrierId, packId, procedureId });
  const consequence = await consequenceOfCase(tx, caseId);
  const figure = (written: string | number | undefined) =>
    written === undefined ? null : (figureOf(written, parameters) ?? null);
  return {
    caseId,
    title: evaluation.title,
    year: evaluation.year,
    carrierId: own.carrierId,
    carrier: own.carrier,
    releasedAt: evaluation.releasedAt,
    participated: own.participated,
    points: own.points,
    place: own.place,
    of: released.filter(({ participated }) => participated).length,
    label: own.label,
    because: own.because as ResultView['because'],
    exception: own.exception,
    grades: scheme.grades.map(({ zh, cites, atLeast, topShare }) => ({
      zh,
      cites,
      atLeast: figure(atLeast),
      topShare: figure(topShare),
    })),
    indicators: result
      ? pointsOf(result).map((points) => {
          const indicator = scheme.indicators.find(({ id }) => id === points.indicator);
          return {
            ...points,
            rule: indicator ? indicatorInWords(indicator, parameters) : '',
            measured: indicator ? measuredInWords(indicator, points.value) : null,
            max: figure(indicator?.max),
            clause: clauseOf(pack, points.cites)?.text ?? null,
          };
        })
      : [],
    bars: [...(result?.bars ?? [])],
    preferences: [...(result?.preferences ?? [])],
    history: history.map(({ year, participated, grade, label, source }) => ({
      year,
      participated,
      label: scheme.grades.find(({ id }) => id === grade)?.zh ?? label,
      source,
    })),
    decision:
      consequence?.state === 'signed' && consequence.number && consequence.decidedAt
        ? {
            number: consequence.number,
            decidedAt: consequence.decidedAt,
            letters: consequence.letters,
            reasons: consequence.reasons,
            items: consequence.items
              .filter(({ chosen }) => chosen)
              .map(({ cites, says, counted, amount }) => ({ cites, says, counted, fen: amount?.fen ?? null })),
          }
        : null,
  };
}

import { valueProblem } from '../../facts/declared/declared.ts';
import { type FactSheet, factSheet, type Provenance, statementOf, valuesOf } from '../../facts/fact-sheet.ts';
import { FACTS, type FactKey } from '../../facts/vocabulary.ts';
import type { Actor } from '../../kernel/actor.ts';
import { addMonths, formatDay } from '../../kernel/day.ts';
import type { FactDefinition, FactValue, FactValues } from '../../kernel/fact.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import type { Tx } from '../../platform/db/database.ts';
import { factsOfIndicator, indicatorInWords, measuredInWords } from '../../policy/indicator.words.ts';
import { clauseOf } from '../../policy/load.ts';
import type { Pack } from '../../policy/pack.ts';
import { gradingSteps } from '../../policy/priority.ts';
import { figureOf, parametersOn, type Score, schemeOf, score } from '../../policy/score.ts';
import { settled } from '../../policy/settle.ts';
import { RATIO, valueWords } from '../../policy/unit.ts';
import { type NewFile, sealFile } from '../../records/files/file.actions.ts';
import { findFile } from '../../records/files/file.store.ts';
import { type CaseRow, caseById } from '../casefile/casefile.store.ts';
import { formIsOpen, tasksOfPass } from '../casefile/casefile.ts';
import { lockRunning, runningOf } from '../casefile/interpreter.ts';
import type { CaseServices } from '../casefile/steps.ts';
import { isFor } from '../casefile/task.ts';
import { factViewOf } from '../dossier/dossier.actions.ts';
import { evaluationOf, memberOfCase, settledFor } from '../evaluations/evaluation.store.ts';
import { accountsOf } from '../forms/form.store.ts';
import { packByHash } from '../packs/pack.actions.ts';
import { lastFinishedPanel } from '../panels/panel.store.ts';
import { CROSSCHECKED, crosscheck, PEOPLE_PER_DESK, type Warning } from './crosscheck.ts';
import type { FigureView, SelfEvaluationView } from './selfEvaluation.contract.ts';
import {
  acceptedFigures,
  answersTo,
  type DeclaredFigure,
  declaredFigures,
  foundOnTheSpot,
  insertVerification,
  peopleOfTenants,
  removeFigure,
  saveAnswer,
  saveFigure,
  teamsInTwoSpaces,
  type Verification,
  verificationsOf,
} from './selfEvaluation.store.ts';

interface Standing {
  readonly row: CaseRow;
  readonly roundId: string;
  readonly scheme: string;
  /** With what the authority set for the round. */
  readonly pack: Pack;
  readonly on: string;
}

async function standingOf(tx: Tx, row: CaseRow): Promise<Standing> {
  const member = await memberOfCase(tx, row.id);
  if (!member) throw new Refusal('not-found', { case: row.id });
  const { roundId, packHash, scheme, factsOn } = await evaluationOf(tx, member.round_id);
  const pack = settled(await packByHash(tx, packHash), await settledFor(tx, roundId));
  return { row, roundId, scheme, pack, on: factsOn };
}

export interface StatedFigure {
  readonly key: FactKey;
  readonly label: string;
  readonly unit: string | null;
  readonly stated: FactValue | null;
}
/** Every figure that the indicators and bars count, as the unit states it: in this report, or by its records. */
export async function statedFigures(tx: Tx, caseId: string): Promise<StatedFigure[]> {
  const { row, pack, scheme, on } = await standingOf(tx, await caseById(tx, caseId));
  const { indicators, bars } = schemeOf(pack, scheme);
  const counted = [...indicators, ...bars.map(({ condition }) => ({ value: null, condition }))];
  const keys = [...new Set(counted.flatMap(factsOfIndicator))] as FactKey[];
  const figures = (await figuresOf(tx, [{ caseId, carrierId: row.carrier_id }], on, keys)).get(caseId);
  const declared = await declaredFigures(tx, caseId);
  return keys.map((key) => {
    const { zh: label, unit }: FactDefinition = FACTS[key];
    const own = declared.find(({ fact }) => fact === key);
    return { key, label, unit: unit ?? null, stated: own?.value ?? figures?.[key] ?? null };
  });
}

/** Facts that the scheme looks at, in its order: what it counts, what bars a grade, what puts first, whom it is for. */
export function countedFacts(pack: Pack, schemeId: string): FactKey[] {
  const { indicators, bars, direct, guard } = schemeOf(pack, schemeId);
  const at = gradingSteps(pack, schemeId);
  const preferring = pack.priorities.filter((each) => at.includes(each.at));
  const conditions = [
    ...[...bars, ...direct, ...preferring].map(({ condition }) => condition),
    ...(guard ? [guard] : []),
  ];
  const facts = [
    ...indicators.flatMap(factsOfIndicator),
    ...conditions.flatMap((condition) => factsOfIndicator({ value: null, condition })),
  ];
  return [...new Set(facts)] as FactKey[];
}

/** What counts for each case: the records, and in their place what a reviewer accepted. */
export async function figuresOf(
  tx: Tx,
  cases: readonly { caseId: string; carrierId: string }[],
  on: string,
  keys: readonly FactKey[],
): Promise<Map<string, FactValues>> {
  const accepted = await acceptedFigures(
    tx,
    cases.map(({ caseId }) => caseId),
  );
  const figures = new Map<string, FactValues>();
  for (const { caseId, carrierId } of cases) {
    const values: Record<string, FactValue> = {};
    for (const [key, value] of Object.entries(valuesOf(await factSheet(tx, carrierId, on, keys))))
      if (value !== undefined && value !== null) values[key] = value;
    for (const { fact, value } of accepted.filter((one) => one.caseId === caseId)) values[fact] = value;
    figures.set(caseId, values);
  }
  return figures;
}

/** Every warning of a case against its figures as the unit states them. */
async function warningsOf(
  tx: Tx,
  { row, on, pack, scheme }: Standing,
  sheet: FactSheet,
  declared: readonly DeclaredFigure[],
): Promise<Warning[]> {
  const stated = { ...valuesOf(sheet), ...Object.fromEntries(declared.map(({ fact, value }) => [fact, value])) };
  const lastYear = valuesOf(await factSheet(tx, row.carrier_id, addMonths(on, -12)));
  const warnings = crosscheck(stated, lastYear);
  const checked = new Set([...countedFacts(pack, scheme), ...CROSSCHECKED]);
  for (const { team, carrier } of await teamsInTwoSpaces(tx, row.carrier_id, on))
    warnings.push({
      id: `twice:${team}:${carrier}`,
      severity: 'explain',
      says: `${team}同时登记在${carrier}入驻，可能重复计算`,
      facts: ['space.residents'],
    });
  const people = await peopleOfTenants(tx, row.carrier_id, on);
  const desks = stated['space.desks'];
  if (people !== null && typeof desks === 'number' && people > desks * PEOPLE_PER_DESK)
    warnings.push({
      id: `people:${people}:${desks}`,
      severity: 'explain',
      says: `入驻团队共${people}人，工位${desks}个，平均每个工位超过${PEOPLE_PER_DESK}人`,
      facts: ['space.makers', 'space.residents', 'space.desks'],
    });
  for (const fact of checked) {
    const { declared: stated, differs, value } = sheet[fact];
    if (stated && differs)
      warnings.push({
        id: `recorded:${fact}:${String(value)}:${String(stated.value)}`,
        severity: 'explain',
        says: `${FACTS[fact].zh}在“指标与申报”中申报为${factInWords(fact, stated.value)}，日常记录为${factInWords(fact, value)}；评分以记录为准`,
        facts: [fact],
      });
  }
  for (const { fact, value } of declared) {
    const { value: known, obtained } = sheet[fact];
    if (known !== undefined && known !== value)
      warnings.push({
        id: `differs:${fact}:${String(known)}:${String(value)}`,
        severity: 'explain',
        says: `${FACTS[fact].zh}申报为${factInWords(fact, value)}，${obtained === 'declared' ? '“指标与申报”中' : '日常记录'}为${factInWords(fact, known)}`,
        facts: [fact],
      });
  }
  return warnings;
}

/** A figure as a person reads it. */
export function factInWords(key: FactKey, value: FactValue | null | undefined): string {
  const { type, unit, options }: FactDefinition = FACTS[key];
  return valueWords(value ?? null, type === 'ratio' ? RATIO : (unit ?? null), options ?? null, 'zh');
}

/** Before it is handed in, every warning was put right or explained. */
export async function requireAnswered(tx: Tx, caseId: string): Promise<void> {
  const standing = await standingOf(tx, await caseById(tx, caseId));
  const sheet = await factSheet(tx, standing.row.carrier_id, standing.on);
  const warnings = await warningsOf(tx, standing, sheet, await declaredFigures(tx, caseId));
  const answers = await answersTo(tx, caseId);
  const fields = warnings
    .filter(({ id, severity }) => severity === 'correct' || !answers.has(id))
    .map(({ id, severity, says }) => ({
      path: `warning.${id}`,
      code: severity,
      message: severity === 'correct' ? `请更正：${says}` : `请说明：${says}`,
    }));
  if (fields.length > 0) throw new Refusal('input.invalid', {}, fields);
}

/** Figures that cannot both be right are not passed on to be scored, though they came to be so after the report was handed in. */
export async function requireCorrected(tx: Tx, caseId: string): Promise<void> {
  const row = await caseById(tx, caseId);
  if (row.purpose !== 'evaluation' || row.step_kind !== 'review' || (await lastFinishedPanel(tx, caseId))) return;
  const standing = await standingOf(tx, row);
  const sheet = await factSheet(tx, row.carrier_id, standing.on);
  const fields = (await warningsOf(tx, standing, sheet, await declaredFigures(tx, caseId)))
    .filter(({ severity }) => severity === 'correct')
    .map(({ id, says }) => ({ path: `warning.${id}`, code: 'correct', message: `须退回更正：${says}` }));
  if (fields.length > 0) throw new Refusal('input.invalid', {}, fields);
}

/** A file that shall prove a figure. */
export async function addFigureEvidence(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  caseId: string,
  file: Pick<NewFile, 'name' | 'content'>,
): Promise<string> {
  const { file: standing } = await lockRunning(tx, caseId);
  if (!formIsOpen(standing)) throw new Refusal('form.not-open');
  return (await sealFile(tx, services, actor, { ...file, about: 'case', aboutId: caseId })).id;
}

/** The unit states a figure otherwise than its records show: with evidence, flagged, and not counted before a reviewer accepts it. */
export async function declareFigure(
  tx: Tx,
  { clock }: Pick<CaseServices, 'clock'>,
  actor: Actor,
  caseId: string,
  given: { fact: FactKey; value: FactValue; reason: string; fileId: string },
): Promise<void> {
  const { row, file } = await lockRunning(tx, caseId);
  if (!formIsOpen(file)) throw new Refusal('form.not-open', { fact: given.fact });
  const { pack, scheme } = await standingOf(tx, row);
  if (!countedFacts(pack, scheme).includes(given.fact))
    throw new Refusal('input.invalid', {}, [{ path: 'fact', code: 'unknown', message: '本方案不计算这一项' }]);
  const problem = valueProblem(FACTS[given.fact], given.value);
  if (problem) throw new Refusal('input.invalid', {}, [{ path: 'value', code: 'type', message: problem }]);
  const evidence = await findFile(tx, given.fileId);
  if (evidence?.about_kind !== 'case' || evidence.about_id !== caseId)
    throw new Refusal('input.invalid', {}, [{ path: 'fileId', code: 'reference', message: '请先上传佐证材料' }]);
  await saveFigure(tx, caseId, { ...given, at: clock.now().toString(), personId: actor.personId });
  recordChange(tx, { kind: 'case', id: caseId, after: { figure: given } });
}

export async function withdrawFigure(tx: Tx, caseId: string, fact: string): Promise<void> {
  const { file } = await lockRunning(tx, caseId);
  if (!formIsOpen(file)) throw new Refusal('form.not-open', { fact });
  if (!(await removeFigure(tx, caseId, fact))) throw new Refusal('not-found', { fact });
  recordChange(tx, { kind: 'case', id: caseId, before: { figure: fact } });
}

export async function answerWarning(
  tx: Tx,
  { clock }: Pick<CaseServices, 'clock'>,
  actor: Actor,
  caseId: string,
  given: { warning: string; answer: string },
): Promise<void> {
  const { row, file } = await lockRunning(tx, caseId);
  if (!formIsOpen(file)) throw new Refusal('form.not-open', { warning: given.warning });
  const standing = await standingOf(tx, row);
  const sheet = await factSheet(tx, row.carrier_id, standing.on);
  const found = (await warningsOf(tx, standing, sheet, await declaredFigures(tx, caseId))).find(
    ({ id }) => id === given.warning,
  );
  if (!found) throw new Refusal('not-found', { warning: given.warning });
  if (found.severity === 'correct')
    throw new Refusal('input.invalid', {}, [
      { path: 'answer', code: 'correct', message: '此项须更正，不能以说明代替' },
    ]);
  await saveAnswer(tx, caseId, { ...given, at: clock.now().toString(), personId: actor.personId });
  recordChange(tx, { kind: 'case', id: caseId, after: given });
}

/** A reviewer's word on a figure, after reading its records: 核实 confirms what they show; what the unit states is accepted or not. */
export async function verifyFigure(
  tx: Tx,
  { clock }: Pick<CaseServices, 'clock'>,
  actor: Actor,
  caseId: string,
  given: { fact: string; outcome: Verification['outcome']; note: string },
): Promise<void> {
  const { row, file } = await lockRunning(tx, caseId);
  if (
    file.state !== 'open' ||
    !tasksOfPass(file).some((task) => task.state === 'open' && task.kind === 'main' && isFor(task, actor))
  )
    throw new Refusal('task.not-yours');
  const { pack, scheme } = await standingOf(tx, row);
  const declared = (await declaredFigures(tx, caseId)).some(({ fact }) => fact === given.fact);
  if (!(countedFacts(pack, scheme) as string[]).includes(given.fact) || (given.outcome !== 'confirmed' && !declared))
    throw new Refusal('not-found', { fact: given.fact });
  await insertVerification(tx, caseId, { ...given, at: clock.now().toString(), personId: actor.personId });
  recordChange(tx, { kind: 'case', id: caseId, after: { verified: given } });
}

/** The self-evaluation: each indicator with its rule, clause, figure, provenance and points; warnings with their answers. */
export async function viewSelfEvaluation(
  tx: Tx,
  caseId: string,
  given: Readonly<Record<string, number>> | null,
): Promise<SelfEvaluationView> {
  const standing = await standingOf(tx, await caseById(tx, caseId));
  const { row, roundId, pack, scheme: schemeId, on } = standing;
  const sheet = await factSheet(tx, row.carrier_id, on);
  const declared = await declaredFigures(tx, caseId);
  const verified = await verificationsOf(tx, caseId);
  const visited = await foundOnTheSpot(tx, caseId);
  const keys = countedFacts(pack, schemeId);
  const values = (await figuresOf(tx, [{ caseId, carrierId: row.carrier_id }], on, keys)).get(caseId) ?? {};
  const scored = score(pack, schemeId, values, given ?? {}, on);
  const scheme = schemeOf(pack, schemeId);
  const answers = await answersTo(tx, caseId);
  const judged = scheme.indicators.filter(({ expert }) => expert).map(({ id }) => id);
  const accounts = await accountsOf(tx, caseId, judged);
  const figureView = (key: FactKey): FigureView => {
    const own = declared.find(({ fact }) => fact === key);
    return {
      ...factViewOf(key, sheet[key]),
      counted: plain(values[key]),
      statement: own
        ? { value: plain(own.value) ?? '', reason: own.reason, fileId: own.fileId, fileName: own.fileName, at: own.at }
        : null,
      verification: verified.find(({ fact }) => fact === key) ?? null,
      onTheSpot: visited.find(({ fact }) => fact === key) ?? null,
    };
  };
  return {
    caseId,
    roundId,
    on,
    title: scheme.title,
    open: formIsOpen((await runningOf(tx, row)).file),
    low: finite(scored.low) ?? 0,
    high: finite(scored.high),
    points: scored.points,
    vetoed: scored.vetoed,
    indicators: scoredIndicators(pack, schemeId, scored, sheet, on).map(({ indicator, ...view }) => ({
      ...view,
      facts: (factsOfIndicator(indicator) as FactKey[]).map(figureView),
      account: accounts[indicator.id] ?? null,
    })),
    bars: scheme.bars.map(({ cites, says, notAbove, condition }) => ({
      cites,
      says,
      notAbove: scheme.grades.find(({ id }) => id === notAbove)?.zh ?? notAbove,
      facts: (factsOfIndicator({ value: null, condition }) as FactKey[]).map(figureView),
    })),
    warnings: (await warningsOf(tx, standing, sheet, declared)).map((warning) => ({
      ...warning,
      facts: [...warning.facts],
      figures: warning.facts.flatMap((key) => figuresFor(key, sheet[key], declared)),
      answer: answers.get(warning.id) ?? null,
    })),
  };
}

const finite = (points: number) => (Number.isFinite(points) ? points : null);

/** The indicators of a scheme with what was scored, each as a person reads it. */
export function scoredIndicators(pack: Pack, schemeId: string, scored: Score, sheet: FactSheet, on: string) {
  const parameters = parametersOn(pack, on);
  return schemeOf(pack, schemeId).indicators.map((indicator, index) => {
    const found = scored.indicators[index];
    return {
      indicator,
      id: indicator.id,
      kind: indicator.kind,
      byExpert: indicator.expert === true,
      cites: indicator.cites,
      clause: clauseOf(pack, indicator.cites)?.text ?? null,
      says: indicator.says,
      rule: indicatorInWords(indicator, parameters),
      value: measuredInWords(indicator, found?.value ?? null),
      max: indicator.max === undefined ? null : (figureOf(indicator.max, parameters) ?? null),
      low: found?.low ?? 0,
      high: finite(found?.high ?? 0),
      missing: (found?.missing ?? []).map((need) => missingInWords(pack, sheet, need)),
    };
  });
}

/** What stands against what: the records, what the unit stated of its space, and what it states in this report. */
function figuresFor(key: FactKey, fact: FactSheet[FactKey], declared: readonly DeclaredFigure[]) {
  const { zh: label, ...definition } = FACTS[key];
  const unit = 'unit' in definition ? definition.unit : null;
  const figure = (from: 'records' | 'statement' | 'report', value: FactValue | undefined, of: Source) => ({
    key,
    label,
    unit,
    from,
    value: plain(value),
    provenance: [...(of.provenance ?? [])],
    fileId: of.fileId ?? null,
  });
  const own = declared.find((one) => one.fact === key);
  return [
    ...(fact.obtained === 'derived' ? [figure('records', fact.value, fact)] : []),
    ...(fact.declared
      ? [figure('statement', fact.declared.value, { ...fact.declared, provenance: [statementOf(fact.declared)] })]
      : []),
    ...(own ? [figure('report', own.value, own)] : []),
  ];
}
interface Source {
  readonly provenance?: readonly Provenance[];
  readonly fileId?: string | null;
}

/** Facts hold lists that are not written to; what crosses the wire has its own. */
const plain = (value: FactValue | undefined) =>
  value === undefined ? null : typeof value === 'object' ? [...value] : value;

function missingInWords(pack: Pack, sheet: FactSheet, need: string): string {
  if (need.startsWith('parameter:'))
    return `尚未设定：${pack.parameters[need.slice('parameter:'.length)]?.label ?? need}`;
  if (need.startsWith('score:')) return '等待专家评分';
  const { stale } = sheet[need as FactKey] ?? {};
  return `没有数据：${FACTS[need as FactKey]?.zh ?? need}${stale?.validTo ? `（单位申报只到${formatDay(stale.validTo)}）` : ''}`;
}

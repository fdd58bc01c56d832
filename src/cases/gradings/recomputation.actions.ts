import type { Tx } from '../../platform/db/database.ts';
import type { History } from '../../policy/grade.ts';
import { schemeOf } from '../../policy/score.ts';
import type { CaseServices } from '../casefile/steps.ts';
import { consequenceInputs, type ReleasedRound } from '../consequences/consequence.actions.ts';
import { consequencesOf } from '../consequences/consequence.store.ts';
import { besideComputed, type ConsequenceInputs, draftItems, type Item } from '../consequences/consequence.ts';
import { verifyDecision } from '../decisions/decision.actions.ts';
import { signedDecision } from '../decisions/decision.store.ts';
import { canonical } from '../decisions/decision.ts';
import { evaluationOf, type PastRow } from '../evaluations/evaluation.store.ts';
import { panelOf, reviewAt } from '../panels/panel.actions.ts';
import { exceptionsOf as departuresOf, finishedPanels } from '../panels/panel.store.ts';
import { type ItemPoints, indicatorPoints } from '../panels/panel.ts';
import { reviewsOf } from '../reviews/review.store.ts';
import { type Entry, totalOf } from '../reviews/review.ts';
import { inputsOf, labelOf, releaseOf, sealOf, standingOf } from './grading.actions.ts';
import { exceptionsOf, linesOf, openGrading, releasedResults, signedGradings } from './grading.store.ts';
import { computeRound, type Inputs, type Result } from './grading.ts';
import type { Difference, Part } from './recomputation.ts';

export interface Recomputation {
  readonly roundId: string;
  readonly title: string;
  readonly gradings: {
    readonly gradingId: string;
    readonly state: 'proposed' | 'signed';
    /** Canonical JSON. */
    readonly results: string;
    readonly same: boolean;
    readonly sealHolds: boolean | null;
  }[];
  /** How many units' results and consequences were computed again; canonical JSON of both. */
  readonly released: number;
  readonly consequences: number;
  readonly after: string;
  readonly differences: Difference[];
}

/** Compares one by one and keeps what differs, named; the same value is the same text. */
function differences() {
  const found: Difference[] = [];
  const compare = (part: Part, who: string, of: string | null, field: string, stored: unknown, computed: unknown) => {
    const [was, is] = [canonical(stored), canonical(computed)];
    if (was !== is) found.push({ part, who, of, field, stored: was, computed: is });
  };
  /** Field by field; what is missing on one side has none. */
  const compareAll = (part: Part, who: string, of: string | null, stored: object = {}, computed: object = {}) => {
    const [was, is] = [stored, computed] as Record<string, unknown>[];
    for (const field of [...new Set([...Object.keys(stored), ...Object.keys(computed)])].sort())
      compare(part, who, of, field, was?.[field], is?.[field]);
  };
  return { found, compare, compareAll };
}
type Compared = ReturnType<typeof differences>;
type Services = Pick<CaseServices, 'clock'>;

/**
 * Computes a round again: from the reviews to the points of the panels, from these and the sealed figures to scores, grades
 * and places, from these to what was released, and from the history to the consequences and their amounts. Each is compared
 * with what is stored, and every difference is named; where nothing changed it is the same to the last byte.
 */
export async function recompute(tx: Tx, services: Services, roundId: string): Promise<Recomputation> {
  const evaluation = await evaluationOf(tx, roundId);
  const standing = await standingOf(tx, evaluation);
  const { pack, members } = standing;
  const compared = differences();
  const names = new Map(members.map(({ carrierId, carrier }) => [carrierId, carrier]));
  const nameOf = (carrierId: string) => names.get(carrierId) ?? carrierId;
  const says = new Map(schemeOf(pack, evaluation.scheme).indicators.map((indicator) => [indicator.id, indicator.says]));
  /** In which pass of its case a unit was graded last. */
  const passes = new Map<string, number>();
  const panels = new Map<string, FinishedPanel[]>();
  for (const { caseId, carrier } of members)
    if (caseId !== null) panels.set(caseId, await comparePanels(tx, services, compared, caseId, carrier));

  const open = await openGrading(tx, roundId);
  const signed = (await signedGradings(tx, roundId)).toReversed();
  const announced = new Map<string, { grade: string | null }>();
  const reasons = new Map<string, string>();
  const gradings: Recomputation['gradings'] = [];
  let latest: { inputs: Inputs; results: Result[] } | null = null;
  for (const grading of [...signed, ...(open?.inputs ? [open] : [])]) {
    const inputs = JSON.parse(grading.inputs ?? '') as Inputs;
    const exceptions = await exceptionsOf(tx, grading.id);
    const lines = await linesOf(tx, grading.id);
    for (const { caseId, pass } of lines) passes.set(caseId, pass);
    for (const { carrierId, caseId, participated, given } of inputs.members) {
      if (!participated || caseId === null) continue;
      const computed = pointsBefore(panels.get(caseId) ?? [], passes.get(caseId) ?? 0, grading.proposed_at ?? '');
      for (const id of new Set([...Object.keys(given), ...Object.keys(computed)]))
        compared.compare('given', nameOf(carrierId), says.get(id) ?? id, 'points', given[id], computed[id]);
    }
    const results = computeRound(pack, inputs);
    const text = canonical(results);
    const stored = JSON.parse(grading.results ?? '[]') as Result[];
    for (const carrierId of new Set([...results, ...stored].map((each) => each.carrierId)))
      compareResult(
        compared,
        nameOf(carrierId),
        stored.find((each) => each.carrierId === carrierId),
        results.find((each) => each.carrierId === carrierId),
      );
    const seal = sealOf({ inputs: grading.inputs, results: text }, exceptions);
    const sealHolds = grading.seal === null ? null : seal === grading.seal;
    if (grading.seal !== null) compared.compare('seal', evaluation.title, grading.id, 'seal', grading.seal, seal);
    for (const { caseId, grade: was, label } of lines) {
      const result = results.find((each) => each.caseId === caseId);
      const grade = exceptions.find((each) => each.caseId === caseId)?.grade ?? result?.grade ?? null;
      const is = { grade, label: labelOf(standing, grade) };
      compared.compareAll('line', nameOf(result?.carrierId ?? caseId), null, { grade: was, label }, is);
      if (grading.state === 'signed') announced.set(caseId, { grade });
    }
    if (grading.state === 'signed') {
      for (const { caseId, reason } of exceptions) reasons.set(caseId, reason);
      latest = { inputs, results };
    }
    gradings.push({
      gradingId: grading.id,
      state: grading.state as 'proposed' | 'signed',
      results: text,
      same: text === grading.results,
      sealHolds,
    });
  }
  gradings.reverse();
  const head = { roundId, title: evaluation.title, gradings };
  if (evaluation.releasedAt === null)
    return { ...head, released: 0, consequences: 0, after: canonical(null), differences: compared.found };

  const inputs = latest?.inputs ?? (await inputsOf(tx, standing));
  const results = latest?.results ?? computeRound(pack, inputs);
  const { rows: released, judged } = releaseOf(standing, inputs, results, announced, reasons);
  const stored = await releasedResults(tx, roundId);
  for (const carrierId of new Set([...released, ...stored].map((each) => each.carrierId))) {
    const { carrier: _, ...was } = stored.find((each) => each.carrierId === carrierId) ?? { carrier: '' };
    const is = released.find((each) => each.carrierId === carrierId);
    compared.compareAll('released', nameOf(carrierId), null, was, is);
  }
  const consequences = await compareConsequences(tx, compared, judged);
  return {
    ...head,
    released: released.length,
    consequences: consequences.length,
    after: canonical({ released, consequences }),
    differences: compared.found,
  };
}

interface FinishedPanel {
  readonly pass: number;
  /** As the reviews give them. */
  readonly items: ItemPoints;
  readonly departures: readonly { readonly item: string; readonly toPoints: number; readonly at: string }[];
}

/** Each review against the sum of its items, each finished panel against its reviews. */
async function comparePanels(
  tx: Tx,
  services: Services,
  { compare, compareAll }: Compared,
  caseId: string,
  who: string,
): Promise<FinishedPanel[]> {
  const panels: FinishedPanel[] = [];
  for (const panel of await finishedPanels(tx, caseId)) {
    const { pass } = panel;
    const { sheet, sheets } = await reviewAt(tx, services, caseId, pass);
    const reviews = await reviewsOf(tx, caseId, pass);
    for (const { state, name, score, items, sheet_version } of reviews) {
      if (state !== 'submitted') continue;
      const given = sheets.find(({ version }) => version === sheet_version) ?? sheet;
      const entry = { score, items: items as Entry['items'], opinion: null, recommendation: null };
      compare('review', who, name, 'score', score, totalOf(given, entry));
    }
    const { score, items } = panelOf(sheet, reviews);
    compare('panel', who, null, 'score', panel.score, score);
    const stored = panel.items as unknown as ItemPoints;
    for (const id of new Set([...Object.keys(stored), ...Object.keys(items)]))
      compareAll('panel', who, sheet.items.find((item) => item.id === id)?.says ?? id, stored[id], items[id]);
    panels.push({ pass, items, departures: await departuresOf(tx, caseId, pass) });
  }
  return panels;
}

/** What the last panel before a pass gave to each indicator, with the departures that were written by a moment in their place. */
function pointsBefore(panels: readonly FinishedPanel[], pass: number, at: string): Record<string, number> {
  const panel = panels.findLast((each) => each.pass < pass);
  if (!panel) return {};
  const items = Object.entries(panel.items).map(([id, { indicator, points }]) => {
    const departure = panel.departures.findLast((each) => each.item === id && Date.parse(each.at) <= Date.parse(at));
    return [id, { indicator, points: departure?.toPoints ?? points }] as const;
  });
  return Object.fromEntries(indicatorPoints(Object.fromEntries(items)));
}

function compareResult(
  { compareAll }: Compared,
  who: string,
  stored: Result | undefined,
  computed: Result | undefined,
): void {
  const { indicators: was = [], ...before } = stored ?? {};
  const { indicators: is = [], ...now } = computed ?? {};
  compareAll('result', who, null, before, now);
  for (const id of new Set([...was, ...is].map(({ indicator }) => indicator))) {
    const [old, own] = [was, is].map((all) => all.find(({ indicator }) => indicator === id));
    compareAll('result', who, own?.says ?? id, old, own);
  }
}

/** Drafts against what the rules say of the history that they rest on, and that against the history on record. */
async function compareConsequences(tx: Tx, compared: Compared, released: ReleasedRound) {
  const { compare, compareAll } = compared;
  const { evaluation, pack, members } = released;
  const { scheme, factsOn: on } = evaluation;
  const stored = await consequencesOf(tx, evaluation.roundId);
  const now = await consequenceInputs(tx, released);
  const computed: { carrierId: string; items: readonly Item[] }[] = [];
  for (const { carrierId, carrier } of members) {
    const row = stored.find((each) => each.carrierId === carrierId);
    const current = now.get(carrierId);
    if (!current) continue;
    const kept = row?.inputs ? (JSON.parse(row.inputs) as ConsequenceInputs) : null;
    if (kept) compareHistory(compared, carrier, kept.history, current.history);
    const { history, facts } = kept ?? current;
    const items = draftItems(pack, scheme, history, facts, on);
    if (items.length > 0) computed.push({ carrierId, items });
    for (const each of besideComputed(pack, row ?? { state: 'draft', items: [] }, items, on))
      compare('consequence', carrier, each.of, each.field, each.stored, each.computed);
    if (row?.state !== 'signed') continue;
    // Sealed with the decision: what was chosen, before its effects were tried.
    const { matter } = (await signedDecision(tx, row.caseId)) ?? {};
    const sealed = (matter as { items?: readonly Partial<Item>[] } | null | undefined)?.items ?? [];
    const chosen = row.items
      .filter((item) => item.chosen)
      .map(({ reason: _, outcome: __, advisory: ___, ...ordered }): Partial<Item> => ordered);
    for (const id of new Set([...chosen, ...sealed].map((item) => item.id))) {
      const [own, then] = [chosen, sealed].map((all) => all.find((item) => item.id === id));
      compareAll('decision', carrier, own?.says ?? id ?? null, own, then);
    }
    const { seal, computed: again } = await verifyDecision(tx, row.caseId);
    compare('decision', carrier, null, 'seal', seal, again);
  }
  for (const { carrierId, carrier } of stored)
    if (!now.has(carrierId)) compare('consequence', carrier, null, 'participated', true, false);
  return computed;
}

/** Year by year; of the years without a result those alone that lie between its own. */
function compareHistory({ compare }: Compared, who: string, kept: History<PastRow>, current: History<PastRow>): void {
  const of = ({ past }: History<PastRow>, year: number) => past.filter((row) => row.year === year);
  for (const year of new Set([...kept.past, ...current.past].map((row) => row.year)))
    compare('history', who, String(year), 'result', of(kept, year), of(current, year));
  const between = (history: History<PastRow>) =>
    history.held.filter((year) => year > (history.past[0]?.year ?? year) && of(history, year).length === 0);
  compare('history', who, null, 'unlisted', between(kept), between(current));
}

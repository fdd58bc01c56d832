import { FACTS, type FactKey } from '../../facts/vocabulary.ts';
import type { Actor } from '../../kernel/actor.ts';
import { dayOf } from '../../kernel/day.ts';
import { EFFECTS } from '../../kernel/effect.ts';
import { fen, formatMoney } from '../../kernel/money.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import type { Tx } from '../../platform/db/database.ts';
import { needsOf } from '../../policy/expression.ts';
import type { Pack } from '../../policy/pack.ts';
import { schemeOf } from '../../policy/score.ts';
import { settled } from '../../policy/settle.ts';
import { type CaseRow, caseById, lockCase } from '../casefile/casefile.store.ts';
import { requireBody, writePaper } from '../casefile/interpreter.ts';
import type { CaseServices, Matter } from '../casefile/steps.ts';
import { signOnClosed } from '../decisions/decision.actions.ts';
import { canonical } from '../decisions/decision.ts';
import {
  type EvaluationRow,
  evaluationOf,
  historyOf,
  memberOfCase,
  settledFor,
  type Taking,
} from '../evaluations/evaluation.store.ts';
import { packByHash, procedureOf } from '../packs/pack.actions.ts';
import { figuresOf } from '../selfEvaluations/selfEvaluation.actions.ts';
import {
  type ConsequenceRow,
  consequenceOfCase,
  insertConsequence,
  lockConsequence,
  saveConsequence,
} from './consequence.store.ts';
import {
  burdens,
  type Choice,
  type ConsequenceInputs,
  type ConsequenceState,
  checkChoices,
  draftItems,
  gradeInWords,
  historyInWords,
  type Item,
  resultInWords,
} from './consequence.ts';

export interface ReleasedRound {
  readonly evaluation: EvaluationRow;
  /** With what the authority set for the round. */
  readonly pack: Pack;
  readonly members: readonly Taking[];
}
/**
 * What each draft of a round is computed from, as it is now, by carrier. Nothing follows for whom nobody runs, nor for whom
 * the round has no result: what followed from an earlier one was drafted then.
 */
export async function consequenceInputs(
  tx: Tx,
  { evaluation, pack, members }: ReleasedRound,
): Promise<Map<string, ConsequenceInputs & { readonly caseId: string }>> {
  const { packId, procedureId, scheme, year, factsOn } = evaluation;
  const cases = members.flatMap(({ caseId, carrierId }) => (caseId === null ? [] : [{ caseId, carrierId }]));
  const figures = await figuresOf(tx, cases, factsOn, amountFacts(pack, scheme));
  const found = new Map<string, ConsequenceInputs & { readonly caseId: string }>();
  for (const { carrierId, caseId } of cases) {
    const history = await historyOf(tx, { carrierId, packId, procedureId, year });
    if (history.past.at(-1)?.year !== year) continue;
    found.set(carrierId, { caseId, history, facts: figures.get(caseId) ?? {} });
  }
  return found;
}

/** A draft for each member of a released round from whose history something follows, with the history that was counted. */
export async function draftConsequences(
  tx: Tx,
  { clock }: Pick<CaseServices, 'clock'>,
  released: ReleasedRound,
): Promise<void> {
  const { evaluation, pack } = released;
  const { roundId, scheme, factsOn } = evaluation;
  for (const [carrierId, { caseId, history, facts }] of await consequenceInputs(tx, released)) {
    const items = draftItems(pack, scheme, history, facts, factsOn);
    if (items.length === 0) continue;
    const reasons = `${historyInWords(history, pack, scheme)}。${items
      .filter(({ chosen }) => chosen)
      .map(({ cites, says }) => `依据《${pack.title}》${cites}：${says}`)
      .join('；')}。`;
    const inputs = canonical({ history, facts });
    await insertConsequence(tx, { roundId, carrierId, caseId, inputs, items, reasons, at: clock.now().toString() });
  }
}

/** The facts that the amounts are computed from which the scheme's consequences name. */
function amountFacts(pack: Pack, schemeId: string): FactKey[] {
  const named = schemeOf(pack, schemeId).consequences.flatMap(({ amount }) => amount ?? []);
  const needs = pack.amounts
    .filter(({ id }) => named.includes(id))
    .flatMap(({ guard, value }) => [...(guard ? needsOf(guard) : []), ...(value?.needs ?? [])]);
  return [...new Set(needs.filter((need) => Object.hasOwn(FACTS, need)))] as FactKey[];
}

export interface Named {
  readonly roundId: string;
  readonly carrierId: string;
  readonly version: number;
}
async function lockAt(
  tx: Tx,
  { roundId, carrierId, version }: Named,
  state: ConsequenceState,
): Promise<ConsequenceRow> {
  const row = await lockConsequence(tx, roundId, carrierId);
  if (row.version !== version) throw new Refusal('conflict', { version: row.version });
  if (row.state !== state) throw new Refusal('consequence.wrong-state', { state: row.state });
  return row;
}
const itemsOf = (row: ConsequenceRow) => row.items as unknown as Item[];

/** The officer checks the draft and puts it forward: what is chosen against it has its reason. */
export async function proposeConsequence(
  tx: Tx,
  given: Named & { choices: readonly Choice[]; reasons: string },
): Promise<void> {
  const row = await lockAt(tx, given, 'draft');
  const { factsOn, packHash } = await evaluationOf(tx, row.round_id);
  const pack = settled(await packByHash(tx, packHash), await settledFor(tx, row.round_id));
  const items = checkChoices(pack, itemsOf(row), given.choices, factsOn);
  await saveConsequence(tx, row.id, { state: 'proposed', items, reasons: given.reasons, version: row.version + 1 });
  recordChange(tx, {
    kind: 'consequence',
    id: row.id,
    before: { state: 'draft' },
    after: { state: 'proposed', items },
  });
}

export async function sendConsequenceBack(tx: Tx, given: Named & { reason: string }): Promise<void> {
  const row = await lockAt(tx, given, 'proposed');
  const { id } = row;
  await saveConsequence(tx, id, { state: 'draft', version: row.version + 1 });
  recordChange(tx, {
    kind: 'consequence',
    id,
    before: { state: 'proposed' },
    after: { state: 'draft', reason: given.reason },
  });
}

/**
 * 签发: one sealed decision with a number, and its effects, in one transaction. Without anything chosen the draft is
 * dropped. A designation changes by this alone.
 */
export async function signConsequence(tx: Tx, services: CaseServices, actor: Actor, given: Named): Promise<void> {
  const row = await lockAt(tx, given, 'proposed');
  const { id } = row;
  const now = services.clock.now().toString();
  const today = dayOf(Temporal.Instant.from(now));
  const decided = { decided_at: now, decided_by: actor.personId, version: row.version + 1 };
  const items = itemsOf(row);
  const chosen = items.filter((item) => item.chosen);
  if (chosen.length === 0) {
    await saveConsequence(tx, id, { state: 'dropped', ...decided });
    recordChange(tx, { kind: 'consequence', id, before: { state: 'proposed' }, after: { state: 'dropped' } });
    return;
  }
  const file = await lockCase(tx, row.case_id);
  const evaluation = await evaluationOf(tx, row.round_id);
  const pack = settled(await packByHash(tx, file.pack_hash), await settledFor(tx, evaluation.roundId));
  const procedure = procedureOf(pack, file.procedure_id);
  const step = procedure.steps.find(({ kind }) => kind === 'release');
  if (!step) throw new Error(`no release in ${procedure.id}`);
  if (actor.organisationId !== (await requireBody(tx, file, pack, step))) throw new Refusal('task.not-yours');
  const outcome = burdens(items) ? 'refused' : 'granted';
  const matter = await consequenceMatter.of(tx, file);
  const number = await signOnClosed(tx, services, actor, file, { outcome, reasons: row.reasons, matter });
  const context = { services, actor, pack, procedure, now, today, step, pass: file.pass, outcome };
  const held = await services.register.designationInForce(tx, file.carrier_id, pack.id, today);
  const done: Item[] = [];
  for (const item of items) {
    const effects = item.chosen ? item.follows.filter((effect) => held !== null || !EFFECTS[effect].ofHeld) : [];
    const signed = { number, reasons: row.reasons, cites: item.cites };
    for (const effect of effects)
      await services.effects[effect](tx, { ...context, file: await caseById(tx, file.id), signed, ordered: item });
    const advisory = item.chosen && effects.length < item.follows.length;
    done.push(advisory ? { ...item, advisory } : item);
  }
  await saveConsequence(tx, id, { state: 'signed', items: done, number, ...decided });
  await writePaper(tx, 'decisionLetter', { ...context, file: await caseById(tx, file.id) });
  recordChange(tx, {
    kind: 'consequence',
    id,
    before: { state: 'proposed' },
    after: { state: 'signed', number, items: done },
  });
}

const chosenOf = async (tx: Tx, caseId: string) =>
  (await consequenceOfCase(tx, caseId))?.items.filter(({ chosen }) => chosen) ?? [];

/** The history of the unit up to the round that a case is of. */
async function historyOfCase(tx: Tx, { id, carrier_id: carrierId }: CaseRow) {
  const member = await memberOfCase(tx, id);
  if (!member) throw new Error(`${id} is of no round`);
  const { scheme, ...evaluation } = await evaluationOf(tx, member.round_id);
  return { scheme, ...(await historyOf(tx, { ...evaluation, carrierId })) };
}

/** 评价结果的处理 as its decision sees it: sealed with what it orders and the history it counted. */
export const consequenceMatter: Matter = {
  async of(tx, file) {
    const items = await chosenOf(tx, file.id);
    return {
      items: items.map(({ reason: _, outcome: __, ...ordered }) => ordered),
      history: (await historyOfCase(tx, file)).past,
    };
  },
  async suggest(tx, { file }) {
    const row = await consequenceOfCase(tx, file.id);
    return { outcome: row && burdens(row.items) ? 'refused' : 'granted', reasons: row?.reasons ?? '' };
  },
  async letter(tx, { file }) {
    return (await chosenOf(tx, file.id)).map(({ says, cites, amount, advisory }, index) => {
      const parts = [
        `${says}(${cites})`,
        ...(amount?.fen == null ? [] : [`金额${formatMoney(fen(amount.fen))}`]),
        ...(amount?.shares ?? []).map((share) => `${share.who}承担${formatMoney(fen(share.fen))}`),
        ...(advisory ? ['未持有本办法的资格，只作建议'] : []),
      ];
      return `${index + 1}.${parts.join('，')}。`;
    });
  },
  async counted(tx, { file, pack }) {
    const items = await chosenOf(tx, file.id);
    const { scheme, past } = await historyOfCase(tx, file);
    return {
      kind: 'table',
      caption: '历年结果和计入情况',
      columns: [
        { title: '年度', width: 1, align: 'center' },
        { title: '结果', width: 2, align: 'center' },
        { title: '出处', width: 5 },
        { title: '计入的条款', width: 2 },
      ],
      rows: past.map((row) => {
        const counting = items.filter(
          ({ years, counted }) =>
            years?.includes(row.year) ?? counted.split('；').includes(resultInWords(row, pack, scheme)),
        );
        const cites = [...new Set(counting.map((item) => item.cites))].join('、');
        return [String(row.year), gradeInWords(row, pack, scheme), row.source, cites || '未计入'];
      }),
    };
  },
};

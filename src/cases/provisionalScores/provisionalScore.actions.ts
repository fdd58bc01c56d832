import { type FactSheet, factSheet, valuesOf } from '../../facts/fact-sheet.ts';
import { FACTS, type FactKey } from '../../facts/vocabulary.ts';
import { type Day, yearOf } from '../../kernel/day.ts';
import type { FactDefinition } from '../../kernel/fact.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/db/database.ts';
import { factsOfIndicator } from '../../policy/indicator.words.ts';
import type { Pack } from '../../policy/pack.ts';
import { scopeOver } from '../../policy/scope.ts';
import { figureOf, parametersOn, schemeOf, score } from '../../policy/score.ts';
import { settled } from '../../policy/settle.ts';
import { factViewOf } from '../dossier/dossier.actions.ts';
import { lastSettled } from '../evaluations/evaluation.store.ts';
import { packsInForce } from '../packs/pack.actions.ts';
import { countedFacts, scoredIndicators } from '../selfEvaluations/selfEvaluation.actions.ts';
import { carrierStanding, type Standing } from '../standings/standing.store.ts';
import { liesUnder } from '../standings/standing.ts';
import type { ProvisionalScoresView } from './provisionalScore.contract.ts';

type Row = ProvisionalScoresView['rows'][number];

/** A day's operating data against the schemes of the next year, of the carrier's own territory and above. */
export async function provisionalScoresOf(tx: Tx, carrierId: string, on: Day): Promise<ProvisionalScoresView> {
  const carrier = await carrierStanding(tx, carrierId);
  if (!carrier) throw new Refusal('not-found', { carrier: carrierId });
  const criteriaOn = `${yearOf(on) + 1}-01-01`;
  const packs = (await packsInForce(tx, criteriaOn)).filter(({ pack }) => speaksOf(pack, carrier));
  const ending = (await packsInForce(tx, on)).filter(
    ({ pack: today }) => speaksOf(today, carrier) && !packs.some(({ pack }) => pack.id === today.id),
  );
  const keys = [...new Set(packs.flatMap(({ pack }) => pack.schemes.flatMap(({ id }) => countedFacts(pack, id))))];
  const sheet = await dataSoFar(tx, carrierId, on, criteriaOn, keys);
  const rows: Row[] = [];
  for (const { pack } of packs)
    for (const { id } of pack.schemes) rows.push(await scoredBy(tx, carrierId, pack, id, sheet, criteriaOn));
  return {
    on,
    criteriaOn,
    rows,
    ending: ending.map(({ pack }) => ({ packTitle: pack.title, until: pack.inForce.until ?? null })),
  };
}

const speaksOf = (pack: Pack, carrier: Standing) =>
  pack.schemes.length > 0 && scopeOver(pack, carrier) === 'inside' && liesUnder(pack, carrier);

/** As of the day; what next year's evaluation will count of this calendar year is this year so far. */
async function dataSoFar(
  tx: Tx,
  carrierId: string,
  on: Day,
  criteriaOn: Day,
  keys: readonly FactKey[],
): Promise<FactSheet> {
  const ofYear = keys.filter((key) => (FACTS[key] as FactDefinition).window === 'lastCalendarYear');
  return { ...(await factSheet(tx, carrierId, on, keys)), ...(await factSheet(tx, carrierId, criteriaOn, ofYear)) };
}

async function scoredBy(
  tx: Tx,
  carrierId: string,
  written: Pack,
  schemeId: string,
  sheet: FactSheet,
  criteriaOn: Day,
): Promise<Row> {
  const last = await lastSettled(tx, { carrierId, packId: written.id, scheme: schemeId });
  const pack = settled(written, last?.values ?? {});
  const scheme = schemeOf(pack, schemeId);
  const scored = score(pack, schemeId, valuesOf(sheet), {}, criteriaOn);
  const facts = (keys: readonly string[]) => keys.map((key) => factViewOf(key as FactKey, sheet[key as FactKey]));
  return {
    packId: pack.id,
    packTitle: pack.title,
    isExample: pack.id.startsWith('000000-') || pack.title.includes('示例'),
    scheme: schemeId,
    title: scheme.title,
    cites: scheme.cites,
    applies: scored.applies === 'notApplicable' ? 'unmet' : scored.applies,
    appliesFacts: scheme.guard ? facts(factsOfIndicator({ value: null, condition: scheme.guard })) : [],
    settledFrom: last && { year: last.year, title: last.title },
    low: scored.low,
    high: Number.isFinite(scored.high) ? scored.high : null,
    total: figureOf(scheme.total, parametersOn(pack, criteriaOn)) ?? null,
    vetoed: scored.vetoed,
    indicators: scoredIndicators(pack, schemeId, scored, sheet, criteriaOn).map(({ indicator, ...view }) => ({
      ...view,
      facts: facts(factsOfIndicator(indicator)),
    })),
  };
}

import { factValuesOf } from '../../facts/population.ts';
import { FACTS, type FactKey } from '../../facts/vocabulary.ts';
import { dayOf } from '../../kernel/day.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Services } from '../../platform/services.ts';
import { needsOf } from '../../policy/expression.ts';
import { preferences } from '../../policy/priority.ts';
import { packByHash, packsInForce } from '../packs/pack.actions.ts';
import { packTerritory } from '../rounds/round.store.ts';
import { packOfList } from './quota.store.ts';
import { type LineRow, linesOf, pathOf, type ShortlistRow } from './shortlist.store.ts';
import type { Preferred } from './shortlist.ts';

/** The lines of a list, each with what puts it before its equals: as it stands today, or as it was released. */
export async function rankedLinesOf(
  tx: Tx,
  { clock }: Pick<Services, 'clock'>,
  list: ShortlistRow,
): Promise<LineRow[]> {
  const lines = await linesOf(tx, list.id);
  if (list.state === 'released' || lines.length === 0) return lines;
  const on = dayOf(clock.now());
  const rules = await rulesOf(tx, list, on);
  const keys = rules.flatMap(({ needs }) => needs);
  if (keys.length === 0) return lines;
  const facts = await factValuesOf(tx, [...new Set(lines.map(({ carrierId }) => carrierId))], on, [...new Set(keys)]);
  return lines.map((line) => ({
    ...line,
    preferences: rules.flatMap(({ pack, at }): Preferred[] =>
      preferences(pack, [at], facts.get(line.carrierId) ?? {}, on).map((found) => ({ ...found, document: pack.title })),
    ),
  }));
}

/** The documents that prefer somebody on this list: its own, and those of the territory that name it. */
async function rulesOf(tx: Tx, list: ShortlistRow, on: string) {
  const hash = await packOfList(tx, list.id);
  const here = `${list.procedure_id}/${list.step}`;
  const found = hash ? [{ pack: await packByHash(tx, hash), at: here }] : [];
  const path = await pathOf(tx, list.territory_id);
  for (const { pack } of await packsInForce(tx, on)) {
    const at = `${list.pack_id}:${here}`;
    if (!pack.priorities.some((each) => each.at === at)) continue;
    const territory = await packTerritory(tx, pack.territory.code);
    if (territory && path.startsWith(territory.path)) found.push({ pack, at });
  }
  return found.map(({ pack, at }) => ({
    pack,
    at,
    needs: pack.priorities
      .filter((each) => each.at === at)
      .flatMap(({ condition }) => needsOf(condition).filter((need): need is FactKey => Object.hasOwn(FACTS, need))),
  }));
}

import type { Identity, Pack } from './pack.ts';

/**
 * The pack of a territory that holds for a kind of carrier on a day; the one that began last, where several do.
 *
 * @param zone a functional zone inside the division, by name; null asks for the division's own pack
 */
export function packInForce(
  packs: readonly Pack[],
  territoryCode: string,
  carrierKind: Identity['carrierKinds'][number],
  mode: Identity['mode'],
  onDate: string,
  zone: string | null = null,
): Pack | null {
  const holding = packs.filter(
    (pack) =>
      pack.territory.code === territoryCode &&
      (pack.territory.zone ?? null) === zone &&
      pack.carrierKinds.includes(carrierKind) &&
      pack.mode === mode &&
      pack.inForce.from <= onDate &&
      (pack.inForce.until === null || onDate <= pack.inForce.until),
  );
  return holding.sort((a, b) => (a.inForce.from < b.inForce.from ? 1 : -1))[0] ?? null;
}

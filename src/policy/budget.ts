import { computeAmount } from './amount.ts';
import type { Pack } from './pack.ts';
import type { Subject } from './simulate.ts';

/** What one amount of a pack costs for a population; those for whom it cannot be computed are counted apart. */
export interface BudgetLine {
  readonly amount: string;
  readonly cites: string;
  readonly says: string;
  readonly entitled: number;
  readonly unknown: number;
  /** Whole fen, of those entitled. */
  readonly fen: number;
  /** Whole fen, least and most, of those for whom a person sets the amount within a range. */
  readonly range: { readonly from: number; readonly to: number } | null;
  /** What was missing: fact keys, `parameter:<name>`, `grade`, `chosen`. */
  readonly missing: readonly string[];
}

/** @param entitled those who may claim: who meets the conditions of the pack */
export function budget(pack: Pack, entitled: readonly Subject[], onDate: string): BudgetLine[] {
  return pack.amounts.map(({ id, cites, says }) => {
    const line = { entitled: 0, unknown: 0, fen: 0, from: 0, to: 0 };
    let isRange = false;
    const missing = new Set<string>();
    for (const { facts } of entitled) {
      const computed = computeAmount(pack, id, { facts }, onDate);
      if (computed.state === 'notEntitled') continue;
      if (computed.fen !== null) {
        line.entitled++;
        line.fen += computed.fen;
      } else if (computed.range && computed.missing.every((one) => one === 'chosen')) {
        isRange = true;
        line.entitled++;
        line.from += computed.range.from;
        line.to += computed.range.to;
      } else {
        line.unknown++;
        for (const one of computed.missing) missing.add(one);
      }
    }
    const { from, to, ...counted } = line;
    return { amount: id, cites, says, ...counted, range: isRange ? { from, to } : null, missing: [...missing] };
  });
}

import type { ParameterValues } from './compile.ts';
import type { Pack } from './pack.ts';
import { figureOf, parametersOn } from './score.ts';

export interface Places {
  /** 0.08; null while the document leaves it open. */
  readonly share: number | null;
  readonly places: number | null;
  readonly cites: string;
  readonly missing: readonly string[];
}

/**
 * How many may be put forward under a quota.
 *
 * @param count what the document counts, as the number of spaces in last year's returns
 */
export function quotaPlaces(pack: Pack, id: string, count: number, onDate: string): Places {
  const quota = pack.quotas.find((each) => each.id === id);
  if (!quota) throw new RangeError(`no quota ${id} in ${pack.id}`);
  const parameters: ParameterValues = parametersOn(pack, onDate);
  const share = figureOf(quota.share, parameters);
  if (share === undefined)
    return { share: null, places: null, cites: quota.cites, missing: [`parameter:${quota.share}`] };
  // The tail of a binary fraction is no part of a place.
  const exact = Math.round(share * count * 1e9) / 1e9;
  const round = { down: Math.floor, up: Math.ceil, nearest: Math.round }[quota.rounding];
  return { share, places: round(exact), cites: quota.cites, missing: [] };
}

import type { KeptRecord, Kind } from './records.ts';

/** What a new entry begins with: the fields its kind carries over from the last one; undefined: there is none. */
export function carriedOver(
  { carriesOver }: Pick<Kind, 'carriesOver'>,
  last: KeptRecord['values'] | undefined,
): KeptRecord['values'] | undefined {
  return last && Object.fromEntries(carriesOver.map((field) => [field, last[field] ?? null]));
}

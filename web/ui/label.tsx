import { useLabel } from '../lib/words.ts';

/** The label of a row of a table that has both languages. */
export function Label({ of: row }: { of: { zh: string; en: string } | undefined }) {
  return <>{useLabel()(row, '—')}</>;
}

import type { FactKey } from '../../facts/vocabulary.ts';
import type { FactValue } from '../../kernel/fact.ts';
import { type FieldRefusal, Refusal } from '../../kernel/refusal.ts';
import { checkSpot, type Visitor } from '../siteVisits/siteVisit.ts';

/** What was found on the spot of one figure. */
export const FOUND = {
  agrees: { zh: '现场相符', en: 'As stated' },
  differs: { zh: '现场不符', en: 'Not as stated' },
  notSeen: { zh: '未能查看', en: 'Could not be seen' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type Found = keyof typeof FOUND;

export interface FoundFigure {
  readonly fact: FactKey;
  /** null: not looked at yet. */
  readonly outcome: Found | null;
  /** What was found where it differs; null: it could not be counted, as `says` tells. */
  readonly found: FactValue | null;
  readonly says: string;
}
export interface SampleRecord {
  readonly visitedOn: string | null;
  readonly place: string | null;
  readonly people: readonly Visitor[];
  readonly figures: readonly FoundFigure[];
  readonly summary: string | null;
}

/** What is missing before the record may be submitted: every figure was looked at, and what is not as stated is told. */
export function checkSample(record: SampleRecord, facts: readonly FactKey[], today: string): void {
  const fields: FieldRefusal[] = checkSpot(record, today, '核查');
  for (const fact of facts) {
    const at = record.figures.findIndex((one) => one.fact === fact);
    const seen = record.figures[at];
    if (!seen || seen.outcome === null)
      fields.push({
        path: seen ? `figures.${at}.outcome` : `figures.${fact}`,
        code: 'required',
        message: '请记录该项数据的现场情况',
      });
    else if (seen.outcome !== 'agrees' && !seen.says.trim())
      fields.push({ path: `figures.${at}.says`, code: 'required', message: '现场不符或未能查看的，请说明情况' });
  }
  if (fields.length > 0) throw new Refusal('input.invalid', {}, fields);
}

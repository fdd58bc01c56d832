import { type FieldRefusal, Refusal } from '../../kernel/refusal.ts';

export const SITE_VISIT_STATES = {
  draft: { zh: '记录中', en: 'Being recorded' },
  submitted: { zh: '已提交', en: 'Submitted' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type SiteVisitState = keyof typeof SITE_VISIT_STATES;

/** In place of a pass: the visit of one drawn for a check stands outside the steps. */
export const DRAWN = 0;

/** What was seen on the spot of one requirement of the pack. */
export const SEEN = {
  met: { zh: '现场相符', en: 'As stated' },
  unmet: { zh: '现场不符', en: 'Not as stated' },
  notSeen: { zh: '未能查看', en: 'Could not be seen' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type Seen = keyof typeof SEEN;

export interface Visitor {
  readonly name: string;
  readonly organisation: string;
  readonly duty: string;
}
export interface VisitFinding {
  readonly requirement: string;
  readonly outcome: Seen;
  readonly says: string;
}
export interface VisitRecord {
  readonly visitedOn: string | null;
  readonly place: string | null;
  readonly people: readonly Visitor[];
  readonly findings: readonly VisitFinding[];
  readonly summary: string | null;
}

/** When, where, by whom, and what came of it; at least two people go (行政执法不少于两人). */
export function checkSpot(
  record: Pick<VisitRecord, 'visitedOn' | 'place' | 'people' | 'summary'>,
  today: string,
  deed: '考察' | '核查',
): FieldRefusal[] {
  const fields: FieldRefusal[] = [];
  const refuse = (path: string, code: string, message: string) => fields.push({ path, code, message });
  if (record.visitedOn === null) refuse('visitedOn', 'required', `请填写${deed}日期`);
  else if (record.visitedOn > today) refuse('visitedOn', 'day.future', `${deed}日期不能晚于今天`);
  if (!record.place?.trim()) refuse('place', 'required', `请填写${deed}地点`);
  if (record.people.length < 2) refuse('people', 'too-few', `${deed}人员不得少于两人`);
  if (!record.summary?.trim()) refuse('summary', 'required', `请填写${deed}结论`);
  return fields;
}

/** What is missing before the record may be submitted. */
export function checkRecord(record: VisitRecord, requirements: readonly string[], today: string): void {
  const fields = checkSpot(record, today, '考察');
  const refuse = (path: string, code: string, message: string) => fields.push({ path, code, message });
  const seen = new Set(record.findings.map(({ requirement }) => requirement));
  for (const id of requirements) {
    if (!seen.has(id)) refuse(`findings.${id}`, 'required', '请记录该项条件的现场情况');
  }
  for (const finding of record.findings) {
    if (finding.outcome !== 'met' && !finding.says.trim())
      refuse(`findings.${finding.requirement}.says`, 'required', '现场不符或未能查看的，请说明情况');
  }
  if (fields.length > 0) throw new Refusal('input.invalid', {}, fields);
}

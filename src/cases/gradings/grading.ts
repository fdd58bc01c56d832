import type { FactValues } from '../../kernel/fact.ts';
import { type FieldRefusal, Refusal } from '../../kernel/refusal.ts';
import { type Graded, gradeAll } from '../../policy/grade.ts';
import type { Pack } from '../../policy/pack.ts';
import { type Score, schemeOf, score } from '../../policy/score.ts';
import { type Settled, settled } from '../../policy/settle.ts';

/** `isOpen`: exceptions may still be written. */
export const GRADING_STATES = {
  draft: { zh: '评定中', en: 'Being graded', isOpen: true },
  proposed: { zh: '待审定', en: 'Waiting for approval', isOpen: false },
  signed: { zh: '已审定', en: 'Approved', isOpen: false },
} as const satisfies Record<string, { zh: string; en: string; isOpen: boolean }>;
export type GradingState = keyof typeof GRADING_STATES;

/** Why a grade is not the one the points alone would give. */
export const BECAUSE = {
  absent: { zh: '未参加评价', en: 'Did not take part' },
  veto: { zh: '一票否决', en: 'A veto struck' },
  bar: { zh: '有不得评为更高等次的情形', en: 'A bar on better grades' },
  share: { zh: '名额已满', en: 'No place left in the share' },
  direct: { zh: '直接取得此等次', en: 'Given without a score' },
  unknown: { zh: '数据不全，尚不能评定', en: 'Something is not known' },
} as const satisfies Record<string, { zh: string; en: string }>;

export interface Member {
  readonly carrierId: string;
  /** null: nobody could hand anything in for it. */
  readonly caseId: string | null;
  readonly participated: boolean;
  readonly facts: FactValues;
  /** Points of the experts, by indicator. */
  readonly given: Readonly<Record<string, number>>;
}
/** All that a round's grades rest on; nothing else is looked at. */
export interface Inputs {
  readonly packHash: string;
  readonly scheme: string;
  /** The law is read as of this day. */
  readonly on: string;
  readonly parameters: Settled;
  readonly members: readonly Member[];
}
export interface Result extends Omit<Graded, 'id'>, Omit<Score, 'applies'> {
  readonly carrierId: string;
  readonly caseId: string | null;
  readonly participated: boolean;
}

/**
 * Scores and grades a whole round. Pure, so that a sealed round computes again to the last byte. Members whom the scheme
 * is not for are left out.
 */
export function computeRound(pack: Pack, inputs: Inputs): Result[] {
  const held = settled(pack, inputs.parameters);
  const scored = inputs.members
    .map((member) => ({ member, score: score(held, inputs.scheme, member.facts, member.given, inputs.on) }))
    .filter(({ score }) => score.applies !== 'unmet');
  const graded = gradeAll(
    held,
    inputs.scheme,
    scored.map(({ member, score }) => ({ ...member, ...score, id: member.carrierId })),
    inputs.on,
  );
  const hasGrades = schemeOf(pack, inputs.scheme).grades.length > 0;
  return scored.map(({ member, score: { applies: _, ...score } }, index) => {
    const { id: _id, ...grade } = graded[index] as Graded;
    // A document without grades leaves nobody's grade open.
    const because = !hasGrades && grade.because === 'unknown' && score.points !== null ? null : grade.because;
    const { carrierId, caseId, participated } = member;
    return { carrierId, caseId, participated, ...score, ...grade, because };
  });
}

/** One row of what is released. */
export interface Released {
  readonly carrierId: string;
  readonly caseId: string | null;
  readonly participated: boolean;
  readonly points: number | null;
  readonly place: number | null;
  readonly grade: string | null;
  readonly label: string | null;
  readonly because: string | null;
  readonly exception: string | null;
}

/** What is released of a whole round: who took part has the grade that was announced last, who did not that of the absent. */
export function releasedFrom(
  results: readonly Result[],
  labelOf: (grade: string | null) => string,
  announced: ReadonlyMap<string, { readonly grade: string | null }>,
  /** Of the exceptions in force, by case. */
  reasons: ReadonlyMap<string, string>,
): Released[] {
  return results.map(({ carrierId, caseId, participated, points, rank: place, because, grade: computed }) => {
    const grade = participated && caseId ? (announced.get(caseId)?.grade ?? null) : computed;
    const label = participated ? labelOf(grade) : `未参加${grade === null ? '' : `(按${labelOf(grade)}计)`}`;
    const exception = (caseId !== null && reasons.get(caseId)) || null;
    return { carrierId, caseId, participated, points, place, grade, label, because, exception };
  });
}

/** A grade other than the computed one, with its reason. */
export interface Exception {
  readonly caseId: string;
  readonly grade: string;
  readonly reason: string;
}
export interface Line {
  readonly caseId: string;
  readonly number: string;
  /** Stands in this sitting; otherwise its grade was announced by an earlier one. */
  readonly isHere: boolean;
  readonly announced: string | null;
  readonly computed: Pick<Result, 'grade' | 'because'> | null;
}

/** The grade a line ends with: what the sitting decided, what was announced, what was computed. */
export function gradeOf(line: Line, exceptions: readonly Exception[]): string | null {
  const exception = exceptions.find(({ caseId }) => caseId === line.caseId);
  return exception?.grade ?? (line.isHere ? (line.computed?.grade ?? null) : line.announced);
}

/** What keeps a sitting from being put forward: a grade that is not known, or one announced that no longer holds. */
export function checkComplete(lines: readonly Line[], exceptions: readonly Exception[], hasGrades: boolean): void {
  const fields: FieldRefusal[] = [];
  for (const line of lines) {
    const path = `lines.${line.caseId}`;
    const written = exceptions.some(({ caseId }) => caseId === line.caseId);
    if (line.isHere && !written && (hasGrades ? line.computed?.grade == null : line.computed?.because === 'unknown'))
      fields.push({ path, code: 'unknown', message: `${line.number} 数据不全，请补齐，或书面说明后评定` });
    if (!line.isHere && !written && line.announced !== null && line.announced !== (line.computed?.grade ?? null))
      fields.push({ path, code: 'moved', message: `${line.number} 重新计算后等次有变，须书面说明` });
  }
  if (fields.length > 0) throw new Refusal('grading.incomplete', {}, fields);
}

import { Refusal } from '../../kernel/refusal.ts';

/** How a rectification ended. */
export const RECTIFICATION_OUTCOMES = {
  accepted: { zh: '整改通过', en: 'Accepted' },
  failed: { zh: '未完成整改', en: 'Failed' },
  kept: { zh: '不取消资格，结案', en: 'Closed without revocation' },
  overturned: { zh: '原决定已撤销', en: 'Overturned' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type RectificationOutcome = keyof typeof RECTIFICATION_OUTCOMES;

/** One thing to be put right. */
export interface Finding {
  readonly id: string;
  readonly cites: string;
  /** What was found. */
  readonly says: string;
  /** What must be put right. */
  readonly must: string;
  /** What the operator did about it. */
  readonly answer: string | null;
  readonly verdict: 'met' | 'unmet' | null;
  readonly opinion: string | null;
}

export const newFinding = (index: number, of: { cites: string; says: string; must: string }): Finding => ({
  id: `f${index + 1}`,
  ...of,
  answer: null,
  verdict: null,
  opinion: null,
});

export type Judgement = 'accepted' | 'extended' | 'failed';

/** Refuses at the field what the verdicts do not bear out. */
export function checkJudgement(
  findings: readonly Finding[],
  given: {
    outcome: Judgement;
    verdicts: readonly { id: string; verdict: 'met' | 'unmet'; opinion: string }[];
    days: number | null;
    reason: string | null;
  },
): void {
  const fields: { path: string; code: string; message: string }[] = [];
  findings.forEach(({ id }) => {
    if (!given.verdicts.some((one) => one.id === id))
      fields.push({ path: 'verdicts', code: 'required', message: '请逐项给出验收结论' });
  });
  const unmet = given.verdicts.filter(({ verdict }) => verdict === 'unmet');
  if (given.outcome === 'accepted' && unmet.length > 0)
    fields.push({ path: 'outcome', code: 'verdict', message: '有未整改到位的事项，不能通过' });
  if (given.outcome !== 'accepted' && unmet.length === 0)
    fields.push({ path: 'outcome', code: 'verdict', message: '各项均已整改到位，应当通过' });
  unmet.forEach(({ id, opinion }) => {
    const index = given.verdicts.findIndex((one) => one.id === id);
    if (opinion.trim() === '')
      fields.push({ path: `verdicts.${index}.opinion`, code: 'required', message: '请写明未到位之处' });
  });
  if (given.outcome === 'extended') {
    if (!given.days) fields.push({ path: 'days', code: 'required', message: '请填写延长的工作日数' });
    if (!given.reason) fields.push({ path: 'reason', code: 'required', message: '请写明延期理由' });
  }
  if (fields.length > 0) throw new Refusal('input.invalid', {}, fields);
}

import { type FieldRefusal, Refusal } from '../../kernel/refusal.ts';
import type { Pack } from '../../policy/pack.ts';
import type { Procedure } from '../../policy/procedure.ts';
import { figureOf, parametersOn, schemeOf } from '../../policy/score.ts';
import { openParameters, type Settled, settled } from '../../policy/settle.ts';
import {
  CARRIER_CLASSES,
  type CarrierClass,
  SERVICE_MODELS,
  type ServiceModel,
} from '../../records/carriers/carrier.ts';
import { DRAWN } from '../siteVisits/siteVisit.ts';

export const hasExperts = ({ steps }: Procedure) => steps.some(({ kind }) => kind === 'expertReview');

/** 长沙市、专业型、创客孵化型: whose units take part. */
export const shareInWords = (of: { territoryName: string; class: CarrierClass | null; serviceModel: string | null }) =>
  [
    of.territoryName,
    of.class && CARRIER_CLASSES[of.class].zh,
    of.serviceModel && SERVICE_MODELS[of.serviceModel as ServiceModel].zh,
  ]
    .filter(Boolean)
    .join('、');

/** How units are chosen for a visit. */
export const SAMPLING = {
  random: { zh: '随机抽取', en: 'At random' },
  risk: { zh: '按风险抽取', en: 'By risk' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type SamplingMethod = keyof typeof SAMPLING;

/** Where a member stands. `where` is SQL over the member `m`, its case `c` and the round `r`; `$1` the round, `$2` now. */
export const STANDINGS = {
  members: { zh: '应参加', en: 'Must take part', where: 'true' },
  waiting: { zh: '未提交', en: 'Not handed in', where: `c.state = 'draft'` },
  overdue: {
    zh: '逾期未交',
    en: 'Overdue',
    where: `c.state = 'draft' and r.closes_at <= $2 and coalesce(m.late_until, $2) <= $2`,
  },
  submitted: { zh: '已提交', en: 'Handed in', where: 'c.submitted_at is not null' },
  late: { zh: '逾期提交', en: 'Handed in late', where: 'c.submitted_at >= r.closes_at' },
  drawn: {
    zh: '抽中核查',
    en: 'Drawn for a visit',
    where: 'exists (select 1 from evaluation_sample s where s.round_id = m.round_id and s.carrier_id = m.carrier_id)',
  },
  visited: {
    zh: '已现场核查',
    en: 'Visited',
    where: `exists (select 1 from site_visit v where v.case_id = c.id and v.pass = ${DRAWN} and v.state = 'submitted')`,
  },
  checked: {
    zh: '已核对',
    en: 'Checked',
    where: `exists (select 1 from case_step s where s.case_id = c.id and s.kind = 'review' and s.outcome = 'agreed')`,
  },
  scored: {
    zh: '已评分',
    en: 'Scored',
    where: 'exists (select 1 from review_panel p where p.case_id = c.id and p.finished_at is not null)',
  },
  graded: {
    zh: '已评定',
    en: 'Graded',
    where: `exists (select 1 from grading_line l where l.case_id = c.id and l.label is not null)`,
  },
  disputed: { zh: '有异议', en: 'Disputed', where: 'exists (select 1 from objection o where o.case_id = c.id)' },
  // Also one whose supplement lapsed, or whose figures nobody could check.
  absent: { zh: '未参加', en: 'Absent', where: `(m.absent_at is not null or c.result = 'lapsed')` },
  nobody: { zh: '没有运营机构', en: 'Nobody runs it', where: 'm.case_id is null' },
} as const satisfies Record<string, { zh: string; en: string; where: string }>;
export type MemberStanding = keyof typeof STANDINGS;

/**
 * The parameters that a round leaves to the authority: those that its scheme names, without which there are no grades,
 * and those of the amounts that follow from grades.
 */
export function openFor(pack: Pack, schemeId: string): { name: string; forGrades: boolean }[] {
  const scheme = schemeOf(pack, schemeId);
  const amounts = pack.amounts.filter(({ id }) => scheme.consequences.some(({ amount }) => amount === id));
  const [inScheme, inAmounts] = [JSON.stringify(scheme), JSON.stringify(amounts)];
  const names = (text: string, name: string) => new RegExp(`\\b${name}\\b`).test(text);
  return openParameters(pack).flatMap((name) => {
    const forGrades = names(inScheme, name);
    return forGrades || names(inAmounts, name) ? [{ name, forGrades }] : [];
  });
}

/** Weights add up to the total, grades fall: what the pack's own figures were proved for holds for those set by the authority. */
export function checkSettled(pack: Pack, schemeId: string, values: Settled, on: string): void {
  const held = settled(pack, values);
  const scheme = schemeOf(held, schemeId);
  const parameters = parametersOn(held, on);
  const fields: FieldRefusal[] = [];
  for (const [name, value] of Object.entries(values)) {
    const unit = pack.parameters[name]?.unit;
    if (!Number.isFinite(value) || value < 0 || value > 1_000_000)
      fields.push({ path: `values.${name}`, code: 'range', message: '应为不小于0的数' });
    else if (unit === '比例' && value > 1)
      fields.push({ path: `values.${name}`, code: 'range', message: '比例应在0至1之间' });
    else if (unit === '次' && !(Number.isInteger(value) && value >= 1))
      fields.push({ path: `values.${name}`, code: 'range', message: '应为不小于1的整数' });
  }
  const maxima = scheme.indicators
    .filter(({ kind }) => kind === 'points')
    .map(({ max }) => (max === undefined ? undefined : figureOf(max, parameters)));
  const total = figureOf(scheme.total, parameters);
  const sum = maxima.reduce<number | undefined>((a, b) => (a === undefined || b === undefined ? undefined : a + b), 0);
  if (sum !== undefined && total !== undefined && Math.abs(sum - total) > 1e-9)
    fields.push({
      path: typeof scheme.total === 'string' ? `values.${scheme.total}` : 'values',
      code: 'sum',
      message: `各指标分值之和为${sum}，不是${total}`,
    });
  let above = Number.POSITIVE_INFINITY;
  for (const { atLeast, zh } of scheme.grades) {
    const least = atLeast === undefined ? undefined : figureOf(atLeast, parameters);
    if (least === undefined) continue;
    if (least >= above)
      fields.push({
        path: typeof atLeast === 'string' ? `values.${atLeast}` : 'values',
        code: 'order',
        message: `${zh}的分数线应低于上一等次`,
      });
    above = least;
  }
  if (fields.length > 0) throw new Refusal('input.invalid', {}, fields);
}

import type { Purpose } from '../../../src/policy/procedure.ts';

const APPLICATION = { form: '申报书', submit: '提交申报' };
/** What the applicant fills in and hands in, by what the case is for. */
const WORDS: Partial<Record<Purpose, typeof APPLICATION>> = {
  evaluation: { form: '自评', submit: '提交自评' },
  appeal: { form: '申诉书', submit: '提交申诉' },
  entitlement: { form: '申请表', submit: '提交申请' },
  repair: { form: '修复申请', submit: '提交修复申请' },
};
export const formWords = (purpose: Purpose) => WORDS[purpose] ?? APPLICATION;

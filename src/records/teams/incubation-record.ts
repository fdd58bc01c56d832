import type { Day } from '../../kernel/day.ts';
import type { RecordKind } from '../keeping/kind.ts';

/** 项目发现、团队构建、投资对接、商业加速、后续支撑 (钦州 二(一)). The order is the chain's. */
export const STAGES = [
  { code: 'discovery', zh: '项目发现', en: 'Discovery' },
  { code: 'team', zh: '团队构建', en: 'Team building' },
  { code: 'investment', zh: '投资对接', en: 'Investment' },
  { code: 'acceleration', zh: '商业加速', en: 'Acceleration' },
  { code: 'followUp', zh: '后续支撑', en: 'Follow-up' },
] as const;
export type Stage = (typeof STAGES)[number]['code'];

export const INCUBATION_STAGE = {
  code: 'incubation_stage',
  about: 'team',
  zh: '孵化阶段',
  en: 'Stage of incubation',
  group: 'chain',
  when: 'period',
  startZh: '进入日期',
  endZh: '结束日期',
  title: ['stage'],
  hint: '同一时间只在一个阶段；进入和转入在“基本情况”的“孵化阶段”里办理，对照本载体的阶段标准',
  byDeed: true,
  fields: {
    stage: { type: 'option', zh: '阶段', en: 'Stage', required: true, options: STAGES },
    ownerId: { type: 'reference', refersTo: 'staff', anyCarrier: true, zh: '服务负责人', en: 'Owner' },
    services: { type: 'longText', zh: '为其安排的服务', en: 'Services planned for it' },
    basis: { type: 'longText', zh: '转入依据', en: 'On what it went on' },
  },
} as const satisfies RecordKind;

/** What a team means to reach, and by when; its state follows from the days. */
export const TEAM_GOAL = {
  code: 'team_goal',
  about: 'team',
  zh: '阶段目标',
  en: 'Goals',
  group: 'chain',
  when: 'moment',
  startZh: '设定日期',
  title: ['title'],
  hint: '先设定目标和计划完成日期；完成后用“更正”填写完成日期，过期未完成的显示为逾期',
  fields: {
    title: { type: 'text', zh: '目标', en: 'Goal', required: true },
    dueOn: { type: 'date', zh: '计划完成', en: 'Due', required: true },
    reachedOn: { type: 'date', zh: '完成日期', en: 'Reached on', hint: '尚未完成的不填' },
    evidence: { type: 'longText', zh: '完成情况', en: 'How it was reached' },
  },
} as const satisfies RecordKind;

/** How a goal stands on a day. */
export const GOAL_STATES = {
  open: { zh: '进行中', en: 'Under way', tone: 'note' },
  reached: { zh: '已达成', en: 'Reached', tone: 'ok' },
  reachedLate: { zh: '逾期达成', en: 'Reached late', tone: 'warn' },
  overdue: { zh: '已逾期', en: 'Overdue', tone: 'bad' },
} as const;
export function goalState(
  { dueOn, reachedOn }: { dueOn: Day; reachedOn: Day | null },
  on: Day,
): keyof typeof GOAL_STATES {
  if (reachedOn !== null && reachedOn <= on) return reachedOn <= dueOn ? 'reached' : 'reachedLate';
  return dueOn < on ? 'overdue' : 'open';
}

export const TEAM_REPORT = {
  code: 'team_report',
  about: 'team',
  carriesOver: ['progress', 'problems', 'needs', 'people'],
  zh: '月度报告',
  en: 'Monthly reports',
  group: 'chain',
  when: 'moment',
  startZh: '填报日期',
  title: ['month'],
  hint: '简短填写；上月内容自动带出，改动即可',
  fields: {
    month: { type: 'text', zh: '月份', en: 'Month', required: true, hint: '如 2026-11' },
    progress: { type: 'longText', zh: '进展', en: 'Progress', required: true },
    problems: { type: 'longText', zh: '困难', en: 'Problems' },
    needs: { type: 'longText', zh: '需要的帮助', en: 'Needs' },
    people: { type: 'count', zh: '现有人数', en: 'People', unit: '人' },
    revenueFen: { type: 'money', zh: '本月收入', en: 'Revenue of the month', unit: '元' },
  },
} as const satisfies RecordKind;

export const DIAGNOSIS = {
  code: 'diagnosis',
  about: 'team',
  zh: '诊断',
  en: 'Diagnoses',
  group: 'chain',
  when: 'moment',
  startZh: '诊断日期',
  title: ['byWhom'],
  hint: '市场、产品、人员、资金各1至5分',
  fields: {
    byWhom: { type: 'text', zh: '诊断人', en: 'By' },
    market: { type: 'count', zh: '市场', en: 'Market', unit: '分' },
    product: { type: 'count', zh: '产品', en: 'Product', unit: '分' },
    people: { type: 'count', zh: '人员', en: 'People', unit: '分' },
    finance: { type: 'count', zh: '资金', en: 'Finance', unit: '分' },
    advice: { type: 'longText', zh: '建议', en: 'Advice', required: true },
    doneOn: { type: 'date', zh: '落实日期', en: 'Done on', hint: '尚未落实的不填；落实后用“更正”补填' },
    outcome: { type: 'longText', zh: '落实情况', en: 'What was done' },
  },
} as const satisfies RecordKind;

/** 再教育、再就业、再创业 (河东 四(三)1). */
export const RESTART_OFFER = {
  code: 'restart_offer',
  about: 'team',
  zh: '受挫帮扶',
  en: 'Offers after a failure',
  group: 'chain',
  when: 'moment',
  startZh: '提出日期',
  title: ['kind'],
  hint: '创业终止的团队，向其提出再教育、再就业或再创业的帮扶，并记下结果',
  fields: {
    kind: {
      type: 'option',
      zh: '类型',
      en: 'Kind',
      required: true,
      options: [
        { code: 'retraining', zh: '再教育', en: 'Retraining' },
        { code: 'reemployment', zh: '再就业', en: 'Employment' },
        { code: 'restart', zh: '再创业', en: 'A new start' },
      ],
    },
    content: { type: 'longText', zh: '内容', en: 'Content', required: true },
    accepted: { type: 'flag', zh: '是否接受', en: 'Accepted', hint: '尚未答复的不填' },
    outcome: { type: 'longText', zh: '结果', en: 'Outcome' },
  },
} as const satisfies RecordKind;

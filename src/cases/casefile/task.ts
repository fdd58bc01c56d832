import type { Actor, Role } from '../../kernel/actor.ts';
import type { StepKind } from '../../policy/procedure.ts';

/** `holds`: the step is not finished while one of these is pending. */
export const TASK_KINDS = {
  main: { zh: '办理', en: 'To handle', holds: true },
  addSign: { zh: '加签', en: 'Added signature', holds: true },
  delegated: { zh: '受托办理', en: 'On behalf', holds: true },
  supplement: { zh: '补正', en: 'Supplement', holds: true },
  draft: { zh: '拟稿', en: 'To draft', holds: true },
  visit: { zh: '抽查核查', en: 'To visit, as drawn', holds: false },
  cc: { zh: '抄送', en: 'Copy', holds: false },
} as const satisfies Record<string, { zh: string; en: string; holds: boolean }>;
export type TaskKind = keyof typeof TASK_KINDS;
/** The kinds that hold. */
export const HOLDING = (Object.keys(TASK_KINDS) as TaskKind[]).filter((kind) => TASK_KINDS[kind].holds);

export const TASK_STATES = {
  open: { zh: '待办', en: 'Open', isPending: true },
  waiting: { zh: '等待他人', en: 'Waiting for others', isPending: true },
  done: { zh: '已办', en: 'Done', isPending: false },
  ended: { zh: '已终止', en: 'Overtaken', isPending: false },
} as const satisfies Record<string, { zh: string; en: string; isPending: boolean }>;
export type TaskState = keyof typeof TASK_STATES;

interface VerbRow {
  readonly zh: string;
  readonly en: string;
  /** Kinds of task it is used on; none: it is a deed of the case or of a step's own feature. */
  readonly on: readonly TaskKind[];
  /** Kinds of step it is used in. */
  readonly steps: readonly StepKind[] | 'all';
  /** An opinion must be given. */
  readonly reason: boolean;
  /** Decides something, so it waits while a supplement request is out. */
  readonly decides: boolean;
  /** Known to the applicant as well, though a task of a body. */
  readonly told: boolean;
  /** What it needs besides an opinion. */
  readonly asks: 'nothing' | 'step' | 'person' | 'people' | 'signer';
}
const verb = (zh: string, en: string, row: Partial<VerbRow> = {}): VerbRow => ({
  zh,
  en,
  on: [],
  steps: 'all',
  reason: false,
  decides: false,
  told: false,
  asks: 'nothing',
  ...row,
});
const signers = ['main', 'addSign', 'delegated'] as const;
const decided = ['review', 'decision'] as const;

/** Everything that can happen to a case, each leaving one `case_event`. */
export const VERBS = {
  agree: verb('同意', 'Agree', { on: signers, steps: ['review'], decides: true }),
  disagree: verb('不同意', 'Disagree', { on: signers, steps: ['review'], decides: true, reason: true }),
  returnPrevious: verb('退回上一步', 'Return one step', { on: ['main'], steps: decided, decides: true, reason: true }),
  returnTo: verb('退回指定环节', 'Return to a step', {
    on: ['main'],
    steps: decided,
    decides: true,
    reason: true,
    asks: 'step',
  }),
  returnToStarter: verb('退回发起人', 'Return to the applicant', {
    on: ['main'],
    steps: decided,
    decides: true,
    reason: true,
  }),
  addSign: verb('加签', 'Add signers', { on: ['main'], steps: ['review'], asks: 'people' }),
  removeSign: verb('减签', 'Remove a signer', { on: signers, steps: ['review'], asks: 'signer' }),
  transfer: verb('转办', 'Hand over', {
    on: signers,
    steps: [
      'review',
      'siteVisit',
      'shortlist',
      'grading',
      'publicNotice',
      'decision',
      'release',
      'award',
      'investigation',
      'hearing',
      'rectificationOrder',
      'acceptance',
    ],
    asks: 'person',
  }),
  delegate: verb('委托', 'Delegate', { on: signers, steps: ['review'], asks: 'person' }),
  withdraw: verb('撤回', 'Take back', { on: signers }),
  urge: verb('催办', 'Urge', { on: ['main', 'addSign', 'delegated', 'supplement'] }),
  copy: verb('抄送', 'Copy to', { on: ['main', 'addSign'], asks: 'people' }),
  read: verb('已阅', 'Read', { on: ['cc'] }),
  open: verb('发起', 'Open'),
  submit: verb('提交', 'Submit'),
  ask: verb('要求补正', 'Ask for a supplement', { on: ['main'], decides: true }),
  answer: verb('答复补正', 'Answer the supplement request', { on: ['supplement'] }),
  takeBack: verb('撤销补正要求', 'Take the request back'),
  lapse: verb('逾期未补正', 'Lapse'),
  judge: verb('判定', 'Judge'),
  void: verb('作废', 'Void', { reason: true }),
  advance: verb('进入下一环节', 'Advance'),
  assign: verb('分配专家', 'Assign experts'),
  review: verb('评审', 'Review'),
  recuse: verb('回避', 'Recuse', { reason: true }),
  reexamine: verb('重新审查', 'Re-examine', { reason: true }),
  settleInterest: verb('处理应当回避的专家', 'Deal with an expert’s interest'),
  recordVisit: verb('记录考察', 'Record the visit'),
  shortlist: verb('拟定名单', 'Shortlist'),
  grade: verb('评定等次', 'Grade'),
  release: verb('发布结果', 'Release the result'),
  publish: verb('公示', 'Publish'),
  object: verb('异议', 'Objection'),
  draft: verb('拟稿', 'Draft'),
  sign: verb('签发', 'Sign'),
  award: verb('授牌', 'Award'),
  serve: verb('告知', 'Serve the notice', { told: true }),
  drop: verb('撤案', 'Drop'),
  state: verb('陈述申辩', 'State one’s side', { told: true }),
  hear: verb('听证', 'Hear', { told: true }),
  order: verb('下达整改', 'Order to rectify', { told: true }),
  report: verb('报告整改', 'Report what was put right', { told: true }),
  accept: verb('通过验收', 'Accept', { told: true }),
  extend: verb('延长整改', 'Extend', { told: true }),
  fail: verb('未通过验收', 'Not accept', { told: true }),
} as const satisfies Record<string, VerbRow>;
export type Verb = keyof typeof VERBS;
/** Used on a task by its assignee: `POST /api/tasks/:taskId/verbs/:verb`. */
export const TASK_VERBS = [
  'agree',
  'disagree',
  'returnPrevious',
  'returnTo',
  'returnToStarter',
  'addSign',
  'removeSign',
  'transfer',
  'delegate',
  'withdraw',
  'urge',
  'copy',
  'read',
] as const satisfies readonly Verb[];
export type TaskVerb = (typeof TASK_VERBS)[number];
export const verbRow = (name: Verb): VerbRow => VERBS[name];

/** Whom a task is for: a person, or whoever holds the role in the organisation. */
export interface Assignee {
  readonly organisationId: string | null;
  readonly role: Role;
  readonly personId: string | null;
}

export interface Task extends Assignee {
  readonly id: string;
  readonly pass: number;
  readonly step: string;
  readonly kind: TaskKind;
  readonly state: TaskState;
  /** The task it was added to or delegated from. */
  readonly parentId: string | null;
  readonly place: 'before' | 'after' | null;
  readonly verb: Verb | null;
  readonly opinion: string | null;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  /** The task whose decision ended this one; taking that decision back restores `endedFrom`. */
  readonly endedBy: string | null;
  readonly endedFrom: 'open' | 'waiting' | null;
  readonly urgedAt: string | null;
  readonly createdAt: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export const isPending = (task: Task) => TASK_STATES[task.state].isPending;
/** Keeps its step from being finished. */
export const holds = (task: Task) => isPending(task) && TASK_KINDS[task.kind].holds;
/** Belongs to the case, whatever step it stands at; it ends when the case does. */
export const isOfCase = ({ kind }: Task) => kind === 'visit';

/** Whether the task is this actor's, as the person named or as holder of the role. */
export function isFor(task: Assignee, actor: Actor): boolean {
  if (actor.personId === null) return false;
  if (task.personId !== null && task.personId !== actor.personId) return false;
  if (task.organisationId !== null && task.organisationId !== actor.organisationId) return false;
  return task.personId !== null || actor.roles.includes(task.role);
}

/** Each step kind's tasks go to holders of this role in the step's body. */
export const STEP_ROLES = {
  form: 'operator',
  review: 'officer',
  expertReview: 'officer',
  siteVisit: 'officer',
  shortlist: 'officer',
  publicNotice: 'officer',
  decision: 'director',
  award: 'officer',
  investigation: 'officer',
  statement: 'operator',
  hearing: 'officer',
  rectificationOrder: 'officer',
  rectification: 'operator',
  acceptance: 'officer',
  grading: 'officer',
  release: 'director',
} as const satisfies Record<StepKind, Role>;

/** Who fills in, answers and states for the applicant: the founder where a team applies. */
export const applicantRole = (purpose: string): Role => (purpose === 'entitlement' ? 'founder' : STEP_ROLES.form);

import { Refusal } from '../../kernel/refusal.ts';

/** A pack in writing. `isOpen`: its text may be changed. */
export const DRAFT_STATES = {
  draft: { zh: '起草中', en: 'In writing', isOpen: true },
  inReview: { zh: '待批准', en: 'Awaiting approval', isOpen: false },
  approved: { zh: '已批准，待发布', en: 'Approved, to be published', isOpen: false },
  returned: { zh: '已退回', en: 'Returned', isOpen: true },
  published: { zh: '已发布', en: 'Published', isOpen: false },
  withdrawn: { zh: '已撤销', en: 'Withdrawn', isOpen: false },
} as const satisfies Record<string, { zh: string; en: string; isOpen: boolean }>;
export type DraftState = keyof typeof DRAFT_STATES;

/** What happened to a draft, as its history tells it. */
export const DRAFT_EVENTS = {
  created: { zh: '新建', en: 'Begun' },
  rebased: { zh: '认可底本变化', en: 'Took note of the changed base' },
  sent: { zh: '送审', en: 'Sent for approval' },
  approved: { zh: '批准', en: 'Approved' },
  returned: { zh: '退回', en: 'Returned' },
  published: { zh: '发布', en: 'Published' },
  recalled: { zh: '收回', en: 'Recalled before its day' },
  withdrawn: { zh: '撤销', en: 'Withdrawn' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type DraftEventKind = keyof typeof DRAFT_EVENTS;

/** How a draft moves; what is sent is what is approved and published. */
export const DRAFT_STEPS = {
  rebase: { event: 'rebased', from: ['draft', 'returned'], to: null },
  send: { event: 'sent', from: ['draft', 'returned'], to: 'inReview' },
  approve: { event: 'approved', from: ['inReview'], to: 'approved' },
  return: { event: 'returned', from: ['inReview', 'approved'], to: 'returned' },
  publish: { event: 'published', from: ['approved'], to: 'published' },
  recall: { event: 'recalled', from: ['published'], to: 'returned' },
  withdraw: {
    event: 'withdrawn',
    from: ['draft', 'returned', 'inReview', 'approved'],
    to: 'withdrawn',
  },
} as const satisfies Record<string, { event: DraftEventKind; from: readonly DraftState[]; to: DraftState | null }>;
export type DraftStep = keyof typeof DRAFT_STEPS;

/** @throws Refusal `draft.wrong-state` */
export function stateAfter(state: DraftState, step: DraftStep): DraftState {
  const { from, to }: { from: readonly DraftState[]; to: DraftState | null } = DRAFT_STEPS[step];
  if (!from.includes(state)) throw new Refusal('draft.wrong-state', { state, step });
  return to ?? state;
}

/** Where a published version stands on a day; it holds until the next one's day. */
export const VERSION_STANDINGS = {
  coming: { zh: '已发布，尚未开始', en: 'Published, not begun' },
  inForce: { zh: '现行', en: 'In force' },
  replaced: { zh: '已被新版本替换', en: 'Replaced' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type VersionStanding = keyof typeof VERSION_STANDINGS;

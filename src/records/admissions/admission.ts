import { Refusal } from '../../kernel/refusal.ts';

/** `publicName`: what the founder reads under the receipt. */
export const ADMISSION_STATES = {
  enquiry: { zh: '咨询待答', en: 'Enquiry', publicName: '咨询已收到，等待答复', isOpen: true },
  answered: { zh: '咨询已答', en: 'Answered', publicName: '已答复', isOpen: false },
  received: { zh: '待遴选', en: 'Received', publicName: '申请已收到，等待遴选', isOpen: true },
  waiting: { zh: '候补', en: 'Waiting list', publicName: '已列入候补，有空位时通知', isOpen: true },
  offered: { zh: '有空位，待答复', en: 'Offered a place', publicName: '有空位，请在期限内答复', isOpen: true },
  selected: { zh: '已入选', en: 'Selected', publicName: '已入选，请签订入驻协议', isOpen: true },
  refused: { zh: '未入选', en: 'Not selected', publicName: '未入选', isOpen: false },
  declined: { zh: '已放弃空位', en: 'Place declined', publicName: '已放弃空位', isOpen: false },
  admitted: { zh: '已入驻', en: 'Admitted', publicName: '已入驻', isOpen: false },
  withdrawn: { zh: '已撤回', en: 'Withdrawn', publicName: '已撤回', isOpen: false },
} as const satisfies Record<string, { zh: string; en: string; publicName: string; isOpen: boolean }>;
export type AdmissionState = keyof typeof ADMISSION_STATES;

/**
 * Whether somebody may see what others scored: from the decision on; before it once the own score is in, or, where the
 * criteria name a number of scorers, once that many are in.
 */
export function seesScores(
  { state, scorers, panel }: { state: AdmissionState; scorers: readonly string[]; panel: number | null },
  personId: string | null,
): boolean {
  if (!(TRANSITIONS.score.from as readonly AdmissionState[]).includes(state)) return true;
  return panel === null ? personId !== null && scorers.includes(personId) : scorers.length >= panel;
}

const TRANSITIONS = {
  answer: { from: ['enquiry'], to: ['answered'] },
  visit: { from: ['received', 'waiting', 'selected'], to: ['received', 'waiting', 'selected'] },
  score: { from: ['received', 'waiting'], to: ['received', 'waiting'] },
  decide: { from: ['received', 'waiting'], to: ['selected', 'waiting', 'refused'] },
  offer: { from: ['waiting'], to: ['offered'] },
  accept: { from: ['offered'], to: ['selected'] },
  decline: { from: ['offered'], to: ['declined'] },
  withdraw: { from: ['enquiry', 'received', 'waiting', 'offered', 'selected'], to: ['withdrawn'] },
  admit: { from: ['selected'], to: ['admitted'] },
} as const satisfies Record<string, { from: readonly AdmissionState[]; to: readonly AdmissionState[] }>;
export type AdmissionStep = keyof typeof TRANSITIONS;

/** @throws Refusal `admission.wrong-state` */
export function requireStep(state: AdmissionState, step: AdmissionStep): void {
  const { from }: { from: readonly AdmissionState[] } = TRANSITIONS[step];
  if (!from.includes(state)) throw new Refusal('admission.wrong-state', { step, state });
}

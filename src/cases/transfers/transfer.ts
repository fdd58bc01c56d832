import { Refusal } from '../../kernel/refusal.ts';

/** `isOpen`: somebody has to do something. */
export const TRANSFER_STATES = {
  proposed: { zh: '待团队同意', en: 'Waits for the team', isOpen: true },
  agreed: { zh: '待接收方答复', en: 'Waits for the receiving operator', isOpen: true },
  accepted: { zh: '已接收，待转入', en: 'Accepted, not moved yet', isOpen: true },
  declined: { zh: '团队未同意', en: 'Declined by the team', isOpen: false },
  refused: { zh: '接收方未接收', en: 'Refused by the receiving operator', isOpen: false },
  withdrawn: { zh: '已撤回', en: 'Withdrawn', isOpen: false },
  done: { zh: '已转入', en: 'Moved', isOpen: false },
} as const satisfies Record<string, { zh: string; en: string; isOpen: boolean }>;
export type TransferState = keyof typeof TRANSFER_STATES;

/** Whose word it takes: the team, the operator it leaves, the operator that receives it. */
export type Party = 'team' | 'giving' | 'receiving';

/** 江苏 三(二) 选苗、育苗和移苗入孵: no team moves without its founder's word, and none where it is not received. */
export const TRANSFER_STEPS = {
  agree: { zh: '同意转移', en: 'Agree', by: ['team'], from: ['proposed'], to: 'agreed', says: false },
  decline: { zh: '不同意', en: 'Decline', by: ['team'], from: ['proposed'], to: 'declined', says: true },
  accept: { zh: '接收', en: 'Accept', by: ['receiving'], from: ['agreed'], to: 'accepted', says: false },
  refuse: { zh: '不接收', en: 'Refuse', by: ['receiving'], from: ['agreed'], to: 'refused', says: true },
  withdraw: {
    zh: '撤回',
    en: 'Withdraw',
    by: ['team', 'giving'],
    from: ['proposed', 'agreed', 'accepted'],
    to: 'withdrawn',
    says: true,
  },
  move: { zh: '办理转入', en: 'Move in', by: ['receiving'], from: ['accepted'], to: 'done', says: false },
} as const satisfies Record<
  string,
  {
    zh: string;
    en: string;
    by: readonly Party[];
    from: readonly TransferState[];
    to: TransferState;
    /** Needs a reason. */
    says: boolean;
  }
>;
export type TransferStep = keyof typeof TRANSFER_STEPS;

/** @throws Refusal `transfer.not-yours`, `transfer.wrong-state`, `input.invalid` where a reason is missing */
export function advanceTransfer(
  step: TransferStep,
  state: TransferState,
  parties: readonly Party[],
  answer: string | null,
): TransferState {
  const { by, from, to, says } = TRANSFER_STEPS[step];
  if (!parties.some((party) => (by as readonly Party[]).includes(party))) throw new Refusal('transfer.not-yours');
  if (!(from as readonly TransferState[]).includes(state)) throw new Refusal('transfer.wrong-state', { step, state });
  if (says && !answer)
    throw new Refusal('input.invalid', {}, [{ path: 'answer', code: 'required', message: '请说明理由' }]);
  return to;
}

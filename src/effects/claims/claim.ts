import type { Account } from '../../records/ledger/ledger.ts';

/** The books of a claim: `ordered_by` is the body whose money it is. */
export const claimAccounts = (claimId: string, orderedBy: string) =>
  ({
    /** What is still owed: never below zero, so that nobody pays more than that. */
    claim: { code: `claim:${claimId}`, kind: 'asset', name: '应追回财政资金', ownerId: orderedBy, floored: true },
    /** What was paid before the decision was overturned, and is to be given back. */
    refund: { code: `refund:${claimId}`, kind: 'liability', name: '应退还', ownerId: orderedBy, floored: true },
    recovered: { code: `recovered:${orderedBy}`, kind: 'income', name: '追回财政资金', ownerId: orderedBy },
    treasury: { code: `treasury:${orderedBy}`, kind: 'asset', name: '缴库', ownerId: orderedBy },
  }) as const satisfies Record<string, Account>;

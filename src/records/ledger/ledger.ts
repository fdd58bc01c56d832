import type { Day } from '../../kernel/day.ts';
import type { Fen } from '../../kernel/money.ts';

/** On which side an account grows; its balance is shown from that side. */
export const ACCOUNT_KINDS = {
  asset: { zh: '资产', en: 'Asset', grows: 'debit' },
  liability: { zh: '负债', en: 'Liability', grows: 'credit' },
  income: { zh: '收入', en: 'Income', grows: 'credit' },
  expense: { zh: '支出', en: 'Expense', grows: 'debit' },
  equity: { zh: '净资产', en: 'Equity', grows: 'credit' },
} as const satisfies Record<string, { zh: string; en: string; grows: 'debit' | 'credit' }>;
export type AccountKind = keyof typeof ACCOUNT_KINDS;

export interface Account {
  /** By which its owner finds it again: `statement:<id>`, `budget:<id>`. */
  readonly code: string;
  readonly kind: AccountKind;
  readonly name: string;
  /** Whose books: a carrier's, or another organisation's. */
  readonly carrierId?: string;
  readonly ownerId?: string;
  /** May never fall below zero, seen from its own side. */
  readonly floored?: true;
}

export interface Posting {
  readonly kind: string;
  readonly on: Day;
  readonly says: string;
  readonly subject: { readonly kind: string; readonly id: string };
  /** Debit positive, credit negative; they add up to zero. Lines of nothing are left out. */
  readonly entries: readonly { readonly account: Account; readonly fen: Fen }[];
  /** Posted under this name before: nothing is posted again. */
  readonly once?: string;
  readonly caseId?: string | null;
  readonly example?: boolean;
}

/** The balance as people read it: what stands on the side on which the account grows. */
export function ownSide(kind: AccountKind, balance: Fen): Fen {
  return (ACCOUNT_KINDS[kind].grows === 'debit' ? balance : -balance || 0) as Fen;
}

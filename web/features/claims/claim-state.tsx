import { showDay, showMoney } from '../../lib/format.ts';
import { Tag } from '../../ui/page.tsx';

interface ClaimStateProps {
  claim: { amount: number; balance: number; refundable: number; cancelledOn: string | null };
}

/** Owed, paid in part or in full, or cancelled with what is to be given back. */
export function ClaimState({ claim }: ClaimStateProps) {
  const { amount, balance, refundable, cancelledOn } = claim;
  if (cancelledOn !== null)
    return (
      <Tag tone={refundable > 0 ? 'warn' : 'plain'}>
        {showDay(cancelledOn)}撤销{refundable > 0 && `，应退还${showMoney(refundable)}`}
      </Tag>
    );
  if (balance === 0) return <Tag tone="ok">已缴清</Tag>;
  return <Tag tone="bad">{balance < amount ? '部分缴款' : '未缴款'}</Tag>;
}

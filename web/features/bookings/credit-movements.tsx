import type { z } from 'zod';
import { CREDIT_KINDS, type ownCreditsView } from '../../../src/records/bookingCredits/booking-credit.contract.ts';
import { showMoment } from '../../lib/format.ts';
import { useLabel } from '../../lib/words.ts';
import { Table } from '../../ui/table.tsx';

type Account = z.output<typeof ownCreditsView>['rows'][number];

/** What came into a team's account at a space and what went out, newest first. */
export function CreditMovements({ of: { carrierName, movements } }: { of: Account }) {
  const label = useLabel();
  return (
    <Table
      caption={`${carrierName}积分明细`}
      rows={movements}
      rowKey={({ id }) => id}
      empty={<p className="empty">没有变动</p>}
      columns={[
        { title: '时间', cell: ({ at }) => showMoment(at) },
        {
          title: '事由',
          cell: ({ kind, note }) =>
            `${label(CREDIT_KINDS[kind])}${note && !CREDIT_KINDS[kind].zh.includes(note) ? `：${note}` : ''}`,
        },
        { title: '经办', cell: ({ personName }) => personName ?? '系统' },
        { title: '积分', number: true, cell: ({ amount }) => (amount > 0 ? `+${amount}` : amount) },
      ]}
    />
  );
}

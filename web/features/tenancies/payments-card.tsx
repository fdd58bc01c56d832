import { type ReactNode, useState } from 'react';
import { PAYMENT_KINDS } from '../../../src/records/statements/statement.contract.ts';
import { showDay, showMoney } from '../../lib/format.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Card, Empty, Pairs, Tag } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';
import { StatementLines } from './statements-card.tsx';
import type { Payment, Tenancy } from './tenancies.ts';

interface Props {
  row: Tenancy;
  actions?: ReactNode;
  /** What may be done with one; of the founder nothing. */
  act?: (payment: Payment) => ReactNode;
}

/** Money received, set off and given back; each opens to the statement it was for. */
export function PaymentsCard({ row, actions, act }: Props) {
  const [opened, setOpened] = useState<string | null>(null);
  const statement = row.statements.find(({ id }) => id === opened);
  return (
    <Card id={`payments-${row.id}`} title="收付款" actions={actions}>
      <Table
        caption="收付款"
        rows={row.payments}
        rowKey={({ id }) => id}
        empty={<Empty title="还没有收付款">收款、抵扣、退还都列在这里。</Empty>}
        columns={[
          { title: '日期', cell: (one) => showDay(one.onDay) },
          {
            title: '款项',
            cell: (one) => (
              <>
                {PAYMENT_KINDS[one.kind].zh} {one.reversed && !act && <Tag>已冲正</Tag>}
                {one.reason && <div className="soft small">{one.reason}</div>}
              </>
            ),
          },
          {
            title: '账单',
            cell: (one) =>
              one.statementId === null ? (
                '—'
              ) : (
                <button
                  type="button"
                  className="link-button nowrap"
                  aria-label={`查看账单 ${one.statementNumber}`}
                  onClick={() => setOpened(one.statementId)}
                >
                  {one.statementNumber}
                </button>
              ),
          },
          { title: '金额', number: true, cell: (one) => showMoney(one.amountFen) },
          { title: '方式', cell: (one) => one.method ?? '—' },
          { title: '经手', cell: (one) => one.byName ?? '—' },
          ...(act ? [{ title: '操作', bare: true, cell: act }] : []),
        ]}
      />
      {statement && (
        <Dialog title={`账单 ${statement.number}`} open onClose={() => setOpened(null)}>
          <div className="stack">
            <Pairs
              of={[
                ['计至', showDay(statement.through)],
                ['出具', showDay(statement.issuedOn)],
                ['付款期限', showDay(statement.dueOn)],
                ['合计', showMoney(statement.totalFen)],
                ['未付', showMoney(statement.owedFen)],
              ]}
            />
            <StatementLines statement={statement} />
            <ul className="small">
              {row.payments
                .filter((one) => one.statementId === statement.id)
                .map((one) => (
                  <li key={one.id}>
                    {showDay(one.onDay)} {PAYMENT_KINDS[one.kind].zh} {showMoney(one.amountFen)}
                    {one.reversed && '（已冲正）'}
                  </li>
                ))}
            </ul>
          </div>
        </Dialog>
      )}
    </Card>
  );
}

import { LINES, REMINDERS } from '../../../src/records/statements/statement.contract.ts';
import { showDay, showMoment, showMoney } from '../../lib/format.ts';
import { Card, Empty, Tag } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';
import type { Statement } from './tenancies.ts';

interface Props {
  statements: readonly Statement[];
  today: string;
  onPay?: (statement: Statement) => void;
}

/** What was charged, line by line, and what of it is still owed. */
export function StatementsCard({ statements, today, onPay }: Props) {
  return (
    <Card id="statements" title="账单">
      <Table
        caption="账单"
        rows={statements}
        rowKey={({ id }) => id}
        empty={<Empty title="还没有账单">免费期内没有应收的，不出账单；每月1日出具上月的。</Empty>}
        columns={[
          {
            title: '账单',
            cell: (row) => (
              <>
                <span className="nowrap">{row.number}</span>
                <div className="soft small">计至{showDay(row.through)}</div>
              </>
            ),
          },
          {
            title: '明细',
            cell: (row) => <StatementLines statement={row} />,
          },
          { title: '合计', number: true, cell: (row) => showMoney(row.totalFen) },
          {
            title: '未付',
            number: true,
            cell: (row) =>
              row.owedFen === 0 ? (
                <Tag tone="ok">{row.totalFen < 0 ? '转为抵扣' : '已付清'}</Tag>
              ) : (
                <Tag tone={row.dueOn < today ? 'bad' : 'warn'}>{showMoney(row.owedFen)}</Tag>
              ),
          },
          {
            title: '付款期限',
            cell: (row) => (
              <>
                {showDay(row.dueOn)}
                {row.owedFen > 0 && row.dueOn < today && <Tag tone="bad">逾期</Tag>}
                {row.reminders.map(({ kind, at }) => (
                  <div className="soft small" key={kind}>
                    {showDay(at)}
                    {REMINDERS[kind].zh}
                  </div>
                ))}
              </>
            ),
          },
          ...(onPay
            ? [
                {
                  title: '操作',
                  bare: true,
                  cell: (row: Statement) =>
                    row.owedFen > 0 && (
                      <button
                        type="button"
                        className="link-button"
                        aria-label={`收款 ${row.number}`}
                        onClick={() => onPay(row)}
                      >
                        收款
                      </button>
                    ),
                },
              ]
            : []),
        ]}
      />
    </Card>
  );
}

export function StatementLines({ statement }: { statement: Statement }) {
  return (
    <ul className="plain">
      {statement.lines.map((line) => (
        <li key={`${line.month}${line.charge}`}>
          {line.month.slice(0, 7)} {LINES[line.charge].zh}
          {line.days > 0 && `${line.days}${line.charge === 'booking' ? '次' : '天'}`} {showMoney(line.amountFen)}
          {line.charge === 'booking' && <Booked statement={statement} month={line.month} />}
        </li>
      ))}
    </ul>
  );
}

/** The bookings of a line, each with what it adds or gives back. */
function Booked({ statement, month }: { statement: Statement; month: string }) {
  return (
    <details>
      <summary className="small">哪些预订</summary>
      <ul className="small">
        {statement.bookings
          .filter((one) => one.month === month)
          .map(({ bookingId, startsAt, what, amountFen }) => (
            <li key={bookingId}>
              {showMoment(startsAt)} {what} {showMoney(amountFen)}
              {amountFen < 0 && '（退回）'}
            </li>
          ))}
      </ul>
    </details>
  );
}

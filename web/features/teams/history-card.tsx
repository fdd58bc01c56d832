import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { HISTORY_KINDS, type TeamHistoryView } from '../../../src/insight/teamHistory/team-history.contract.ts';
import { PAYMENT_KINDS } from '../../../src/records/statements/statement.contract.ts';
import { api } from '../../lib/api.ts';
import { showDay, showMoney } from '../../lib/format.ts';
import { useLabel } from '../../lib/words.ts';
import { Label } from '../../ui/label.tsx';
import { Card, Loading } from '../../ui/page.tsx';
import { PathLink } from '../../ui/path-link.tsx';
import { Table } from '../../ui/table.tsx';
import { exitWords } from '../tenancies/departure.tsx';

type Row = TeamHistoryView['rows'][number];
const MOST = 100;

/** 孵化历程: mentoring, stays, use, money and outcomes in one row; each opens to its record where the reader may. */
export function HistoryCard({ teamId }: { teamId: string }) {
  const label = useLabel();
  const [kind, setKind] = useState<string | undefined>();
  const { data } = useQuery({
    queryKey: ['team', teamId, 'history', kind ?? null],
    queryFn: () => api.get<TeamHistoryView>(`/api/teams/${teamId}/history`, { kind, size: MOST }),
  });
  return (
    <Card
      title="孵化历程"
      id="history"
      actions={
        <Select
          aria-label="种类"
          allowClear
          placeholder="全部"
          value={kind}
          onChange={setKind}
          options={Object.entries(HISTORY_KINDS).map(([value, words]) => ({ value, label: label(words) }))}
        />
      }
    >
      <p className="soft">
        在其他载体的经历，经团队同意后现运营机构方可查看；导师的个人笔记和与其他载体的账款不予显示。
      </p>
      {data ? (
        <Table
          caption="孵化历程"
          rows={data.rows}
          rowKey={(row) => `${row.kind} ${row.id}`}
          empty={<p className="soft">还没有记录。</p>}
          columns={[
            {
              title: '日期',
              cell: (row) => (
                <>
                  <span className="nowrap">{showDay(row.day)}</span>
                  {row.until && <div className="nowrap">至{showDay(row.until)}</div>}
                </>
              ),
            },
            { title: '种类', cell: (row) => <Label of={HISTORY_KINDS[row.kind]} /> },
            { title: '内容', cell: (row) => <Content row={row} /> },
            { title: '载体', cell: (row) => row.carrierName ?? '—' },
          ]}
        />
      ) : (
        <Loading />
      )}
      {data && data.total > MOST && <p className="soft">只显示最近{MOST}条。</p>}
    </Card>
  );
}

function Content({ row }: { row: Row }) {
  const words = <What row={row} />;
  return (
    <>
      {row.path ? <PathLink path={row.path}>{words}</PathLink> : words}
      {row.kind === 'session' && row.says && <div className="soft small">共享笔记：{row.says}</div>}
    </>
  );
}

function What({ row }: { row: Row }) {
  if (row.kind === 'stay') return row.says ? `入驻，${exitWords(row.says)}` : '入驻';
  if (row.kind === 'booking') return row.title || '预订';
  if (row.kind !== 'money') return row.title;
  const payment = PAYMENT_KINDS[row.says as keyof typeof PAYMENT_KINDS];
  return (
    <>
      {payment ? <Label of={payment} /> : `账单 ${row.title}`} {showMoney(row.amountFen ?? 0)}
    </>
  );
}

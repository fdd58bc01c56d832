import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { z } from 'zod';
import type { RewardView, rewardsView } from '../../../src/effects/rewards/reward.contract.ts';
import { api, type Query } from '../../lib/api.ts';
import { showDay, showMoney } from '../../lib/format.ts';
import { useMay } from '../../lib/session.ts';
import { Card, Empty, Tag } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';

export const useRewards = (asked: Query) => {
  const may = useMay();
  return useQuery({
    queryKey: ['rewards', asked],
    queryFn: () => api.get<z.output<typeof rewardsView>>('/api/rewards', asked),
    enabled: may('reward.list'),
  });
};

/** What signed decisions gave one carrier. */
export function RewardsCard({ carrierId }: { carrierId: string }) {
  const { data } = useRewards({ carrierId, size: 50 });
  if (!data || data.rows.length === 0) return null;
  return (
    <Card title="表彰与支持" id="rewards">
      <RewardTable rows={data.rows} />
    </Card>
  );
}

export function RewardTable({ rows, ofMany }: { rows: readonly RewardView[]; ofMany?: boolean }) {
  return (
    <Table
      caption="表彰与支持"
      rows={rows}
      rowKey={({ id }) => id}
      empty={<Empty title="没有表彰和支持">签发评价结果的处理决定后会列在这里。</Empty>}
      columns={[
        ...(ofMany
          ? [
              {
                title: '载体',
                cell: (row: RewardView) => <Link to={`/spaces/${row.carrierId}` as string}>{row.carrier}</Link>,
              },
            ]
          : []),
        {
          title: '事项',
          cell: (row) => (
            <>
              <strong>{row.kindLabel}</strong>
              {row.levelLabel && `，推荐为${row.levelLabel}`} {row.struckOn && <Tag tone="bad">已撤销</Tag>}
              <div>
                {row.says}（{row.cites}）
              </div>
              <div className="soft small">计入：{row.counted}</div>
            </>
          ),
        },
        {
          title: '金额',
          number: true,
          cell: (row) =>
            row.amount === null ? (
              '—'
            ) : (
              <>
                {showMoney(row.amount)}
                {row.shares.map(({ who, fen }) => (
                  <div key={who} className="soft small">
                    {who} {showMoney(fen)}
                  </div>
                ))}
                {row.categories.length > 0 && <div className="soft small">用于{row.categories.join('、')}</div>}
              </>
            ),
        },
        {
          title: '决定',
          cell: (row) => (
            <>
              <Link to={`/cases/${row.caseId}` as string}>{row.number}</Link>，{showDay(row.onDay)}
              {row.letter && (
                <div>
                  <a href={`/api/files/${row.letter.id}`}>推荐函</a>
                  {row.addressee && <span className="soft">，主送{row.addressee}</span>}
                </div>
              )}
            </>
          ),
        },
      ]}
    />
  );
}

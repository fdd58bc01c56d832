import { useQuery } from '@tanstack/react-query';
import { showDay } from '../../lib/format.ts';
import { Card, Tag } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';
import { type KeptRecord, recordsQuery } from '../records/records.ts';
import { BookLink } from './book-link.tsx';

const SCORES = [
  ['market', '市场'],
  ['product', '产品'],
  ['people', '人员'],
  ['finance', '资金'],
] as const;
const said = ({ values }: KeptRecord, field: string) => (values[field] == null ? null : String(values[field]));

/** Diagnoses over time: the scores, what was advised, and whether it was done. */
export function DiagnosesCard({ teamId }: { teamId: string }) {
  const { data } = useQuery(
    recordsQuery({ kind: 'team', id: teamId }, 'diagnosis', { history: 'true', sort: '-validFrom' }),
  );
  if (!data || data.rows.length === 0) return null;
  return (
    <Card
      title="诊断"
      id="diagnoses"
      actions={
        <BookLink teamId={teamId} kind="diagnosis">
          登记和补填落实情况
        </BookLink>
      }
    >
      <Table
        caption="诊断"
        rows={data.rows}
        rowKey={({ id }) => id}
        empty={null}
        columns={[
          {
            title: '日期',
            cell: (row) => (
              <>
                {showDay(row.validFrom)}
                <div className="soft small">{said(row, 'byWhom')}</div>
              </>
            ),
          },
          ...SCORES.map(([field, title]) => ({
            title,
            number: true,
            cell: (row: KeptRecord) => said(row, field) ?? '—',
          })),
          { title: '建议', cell: (row) => said(row, 'advice') },
          {
            title: '落实',
            cell: (row) => {
              const on = said(row, 'doneOn');
              return on ? (
                <>
                  <Tag tone="ok">已落实</Tag> {showDay(on)}
                  <div className="soft small">{said(row, 'outcome')}</div>
                </>
              ) : (
                <Tag tone="warn">未落实</Tag>
              );
            },
          },
        ]}
      />
    </Card>
  );
}

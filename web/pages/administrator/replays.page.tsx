import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { replaysView } from '../../../src/cases/decisions/decision.contract.ts';
import { api } from '../../lib/api.ts';
import { showMoment } from '../../lib/format.ts';
import { pageOf, useSearchState } from '../../lib/search.ts';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Empty, Loading, Page, Tag } from '../../ui/page.tsx';
import { type Column, Pager, Table } from '../../ui/table.tsx';

type Row = z.output<typeof replaysView>['rows'][number];
const SIZE = 20;

const COLUMNS: Column<Row>[] = [
  {
    title: '办件',
    cell: ({ title, caseNumber }) => (
      <>
        {title}
        <div className="soft small">{caseNumber}</div>
      </>
    ),
  },
  { title: '决定', cell: ({ decisionNumber }) => decisionNumber },
  { title: '签发', cell: ({ signedAt }) => <span className="nowrap">{showMoment(signedAt)}</span> },
  {
    title: '封存',
    cell: ({ sealHolds }) => <Tag tone={sealHolds ? 'ok' : 'bad'}>{sealHolds ? '完整' : '内容与封印不符'}</Tag>,
  },
  {
    title: '重算',
    cell: ({ deviations }) =>
      deviations.length === 0 ? (
        <Tag tone="ok">结果一致</Tag>
      ) : (
        <ul className="plain">
          {deviations.map(({ kind, what, field, sealed, now }) => (
            <li key={`${kind} ${what} ${field}`}>
              {kind === 'submit' ? '提交时' : '决定时'} {what} {field}：封存{sealed}，重算{now}
            </li>
          ))}
        </ul>
      ),
  },
];

/** 审计管理员 · 决定重算：已决办件按封存的事实和规则版本重算，结果一致，或者写明出入。 */
export function ReplaysPage() {
  const [search] = useSearchState();
  const page = pageOf(search);
  const { data, error } = useQuery({
    queryKey: ['replays', page],
    queryFn: () => api.get<z.output<typeof replaysView>>('/api/replays', { page, size: SIZE }),
  });
  return (
    <Page
      title="决定重算"
      says="每件已签发的决定，用当时封存的事实、判断和规则版本重新计算。命令行 audit replay 一次核对全部。"
    >
      <ErrorNotice error={error} />
      {!data && !error && <Loading />}
      {data && (
        <>
          <Table
            caption="已决办件"
            columns={COLUMNS}
            rows={data.rows}
            rowKey={({ caseId }) => caseId}
            empty={<Empty title="还没有已签发的决定">签发之后在此重算核对。</Empty>}
          />
          <Pager total={data.total} page={page} size={SIZE} />
        </>
      )}
    </Page>
  );
}

import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { z } from 'zod';
import type { claimListView } from '../../../src/effects/claims/claim.contract.ts';
import { ClaimState } from '../../features/claims/claim-state.tsx';
import { api } from '../../lib/api.ts';
import { showDay, showMoney } from '../../lib/format.ts';
import { askedPage, pageOf, useSearchState } from '../../lib/search.ts';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Empty, Loading, Page, Tag } from '../../ui/page.tsx';
import { Pager, Table } from '../../ui/table.tsx';

const SIZE = 50;

/** 所有人 · 追回资金：决定应追回的财政资金，还差多少，依据哪份决定。 */
export function ClaimsPage() {
  const [search] = useSearchState();
  const asked = { ...askedPage(search), size: SIZE };
  const { data, error } = useQuery({
    queryKey: ['claims', asked],
    queryFn: () => api.get<z.output<typeof claimListView>>('/api/claims', asked),
  });
  return (
    <Page title="追回资金" says="按已签发的处理决定应收回的财政资金；缴款由作出决定的机关登记，不能超过尚欠的数额。">
      <ErrorNotice error={error} />
      {data ? (
        <>
          <Table
            caption="追回资金"
            rows={data.rows}
            rowKey={({ id }) => id}
            empty={<Empty title="没有应追回的资金">处理决定写明追回金额的，签发后列在这里。</Empty>}
            columns={[
              {
                title: '机构',
                cell: (row) => (
                  <>
                    <Link to={`/claims/${row.id}` as string}>{row.organisation}</Link> {row.example && <Tag>示例</Tag>}
                    <div className="soft small">{row.carrier}</div>
                  </>
                ),
              },
              { title: '应追回', number: true, cell: (row) => showMoney(row.amount) },
              { title: '尚欠', number: true, cell: (row) => showMoney(row.balance) },
              { title: '状态', cell: (row) => <ClaimState claim={row} /> },
              {
                title: '依据',
                cell: (row) => (
                  <>
                    {row.cites} <Link to={`/cases/${row.caseId}` as string}>{row.number ?? '办件'}</Link>
                    <div className="soft small">
                      {row.orderedBy}，{showDay(row.orderedOn)}
                    </div>
                  </>
                ),
              },
            ]}
          />
          <Pager total={data.total} more={data.more} page={pageOf(search)} size={SIZE} workbook="/api/claims.xlsx" />
        </>
      ) : (
        !error && <Loading />
      )}
    </Page>
  );
}

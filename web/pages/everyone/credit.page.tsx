import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { z } from 'zod';
import {
  CREDIT_KINDS,
  type creditListView,
  type repairOpenedView,
} from '../../../src/effects/credit/credit.contract.ts';
import { api } from '../../lib/api.ts';
import { showDay } from '../../lib/format.ts';
import { askedPage, pageOf, useSearchState } from '../../lib/search.ts';
import { useMay } from '../../lib/session.ts';
import { useToday } from '../../lib/today.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Filters, SearchFilter } from '../../ui/filters.tsx';
import { Card, Empty, Loading, Page, Tag, type Tone } from '../../ui/page.tsx';
import { Pager, Table } from '../../ui/table.tsx';

const SIZE = 50;
const TONES: Record<string, Tone> = { standing: 'bad', expired: 'plain', repaired: 'ok', struck: 'plain' };
const toneOf = ({ kind, state }: Entry): Tone | undefined =>
  state === 'standing' && !CREDIT_KINDS[kind].burdens ? 'ok' : TONES[state];
const publicWords = ({ isPublic, state, publicUntil }: Entry) => {
  if (!isPublic) return '不公开';
  if (state !== 'standing') return '不再公开';
  return publicUntil ? `至${showDay(publicUntil)}` : '至修复为止';
};
type Entry = z.output<typeof creditListView>['rows'][number];

/** 所有人 · 信用记录：已签发的决定对机构的记载，公开到何时，怎样修复。 */
export function CreditPage() {
  const [search] = useSearchState();
  const { data, error } = useCredit({ q: search.q, organisationId: search.organisationId, ...askedPage(search) });
  return (
    <Page title="信用记录" says="只记载已签发的决定；公开期满、修复或撤销后不再公开，申报时也不再提示。">
      <Filters>
        <SearchFilter label="机构名称或文号" />
      </Filters>
      <ErrorNotice error={error} />
      {data ? (
        <>
          <CreditTable rows={data.rows} />
          <Pager total={data.total} more={data.more} page={pageOf(search)} size={SIZE} workbook="/api/credit.xlsx" />
        </>
      ) : (
        !error && <Loading />
      )}
    </Page>
  );
}

function useCredit(asked: {
  q?: string | undefined;
  organisationId?: string | undefined;
  page?: number;
  count?: string | undefined;
}) {
  return useQuery({
    queryKey: ['credit', asked],
    queryFn: () => api.get<z.output<typeof creditListView>>('/api/credit', { ...asked, size: SIZE }),
  });
}

/** The credit file of one organisation, on its page. */
export function CreditCard({ organisationId }: { organisationId: string }) {
  const { data } = useCredit({ organisationId });
  if (!data || data.rows.length === 0) return null;
  return (
    <Card title="信用记录" id="credit">
      <CreditTable rows={data.rows} />
    </Card>
  );
}

function CreditTable({ rows }: { rows: readonly Entry[] }) {
  return (
    <Table
      caption="信用记录"
      rows={rows}
      rowKey={({ id }) => id}
      empty={<Empty title="没有信用记录">签发处理、整改或表彰决定后会记在这里。</Empty>}
      columns={[
        {
          title: '机构',
          cell: (row) => <Link to={`/organisations/${row.organisationId}` as string}>{row.organisation}</Link>,
        },
        {
          title: '记载',
          cell: (row) => (
            <>
              <strong>{row.kindLabel}</strong>（{row.cites}）<div>{row.says}</div>
              <Link to={`/cases/${row.caseId}` as string}>{row.number}</Link>，{showDay(row.onDay)}
            </>
          ),
        },
        {
          title: '公开',
          cell: publicWords,
        },
        { title: '状态', cell: (row) => <Tag tone={toneOf(row)}>{row.stateLabel}</Tag> },
        { title: '修复', bare: true, cell: (row) => <Repair row={row} /> },
      ]}
    />
  );
}

function Repair({ row }: { row: Entry }) {
  const may = useMay();
  const today = useToday();
  const navigate = useNavigate();
  const client = useQueryClient();
  if (row.repairCaseId) return <Link to={`/cases/${row.repairCaseId}` as string}>修复申请办理中</Link>;
  if (row.repairableFrom === null || row.state !== 'standing') return null;
  if (today < row.repairableFrom) return <span className="soft small">{showDay(row.repairableFrom)}起可申请修复</span>;
  if (!may('credit.repair')) return <span className="soft small">可申请修复</span>;
  const open = async () => {
    const { caseId } = await api.post<z.output<typeof repairOpenedView>>(`/api/credit/${row.id}/repair`);
    await client.invalidateQueries({ queryKey: ['credit'] });
    await navigate({ to: `/cases/${caseId}/form` as string });
  };
  return (
    <Confirm face="申请修复" title="申请信用修复" says="写明纠正情况并附佐证，经审核和决定后停止公开。" act={open} />
  );
}

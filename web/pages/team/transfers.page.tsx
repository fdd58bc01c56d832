import { useQuery } from '@tanstack/react-query';
import { TRANSFER_STATES } from '../../../src/cases/transfers/transfer.contract.ts';
import { TransferDeeds } from '../../features/teams/transfer-deeds.tsx';
import { type TransferView, transfersQuery } from '../../features/teams/transfers.ts';
import { showDay } from '../../lib/format.ts';
import { askedPage, pageOf, useSearchState } from '../../lib/search.ts';
import { ChoiceFilter, Filters } from '../../ui/filters.tsx';
import { Empty, Loading, Page, Tag } from '../../ui/page.tsx';
import { type Column, Pager, Table } from '../../ui/table.tsx';

const SIZE = 50;
const TONES = {
  proposed: 'warn',
  agreed: 'warn',
  accepted: 'note',
  declined: 'plain',
  refused: 'bad',
  withdrawn: 'plain',
  done: 'ok',
} as const;

const COLUMNS: Column<TransferView>[] = [
  {
    title: '团队',
    cell: (row) => (
      <>
        {row.teamName} {row.example && <Tag>示例</Tag>}
        <div className="soft small">{row.number}</div>
      </>
    ),
  },
  { title: '转出', cell: (row) => row.fromCarrierName ?? '目前没有入驻' },
  { title: '转入', cell: (row) => row.toCarrierName },
  {
    title: '状态',
    cell: (row) => (
      <>
        <Tag tone={TONES[row.state]}>{TRANSFER_STATES[row.state].zh}</Tag>
        <div className="soft small">
          {row.startsOn && `${showDay(row.startsOn)}转入`}
          {row.answer && ` ${row.answer}`}
        </div>
      </>
    ),
  },
  { title: '理由', cell: (row) => row.reason },
  { title: '操作', bare: true, cell: (row) => <TransferDeeds transfer={row} /> },
];

/** 创业团队与运营机构 · 移苗入孵：谁提出、团队是否同意、对方是否接收、哪天转入。 */
export function TransfersPage() {
  const [search] = useSearchState();
  const asked = { state: search.state, teamId: search.teamId, ...askedPage(search), size: SIZE };
  const { data } = useQuery(transfersQuery(asked));
  return (
    <Page title="移苗入孵" says="苗圃、孵化器、加速器之间的转移：团队同意、对方接收，档案随团队走。">
      <Filters>
        <ChoiceFilter
          name="state"
          label="状态"
          options={Object.entries(TRANSFER_STATES).map(([value, { zh }]) => ({ value, label: zh }))}
        />
      </Filters>
      {data ? (
        <>
          <Table
            caption="移苗入孵"
            columns={COLUMNS}
            rows={data.rows}
            rowKey={({ id }) => id}
            empty={<Empty title="没有转移">在团队页面点“转到下一家载体”提出。</Empty>}
          />
          <Pager total={data.total} more={data.more} page={pageOf(search)} size={SIZE} workbook="/api/transfers.xlsx" />
        </>
      ) : (
        <Loading />
      )}
    </Page>
  );
}

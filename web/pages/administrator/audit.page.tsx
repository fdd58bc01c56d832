import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import type { z } from 'zod';
import type {
  auditEntryView,
  auditVerdictView,
  auditView,
} from '../../../src/identity/audit-log/audit-log.contract.ts';
import { ROLES, type Role } from '../../../src/kernel/actor.ts';
import { api } from '../../lib/api.ts';
import { momentInShanghai, showMoment, showNumber } from '../../lib/format.ts';
import { askedPage, pageOf, useSearchState } from '../../lib/search.ts';
import { ErrorNotice } from '../../ui/fault.tsx';
import { DayFilter, Filters, SearchFilter } from '../../ui/filters.tsx';
import { Empty, Loading, Notice, Page } from '../../ui/page.tsx';
import { type Column, Pager, Table } from '../../ui/table.tsx';

type Entry = z.output<typeof auditEntryView>;
const SIZE = 50;

const COLUMNS: Column<Entry>[] = [
  { title: '序号', number: true, cell: ({ seq }) => seq },
  { title: '时间', cell: ({ at }) => <span className="nowrap">{showMoment(at)}</span> },
  {
    title: '何人',
    cell: ({ person, organisation, roles }) => (
      <>
        {person.name}
        {organisation.name && <div className="soft small">代表 {organisation.name}</div>}
        {roles.length > 0 && (
          <div className="soft small">{roles.map((role) => ROLES[role as Role]?.zh ?? role).join('、')}</div>
        )}
      </>
    ),
  },
  { title: '操作', cell: ({ action }) => <code>{action}</code> },
  {
    title: '变更',
    cell: ({ changes }) =>
      changes.length === 0 ? (
        <span className="soft">无</span>
      ) : (
        <details>
          <summary>{changes.length}项</summary>
          <pre className="changes">{JSON.stringify(changes, null, 2)}</pre>
        </details>
      ),
  },
  {
    title: '来源',
    cell: ({ address, requestId, hash }) => (
      <details>
        <summary>{address ?? '系统'}</summary>
        <div className="small">
          请求编号 <code>{requestId ?? '—'}</code>
          <br />
          哈希 <code>{hash.slice(0, 16)}…</code>
        </div>
      </details>
    ),
  },
];

/** 审计管理员 · 审计日志：谁在何时代表谁做了什么；只读，可核对链条。 */
export function AuditPage() {
  const [search] = useSearchState();
  const filters = {
    action: search.q,
    subjectId: search.subjectId,
    from: search.from ? momentInShanghai(search.from, '00:00') : undefined,
    until: search.until ? momentInShanghai(search.until, '23:59') : undefined,
  };
  const { data, error } = useQuery({
    queryKey: ['audit', search],
    queryFn: () => api.get<z.output<typeof auditView>>('/api/audit', { ...askedPage(search), size: SIZE, ...filters }),
  });
  return (
    <Page title="审计日志" says="每项操作一条，逐条以哈希相连，任何人不能修改或删除。">
      <ChainCheck />
      <Filters>
        <SearchFilter label="操作（如 session、people.manage）" />
        <SearchFilter name="subjectId" label="对象编号" />
        <DayFilter name="from" label="自" />
        <DayFilter name="until" label="至" />
      </Filters>
      <ErrorNotice error={error} />
      {data ? (
        <>
          <Table
            caption="审计日志"
            columns={COLUMNS}
            rows={data.rows}
            rowKey={({ seq }) => String(seq)}
            empty={<Empty title="没有符合条件的记录">放宽时间或清除筛选再试。</Empty>}
          />
          <Pager
            total={data.total}
            more={data.more}
            page={pageOf(search)}
            size={SIZE}
            workbook="/api/audit.xlsx"
            filters={filters}
          />
        </>
      ) : (
        !error && <Loading />
      )}
    </Page>
  );
}

function ChainCheck() {
  const check = useMutation({ mutationFn: () => api.get<z.output<typeof auditVerdictView>>('/api/audit/verdict') });
  const verdict = check.data;
  return (
    <div className="stack-s">
      <div className="no-print">
        <Button onClick={() => check.mutate()} loading={check.isPending}>
          核对全部链条
        </Button>
      </div>
      <ErrorNotice error={check.error} />
      {verdict &&
        (verdict.brokenAt === null ? (
          <Notice tone="ok" live title={`${showNumber(verdict.entries)}条记录首尾相连，未发现改动`} />
        ) : (
          <Notice tone="bad" live title={`第${verdict.brokenAt}条处链条断开`}>
            {verdict.reason}
          </Notice>
        ))}
    </div>
  );
}

import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { VERBS } from '../../../src/cases/dossier/dossier.contract.ts';
import { type InboxRow, REMINDED, TASK_KINDS } from '../../../src/cases/tasks/task.contract.ts';
import { tasksQuery } from '../../features/cases/cases.ts';
import { DueWords } from '../../features/cases/due.tsx';
import { Duties } from '../../features/duties/duties.tsx';
import { HealthAlerts } from '../../features/health/health-alerts.tsx';
import { AwaitingDrafts } from '../../features/policies/awaiting-drafts.tsx';
import { Alerts } from '../../features/standings/alerts.tsx';
import { TeamReminders } from '../../features/teams/reminders.tsx';
import { showMoment } from '../../lib/format.ts';
import { askedPage, pageOf, useSearchState } from '../../lib/search.ts';
import { useMay, useSession } from '../../lib/session.ts';
import { ErrorNotice } from '../../ui/fault.tsx';
import { ChoiceFilter, choicesOf, Filters, SearchFilter } from '../../ui/filters.tsx';
import { Label } from '../../ui/label.tsx';
import { Empty, Loading, Page, Tag } from '../../ui/page.tsx';
import { type Column, Pager, Table } from '../../ui/table.tsx';

const SIZE = 20;

const taskColumn: Column<InboxRow> = {
  title: '事项',
  cell: (row) => (
    <>
      <Link to={`/cases/${row.caseId}` as string}>{row.title}</Link>
      <div className="soft small">
        {row.number} · {row.applicantName}
      </div>
    </>
  ),
};
const OPEN: Column<InboxRow>[] = [
  taskColumn,
  {
    title: '环节',
    cell: (row) => (
      <>
        {row.stepTitle}
        {row.kind !== 'main' && (
          <Tag tone="accent">
            <Label of={TASK_KINDS[row.kind]} />
          </Tag>
        )}
        {row.reminded !== null && row.reminded !== 'urged' && (
          <Tag tone="warn">
            <Label of={REMINDED[row.reminded]} />
          </Tag>
        )}
        {row.urged > 0 && <Tag tone="bad">已催办{row.urged}次</Tag>}
      </>
    ),
  },
  { title: '期限', sort: 'dueAt', cell: (row) => <DueWords due={row.due} /> },
  { title: '到达时间', sort: 'createdAt', cell: (row) => <span className="nowrap">{showMoment(row.createdAt)}</span> },
  {
    title: '操作',
    bare: true,
    cell: (row) => (
      <Link to={`/cases/${row.caseId}` as string} aria-label={`办理：${row.title}`}>
        {row.kind === 'cc' ? '查阅' : '办理'}
      </Link>
    ),
  },
];
const DONE: Column<InboxRow>[] = [
  taskColumn,
  { title: '环节', cell: (row) => row.stepTitle },
  { title: '我的处理', cell: (row) => <Label of={VERBS[row.verb as keyof typeof VERBS]} /> },
  { title: '办理时间', cell: (row) => showMoment(row.decidedAt) },
];

/** 所有人 · 我的待办：要我办的，到期和超期的在前。 */
export function InboxPage() {
  const [search] = useSearchState();
  const { person, organisation, roles } = useSession();
  const done = search.state === 'done';
  const { data, error } = useQuery(
    tasksQuery({
      state: done ? 'done' : 'open',
      kind: search.kind,
      light: search.light,
      q: search.q,
      sort: search.sort,
      ...askedPage(search),
      size: SIZE,
    }),
  );
  return (
    <Page
      title="我的待办"
      says={`${person?.name ?? ''}${organisation ? ` · ${organisation.name}` : ''}${roles[0] ? ` · ${roles.map((role) => role.zh).join('、')}` : ''}`}
    >
      <AwaitingDrafts />
      <Alerts />
      <Duties />
      <TeamReminders />
      <HealthAlerts />
      {data && <Counts {...data.counts} />}
      <Filters>
        <SearchFilter label="名称、编号或单位" />
        <ChoiceFilter name="state" label="办理情况" all="待办" options={[{ value: 'done', label: '我已办' }]} />
        {!done && (
          <ChoiceFilter
            name="light"
            label="期限"
            options={[
              { value: 'red', label: '已超期' },
              { value: 'yellow', label: '临近期限' },
            ]}
          />
        )}
        <ChoiceFilter name="kind" label="类型" options={choicesOf(TASK_KINDS)} />
      </Filters>
      <ErrorNotice error={error} />
      {data ? (
        <>
          <Table
            caption={done ? '我已办' : '待办'}
            columns={done ? DONE : OPEN}
            rows={data.rows}
            rowKey={({ taskId }) => taskId}
            empty={<NothingToDo filtered={!!(search.q || search.light || search.kind)} done={done} />}
          />
          <Pager total={data.total} more={data.more} page={pageOf(search)} size={SIZE} />
        </>
      ) : (
        !error && <Loading />
      )}
    </Page>
  );
}

function Counts({ open, yellow, red, copies }: { open: number; yellow: number; red: number; copies: number }) {
  const rows = [
    { label: '待办', count: open, search: {}, tone: '' },
    { label: '临近期限', count: yellow, search: { light: 'yellow' }, tone: 'warn' },
    { label: '已超期', count: red, search: { light: 'red' }, tone: 'bad' },
    { label: '抄送待阅', count: copies, search: { kind: 'cc' }, tone: '' },
  ];
  return (
    <ul className="counts" aria-label="待办数量">
      {rows.map((row) => (
        <li key={row.label}>
          <Link
            to="/"
            search={row.search as never}
            className={row.count > 0 && row.tone ? `count count-${row.tone}` : 'count'}
          >
            <strong>{row.count}</strong>
            {row.label}
          </Link>
        </li>
      ))}
    </ul>
  );
}

function NothingToDo({ filtered, done }: { filtered: boolean; done: boolean }) {
  const may = useMay();
  if (filtered) return <Empty title="没有符合条件的事项">清除筛选可看到全部。</Empty>;
  if (done) return <Empty title="还没有办理过">办理后的事项会列在这里。</Empty>;
  return (
    <Empty
      title="目前没有待办"
      action={
        may('case.open') ? (
          <Link to="/apply">去申报或备案</Link>
        ) : may('round.manage') ? (
          <Link to="/rounds">发布新的申报批次</Link>
        ) : null
      }
    >
      有需要您办理的事项时会出现在这里，临近期限和超期的会标明。
    </Empty>
  );
}

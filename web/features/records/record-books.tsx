import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { api } from '../../lib/api.ts';
import { showDay } from '../../lib/format.ts';
import { askedPage, pageOf, useSearchState } from '../../lib/search.ts';
import { useMayOn } from '../../lib/session.ts';
import { useToday } from '../../lib/today.ts';
import { ErrorNotice } from '../../ui/fault.tsx';
import { ChoiceFilter, DayFilter, Filters, SearchFilter } from '../../ui/filters.tsx';
import { Empty, Loading, Tag } from '../../ui/page.tsx';
import { type Column, Pager, Table } from '../../ui/table.tsx';
import { BookCard } from './book-card.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { type RecordDeed, RecordDialog } from './record-dialog.tsx';
import { RecordHistory } from './record-history.tsx';
import {
  booksQuery,
  type KeptRecord,
  type Kind,
  type Kinds,
  type Owner,
  recordsPath,
  recordsQuery,
  sheetPath,
  showValue,
} from './records.ts';

const SIZE = 50;

interface RecordBooksProps {
  owner: Owner;
  kinds: Kinds;
  /** Of a team's records: whether the reader confirms them. */
  mayConfirm?: boolean;
}

/** All kinds of records of an owner, one table at a time; the kind stands in the address. */
export function RecordBooks({ owner, kinds, mayConfirm = false }: RecordBooksProps) {
  const [search] = useSearchState();
  const kind = kinds.kinds.find(({ code }) => code === search.kind) ?? kinds.kinds[0];
  return (
    <div className="with-side">
      <KindChoice kinds={kinds} current={kind?.code ?? ''} />
      <KindNavigation owner={owner} kinds={kinds} current={kind?.code ?? ''} />
      {kind && <Records key={kind.code} kind={kind} owner={owner} mayConfirm={mayConfirm} />}
    </div>
  );
}

/** On a narrow screen the kinds are chosen from a list. */
function KindChoice({ kinds, current }: { kinds: Kinds; current: string }) {
  const navigate = useNavigate();
  const options = kinds.groups.map((group) => ({
    label: group.zh,
    options: kinds.kinds
      .filter((kind) => kind.group === group.code)
      .map((kind) => ({ value: kind.code as string, label: kind.zh })),
  }));
  return (
    <div className="kind-choice no-print">
      <label htmlFor="kind-choice">记录种类</label>
      <Select
        id="kind-choice"
        value={current}
        options={options}
        onChange={(kind) => void navigate({ to: '.', search: { kind } as never })}
      />
    </div>
  );
}

function KindNavigation({ owner, kinds, current }: { owner: Owner; kinds: Kinds; current: string }) {
  const { data: books } = useQuery(booksQuery(owner));
  const held = new Map(books?.rows.map((row) => [row.kind, row]));
  return (
    <nav className="kind-nav card no-print" aria-label="记录种类">
      {kinds.groups.map((group) => (
        <div key={group.code}>
          <h2>{group.zh}</h2>
          <ul>
            {kinds.kinds
              .filter((kind) => kind.group === group.code)
              .map((kind) => (
                <li key={kind.code}>
                  <Link
                    to="."
                    search={{ kind: kind.code } as never}
                    aria-current={kind.code === current ? 'page' : undefined}
                  >
                    {kind.zh}
                    <span className="soft number">{held.get(kind.code)?.holding ?? ''}</span>
                    {(held.get(kind.code)?.unconfirmed ?? 0) > 0 && (
                      <Tag tone="warn">待核实{held.get(kind.code)?.unconfirmed}</Tag>
                    )}
                  </Link>
                </li>
              ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

function Records({ kind, owner, mayConfirm }: { kind: Kind; owner: Owner; mayConfirm: boolean }) {
  const client = useQueryClient();
  const [search] = useSearchState();
  const today = useToday();
  const [open, setOpen] = useState<{ deed: RecordDeed | 'history' | 'import'; record: KeptRecord | null } | null>(null);
  const close = () => setOpen(null);
  const history = search.history === 'true';
  const { data } = useQuery(
    recordsQuery(owner, kind.code, {
      on: search.on,
      history: history ? 'true' : undefined,
      q: search.q,
      sort: search.sort,
      ...askedPage(search),
      size: SIZE,
    }),
  );
  const confirm = useMutation({
    mutationFn: (record: KeptRecord) =>
      api.post(`${recordsPath(owner, kind.code)}/${record.id}/confirm`, { version: record.version }),
    onSuccess: () => client.invalidateQueries({ queryKey: [owner.kind, owner.id] }),
  });
  const may = useMayOn(owner.kind, owner.id);
  const mayKeep = may(owner.kind === 'team' ? 'team.keep' : 'carrier.edit');
  const keeps = mayKeep && !kind.byDeed;
  const confirming = owner.kind === 'team' ? { mayConfirm, confirm: confirm.mutate } : null;
  const add = keeps && (
    <Button type="primary" onClick={() => setOpen({ deed: 'create', record: null })}>
      新增{kind.zh}
    </Button>
  );
  return (
    <section className="stack" aria-labelledby="kind-title">
      <div className="row spread">
        <div>
          <h2 id="kind-title">{kind.zh}</h2>
          {kind.hint && <p className="soft">{kind.hint}</p>}
        </div>
        <div className="row">
          {add}
          {keeps && <Button onClick={() => setOpen({ deed: 'import', record: null })}>Excel 导入</Button>}
          <Button href={`${sheetPath(owner, kind.code)}/export`}>Excel 导出</Button>
        </div>
      </div>
      <Filters>
        <SearchFilter label="查找" />
        {kind.when === 'period' && <DayFilter name="on" label="查看哪一天的情况" />}
        {kind.when === 'period' && (
          <ChoiceFilter
            name="history"
            label="范围"
            all="当日有效"
            options={[{ value: 'true', label: '全部（含已终止）' }]}
          />
        )}
      </Filters>
      <ErrorNotice error={confirm.error} />
      {data ? (
        <>
          <Table
            caption={kind.zh}
            columns={columnsOf(kind, (deed, record) => setOpen({ deed, record }), confirming, keeps, mayKeep)}
            rows={data.rows}
            rowKey={(row) => row.id}
            empty={
              <Empty title={`还没有${kind.zh}`} action={add}>
                {search.on || search.q
                  ? '换一个日期或清除筛选再看看。'
                  : `${keeps ? '逐条新增，或下载模板后用 Excel 一次导入。' : ''}没有登记的数据视为“未知”，不视为零。`}
              </Empty>
            }
          />
          <Pager total={data.total} more={data.more} page={pageOf(search)} size={SIZE} />
        </>
      ) : (
        <Loading />
      )}
      <BookCard owner={owner} kind={kind} states={keeps} />
      {open?.deed === 'history' && open.record && (
        <RecordHistory owner={owner} kind={kind} record={open.record} onClose={close} />
      )}
      {open?.deed === 'import' && <ImportDialog kind={kind} owner={owner} onClose={close} />}
      {open && open.deed !== 'history' && open.deed !== 'import' && (
        <RecordDialog deed={open.deed} kind={kind} owner={owner} record={open.record} today={today} onClose={close} />
      )}
    </section>
  );
}

type Act = (deed: RecordDeed | 'history', record: KeptRecord) => void;

/** null: of a carrier's records, which need no confirmation. */
type Confirming = { mayConfirm: boolean; confirm: (record: KeptRecord) => void } | null;

function columnsOf(kind: Kind, act: Act, confirming: Confirming, keeps: boolean, voids: boolean): Column<KeptRecord>[] {
  const shown = kind.fields.filter((field) => field.type !== 'longText').slice(0, 4);
  return [
    ...shown.map((field) => ({
      title: field.zh,
      sort: field.name,
      number: ['count', 'months', 'area', 'money'].includes(field.type),
      cell: (row: KeptRecord) => showValue(field, row.values[field.name], row.labels[field.name]),
    })),
    {
      title: kind.when === 'period' ? '期间' : kind.startZh,
      sort: 'validFrom',
      cell: (row) => (
        <>
          <span className="nowrap">
            {showDay(row.validFrom)}
            {kind.when === 'period' && '起'}
          </span>
          {kind.when === 'period' && row.validTo && <div className="nowrap">至{showDay(row.validTo)}</div>}
          {row.fileId && (
            <div>
              <a href={`/api/files/${row.fileId}`}>佐证：{row.fileName ?? '文件'}</a>
            </div>
          )}
        </>
      ),
    },
    {
      title: '操作',
      bare: true,
      cell: (row) => (
        <div className="row-deeds">
          {row.example && <Tag>示例</Tag>}
          {confirming && row.confirmedAt !== null && <Tag tone="ok">已核实</Tag>}
          {confirming && row.confirmedAt === null && !confirming.mayConfirm && <Tag tone="warn">待核实</Tag>}
          {confirming?.mayConfirm && row.confirmedAt === null && (
            <button
              type="button"
              className="link-button"
              aria-label={`核实: ${row.label}`}
              onClick={() => confirming.confirm(row)}
            >
              核实
            </button>
          )}
          {row.caseId && (
            <Link to={`/cases/${row.caseId}` as string} aria-label={`由办件变更：${row.label}`}>
              由办件变更
            </Link>
          )}
          {(
            [
              ...(keeps ? ([['correct', '更正']] as const) : []),
              ...(keeps && kind.when === 'period' && row.validTo === null
                ? ([
                    ['succeed', '变更'],
                    ['end', '终止'],
                  ] as const)
                : []),
              ...(voids ? ([['withdraw', '作废']] as const) : []),
              ...(row.version > 1 ? ([['history', '历次内容']] as const) : []),
            ] as const
          ).map(([deed, words]) => (
            <button
              key={deed}
              type="button"
              className="link-button"
              aria-label={`${words}: ${row.label}`}
              onClick={() => act(deed, row)}
            >
              {words}
            </button>
          ))}
        </div>
      ),
    },
  ];
}

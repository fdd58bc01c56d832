import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { ExpertDialog } from '../../features/experts/expert-dialog.tsx';
import { type Expert, expertsQuery } from '../../features/experts/experts.ts';
import { History } from '../../features/experts/history.tsx';
import { InterestForm, InterestList } from '../../features/experts/interest-form.tsx';
import { UnmaskDialog } from '../../features/people/unmask.tsx';
import { api } from '../../lib/api.ts';
import { showDay } from '../../lib/format.ts';
import { askedPage, pageOf, useSearchState } from '../../lib/search.ts';
import { useMay } from '../../lib/session.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Filters, SearchFilter } from '../../ui/filters.tsx';
import { Empty, Loading, Page } from '../../ui/page.tsx';
import { type Column, Pager, Table } from '../../ui/table.tsx';

const SIZE = 50;
type Open = { deed: 'edit' | 'interests' | 'unmask' | 'history' | 'remove'; personId: string } | { deed: 'create' };

/** 主管部门 · 专家库：谁懂什么、在哪里任职持股、手上有几件、何时不便。 */
export function ExpertsPage() {
  const [search] = useSearchState();
  const may = useMay();
  const [open, setOpen] = useState<Open | null>(null);
  const { data, error } = useQuery(expertsQuery({ q: search.q, ...askedPage(search), size: SIZE }));
  const close = () => setOpen(null);
  const add = (
    <Button type="primary" onClick={() => setOpen({ deed: 'create' })}>
      专家入库
    </Button>
  );
  const chosen = open && 'personId' in open ? data?.rows.find(({ personId }) => personId === open.personId) : undefined;
  const columns: Column<Expert>[] = [
    {
      title: '专家',
      cell: ({ name, title }) => (
        <>
          {name}
          {title && <div className="soft small">{title}</div>}
        </>
      ),
    },
    { title: '专业领域', cell: ({ fields }) => fields.join('、') },
    {
      title: '任职、持股等',
      cell: ({ interests }) =>
        interests.length > 0 ? <InterestList interests={interests} /> : <span className="soft">没有申报</span>,
    },
    {
      title: '在评',
      number: true,
      cell: ({ load, perRound, perYear }) => (
        <>
          {load}件
          <div className="soft small">
            每批次{perRound}件、每年{perYear}件为限
          </div>
        </>
      ),
    },
    { title: '不便评审', cell: (one) => awayWords(one) },
    {
      title: '操作',
      bare: true,
      cell: ({ personId, name }) => (
        <div className="row-deeds">
          <button
            type="button"
            className="link-button"
            aria-label={`修改${name}`}
            onClick={() => setOpen({ deed: 'edit', personId })}
          >
            修改
          </button>
          <button
            type="button"
            className="link-button"
            aria-label={`登记${name}的利害关系`}
            onClick={() => setOpen({ deed: 'interests', personId })}
          >
            利害关系
          </button>
          <button
            type="button"
            className="link-button"
            aria-label={`${name}的履职情况`}
            onClick={() => setOpen({ deed: 'history', personId })}
          >
            履职
          </button>
          <button
            type="button"
            className="link-button"
            aria-label={`${name}出库`}
            onClick={() => setOpen({ deed: 'remove', personId })}
          >
            出库
          </button>
          {may('people.unmask') && (
            <button
              type="button"
              className="link-button"
              aria-label={`查看${name}的联系电话`}
              onClick={() => setOpen({ deed: 'unmask', personId })}
            >
              联系电话
            </button>
          )}
        </div>
      ),
    },
  ];
  return (
    <Page title="专家库" says="抽取专家时自动回避与申报单位、入驻团队、推荐单位有利害关系的人员。" actions={add}>
      <Filters>
        <SearchFilter label="姓名或专业领域" />
      </Filters>
      <ErrorNotice error={error} />
      {data ? (
        <>
          <Table
            caption="专家库"
            columns={columns}
            rows={data.rows}
            rowKey={({ personId }) => personId}
            empty={
              <Empty title="没有符合条件的专家" action={add}>
                先由安全管理员为人员授予评审专家角色，再在这里入库。
              </Empty>
            }
          />
          <Pager total={data.total} more={data.more} page={pageOf(search)} size={SIZE} workbook="/api/experts.xlsx" />
        </>
      ) : (
        !error && <Loading />
      )}
      {open?.deed === 'create' && <ExpertDialog expert={null} onClose={close} />}
      {open?.deed === 'edit' && chosen && <ExpertDialog expert={chosen} onClose={close} />}
      {open?.deed === 'interests' && chosen && <InterestDialog expert={chosen} onClose={close} />}
      {open?.deed === 'history' && chosen && (
        <Dialog title={`履职情况 · ${chosen.name}`} open onClose={close}>
          <History path={`/api/experts/${chosen.personId}/history`} />
        </Dialog>
      )}
      {open?.deed === 'remove' && chosen && <RemovalDialog expert={chosen} onClose={close} />}
      {open?.deed === 'unmask' && chosen && (
        <UnmaskDialog person={{ id: chosen.personId, name: chosen.name }} onClose={close} />
      )}
    </Page>
  );
}

function RemovalDialog({ expert, onClose }: { expert: Expert; onClose: () => void }) {
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const remove = useMutation({
    mutationFn: () => api.post(`/api/experts/${expert.personId}/removal`, { reason }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['experts'] });
      onClose();
    },
  });
  return (
    <Dialog title={`出库 · ${expert.name}`} open onClose={onClose}>
      <div className="stack">
        <p>出库后不再选派；手上的{expert.load}件继续，需要时在办件中撤换。</p>
        <label className="stack-s" htmlFor="removal-reason">
          理由
          <Input
            id="removal-reason"
            value={reason}
            maxLength={500}
            onChange={(event) => setReason(event.target.value)}
          />
        </label>
        <ErrorNotice error={remove.error} />
        <div className="row row-end">
          <Button onClick={onClose}>取消</Button>
          <Button type="primary" danger loading={remove.isPending} onClick={() => remove.mutate()}>
            出库
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function InterestDialog({ expert, onClose }: { expert: Expert; onClose: () => void }) {
  const client = useQueryClient();
  return (
    <Dialog title={`利害关系 · ${expert.name}`} open onClose={onClose}>
      <div className="stack">
        {expert.interests.length > 0 ? (
          <InterestList
            interests={expert.interests}
            path={`/api/experts/${expert.personId}/interests`}
            onWithdrawn={() => client.invalidateQueries({ queryKey: ['experts'] })}
          />
        ) : (
          <p className="soft">没有申报过任职、持股。</p>
        )}
        <InterestForm
          path={`/api/experts/${expert.personId}/interests`}
          onDeclared={() => client.invalidateQueries({ queryKey: ['experts'] })}
        />
      </div>
    </Dialog>
  );
}

function awayWords({ awayFrom, awayTo }: Expert): string {
  if (!awayFrom && !awayTo) return '—';
  return `${awayFrom ? `${showDay(awayFrom)}起` : ''}${awayTo ? `至${showDay(awayTo)}` : ''}`;
}

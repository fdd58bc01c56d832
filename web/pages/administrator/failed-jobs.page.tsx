import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import { type failedJobsView, JOB_KINDS, JOB_STATES } from '../../../src/identity/failed-jobs/failed-job.contract.ts';
import { api } from '../../lib/api.ts';
import { showMoment } from '../../lib/format.ts';
import { askedPage, pageOf, useSearchState } from '../../lib/search.ts';
import { useLabel } from '../../lib/words.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { ErrorNotice } from '../../ui/fault.tsx';
import { ChoiceFilter, Filters } from '../../ui/filters.tsx';
import { Empty, Loading, Page, Tag } from '../../ui/page.tsx';
import { Pager, Table } from '../../ui/table.tsx';

const SIZE = 50;
const KEY = 'failed-jobs';

/** 系统管理员 · 后台任务：提醒、到期、公示期满等自动任务中失败的，原因是什么，何时再试。 */
export function FailedJobsPage() {
  const client = useQueryClient();
  const label = useLabel();
  const [search] = useSearchState();
  const asked = { state: search.state, ...askedPage(search), size: SIZE };
  const { data, error } = useQuery({
    queryKey: [KEY, asked],
    queryFn: () => api.get<z.output<typeof failedJobsView>>('/api/failed-jobs', asked),
  });
  return (
    <Page
      title="后台任务"
      says="提醒、补正逾期、公示期满等由系统按时自动办理。失败的会隔一段时间再试，多次失败后停下来，等您查明原因后重试。"
    >
      <Filters>
        <ChoiceFilter
          name="state"
          label="状态"
          options={Object.entries(JOB_STATES).map(([value, row]) => ({ value, label: label(row) }))}
        />
      </Filters>
      <ErrorNotice error={error} />
      {data ? (
        <>
          <Table
            caption="后台任务"
            rows={data.rows}
            rowKey={({ id }) => id}
            empty={<Empty title="没有失败的任务">所有自动任务都已按时办理。</Empty>}
            columns={[
              { title: '任务', cell: ({ kind }) => label(JOB_KINDS[kind], kind) },
              {
                title: '状态',
                cell: ({ state }) => <Tag tone={state === 'stopped' ? 'bad' : 'warn'}>{label(JOB_STATES[state])}</Tag>,
              },
              { title: '已失败', number: true, cell: ({ attempts }) => `${attempts}次` },
              { title: '原因', cell: ({ error }) => <span className="small">{error ?? '—'}</span> },
              { title: '产生', cell: ({ createdAt }) => <span className="nowrap">{showMoment(createdAt)}</span> },
              {
                title: '下次重试',
                cell: ({ nextAt }) => <span className="nowrap">{nextAt ? showMoment(nextAt) : '等待处理'}</span>,
              },
              {
                title: '操作',
                bare: true,
                cell: ({ id, kind }) => (
                  <Confirm
                    face="重试"
                    title="重试任务"
                    says={`“${label(JOB_KINDS[kind], kind)}”将立即重新执行。若原因没有排除，它会再次失败并留在这里。`}
                    act={async () => {
                      await api.post(`/api/failed-jobs/${id}/retry`);
                      await client.invalidateQueries({ queryKey: [KEY] });
                    }}
                  />
                ),
              },
            ]}
          />
          <Pager total={data.total} more={data.more} page={pageOf(search)} size={SIZE} />
        </>
      ) : (
        !error && <Loading />
      )}
    </Page>
  );
}

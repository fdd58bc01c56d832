import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { crumbsOf, roundQuery } from '../../features/cases/rounds.ts';
import { assignmentsQuery, type RunSummary } from '../../features/reviews/assignments.ts';
import { Plan } from '../../features/reviews/plan.tsx';
import { api } from '../../lib/api.ts';
import { showMoment } from '../../lib/format.ts';
import { useSearchState } from '../../lib/search.ts';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Card, Loading, Page, Pairs } from '../../ui/page.tsx';
import { type Column, Table } from '../../ui/table.tsx';

/** 主管部门 · 选派专家：一个批次一次算出合计最优的方案，看清理由再确认。 */
export function AssignmentPage() {
  const { roundId = '' } = useParams({ strict: false }) as { roundId?: string };
  const [search, change] = useSearchState();
  const client = useQueryClient();
  const { data, error } = useQuery(assignmentsQuery(roundId));
  const { data: round } = useQuery(roundQuery(roundId));
  const runId = search.run ?? data?.runs[0]?.id;
  const ask = useMutation({
    mutationFn: () => api.post<{ runId: string }>(`/api/rounds/${roundId}/assignments`),
    onSuccess: async (asked) => {
      await client.invalidateQueries({ queryKey: ['assignments', roundId] });
      change({ ...search, run: asked.runId, page: undefined });
    },
  });
  const columns: Column<RunSummary>[] = [
    { title: '计算时间', cell: ({ askedAt }) => showMoment(askedAt) },
    { title: '状态', cell: ({ stateLabel }) => stateLabel },
    { title: '席位', number: true, cell: ({ total }) => total },
    { title: '缺专家', number: true, cell: ({ lacking }) => `${lacking}件` },
    {
      title: '操作',
      bare: true,
      cell: (run) => (
        <button
          type="button"
          className="link-button"
          aria-label={`查看${showMoment(run.askedAt)}的方案`}
          onClick={() => change({ ...search, run: run.id, page: undefined })}
        >
          查看
        </button>
      ),
    },
  ];
  return (
    <Page
      title="选派专家"
      says="回避、上限和同单位限制都不突破；先看领域，再看各人手上的件数，合计最优。"
      crumbs={crumbsOf(round)}
      actions={
        data &&
        data.waiting > 0 && (
          <Button type="primary" loading={ask.isPending} onClick={() => ask.mutate()}>
            计算选派方案
          </Button>
        )
      }
    >
      <ErrorNotice error={error ?? ask.error} />
      {!data && !error && <Loading />}
      {data && (
        <Card title={data.round.title} id="round">
          <Pairs
            of={[
              ['待选派', `${data.waiting}件、${data.seats}个席位`],
              ['在岗专家', `${data.experts}名，按上限还可评${data.room}件次`],
              [
                '评分结束后',
                <Link key="scores" to={`/rounds/${roundId}/calibration` as string}>
                  汇总与宽严校准
                </Link>,
              ],
            ]}
          />
        </Card>
      )}
      {data && runId && <Plan roundId={roundId} runId={runId} />}
      {data && data.runs.length > 0 && (
        <Card title="历次方案" id="runs">
          <Table caption="历次方案" columns={columns} rows={data.runs} rowKey={({ id }) => id} empty={null} />
        </Card>
      )}
    </Page>
  );
}

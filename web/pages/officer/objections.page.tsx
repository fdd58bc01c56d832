import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { z } from 'zod';
import type { objectionsView } from '../../../src/cases/objections/objection.contract.ts';
import { api } from '../../lib/api.ts';
import { showDue, showMoment } from '../../lib/format.ts';
import { askedPage, pageOf, useSearchState } from '../../lib/search.ts';
import { ChoiceFilter, Filters } from '../../ui/filters.tsx';
import { Empty, Loading, Page, Tag } from '../../ui/page.tsx';
import { Pager, Table } from '../../ui/table.tsx';

const SIZE = 50;
export const OBJECTION_TONES = {
  received: 'accent',
  asked: 'note',
  heard: 'accent',
  upheld: 'bad',
  dismissed: 'ok',
  moot: 'plain',
} as const;

/** 主管部门与被异议单位 · 异议：收到的异议，听取意见，答复。 */
export function ObjectionsPage() {
  const [search] = useSearchState();
  const asked = { open: search.open, state: search.state, caseId: search.caseId, ...askedPage(search), size: SIZE };
  const { data } = useQuery({
    queryKey: ['objections', asked],
    queryFn: () => api.get<z.output<typeof objectionsView>>('/api/objections', asked),
  });
  return (
    <Page
      title="异议"
      says="异议须实名、在公示期内提出；异议人身份保密。听取被异议单位意见后才能答复，答复前不能作出决定。"
    >
      <Filters>
        <ChoiceFilter
          name="open"
          label="办理情况"
          options={[
            { value: 'true', label: '未结' },
            { value: 'false', label: '已结' },
          ]}
        />
      </Filters>
      {data ? (
        <>
          <Table
            caption="异议"
            rows={data.rows}
            rowKey={({ id }) => id}
            empty={<Empty title="没有异议">公示期内收到异议后会列在这里。</Empty>}
            columns={[
              { title: '异议', cell: (row) => <Link to={`/objections/${row.id}` as string}>{row.receipt}</Link> },
              {
                title: '针对',
                cell: (row) => (
                  <>
                    {row.caseTitle}
                    <div className="soft small">{row.noticeTitle}</div>
                  </>
                ),
              },
              { title: '提出人', cell: (row) => (row.kind === 'unit' ? '单位' : '个人') },
              { title: '状态', cell: (row) => <Tag tone={OBJECTION_TONES[row.state]}>{row.stateLabel}</Tag> },
              { title: '收到', cell: (row) => showMoment(row.receivedAt) },
              {
                title: '陈述期限',
                cell: (row) => (row.dueOn ? showDue(row.dueOn, row.dueProvisional) : '—'),
              },
            ]}
          />
          <Pager
            total={data.total}
            more={data.more}
            page={pageOf(search)}
            size={SIZE}
            workbook="/api/objections.xlsx"
          />
        </>
      ) : (
        <Loading />
      )}
    </Page>
  );
}

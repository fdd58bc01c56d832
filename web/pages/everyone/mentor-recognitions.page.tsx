import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { RECOGNITION_STATES } from '../../../src/effects/mentorRecognitions/mentorRecognition.contract.ts';
import { type RecognitionView, recognitionsQuery, showPeriod } from '../../features/mentoring/mentoring.ts';
import { api } from '../../lib/api.ts';
import { showDay } from '../../lib/format.ts';
import { askedPage, pageOf, useSearchState } from '../../lib/search.ts';
import { useMay } from '../../lib/session.ts';
import { ChoiceFilter, Filters, SearchFilter } from '../../ui/filters.tsx';
import { Form, REQUIRED } from '../../ui/form.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { Label } from '../../ui/label.tsx';
import { Empty, Loading, Page, Tag } from '../../ui/page.tsx';
import { type Column, Pager, Table } from '../../ui/table.tsx';

const SIZE = 50;
const TONES = { coming: 'note', valid: 'ok', expired: 'plain', revoked: 'bad', resigned: 'plain' } as const;

const columns = (revoke: ((row: RecognitionView) => void) | null): Column<RecognitionView>[] => [
  {
    title: '导师',
    cell: (row) => (
      <>
        {row.mentorName} {row.example && <Tag>示例</Tag>}
        <div className="soft small">{row.fields}</div>
      </>
    ),
  },
  {
    title: '认定为',
    cell: (row) => (
      <>
        {row.name}
        <div className="soft small">{row.grantedBy}</div>
      </>
    ),
  },
  {
    title: '编号',
    cell: (row) => (
      <a className="number nowrap" href={`/mentors/${row.id}`}>
        {row.number}
      </a>
    ),
  },
  {
    title: '推荐载体',
    cell: (row) => (
      <>
        <Link to={`/spaces/${row.carrierId}` as string}>{row.carrier}</Link>
        <div className="soft small">{row.territory}</div>
      </>
    ),
  },
  {
    title: '有效期',
    cell: (row) => (
      <>
        {showPeriod(row)}{' '}
        <Tag tone={TONES[row.state]}>
          <Label of={RECOGNITION_STATES[row.state]} />
        </Tag>
        {row.endedOn && (
          <div className="soft small">
            {showDay(row.endedOn)}
            {row.endNumber && `，${row.endCites}，${row.endNumber}`}。{row.endReason}
          </div>
        )}
      </>
    ),
  },
  {
    title: '办件',
    cell: (row) => (
      <div className="stack-s">
        <Link to={`/cases/${row.caseId}` as string}>{row.caseNumber}</Link>
        {row.endCaseId && <Link to={`/cases/${row.endCaseId}` as string}>撤销办件</Link>}
        {revoke && row.state === 'valid' && (
          <Button aria-label={`撤销认定：${row.mentorName}`} onClick={() => revoke(row)}>
            撤销认定
          </Button>
        )}
      </div>
    ),
  },
];

/** 主管部门与运营机构 · 认定的导师：谁、依据什么、编号、有效期、由哪个办件而来。 */
export function MentorRecognitionsPage() {
  const may = useMay();
  const navigate = useNavigate();
  const [revoking, setRevoking] = useState<RecognitionView | null>(null);
  const [search] = useSearchState();
  const { data } = useQuery(recognitionsQuery({ q: search.q, state: search.state, ...askedPage(search), size: SIZE }));
  return (
    <Page title="认定的导师" says="经申请、审核、公示、决定后认定；名录和证书在公开门户可查可核。">
      <Filters>
        <SearchFilter label="姓名、编号、载体或辅导领域" />
        <ChoiceFilter
          name="state"
          label="认定"
          options={[
            { value: 'holds', label: '目前有效' },
            { value: 'over', label: '不在有效期' },
          ]}
        />
      </Filters>
      {data ? (
        <>
          <Table
            caption="认定的导师"
            columns={columns(may('mentor.revoke') ? setRevoking : null)}
            rows={data.rows}
            rowKey={({ id }) => id}
            empty={<Empty title="还没有认定的导师">聘任导师的载体可在“导师”页为其申请认定。</Empty>}
          />
          <Pager total={data.total} more={data.more} page={pageOf(search)} size={SIZE} />
        </>
      ) : (
        <Loading />
      )}
      {revoking && (
        <FormDialog<{ reason: string }>
          title={`撤销认定：${revoking.mentorName}`}
          says="立案后由本机关核实，负责人签发决定；签发之日起证书失效，公开名录随之更新。"
          button="立案"
          send={async (given) => {
            const { caseId } = await api.post<{ caseId: string }>(
              `/api/mentor-recognitions/${revoking.id}/revocation`,
              given,
            );
            void navigate({ to: `/cases/${caseId}` as string });
          }}
          onClose={() => setRevoking(null)}
        >
          <Form.Item name="reason" label="事由" rules={REQUIRED('请说明理由')}>
            <Input.TextArea autoSize={{ minRows: 3 }} />
          </Form.Item>
        </FormDialog>
      )}
    </Page>
  );
}

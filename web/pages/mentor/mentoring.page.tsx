import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { RECOGNITION_STATES } from '../../../src/effects/mentorRecognitions/mentorRecognition.contract.ts';
import { MENTORING_STATES, type SessionView } from '../../../src/records/mentoring/mentoring.contract.ts';
import { FeedCard } from '../../features/bookings/feed-card.tsx';
import { HoursDialog } from '../../features/mentoring/hours-dialog.tsx';
import { MentorWeek } from '../../features/mentoring/mentor-week.tsx';
import {
  mentorshipsQuery,
  type RecognitionView,
  recognitionsOfQuery,
  sessionsQuery,
  showMinutes,
  showPeriod,
} from '../../features/mentoring/mentoring.ts';
import { deedsOf, SessionDeeds } from '../../features/mentoring/session-deeds.tsx';
import { api } from '../../lib/api.ts';
import { showMoment } from '../../lib/format.ts';
import { askedPage, pageOf, useSearchState } from '../../lib/search.ts';
import { useSession } from '../../lib/session.ts';
import { useWords } from '../../lib/words.ts';
import { ChoiceFilter, choicesOf, Filters } from '../../ui/filters.tsx';
import { Form, REQUIRED } from '../../ui/form.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { Label } from '../../ui/label.tsx';
import { Card, Empty, Loading, Page, Tag } from '../../ui/page.tsx';
import { type Column, Pager, Table } from '../../ui/table.tsx';

const SIZE = 50;
const TONES = {
  requested: 'warn',
  booked: 'note',
  declined: 'plain',
  cancelled: 'plain',
  held: 'ok',
  missed: 'bad',
} as const;

/** 导师、创业团队与运营机构 · 辅导：约了谁、何时、谈什么，双方确认、评价和笔记。 */
export function MentoringPage() {
  const [search] = useSearchState();
  const { roles } = useSession();
  const isMentor = roles.some(({ code }) => code === 'mentor');
  const isSpace = roles.some(({ code }) => code === 'operator' || code === 'operatorStaff');
  const asked = {
    state: search.state,
    teamId: search.teamId,
    mentorId: search.mentorId,
    ...askedPage(search),
    size: SIZE,
  };
  const { data } = useQuery(sessionsQuery(asked));
  const columns: Column<SessionView>[] = [
    {
      title: '时间',
      cell: (row) => (
        <>
          <span className="nowrap">{showMoment(row.startsAt)}</span>
          <div className="soft small">
            {showMinutes((Date.parse(row.endsAt) - Date.parse(row.startsAt)) / 60_000)} · {row.online ? '线上' : '当面'}
          </div>
        </>
      ),
    },
    {
      title: '团队与问题',
      cell: (row) => (
        <>
          {row.teamName} {row.example && <Tag>示例</Tag>}
          <div className="soft small">{row.topic}</div>
        </>
      ),
    },
    {
      title: '导师',
      cell: (row) => (
        <>
          {row.mentorName}
          <div className="soft small">{row.carrierName}</div>
        </>
      ),
    },
    {
      title: '状态',
      cell: (row) => (
        <>
          <Tag tone={TONES[row.state]}>
            <Label of={MENTORING_STATES[row.state]} />
          </Tag>
          {row.reason && <div className="soft small">{row.reason}</div>}
          {row.state === 'booked' && row.teamConfirmedAt && <div className="soft small">团队已确认</div>}
          {row.state === 'booked' && row.mentorConfirmedAt && <div className="soft small">导师已确认</div>}
          {row.sharedNote && <div className="small">笔记：{row.sharedNote}</div>}
          {row.teamRating !== null && <div className="soft small">团队评价{row.teamRating}分</div>}
        </>
      ),
    },
    {
      title: '操作',
      bare: true,
      cell: (row) => <SessionDeeds session={row} deeds={deedsOf(row, isMentor || isSpace)} />,
    },
  ];
  return (
    <Page
      title="导师辅导"
      says={isMentor ? '接受或婉拒预约，辅导后双方确认。' : '双方确认过的辅导才计入统计和课时。'}
      actions={isMentor && <OwnHours />}
    >
      {isMentor && <OwnWeek />}
      {isMentor && <OwnRecognitions />}
      <Filters>
        <ChoiceFilter name="state" label="状态" options={choicesOf(MENTORING_STATES)} />
      </Filters>
      {data ? (
        <>
          <Table
            caption="导师辅导"
            columns={columns}
            rows={data.rows}
            rowKey={({ id }) => id}
            empty={<Empty title="没有辅导记录">团队在“找导师”里预约后会出现在这里。</Empty>}
          />
          <Pager
            total={data.total}
            more={data.more}
            page={pageOf(search)}
            size={SIZE}
            workbook="/api/mentoring-sessions.xlsx"
          />
        </>
      ) : (
        <Loading />
      )}
      {isMentor && <FeedCard />}
    </Page>
  );
}

/** What one is recognised as, with the certificate. */
function OwnRecognitions() {
  const t = useWords();
  const client = useQueryClient();
  const [leaving, setLeaving] = useState<RecognitionView | null>(null);
  const { data: mine } = useQuery(mentorshipsQuery);
  const first = mine?.rows[0]?.mentorId;
  const { data } = useQuery({ ...recognitionsOfQuery(first ?? ''), enabled: first !== undefined });
  if (!data || data.rows.length === 0) return null;
  return (
    <Card title={t('我的认定')} id="recognitions">
      <ul className="plain stack-s">
        {data.rows.map((row) => (
          <li key={row.id} className="row spread">
            <span>
              <a href={`/mentors/${row.id}`}>{row.name}</a>{' '}
              <span className="soft">
                {row.number} {showPeriod(row)}
              </span>
            </span>
            <span className="row">
              <a href={`/api/mentors/${row.mentorId}/recognitions/${row.id}/certificate`}>{t('下载证书')}</a>
              {row.state === 'valid' ? (
                <Button onClick={() => setLeaving(row)}>辞任</Button>
              ) : (
                <Label of={RECOGNITION_STATES[row.state]} />
              )}
            </span>
          </li>
        ))}
      </ul>
      {leaving && (
        <FormDialog<{ reason: string }>
          title={`辞任：${leaving.name}`}
          says="提交后认定即时终止，证书失效，公开名录随之更新，不能撤回。"
          button="提交辞任"
          send={async (given) => {
            await api.post(`/api/mentors/${leaving.mentorId}/recognitions/${leaving.id}/resignation`, given);
            await client.invalidateQueries({ queryKey: ['mentoring'] });
          }}
          onClose={() => setLeaving(null)}
        >
          <Form.Item name="reason" label="理由" rules={REQUIRED('请说明理由')}>
            <Input.TextArea autoSize={{ minRows: 2 }} />
          </Form.Item>
        </FormDialog>
      )}
    </Card>
  );
}

function OwnWeek() {
  const { data } = useQuery(mentorshipsQuery);
  const first = data?.rows[0];
  if (!first) return null;
  return (
    <Card title="我的一周" id="week">
      <MentorWeek mentorId={first.mentorId} />
    </Card>
  );
}

/** One person's calendar is one, however many spaces engage them. */
function OwnHours() {
  const { data } = useQuery(mentorshipsQuery);
  const [open, setOpen] = useState(false);
  const first = data?.rows[0];
  if (!first) return null;
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        我的可约时间
      </Button>
      {open && <HoursDialog mentorId={first.mentorId} onClose={() => setOpen(false)} />}
    </>
  );
}

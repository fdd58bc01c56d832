import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import type { NoticeView } from '../../../src/cases/notices/notice.contract.ts';
import { api } from '../../lib/api.ts';
import { showDay, showDue, showMoment } from '../../lib/format.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Form, REQUIRED, useFieldErrors } from '../../ui/form.tsx';
import { DayInput } from '../../ui/inputs.tsx';
import { Card, Notice, Page, Pairs, Tag } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';
import { NOTICE_TONES } from './notices.page.tsx';

type Text = Pick<NoticeView, 'title' | 'basis' | 'passed' | 'howToObject' | 'phones' | 'plannedOn'> & {
  attachmentTitles: string;
};

/** 主管部门 · 一份公示：核对正文，发布，看谁被公示、有没有异议。 */
export function NoticePage() {
  const { noticeId = '' } = useParams({ strict: false }) as { noticeId?: string };
  const { data: notice } = useSuspenseQuery({
    queryKey: ['notices', noticeId],
    queryFn: () => api.get<NoticeView>(`/api/notices/${noticeId}`),
  });
  return (
    <Page
      title={notice.title}
      crumbs={[{ title: '公示', to: '/notices' }]}
      actions={notice.state !== 'draft' && <a href={`/notices/${notice.id}`}>在门户查看</a>}
    >
      <Card title="公示期" id="period">
        <div className="stack">
          {notice.late && <Notice tone="warn" title="实际发布晚于计划，截止日已顺延" />}
          <Pairs
            of={[
              [
                '状态',
                <Tag key="state" tone={NOTICE_TONES[notice.state]}>
                  {notice.stateLabel}
                </Tag>,
              ],
              ['期限', `${notice.workingDays}个工作日，首日计算在内`],
              [
                '起止',
                notice.firstDay
                  ? `${showDay(notice.firstDay)}至${showDue(notice.lastDay, notice.provisional)}`
                  : `计划${showDay(notice.plannedOn)}至${showDay(notice.plannedLastDay)}`,
              ],
              [
                '发布',
                notice.publishedAt ? `${notice.publishedBy ?? ''} ${showMoment(notice.publishedAt)}` : '尚未发布',
              ],
              ['发文机关', notice.issuer],
            ]}
          />
        </div>
      </Card>
      {notice.state === 'draft' ? <Draft key={notice.version} notice={notice} /> : <Told notice={notice} />}
      <Card title="公示对象" id="entries">
        <Table
          caption="公示对象"
          rows={notice.entries}
          rowKey={({ caseId }) => caseId}
          empty={<p className="empty">没有公示对象</p>}
          columns={[
            { title: '名称', cell: (row) => <Link to={`/cases/${row.caseId}` as string}>{row.name}</Link> },
            { title: '运营机构', cell: (row) => row.operator },
            { title: '所在地', cell: (row) => row.territory },
            ...(notice.entries.some(({ result }) => result !== null)
              ? [{ title: '拟评等次', cell: (row: NoticeView['entries'][number]) => row.result ?? '—' }]
              : []),
            { title: '未结异议', number: true, cell: (row) => row.openObjections },
            {
              title: '结果',
              cell: (row) =>
                row.outcome === 'clear' ? (
                  <Tag tone="ok">无异议</Tag>
                ) : row.outcome === 'upheld' ? (
                  <Tag tone="bad">异议成立</Tag>
                ) : (
                  '公示中'
                ),
            },
          ]}
        />
      </Card>
    </Page>
  );
}

function Told({ notice }: { notice: NoticeView }) {
  return (
    <Card title="公示正文" id="text">
      {notice.paragraphs.map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
    </Card>
  );
}

function Draft({ notice }: { notice: NoticeView }) {
  const [form] = Form.useForm<Text>();
  const client = useQueryClient();
  const showFields = useFieldErrors(form);
  const keep = (saved: NoticeView) => {
    client.setQueryData(['notices', notice.id], saved);
    void client.invalidateQueries({ queryKey: ['notices'] });
    void client.invalidateQueries({ queryKey: ['case'] });
  };
  const save = useMutation({
    mutationFn: ({ attachmentTitles, ...text }: Text) =>
      api.put<NoticeView>(`/api/notices/${notice.id}`, {
        version: notice.version,
        ...text,
        plannedOn: text.plannedOn ?? null,
        phones: text.phones ?? [],
        attachments: attachmentTitles
          .split('\n')
          .map((title) => title.trim())
          .filter(Boolean)
          .map((title) => ({ title })),
      }),
    onSuccess: keep,
    onError: showFields,
  });
  const publish = useMutation({
    mutationFn: () => api.post<NoticeView>(`/api/notices/${notice.id}/publication`, { version: notice.version }),
    onSuccess: keep,
    onError: showFields,
  });
  const initial = { ...notice, attachmentTitles: notice.attachments.map(({ title }) => title).join('\n') };
  return (
    <Card title="公示正文" id="text">
      <Form form={form} layout="vertical" initialValues={initial} onFinish={(text) => save.mutate(text)}>
        <Form.Item name="title" label="标题" rules={REQUIRED('请填写标题')}>
          <Input />
        </Form.Item>
        <Form.Item name="basis" label="依据">
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} />
        </Form.Item>
        <Form.Item name="passed" label="已经过的程序">
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} />
        </Form.Item>
        <Form.Item name="howToObject" label="提出异议的方式">
          <Input.TextArea autoSize={{ minRows: 3, maxRows: 12 }} />
        </Form.Item>
        <fieldset className="plain-fieldset">
          <legend>联系电话（业务、信访、纪检）</legend>
          <Form.List name="phones">
            {(rows, { add, remove }) => (
              <>
                {rows.map(({ key, name }) => (
                  <div key={key} className="row row-fields">
                    <Form.Item name={[name, 'office']} label="处室">
                      <Input />
                    </Form.Item>
                    <Form.Item name={[name, 'phone']} label="电话">
                      <Input inputMode="tel" />
                    </Form.Item>
                    <Button onClick={() => remove(name)} aria-label={`移除第${name + 1}个电话`}>
                      移除
                    </Button>
                  </div>
                ))}
                <Button onClick={() => add({ office: '', phone: '' })}>增加电话</Button>
              </>
            )}
          </Form.List>
        </fieldset>
        <Form.Item name="attachmentTitles" label="附件名称（每行一个）" style={{ marginTop: 'var(--space-4)' }}>
          <Input.TextArea autoSize={{ minRows: 1, maxRows: 6 }} />
        </Form.Item>
        <Form.Item name="plannedOn" label="计划发布日期">
          <DayInput />
        </Form.Item>
        <div className="stack-s">
          <ErrorNotice error={save.error ?? publish.error} />
          <div className="row">
            <Button htmlType="submit" loading={save.isPending}>
              保存
            </Button>
            <Confirm
              primary
              face="发布公示"
              title="发布公示?"
              says={`发布的是已保存的内容。今日起公示${notice.workingDays}个工作日，首日计算在内；发布后不能修改。`}
              act={() => publish.mutateAsync()}
            />
          </div>
        </div>
      </Form>
    </Card>
  );
}

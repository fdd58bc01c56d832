import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import type { z } from 'zod';
import type { calendarView, calendarYearView } from '../../../src/identity/calendar/calendar.contract.ts';
import { ApiError, api } from '../../lib/api.ts';
import { showDay, showMoment } from '../../lib/format.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/fault.tsx';
import { FileButton } from '../../ui/file-picker.tsx';
import { Form, REQUIRED, useFieldErrors } from '../../ui/form.tsx';
import { NumberInput } from '../../ui/inputs.tsx';
import { Empty, Loading, Page, Tag } from '../../ui/page.tsx';
import { type Column, Table } from '../../ui/table.tsx';

type Year = z.output<typeof calendarYearView>;
const KEY = ['working-calendar'];

/** 系统管理员 · 工作日历：已公布的节假日与调休；未公布年份的期限一律为暂定。 */
export function CalendarsPage() {
  const client = useQueryClient();
  const [editing, setEditing] = useState<Year | 'new' | null>(null);
  const { data } = useQuery({
    queryKey: KEY,
    queryFn: () => api.get<z.output<typeof calendarView>>('/api/working-calendar'),
  });
  const load = useMutation({
    mutationFn: async ([file]: File[]) => {
      const years: unknown = JSON.parse((await file?.text()) ?? '');
      return api.post('/api/working-calendar/import', Array.isArray(years) ? { years } : years);
    },
    onSuccess: () => client.invalidateQueries({ queryKey: KEY }),
  });
  const columns: Column<Year>[] = [
    { title: '年份', cell: ({ year }) => `${year}年` },
    {
      title: '来源',
      cell: ({ origin }) => (
        <Tag tone={origin === 'added' ? 'accent' : 'plain'}>{origin === 'added' ? '本平台录入' : '随产品提供'}</Tag>
      ),
    },
    { title: '依据', cell: ({ source }) => source },
    { title: '放假', cell: (year) => <Days days={year.holidays} what="放假" /> },
    { title: '调休上班', cell: (year) => <Days days={year.workdays} what="调休上班" /> },
    { title: '录入', cell: ({ addedAt, addedBy }) => (addedAt ? `${addedBy ?? ''} ${showMoment(addedAt)}` : '—') },
    {
      title: '操作',
      bare: true,
      cell: (year) => (
        <button
          type="button"
          className="link-button"
          onClick={() => setEditing(year)}
          aria-label={`修改${year.year}年`}
        >
          修改
        </button>
      ),
    },
  ];
  return (
    <Page
      title="工作日历"
      says="期限按工作日计算。国务院办公厅公布下一年度安排后在此录入，暂定的期限随即重新计算。"
      actions={
        <>
          <Button type="primary" onClick={() => setEditing('new')}>
            录入年份
          </Button>
          <FileButton accept=".json,application/json" pending={load.isPending} onPick={(files) => load.mutate(files)}>
            导入 JSON
          </FileButton>
        </>
      }
    >
      <ErrorNotice
        error={load.error instanceof SyntaxError ? new ApiError(422, { message: '文件不是有效的 JSON' }) : load.error}
      />
      {data ? (
        <Table
          caption="工作日历"
          columns={columns}
          rows={data.rows}
          rowKey={({ year }) => String(year)}
          empty={<Empty title="没有年份">录入已公布的年份。</Empty>}
        />
      ) : (
        <Loading />
      )}
      {editing && <YearDialog year={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </Page>
  );
}

function Days({ days, what }: { days: readonly string[]; what: string }) {
  if (days.length === 0) return '—';
  return (
    <details>
      <summary aria-label={`${what}${days.length}天`}>{days.length}天</summary>
      <ul className="plain small">
        {days.map((day) => (
          <li key={day}>{showDay(day)}</li>
        ))}
      </ul>
    </details>
  );
}

interface Entered {
  year: number;
  source: string;
  holidays: string;
  workdays: string;
}
const listed = (text: string) => text.split(/[\s,,;;、]+/).filter((day) => day !== '');

function YearDialog({ year, onClose }: { year: Year | null; onClose: () => void }) {
  const [form] = Form.useForm<Entered>();
  const client = useQueryClient();
  const showFields = useFieldErrors(form);
  const save = useMutation({
    mutationFn: ({ year: number, source, holidays, workdays }: Entered) =>
      api.put(`/api/working-calendar/${number}`, { source, holidays: listed(holidays), workdays: listed(workdays) }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: KEY });
      onClose();
    },
    onError: showFields,
  });
  const initial = year
    ? { year: year.year, source: year.source, holidays: year.holidays.join('\n'), workdays: year.workdays.join('\n') }
    : { holidays: '', workdays: '' };
  return (
    <Dialog title={year ? `修改${year.year}年` : '录入年份'} open onClose={onClose}>
      <Form form={form} layout="vertical" initialValues={initial} onFinish={(entered) => save.mutate(entered)}>
        <Form.Item name="year" label="年份" rules={REQUIRED('请填写年份')}>
          <NumberInput whole unit="年" disabled={year !== null} />
        </Form.Item>
        <Form.Item
          name="source"
          label="依据的通知"
          extra="如：国务院办公厅关于2027年部分节假日安排的通知（国办发明电〔2026〕×号）"
          rules={REQUIRED('请写明依据的通知')}
        >
          <Input />
        </Form.Item>
        <Form.Item
          name="holidays"
          label="放假的日期"
          extra="每行一个，如 2027-01-01；周末不必列出"
          rules={REQUIRED('请填写放假的日期')}
        >
          <Input.TextArea autoSize={{ minRows: 4, maxRows: 12 }} />
        </Form.Item>
        <Form.Item name="workdays" label="调休上班的日期" extra="每行一个">
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} />
        </Form.Item>
        <div className="stack-s">
          <ErrorNotice error={save.error} />
          <div className="row row-end">
            <Button onClick={onClose}>取消</Button>
            <Button type="primary" htmlType="submit" loading={save.isPending}>
              保存
            </Button>
          </div>
        </div>
      </Form>
    </Dialog>
  );
}

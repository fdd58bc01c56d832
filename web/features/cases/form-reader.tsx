import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import type { z } from 'zod';
import type { contactView } from '../../../src/cases/intake/intake.contract.ts';
import { api } from '../../lib/api.ts';
import { showDay, showMoment, showNumber, showSize } from '../../lib/format.ts';
import { useMay } from '../../lib/session.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Loading, Notice } from '../../ui/page.tsx';
import { type Form, type FormField, formQuery } from './cases.ts';

/** The application as it stands, to be read: answers and evidence; what belongs to an indicator stands with it. */
export function FormReader({ caseId }: { caseId: string }) {
  const may = useMay();
  const { data: form, error } = useQuery(formQuery(caseId));
  if (error) return <ErrorNotice error={error} />;
  if (!form) return <Loading />;
  const fields = form.fields.filter(({ indicator }) => indicator === null);
  const elsewhere = new Set(form.fields.filter(({ indicator }) => indicator !== null).map(({ id }) => id));
  const slots = form.evidence.filter(({ slot, files }) => files.length > 0 && !elsewhere.has(slot));
  return (
    <div className="stack">
      <dl className="answers">
        {fields
          .filter(({ kind }) => kind !== 'file')
          .map((field) => (
            <div key={field.id}>
              <dt>{field.label}</dt>
              <dd>
                {showAnswer(field, form.answers[field.id])}
                {field.kind === 'contact' && form.answers[field.id] && may('case.contact') && (
                  <ReadContact caseId={caseId} field={field} />
                )}
              </dd>
            </div>
          ))}
      </dl>
      <div className="stack-s">
        <h3>佐证材料</h3>
        {slots.length === 0 && <p className="soft">没有上传材料。</p>}
        <ul className="plain stack-s">
          {slots.map((slot) => (
            <li key={slot.slot}>
              <strong>{slot.label}</strong>
              <EvidenceFiles files={slot.files} />
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

/** The contact in the clear, for a reason that is written down. */
function ReadContact({ caseId, field }: { caseId: string; field: FormField }) {
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const ask = useMutation({
    mutationFn: () =>
      api.post<z.output<typeof contactView>>(`/api/cases/${caseId}/form/contact`, { field: field.id, reason }),
  });
  const id = `reason-${field.id}`;
  return (
    <>
      {' '}
      <button type="button" className="link-button" onClick={() => setOpen(true)}>
        查看完整内容
      </button>
      <Dialog title={`查看完整内容 · ${field.label}`} open={open} onClose={() => setOpen(false)}>
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            ask.mutate();
          }}
        >
          <label className="stack-s" htmlFor={id}>
            查看原因
            <Input id={id} maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />
          </label>
          <p className="soft small">与查看时间、查看人一并记入审计日志。</p>
          <ErrorNotice error={ask.error} />
          {ask.data && (
            <Notice tone="ok" live title={field.label}>
              {ask.data.value}
            </Notice>
          )}
          <div className="row row-end">
            <Button onClick={() => setOpen(false)}>关闭</Button>
            <Button type="primary" htmlType="submit" loading={ask.isPending}>
              查看
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  );
}

export function EvidenceFiles({ files }: { files: Form['evidence'][number]['files'] }) {
  return (
    <ul>
      {files.map((file) => (
        <li key={file.id}>
          <a href={`/api/files/${file.fileId}`}>{file.name}</a>{' '}
          <span className="soft small">
            {showSize(file.size)} · {showMoment(file.addedAt)} · SHA-256 {file.sha256.slice(0, 8)}…
          </span>
        </li>
      ))}
    </ul>
  );
}

export function showAnswer(field: FormField, value: string | number | boolean | undefined | null): string {
  if (value === undefined || value === null || value === '') return '未填写';
  if (field.kind === 'choice') return field.options.find(({ code }) => code === value)?.zh ?? String(value);
  if (field.kind === 'commitment') return value ? '已承诺' : '未承诺';
  if (field.kind === 'date') return showDay(String(value));
  if (field.kind === 'recommender') return '已选择';
  return typeof value === 'number' ? showNumber(value) : String(value);
}

import { useQuery } from '@tanstack/react-query';
import { showDay, showMoment, showNumber, showSize } from '../../lib/format.ts';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Loading } from '../../ui/page.tsx';
import { type Form, type FormField, formQuery } from './cases.ts';

/** The application as it stands, to be read: answers and evidence. */
export function FormReader({ caseId }: { caseId: string }) {
  const { data: form, error } = useQuery(formQuery(caseId));
  if (error) return <ErrorNotice error={error} />;
  if (!form) return <Loading />;
  const slots = form.evidence.filter(({ files }) => files.length > 0);
  return (
    <div className="stack">
      <dl className="answers">
        {form.fields
          .filter(({ kind }) => kind !== 'file')
          .map((field) => (
            <div key={field.id}>
              <dt>{field.label}</dt>
              <dd>{showAnswer(field, form.answers[field.id])}</dd>
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

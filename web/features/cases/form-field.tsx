import { useQuery } from '@tanstack/react-query';
import { Checkbox, Input } from 'antd';
import { useState } from 'react';
import { api } from '../../lib/api.ts';
import { showMoment } from '../../lib/format.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ChoiceInput, DayInput, NumberInput } from '../../ui/inputs.tsx';
import { OrganisationPicker } from '../../ui/organisation-picker.tsx';
import { Empty, Loading, Notice, Tag } from '../../ui/page.tsx';
import type { Answer, Autosave } from './autosave.ts';
import { type Form, type FormField, formHistoryQuery } from './cases.ts';
import { EvidenceSlot } from './evidence-slot.tsx';
import { showAnswer } from './form-reader.tsx';

interface EntryProps {
  form: Form;
  field: FormField;
  autosave: Autosave;
  /** Each file says what it proves. */
  explains?: Readonly<Record<string, string>>;
}

/** What is entered in one place of the form: an answer, or the files of its slot. */
export function FormEntry({ form, field, autosave, explains }: EntryProps) {
  const slot = field.kind === 'file' ? form.evidence.find((one) => one.slot === field.id) : undefined;
  if (!slot) return <FormFieldRow caseId={form.caseId} field={field} autosave={autosave} />;
  return (
    <div id={`field-${field.id}`}>
      <EvidenceSlot caseId={form.caseId} slot={slot} open explains={explains} />
      {autosave.errors[field.id] && <p className="field-error">{autosave.errors[field.id]}</p>}
    </div>
  );
}

interface FieldProps {
  caseId: string;
  field: FormField;
  autosave: Autosave;
}

/** One field of the application: its clause, its help, its error, its history. */
function FormFieldRow({ caseId, field, autosave }: FieldProps) {
  const [history, setHistory] = useState(false);
  const id = `field-${field.id}`;
  const error = autosave.errors[field.id];
  const conflict = field.id in autosave.conflicts;
  const value = autosave.values[field.id];
  const notes = [field.help && `${id}-help`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;
  return (
    <div className={error ? 'field field-bad' : 'field'}>
      {field.kind !== 'commitment' && (
        <label htmlFor={id}>
          {field.label}
          {!field.required && <span className="soft">（可不填）</span>}
        </label>
      )}
      {field.cites && <p className="soft small">依据 {field.cites}</p>}
      {field.help && (
        <p className="soft small" id={`${id}-help`}>
          {field.help}
        </p>
      )}
      <FieldInput
        caseId={caseId}
        id={id}
        field={field}
        value={value}
        notes={notes}
        onChange={(next) => autosave.change(field.id, next)}
      />
      {error && (
        <p className="field-error" id={`${id}-error`}>
          {error}
        </p>
      )}
      {conflict && (
        <Notice tone="warn" live title="他人刚刚修改了此项">
          <p>
            对方填写：{showAnswer(field, autosave.conflicts[field.id])}
            <br />
            您填写：{showAnswer(field, value)}
          </p>
          <div className="row">
            <button type="button" className="link-button" onClick={() => autosave.resolve(field.id, 'mine')}>
              保留我的
            </button>
            <button type="button" className="link-button" onClick={() => autosave.resolve(field.id, 'theirs')}>
              采用对方的
            </button>
          </div>
        </Notice>
      )}
      <div className="row small">
        {autosave.fromOthers.includes(field.id) && <Tag tone="note">他人刚刚更新</Tag>}
        <button
          type="button"
          className="link-button soft"
          onClick={() => setHistory(true)}
          aria-label={`修改记录：${field.label}`}
        >
          修改记录
        </button>
      </div>
      {history && <FieldHistory caseId={caseId} field={field} onClose={() => setHistory(false)} />}
    </div>
  );
}

interface InputProps {
  caseId: string;
  id: string;
  field: FormField;
  value: Answer | undefined;
  notes: string | undefined;
  onChange: (value: Answer | null) => void;
}

function FieldInput({ caseId, id, field, value, notes, onChange }: InputProps) {
  const text = typeof value === 'string' ? value : '';
  switch (field.kind) {
    case 'longText':
      return (
        <Input.TextArea
          id={id}
          aria-describedby={notes}
          value={text}
          autoSize={{ minRows: 4, maxRows: 20 }}
          onChange={(event) => onChange(event.target.value || null)}
        />
      );
    case 'contact':
      return <ContactInput id={id} value={text} notes={notes} onChange={onChange} />;
    case 'number':
      return <NumberInput id={id} value={typeof value === 'number' ? value : null} onChange={onChange} />;
    case 'date':
      return <DayInput id={id} value={text || null} onChange={onChange} />;
    case 'choice':
      return (
        <ChoiceInput
          id={id}
          value={text || null}
          options={field.options.map(({ code, zh }) => ({ value: code, label: zh }))}
          onChange={onChange}
        />
      );
    case 'commitment':
      return (
        <Checkbox id={id} checked={value === true} onChange={(event) => onChange(event.target.checked)}>
          {field.label}
        </Checkbox>
      );
    case 'recommender':
      return field.id.startsWith('change.') ? (
        <OrganisationPicker id={id} value={text || null} onChange={onChange} />
      ) : (
        <RecommenderInput caseId={caseId} id={id} value={text || null} onChange={onChange} />
      );
    default:
      return (
        <Input
          id={id}
          aria-describedby={notes}
          value={text}
          onChange={(event) => onChange(event.target.value || null)}
        />
      );
  }
}

interface ContactProps {
  id: string;
  value: string;
  notes: string | undefined;
  onChange: (value: string | null) => void;
}
/** Shown masked once it is saved; whoever goes into the field writes it anew. */
function ContactInput({ id, value, notes, onChange }: ContactProps) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <>
      <Input
        id={id}
        aria-describedby={[`${id}-kept`, notes].filter(Boolean).join(' ')}
        autoComplete="off"
        value={typed ?? value}
        placeholder={value}
        onFocus={() => setTyped('')}
        onBlur={() => setTyped(null)}
        onChange={(event) => {
          setTyped(event.target.value);
          if (event.target.value) onChange(event.target.value);
        }}
      />
      <p className="soft small" id={`${id}-kept`}>
        加密保存，只显示部分号码；需要修改时重新填写。
      </p>
    </>
  );
}

interface RecommenderProps {
  caseId: string;
  id: string;
  value: string | null;
  onChange: (value: string | null) => void;
}
function RecommenderInput({ caseId, id, value, onChange }: RecommenderProps) {
  const { data } = useQuery({
    queryKey: ['case', caseId, 'recommenders'],
    queryFn: () => api.get<{ rows: { id: string; name: string }[] }>(`/api/cases/${caseId}/recommenders`),
  });
  const options = (data?.rows ?? []).map((row) => ({ value: row.id, label: row.name }));
  return <ChoiceInput id={id} searchable value={value} options={options} onChange={onChange} />;
}

function FieldHistory({ caseId, field, onClose }: { caseId: string; field: FormField; onClose: () => void }) {
  const { data } = useQuery(formHistoryQuery(caseId, field.id));
  return (
    <Dialog title={`修改记录 · ${field.label}`} open onClose={onClose}>
      {!data && <Loading />}
      {data?.rows.length === 0 && <Empty title="还没有填写过" />}
      <ol className="timeline">
        {data?.rows.map((row) => (
          <li key={row.revision}>
            <strong>{row.person}</strong> <span className="soft small">{row.organisation}</span>
            <div className="soft small">{showMoment(row.at)}</div>
            <blockquote>{showAnswer(field, row.after)}</blockquote>
          </li>
        ))}
      </ol>
    </Dialog>
  );
}

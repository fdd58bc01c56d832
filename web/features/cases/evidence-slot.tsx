import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Input } from 'antd';
import { useState } from 'react';
import { ApiError, api } from '../../lib/api.ts';
import { showSize } from '../../lib/format.ts';
import { ErrorNotice } from '../../ui/fault.tsx';
import { FileButton } from '../../ui/file-picker.tsx';
import type { Form } from './cases.ts';

type Slot = Form['evidence'][number];

interface SlotProps {
  caseId: string;
  slot: Slot;
  open: boolean;
  /** Each file says what it proves; the errors of the form at what it says. */
  explains?: Readonly<Record<string, string>>;
}

/** Where the files of one piece of evidence go. */
export function EvidenceSlot({ caseId, slot, open, explains }: SlotProps) {
  const client = useQueryClient();
  const again = () => client.invalidateQueries({ queryKey: ['case', caseId] });
  const add = useMutation({
    mutationFn: (files: File[]) => api.upload(`/api/cases/${caseId}/evidence/${slot.slot}`, files),
    onSuccess: again,
  });
  const remove = useMutation({
    mutationFn: (evidenceId: string) => api.delete(`/api/cases/${caseId}/evidence/${evidenceId}`),
    onSuccess: again,
  });
  return (
    <div className="slot">
      <div className="row spread">
        <div>
          <strong>{slot.label}</strong>
          {slot.help && <div className="soft small">{slot.help}</div>}
        </div>
        {open && (
          <FileButton
            multiple
            label={`上传：${slot.label}`}
            pending={add.isPending}
            onPick={(files) => add.mutate(files)}
          >
            上传
          </FileButton>
        )}
      </div>
      {slot.files.length === 0 ? (
        <p className="soft small">尚未上传</p>
      ) : (
        <ul>
          {slot.files.map((file) => (
            <li key={file.id}>
              <a href={`/api/files/${file.fileId}`}>{file.name}</a>{' '}
              <span className="soft small">{showSize(file.size)}</span>{' '}
              {open && (
                <button
                  type="button"
                  className="link-button small"
                  aria-label={`移除：${file.name}`}
                  disabled={remove.isPending}
                  onClick={() => remove.mutate(file.id)}
                >
                  移除
                </button>
              )}
              {open && explains && <Says caseId={caseId} file={file} error={explains[`says.${file.id}`]} />}
            </li>
          ))}
        </ul>
      )}
      <ErrorNotice error={add.error ?? remove.error} />
    </div>
  );
}

/** What a file proves; saved when the field is left. What was typed stays until it is saved. */
function Says({ caseId, file, error }: { caseId: string; file: Slot['files'][number]; error: string | undefined }) {
  const client = useQueryClient();
  /** What is being written, and what the writer has seen that it replaces. */
  const [typed, setTyped] = useState<{ says: string; before: string } | null>(null);
  const again = () => client.invalidateQueries({ queryKey: ['case', caseId] });
  const save = useMutation({
    mutationKey: ['case', caseId, 'says'],
    mutationFn: (given: { says: string; before: string }) => api.put(`/api/cases/${caseId}/evidence/${file.id}`, given),
    onSuccess: async (_, { says }) => {
      await again();
      setTyped((now) => (now && now.says.trim() !== says ? { ...now, before: says } : null));
    },
    onError: async (refused) => {
      const theirs = theirsOf(refused);
      if (theirs !== null) setTyped((now) => now && { ...now, before: theirs });
      await again();
    },
  });
  const leave = () => {
    const says = typed?.says.trim();
    if (typed && says !== undefined && says !== file.says) return save.mutate({ says, before: typed.before });
    setTyped(null);
    save.reset();
  };
  const id = `field-says.${file.id}`;
  const theirs = theirsOf(save.error);
  return (
    <div className="field">
      <label htmlFor={id}>证明什么</label>
      <Input
        id={id}
        aria-label={`证明什么：${file.name}`}
        value={typed?.says ?? file.says}
        maxLength={500}
        onChange={({ target }) => setTyped((now) => ({ says: target.value, before: now?.before ?? file.says }))}
        onBlur={leave}
      />
      {error && !file.says && <p className="field-error">{error}</p>}
      <ErrorNotice error={save.error} />
      {theirs !== null && <p className="small">对方填写：{theirs || '没有填写'}</p>}
    </div>
  );
}

/** What somebody else wrote there meanwhile. */
const theirsOf = (error: unknown): string | null =>
  error instanceof ApiError && error.code === 'form.changed' ? String(error.details.says ?? '') : null;

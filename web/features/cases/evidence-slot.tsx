import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Input } from 'antd';
import { api } from '../../lib/api.ts';
import { showSize } from '../../lib/format.ts';
import { ErrorNotice } from '../../ui/fault.tsx';
import { FileButton } from '../../ui/file-picker.tsx';
import type { Form } from './cases.ts';

type Slot = Form['evidence'][number];

interface SlotProps {
  caseId: string;
  slot: Slot;
  open: boolean;
  /** Each file says what it proves. */
  explained?: boolean;
  errors?: Readonly<Record<string, string>>;
}

/** Where the files of one piece of evidence go. */
export function EvidenceSlot({ caseId, slot, open, explained = false, errors = {} }: SlotProps) {
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
              {open && explained && (
                <Says key={file.says} caseId={caseId} file={file} error={errors[`says.${file.id}`]} />
              )}
            </li>
          ))}
        </ul>
      )}
      <ErrorNotice error={add.error ?? remove.error} />
    </div>
  );
}

/** What a file proves; saved when the field is left. */
function Says({ caseId, file, error }: { caseId: string; file: Slot['files'][number]; error: string | undefined }) {
  const client = useQueryClient();
  const save = useMutation({
    mutationKey: ['case', caseId, 'says'],
    mutationFn: (says: string) => api.put(`/api/cases/${caseId}/evidence/${file.id}`, { says, before: file.says }),
    onSettled: () => client.invalidateQueries({ queryKey: ['case', caseId] }),
  });
  const id = `field-says.${file.id}`;
  return (
    <div className="field">
      <label htmlFor={id}>证明什么</label>
      <Input
        id={id}
        aria-label={`证明什么：${file.name}`}
        defaultValue={file.says}
        maxLength={500}
        onBlur={({ target }) => target.value.trim() !== file.says && save.mutate(target.value.trim())}
      />
      {error && !file.says && <p className="field-error">{error}</p>}
      <ErrorNotice error={save.error} />
    </div>
  );
}

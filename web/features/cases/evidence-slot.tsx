import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';
import { showSize } from '../../lib/format.ts';
import { ErrorNotice } from '../../ui/fault.tsx';
import { FileButton } from '../../ui/file-picker.tsx';
import type { Form } from './cases.ts';

type Slot = Form['evidence'][number];

/** Where the files of one piece of evidence go. */
export function EvidenceSlot({ caseId, slot, open }: { caseId: string; slot: Slot; open: boolean }) {
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
            </li>
          ))}
        </ul>
      )}
      <ErrorNotice error={add.error ?? remove.error} />
    </div>
  );
}

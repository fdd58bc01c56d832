import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useId, useRef } from 'react';
import { showSize } from '../lib/format.ts';
import { ErrorNotice } from './fault.tsx';

export interface PickedFile {
  id: string;
  name: string;
  size?: number;
}

interface FilePickerProps {
  id?: string;
  value?: PickedFile | null;
  onChange?: (file: PickedFile | null) => void;
  upload: (files: File[]) => Promise<readonly PickedFile[]>;
}

/** One file, uploaded as soon as it is chosen. */
export function FilePicker({ id, value, onChange, upload }: FilePickerProps) {
  const send = useMutation({ mutationFn: upload, onSuccess: ([file]) => onChange?.(file ?? null) });
  return (
    <div className="stack-s">
      {value && (
        <div className="row">
          <a href={`/api/files/${value.id}`}>{value.name || '已上传的文件'}</a>
          {value.size !== undefined && <span className="soft small">{showSize(value.size)}</span>}
          <button type="button" className="link-button" onClick={() => onChange?.(null)}>
            移除
          </button>
        </div>
      )}
      <FileButton id={id} pending={send.isPending} onPick={(files) => send.mutate(files)}>
        {value ? '更换文件' : '选择文件'}
      </FileButton>
      <ErrorNotice error={send.error} />
    </div>
  );
}

interface FileButtonProps {
  id?: string | undefined;
  multiple?: boolean;
  accept?: string;
  pending?: boolean;
  label?: string;
  onPick: (files: File[]) => void;
  children: ReactNode;
}

/** The browser's own file field, with a face. */
export function FileButton({ id, multiple, accept, pending, label, onPick, children }: FileButtonProps) {
  const own = useId();
  const field = useRef<HTMLInputElement>(null);
  return (
    <span className="file-button" aria-busy={pending}>
      <input
        ref={field}
        id={id ?? own}
        type="file"
        aria-label={label}
        multiple={multiple}
        accept={accept}
        disabled={pending}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          if (files.length > 0) onPick(files);
          event.target.value = '';
        }}
      />
      <label htmlFor={id ?? own}>{pending ? '正在上传…' : children}</label>
    </span>
  );
}

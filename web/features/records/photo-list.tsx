import { useMutation } from '@tanstack/react-query';
import { Input } from 'antd';
import { api } from '../../lib/api.ts';
import { ErrorNotice } from '../../ui/fault.tsx';
import { FileButton } from '../../ui/file-picker.tsx';

export interface Photo {
  id: string;
  alt: string;
}

interface Props {
  carrierId: string;
  photos: readonly Photo[];
  onChange: (next: (before: Photo[]) => Photo[]) => void;
  /** What a new photo shows, from the name of its file. */
  altOf: (name: string) => string;
}

/** Photos that the public sees, each with what it shows. */
export function PhotoList({ carrierId, photos, onChange, altOf }: Props) {
  const upload = useMutation({
    mutationFn: (files: File[]) =>
      api.upload<{ files: { id: string; name: string }[] }>(`/api/carriers/${carrierId}/files`, files),
    onSuccess: ({ files }) =>
      onChange((before) => [...before, ...files.map(({ id, name }) => ({ id, alt: altOf(name) }))]),
  });
  return (
    <>
      <ul className="plain stack-s">
        {photos.map((photo, at) => (
          <li key={photo.id} className="row">
            <Input
              aria-label={`第${at + 1}张照片的说明`}
              value={photo.alt}
              style={{ flex: 1, maxWidth: '20rem' }}
              onChange={({ target }) =>
                onChange((before) => before.map((one) => (one.id === photo.id ? { ...one, alt: target.value } : one)))
              }
            />
            <button
              type="button"
              className="link-button"
              onClick={() => onChange((before) => before.filter(({ id }) => id !== photo.id))}
            >
              移除
            </button>
          </li>
        ))}
      </ul>
      <FileButton
        accept="image/*"
        multiple
        label="添加照片"
        pending={upload.isPending}
        onPick={(files) => upload.mutate(files)}
      >
        添加照片
      </FileButton>
      <ErrorNotice error={upload.error} />
    </>
  );
}

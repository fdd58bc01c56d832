import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import type { z } from 'zod';
import type { photosView } from '../../../src/records/spacePhotos/space-photo.contract.ts';
import '../bookings/bookings.css';
import { api } from '../../lib/api.ts';
import { useMayOn } from '../../lib/session.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/fault.tsx';
import { FileButton } from '../../ui/file-picker.tsx';
import { Card } from '../../ui/page.tsx';

type Photos = z.output<typeof photosView>;

/** What the portal shows of the space itself. */
export function SpacePhotosCard({ carrierId }: { carrierId: string }) {
  const may = useMayOn('carrier', carrierId);
  const path = `/api/carriers/${carrierId}/photos`;
  const { data } = useQuery({ queryKey: ['space-photos', carrierId], queryFn: () => api.get<Photos>(path) });
  const [open, setOpen] = useState(false);
  if (!data) return null;
  return (
    <Card
      title="照片"
      id="photos"
      actions={may('carrier.edit') && <Button onClick={() => setOpen(true)}>设置照片</Button>}
    >
      {data.rows.length === 0 && <p className="empty">还没有照片</p>}
      <div className="photos">
        {data.rows.map(({ id, alt }) => (
          <img key={id} src={`/api/pictures/${id}`} alt={alt} loading="lazy" />
        ))}
      </div>
      {open && <PhotosDialog carrierId={carrierId} rows={data.rows} onClose={() => setOpen(false)} />}
    </Card>
  );
}

function PhotosDialog({ carrierId, rows, onClose }: { carrierId: string; rows: Photos['rows']; onClose: () => void }) {
  const client = useQueryClient();
  const [photos, setPhotos] = useState(rows);
  const upload = useMutation({
    mutationFn: (files: File[]) =>
      api.upload<{ files: { id: string; name: string }[] }>(`/api/carriers/${carrierId}/files`, files),
    onSuccess: ({ files }) =>
      setPhotos((before) => [...before, ...files.map(({ id, name }) => ({ id, alt: name.replace(/\.\w+$/, '') }))]),
  });
  const save = useMutation({
    mutationFn: () => api.put<Photos>(`/api/carriers/${carrierId}/photos`, { photos }),
    onSuccess: (saved) => {
      client.setQueryData(['space-photos', carrierId], saved);
      onClose();
    },
  });
  return (
    <Dialog title="设置照片" open onClose={onClose}>
      <div className="stack">
        <p className="soft">照片在门户的载体页公开，请写明照片里是什么。</p>
        <ul className="plain stack-s">
          {photos.map((photo, at) => (
            <li key={photo.id} className="row">
              <Input
                aria-label={`第${at + 1}张照片的说明`}
                value={photo.alt}
                style={{ maxWidth: '20rem' }}
                onChange={({ target }) =>
                  setPhotos((before) =>
                    before.map((one) => (one.id === photo.id ? { ...one, alt: target.value } : one)),
                  )
                }
              />
              <button
                type="button"
                className="link-button"
                onClick={() => setPhotos((before) => before.filter(({ id }) => id !== photo.id))}
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
        <ErrorNotice error={upload.error ?? save.error} />
        <div className="row row-end">
          <Button onClick={onClose}>取消</Button>
          <Button type="primary" loading={save.isPending} onClick={() => save.mutate()}>
            保存
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

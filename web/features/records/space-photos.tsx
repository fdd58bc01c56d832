import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import type { z } from 'zod';
import type { photosView } from '../../../src/records/spacePhotos/space-photo.contract.ts';
import '../bookings/bookings.css';
import { api } from '../../lib/api.ts';
import { useMayOn } from '../../lib/session.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Card } from '../../ui/page.tsx';
import { PhotoList } from './photo-list.tsx';

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
        <PhotoList
          carrierId={carrierId}
          photos={photos}
          onChange={setPhotos}
          altOf={(name) => name.replace(/\.\w+$/, '')}
        />
        <ErrorNotice error={save.error} />
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

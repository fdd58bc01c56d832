import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { api } from '../../lib/api.ts';
import { ErrorNotice } from '../../ui/fault.tsx';
import { FileButton } from '../../ui/file-picker.tsx';
import { Form } from '../../ui/form.tsx';
import { DayInput } from '../../ui/inputs.tsx';
import type { SiteVisitView } from './reviews.ts';

/** What is entered of every visit, whatever is looked at there. */
export interface VisitEntered {
  visitedOn: string | null;
  place: string | null;
  people: { name: string; organisation?: string; duty?: string }[];
  summary: string | null;
}
type Visit = Pick<SiteVisitView, 'version' | 'visitedOn' | 'place' | 'people' | 'summary'>;

export const visitInitial = ({ visitedOn, place, people, summary }: Visit): VisitEntered => ({
  visitedOn,
  place,
  people: people.length > 0 ? people : [{ name: '', organisation: '', duty: '' }],
  summary,
});

export const visitBody = ({ version }: Visit, { visitedOn, place, people, summary }: VisitEntered) => ({
  version,
  visitedOn: visitedOn ?? null,
  place: place || null,
  people: (people ?? []).map(({ name, organisation = '', duty = '' }) => ({ name: name ?? '', organisation, duty })),
  summary: summary || null,
});

/** When, where and who. */
export function VisitHead({ day, who }: { day: string; who: string }) {
  return (
    <>
      <div className="halves">
        <Form.Item name="visitedOn" label={day}>
          <DayInput />
        </Form.Item>
        <Form.Item name="place" label="地点">
          <Input />
        </Form.Item>
      </div>
      <Visitors legend={who} />
    </>
  );
}

function Visitors({ legend }: { legend: string }) {
  return (
    <fieldset className="plain-fieldset">
      <legend>{legend}</legend>
      <Form.List name="people">
        {(rows, { add, remove }) => (
          <>
            {rows.map(({ key, name }) => (
              <div key={key} className="row row-fields">
                <Form.Item name={[name, 'name']} label="姓名">
                  <Input />
                </Form.Item>
                <Form.Item name={[name, 'organisation']} label="单位">
                  <Input />
                </Form.Item>
                <Form.Item name={[name, 'duty']} label="职务">
                  <Input />
                </Form.Item>
                <Button onClick={() => remove(name)} aria-label={`移除第${name + 1}人`}>
                  移除
                </Button>
              </div>
            ))}
            <Button onClick={() => add({ name: '' })}>增加一人</Button>
          </>
        )}
      </Form.List>
    </fieldset>
  );
}

type Photographed = Pick<SiteVisitView, 'photos'>;
export function Photos({ path, queryKey, photos }: Photographed & { path: string; queryKey: readonly string[] }) {
  const client = useQueryClient();
  // The rest of the record may hold unsaved entries: only the photos are asked for again.
  const keep = (visit: Photographed) =>
    client.setQueryData<Photographed>(queryKey, (before) => (before ? { ...before, photos: visit.photos } : visit));
  const add = useMutation({ mutationFn: (files: File[]) => api.upload<Photographed>(path, files), onSuccess: keep });
  const remove = useMutation({
    mutationFn: (id: string) => api.delete<Photographed>(`${path}/${id}`),
    onSuccess: keep,
  });
  const caption = useMutation({
    mutationFn: ({ id, text }: { id: string; text: string }) =>
      api.put<Photographed>(`${path}/${id}`, { caption: text }),
    onSuccess: keep,
  });
  return (
    <fieldset className="plain-fieldset stack-s">
      <legend>照片</legend>
      <ul className="plain stack-s">
        {photos.map((photo) => (
          <li key={photo.id} className="row">
            <a href={`/api/files/${photo.fileId}`}>{photo.name}</a>
            <Input
              aria-label={`照片说明：${photo.name}`}
              defaultValue={photo.caption}
              placeholder="说明"
              style={{ maxWidth: '20rem' }}
              onBlur={(event) =>
                event.target.value !== photo.caption && caption.mutate({ id: photo.id, text: event.target.value })
              }
            />
            <button
              type="button"
              className="link-button"
              aria-label={`移除：${photo.name}`}
              onClick={() => remove.mutate(photo.id)}
            >
              移除
            </button>
          </li>
        ))}
      </ul>
      <div>
        <FileButton
          multiple
          accept="image/*"
          label="上传照片"
          pending={add.isPending}
          onPick={(files) => add.mutate(files)}
        >
          上传照片
        </FileButton>
      </div>
      <ErrorNotice error={add.error ?? remove.error ?? caption.error} />
    </fieldset>
  );
}

import { Button, Checkbox, Input } from 'antd';
import { useState } from 'react';
import type { z } from 'zod';
import type { exhibitAdded, exhibitView } from '../../../src/cases/exhibits/exhibit.contract.ts';
import { api } from '../../lib/api.ts';
import { showDay } from '../../lib/format.ts';
import { ErrorNotice } from '../../ui/fault.tsx';
import { FileButton } from '../../ui/file-picker.tsx';
import { Tag } from '../../ui/page.tsx';
import { useCaseChange } from '../cases/case-change.ts';

export type Exhibit = z.output<typeof exhibitView>;

interface ExhibitsProps {
  caseId: string;
  rows: readonly Exhibit[];
  /** The side that may add and take back here. */
  side: 'body' | 'party' | null;
  /** The finding of a rectification that the evidence answers. */
  item?: string;
  /** What a body brings may be kept from the party. */
  keeps?: boolean;
}

/** Evidence of both sides; each adds its own. */
export function Exhibits({ caseId, rows, side, item, keeps }: ExhibitsProps) {
  const path = `/api/cases/${caseId}/${side === 'party' ? 'own-exhibits' : 'exhibits'}`;
  const remove = useCaseChange(caseId, (id: string) => api.delete(`${path}/${id}`));
  return (
    <div className="stack-s">
      {rows.length === 0 ? (
        <p className="soft">还没有证据。</p>
      ) : (
        <ul className="plain stack-s">
          {rows.map((row) => (
            <li key={row.id} className="row">
              <span>{row.says}</span>
              {row.fileId && <a href={`/api/files/${row.fileId}`}>{row.fileName}</a>}
              <Tag tone={row.side === 'party' ? 'note' : row.held ? 'warn' : 'plain'}>
                {row.side === 'party' ? '当事人提交' : row.held ? '向当事人出示' : '内部材料'}
              </Tag>
              <span className="soft small">{showDay(row.addedAt)}</span>
              {row.side === side && (
                <button
                  type="button"
                  className="link-button"
                  aria-label={`移除：${row.says}`}
                  onClick={() => remove.mutate(row.id)}
                >
                  移除
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      <ErrorNotice error={remove.error} />
      {side && <NewExhibit caseId={caseId} path={path} item={item} keeps={keeps ?? false} />}
    </div>
  );
}

function NewExhibit({
  caseId,
  path,
  item,
  keeps,
}: {
  caseId: string;
  path: string;
  item: string | undefined;
  keeps: boolean;
}) {
  const [says, setSays] = useState('');
  const [held, setHeld] = useState(true);
  const [file, setFile] = useState<File | null>(null);
  const id = `exhibit-${item ?? 'new'}`;
  const add = useCaseChange(
    caseId,
    async () => {
      const body = path.endsWith('own-exhibits') ? { says, ...(item ? { item } : {}) } : { says, held: !keeps || held };
      const { exhibitId } = await api.post<z.output<typeof exhibitAdded>>(path, body);
      if (file) await api.upload(`${path}/${exhibitId}/file`, [file]);
    },
    () => {
      setSays('');
      setHeld(true);
      setFile(null);
    },
  );
  return (
    <fieldset className="plain-fieldset stack-s">
      <legend className="small soft">加入证据</legend>
      <label className="stack-s" htmlFor={id}>
        证明什么
        <Input id={id} value={says} onChange={(event) => setSays(event.target.value)} />
      </label>
      {keeps && (
        <Checkbox checked={held} onChange={(event) => setHeld(event.target.checked)}>
          向当事人出示
        </Checkbox>
      )}
      <div className="row">
        <FileButton id={`${id}-file`} onPick={([picked]) => setFile(picked ?? null)}>
          {file ? file.name : '选择文件'}
        </FileButton>
        <Button disabled={says.trim().length < 2} loading={add.isPending} onClick={() => add.mutate(undefined)}>
          加入
        </Button>
      </div>
      <ErrorNotice error={add.error} />
    </fieldset>
  );
}

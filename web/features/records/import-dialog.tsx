import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Radio } from 'antd';
import { useState } from 'react';
import { api } from '../../lib/api.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/fault.tsx';
import { FileButton } from '../../ui/file-picker.tsx';
import { Notice } from '../../ui/page.tsx';
import { type Kind, recordsPath } from './records.ts';

interface ImportOutcome {
  accepted: number;
  refused: number;
  rows: readonly { row: number; errors: readonly { path: string; message: string }[] }[];
  reportFileId: string | null;
}

/** Template out, workbook in; every faulty row is told, and whether the good ones enter is the reader's choice. */
export function ImportDialog({ kind, carrierId, onClose }: { kind: Kind; carrierId: string; onClose: () => void }) {
  const client = useQueryClient();
  const [mode, setMode] = useState<'all' | 'valid'>('all');
  const path = recordsPath(carrierId, kind.code);
  const send = useMutation({
    mutationFn: (files: File[]) => api.upload<ImportOutcome>(`${path}/import?mode=${mode}`, files),
    onSuccess: () => client.invalidateQueries({ queryKey: ['carrier', carrierId] }),
  });
  const outcome = send.data;
  return (
    <Dialog title={`Excel 导入 · ${kind.zh}`} open onClose={onClose} wide>
      <div className="stack">
        <ol>
          <li>
            <a href={`${path}/template`}>下载模板</a>(含填写说明和下拉选项),填好后保存。
          </li>
          <li>选择有错误时怎么办,再选择文件。</li>
        </ol>
        <fieldset style={{ border: 0, padding: 0, margin: 0 }}>
          <legend className="hidden-label">有错误行时</legend>
          <Radio.Group
            value={mode}
            onChange={(event) => setMode(event.target.value)}
            options={[
              { value: 'all', label: '全部正确才导入' },
              { value: 'valid', label: '只导入正确的行' },
            ]}
          />
        </fieldset>
        <div>
          <FileButton accept=".xlsx" pending={send.isPending} onPick={(files) => send.mutate(files)}>
            选择 Excel 文件
          </FileButton>
        </div>
        <ErrorNotice error={send.error} />
        {outcome && (
          <Notice
            live
            tone={outcome.refused === 0 ? 'ok' : 'warn'}
            title={`已导入${outcome.accepted}行${outcome.refused > 0 ? `,有错误的${outcome.refused}行未导入` : ''}`}
          >
            {outcome.reportFileId && (
              <p>
                <a href={`/api/files/${outcome.reportFileId}`}>下载标出错误的副本</a>,改正后再次导入即可。
              </p>
            )}
          </Notice>
        )}
        {outcome && outcome.rows.length > 0 && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
          <section className="table-region" aria-label="错误行" tabIndex={0}>
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">行号</th>
                  <th scope="col">问题</th>
                </tr>
              </thead>
              <tbody>
                {outcome.rows.map((row) => (
                  <tr key={row.row}>
                    <td className="is-number">{row.row}</td>
                    <td>{row.errors.map((error) => error.message).join(';')}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        )}
        <div className="row row-end">
          <Button onClick={onClose}>关闭</Button>
        </div>
      </div>
    </Dialog>
  );
}

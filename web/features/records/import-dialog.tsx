import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Radio } from 'antd';
import { useState } from 'react';
import type { z } from 'zod';
import type { importReport } from '../../../src/records/keeping/keeping.contract.ts';
import { api } from '../../lib/api.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/fault.tsx';
import { FileButton } from '../../ui/file-picker.tsx';
import { Notice } from '../../ui/page.tsx';
import { type Kind, type Owner, sheetPath } from './records.ts';

type Report = z.output<typeof importReport>;

/** Template out, workbook in; every faulty row is told, and whether the good ones enter is the reader's choice. */
export function ImportDialog({ kind, owner, onClose }: { kind: Kind; owner: Owner; onClose: () => void }) {
  const client = useQueryClient();
  const [mode, setMode] = useState<'all' | 'valid'>('all');
  const path = sheetPath(owner, kind.code);
  const send = useMutation({
    mutationFn: (files: File[]) => api.upload<Report>(`${path}/import/${mode}`, files),
    onSuccess: () => client.invalidateQueries({ queryKey: [owner.kind, owner.id] }),
  });
  return (
    <Dialog title={`Excel 导入 · ${kind.zh}`} open onClose={onClose} wide>
      <div className="stack">
        <ol>
          <li>
            <a href={`${path}/template`}>下载模板</a>（含填写说明和下拉选项），填好后保存。
          </li>
          <li>选择有错误时怎么办，再选择文件。</li>
        </ol>
        <fieldset className="plain-fieldset">
          <legend>有错误行时</legend>
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
          <FileButton accept=".xlsx,.csv" pending={send.isPending} onPick={(files) => send.mutate(files)}>
            选择 Excel 文件
          </FileButton>
        </div>
        <ErrorNotice error={send.error} />
        {send.data && <Outcome report={send.data} />}
        <div className="row row-end">
          <Button onClick={onClose}>关闭</Button>
        </div>
      </div>
    </Dialog>
  );
}

function Outcome({ report }: { report: Report }) {
  const { accepted, total, rejected, problems, notes, ignored, copyFileId } = report;
  const rows = [...problems, ...notes.map((note) => ({ ...note, isNote: true }))];
  return (
    <>
      <Notice
        live
        tone={rejected === 0 ? 'ok' : 'warn'}
        title={`共读到${total}行，已导入${accepted}行${rejected > 0 ? `，有错误的${rejected}行未导入` : ''}`}
      >
        {copyFileId && (
          <p>
            <a href={`/api/files/${copyFileId}`}>下载标出错误的副本</a>，改正后再次导入即可。
          </p>
        )}
        {ignored.length > 0 && <p>未识别的栏目（没有导入）：{ignored.join('、')}</p>}
      </Notice>
      {rows.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        <section className="table-region" aria-label="错误行" tabIndex={0}>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">行</th>
                <th scope="col">栏目</th>
                <th scope="col">问题</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((one) => (
                <tr key={`${one.row} ${one.column} ${one.code}`}>
                  <td className="is-number">{one.row}</td>
                  <td>{one.column}</td>
                  <td>
                    {'isNote' in one && '提示: '}
                    {one.message}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </>
  );
}

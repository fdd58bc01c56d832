import { Button, Input, Radio } from 'antd';
import { useState } from 'react';
import { api } from '../../lib/api.ts';
import { showMoment } from '../../lib/format.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Form, REQUIRED, useFieldErrors } from '../../ui/form.tsx';
import { useCaseChange } from './case-change.ts';
import type { CaseView } from './cases.ts';
import { OutcomeTag } from './findings.tsx';

type Judgement = CaseView['judgements'][number];

/** Questions that the document puts to a person. */
export function Judgements({ file }: { file: CaseView }) {
  const [open, setOpen] = useState<Judgement | null>(null);
  const may = file.allowed.deeds.includes('judge');
  return (
    <>
      <ul className="findings">
        {file.judgements.map((one) => (
          <li key={one.leaf} className={`finding finding-${one.outcome ?? 'unknown'}`}>
            <div className="finding-head">
              <h3>{one.says}</h3>
              <OutcomeTag outcome={one.outcome ?? 'unknown'} />
            </div>
            <p className="soft small">依据 {one.cites}</p>
            {one.reason && (
              <p>
                {one.reason}
                <span className="soft small">
                  {' '}
                  ({one.by},{showMoment(one.at)})
                </span>
              </p>
            )}
            {may && (
              <div>
                <Button onClick={() => setOpen(one)} aria-label={`${one.outcome ? '重新判定' : '判定'}: ${one.says}`}>
                  {one.outcome ? '重新判定' : '判定'}
                </Button>
              </div>
            )}
          </li>
        ))}
      </ul>
      {open && <JudgeDialog caseId={file.id} judgement={open} onClose={() => setOpen(null)} />}
    </>
  );
}

function JudgeDialog({ caseId, judgement, onClose }: { caseId: string; judgement: Judgement; onClose: () => void }) {
  const [form] = Form.useForm<{ outcome: 'met' | 'unmet'; reason: string }>();
  const showFields = useFieldErrors(form);
  const judge = useCaseChange(
    caseId,
    (given: { outcome: 'met' | 'unmet'; reason: string }) =>
      api.put(`/api/cases/${caseId}/judgement`, { leaf: judgement.leaf, ...given }),
    onClose,
  );
  return (
    <Dialog title="判定" open onClose={onClose}>
      <p>
        {judgement.says} <span className="soft small">({judgement.cites})</span>
      </p>
      <Form form={form} layout="vertical" onFinish={(given) => judge.mutate(given, { onError: showFields })}>
        <Form.Item name="outcome" label="结论" rules={REQUIRED('请选择结论')}>
          <Radio.Group
            options={[
              { value: 'met', label: '符合' },
              { value: 'unmet', label: '不符合' },
            ]}
          />
        </Form.Item>
        <Form.Item name="reason" label="理由" rules={REQUIRED('请填写理由')}>
          <Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} maxLength={2000} />
        </Form.Item>
        <div className="stack-s">
          <ErrorNotice error={judge.error} />
          <div className="row row-end">
            <Button onClick={onClose}>取消</Button>
            <Button type="primary" htmlType="submit" loading={judge.isPending}>
              保存判定
            </Button>
          </div>
        </div>
      </Form>
    </Dialog>
  );
}

import { Button, Input, Radio } from 'antd';
import { useState } from 'react';
import { api } from '../../lib/api.ts';
import { showMoment } from '../../lib/format.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Form, REQUIRED, useFieldErrors } from '../../ui/form.tsx';
import { Tag } from '../../ui/page.tsx';
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
              <span className="row">
                {one.attested && <Tag>告知承诺</Tag>}
                <OutcomeTag outcome={one.outcome ?? 'unknown'} />
              </span>
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

/** 告知承诺: the applicant's own word, given at the condition itself. */
export function Attestation({ caseId, of }: { caseId: string; of: Judgement }) {
  const attest = useCaseChange(caseId, (outcome: 'met' | 'unmet') =>
    api.put(`/api/cases/${caseId}/attestation`, { leaf: of.leaf, outcome }),
  );
  return (
    <fieldset className="plain-fieldset" disabled={attest.isPending}>
      <legend>
        <Tag tone="accent">告知承诺</Tag> {of.says}
      </legend>
      <Radio.Group
        aria-label={`告知承诺：${of.says}`}
        value={attest.isPending ? attest.variables : of.outcome}
        onChange={(event) => attest.mutate(event.target.value)}
        options={[
          { value: 'met', label: '我单位承诺符合，并对真实性负责' },
          { value: 'unmet', label: '尚不符合' },
        ]}
      />
      {of.by && (
        <p className="soft small">
          {of.by}，{showMoment(of.at)}
        </p>
      )}
      <ErrorNotice error={attest.error} />
    </fieldset>
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

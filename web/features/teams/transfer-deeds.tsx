import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { TRANSFER_STEPS } from '../../../src/cases/transfers/transfer.contract.ts';
import { api } from '../../lib/api.ts';
import { showDay } from '../../lib/format.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Form, REQUIRED, useFieldErrors } from '../../ui/form.tsx';
import { DayInput, NumberInput } from '../../ui/inputs.tsx';
import type { TransferView } from './transfers.ts';

type Step = TransferView['steps'][number];

const SAYS: Readonly<Record<Step, string>> = {
  agree:
    '同意后，接收方可以查看团队档案和以前的孵化历程，直到办完或不接收为止；转入后历程随团队走，团队可以在“授权查看”里撤回。',
  decline: '请说明理由，提出方会看到。',
  accept: '填写转入日期和条件；到那一天办理转入，原入驻在前一日结束。',
  refuse: '请说明理由，团队和转出方会看到；对团队档案的查看随即结束。',
  withdraw: '请说明理由，各方会看到。',
  move: '办理后，团队自转入日期起计入本载体，原载体计到前一日；接着拟写入驻协议。',
};

/** Where the receiving operator draws up the agreement, as after an admission. */
const agreementAt = ({ toCarrierId, tenancyId }: TransferView) => ({
  to: `/spaces/${toCarrierId}/tenancies/${tenancyId}` as string,
  search: { deed: 'renew' } as never,
});

/** What the reader may do with a move now. */
export function TransferDeeds({ transfer }: { transfer: TransferView }) {
  const [open, setOpen] = useState<Step | null>(null);
  return (
    <div className="row-deeds">
      {transfer.steps.map((step) => (
        <button
          key={step}
          type="button"
          className="link-button"
          aria-label={`${TRANSFER_STEPS[step].zh}: ${transfer.teamName}`}
          onClick={() => setOpen(step)}
        >
          {TRANSFER_STEPS[step].zh}
        </button>
      ))}
      {transfer.lacksAgreement && (
        <Link {...agreementAt(transfer)} aria-label={`拟写入驻协议: ${transfer.teamName}`}>
          拟写入驻协议
        </Link>
      )}
      {open && <StepDialog transfer={transfer} step={open} onClose={() => setOpen(null)} />}
    </div>
  );
}

function StepDialog({ transfer, step, onClose }: { transfer: TransferView; step: Step; onClose: () => void }) {
  const [form] = Form.useForm();
  const client = useQueryClient();
  const navigate = useNavigate();
  const showFields = useFieldErrors(form);
  const send = useMutation({
    mutationFn: (entered: object) =>
      api.post<TransferView>(`/api/transfers/${transfer.id}/steps/${step}`, { ...entered, version: transfer.version }),
    onSuccess: async (after) => {
      await Promise.all(['transfers', 'team', 'teams'].map((key) => client.invalidateQueries({ queryKey: [key] })));
      onClose();
      if (step === 'move') await navigate(agreementAt(after));
    },
    onError: showFields,
  });
  const { says, zh } = TRANSFER_STEPS[step];
  return (
    <Dialog title={`${zh} · ${transfer.teamName}转入${transfer.toCarrierName}`} open onClose={onClose}>
      <p>{SAYS[step]}</p>
      {step === 'move' && <p className="soft">转入日期：{showDay(transfer.startsOn)}</p>}
      <Form form={form} layout="vertical" onFinish={(entered) => send.mutate(entered)}>
        {says && (
          <Form.Item name="answer" label="理由" rules={REQUIRED('请说明理由')}>
            <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} />
          </Form.Item>
        )}
        {step === 'accept' && (
          <>
            <Form.Item name="startsOn" label="转入日期" rules={REQUIRED('请填写转入日期')}>
              <DayInput />
            </Form.Item>
            <Form.Item name="desks" label="工位">
              <NumberInput unit="个" whole />
            </Form.Item>
            <Form.Item name="freeMonths" label="免费月数">
              <NumberInput unit="个月" whole />
            </Form.Item>
          </>
        )}
        <div className="stack-s">
          <ErrorNotice error={send.error} />
          <div className="row row-end">
            <Button onClick={onClose}>返回</Button>
            <Button type="primary" htmlType="submit" loading={send.isPending}>
              {zh}
            </Button>
          </div>
        </div>
      </Form>
    </Dialog>
  );
}

import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useState } from 'react';
import type { z } from 'zod';
import type { claimView } from '../../../src/effects/claims/claim.contract.ts';
import { ClaimState } from '../../features/claims/claim-state.tsx';
import { ReverseButton, ReverseDialog } from '../../features/ledger/reversal.tsx';
import { api } from '../../lib/api.ts';
import { showDay, showMoney } from '../../lib/format.ts';
import { useMay } from '../../lib/session.ts';
import { useToday } from '../../lib/today.ts';
import { Form, REQUIRED } from '../../ui/form.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { DayInput, MoneyInput } from '../../ui/inputs.tsx';
import { Card, Empty, Page, Pairs, Tag } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';

/** 所有人 · 一笔追回：为什么、还差多少、每一笔缴款；作出决定的机关在此登记缴款。 */
export function ClaimPage() {
  const { claimId = '' } = useParams({ strict: false }) as { claimId?: string };
  const path = `/api/claims/${claimId}`;
  const client = useQueryClient();
  const { data: claim } = useSuspenseQuery({
    queryKey: ['claims', claimId],
    queryFn: () => api.get<z.output<typeof claimView>>(path),
  });
  const today = useToday();
  const may = useMay();
  const [paying, setPaying] = useState(false);
  const [reversing, setReversing] = useState<string | null>(null);
  const send = async (to: string, given: object) => {
    await api.post(`${path}/${to}`, given);
    await client.invalidateQueries({ queryKey: ['claims'] });
  };
  const records = claim.mine && may('claim.record');
  const cancelled = claim.cancelledOn !== null;
  const left = cancelled ? claim.refundable : claim.balance;
  const deed = cancelled ? '登记退还' : '登记缴款';
  return (
    <Page
      title={`追回资金 · ${claim.organisation}`}
      says={`${claim.carrier}${claim.example ? '（示例）' : ''}`}
      crumbs={[{ title: '追回资金', to: '/claims' }]}
      actions={
        records &&
        left > 0 && (
          <Button type="primary" onClick={() => setPaying(true)}>
            {deed}
          </Button>
        )
      }
    >
      <Card title="应追回" id="claim">
        <Pairs
          of={[
            ['应追回', showMoney(claim.amount)],
            ['尚欠', showMoney(claim.balance)],
            ['状态', <ClaimState key="state" claim={claim} />],
            [
              '机构',
              <Link key="organisation" to={`/organisations/${claim.organisationId}` as string}>
                {claim.organisation}
              </Link>,
            ],
            ['依据', claim.cites],
            [
              '决定',
              <span key="decision">
                <Link to={`/cases/${claim.caseId}` as string}>{claim.number ?? '办件'}</Link>，{claim.orderedBy}，
                {showDay(claim.orderedOn)}
              </span>,
            ],
            ['理由', claim.reason || '—'],
            ...(claim.cancelledCaseId
              ? ([
                  [
                    '撤销',
                    <Link key="cancelled" to={`/cases/${claim.cancelledCaseId}` as string}>
                      {showDay(claim.cancelledOn)}经申诉撤销
                    </Link>,
                  ],
                ] as const)
              : []),
          ]}
        />
      </Card>
      <Card title="缴款" id="payments">
        <Table
          caption="缴款"
          rows={claim.payments}
          rowKey={({ id }) => id}
          empty={<Empty title="没有缴款">缴款后由作出决定的机关凭缴款凭证登记。</Empty>}
          columns={[
            { title: '日期', cell: (row) => showDay(row.onDay) },
            { title: '款项', cell: (row) => (row.refund ? '退还' : '缴款') },
            { title: '金额', number: true, cell: (row) => showMoney(row.amount) },
            { title: '凭证', cell: (row) => row.voucher },
            { title: '登记', cell: (row) => `${row.recordedBy ?? '系统'}，${showDay(row.recordedAt)}` },
            {
              title: '冲正',
              bare: true,
              cell: (row) =>
                row.reversedOn !== null ? (
                  <Tag>
                    {showDay(row.reversedOn)}冲正：{row.reversedFor}
                  </Tag>
                ) : (
                  records &&
                  row.refund === cancelled && (
                    <ReverseButton onDay={row.onDay} fen={row.amount} onClick={() => setReversing(row.id)} />
                  )
                ),
            },
          ]}
        />
      </Card>
      {paying && (
        <FormDialog<{ amount: number; onDay: string; voucher: string }>
          title={deed}
          says={`${cancelled ? '应退还' : '尚欠'}${showMoney(left)}，可以分次登记。`}
          button={deed}
          initial={{ amount: left, onDay: today }}
          send={(given) => send('payments', given)}
          onClose={() => setPaying(false)}
        >
          <Form.Item name="amount" label="金额" rules={REQUIRED('请填写金额')}>
            <MoneyInput unit="元" />
          </Form.Item>
          <Form.Item name="onDay" label="日期" rules={REQUIRED('请填写日期')}>
            <DayInput />
          </Form.Item>
          <Form.Item name="voucher" label="凭证号" rules={REQUIRED('请填写凭证号')}>
            <Input placeholder="缴款书或退库凭证的编号" />
          </Form.Item>
        </FormDialog>
      )}
      {reversing && (
        <ReverseDialog
          send={(given) => send(`payments/${reversing}/reversal`, given)}
          onClose={() => setReversing(null)}
        />
      )}
    </Page>
  );
}

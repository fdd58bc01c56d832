import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { DeclareDialog } from '../../features/records/declare-dialog.tsx';
import { type FactRow, factsQuery, factWords } from '../../features/records/facts.ts';
import { Provenance } from '../../features/records/provenance.tsx';
import { SpaceFrame } from '../../features/records/space-frame.tsx';
import { api } from '../../lib/api.ts';
import { showDay } from '../../lib/format.ts';
import { useSearchState } from '../../lib/search.ts';
import { useMayOn } from '../../lib/session.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/fault.tsx';
import { ChoiceFilter, DayFilter, Filters, SearchFilter } from '../../ui/filters.tsx';
import { Form, REQUIRED, useFieldErrors } from '../../ui/form.tsx';
import { Empty, Tag } from '../../ui/page.tsx';
import { type Column, Table } from '../../ui/table.tsx';

const SOURCES = {
  derived: { zh: '日常记录算出', tone: 'ok' },
  declared: { zh: '申报', tone: 'note' },
  unknown: { zh: '未知', tone: 'warn' },
} as const;

/** What is asked for by the filter of the list. */
const SHOWN = {
  declared: { zh: '已申报', holds: (fact: FactRow) => fact.declared !== null },
  differs: { zh: '申报与记录不一致', holds: (fact: FactRow) => fact.differs },
  derived: { zh: '日常记录算出', holds: (fact: FactRow) => fact.obtained === 'derived' },
  stale: { zh: '申报已到期', holds: (fact: FactRow) => fact.stale !== null },
  unknown: { zh: '未知', holds: (fact: FactRow) => fact.obtained === 'unknown' },
} as const;

/** 运营机构与主管部门 · 一个载体的全部指标：哪些由记录算出，哪些靠申报，两者是否一致。 */
export function FactsPage() {
  const { carrierId = '' } = useParams({ strict: false }) as { carrierId?: string };
  const may = useMayOn('carrier', carrierId);
  const [search] = useSearchState();
  const [declaring, setDeclaring] = useState<FactRow | null>(null);
  const [withdrawing, setWithdrawing] = useState<FactRow | null>(null);
  const { data } = useSuspenseQuery(factsQuery(carrierId, search.on));
  const shown = SHOWN[search.show as keyof typeof SHOWN];
  const rows = data.facts.filter(
    (fact) => (!search.q || fact.zh.includes(search.q)) && (shown === undefined || shown.holds(fact)),
  );
  const columns: Column<FactRow>[] = [
    {
      title: '指标',
      cell: ({ zh, means }) => (
        <>
          {zh}
          {means && <div className="soft small">{means}</div>}
        </>
      ),
    },
    {
      title: '取值',
      cell: (fact) =>
        fact.obtained === 'unknown' ? (
          <span className="soft">未知</span>
        ) : (
          <>
            {factWords(fact, fact.value)}
            {!fact.complete && <div className="soft small">至少如此，尚未声明登记完整</div>}
          </>
        ),
    },
    {
      title: '来源',
      cell: ({ obtained, provenance }) => (
        <>
          <Tag tone={SOURCES[obtained].tone}>{SOURCES[obtained].zh}</Tag>
          {provenance.length > 0 && (
            <Provenance of={provenance} declared={obtained === 'declared'} carrierId={carrierId} />
          )}
        </>
      ),
    },
    {
      title: '申报值',
      cell: (fact) =>
        fact.stale ? (
          <>
            {factWords(fact, fact.stale.value)} <Tag tone="warn">已到期</Tag>
            <div className="small soft">只到{showDay(fact.stale.validTo ?? '')}，请按现在的情况重新申报</div>
          </>
        ) : fact.declared ? (
          <>
            {factWords(fact, fact.declared.value)} {fact.differs && <Tag tone="bad">与记录不一致</Tag>}
            <div className="small soft">
              {showDay(fact.declared.validFrom)}起{fact.declared.validTo && `至${showDay(fact.declared.validTo)}`}
            </div>
            <div className="small">
              {fact.declared.fileId ? (
                <a href={`/api/files/${fact.declared.fileId}`} aria-label={`${fact.zh}的佐证文件`}>
                  佐证文件
                </a>
              ) : (
                <span className="soft">没有佐证文件</span>
              )}
              {fact.declared.note && <span className="soft"> · {fact.declared.note}</span>}
            </div>
          </>
        ) : (
          '—'
        ),
    },
    ...(may('carrier.edit')
      ? [
          {
            title: '操作',
            bare: true,
            cell: (fact: FactRow) => (
              <div className="row-deeds">
                <button
                  type="button"
                  className="link-button"
                  aria-label={`申报：${fact.zh}`}
                  onClick={() => setDeclaring(fact)}
                >
                  {fact.declared ? '重新申报' : '申报'}
                </button>
                {fact.declared && (
                  <button
                    type="button"
                    className="link-button"
                    aria-label={`撤回申报：${fact.zh}`}
                    onClick={() => setWithdrawing(fact)}
                  >
                    撤回
                  </button>
                )}
              </div>
            ),
          },
        ]
      : []),
  ];
  return (
    <SpaceFrame
      carrierId={carrierId}
      title="指标与申报"
      says="能由日常记录算出的不必申报；记录算不出的，在这里申报并附佐证。没有的就是“未知”，不当作零。"
    >
      <Filters>
        <SearchFilter label="指标名称" />
        <ChoiceFilter
          name="show"
          label="只看"
          options={Object.entries(SHOWN).map(([value, { zh }]) => ({ value, label: zh }))}
        />
        <DayFilter name="on" label="截至日期" />
      </Filters>
      <Table
        caption="指标"
        columns={columns}
        rows={rows}
        rowKey={({ key }) => key}
        empty={<Empty title="没有符合条件的指标">清除筛选可看到全部。</Empty>}
      />
      {declaring && <DeclareDialog carrierId={carrierId} fact={declaring} onClose={() => setDeclaring(null)} />}
      {withdrawing && <WithdrawDialog carrierId={carrierId} fact={withdrawing} onClose={() => setWithdrawing(null)} />}
    </SpaceFrame>
  );
}

function WithdrawDialog({ carrierId, fact, onClose }: { carrierId: string; fact: FactRow; onClose: () => void }) {
  const [form] = Form.useForm<{ reason: string }>();
  const client = useQueryClient();
  const showFields = useFieldErrors(form);
  const withdraw = useMutation({
    mutationFn: (given: { reason: string }) =>
      api.post(`/api/carriers/${carrierId}/declared-facts/${fact.declared?.id}/withdraw`, given),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['carrier', carrierId] });
      onClose();
    },
    onError: showFields,
  });
  return (
    <Dialog title={`撤回申报 · ${fact.zh}`} open onClose={onClose}>
      <Form form={form} layout="vertical" onFinish={(given) => withdraw.mutate(given)}>
        <Form.Item
          name="reason"
          label="撤回理由"
          extra="撤回后不再用于判定；申报过的内容连同理由留存"
          rules={REQUIRED('请说明理由')}
        >
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={500} />
        </Form.Item>
        <div className="stack-s">
          <ErrorNotice error={withdraw.error} />
          <div className="row row-end">
            <Button onClick={onClose}>取消</Button>
            <Button type="primary" danger htmlType="submit" loading={withdraw.isPending}>
              撤回
            </Button>
          </div>
        </div>
      </Form>
    </Dialog>
  );
}

import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import type { z } from 'zod';
import type { designationView } from '../../../src/effects/designations/designation.contract.ts';
import { RewardsCard } from '../../features/rewards/rewards.tsx';
import { OpenAgainst } from '../../features/sanctions/open-against.tsx';
import { api } from '../../lib/api.ts';
import { showDay } from '../../lib/format.ts';
import { useMayOn } from '../../lib/session.ts';
import { Card, Page, Pairs, Tag } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';
import { DESIGNATION_TONES, validityInWords } from './designations.page.tsx';

/** 主管部门 · 一项资格：依据、证书、标牌、历次变化。 */
export function DesignationPage() {
  const { designationId = '' } = useParams({ strict: false }) as { designationId?: string };
  const { data: one } = useSuspenseQuery({
    queryKey: ['designations', designationId],
    queryFn: () => api.get<z.output<typeof designationView>>(`/api/designations/${designationId}`),
  });
  const may = useMayOn('carrier', one.carrierId);
  const [opening, setOpening] = useState<'sanctions' | 'rectifications' | null>(null);
  return (
    <Page
      title={`${one.carrier} · ${one.name}`}
      crumbs={[{ title: '资格名录', to: '/designations' }]}
      actions={
        may('case.against') && (
          <>
            {one.endedOn === null && one.against.includes('rectification') && (
              <Button onClick={() => setOpening('rectifications')}>责令整改</Button>
            )}
            {one.against.includes('sanction') && <Button onClick={() => setOpening('sanctions')}>立案核查</Button>}
          </>
        )
      }
    >
      <Card title="资格" id="about">
        <Pairs
          of={[
            ['编号', one.number],
            [
              '状态',
              <Tag key="state" tone={DESIGNATION_TONES[one.state]}>
                {one.stateLabel}
              </Tag>,
            ],
            ['级别', one.levelLabel],
            ['授予机关', one.grantedBy],
            ['有效期', validityInWords(one)],
            [
              '载体',
              <Link key="carrier" to={`/spaces/${one.carrierId}` as string}>
                {one.carrier}
              </Link>,
            ],
            [
              '办件',
              <Link key="case" to={`/cases/${one.caseId}` as string}>
                {one.caseNumber}
              </Link>,
            ],
            [
              '证书',
              one.certificate ? (
                <a key="certificate" href={`/api/designations/${one.id}/certificate`}>
                  下载证书 PDF
                </a>
              ) : (
                '未核发'
              ),
            ],
            [
              '标牌',
              one.plaque ? (
                <span key="plaque" className="row">
                  <a href={`/p/${one.plaque}`}>公开页</a>
                  <a href={`/api/designations/${one.id}/plaque`}>下载标牌文件</a>
                </span>
              ) : (
                '未授牌'
              ),
            ],
          ]}
        />
      </Card>
      <Card title="状态变化" id="events">
        <Table
          caption="状态变化"
          rows={one.events}
          rowKey={({ at, toState }) => at + toState}
          empty={<p className="empty">没有变化</p>}
          columns={[
            { title: '日期', cell: (row) => showDay(row.onDay) },
            { title: '变为', cell: (row) => row.toLabel },
            { title: '依据', cell: (row) => [row.cites, row.reason].filter(Boolean).join('，') || '—' },
            {
              title: '办件',
              cell: (row) => (row.caseId ? <Link to={`/cases/${row.caseId}` as string}>查看</Link> : '—'),
            },
          ]}
        />
      </Card>
      <RewardsCard carrierId={one.carrierId} />
      <Card title="备案事项变更" id="changes">
        <Table
          caption="备案事项变更"
          rows={one.changes}
          rowKey={({ caseId, field }) => caseId + field}
          empty={<p className="empty">没有变更</p>}
          columns={[
            { title: '事项', cell: (row) => row.fieldLabel },
            { title: '变更前', cell: (row) => row.before ?? '未知' },
            { title: '变更后', cell: (row) => row.after },
            { title: '发生', cell: (row) => showDay(row.happenedOn) },
            {
              title: '报告',
              cell: (row) => (
                <>
                  {showDay(row.reportedOn)} {row.late && <Tag tone="bad">逾期{row.lateBy}个工作日</Tag>}
                </>
              ),
            },
          ]}
        />
      </Card>
      {opening && (
        <OpenAgainst kind={opening} carrierId={one.carrierId} packId={one.packId} onClose={() => setOpening(null)} />
      )}
    </Page>
  );
}

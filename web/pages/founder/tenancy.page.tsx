import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { placeWords, RESIDENCY_STATES } from '../../../src/records/residencies/residency.contract.ts';
import { DepartureFacts, earliestPair, LastDay, NoticeEffect, Standing } from '../../features/tenancies/departure.tsx';
import { PaymentsCard } from '../../features/tenancies/payments-card.tsx';
import { Terms } from '../../features/tenancies/residency-card.tsx';
import { ResidencyEditions } from '../../features/tenancies/residency-editions.tsx';
import { SettlementsCard } from '../../features/tenancies/settlements-card.tsx';
import { StatementsCard } from '../../features/tenancies/statements-card.tsx';
import {
  freeWords,
  myTenanciesQuery,
  noticeEffectQuery,
  type Residency,
  type Tenancy,
  useTenancyDeed,
} from '../../features/tenancies/tenancies.ts';
import { api } from '../../lib/api.ts';
import { showDay, showMoment, showMoney } from '../../lib/format.ts';
import { useMay } from '../../lib/session.ts';
import { useToday } from '../../lib/today.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Form, REQUIRED } from '../../ui/form.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { Card, Empty, Notice, Page, Pairs, Tag } from '../../ui/page.tsx';

/** 创业团队 · 我的入驻：条件、账单、协议、退出。 */
export function MyTenancyPage() {
  const { data } = useSuspenseQuery(myTenanciesQuery);
  return (
    <Page title="我的入驻" says="在哪里、免费到哪天、账单和协议。">
      {data.rows.length === 0 && <Empty title="还没有入驻">在公开门户的空间页面可以申请入驻。</Empty>}
      {data.rows.map((row) => (
        <OneTenancy key={row.id} row={row} />
      ))}
    </Page>
  );
}

function OneTenancy({ row }: { row: Tenancy }) {
  const today = useToday();
  const may = useMay();
  const [open, setOpen] = useState<'notice' | 'invite' | null>(null);
  const acts = may('tenancy.act');
  return (
    <>
      <Card
        id={`tenancy-${row.id}`}
        title={
          <>
            {row.carrierName} <Standing row={row} today={today} /> {row.example && <Tag>示例</Tag>}
          </>
        }
      >
        <div className="stack">
          {row.overdueFen > 0 && (
            <Notice tone="bad" title={`有逾期未付的账单：${showMoney(row.overdueFen)}`}>
              请与运营机构联系付款。
            </Notice>
          )}
          <Pairs
            of={[
              ['团队', row.teamName],
              ['入驻', showDay(row.since)],
              ['工位', placeWords(row)],
              ['免费', freeWords(row)],
              ['押金', showMoney(row.depositFen)],
              ['未付', showMoney(row.owedFen)],
              ...earliestPair(row),
              ...(row.creditFen > 0 ? ([['多收和预存', showMoney(row.creditFen)]] as const) : []),
            ]}
          />
          {acts && (row.until === null || row.until >= today) && (
            <div className="row">
              <Button onClick={() => setOpen('invite')}>邀请成员</Button>
              {!row.departure && <Button onClick={() => setOpen('notice')}>通知退出</Button>}
            </div>
          )}
        </div>
      </Card>
      {row.departure && (
        <Card id={`departure-${row.id}`} title={row.departure.state === 'noticed' ? '退出：已通知' : '退出'}>
          <div className="stack">
            <DepartureFacts row={row} departure={row.departure} />
            {row.departure.state === 'noticed' && <Notice>运营机构按交接清单办理；要撤回，请与运营机构联系。</Notice>}
            {may('team.consent') && (
              <p>
                <Link to={`/teams/${row.teamId}` as string} hash="follow-up">
                  同意本载体在团队离开后继续跟踪
                </Link>
                <span className="soft">（可选，随时可以撤回）</span>
              </p>
            )}
          </div>
        </Card>
      )}
      <SettlementsCard row={row} path={`/api/teams/${row.teamId}`} />
      {row.residencies
        .filter(({ state }) => state !== 'draft' && state !== 'void')
        .map((residency) => (
          <MyResidency key={residency.id} row={row} residency={residency} />
        ))}
      <StatementsCard statements={row.statements} today={today} />
      <PaymentsCard row={row} />
      {open === 'notice' && <NoticeDialog row={row} today={today} onClose={() => setOpen(null)} />}
      {open === 'invite' && <InviteDialog teamId={row.teamId} onClose={() => setOpen(null)} />}
    </>
  );
}

function NoticeDialog({ row, today, onClose }: { row: Tenancy; today: string; onClose: () => void }) {
  const deed = useTenancyDeed();
  const first = row.earliestEnd?.day ?? today;
  const [lastDay, setLastDay] = useState(first);
  const path = `/api/teams/${row.teamId}/tenancies/${row.id}/departure`;
  const { data: effect } = useQuery(noticeEffectQuery(`${path}/effect`, { lastDay }));
  return (
    <FormDialog<{ lastDay: string; reason: string }>
      title="通知退出"
      says="提交后运营机构按交接清单办理。"
      button="提交"
      initial={{ lastDay: first }}
      send={(given) => deed(api.post(path, given))}
      onClose={onClose}
    >
      <LastDay onChange={setLastDay} />
      {effect && (
        <Form.Item>
          <NoticeEffect effect={effect} />
        </Form.Item>
      )}
      <Form.Item name="reason" label="理由" rules={REQUIRED('请说明理由')}>
        <Input.TextArea autoSize={{ minRows: 2 }} />
      </Form.Item>
    </FormDialog>
  );
}

function MyResidency({ row, residency }: { row: Tenancy; residency: Residency }) {
  const may = useMay();
  const deed = useTenancyDeed();
  const path = `/api/teams/${row.teamId}/residencies/${residency.id}`;
  return (
    <Card
      id={`residency-${residency.id}`}
      title={
        <>
          入驻协议 {residency.number}{' '}
          <Tag tone={residency.state === 'offered' ? 'warn' : 'plain'}>{RESIDENCY_STATES[residency.state].zh}</Tag>
        </>
      }
      actions={
        <>
          <Button href={`${path}/paper?format=word`}>Word</Button>
          <Button href={`${path}/paper?format=pdf`}>PDF</Button>
        </>
      }
    >
      <div className="stack">
        <Terms content={residency.content} />
        {residency.teamSignedAt && (
          <p className="soft">
            {residency.teamSignedBy}于{showMoment(residency.teamSignedAt)}签署
          </p>
        )}
        {residency.state === 'offered' && may('tenancy.act') && (
          <Confirm
            face="签署协议"
            title={`签署协议 ${residency.number}`}
            says="签署即表示已阅读并同意全部内容。"
            act={() => deed(api.post(`${path}/sign`, { version: residency.version }))}
            primary
          />
        )}
        <ResidencyEditions path={path} edition={residency.edition} />
      </div>
    </Card>
  );
}

function InviteDialog({ teamId, onClose }: { teamId: string; onClose: () => void }) {
  const [url, setUrl] = useState<string | null>(null);
  if (url)
    return (
      <Dialog title="邀请成员" open onClose={onClose}>
        <Notice tone="ok" title="把链接发给成员，只显示这一次，30天内有效，一次有效">
          <a href={url}>{url}</a>
        </Notice>
      </Dialog>
    );
  return (
    <FormDialog<{ name: string }>
      title="邀请成员"
      button="生成链接"
      send={async (given) => setUrl((await api.post<{ url: string }>(`/api/teams/${teamId}/invitations`, given)).url)}
      onDone={() => undefined}
      onClose={onClose}
    >
      <Form.Item name="name" label="成员姓名" rules={REQUIRED('请填写成员姓名')}>
        <Input />
      </Form.Item>
    </FormDialog>
  );
}

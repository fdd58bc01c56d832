import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Button, Checkbox, Input, Radio } from 'antd';
import { useState } from 'react';
import { CHECKLIST, EXIT_KINDS } from '../../../src/records/departures/departure.contract.ts';
import { placeWords } from '../../../src/records/residencies/residency.contract.ts';
import { PAYMENT_KINDS } from '../../../src/records/statements/statement.contract.ts';
import { ReverseButton, ReverseDialog } from '../../features/ledger/reversal.tsx';
import { SpaceFrame } from '../../features/records/space-frame.tsx';
import { DepartureOffers } from '../../features/teams/restart-offers.tsx';
import { DepartureFacts, earliestPair, LastDay, NoticeEffect, Standing } from '../../features/tenancies/departure.tsx';
import { DeskCodes } from '../../features/tenancies/desk-codes.tsx';
import { PaymentsCard } from '../../features/tenancies/payments-card.tsx';
import { ResidencyCard } from '../../features/tenancies/residency-card.tsx';
import { PlaceItems, ResidencyDialog } from '../../features/tenancies/residency-dialog.tsx';
import { SettlementsCard } from '../../features/tenancies/settlements-card.tsx';
import { StatementsCard } from '../../features/tenancies/statements-card.tsx';
import {
  freeWords,
  isAgreed,
  noticeEffectQuery,
  type Statement,
  type Tenancy,
  tenancyQuery,
  useTenancyDeed,
} from '../../features/tenancies/tenancies.ts';
import { api } from '../../lib/api.ts';
import { showDay, showMoney } from '../../lib/format.ts';
import { useSearchState } from '../../lib/search.ts';
import { useToday } from '../../lib/today.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Form, REQUIRED } from '../../ui/form.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { DayInput, MoneyInput } from '../../ui/inputs.tsx';
import { Card, Notice, Pairs, Tag } from '../../ui/page.tsx';

type Deed = 'change' | 'renew' | 'notice' | 'issue' | 'deposit' | 'link';

/** 运营机构 · 一个团队的入驻：条件、协议、账单和款项、退出。 */
export function TenancyPage() {
  const { carrierId = '', tenancyId = '' } = useParams({ strict: false }) as {
    carrierId?: string;
    tenancyId?: string;
  };
  const { data: row } = useSuspenseQuery(tenancyQuery(carrierId, tenancyId));
  const today = useToday();
  const deed = useTenancyDeed();
  const [search] = useSearchState();
  const [open, setOpen] = useState<Deed | null>(search.deed === 'renew' ? 'renew' : null);
  const [paying, setPaying] = useState<Statement | null>(null);
  const path = `/api/carriers/${carrierId}/tenancies/${tenancyId}`;
  const agreed = isAgreed(row);
  const renewal = row.residencies.find(({ state }) => state === 'signed');
  const isOpen = row.departure?.state !== 'done' && (row.until === null || row.until >= today);
  return (
    <SpaceFrame carrierId={carrierId} title={`在驻团队 · ${row.teamName}`}>
      <Card
        id="terms"
        title={
          <>
            {row.teamName} <Standing row={row} today={today} /> {row.example && <Tag>示例</Tag>}
          </>
        }
        actions={!row.hasAccount || isOpen ? <Button onClick={() => setOpen('link')}>开通账号链接</Button> : undefined}
      >
        <div className="stack">
          <Pairs
            of={[
              ['入驻', showDay(row.since)],
              ...(row.until ? ([['最后一天', showDay(row.until)]] as const) : []),
              ['免费', freeWords(row)],
              ['押金', showMoney(row.depositFen)],
              ['未付', showMoney(row.owedFen)],
              ['其中逾期', showMoney(row.overdueFen)],
              ...earliestPair(row),
              ...(row.creditFen > 0 ? ([['多收和预存', showMoney(row.creditFen)]] as const) : []),
            ]}
          />
          <h3>工位和租金</h3>
          <ul>
            {row.periods.map((period) => (
              <li key={period.id}>
                自{showDay(period.validFrom)}
                {period.validTo && `至${showDay(period.validTo)}`}：工位{placeWords(period)}，月租金
                {period.rentMonthFen === null ? '不收' : showMoney(period.rentMonthFen)}
                {period.note && `。${period.note}`}
              </li>
            ))}
          </ul>
          {isOpen && (
            <div className="row">
              <Button onClick={() => setOpen('change')}>调整工位</Button>
              {!row.leaving && (
                <Button onClick={() => setOpen('renew')}>{agreed ? '拟写续签协议' : '拟写入驻协议'}</Button>
              )}
              {renewal && (
                <Confirm
                  face={renewal.renews ? '续签生效' : '协议生效'}
                  title={renewal.renews ? '续签生效' : '协议生效'}
                  says={`自${showDay(renewal.content.startsOn)}起按协议的条件。`}
                  act={() =>
                    deed(
                      api.post(`/api/carriers/${carrierId}/residencies/${renewal.id}/renew`, {
                        version: renewal.version,
                      }),
                    )
                  }
                  primary
                />
              )}
              {!row.departure && <Button onClick={() => setOpen('notice')}>退出、毕业或淘汰</Button>}
            </div>
          )}
        </div>
      </Card>
      {row.departure && <DepartureCard key={row.departure.id} row={row} path={path} today={today} />}
      <SettlementsCard
        row={row}
        path={`/api/carriers/${carrierId}`}
        again={() => deed(api.post(`${path}/settlements`))}
      />
      {row.exitKind === 'failed' && <DepartureOffers carrierId={row.carrierId} tenancyId={row.id} />}
      <StatementsCard statements={row.statements} today={today} onPay={setPaying} />
      <Payments row={row} carrierId={carrierId} onIssue={() => setOpen('issue')} onMoney={() => setOpen('deposit')} />
      {row.residencies.map((residency) => (
        <ResidencyCard key={residency.id} carrierId={carrierId} residency={residency} />
      ))}
      {paying && <PayDialog statement={paying} path={path} today={today} onClose={() => setPaying(null)} />}
      {open && <Deeds deed={open} row={row} path={path} today={today} onClose={() => setOpen(null)} />}
    </SpaceFrame>
  );
}

function Payments({
  row,
  carrierId,
  onIssue,
  onMoney,
}: {
  row: Tenancy;
  carrierId: string;
  onIssue: () => void;
  onMoney: () => void;
}) {
  const deed = useTenancyDeed();
  const [reversing, setReversing] = useState<string | null>(null);
  return (
    <>
      <PaymentsCard
        row={row}
        actions={
          <>
            <Button onClick={onMoney}>押金、预存和退款</Button>
            <Button onClick={onIssue}>即时出账</Button>
          </>
        }
        act={(one) =>
          one.reversed ? (
            <Tag>已冲正</Tag>
          ) : (
            <ReverseButton onDay={one.onDay} fen={one.amountFen} onClick={() => setReversing(one.id)} />
          )
        }
      />
      {reversing && (
        <ReverseDialog
          send={(given) => deed(api.post(`/api/carriers/${carrierId}/payments/${reversing}/reverse`, given))}
          onClose={() => setReversing(null)}
        />
      )}
    </>
  );
}

function PayDialog({
  statement,
  path,
  today,
  onClose,
}: {
  statement: Statement;
  path: string;
  today: string;
  onClose: () => void;
}) {
  const deed = useTenancyDeed();
  return (
    <FormDialog<{ amountFen: number; onDay: string; method?: string }>
      title={`收款 · ${statement.number}`}
      says={`未付${showMoney(statement.owedFen)}，可以分次收。`}
      button="登记收款"
      initial={{ amountFen: statement.owedFen, onDay: today }}
      send={({ method, ...given }) =>
        deed(
          api.post(`${path}/money`, { kind: 'payment', statementId: statement.id, method: method || null, ...given }),
        )
      }
      onClose={onClose}
    >
      <Form.Item name="amountFen" label="金额" rules={REQUIRED('请填写金额')}>
        <MoneyInput unit="元" />
      </Form.Item>
      <Form.Item name="onDay" label="收款日期" rules={REQUIRED('请填写日期')}>
        <DayInput />
      </Form.Item>
      <Form.Item name="method" label="方式">
        <Input placeholder="如转账、微信" />
      </Form.Item>
    </FormDialog>
  );
}

function DepartureCard({ row, path, today }: { row: Tenancy; path: string; today: string }) {
  const deed = useTenancyDeed();
  const { departure } = row;
  const [ticked, setTicked] = useState(departure?.checklist ?? []);
  if (!departure) return null;
  const isOpen = departure.state === 'noticed';
  const all = ticked.every(({ done }) => done);
  const { version } = departure;
  return (
    <Card id="departure" title={isOpen ? '退出：交接清单' : '退出'}>
      <div className="stack">
        <DepartureFacts row={row} departure={departure} />
        <fieldset className="stack-s" disabled={!isOpen}>
          <legend>交接清单</legend>
          {ticked.map((one) => (
            <Checkbox
              key={one.id}
              checked={one.done}
              disabled={!isOpen}
              onChange={(event) =>
                setTicked(
                  ticked.map((other) => (other.id === one.id ? { ...other, done: event.target.checked } : other)),
                )
              }
            >
              {CHECKLIST[one.id].zh}
            </Checkbox>
          ))}
        </fieldset>
        {isOpen && (
          <div className="row">
            <Confirm
              face="保存清单"
              title="保存清单"
              says={`已勾选${ticked.filter(({ done }) => done).length}项，共${ticked.length}项。`}
              act={() => deed(api.put(`${path}/departure/checklist`, { version, checklist: ticked }))}
            />
            {all && departure.checklist.every(({ done }) => done) && today >= departure.lastDay && (
              <Confirm
                face="完成退出"
                title="完成退出"
                says={`入驻到${showDay(departure.lastDay)}为止。出具最后一张账单，再以多收和预存（现有${showMoney(row.creditFen)}）、押金（现有${showMoney(row.depositFen)}）依次抵未付账单（现有${showMoney(row.owedFen)}），余款应退，不足的应收。要扣留押金的先登记扣留。`}
                act={() => deed(api.post(`${path}/departure/complete`, { version }))}
                primary
              />
            )}
            <Confirm
              face="撤回通知"
              title="撤回退出通知"
              says={
                departure.fallen.length > 0 ? '撤回后继续在驻，因退出失效的续签和调整恢复原状。' : '撤回后继续在驻。'
              }
              act={() => deed(api.post(`${path}/departure/withdraw`, { version }))}
            />
          </div>
        )}
        {isOpen && today < departure.lastDay && <Notice>到{showDay(departure.lastDay)}当天才能完成退出。</Notice>}
      </div>
    </Card>
  );
}

interface DeedProps {
  deed: Deed;
  row: Tenancy;
  path: string;
  today: string;
  onClose: () => void;
}

function Deeds({ deed, row, path, today, onClose }: DeedProps) {
  const does = useTenancyDeed();
  const newest = row.periods.at(-1);
  const agreed = isAgreed(row);
  const last = row.residencies[0]?.content;
  switch (deed) {
    case 'change':
      return (
        <FormDialog<{
          validFrom: string;
          remote: boolean;
          desks: number;
          virtualDesks: number;
          deskCodes?: string;
          rentMonthFen?: number;
          note?: string;
        }>
          title="调整工位"
          says="自所填日期起生效；以前各日不变，账单按天分别计算。"
          button="保存"
          initial={{
            validFrom: today,
            remote: newest?.remote ?? false,
            ...(newest?.desks == null ? {} : { desks: newest.desks }),
            virtualDesks: newest?.virtualDesks ?? 0,
            deskCodes: newest?.deskCodes ?? '',
            ...(newest?.rentMonthFen == null ? {} : { rentMonthFen: newest.rentMonthFen }),
          }}
          send={({ deskCodes, rentMonthFen, note, ...given }) =>
            does(
              api.post(`${path}/changes`, {
                ...given,
                deskCodes: deskCodes || null,
                rentMonthFen: rentMonthFen ?? null,
                note: note || null,
              }),
            )
          }
          onClose={onClose}
        >
          <Form.Item name="validFrom" label="自哪天起" rules={REQUIRED('请填写日期')}>
            <DayInput />
          </Form.Item>
          <PlaceItems />
          <Form.Item name="deskCodes" label="工位编号" extra="写明的工位在平面图上显示占用，不能预订">
            <DeskCodes />
          </Form.Item>
          <Form.Item name="rentMonthFen" label="月租金">
            <MoneyInput unit="元" />
          </Form.Item>
          <Form.Item name="note" label="备注">
            <Input />
          </Form.Item>
        </FormDialog>
      );
    case 'renew':
      return (
        <ResidencyDialog
          title={`${agreed ? '续签协议' : '入驻协议'} · ${row.teamName}`}
          initial={{
            ...(last ?? {
              teamName: row.teamName,
              ...(row.founderName ? { founderName: row.founderName } : {}),
              remote: row.remote,
              virtualDesks: row.virtualDesks ?? 0,
              desks: row.desks ?? 1,
            }),
            // A stay that began without an agreement, as by a move, is agreed on from its own first day.
            ...(!agreed && row.periods.length === 1
              ? { startsOn: row.since, ...(row.freeMonths === null ? {} : { freeMonths: row.freeMonths }) }
              : { startsOn: today, freeMonths: 0, includes: [] }),
            endsOn: null,
          }}
          send={(content) =>
            does(
              api.post(`/api/carriers/${row.carrierId}/residencies`, { admissionId: null, tenancyId: row.id, content }),
            )
          }
          onClose={onClose}
        />
      );
    case 'issue':
      return (
        <FormDialog<{ through: string }>
          title="即时出账"
          says="计至所填日期，以前收过的不再计。"
          button="出账"
          initial={{ through: today }}
          send={(given) => does(api.post(`${path}/statements`, given))}
          onClose={onClose}
        >
          <Form.Item name="through" label="计至" rules={REQUIRED('请填写日期')}>
            <DayInput />
          </Form.Item>
        </FormDialog>
      );
    case 'deposit':
      return (
        <FormDialog<{ kind: string; amountFen: number; onDay: string; method?: string; reason?: string }>
          title="押金、预存和退款"
          says={`现有押金${showMoney(row.depositFen)}，多收和预存${showMoney(row.creditFen)}，未付账单${showMoney(row.owedFen)}。有未付的，退还不得使余额少于未付。`}
          button="登记"
          initial={
            row.settlements.length > 0 && row.depositFen > 0
              ? { kind: 'depositReturned', amountFen: row.depositFen, onDay: today }
              : { kind: 'depositReceived', onDay: today }
          }
          send={({ method, reason, ...given }) =>
            does(api.post(`${path}/money`, { ...given, method: method || null, reason: reason || null }))
          }
          onClose={onClose}
        >
          <Form.Item name="kind" label="款项">
            <Radio.Group
              options={(
                ['depositReceived', 'depositReturned', 'depositKept', 'prepayment', 'creditRefunded'] as const
              ).map((value) => ({
                value,
                label: PAYMENT_KINDS[value].zh,
              }))}
            />
          </Form.Item>
          <Form.Item name="amountFen" label="金额" rules={REQUIRED('请填写金额')}>
            <MoneyInput unit="元" />
          </Form.Item>
          <Form.Item name="onDay" label="日期" rules={REQUIRED('请填写日期')}>
            <DayInput />
          </Form.Item>
          <Form.Item name="reason" label="理由" extra="扣留押金须写明">
            <Input />
          </Form.Item>
          <Form.Item name="method" label="方式">
            <Input />
          </Form.Item>
        </FormDialog>
      );
    case 'notice':
      return <NoticeDialog row={row} path={path} today={today} onClose={onClose} />;
    case 'link':
      return <LinkDialog path={path} founderName={last?.founderName ?? ''} onClose={onClose} />;
  }
}

function NoticeDialog({ row, path, today, onClose }: Omit<DeedProps, 'deed'>) {
  const does = useTenancyDeed();
  const [exitKind, setKind] = useState('moved');
  const first = row.earliestEnd?.day ?? today;
  const [lastDay, setLastDay] = useState(first);
  const purpose = { graduated: 'graduation', eliminated: 'elimination' }[exitKind];
  const criteria = row.criteria.find((one) => one.purpose === purpose);
  const { data: effect } = useQuery(noticeEffectQuery(`${path}/departure/effect`, { exitKind, lastDay }));
  return (
    <FormDialog<{ exitKind: string; lastDay: string; reason: string; criteriaMet?: string[]; waiver?: string }>
      title={`退出 · ${row.teamName}`}
      button="登记"
      initial={{ exitKind: 'moved', lastDay: first }}
      send={({ criteriaMet, waiver, ...given }) =>
        does(
          api.post(`${path}/departure`, {
            ...given,
            waiver: waiver || null,
            criteriaMet: purpose ? (criteriaMet ?? []) : [],
          }),
        )
      }
      onClose={onClose}
    >
      <Form.Item name="exitKind" label="方式">
        <Radio.Group
          onChange={(event) => setKind(event.target.value)}
          options={EXIT_KINDS.map(({ code, zh }) => ({ value: code, label: zh }))}
        />
      </Form.Item>
      {purpose &&
        (criteria ? (
          <Form.Item name="criteriaMet" label="所依据的标准" rules={REQUIRED('请选择所依据的标准')}>
            <Checkbox.Group options={criteria.items.map(({ id, says }) => ({ value: id, label: says }))} />
          </Form.Item>
        ) : (
          <Notice tone="warn">还没有发布这一项标准，先到“入驻申请”页发布。</Notice>
        ))}
      <LastDay onChange={setLastDay} />
      {effect && (
        <Form.Item>
          <NoticeEffect effect={effect} />
        </Form.Item>
      )}
      {effect?.isEarly && (
        <Form.Item name="waiver" label="双方商定提前的依据" extra="双方另有商定、不按通知期的才填写">
          <Input />
        </Form.Item>
      )}
      <Form.Item name="reason" label="理由" rules={REQUIRED('请说明理由')}>
        <Input.TextArea autoSize={{ minRows: 2 }} />
      </Form.Item>
    </FormDialog>
  );
}

function LinkDialog({ path, founderName, onClose }: { path: string; founderName: string; onClose: () => void }) {
  const [url, setUrl] = useState<string | null>(null);
  if (url)
    return (
      <Dialog title="开通账号的链接" open onClose={onClose}>
        <Notice tone="ok" title="只显示这一次，30天内有效，一次有效">
          <a href={url}>{url}</a>
        </Notice>
      </Dialog>
    );
  return (
    <FormDialog<{ founderName: string }>
      title="开通账号的链接"
      button="生成链接"
      initial={{ founderName }}
      send={async (given) => setUrl((await api.post<{ url: string }>(`${path}/invitation`, given)).url)}
      onDone={() => undefined}
      onClose={onClose}
    >
      <Form.Item name="founderName" label="负责人" rules={REQUIRED('请填写负责人')}>
        <Input />
      </Form.Item>
    </FormDialog>
  );
}

import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button, Input, Radio } from 'antd';
import { useState } from 'react';
import { addDays } from '../../../src/kernel/day.ts';
import { ADMISSION_STATES, FOUNDER_TYPES, INDUSTRIES } from '../../../src/records/admissions/admission.contract.ts';
import { WAITS_BY } from '../../../src/records/criteria/criteria.contract.ts';
import { SpaceFrame } from '../../features/records/space-frame.tsx';
import { ResidencyCard } from '../../features/tenancies/residency-card.tsx';
import { ResidencyDialog } from '../../features/tenancies/residency-dialog.tsx';
import { type Admission, admissionQuery, useTenancyDeed } from '../../features/tenancies/tenancies.ts';
import { api } from '../../lib/api.ts';
import { showClosing, showDay, showMoment } from '../../lib/format.ts';
import { useToday } from '../../lib/today.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Form, REQUIRED } from '../../ui/form.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { DayInput, MomentInput, NumberInput } from '../../ui/inputs.tsx';
import { Card, Notice, Pairs, Tag } from '../../ui/page.tsx';

type Deed = 'answer' | 'visit' | 'visitRecord' | 'score' | 'decide' | 'phone' | 'draft' | 'moveIn' | 'offer';
const WHY = { uscc: '统一社会信用代码相同', name: '名称相同', phone: '负责人电话相同' } as const;
const words = (options: readonly { code: string; zh: string }[], code: string | null) =>
  options.find((one) => one.code === code)?.zh ?? '未填';

const vacancyWords = (from: string | null, today: string) =>
  from === null
    ? '60天内还没有足够的空闲工位'
    : from <= today
      ? '现在有足够的空闲工位'
      : `${showDay(from)}起有足够的空闲工位`;

/** 运营机构 · 一件入驻申请：答复、参观、评分、遴选结果、协议、入驻。 */
export function AdmissionPage() {
  const { carrierId = '', admissionId = '' } = useParams({ strict: false }) as {
    carrierId?: string;
    admissionId?: string;
  };
  const { data: row } = useSuspenseQuery(admissionQuery(carrierId, admissionId));
  const [open, setOpen] = useState<Deed | null>(null);
  const button = (deed: Deed, face: string, primary = false) => (
    <Button type={primary ? 'primary' : 'default'} onClick={() => setOpen(deed)}>
      {face}
    </Button>
  );
  const today = useToday();
  const { state } = row;
  const isCandidate = state === 'received' || state === 'waiting';
  const hasSeen = row.givenScores.some((score) => !score.mine && score.criteriaId === row.criteria?.id);
  return (
    <SpaceFrame carrierId={carrierId} title={`入驻申请 · ${row.teamName}`}>
      {row.duplicates.length > 0 && (
        <Notice tone="warn" title="可能是已有的团队">
          同一团队只用一个身份。核对后，办理入驻时选择已有的团队。
          <ul>
            {row.duplicates.map((one) => (
              <li key={one.id}>
                {one.name}（{one.carrierName}，{one.kind === 'team' ? '已登记的团队' : '正在申请'}）：
                {one.why.map((why) => WHY[why]).join('、')}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <Card
        id="application"
        title={
          <>
            申请 <Tag tone={ADMISSION_STATES[state].isOpen ? 'warn' : 'plain'}>{ADMISSION_STATES[state].zh}</Tag>
          </>
        }
        actions={button('phone', '查看电话')}
      >
        <div className="stack">
          <Pairs
            of={[
              ['回执号', <code key="receipt">{row.receipt}</code>],
              ['负责人', `${row.founderName} ${row.phoneMasked}`],
              ['统一社会信用代码', row.uscc ?? '尚未注册公司'],
              ['行业', words(INDUSTRIES, row.industry)],
              ['创业者类型', words(FOUNDER_TYPES, row.founderType)],
              ['团队人数', row.members ?? '未填'],
              ['需要工位', row.desks ?? '未填'],
              ['希望入驻', row.wantedFrom ? showDay(row.wantedFrom) : '未填'],
              ['项目或问题', row.project],
              ['参观', row.visitAt ? `${showMoment(row.visitAt)}，${row.visitPlace}` : '未约定'],
              ['参观情况', row.visitRecord ?? '—'],
              ['答复', row.answer ?? '—'],
              ...(row.place === null ? [] : ([['候补', `第${row.place}位，${WAITS_BY[row.waitsBy].zh}`]] as const)),
              ...(state === 'waiting' ? ([['空位', vacancyWords(row.freeFrom, today)]] as const) : []),
              ...(state === 'offered' ? ([['留位到', showClosing(row.offeredUntil)]] as const) : []),
            ]}
          />
          <div className="row">
            {state === 'enquiry' && button('answer', '答复', true)}
            {(isCandidate || state === 'selected') && button('visit', '约定参观')}
            {(isCandidate || state === 'selected') && row.visitAt && button('visitRecord', '记录参观')}
            {isCandidate && row.criteria && !hasSeen && button('score', '评分', row.scores === 0)}
            {state === 'waiting' && row.freeFrom && button('offer', '通知有空位', true)}
            {isCandidate && button('decide', '作出遴选结果', row.scores > 0)}
            {state === 'selected' && !row.residency && button('draft', '拟写协议', true)}
            {state === 'selected' && row.residency?.state === 'signed' && button('moveIn', '办理入驻', true)}
          </div>
        </div>
      </Card>
      {state !== 'enquiry' && state !== 'answered' && <Scores row={row} carrierId={carrierId} />}
      {row.residency && <ResidencyCard carrierId={carrierId} residency={row.residency} />}
      {open && <Deeds deed={open} row={row} carrierId={carrierId} onClose={() => setOpen(null)} />}
    </SpaceFrame>
  );
}

function Scores({ row, carrierId }: { row: Admission; carrierId: string }) {
  if (!row.criteria)
    return (
      <Notice tone="warn" title="还没有遴选标准">
        <Link to={`/spaces/${carrierId}/admissions` as string}>先发布遴选标准</Link>，再评分。
      </Notice>
    );
  return (
    <Card id="scores" title={`评分${row.average === null ? '' : `：平均${row.average}分`}`}>
      <div className="stack">
        {row.blind && row.scores > 0 && (
          <p className="soft">
            已有{row.scores}人评分；
            {row.panel === null ? '本人评分后可以看到他人的评分。' : `评满${row.panel}人后公开各人的评分。`}
          </p>
        )}
        {row.scores === 0 && <p className="soft">还没有人评分。</p>}
        <ul>
          {row.givenScores.map((score) => (
            <li key={score.personName}>
              {score.personName} {score.total}分：
              {row.criteria?.items.map(({ id, says }) => `${says}${score.points[id] ?? '—'}`).join('，')}
              {score.remark && `。${score.remark}`}
            </li>
          ))}
        </ul>
      </div>
    </Card>
  );
}

interface DeedProps {
  deed: Deed;
  row: Admission;
  carrierId: string;
  onClose: () => void;
}

function Deeds({ deed, row, carrierId, onClose }: DeedProps) {
  const does = useTenancyDeed();
  const today = useToday();
  const path = `/api/carriers/${carrierId}/admissions/${row.id}`;
  const { version } = row;
  const send = (step: string, body: object) => does(api.post(`${path}/${step}`, { version, ...body }));
  const text = (name: string, label: string, rows = 3) => (
    <Form.Item name={name} label={label} rules={REQUIRED(`请填写${label}`)}>
      <Input.TextArea autoSize={{ minRows: rows, maxRows: 10 }} />
    </Form.Item>
  );
  switch (deed) {
    case 'answer':
      return (
        <FormDialog<{ answer: string }>
          title="答复咨询"
          button="答复"
          send={(given) => send('answer', given)}
          onClose={onClose}
        >
          {text('answer', '答复')}
        </FormDialog>
      );
    case 'visit':
      return (
        <FormDialog<{ at: string; place: string }>
          title="约定参观"
          button="保存"
          send={(given) => send('visit', given)}
          onClose={onClose}
        >
          <Form.Item name="at" label="时间" rules={REQUIRED('请填写时间')}>
            <MomentInput />
          </Form.Item>
          <Form.Item name="place" label="地点" rules={REQUIRED('请填写地点')}>
            <Input />
          </Form.Item>
        </FormDialog>
      );
    case 'visitRecord':
      return (
        <FormDialog<{ record: string }>
          title="记录参观"
          button="保存"
          send={(given) => send('visit-record', given)}
          onClose={onClose}
        >
          {text('record', '参观情况')}
        </FormDialog>
      );
    case 'score': {
      const mine = row.givenScores.find((score) => score.mine && score.criteriaId === row.criteria?.id);
      return (
        <FormDialog<{ points: Record<string, number>; remark?: string }>
          title={`评分 · ${row.teamName}`}
          button="提交评分"
          initial={{ points: mine?.points ?? {}, remark: mine?.remark ?? '' }}
          send={({ points, remark }) =>
            send('score', { criteriaId: row.criteria?.id, points, remark: remark?.trim() || null })
          }
          onClose={onClose}
        >
          {row.criteria?.items.map(({ id, says, points }) => (
            <Form.Item key={id} name={['points', id]} label={says} extra={`最高${points}分`} rules={REQUIRED('请打分')}>
              <NumberInput unit="分" />
            </Form.Item>
          ))}
          <Form.Item name="remark" label="意见">
            <Input.TextArea autoSize={{ minRows: 2 }} />
          </Form.Item>
        </FormDialog>
      );
    }
    case 'decide':
      return (
        <FormDialog<{ outcome: string; says: string }>
          title={`遴选结果 · ${row.teamName}`}
          button="作出结果"
          initial={{ outcome: 'selected' }}
          send={(given) => send('decide', given)}
          onClose={onClose}
        >
          <Form.Item name="outcome" label="结果">
            <Radio.Group
              options={[
                { value: 'selected', label: '入选' },
                { value: 'waiting', label: '候补' },
                { value: 'refused', label: '不入选' },
              ]}
            />
          </Form.Item>
          {text('says', '理由（申请人可见）')}
        </FormDialog>
      );
    case 'offer':
      return (
        <FormDialog<{ until: string; says: string }>
          title={`通知有空位 · ${row.teamName}`}
          says="申请人凭回执号在进度页看到，可以接受或放弃；请同时打电话告知。到期没有答复的，空位给下一位。"
          button="通知"
          initial={{
            until: addDays(today, 5),
            says: `${row.freeFrom && row.freeFrom > today ? `${showDay(row.freeFrom)}起` : '现在'}有空位，请在期限内答复。`,
          }}
          send={(given) => send('offer', given)}
          onClose={onClose}
        >
          <Form.Item name="until" label="留位到" extra="含当天" rules={REQUIRED('请填写日期')}>
            <DayInput />
          </Form.Item>
          {text('says', '给申请人的话')}
        </FormDialog>
      );
    case 'phone':
      return <PhoneDialog path={path} onClose={onClose} />;
    case 'draft':
      return (
        <ResidencyDialog
          title={`拟写协议 · ${row.teamName}`}
          initial={{
            teamName: row.teamName,
            founderName: row.founderName,
            startsOn: row.wantedFrom && row.wantedFrom > today ? row.wantedFrom : today,
            remote: row.desks === 0,
            desks: row.desks ?? 1,
          }}
          send={(content) =>
            does(api.post(`/api/carriers/${carrierId}/residencies`, { admissionId: row.id, tenancyId: null, content }))
          }
          onClose={onClose}
        />
      );
    case 'moveIn':
      return <MoveInDialog row={row} carrierId={carrierId} onClose={onClose} />;
  }
}

function PhoneDialog({ path, onClose }: { path: string; onClose: () => void }) {
  const [phone, setPhone] = useState<string | null>(null);
  if (phone)
    return (
      <Dialog title="负责人电话" open onClose={onClose}>
        <p aria-live="polite">{phone}</p>
      </Dialog>
    );
  return (
    <FormDialog<{ reason: string }>
      title="查看电话"
      says="电话加密保存，查看须说明理由并记入审计。"
      button="查看"
      send={async (given) => setPhone((await api.post<{ phone: string }>(`${path}/phone`, given)).phone)}
      onDone={() => undefined}
      onClose={onClose}
    >
      <Form.Item name="reason" label="查看理由" rules={REQUIRED('请说明查看理由')}>
        <Input />
      </Form.Item>
    </FormDialog>
  );
}

function MoveInDialog({ row, carrierId, onClose }: Omit<DeedProps, 'deed'>) {
  const does = useTenancyDeed();
  const [moved, setMoved] = useState<{ url: string | null; tenancyId: string } | null>(null);
  const teams = row.duplicates.filter(({ kind }) => kind === 'team');
  const path = `/api/carriers/${carrierId}/residencies/${row.residency?.id}/move-in`;
  if (moved)
    return (
      <Dialog title="已办理入驻" open onClose={onClose}>
        <div className="stack">
          {moved.url ? (
            <Notice tone="ok" title="开通账号的链接，只显示这一次">
              <p>
                发给负责人{row.founderName}，30天内有效，一次有效：
                <br />
                <a href={moved.url}>{moved.url}</a>
              </p>
            </Notice>
          ) : (
            <p>团队已有账号，登录即可看到新的入驻。</p>
          )}
          <Link to={`/spaces/${carrierId}/tenancies/${moved.tenancyId}` as string}>查看入驻</Link>
        </div>
      </Dialog>
    );
  return (
    <FormDialog<{ teamId: string }>
      title={`办理入驻 · ${row.teamName}`}
      says="入驻记录自协议的入驻日期起生效，在驻团队、工位使用等数据随之变化。"
      button="办理入驻"
      initial={{ teamId: '' }}
      send={async ({ teamId }) =>
        setMoved(await does(api.post(path, { version: row.residency?.version, teamId: teamId || null })))
      }
      onDone={() => undefined}
      onClose={onClose}
    >
      <Form.Item name="teamId" label="团队身份">
        <Radio.Group
          options={[
            { value: '', label: '新登记的团队' },
            ...teams.map(({ id, name, carrierName }) => ({ value: id, label: `已有团队：${name}（${carrierName}）` })),
          ]}
        />
      </Form.Item>
    </FormDialog>
  );
}

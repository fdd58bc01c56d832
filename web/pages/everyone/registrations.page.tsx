import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Radio, Select } from 'antd';
import { useState } from 'react';
import type { z } from 'zod';
import {
  mayTake,
  REGISTRATION_KINDS,
  REGISTRATION_STATES,
  type registrationsView,
  type ruleView,
} from '../../../src/cases/registrations/registration.contract.ts';
import { OutcomeTag } from '../../features/cases/findings.tsx';
import { myTenanciesQuery } from '../../features/tenancies/tenancies.ts';
import { api } from '../../lib/api.ts';
import { showDay, showMoment } from '../../lib/format.ts';
import { askedPage, pageOf, useSearchState } from '../../lib/search.ts';
import { useMay } from '../../lib/session.ts';
import { useToday } from '../../lib/today.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { ChoiceFilter, Filters } from '../../ui/filters.tsx';
import { Form, REQUIRED } from '../../ui/form.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { DayInput } from '../../ui/inputs.tsx';
import { Empty, Loading, Notice, Page, Tag } from '../../ui/page.tsx';
import { Pager, Table } from '../../ui/table.tsx';

const SIZE = 50;
type Registration = z.output<typeof registrationsView>['rows'][number];
type Deed = 'register' | 'return' | 'end' | 'decline';
const TONES = {
  applied: 'note',
  declined: 'plain',
  certified: 'warn',
  returned: 'warn',
  registered: 'ok',
  ending: 'bad',
  ended: 'plain',
} as const;

/** 团队、运营机构、窗口 · 按工位注册企业：申请、住所证明、窗口登记。 */
export function RegistrationsPage() {
  const may = useMay();
  // Who handles them or watches over them: neither the space nor the team.
  const atWindow = !may('tenancy.manage') && !may('tenancy.own');
  const [search] = useSearchState();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const [open, setOpen] = useState<{ deed: Deed; row: Registration } | null>(null);
  const asked = { state: search.state, ...askedPage(search), size: SIZE };
  const { data } = useQuery({
    queryKey: ['registrations', asked],
    queryFn: () => api.get<z.output<typeof registrationsView>>('/api/registrations', asked),
  });
  const does = async (deed: Promise<unknown>) => {
    await deed;
    await client.invalidateQueries({ queryKey: ['registrations'] });
  };
  const deedsOf = (row: Registration) => (
    <div className="row">
      {row.certificateNumber && (
        <>
          <a href={`/api/registrations/${row.id}/certificate`} aria-label={`住所证明 ${row.companyName}`}>
            住所证明
          </a>
          <a href={`/domicile/${row.certificateNumber}`} aria-label={`核验 ${row.companyName}`}>
            核验
          </a>
        </>
      )}
      {may('tenancy.sign') && (row.state === 'applied' || row.state === 'returned') && (
        <>
          <Confirm
            face="开具住所证明"
            title={`开具住所证明 · ${row.companyName}`}
            says={`${row.address}。证明带校验码和二维码，团队退出时失效。`}
            act={() =>
              does(api.post(`/api/carriers/${row.carrierId}/registrations/${row.id}/certify`, { version: row.version }))
            }
            primary
          />
          <Button onClick={() => setOpen({ deed: 'decline', row })}>不予开具</Button>
        </>
      )}
      {may('tenancy.act') && mayTake('withdraw', row.state) && (
        <Confirm
          face="撤回申请"
          title={`撤回申请 · ${row.companyName}`}
          says="撤回后住所证明失效；要更正企业名称或登记方式的，撤回后重新申请。"
          act={() =>
            does(api.post(`/api/teams/${row.teamId}/registrations/${row.id}/withdraw`, { version: row.version }))
          }
        />
      )}
      {may('registration.handle') && row.state === 'certified' && (
        <>
          <Button type="primary" onClick={() => setOpen({ deed: 'register', row })}>
            登记企业
          </Button>
          <Button onClick={() => setOpen({ deed: 'return', row })}>退回</Button>
        </>
      )}
      {may('registration.handle') && row.state === 'ending' && (
        <Button onClick={() => setOpen({ deed: 'end', row })}>住所已变更</Button>
      )}
    </div>
  );
  return (
    <Page
      title={atWindow ? '窗口登记' : '工位注册'}
      says={
        atWindow
          ? '辖区内按工位和集群注册的企业，等待登记的排在前面。统一社会信用代码按校验位核对。'
          : '团队在工位登记企业：申请，运营机构开具住所证明，窗口登记。'
      }
      actions={
        may('tenancy.act') ? (
          <Button type="primary" onClick={() => setAsking(true)}>
            申请登记企业
          </Button>
        ) : undefined
      }
    >
      <Filters>
        <ChoiceFilter
          name="state"
          label="状态"
          options={Object.entries(REGISTRATION_STATES).map(([value, { zh }]) => ({ value, label: zh }))}
        />
      </Filters>
      {data ? (
        <>
          <Table
            caption="工位注册"
            rows={data.rows}
            rowKey={({ id }) => id}
            empty={<Empty title="没有登记">团队申请后会列在这里。</Empty>}
            columns={[
              {
                title: '企业',
                cell: (row) => (
                  <>
                    {row.companyName} {row.example && <Tag>示例</Tag>}
                    <div className="soft small">
                      {row.teamName}，{REGISTRATION_KINDS[row.kind].zh}
                    </div>
                  </>
                ),
              },
              {
                title: '地址',
                cell: (row) => (
                  <>
                    {row.address}
                    <div className="soft small">
                      第{row.slot}家{row.slotLimit !== null && `，上限${row.slotLimit}家`}，{row.packTitle}
                      {row.cites}
                    </div>
                  </>
                ),
              },
              {
                title: '状态',
                cell: (row) => (
                  <>
                    <Tag tone={TONES[row.state]}>{REGISTRATION_STATES[row.state].zh}</Tag>
                    {row.uscc && <div className="small nowrap">{row.uscc}</div>}
                    {row.registeredOn && <div className="soft small">{showDay(row.registeredOn)}登记</div>}
                    {row.reason && <div className="soft small">{row.reason}</div>}
                  </>
                ),
              },
              { title: '申请', cell: (row) => showMoment(row.appliedAt) },
              { title: '操作', bare: true, cell: deedsOf },
            ]}
          />
          <Pager
            total={data.total}
            more={data.more}
            page={pageOf(search)}
            size={SIZE}
            workbook="/api/registrations.xlsx"
          />
        </>
      ) : (
        <Loading />
      )}
      {asking && <AskDialog does={does} onClose={() => setAsking(false)} />}
      {open && <DeedDialog {...open} does={does} onClose={() => setOpen(null)} />}
    </Page>
  );
}

type Does = (deed: Promise<unknown>) => Promise<void>;

function AskDialog({ does, onClose }: { does: Does; onClose: () => void }) {
  const { data } = useQuery(myTenanciesQuery);
  const today = useToday();
  const tenancy = data?.rows.find(({ until }) => until === null || until >= today);
  const { data: found } = useQuery({
    queryKey: ['registrations', 'rule', tenancy?.id],
    queryFn: () =>
      api.get<z.output<typeof ruleView>>(`/api/teams/${tenancy?.teamId}/registration-rule`, { tenancyId: tenancy?.id }),
    enabled: tenancy !== undefined,
  });
  const rule = found?.rule;
  const allowed = Object.entries(REGISTRATION_KINDS).filter(([kind]) => rule?.allows[kind as never] !== undefined);
  return (
    <FormDialog<{ kind: string; deskCode: string; companyName: string }>
      title="申请登记企业"
      button="提交申请"
      initial={{ kind: 'domicile' }}
      send={(given) =>
        does(api.post(`/api/teams/${tenancy?.teamId}/registrations`, { tenancyId: tenancy?.id, ...given }))
      }
      onClose={onClose}
    >
      {!tenancy && <Notice tone="warn">没有在驻的空间。</Notice>}
      {found && !rule && <Notice tone="warn">当地没有按工位注册的规定，请向登记机关咨询。</Notice>}
      {rule && (
        <Notice title={rule.title}>
          {rule.expired && `该规定有效期至${showDay(rule.expired)}，已过期。`}
          {allowed.length > 0 &&
            `可以办理：${allowed.map(([kind, { zh }]) => `${zh}（${rule.allows[kind as never]}）`).join('、')}。`}
          {rule.licencesPerDesk === null ? '每个工位不限家数。' : `每个工位最多${rule.licencesPerDesk}家。`}
          {found?.cluster &&
            (found.cluster.limit === null
              ? '集群注册不限家数。'
              : `集群注册最多${found.cluster.limit}家，已有${found.cluster.taken}家。`)}
          {rule.moveAwayDays !== null && `退出后${rule.moveAwayDays}天内变更住所。`}
        </Notice>
      )}
      <Form.Item name="kind" label="登记方式">
        <Radio.Group options={allowed.map(([value, { zh }]) => ({ value, label: zh }))} />
      </Form.Item>
      <Form.Item noStyle dependencies={['kind']}>
        {({ getFieldValue }) =>
          getFieldValue('kind') === 'cluster' ? (
            <Host of={found?.cluster ?? null} />
          ) : (
            <Form.Item
              name="deskCode"
              label="工位"
              rules={REQUIRED('请选择工位')}
              extra={
                found?.deskCodes.length === 0 &&
                '本团队的入驻没有写明工位编号。请运营机构“调整工位”，写明编号后再申请。'
              }
            >
              <Select
                options={(found?.deskCodes ?? []).map((code) => ({ value: code, label: code }))}
                placeholder="请选择"
                style={{ maxWidth: '16rem' }}
              />
            </Form.Item>
          )
        }
      </Form.Item>
      <Form.Item name="companyName" label="企业名称" rules={REQUIRED('请填写企业名称')}>
        <Input />
      </Form.Item>
    </FormDialog>
  );
}

/** 集群注册: the companies share the host's address; what the document asks of the host, as it stands today. */
function Host({ of }: { of: z.output<typeof ruleView>['cluster'] }) {
  return (
    <div className="stack-s" style={{ marginBottom: '1rem' }}>
      <p>企业以载体的地址为住所，由运营机构托管，不占用工位。</p>
      <ul className="plain stack-s">
        {of?.host.map(({ requirement, outcome, cites, says }) => (
          <li key={requirement}>
            <OutcomeTag outcome={outcome} /> {says} <span className="soft small">{cites}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

interface DeedDialogProps {
  deed: Deed;
  row: Registration;
  does: Does;
  onClose: () => void;
}

function DeedDialog({ deed, row, does, onClose }: DeedDialogProps) {
  const today = useToday();
  const { version } = row;
  if (deed === 'register')
    return (
      <FormDialog<{ companyName: string; uscc: string; registeredOn: string }>
        title={`登记企业 · ${row.teamName}`}
        says="填写营业执照上的内容；团队自登记之日起成为企业，仍是同一个身份。"
        button="登记"
        initial={{ companyName: row.companyName, registeredOn: today }}
        send={(given) => does(api.post(`/api/registrations/${row.id}/register`, { version, ...given }))}
        onClose={onClose}
      >
        <Form.Item name="companyName" label="企业名称" rules={REQUIRED('请填写企业名称')}>
          <Input />
        </Form.Item>
        <Form.Item name="uscc" label="统一社会信用代码" rules={REQUIRED('请填写统一社会信用代码')}>
          <Input maxLength={30} />
        </Form.Item>
        <Form.Item name="registeredOn" label="登记日期" rules={REQUIRED('请填写登记日期')}>
          <DayInput />
        </Form.Item>
      </FormDialog>
    );
  const { title, path } = {
    return: { title: '退回', path: `/api/registrations/${row.id}/return` },
    end: { title: '住所已变更', path: `/api/registrations/${row.id}/end` },
    decline: { title: '不予开具', path: `/api/carriers/${row.carrierId}/registrations/${row.id}/decline` },
  }[deed];
  return (
    <FormDialog<{ reason: string }>
      title={`${title} · ${row.companyName}`}
      button={title}
      send={(given) => does(api.post(path, { version, ...given }))}
      onClose={onClose}
    >
      <Form.Item name="reason" label="理由" rules={REQUIRED('请说明理由')}>
        <Input.TextArea autoSize={{ minRows: 2 }} />
      </Form.Item>
    </FormDialog>
  );
}

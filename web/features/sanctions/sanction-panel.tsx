import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Checkbox, Input, Radio } from 'antd';
import { type SanctionView, SOURCES } from '../../../src/cases/sanctions/sanction.contract.ts';
import { api } from '../../lib/api.ts';
import { showDay, showMoment } from '../../lib/format.ts';
import { useMay } from '../../lib/session.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Form, REQUIRED, useFieldErrors } from '../../ui/form.tsx';
import { DayInput, MoneyInput, NumberInput } from '../../ui/inputs.tsx';
import { Card, Loading, Notice, Pairs } from '../../ui/page.tsx';
import { useCaseChange } from '../cases/case-change.ts';
import type { CaseView } from '../cases/cases.ts';
import { Exhibits } from './exhibits.tsx';

/** A breach that is looked into: what the reader's side may see of it and do now. */
export function SanctionPanel({ file }: { file: CaseView }) {
  const { data: sanction, error } = useQuery({
    queryKey: ['case', file.id, 'sanction'],
    queryFn: () => api.get<SanctionView>(`/api/cases/${file.id}/sanction`),
  });
  if (error) return <ErrorNotice error={error} />;
  if (!sanction) return <Loading />;
  const byBody = file.audience === 'body';
  const { turn } = file.allowed;
  const mine = turn === 'own';
  const at = file.state === 'closed' ? null : file.stepKind;
  const side = byBody
    ? turn !== null && (at === 'investigation' || at === 'hearing')
      ? 'body'
      : null
    : at === 'statement' && mine
      ? 'party'
      : null;
  return (
    <>
      {byBody && sanction.says && (
        <Card title="线索" id="suspicion">
          <Pairs
            of={[
              ['来源', SOURCES[sanction.source as keyof typeof SOURCES]?.zh ?? '—'],
              ['涉嫌情况', sanction.says],
              ...(sanction.problemId
                ? ([
                    [
                      '公众反映',
                      <Link key="problem" to={'/problems' as string}>
                        查看问题线索（反映人信息保密）
                      </Link>,
                    ],
                  ] as const)
                : []),
            ]}
          />
          <p className="soft small">线索和内部材料不向当事人出示。</p>
        </Card>
      )}
      <Card title="证据" id="exhibits">
        <Exhibits caseId={file.id} rows={sanction.exhibits} side={side} keeps={byBody} />
      </Card>
      {byBody && turn !== null && at === 'investigation' ? (
        <Card title="告知当事人" id="charge">
          <ChargeForm key={sanction.version} caseId={file.id} sanction={sanction} />
        </Card>
      ) : (
        sanction.servedAt && <Told sanction={sanction} />
      )}
      {!byBody && at === 'statement' && mine && (
        <Card title="陈述申辩" id="own-statement">
          <StatementForm caseId={file.id} />
        </Card>
      )}
      {sanction.statedAt && (
        <Card title="当事人的陈述" id="stated">
          <p style={{ whiteSpace: 'pre-line' }}>{sanction.statement}</p>
          <p className="soft small">
            {showMoment(sanction.statedAt)}
            {sanction.hearingAsked ? '，要求听证' : '，不要求听证'}
          </p>
        </Card>
      )}
      {(sanction.hearingOn || at === 'hearing') && (
        <Card title="听证" id="hearing">
          <Hearing caseId={file.id} sanction={sanction} mayEdit={byBody && turn !== null && at === 'hearing'} />
        </Card>
      )}
      {byBody && turn !== null && at === 'decision' && sanction.consequences.length > 0 && (
        <Card title="处理内容" id="order">
          <OrderForm key={sanction.version} caseId={file.id} sanction={sanction} />
        </Card>
      )}
    </>
  );
}

function Told({ sanction }: { sanction: SanctionView }) {
  return (
    <Card title="告知的内容" id="told">
      <Pairs
        of={[
          ['违反的条款', sanction.cites],
          [
            '查明的事实',
            <span key="found" style={{ whiteSpace: 'pre-line' }}>
              {sanction.found}
            </span>,
          ],
          [
            '拟作的处理',
            sanction.intended.length > 0 ? (
              <ul key="intended">
                {sanction.intended.map((words) => (
                  <li key={words}>{words}</li>
                ))}
              </ul>
            ) : (
              '予以记录'
            ),
          ],
          ['告知时间', showMoment(sanction.servedAt)],
        ]}
      />
    </Card>
  );
}

interface ChargeEntered {
  breaches: string[];
  found: string;
  effects: string[];
  amount: number | null;
  months: number | null;
}

function ChargeForm({ caseId, sanction }: { caseId: string; sanction: SanctionView }) {
  const [form] = Form.useForm<ChargeEntered>();
  const showFields = useFieldErrors(form);
  const breaches = Form.useWatch('breaches', form) ?? sanction.breaches;
  const chosen = Form.useWatch('effects', form) ?? [];
  const follows = new Map(
    sanction.known
      .filter(({ id }) => breaches.includes(id))
      .flatMap((breach) => breach.follows.map(({ effect, label }) => [effect, label] as const)),
  );
  const body = ({ breaches: found = [], effects = [], amount, months, ...rest }: ChargeEntered) => ({
    version: sanction.version,
    breaches: found,
    found: rest.found ?? '',
    consequences: effects
      .filter((effect) => follows.has(effect))
      .map((effect) => ({
        effect,
        amount: effect === 'claimRecovery' ? amount : null,
        months: effect === 'barApplicant' && sanction.barMonths === null ? months : null,
      })),
  });
  const save = useCaseChange(caseId, (entered: ChargeEntered) => api.put(`/api/cases/${caseId}/charge`, body(entered)));
  const serve = useCaseChange(caseId, (entered: ChargeEntered) => {
    const { version, ...charge } = body(entered);
    return api.post(`/api/cases/${caseId}/charge/service`, { version, charge });
  });
  const drop = useCaseChange(caseId, (reason: string) => api.post(`/api/cases/${caseId}/charge/dropping`, { reason }));
  const told = (effect: string) => sanction.consequences.find((one) => one.effect === effect);
  return (
    <Form
      form={form}
      layout="vertical"
      initialValues={{
        breaches: sanction.breaches,
        found: sanction.found,
        effects: sanction.consequences.map(({ effect }) => effect),
        amount: told('claimRecovery')?.amount ?? null,
        months: told('barApplicant')?.months ?? null,
      }}
      onFinish={(entered) => save.mutate(entered, { onError: showFields })}
    >
      <Form.Item name="breaches" label="违规事项">
        <Checkbox.Group
          options={sanction.known.map(({ id, cites, says }) => ({ value: id, label: `${cites}：${says}` }))}
        />
      </Form.Item>
      <Form.Item name="found" label="查明的事实">
        <Input.TextArea autoSize={{ minRows: 4, maxRows: 20 }} />
      </Form.Item>
      <Form.Item name="effects" label="拟作的处理">
        <Checkbox.Group options={[...follows].map(([value, label]) => ({ value, label }))} />
      </Form.Item>
      {chosen.includes('claimRecovery') && follows.has('claimRecovery') && (
        <Form.Item name="amount" label="追回金额（万元）">
          <MoneyInput unit="万元" />
        </Form.Item>
      )}
      {chosen.includes('barApplicant') &&
        (sanction.barMonths === null ? (
          <Form.Item name="months" label="不予受理的月数">
            <NumberInput whole unit="个月" />
          </Form.Item>
        ) : (
          <p className="soft">不予受理{sanction.barMonths}个月，期限由政策文件规定。</p>
        ))}
      <div className="stack-s">
        <ErrorNotice error={save.error ?? serve.error} />
        <div className="row">
          <Button htmlType="submit" loading={save.isPending}>
            保存草稿
          </Button>
          <Confirm
            primary
            face="告知当事人"
            title="告知当事人"
            says="告知书送达后，当事人可以看到本案、向其出示的证据和拟作的处理，并可陈述申辩；处理不得再加重。"
            act={async () => serve.mutate(form.getFieldsValue(true), { onError: showFields })}
          />
          <DropButton drop={(reason) => drop.mutateAsync(reason)} />
        </div>
        <ErrorNotice error={drop.error} />
      </div>
    </Form>
  );
}

function DropButton({ drop }: { drop: (reason: string) => Promise<unknown> }) {
  const [form] = Form.useForm<{ reason: string }>();
  return (
    <Confirm
      danger
      face="撤案"
      title="撤案"
      says={
        <Form form={form} layout="vertical" component={false}>
          <Form.Item name="reason" label="撤案理由">
            <Input.TextArea autoSize={{ minRows: 3 }} />
          </Form.Item>
        </Form>
      }
      act={() => drop(form.getFieldValue('reason') ?? '')}
    />
  );
}

function StatementForm({ caseId }: { caseId: string }) {
  const [form] = Form.useForm<{ statement: string; hearing: boolean }>();
  const showFields = useFieldErrors(form);
  const send = useCaseChange(caseId, (entered: { statement: string; hearing: boolean }) =>
    api.post(`/api/cases/${caseId}/statement`, entered),
  );
  return (
    <Form form={form} layout="vertical" onFinish={(entered) => send.mutate(entered, { onError: showFields })}>
      <p className="soft">请先在“证据”中加入您的材料；陈述只提交一次，处理不会因陈述申辩而加重。</p>
      <Form.Item name="statement" label="陈述和申辩" rules={REQUIRED('请写明您的意见')}>
        <Input.TextArea autoSize={{ minRows: 5, maxRows: 24 }} />
      </Form.Item>
      <Form.Item name="hearing" label="是否要求听证" rules={REQUIRED('请选择是否要求听证')}>
        <Radio.Group
          options={[
            { value: true, label: '要求听证' },
            { value: false, label: '不要求听证' },
          ]}
        />
      </Form.Item>
      <div className="stack-s">
        <ErrorNotice error={send.error} />
        <div>
          <Button type="primary" htmlType="submit" loading={send.isPending}>
            提交陈述
          </Button>
        </div>
      </div>
    </Form>
  );
}

interface HearingEntered {
  on: string;
  at: string;
  place: string;
}

function Hearing({ caseId, sanction, mayEdit }: { caseId: string; sanction: SanctionView; mayEdit: boolean }) {
  return (
    <div className="stack">
      {sanction.hearingOn ? (
        <Pairs
          of={[
            ['时间', `${showDay(sanction.hearingOn)} ${sanction.hearingAt ?? ''}`],
            ['地点', sanction.hearingPlace],
            ...(sanction.minutes
              ? ([
                  ['参加人员', sanction.hearingPeople.join('、')],
                  [
                    '听证情况',
                    <span key="minutes" style={{ whiteSpace: 'pre-line' }}>
                      {sanction.minutes}
                    </span>,
                  ],
                ] as const)
              : []),
          ]}
        />
      ) : (
        <Notice>{mayEdit ? '请确定听证的时间和地点，通知书随即送达当事人。' : '听证的时间和地点尚未确定。'}</Notice>
      )}
      {mayEdit && <HearingForm caseId={caseId} sanction={sanction} />}
      {mayEdit && sanction.hearingOn && <RecordForm caseId={caseId} />}
    </div>
  );
}

function HearingForm({ caseId, sanction }: { caseId: string; sanction: SanctionView }) {
  const [form] = Form.useForm<HearingEntered>();
  const showFields = useFieldErrors(form);
  const set = useCaseChange(caseId, (entered: HearingEntered) => api.put(`/api/cases/${caseId}/hearing`, entered));
  return (
    <Form
      form={form}
      layout="vertical"
      initialValues={{ on: sanction.hearingOn, at: sanction.hearingAt ?? '09:00', place: sanction.hearingPlace }}
      onFinish={(entered) => set.mutate(entered, { onError: showFields })}
    >
      <div className="halves">
        <Form.Item name="on" label="听证日期" rules={REQUIRED('请填写日期')}>
          <DayInput />
        </Form.Item>
        <Form.Item name="at" label="时间" rules={REQUIRED('请填写时间')}>
          <Input placeholder="09:00" />
        </Form.Item>
      </div>
      <Form.Item name="place" label="地点" rules={REQUIRED('请填写地点')}>
        <Input />
      </Form.Item>
      <ErrorNotice error={set.error} />
      <Button htmlType="submit" loading={set.isPending}>
        {sanction.hearingOn ? '改期' : '确定听证'}
      </Button>
    </Form>
  );
}

function RecordForm({ caseId }: { caseId: string }) {
  const [form] = Form.useForm<{ people: string; minutes: string }>();
  const showFields = useFieldErrors(form);
  const record = useCaseChange(caseId, ({ people, minutes }: { people: string; minutes: string }) =>
    api.post(`/api/cases/${caseId}/hearing/record`, {
      people: people
        .split(/[、,，\s]+/)
        .map((name) => name.trim())
        .filter(Boolean),
      minutes,
    }),
  );
  return (
    <Form form={form} layout="vertical" onFinish={(entered) => record.mutate(entered, { onError: showFields })}>
      <Form.Item name="people" label="参加人员（以顿号分隔）" rules={REQUIRED('请填写参加人员')}>
        <Input />
      </Form.Item>
      <Form.Item name="minutes" label="听证情况" rules={REQUIRED('请写明听证情况')}>
        <Input.TextArea autoSize={{ minRows: 5, maxRows: 24 }} />
      </Form.Item>
      <div className="stack-s">
        <ErrorNotice error={record.error} />
        <div>
          <Button type="primary" htmlType="submit" loading={record.isPending}>
            提交听证笔录
          </Button>
        </div>
      </div>
    </Form>
  );
}

function OrderForm({ caseId, sanction }: { caseId: string; sanction: SanctionView }) {
  const may = useMay();
  const [form] = Form.useForm<{ effects: string[] }>();
  const kept = sanction.ordered ?? sanction.consequences;
  const labels = new Map(sanction.known.flatMap(({ follows }) => follows.map(({ effect, label }) => [effect, label])));
  const save = useCaseChange(caseId, ({ effects }: { effects: string[] }) =>
    api.put(`/api/cases/${caseId}/sanction/order`, {
      version: sanction.version,
      consequences: sanction.consequences.filter(({ effect }) => effects.includes(effect)),
    }),
  );
  return (
    <Form
      form={form}
      layout="vertical"
      initialValues={{ effects: kept.map(({ effect }) => effect) }}
      onFinish={(entered) => save.mutate(entered)}
    >
      <Form.Item name="effects" label="决定执行的处理（只能少于告知的内容）">
        <Checkbox.Group
          options={sanction.consequences.map(({ effect }) => ({ value: effect, label: labels.get(effect) ?? effect }))}
        />
      </Form.Item>
      <ul className="soft">
        {sanction.intended.map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
      <ErrorNotice error={save.error} />
      {may('case.handle') && (
        <Button htmlType="submit" loading={save.isPending}>
          保存处理内容
        </Button>
      )}
    </Form>
  );
}

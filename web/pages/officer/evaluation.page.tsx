import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useState } from 'react';
import {
  CARRIER_CLASSES,
  type EvaluationView,
  type MemberView,
  SAMPLING,
  SERVICE_MODELS,
  STANDINGS,
} from '../../../src/cases/evaluations/evaluation.contract.ts';
import { unitInWords, writtenWords } from '../../../src/policy/unit.ts';
import { evaluationQuery, historyQuery, membersQuery } from '../../features/evaluations/evaluations.ts';
import { ExpertLinks } from '../../features/evaluations/expert-links.tsx';
import { Buttons } from '../../features/evaluations/self-evaluation.tsx';
import { api } from '../../lib/api.ts';
import { showClosing, showDay, showMoment } from '../../lib/format.ts';
import { pageOf, useSearchState } from '../../lib/search.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Form, REQUIRED, useFieldErrors } from '../../ui/form.tsx';
import { ChoiceInput, MomentInput, NumberInput } from '../../ui/inputs.tsx';
import { Card, Empty, Loading, Notice, Page, Pairs, Tag } from '../../ui/page.tsx';
import { Pager, Table } from '../../ui/table.tsx';

const SIZE = 50;
type Standing = keyof typeof STANDINGS;

/** 主管部门 · 一轮评价：进度和名单，参数，逾期与缺席，抽查，通向评定和处理。 */
export function EvaluationPage() {
  const { roundId = '' } = useParams({ strict: false }) as { roundId?: string };
  const { data: round } = useSuspenseQuery(evaluationQuery(roundId));
  const unset = round.parameters.filter(({ value, forGrades }) => value === null && forGrades);
  return (
    <Page
      title={round.title}
      says={`${round.packTitle} · ${round.procedureTitle}`}
      crumbs={[{ title: '评价', to: '/evaluations' }]}
      actions={<a href={`/api/evaluations/${roundId}/report`}>下载综合评价报告</a>}
    >
      <Card title="进度" id="progress">
        <div className="stack">
          {unset.length > 0 && (
            <Notice tone="warn" title={`有${unset.length}项数值文件没有规定，尚未设定；设定之前不能评定等次`}>
              <a href="#parameters">去设定</a>
            </Notice>
          )}
          <Counts round={round} />
          <p className="row">
            {round.hasExperts && <ExpertLinks roundId={roundId} />}
            <Link to={`/evaluations/${roundId}/grading` as string}>评定等次</Link>
            <Link to={`/evaluations/${roundId}/consequences` as string}>结果的处理</Link>
          </p>
        </div>
      </Card>
      <Members round={round} />
      <div className="columns">
        <Parameters key={round.parameters.map(({ at }) => at).join()} round={round} />
        <div className="stack">
          <Card title="本轮" id="about">
            <div className="stack">
              <Pairs
                of={[
                  ['开始', showMoment(round.opensAt)],
                  ['截止', showClosing(round.closesAt)],
                  ['延期', round.extendedReason ?? '—'],
                  ['名单基准日', showDay(round.membersOn)],
                  ['数据截止日', showDay(round.factsOn)],
                  ['地区', round.territoryName],
                  ['类别', round.class ? CARRIER_CLASSES[round.class].zh : '不分类别'],
                  [
                    '服务模式',
                    round.serviceModel ? SERVICE_MODELS[round.serviceModel as keyof typeof SERVICE_MODELS].zh : '不限',
                  ],
                  ['缺席认定', showMoment(round.closedAt)],
                  ['发布', showMoment(round.releasedAt)],
                ]}
              />
              {round.unclassed > 0 && (
                <Notice tone="warn" title={`另有${round.unclassed}家没有登记类型或服务模式，不在名单内`}>
                  请先在“载体名录”中登记。
                </Notice>
              )}
              {round.elsewhere.length > 0 && (
                <Notice title={`另有${round.elsewhere.length}家已在其他批次中，不在本轮名单内`}>
                  <ul>
                    {round.elsewhere.map((one) => (
                      <li key={one.carrier}>
                        {one.carrier}：<Link to={`/evaluations/${one.roundId}` as string}>{one.title}</Link>
                      </li>
                    ))}
                  </ul>
                </Notice>
              )}
              {round.closedAt === null && <Roster round={round} />}
            </div>
          </Card>
          {(round.releasedAt === null || round.sample.length > 0) && <Sample round={round} />}
        </div>
      </div>
    </Page>
  );
}

const SHOWN: readonly Standing[] = [
  'members',
  'submitted',
  'waiting',
  'overdue',
  'late',
  'drawn',
  'visited',
  'checked',
  'scored',
  'graded',
  'disputed',
  'absent',
  'nobody',
];

/** Every number opens to the list behind it. */
function Counts({ round }: { round: EvaluationView }) {
  const [search] = useSearchState();
  return (
    <ul className="plain row">
      {SHOWN.map((standing) => (
        <li key={standing}>
          <Link
            to="."
            search={{ ...search, standing, page: undefined } as never}
            hash="members"
            aria-current={(search.standing ?? 'members') === standing ? 'true' : undefined}
          >
            {STANDINGS[standing].zh} <strong>{round.counts[standing]}</strong>
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Members({ round }: { round: EvaluationView }) {
  const { roundId } = round;
  const [search] = useSearchState();
  const asked = search.standing ?? '';
  const standing = (asked in STANDINGS ? asked : 'members') as Standing;
  const { data } = useQuery(membersQuery(roundId, { standing, page: pageOf(search), size: SIZE }));
  const [late, setLate] = useState<MemberView | null>(null);
  const [past, setPast] = useState<MemberView | null>(null);
  return (
    <Card title={`名单 · ${STANDINGS[standing].zh}`} id="members">
      {data ? (
        <>
          <Table
            caption="名单"
            rows={data.rows}
            rowKey={({ carrierId }) => carrierId}
            empty={<Empty title="没有单位" />}
            columns={[
              {
                title: '单位',
                cell: (row) => (
                  <>
                    {row.caseId && row.state !== 'draft' ? (
                      <Link to={`/cases/${row.caseId}` as string}>{row.carrier}</Link>
                    ) : (
                      row.carrier
                    )}
                    {row.example && <Tag>示例</Tag>}
                    <div className="soft small">{row.operator ?? '没有登记运营机构'}</div>
                    <div className="soft small">{row.territory}</div>
                  </>
                ),
              },
              { title: '资格编号', cell: (row) => row.designation ?? '—' },
              { title: '现在', cell: (row) => row.standing },
              {
                title: '提交',
                cell: (row) => (
                  <>
                    {showMoment(row.submittedAt)}
                    {row.lateUntil && (
                      <div className="soft small">
                        宽限至{showMoment(row.lateUntil)}：{row.lateReason}
                      </div>
                    )}
                  </>
                ),
              },
              { title: '等次', cell: (row) => row.grade ?? '—' },
              {
                title: '操作',
                bare: true,
                cell: (row) => (
                  <span className="row">
                    {row.state === 'draft' && round.state === 'closed' && round.closedAt === null && (
                      <button
                        type="button"
                        className="link-button"
                        aria-label={`准许逾期提交：${row.carrier}`}
                        onClick={() => setLate(row)}
                      >
                        准许逾期提交
                      </button>
                    )}
                    <button
                      type="button"
                      className="link-button"
                      aria-label={`历年结果：${row.carrier}`}
                      onClick={() => setPast(row)}
                    >
                      历年结果
                    </button>
                  </span>
                ),
              },
            ]}
          />
          <Pager
            total={data.total}
            page={pageOf(search)}
            size={SIZE}
            workbook={`/api/evaluations/${roundId}/members.xlsx`}
            filters={{ standing }}
          />
        </>
      ) : (
        <Loading />
      )}
      {late && <LateDialog round={round} member={late} onClose={() => setLate(null)} />}
      {past && <PastDialog round={round} member={past} onClose={() => setPast(null)} />}
    </Card>
  );
}

/** The whole round is read anew: numbers, lists, grades. */
function useRefresh(roundId: string) {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ['evaluation', roundId] });
}

function Roster({ round }: { round: EvaluationView }) {
  const refresh = useRefresh(round.roundId);
  if (round.state !== 'closed')
    return (
      <p className="soft">
        截止后在这里认定缺席；需要延期的，在<Link to="/rounds">批次管理</Link>中办理并说明理由。
      </p>
    );
  return (
    <Confirm
      face="认定缺席"
      title="认定缺席?"
      says={`尚未提交的${round.counts.waiting}家，以及没有运营机构的${round.counts.nobody}家，按未参加办结，不能撤回。`}
      act={async () => {
        await api.post(`/api/evaluations/${round.roundId}/absence`);
        await refresh();
      }}
    />
  );
}

function Parameters({ round }: { round: EvaluationView }) {
  const [form] = Form.useForm<{ values: Record<string, number | null>; reason: string }>();
  const showFields = useFieldErrors(form);
  const refresh = useRefresh(round.roundId);
  const save = useMutation({
    mutationFn: ({ values, reason }: { values: Record<string, number | null>; reason: string }) => {
      const changed = Object.entries(values).filter(
        ([name, value]) => value !== null && value !== round.parameters.find((one) => one.name === name)?.value,
      );
      return api.put(`/api/evaluations/${round.roundId}/parameters`, { values: Object.fromEntries(changed), reason });
    },
    onSuccess: refresh,
    onError: showFields,
  });
  const setBy = ({ by, at, reason }: EvaluationView['parameters'][number]) =>
    `${by ?? ''} ${showMoment(at)}设定：${reason}`;
  if (round.parameters.length === 0)
    return (
      <Card title="本轮设定的数值" id="parameters">
        <p className="soft">文件规定了全部数值，没有需要设定的。</p>
      </Card>
    );
  if (round.releasedAt !== null)
    return (
      <Card title="本轮设定的数值" id="parameters">
        <p className="soft">文件没有规定、由主管部门为本轮设定的数值；已与结果一并公布，不能再改。</p>
        <Pairs
          of={round.parameters.map((one) => [
            one.label,
            <>
              {one.value === null ? '—' : writtenWords(one.value, one.unit)}
              {one.at && <div className="soft small">{setBy(one)}</div>}
            </>,
          ])}
        />
      </Card>
    );
  return (
    <Card title="本轮设定的数值" id="parameters">
      <p className="soft">下列数值文件没有规定，由主管部门为本轮设定，写明理由；与结果一并公布，不当作文件的规定。</p>
      <Form
        form={form}
        layout="vertical"
        initialValues={{ values: Object.fromEntries(round.parameters.map(({ name, value }) => [name, value])) }}
        onFinish={(entered) => save.mutate(entered)}
      >
        {round.parameters.map((one) => (
          <Form.Item
            key={one.name}
            name={['values', one.name]}
            label={one.label}
            extra={one.at ? setBy(one) : (one.note ?? undefined)}
          >
            <NumberInput unit={one.unit === '比例' ? '0至1' : unitInWords(one.unit)} />
          </Form.Item>
        ))}
        <Form.Item name="reason" label="设定理由" rules={REQUIRED('请说明理由')}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 4 }} />
        </Form.Item>
        <ErrorNotice error={save.error} />
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          保存设定
        </Button>
      </Form>
    </Card>
  );
}

function Sample({ round }: { round: EvaluationView }) {
  const [form] = Form.useForm<{ method: string; size: number; seed?: string }>();
  const showFields = useFieldErrors(form);
  const refresh = useRefresh(round.roundId);
  const method = Form.useWatch('method', form);
  const draw = useMutation({
    mutationFn: (entered: { method: string; size: number; seed?: string }) =>
      api.post(`/api/evaluations/${round.roundId}/sample`, { ...entered, seed: entered.seed || null }),
    onSuccess: refresh,
    onError: showFields,
  });
  const [first] = round.sample;
  return (
    <Card title="现场核查抽查" id="sample">
      {first ? (
        <div className="stack-s">
          <p>
            {SAMPLING[first.method].zh}
            {first.seed && `，公布的种子“${first.seed}”：将“种子:载体编号”的 SHA-256 从小到大排列，依次抽取`}
          </p>
          <ol>
            {round.sample.map((one) => (
              <li key={one.carrierId}>
                {one.caseId ? (
                  <Link to={`/cases/${one.caseId}` as string} hash="sample-visit">
                    {one.carrier}
                  </Link>
                ) : (
                  one.carrier
                )}{' '}
                <Tag tone={one.visitedOn === null ? 'warn' : one.differs > 0 ? 'bad' : 'ok'}>
                  {one.visitedOn === null
                    ? '等待核查'
                    : one.differs > 0
                      ? `已核查，${one.differs}项不符`
                      : '已核查，数据相符'}
                </Tag>{' '}
                <span className="soft small">{one.reason}</span>
              </li>
            ))}
          </ol>
        </div>
      ) : (
        <Form
          form={form}
          layout="vertical"
          initialValues={{ method: 'random' }}
          onFinish={(entered) => draw.mutate(entered)}
        >
          <Form.Item name="method" label="方式" rules={REQUIRED('请选择方式')}>
            <ChoiceInput options={Object.entries(SAMPLING).map(([value, { zh }]) => ({ value, label: zh }))} />
          </Form.Item>
          {method === 'random' && (
            <Form.Item
              name="seed"
              label="公布的种子"
              extra="用事先公布、事后才知道的数，如某期彩票号码；任何人可以重算"
              rules={REQUIRED('请填写公布的种子')}
            >
              <Input />
            </Form.Item>
          )}
          <Form.Item name="size" label="抽取家数" rules={REQUIRED('请填写家数')}>
            <NumberInput whole unit="家" />
          </Form.Item>
          <ErrorNotice error={draw.error} />
          <Button htmlType="submit" loading={draw.isPending}>
            抽取
          </Button>
          <p className="soft small">只抽一次，抽后不能重抽。</p>
        </Form>
      )}
    </Card>
  );
}

interface MemberDialogProps {
  round: EvaluationView;
  member: MemberView;
  onClose: () => void;
}
function LateDialog({ round, member, onClose }: MemberDialogProps) {
  const [form] = Form.useForm<{ until: string; reason: string }>();
  const showFields = useFieldErrors(form);
  const refresh = useRefresh(round.roundId);
  const admit = useMutation({
    mutationFn: (entered: { until: string; reason: string }) =>
      api.post(`/api/evaluations/${round.roundId}/late`, { carrierId: member.carrierId, ...entered }),
    onSuccess: async () => {
      await refresh();
      onClose();
    },
    onError: showFields,
  });
  return (
    <Dialog title={`准许逾期提交 · ${member.carrier}`} open onClose={onClose}>
      <Form form={form} layout="vertical" onFinish={(entered) => admit.mutate(entered)}>
        <Form.Item name="until" label="宽限至" rules={REQUIRED('请填写宽限时间')}>
          <MomentInput />
        </Form.Item>
        <Form.Item name="reason" label="理由" rules={REQUIRED('请说明理由')}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 4 }} />
        </Form.Item>
        <Buttons error={admit.error} pending={admit.isPending} onClose={onClose} face="准许" />
      </Form>
    </Dialog>
  );
}

function PastDialog({ round, member, onClose }: MemberDialogProps) {
  const { data } = useQuery(historyQuery(round.roundId, member.carrierId));
  const [form] = Form.useForm<{ year: number; result: string; source: string }>();
  const showFields = useFieldErrors(form);
  const refresh = useRefresh(round.roundId);
  const enter = useMutation({
    mutationFn: ({ year, result, source }: { year: number; result: string; source: string }) =>
      api.post(`/api/evaluations/${round.roundId}/past`, {
        carrierId: member.carrierId,
        year,
        participated: result !== ABSENT,
        grade: result === ABSENT || result === NOT_KNOWN ? null : result,
        source,
      }),
    onSuccess: async () => {
      form.resetFields();
      await refresh();
    },
    onError: showFields,
  });
  return (
    <Dialog title={`历年结果 · ${member.carrier}`} open onClose={onClose}>
      <div className="stack">
        {data && data.rows.length > 0 ? (
          <ul>
            {data.rows.map((one) => (
              <li key={one.year}>
                {one.year}年 <strong>{one.participated ? (one.label ?? '结果不明') : '未参加'}</strong>{' '}
                <span className="soft small">{one.source}</span>
              </li>
            ))}
          </ul>
        ) : (
          <p className="soft">没有以往年度的结果。</p>
        )}
        {round.releasedAt === null && (
          <Form form={form} layout="vertical" onFinish={(entered) => enter.mutate(entered)}>
            <h3>补录平台之外的年度</h3>
            <Form.Item name="year" label="年度" rules={REQUIRED('请填写年度')}>
              <NumberInput whole unit="年" />
            </Form.Item>
            <Form.Item name="result" label="结果" rules={REQUIRED('请选择结果')}>
              <ChoiceInput
                options={[
                  ...round.grades.map(({ id, zh }) => ({ value: id, label: zh })),
                  { value: ABSENT, label: '未参加' },
                  { value: NOT_KNOWN, label: '参加，结果不明' },
                ]}
              />
            </Form.Item>
            <Form.Item name="source" label="依据的文件" rules={REQUIRED('请写明依据的文件')}>
              <Input />
            </Form.Item>
            <Buttons error={enter.error} pending={enter.isPending} onClose={onClose} face="补录" />
          </Form>
        )}
      </div>
    </Dialog>
  );
}
const ABSENT = '-absent';
const NOT_KNOWN = '-unknown';

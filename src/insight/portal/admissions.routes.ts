import { z } from 'zod';
import { type Context, type Route, route } from '../../identity/route.ts';
import { addDays, dayOf, formatDay, formatMoment } from '../../kernel/day.ts';
import { type Fen, formatYuan } from '../../kernel/money.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { fieldsOf } from '../../platform/http/server.ts';
import type { Services } from '../../platform/services.ts';
import {
  answerPlace,
  applyForTenancy,
  findByReceipt,
  withdrawAdmission,
} from '../../records/admissions/admission.actions.ts';
import { applyInput, FOUNDER_TYPES, INDUSTRIES } from '../../records/admissions/admission.contract.ts';
import { ADMISSION_STATES } from '../../records/admissions/admission.ts';
import { WAITS_BY } from '../../records/criteria/criteria.ts';
import { readEditions, residencyPaper, signByTeam } from '../../records/residencies/residency.actions.ts';
import { type ResidencyRow, residencyOfAdmission } from '../../records/residencies/residency.store.ts';
import { EARLY_EXITS, noticeWords, placeWords } from '../../records/residencies/residency.ts';
import { CHARGES } from '../../records/statements/statement.ts';
import { INCLUDED } from '../../records/teams/team.ts';
import {
  attempt,
  type Errors,
  errorSummary,
  errorsOf,
  longField,
  selectField,
  textField,
  type Values,
} from './form.ts';
import { type Html, html, type Insert } from './html.ts';
import { heading, page } from './page.ts';
import { terms } from './space.page.ts';
import { findSpace } from './space.store.ts';

const text = z.string().max(10_000).optional();
const formInput = z.object({
  id: z.string().max(36),
  kind: text,
  teamName: text,
  uscc: text,
  founderName: text,
  phone: text,
  founderType: text,
  industry: text,
  members: text,
  desks: text,
  wantedFrom: text,
  project: text,
});
const KINDS = { application: '申请入驻', enquiry: '咨询' } as const;
const SPACES = { path: '/spaces', zh: '名录' };
const choices = (options: readonly { code: string; zh: string }[]) =>
  options.map(({ code, zh }) => [code, zh] as const);

type Asked = Pick<Context<unknown>, 'tx' | 'request'>;

async function spaceOf(tx: Context<unknown>['tx'], id: string) {
  const space = z.uuid().safeParse(id).success ? await findSpace(tx, id) : undefined;
  if (!space) throw new Refusal('not-found');
  return space;
}

async function form(
  { tx, request }: Asked,
  id: string,
  {
    values,
    errors = {},
    message,
    status = 200,
  }: { values: Values; errors?: Errors; message?: string; status?: number },
) {
  const space = await spaceOf(tx, id);
  const shape = (name: string) => ({ name, errors, value: values[name] });
  const body = html`${heading(`申请入驻${space.name}`, '不用注册账号。提交后得到回执号，凭回执号和手机号查看进度、签订协议。')}
${errorSummary(errors, message)}
<form method="post" action="/spaces/${space.id}/apply" novalidate>
${selectField({ ...shape('kind'), value: values.kind ?? 'application', label: '要做什么', options: Object.entries(KINDS) })}
${textField({ ...shape('teamName'), label: '团队或公司名称', autocomplete: 'organization' })}
${textField({ ...shape('founderName'), label: '负责人姓名', autocomplete: 'name' })}
${textField({ ...shape('phone'), label: '手机号码', type: 'tel', autocomplete: 'tel', hint: '加密保存，只供运营机构联系您；查看须说明理由并留痕' })}
${longField({ ...shape('project'), label: '项目介绍或要咨询的问题', hint: '做什么、做到哪一步、需要什么，不少于10个字' })}
${selectField({ ...shape('industry'), label: '技术领域或行业(可不填)', options: choices(INDUSTRIES) })}
${selectField({ ...shape('founderType'), label: '创业者类型(可不填)', options: choices(FOUNDER_TYPES) })}
${textField({ ...shape('members'), label: '团队人数(可不填)', type: 'number' })}
${textField({ ...shape('desks'), label: '需要的工位数(可不填)', hint: '不占工位的远程团队填0', type: 'number' })}
${textField({ ...shape('wantedFrom'), label: '希望入驻的日期(可不填)', type: 'date' })}
${textField({ ...shape('uscc'), label: '统一社会信用代码(已注册公司的填写)' })}
<p class="actions"><button type="submit">提交</button><a href="/tenancy/status">已有回执号，查看进度</a></p>
</form>`;
  const crumbs = [SPACES, { path: `/spaces/${space.id}`, zh: space.name }];
  return page(request, { title: '申请入驻', section: 'spaces', crumbs, body, status });
}

interface Holder {
  receipt?: string | undefined;
  phone?: string | undefined;
}

/** Asked by POST, so that neither receipt nor phone stands in an address. */
function ask(values: Holder, wrong = false): Html {
  return html`${heading('查看入驻进度', '凭回执号和申请时填写的手机号。')}
${wrong && html`<div class="panel warn" role="alert"><p>没有找到。请核对回执号和申请时填写的手机号。</p></div>`}
<form method="post" action="/tenancy/status">${textField({ name: 'receipt', errors: {}, label: '回执号', value: values.receipt, hint: '形如 RZ20261123-2345ABCDEF' })}${textField({ name: 'phone', errors: {}, label: '手机号码', type: 'tel', autocomplete: 'tel' })}<p class="actions"><button type="submit">查看</button></p></form>`;
}

const hidden = ({ receipt, phone }: Holder): Html =>
  html`<input type="hidden" name="receipt" value="${receipt ?? ''}"><input type="hidden" name="phone" value="${phone ?? ''}">`;

type Editions = Awaited<ReturnType<typeof readEditions>>;

function editionList(editions: Editions, holder: Holder): Insert {
  if (editions.length < 2) return '';
  return html`<h3>历次稿</h3><ol reversed>${editions.map(
    ({ edition, offeredAt, changes }) =>
      html`<li>第${edition}稿<span class="soft">，${formatMoment(Temporal.Instant.from(offeredAt ?? ''))}交给您</span>${changes.length > 0 && html`<ul>${changes.map(({ zh, from, to }) => html`<li>${zh}：${from} → ${to}</li>`)}</ul>`}<form method="post" action="/tenancy/paper">${hidden(holder)}<input type="hidden" name="edition" value="${edition}"><button class="second" type="submit">下载第${edition}稿</button></form></li>`,
  )}</ol>`;
}

function agreement(row: ResidencyRow, editions: Editions, holder: Holder, errors: Errors): Html {
  const { content } = row;
  const free = content.includes.map((code) => INCLUDED.find((one) => one.code === code)?.zh ?? code).join('、');
  const prices = Object.values(CHARGES).flatMap(({ zh, field }) => {
    const price = content[field];
    return price ? [`${zh}${formatYuan(price as Fen)}/月`] : [];
  });
  return html`<h2>入驻协议</h2>${terms([
    ['协议编号', `${row.number}(第${row.edition}稿)`],
    ['入驻团队', `${content.teamName}，负责人${content.founderName}`],
    ['期限', `自${formatDay(content.startsOn)}起${content.endsOn ? `至${formatDay(content.endsOn)}` : ''}`],
    ['工位', placeWords(content)],
    ['免费', content.freeMonths > 0 ? `${content.freeMonths}个月，含${free || '无'}` : '无'],
    ['费用', prices.join('，') || '不收费'],
    ['押金', formatYuan(content.depositFen as Fen)],
    ['退出通知', `${noticeWords(content)}；${EARLY_EXITS[content.earlyExit ?? 'refuse'].zh}`],
    ['其他约定', content.clauses ?? '无'],
    ['校验码', html`<code>${row.hash}</code>`],
  ])}
<form method="post" action="/tenancy/paper">${hidden(holder)}<p class="actions"><button class="second" type="submit">下载协议 PDF</button></p></form>
${editionList(editions, holder)}
${
  row.state === 'offered'
    ? html`<form method="post" action="/tenancy/sign"><h3>签署</h3>${errorSummary(errors)}${hidden(holder)}<input type="hidden" name="version" value="${row.version}">${textField({ name: 'name', errors, label: '负责人姓名', hint: '填写协议上的负责人姓名，即表示已阅读并同意全部内容', autocomplete: 'name' })}<p class="actions"><button type="submit">签署协议</button></p></form>`
    : row.teamSignedAt &&
      html`<p>${row.teamSignedBy}于${formatMoment(Temporal.Instant.from(row.teamSignedAt))}签署。${row.state === 'teamSigned' ? '等待运营机构签署。' : '双方已签署。'}</p>`
}`;
}

function placeOffered(until: string, holder: Holder): Html {
  const answer = (accepts: 'yes' | 'no', face: string, kind: string) =>
    html`<form method="post" action="/tenancy/place">${hidden(holder)}<input type="hidden" name="accepts" value="${accepts}"><button class="${kind}" type="submit">${face}</button></form>`;
  return html`<div class="panel good"><h2>有空位了</h2><p>为您留到${formatDay(addDays(dayOf(Temporal.Instant.from(until)), -1))}，请在这一天结束前答复；没有答复的，空位给下一位。</p>
<div class="actions">${answer('yes', '接受', '')}${answer('no', '放弃', 'second')}</div></div>`;
}

async function status(
  { tx, request, services }: Asked & { services: Services },
  holder: Holder,
  { errors = {}, code = 200, isNew = false }: { errors?: Errors; code?: number; isNew?: boolean } = {},
) {
  const { receipt = '', phone = '' } = holder;
  const row = receipt && phone ? await findByReceipt(tx, services, receipt, phone) : undefined;
  if (!row)
    return page(request, {
      title: '查看入驻进度',
      section: 'spaces',
      body: ask(holder, receipt !== ''),
      status: receipt ? 404 : 200,
    });
  const { isOpen, publicName } = ADMISSION_STATES[row.state];
  const residency = await residencyOfAdmission(tx, row.id);
  const editions = residency ? await readEditions(tx, { id: residency.id }) : [];
  const body = html`${
    isNew
      ? html`<div class="panel good" role="status"><h1>已收到您的${row.state === 'enquiry' ? '咨询' : '申请'}</h1><p>回执号 <b><code>${row.receipt}</code></b></p><p>请记下回执号，凭它和手机号查看进度。</p></div>`
      : heading('入驻进度')
  }
${terms([
  ['回执号', html`<code>${row.receipt}</code>`],
  ['载体', html`<a href="/spaces/${row.carrierId}">${row.carrierName}</a>`],
  ['团队', row.teamName],
  ['收到时间', formatMoment(Temporal.Instant.from(row.receivedAt))],
  ['状态', publicName],
  ...(row.place === null ? [] : ([['候补', `第${row.place}位，${WAITS_BY[row.waitsBy].zh}`]] as const)),
  ['参观', row.visitAt ? `${formatMoment(Temporal.Instant.from(row.visitAt))}，${row.visitPlace ?? ''}` : '未约定'],
  ['答复', row.answer ?? '尚无'],
])}
${row.state === 'offered' && placeOffered(row.offeredUntil ?? '', holder)}
${residency && residency.state !== 'draft' && agreement(residency, editions, holder, errors)}
${row.state === 'admitted' && html`<p>团队账号的开通链接由运营机构发给负责人；用账号登录工作台，可以看账单、签续签协议、办理工位注册。</p>`}
${isOpen && html`<form method="post" action="/tenancy/withdraw">${hidden(holder)}<p class="actions"><button class="second" type="submit">撤回申请</button></p></form>`}`;
  return page(request, { title: '入驻进度', section: 'spaces', body, status: code });
}

const holderInput = { receipt: z.string().max(60).optional(), phone: z.string().max(30).optional() };

async function held({ tx, services }: { tx: Context<unknown>['tx']; services: Services }, holder: Holder) {
  const row = await findByReceipt(tx, services, holder.receipt ?? '', holder.phone ?? '');
  if (!row) throw new Refusal('not-found');
  return row;
}

export const admissionPageRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/spaces/:id/apply',
    permission: 'public.read',
    summary: '申请入驻',
    tag: '门户',
    input: z.object({ id: z.string().max(36), kind: z.string().max(20).optional() }),
    answers: 'page',
    handle: (context) => form(context, context.input.id, { values: { kind: context.input.kind } }),
  }),
  route({
    method: 'post',
    path: '/spaces/:id/apply',
    permission: 'public.submit',
    summary: '提交入驻申请或咨询',
    tag: '门户',
    input: formInput,
    answers: 'page',
    handle: async (context) => {
      const { tx, services, input } = context;
      const { id, ...values } = input;
      const space = await spaceOf(tx, id);
      const parsed = applyInput.safeParse({ ...values, carrierId: space.id });
      if (!parsed.success) {
        const refused = new Refusal('input.invalid', {}, fieldsOf(parsed.error.issues));
        return form(context, id, { values, errors: errorsOf(refused), status: 422 });
      }
      const outcome = await attempt(tx, () => applyForTenancy(tx, services, parsed.data));
      if ('done' in outcome)
        return status(context, { receipt: outcome.done.receipt, phone: parsed.data.phone }, { isNew: true });
      const { refused } = outcome;
      const { message } = refused.toJSON();
      return form(context, id, { values, errors: errorsOf(refused), message, status: refused.status });
    },
  }),
  route({
    method: 'get',
    path: '/tenancy/status',
    permission: 'public.read',
    summary: '查看入驻进度',
    tag: '门户',
    input: z.object({}),
    answers: 'page',
    handle: (context) => status(context, {}),
  }),
  route({
    method: 'post',
    path: '/tenancy/status',
    permission: 'public.submit',
    summary: '凭回执号和手机号查看进度',
    tag: '门户',
    input: z.object(holderInput),
    answers: 'page',
    audited: false,
    handle: (context) => status(context, context.input),
  }),
  route({
    method: 'post',
    path: '/tenancy/sign',
    permission: 'public.submit',
    summary: '负责人签署入驻协议',
    tag: '门户',
    input: z.object({ ...holderInput, version: z.string().max(12).optional(), name: z.string().max(200).optional() }),
    answers: 'page',
    handle: async (context) => {
      const { tx, services, input } = context;
      const row = await held(context, input);
      const residency = await residencyOfAdmission(tx, row.id);
      if (!residency) throw new Refusal('not-found');
      const where = { id: residency.id, version: Number(input.version) };
      const outcome = await attempt(tx, () => signByTeam(tx, services, where, input.name ?? ''));
      if ('done' in outcome) return status(context, input);
      const { refused } = outcome;
      const errors = refused.fields.length > 0 ? errorsOf(refused) : { name: refused.toJSON().message };
      return status(context, input, { errors, code: refused.status });
    },
  }),
  route({
    method: 'post',
    path: '/tenancy/place',
    permission: 'public.submit',
    summary: '接受或放弃候补到的空位',
    tag: '门户',
    input: z.object({ ...holderInput, accepts: z.enum(['yes', 'no']) }),
    answers: 'page',
    handle: async (context) => {
      const { tx, services, input } = context;
      const row = await held(context, input);
      const outcome = await attempt(tx, () => answerPlace(tx, services, row, input.accepts === 'yes'));
      return status(context, input, 'done' in outcome ? {} : { code: outcome.refused.status });
    },
  }),
  route({
    method: 'post',
    path: '/tenancy/withdraw',
    permission: 'public.submit',
    summary: '撤回入驻申请',
    tag: '门户',
    input: z.object(holderInput),
    answers: 'page',
    handle: async (context) => {
      await withdrawAdmission(context.tx, await held(context, context.input));
      return status(context, context.input);
    },
  }),
  route({
    method: 'post',
    path: '/tenancy/paper',
    permission: 'public.submit',
    summary: '负责人下载入驻协议',
    tag: '门户',
    input: z.object({ ...holderInput, edition: z.coerce.number().int().min(1).max(100_000).optional() }),
    answers: 'file',
    audited: false,
    handle: async (context) => {
      const { tx, services, input } = context;
      const row = await held(context, input);
      const residency = await residencyOfAdmission(tx, row.id);
      if (!residency || residency.state === 'draft') throw new Refusal('not-found');
      return residencyPaper(tx, services, { id: residency.id }, 'pdf', input.edition);
    },
  }),
];

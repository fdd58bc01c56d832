import { z } from 'zod';
import type { CaseServices } from '../../cases/casefile/steps.ts';
import type { PublicNoticeView } from '../../cases/notices/notice.contract.ts';
import { viewPublicNotice } from '../../cases/notices/notice.views.ts';
import { lodgeObjection } from '../../cases/objections/objection.actions.ts';
import { lodgeFields } from '../../cases/objections/objection.contract.ts';
import { byReceipt } from '../../cases/objections/objection.store.ts';
import { OBJECTION_STATES } from '../../cases/objections/objection.ts';
import { type Context, type Route, route } from '../../identity/route.ts';
import { formatClosing, formatMoment } from '../../kernel/day.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { fieldsOf } from '../../platform/http/server.ts';
import { choiceSet } from './fact-field.ts';
import {
  attempt,
  type Errors,
  errorSummary,
  errorsOf,
  fileField,
  longField,
  selectField,
  textField,
  type Values,
} from './form.ts';
import { html } from './html.ts';
import { heading, page } from './page.ts';
import { terms } from './space.page.ts';

const text = z.string().max(20_000).optional();
const formInput = z.object({
  id: z.string().max(36),
  caseId: text,
  kind: text,
  name: text,
  unit: text,
  phone: text,
  text,
});
const NOTICES = { path: '/notices', zh: '公示公告' };
const SCAN_TYPES = '.pdf,.jpg,.jpeg,.png';

interface Shown {
  readonly values: Values;
  readonly errors?: Errors;
  readonly message?: string;
  readonly status?: number;
}

function form(request: Context<unknown>['request'], notice: PublicNoticeView, shown: Shown) {
  const { values, errors = {}, message, status } = shown;
  const shape = (name: string) => ({ name, errors, value: values[name] });
  const options = notice.entries
    .filter(({ outcome }) => outcome === null)
    .map(({ caseId, name, operator }) => [caseId, `${name}(${operator})`] as const);
  const until = notice.endsAt && formatClosing(Temporal.Instant.from(notice.endsAt));
  const body = notice.takesObjections
    ? html`${heading('提出异议', notice.title)}
<div class="panel"><ul><li>须在公示期内提出：${until}截止，逾期不予受理。</li><li>个人须写真实姓名和联系电话；单位须写单位名称、联系人，并上传加盖公章的异议书。匿名异议不予受理。</li><li>对异议人的信息严格保密：姓名、电话、原文加密保存，只有受理机关凭理由查看并留痕，被异议单位只能看到隐去您信息的摘要。</li></ul></div>
${errorSummary(errors, message)}
<form method="post" action="/notices/${notice.id}/object" enctype="multipart/form-data" novalidate>
${selectField({ ...shape('caseId'), label: '对哪个单位有异议', options })}
${choiceSet(
  'kind',
  '您是',
  'radio',
  [
    ['individual', '个人'],
    ['unit', '单位'],
  ],
  [values.kind ?? 'individual'],
  undefined,
  undefined,
)}
${textField({ ...shape('name'), label: '姓名(单位填联系人)', autocomplete: 'name' })}
${textField({ ...shape('phone'), label: '联系电话', type: 'tel', autocomplete: 'tel', hint: '手机号码，或带区号的固定电话。核实情况时联系您，查询结果时核对后四位' })}
${textField({ ...shape('unit'), label: '单位全称(个人不填)', autocomplete: 'organization' })}
${fileField({ name: 'seal', errors, label: '加盖公章的异议书扫描件(个人不填)', accept: SCAN_TYPES, hint: 'PDF 或图片，不超过10MB' })}
${longField({ ...shape('text'), label: '异议的事实和理由', hint: '写明事实、依据和线索，不少于10个字' })}
${fileField({ name: 'evidence', errors, label: '证明材料(可不附)', accept: `${SCAN_TYPES},.webp,.doc,.docx,.xls,.xlsx,.ofd`, multiple: true, hint: '最多4个，每个不超过10MB' })}
<p class="actions"><button type="submit">提交异议</button><a href="/notices/${notice.id}">返回公示</a></p></form>`
    : html`${heading('提出异议', notice.title)}<div class="panel warn"><p>公示期已满，不再受理异议。认为决定有误的，可以依法申请行政复议或者<a href="/problems/new">反映问题</a>。</p></div>`;
  return page(request, {
    title: '提出异议',
    section: 'notices',
    crumbs: [NOTICES, { path: `/notices/${notice.id}`, zh: notice.title }],
    body,
    ...(status ? { status } : {}),
  });
}

/** The form of an objection, its receipt, and what came of it. */
export const objectionPageRoutes = (services: CaseServices): readonly Route[] => [
  route({
    method: 'get',
    path: '/notices/:id/object',
    permission: 'public.read',
    summary: '提出异议',
    tag: '门户',
    input: z.object({ id: z.string().max(36) }),
    answers: 'page',
    handle: async ({ tx, input: { id }, request }) =>
      form(request, await viewPublicNotice(tx, uuidOf(id), services.clock.now()), { values: {} }),
  }),
  route({
    method: 'post',
    path: '/notices/:id/object',
    permission: 'public.submit',
    summary: '提交异议',
    tag: '门户',
    input: formInput,
    takes: 'upload',
    answers: 'page',
    handle: async ({ tx, actor, input: { id, ...values }, uploads, request }) => {
      const notice = await viewPublicNotice(tx, uuidOf(id), services.clock.now());
      const parsed = lodgeFields.safeParse({ ...values, noticeId: notice.id });
      if (!parsed.success) {
        const refused = new Refusal('input.invalid', {}, fieldsOf(parsed.error.issues));
        return form(request, notice, { values, errors: errorsOf(refused), status: 422 });
      }
      const file = (one: (typeof uploads)[number]) => ({ filename: one.name, content: one.content });
      const scan = uploads.find(({ field }) => field === 'seal');
      const evidence = uploads.filter(({ field }) => field === 'evidence').map(file);
      const outcome = await attempt(tx, () =>
        lodgeObjection(tx, services, actor, {
          ...parsed.data,
          unit: parsed.data.unit ?? null,
          seal: scan ? file(scan) : null,
          evidence,
        }),
      );
      if ('refused' in outcome) {
        const { refused } = outcome;
        const { message } = refused.toJSON();
        const errors = refused.code.startsWith('file.') ? { evidence: message } : errorsOf(refused);
        return form(request, notice, { values, errors, message, status: refused.status });
      }
      const { receipt, receivedAt } = outcome.done;
      const body = html`<div class="panel good" role="status"><h1>异议已收到</h1><p>回执号 <b><code>${receipt}</code></b></p></div>
${terms([
  ['公示', notice.title],
  ['收到时间', formatMoment(Temporal.Instant.from(receivedAt))],
  ['接下来', '受理机关核查，听取被异议单位意见，作出决定之前答复您'],
])}
<p>请记下回执号：凭回执号和电话后四位<a href="/objections/status">查询处理结果</a>。</p>`;
      return page(request, { title: '异议已收到', section: 'notices', crumbs: [NOTICES], body });
    },
  }),
  route({
    method: 'get',
    path: '/objections/status',
    permission: 'public.read',
    summary: '查询异议',
    tag: '门户',
    input: z.object({}),
    answers: 'page',
    handle: async ({ request }) => statusPage(request, {}, undefined),
  }),
  route({
    method: 'post',
    path: '/objections/status',
    permission: 'public.submit',
    summary: '查询异议的处理结果',
    tag: '门户',
    input: z.object({ receipt: z.string().max(60).optional(), phoneLast4: z.string().max(20).optional() }),
    answers: 'page',
    handle: async ({ tx, input, request }) => {
      const receipt = input.receipt?.trim().toUpperCase() ?? '';
      const last4 = input.phoneLast4?.trim() ?? '';
      return statusPage(request, { receipt }, (await byReceipt(tx, receipt, last4)) ?? null);
    },
  }),
];

function uuidOf(id: string): string {
  if (!z.uuid().safeParse(id).success) throw new Refusal('not-found');
  return id;
}

type Found = NonNullable<Awaited<ReturnType<typeof byReceipt>>>;

/** Asked by POST, so that neither number nor phone stands in an address. */
function statusPage(request: Context<unknown>['request'], values: Values, found: Found | null | undefined) {
  const result = found
    ? terms([
        ['回执号', found.receipt],
        ['公示', found.notice],
        ['收到时间', formatMoment(Temporal.Instant.from(found.receivedAt))],
        ['状态', OBJECTION_STATES[found.state].publicName],
        ['答复', found.reply ?? '尚未答复'],
      ])
    : html`${found === null && html`<div class="panel warn" role="alert"><p>没有找到。请核对回执号和提交异议时所留电话的后四位。</p></div>`}
<form method="post" action="/objections/status">${textField({ name: 'receipt', label: '回执号', errors: {}, value: values.receipt })}${textField({ name: 'phoneLast4', label: '电话后四位', errors: {} })}<p class="actions"><button type="submit">查询</button></p></form>`;
  return page(request, {
    title: '查询异议处理结果',
    section: 'notices',
    crumbs: [NOTICES],
    body: html`${heading('查询异议处理结果')}${result}`,
    status: found === null ? 404 : 200,
  });
}

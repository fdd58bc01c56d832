import { z } from 'zod';
import { reportProblem } from '../../cases/problems/problem.actions.ts';
import { reportProblemInput } from '../../cases/problems/problem.contract.ts';
import { findByReceipt } from '../../cases/problems/problem.store.ts';
import { PROBLEM_STATES, PROBLEM_TOPICS } from '../../cases/problems/problem.ts';
import { type Context, type Route, route } from '../../identity/route.ts';
import { formatMoment } from '../../kernel/day.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { fieldsOf } from '../../platform/http/server.ts';
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
import { findSpace } from './space.store.ts';

const text = z.string().max(10_000).optional();
const formInput = z.object({
  topic: text,
  carrierId: text,
  plaqueToken: text,
  page: text,
  says: text,
  name: text,
  phone: text,
});
const FORM = { path: '/problems/new', zh: '反映问题' };

async function form(
  { tx, request }: Pick<Context<unknown>, 'tx' | 'request'>,
  {
    values,
    errors = {},
    message,
    status = 200,
  }: { values: Values; errors?: Errors; message?: string; status?: number },
) {
  const carrierId = z.uuid().safeParse(values.carrierId).success ? values.carrierId : undefined;
  const space = carrierId ? await findSpace(tx, carrierId) : undefined;
  const shape = (name: string) => ({ name, errors, value: values[name] });
  const body = html`${heading('反映问题', '名录不实、标牌可疑、服务与承诺不符、网站不好用，都可以在这里反映。提交后得到回执号，凭号查看答复。')}
${errorSummary(errors, message)}
<form method="post" action="/problems" enctype="multipart/form-data" novalidate>
${space && html`<div class="panel"><p>反映的载体：<a href="/spaces/${space.id}">${space.name}</a></p></div><input type="hidden" name="carrierId" value="${space.id}">`}
${values.plaqueToken && html`<div class="panel"><p>反映的标牌：<code>${values.plaqueToken}</code></p></div><input type="hidden" name="plaqueToken" value="${values.plaqueToken}">`}
${values.page && html`<input type="hidden" name="page" value="${values.page}">`}
${selectField({ ...shape('topic'), label: '反映的事项', options: Object.entries(PROBLEM_TOPICS).map(([code, { zh }]) => [code, zh] as const) })}
${longField({ ...shape('says'), label: '具体情况', hint: '写明时间、地点和事实，不少于10个字。请不要写身份证号等无关的个人信息。' })}
${fileField({ name: 'files', errors, label: '照片或文件(可不附)', hint: '最多5个，每个不超过10MB；可用 PDF、图片、Word', accept: '.pdf,.jpg,.jpeg,.png,.webp,.doc,.docx,.ofd', multiple: true })}
${textField({ ...shape('name'), label: '姓名或单位(可不填)', autocomplete: 'name', hint: '对反映人的信息严格保密，加密保存，查看须说明理由并留痕' })}
${textField({ ...shape('phone'), label: '联系电话(可不填)', type: 'tel', autocomplete: 'tel' })}
<p class="actions"><button type="submit">提交</button><a href="/problems/receipt">已有回执号，查看答复</a></p>
</form>`;
  return page(request, { title: '反映问题', section: 'problems', body, status });
}

export const problemPageRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/problems/new',
    permission: 'public.read',
    summary: '反映问题',
    tag: '门户',
    input: z.object({ space: text, plaque: text, page: text }),
    answers: 'page',
    handle: (context) => {
      const { space, plaque, page: about } = context.input;
      return form(context, {
        values: { carrierId: space, plaqueToken: plaque?.slice(0, 40), page: about?.slice(0, 500) },
      });
    },
  }),
  route({
    method: 'post',
    path: '/problems',
    permission: 'public.submit',
    summary: '提交反映',
    tag: '门户',
    input: formInput,
    takes: 'upload',
    answers: 'page',
    handle: async (context) => {
      const { tx, services, actor, input, uploads } = context;
      const parsed = reportProblemInput.safeParse(input);
      if (!parsed.success) {
        const refused = new Refusal('input.invalid', {}, fieldsOf(parsed.error.issues));
        return form(context, { values: input, errors: errorsOf(refused), status: 422 });
      }
      const outcome = await attempt(tx, () => reportProblem(tx, services, actor, parsed.data, uploads));
      if ('done' in outcome) return { html: '', redirect: `/problems/receipt?receipt=${outcome.done.receipt}&new=1` };
      const { refused } = outcome;
      const errors =
        refused.code.startsWith('file.') || refused.code === 'input.too-large'
          ? { files: refused.toJSON().message }
          : errorsOf(refused);
      return form(context, { values: input, errors, message: refused.toJSON().message, status: refused.status });
    },
  }),
  route({
    method: 'get',
    path: '/problems/receipt',
    permission: 'public.read',
    summary: '查看反映的答复',
    tag: '门户',
    input: z.object({ receipt: z.string().max(60).optional(), new: z.string().optional() }),
    answers: 'page',
    handle: async ({ tx, input, request }) => {
      const receipt = input.receipt?.trim().toUpperCase();
      const found = receipt ? await findByReceipt(tx, receipt) : undefined;
      const ask = html`<form method="get" action="/problems/receipt">${textField({ name: 'receipt', errors: {}, label: '回执号', hint: '形如 WT20261123-2345ABCDEF', value: found ? undefined : receipt })}<p class="actions"><button type="submit">查看答复</button></p></form>`;
      const body = found
        ? html`${input.new ? html`<div class="panel good" role="status"><h1>已收到您的反映</h1><p>回执号 <b><code>${receipt}</code></b></p><p>请记下回执号，凭它查看答复。回执号不会再次显示。</p></div>` : heading('反映的答复')}
${terms([
  ['事项', PROBLEM_TOPICS[found.topic].zh],
  ['载体', found.carrierName ?? '未指明'],
  ['收到时间', formatMoment(Temporal.Instant.from(found.receivedAt))],
  ['状态', PROBLEM_STATES[found.state].publicName],
  ['答复', found.answer ?? '尚无'],
])}`
        : html`${heading('查看答复')}${receipt && html`<div class="panel warn" role="alert"><p>没有找到这个回执号，请核对后再试。</p></div>`}${ask}`;
      return page(request, {
        title: found ? '反映的答复' : '查看答复',
        section: 'problems',
        crumbs: [FORM],
        body,
        status: receipt && !found ? 404 : 200,
      });
    },
  }),
];

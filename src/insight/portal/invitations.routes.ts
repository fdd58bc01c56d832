import { z } from 'zod';
import { acceptInvitation, openInvitation } from '../../identity/invitations/invitation.actions.ts';
import { type Context, type Route, route } from '../../identity/route.ts';
import { ROLES } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Services } from '../../platform/services.ts';
import { attempt, type Errors, errorSummary, errorsOf, textField } from './form.ts';
import { html } from './html.ts';
import { heading, page } from './page.ts';
import { terms } from './space.page.ts';

type Asked = Pick<Context<unknown>, 'tx' | 'request'> & { services: Services };

async function form(
  { tx, request, services }: Asked,
  token: string,
  {
    account,
    errors = {},
    message,
    status = 200,
  }: { account?: string; errors?: Errors; message?: string; status?: number } = {},
) {
  const invitation = await openInvitation(tx, services, token);
  if (!invitation) throw new Refusal('invitation.closed');
  const body = html`${heading('开通账号', '设置账号和密码，之后用它登录工作台。')}
${terms([
  ['姓名', invitation.name],
  ['代表', invitation.organisationName],
  ['身份', ROLES[invitation.role].zh],
])}
${errorSummary(errors, message)}
<form method="post" action="/invitations/${token}" novalidate>
${textField({ name: 'account', errors, label: '账号', value: account, autocomplete: 'username', hint: '4至40位小写字母、数字或 . _ -' })}
${textField({ name: 'password', errors, label: '密码', type: 'password', autocomplete: 'new-password', hint: '至少10位，含大写字母、小写字母、数字、符号中的三类' })}
${textField({ name: 'again', errors, label: '再次输入密码', type: 'password', autocomplete: 'new-password' })}
<p class="actions"><button type="submit">开通账号</button></p></form>`;
  return page(request, { title: '开通账号', body, status });
}

const token = z.string().max(60);

export const invitationPageRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/invitations/:token',
    permission: 'public.read',
    summary: '凭邀请开通账号',
    tag: '门户',
    input: z.object({ token }),
    answers: 'page',
    handle: (context) => form(context, context.input.token),
  }),
  route({
    method: 'post',
    path: '/invitations/:token',
    permission: 'public.submit',
    summary: '设置账号和密码',
    tag: '门户',
    input: z.object({
      token,
      account: z.string().max(200).optional(),
      password: z.string().max(200).optional(),
      again: z.string().max(200).optional(),
    }),
    answers: 'page',
    handle: async (context) => {
      const { tx, services, input } = context;
      const { account = '', password = '', again = '' } = input;
      const given = { token: input.token, account, password };
      const outcome = await attempt(tx, async () => {
        if (password !== again)
          throw new Refusal('input.invalid', {}, [{ path: 'again', code: 'differs', message: '两次输入的密码不一致' }]);
        await acceptInvitation(tx, services, given);
      });
      if ('refused' in outcome) {
        const { refused } = outcome;
        return form(context, input.token, { account, errors: errorsOf(refused), status: refused.status });
      }
      const body = html`<div class="panel good" role="status"><h1>账号已开通</h1><p>账号 <b>${account}</b></p></div><p class="actions"><a class="button" href="/workspace/">登录工作台</a></p>`;
      return page(context.request, { title: '账号已开通', body });
    },
  }),
];

import { z } from 'zod';
import {
  publicRecognitions,
  type RecognitionRow,
  recognitionById,
} from '../../effects/mentorRecognitions/mentorRecognition.store.ts';
import { RECOGNITION_STATES, stateOn } from '../../effects/mentorRecognitions/mentorRecognition.ts';
import { type Route, route } from '../../identity/route.ts';
import { type Day, formatDay } from '../../kernel/day.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { pageInput } from '../../platform/db/page.contract.ts';
import { MENTOR } from '../../records/mentors/mentor.ts';
import { type Html, html } from './html.ts';
import { exampleTag } from './notice.page.ts';
import { heading, page } from './page.ts';
import { pager, totalOf } from './pager.ts';
import { terms } from './space.page.ts';

const TONES = { coming: '', valid: 'good', expired: 'bad', revoked: 'bad', resigned: 'bad' } as const;
const kindZh = (code: string | null) => MENTOR.fields.kind.options.find((one) => one.code === code)?.zh ?? null;
const period = ({ validFrom, validTo }: RecognitionRow) =>
  `${formatDay(validFrom)}起${validTo ? `至${formatDay(validTo)}` : ''}`;

/** 认定的创业导师: who they are, and whether the certificate that somebody shows holds today. */
export const mentorPageRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/mentors',
    permission: 'public.read',
    summary: '认定的创业导师',
    tag: '门户',
    input: z.object({
      q: z.string().trim().max(100).optional(),
      state: z.enum(['holds', 'over']).optional().catch(undefined),
      ...pageInput(50),
    }),
    answers: 'page',
    handle: async ({ tx, input: { q, state, ...paged }, services, request }) => {
      const today = services.clock.today();
      const holds = state === undefined ? undefined : state === 'holds';
      const { rows, ...total } = await publicRecognitions(tx, { q, holds, on: today, ...paged });
      const asked = { q, state };
      const body = html`${heading('创业导师', '经认定程序公示、决定并颁发证书的导师。点编号可核验证书的现状。')}
<form class="filters" action="/mentors" method="get" role="search" aria-label="筛选导师">
<div class="wide"><label for="q">姓名、编号、载体或辅导领域</label><input id="q" name="q" type="search" value="${q}"></div>
<div><label for="state">认定</label><select id="state" name="state"><option value="">不限</option><option value="holds"${state === 'holds' && html` selected`}>目前有效</option><option value="over"${state === 'over' && html` selected`}>不在有效期</option></select></div>
<div><button type="submit">查询</button></div></form>
<p class="actions-line">${totalOf('/mentors', asked, total, '项认定')}</p>
${
  rows.length === 0
    ? html`<div class="empty"><p>没有符合条件的导师。认定之后会出现在这里。</p></div>`
    : html`<div class="scroll"><table class="stack"><caption class="hidden">创业导师</caption><thead><tr><th scope="col">导师</th><th scope="col">认定为</th><th scope="col">编号</th><th scope="col">推荐载体</th><th scope="col">有效期</th></tr></thead><tbody>
${rows.map((one) => row(one, today))}</tbody></table></div>`
}
${pager('/mentors', asked, { ...total, page: paged.page, size: paged.size })}`;
      return page(request, { title: '创业导师', section: 'spaces', crumbs: [{ path: '/spaces', zh: '名录' }], body });
    },
  }),
  route({
    method: 'get',
    path: '/mentors/:id',
    permission: 'public.read',
    summary: '导师证书核验',
    tag: '门户',
    input: z.object({ id: z.string().max(36) }),
    answers: 'page',
    handle: async ({ tx, input, services, request }) => {
      const found = z.uuid().safeParse(input.id).success ? await recognitionById(tx, input.id) : undefined;
      if (!found) throw new Refusal('not-found');
      const today = services.clock.today();
      const state = stateOn(found, today);
      const kind = kindZh(found.kind);
      const body = html`<section class="panel ${TONES[state]}" role="status"><h1>${found.mentorName}${exampleTag(found.example)}</h1>
<p><b>${found.name}，${RECOGNITION_STATES[state].zh}</b></p><p class="soft">查询时间：${formatDay(today)}，以本页显示为准。</p></section>
${terms([
  ['编号', found.number],
  ['有效期', period(found)],
  ...(found.endedOn
    ? ([
        ['失效', `${formatDay(found.endedOn)}起`],
        ...(found.ending === 'revoked' ? ([['撤销依据', `${found.endCites}，${found.endNumber}`]] as const) : []),
      ] as const)
    : []),
  ...(kind ? ([['类别', kind]] as const) : []),
  ['辅导领域', found.fields ?? '未提供'],
  ['认定机关', found.grantedBy],
  ['决定文号', found.decisionNumber],
  ['推荐载体', html`<a href="/spaces/${found.carrierId}">${found.carrier}</a>`],
  ['地区', found.territory],
  ['依据', html`<a href="/policies/${found.packId}?version=${found.packHash}">${found.packTitle}</a>`],
  ['证书文件的 SHA-256', html`<code>${found.sha256}</code>`],
])}
<p class="actions"><a class="button second" href="/verify">上传证书核对</a><a href="/mentors">全部创业导师</a></p>`;
      const crumbs = [{ path: '/mentors', zh: '创业导师' }];
      return page(request, { title: `${found.mentorName}的导师证书`, section: 'verify', crumbs, body });
    },
  }),
];

function row(one: RecognitionRow, today: Day): Html {
  const state = stateOn(one, today);
  return html`<tr><th scope="row">${one.mentorName}${exampleTag(one.example)}<br><small class="soft">${[kindZh(one.kind), one.fields].filter(Boolean).join(' · ')}</small></th><td data-label="认定为">${one.name}</td><td data-label="编号"><a href="/mentors/${one.id}">${one.number}</a></td><td data-label="推荐载体">${one.carrier}</td><td data-label="有效期">${period(one)} <span class="tag ${TONES[state]}">${RECOGNITION_STATES[state].zh}</span></td></tr>
`;
}

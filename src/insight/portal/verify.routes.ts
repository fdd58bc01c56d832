import { createHash } from 'node:crypto';
import { z } from 'zod';
import { registrationByCertificate } from '../../cases/registrations/registration.store.ts';
import { DESIGNATION_STATES, LEVELS, type Level } from '../../effects/designations/designation.ts';
import { recognitionByCertificate } from '../../effects/mentorRecognitions/mentorRecognition.store.ts';
import { type Context, type Route, route } from '../../identity/route.ts';
import { type Day, formatDay, formatMoment } from '../../kernel/day.ts';
import { PAPERS } from '../../kernel/paper.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { AGREEMENT_TITLE, RESIDENCY_STATES } from '../../records/residencies/residency.ts';
import { SETTLEMENT_TITLE } from '../../records/settlements/settlement.ts';
import { barLines } from './credit.page.ts';
import { fileField, textField } from './form.ts';
import { type Html, html } from './html.ts';
import { exampleTag } from './notice.page.ts';
import { heading, page } from './page.ts';
import { stateOn, terms, validityWords } from './space.page.ts';
import { STATE_TAGS } from './spaces.page.ts';
import {
  byHash,
  byNumber,
  byPlaque,
  paperByHash,
  tenancyPaperByHash,
  type Verified,
  type VerifiedPaper,
  type VerifiedTenancyPaper,
} from './verify.store.ts';

/** What a state means to whoever stands before the plaque. */
const MEANING = {
  valid: '资格有效',
  rectifying: '资格有效，正在整改',
  revoked: '资格已取消',
  lapsed: '资格已失效',
} as const;

function standing(line: Verified, today: Day): Html {
  const state = stateOn(line, today);
  return html`<section class="plaque ${STATE_TAGS[state]}"><p class="state">${MEANING[state]}</p>
<h2>${line.carrier}${exampleTag(line.example)}</h2><p>${line.name}(${LEVELS[line.level as Level].zh})</p>
<p class="soft">查询时间：${formatDay(today)}，以本页显示为准。</p></section>
${barLines(line.bars.filter((bar) => bar.fromDay <= today && (bar.untilDay === null || bar.untilDay >= today)))}
${terms([
  ['编号', line.number],
  ['有效期', validityWords(line)],
  ['授予机关', line.grantedBy],
  [
    '决定文号',
    line.decisionNumber && html`${line.decisionNumber}${line.decidedOn && `(${formatDay(line.decidedOn)})`}`,
  ],
  ['授予时的运营机构', line.holder],
  ...(line.operator && line.operator !== line.holder ? ([['现运营机构', line.operator]] as const) : []),
  ['地区', line.territory],
  ['证书', line.certificate && html`${line.certificate}${line.issuedOn && `，${formatDay(line.issuedOn)}核发`}`],
  ['证书文件的 SHA-256', line.sha256 && html`<code>${line.sha256}</code>`],
  ['授牌', line.awardedOn ? formatDay(line.awardedOn) : '尚未授牌'],
  ['执行的政策', html`<a href="/policies/${line.packId}?version=${line.packHash}">${line.packId}</a>`],
])}
<h2>资格的经过</h2><ol>${line.events.map((event) => html`<li>${formatDay(event.onDay)} ${DESIGNATION_STATES[event.state as keyof typeof DESIGNATION_STATES]?.zh ?? event.state}${(event.cites || event.reason) && html` <span class="soft">${[event.cites && `依据${event.cites}`, event.reason].filter(Boolean).join('，')}</span>`}</li>`)}</ol>
<p class="actions"><a class="button second" href="/spaces/${line.carrierId}">这家载体的全部信息</a><a href="/problems/new?space=${line.carrierId}${line.plaqueToken && `&plaque=${line.plaqueToken}`}">反映问题</a></p>`;
}

const VERIFY = { path: '/verify', zh: '证书核验' };
const moment = (at: string) => formatMoment(Temporal.Instant.from(at));

/** A paper that is ours, and whether it still stands; what it says, and of whom, is withheld. */
function issuedPage(
  { request }: Pick<Context<unknown>, 'request'>,
  of: { stands: boolean; lines: Parameters<typeof terms>[0]; withheld: '当事人' | '团队' },
) {
  const body = html`${heading('文书核验', '核对文书是否由本平台出具、是否仍然有效。')}
<div class="panel ${of.stands ? 'good' : 'bad'}" role="status"><p><b>本平台出具过这份文书</b>，请与手中的文书逐项核对。</p></div>
${terms(of.lines)}
<p class="small soft">本页不显示${of.withheld}和文书内容。</p>
<p class="actions"><a class="button second" href="/verify">再查一个</a></p>`;
  return page(request, { title: '文书核验', section: 'verify', crumbs: [VERIFY], body });
}

const AS_ISSUED = '照原样有效';

/** A paper of a case, that went to a party. */
function paperPage(context: Pick<Context<unknown>, 'request'>, found: VerifiedPaper) {
  const { isVoid, superseded } = found;
  const now = superseded ? html`已被${superseded.number}代替(${formatDay(superseded.onDay)}起)` : AS_ISSUED;
  return issuedPage(context, {
    stands: !isVoid && !superseded,
    lines: [
      ['文书', PAPERS[found.paper].zh],
      ['文号', found.number],
      ['办件编号', found.caseNumber],
      ['作出机关', found.organ],
      ['出具时间', moment(found.madeAt)],
      ['现状', isVoid ? '已失效' : now],
    ],
    withheld: '当事人',
  });
}

/** An agreement or a settlement between a space and a team. */
function tenancyPaperPage(context: Pick<Context<unknown>, 'request'>, found: VerifiedTenancyPaper) {
  const { zh: state, stands } = found.state ? RESIDENCY_STATES[found.state] : { zh: AS_ISSUED, stands: true };
  const isOld = found.newest !== null;
  const title = found.kind === 'agreement' ? AGREEMENT_TITLE : SETTLEMENT_TITLE;
  return issuedPage(context, {
    stands: stands && !isOld,
    lines: [
      ['文书', html`${title}${exampleTag(found.example)}`],
      ['文号', found.edition === null ? found.number : `${found.number}，第${found.edition}稿`],
      ['载体', found.carrier],
      ['运营机构', found.operator],
      ['出具时间', moment(found.madeAt)],
      ['现状', isOld ? `已被第${found.newest}稿代替` : state],
    ],
    withheld: '团队',
  });
}

const isHash = (text: string) => /^[0-9a-f]{64}$/i.test(text);

function verifyPage(
  { request, services }: Pick<Context<unknown>, 'request' | 'services'>,
  { asked, found, hash }: { asked: string; found: Verified | undefined; hash?: string },
) {
  const today = services.clock.today();
  const verdict = found
    ? html`<div class="panel good" role="status"><p>${hash ? html`<b>文件与核发的证书一致</b>，内容未被改动。` : html`<b>查到此编号的资格。</b>`}</p></div>${standing(found, today)}<h2>再查一个</h2>`
    : asked &&
      html`<div class="panel bad" role="alert"><p><b>${hash ? '文件与本平台核发的任何证书都不一致' : '没有查到'}</b>${hash ? '，可能不是本平台核发，或者内容被改动过(另存、扫描、加注都会改变文件)。' : '，请核对编号是否完整。'}</p>${hash && html`<p class="small">文件的 SHA-256:<code>${hash}</code></p>`}</div>`;
  const body = html`${heading('证书核验', '核对证书、编号或标牌的真伪和现状。')}${verdict}
<div class="columns"><form method="get" action="/verify"><h2>按编号或哈希</h2>${textField({ name: 'q', label: '编号或 SHA-256', errors: {}, value: found ? '' : asked, hint: '例如 湘众创认〔2026〕001号；括号全角半角均可' })}<p class="actions"><button type="submit">核验</button></p></form>
<form method="post" action="/verify" enctype="multipart/form-data"><h2>按证书文件</h2>${fileField({ name: 'file', label: '证书 PDF', errors: {}, accept: '.pdf', hint: '只计算文件的 SHA-256 与核发时比对，不保存文件' })}<p class="actions"><button type="submit">上传核验</button></p></form></div>`;
  return page(request, { title: '证书核验', section: 'verify', body, status: asked && !found ? 404 : 200 });
}

export const verifyRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/verify',
    permission: 'public.read',
    summary: '证书核验',
    tag: '门户',
    input: z.object({ q: z.string().max(200).optional() }),
    answers: 'page',
    handle: async (context) => {
      const asked = context.input.q?.trim() ?? '';
      const domicile = asked ? await registrationByCertificate(context.tx, asked) : undefined;
      if (domicile) return { html: '', redirect: `/domicile/${domicile.certificateNumber}` };
      const mentor = asked ? await recognitionByCertificate(context.tx, asked) : undefined;
      if (mentor) return { html: '', redirect: `/mentors/${mentor.id}` };
      if (isHash(asked)) {
        const paper = await paperByHash(context.tx, asked);
        if (paper) return paperPage(context, paper);
        const tenancyPaper = await tenancyPaperByHash(context.tx, asked);
        if (tenancyPaper) return tenancyPaperPage(context, tenancyPaper);
        const found = await byHash(context.tx, asked);
        return verifyPage(context, { asked, found, hash: asked.toLowerCase() });
      }
      return verifyPage(context, { asked, found: asked ? await byNumber(context.tx, asked) : undefined });
    },
  }),
  route({
    method: 'post',
    path: '/verify',
    permission: 'public.submit',
    summary: '上传证书核验',
    tag: '门户',
    input: z.object({}),
    takes: 'upload',
    answers: 'page',
    audited: false,
    handle: async (context) => {
      const file = context.uploads[0];
      if (!file) return verifyPage(context, { asked: '', found: undefined });
      const hash = createHash('sha256').update(file.content).digest('hex');
      const domicile = await registrationByCertificate(context.tx, hash);
      if (domicile) return { html: '', redirect: `/domicile/${domicile.certificateNumber}` };
      const mentor = await recognitionByCertificate(context.tx, hash);
      if (mentor) return { html: '', redirect: `/mentors/${mentor.id}` };
      const paper = await paperByHash(context.tx, hash);
      if (paper) return paperPage(context, paper);
      return verifyPage(context, { asked: hash, found: await byHash(context.tx, hash), hash });
    },
  }),
  route({
    method: 'get',
    path: '/p/:token',
    permission: 'public.read',
    summary: '标牌页',
    tag: '门户',
    input: z.object({ token: z.string().max(40) }),
    answers: 'page',
    handle: async ({ tx, input, services, request }) => {
      const line = await byPlaque(tx, input.token.toLowerCase());
      if (!line) throw new Refusal('not-found');
      const body = html`<h1>${line.carrier}的标牌</h1>${standing(line, services.clock.today())}`;
      return page(request, { title: `${line.carrier}的标牌`, section: 'verify', crumbs: [VERIFY], body });
    },
  }),
];

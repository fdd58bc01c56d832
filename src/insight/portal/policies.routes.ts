import { z } from 'zod';
import { type Context, type Route, route } from '../../identity/route.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Services } from '../../platform/services.ts';
import { coverage } from '../../policy/coverage.ts';
import type { Pack, PackRules } from '../../policy/pack.ts';
import type { Query } from './check.outcome.ts';
import { checkPage } from './check.page.ts';
import { html } from './html.ts';
import { builtScript, heading, page } from './page.ts';
import { currentPacks, type Installed, packVersions } from './policies.store.ts';
import { MODES, parameterTable, policyPath, policyText, procedureTable, validity } from './policy.page.ts';

const named = { place: z.string().max(100), instrument: z.string().max(100) };
const namedInput = z.object(named);
const versionInput = z.object({ ...named, version: z.string().max(64).optional() });
const CRUMB = { path: '/policies', zh: '政策' };

async function open(
  tx: Tx,
  { clock }: Services,
  { place, instrument, version }: { place: string; instrument: string; version?: string | undefined },
) {
  const versions = await packVersions(tx, `${place}/${instrument}`, clock.today());
  const chosen = versions.find(({ hash, standing }) => (version ? hash === version : standing === 'current'));
  if (!chosen) throw new Refusal('not-found');
  return { chosen, versions };
}

const crumbsOf = ({ pack }: Installed) => [CRUMB, { path: policyPath(pack), zh: pack.title }];

async function listPage({ tx, services, request }: Context<unknown>) {
  const today = services.clock.today();
  const packs = await currentPacks(tx, today);
  const body = html`${heading('政策', '每份文件逐条公开：哪一条由系统执行、数值是多少、依据在哪里。')}
${
  packs.length === 0
    ? html`<div class="empty"><p>还没有登记政策文件。主管部门登记后在此公开。</p></div>`
    : html`<ul class="list">${packs.map(({ pack }) => {
        const state = validity(pack, today);
        const executed = coverage(pack).filter((clause) => clause.state === 'executed').length;
        return html`<li><h2><a href="${policyPath(pack)}">${pack.title}</a>${pack.id.startsWith('000000') && html` <span class="tag example">示例</span>`}</h2>
<p class="meta"><span class="tag ${state.tag}">${state.zh}</span><span>${pack.territory.name}</span><span>${pack.issuer}</span><span>${MODES[pack.mode]}：${pack.designation.name}</span><span>系统执行${executed}条(款)</span></p>
${pack.requirements.length > 0 && html`<p><a href="${policyPath(pack)}/check">按条件自查</a></p>`}</li>`;
      })}</ul>`
}`;
  return page(request, { title: '政策', section: 'policies', body });
}

export const policyRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/policies',
    permission: 'public.read',
    summary: '政策',
    tag: '门户',
    input: z.object({}),
    answers: 'page',
    handle: listPage,
  }),
  route({
    method: 'get',
    path: '/policies/:place/:instrument',
    permission: 'public.read',
    summary: '政策全文与规则',
    tag: '门户',
    input: versionInput,
    answers: 'page',
    handle: async ({ tx, input, services, request }) => {
      const { chosen, versions } = await open(tx, services, input);
      return page(request, {
        title: chosen.pack.title,
        section: 'policies',
        crumbs: [CRUMB],
        body: policyText(chosen, versions, services.clock.today()),
      });
    },
  }),
  route({
    method: 'get',
    path: '/policies/:place/:instrument/parameters',
    permission: 'public.read',
    summary: '政策中的数值',
    tag: '门户',
    input: namedInput,
    answers: 'page',
    handle: async ({ tx, input, services, request }) => {
      const { chosen } = await open(tx, services, input);
      return page(request, {
        title: '数值与依据',
        section: 'policies',
        crumbs: crumbsOf(chosen),
        body: parameterTable(chosen.pack, services.clock.today()),
      });
    },
  }),
  route({
    method: 'get',
    path: '/policies/:place/:instrument/procedure',
    permission: 'public.read',
    summary: '办理程序',
    tag: '门户',
    input: namedInput,
    answers: 'page',
    handle: async ({ tx, input, services, request }) => {
      const { chosen } = await open(tx, services, input);
      return page(request, {
        title: '办理程序',
        section: 'policies',
        crumbs: crumbsOf(chosen),
        body: procedureTable(chosen.pack),
      });
    },
  }),
  route({
    method: 'get',
    path: '/policies/:place/:instrument/check',
    permission: 'public.read',
    summary: '按办法自查',
    tag: '门户',
    input: namedInput,
    answers: 'page',
    handle: async ({ tx, input, services, request }) => {
      const { chosen } = await open(tx, services, input);
      return page(request, {
        title: '按办法自查',
        section: 'policies',
        crumbs: crumbsOf(chosen),
        body: checkPage(
          chosen.pack,
          request.query as Query,
          services.clock.today(),
          builtScript('src/insight/portal/check.browser.ts'),
        ),
      });
    },
  }),
  route({
    method: 'get',
    path: '/policies/:place/:instrument/rules',
    permission: 'public.read',
    summary: '政策的规则，供浏览器计算',
    tag: '门户',
    input: versionInput,
    answers: 'file',
    handle: async ({ tx, input, services }) => {
      const { pack } = (await open(tx, services, input)).chosen;
      return { name: 'rules.json', mediaType: 'application/json', body: Buffer.from(JSON.stringify(rulesOf(pack))) };
    },
  }),
];

/** Texts, procedures, examples and sets of conditions of something else stay. */
const rulesOf = ({ id, title, parameters, requirements, factLabels, evidence, bodies }: Pack): PackRules => ({
  id,
  title,
  parameters,
  requirements,
  factLabels,
  evidence,
  bodies,
  conditions: [],
});

import { z } from 'zod';
import { publicNoticesInput } from '../../cases/notices/notice.contract.ts';
import { CREDIT_KINDS } from '../../effects/credit/credit.ts';
import { LEVELS } from '../../effects/designations/designation.ts';
import { type Route, route } from '../../identity/route.ts';
import type { Day } from '../../kernel/day.ts';
import type { Tx } from '../../platform/db/database.ts';
import { pageInput, pageTotal } from '../../platform/db/page.contract.ts';
import type { Paged } from '../../platform/db/page.ts';
import { coverage } from '../../policy/coverage.ts';
import { CARRIER_KINDS, SERVICE_MODELS } from '../../records/carriers/carrier.ts';
import { publicCredit } from './credit.store.ts';
import { csv } from './csv.ts';
import { html } from './html.ts';
import { selectNotices } from './notices.store.ts';
import { type OpenDesignation, openDesignations } from './open-data.store.ts';
import { heading, page } from './page.ts';
import { currentPacks } from './policies.store.ts';
import { MODES } from './policy.page.ts';
import { SPACE_STATUSES, spaceSelectionInput, spacesInput, spacesPage } from './spaces.contract.ts';
import { selectSpaces } from './spaces.store.ts';

const TAG = '开放数据';
/** A file holds the whole selection. */
const EVERYTHING = { page: 1, size: 1_000_000 };

const DATASETS = [
  {
    name: '名录',
    path: '/api/open/spaces',
    says: '众创空间和孵化载体的名称、地区、运营机构、方向和资格；筛选条件与名录页相同',
  },
  {
    name: '资格',
    path: '/api/open/designations',
    says: '每项资格的编号、级别、状态、有效期、授予机关和依据的政策版本',
  },
  { name: '公示', path: '/api/open/notices', says: '每则公示的标题、期间、发文机关和状态' },
  { name: '信用记录', path: '/api/open/credit', says: '公开期内的处理、整改未完成和表彰：机构、依据、内容、决定文号' },
  { name: '政策', path: '/api/open/policies', says: '每份政策文件的条款数、执行情况和规则版本' },
] as const;

const file = (name: string, header: readonly string[], rows: Parameters<typeof csv>[1]) => ({
  name: `${name}.csv`,
  mediaType: 'text/csv; charset=utf-8',
  body: Buffer.from(csv(header, rows)),
});

const designationView = z.object({
  id: z.string(),
  spaceId: z.string(),
  space: z.string(),
  name: z.string(),
  level: z.string(),
  number: z.string(),
  state: z.enum(['valid', 'rectifying', 'revoked', 'lapsed']),
  territory: z.string(),
  grantedBy: z.string(),
  validFrom: z.string(),
  validTo: z.string().nullable(),
  endedOn: z.string().nullable(),
  policy: z.string(),
  policyHash: z.string(),
  example: z.boolean(),
});
const noticeLine = z.object({
  id: z.string(),
  title: z.string(),
  state: z.enum(['running', 'closed']),
  issuer: z.string(),
  indexNumber: z.string().nullable(),
  publishedAt: z.string(),
  firstDay: z.string(),
  lastDay: z.string(),
  workingDays: z.number(),
  entries: z.number(),
  example: z.boolean(),
});
const creditLine = z.object({
  id: z.string(),
  organisation: z.string(),
  uscc: z.string().nullable(),
  spaceId: z.string(),
  space: z.string(),
  kind: z.enum(['sanction', 'rectificationFailed', 'commendation']),
  cites: z.string(),
  says: z.string(),
  number: z.string(),
  onDay: z.string(),
  publicUntil: z.string().nullable(),
  policy: z.string(),
  example: z.boolean(),
});
const policyLine = z.object({
  id: z.string(),
  hash: z.string(),
  title: z.string(),
  issuer: z.string(),
  territoryCode: z.string(),
  territory: z.string(),
  mode: z.enum(['recognition', 'filing', 'registration']),
  inForceFrom: z.string(),
  inForceUntil: z.string().nullable(),
  clauses: z.number(),
  executed: z.number(),
  recorded: z.number(),
  noRule: z.number(),
});

async function noticesOf(tx: Tx, state: 'running' | 'closed' | undefined, at: Paged) {
  const { rows, ...total } = await selectNotices(tx, { state }, at);
  return {
    ...total,
    rows: rows.map((row) => ({
      id: row.id,
      title: row.title,
      state: row.state,
      issuer: row.issuer,
      indexNumber: row.index_number,
      publishedAt: row.published_at,
      firstDay: row.first_day,
      lastDay: row.last_day,
      workingDays: row.working_days,
      entries: row.entries,
      example: row.example,
    })),
  };
}

async function policiesOf(tx: Tx, today: Day): Promise<z.output<typeof policyLine>[]> {
  return (await currentPacks(tx, today)).map(({ pack, hash }) => {
    const clauses = coverage(pack);
    const count = (state: string) => clauses.filter((clause) => clause.state === state).length;
    return {
      id: pack.id,
      hash,
      title: pack.title,
      issuer: pack.issuer,
      territoryCode: pack.territory.code,
      territory: pack.territory.name,
      mode: pack.mode,
      inForceFrom: pack.inForce.from,
      inForceUntil: pack.inForce.until,
      clauses: clauses.length,
      executed: count('executed'),
      recorded: count('recorded'),
      noRule: count('noRule'),
    };
  });
}

const levelOf = (level: string) => LEVELS[level as keyof typeof LEVELS].zh;
const stateOf = (state: OpenDesignation['state']) => SPACE_STATUSES[state].zh;

export const openDataRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/open-data',
    permission: 'public.read',
    summary: '开放数据',
    tag: '门户',
    input: z.object({}),
    answers: 'page',
    handle: async ({ request }) => {
      const body = html`${heading('开放数据', '本站公开的内容都可以整份取用，不需要登录，不限制用途，注明来源即可。')}
<div class="scroll"><table class="stack"><thead><tr><th scope="col">数据</th><th scope="col">内容</th><th scope="col">取用</th></tr></thead><tbody>
${DATASETS.map(({ name, path, says }) => html`<tr><th scope="row">${name}</th><td>${says}</td><td><a href="${path}.csv">${name} CSV</a> · <a href="${path}">${name} JSON</a></td></tr>`)}</tbody></table></div>
<h2>怎样用</h2><ul><li>CSV 为 UTF-8(带签名)，可直接用表格软件打开，含全部行；JSON 按 <code>page</code>、<code>size</code> 分页。</li><li>日期为 2026-01-31 的形式；没有提供的数据为空，不是 0。</li><li>标为“示例”的行是演示虚构的内容，统计时请排除。</li><li>数据随办理即时更新。全部接口见<a href="/docs/api">接口文档</a>，机器可读的描述见 <a href="/openapi.json">openapi.json</a>。</li></ul>`;
      return page(request, { title: '开放数据', section: 'openData', body });
    },
  }),
  route({
    method: 'get',
    path: '/api/open/spaces',
    permission: 'public.read',
    summary: '名录',
    tag: TAG,
    input: spacesInput,
    output: spacesPage,
    handle: ({ tx, input: { page: at, size, count, ...selection }, services }) =>
      selectSpaces(tx, services.clock.today(), selection, { page: at, size, count }),
  }),
  route({
    method: 'get',
    path: '/api/open/spaces.csv',
    permission: 'public.read',
    summary: '名录(CSV，全部行)',
    tag: TAG,
    input: spaceSelectionInput,
    answers: 'file',
    handle: async ({ tx, input, services }) => {
      const { rows } = await selectSpaces(tx, services.clock.today(), input, EVERYTHING);
      return file(
        '名录',
        [
          '名称',
          '类型',
          '服务模式',
          '专业方向',
          '地区',
          '地址',
          '运营机构',
          '开始运营',
          '停止运营',
          '资格',
          '资格编号',
          '资格状态',
          '示例',
          '来源',
        ],
        rows.map((row) => [
          row.name,
          CARRIER_KINDS[row.kind].zh,
          row.serviceModel && SERVICE_MODELS[row.serviceModel].zh,
          row.focus,
          row.territory,
          row.address,
          row.operator,
          row.openedOn,
          row.closedOn,
          row.designations.map(({ name }) => name).join(';'),
          row.designations.map(({ number }) => number).join(';'),
          row.designations.map(({ state }) => stateOf(state)).join(';'),
          row.example,
          row.source,
        ]),
      );
    },
  }),
  route({
    method: 'get',
    path: '/api/open/designations',
    permission: 'public.read',
    summary: '资格',
    tag: TAG,
    input: z.object(pageInput()),
    output: z.object({ ...pageTotal, rows: z.array(designationView) }),
    handle: ({ tx, input, services }) => openDesignations(tx, services.clock.today(), input),
  }),
  route({
    method: 'get',
    path: '/api/open/designations.csv',
    permission: 'public.read',
    summary: '资格(CSV，全部行)',
    tag: TAG,
    input: z.object({}),
    answers: 'file',
    handle: async ({ tx, services }) => {
      const { rows } = await openDesignations(tx, services.clock.today(), EVERYTHING);
      return file(
        '资格',
        ['载体', '资格', '级别', '编号', '状态', '地区', '授予机关', '自', '至', '终止', '政策', '规则版本', '示例'],
        rows.map((row) => [
          row.space,
          row.name,
          levelOf(row.level),
          row.number,
          stateOf(row.state),
          row.territory,
          row.grantedBy,
          row.validFrom,
          row.validTo,
          row.endedOn,
          row.policy,
          row.policyHash,
          row.example,
        ]),
      );
    },
  }),
  route({
    method: 'get',
    path: '/api/open/notices',
    permission: 'public.read',
    summary: '公示',
    tag: TAG,
    input: z.object({ state: publicNoticesInput.shape.state, ...pageInput() }),
    output: z.object({ ...pageTotal, rows: z.array(noticeLine) }),
    handle: ({ tx, input: { state, ...at } }) => noticesOf(tx, state, at),
  }),
  route({
    method: 'get',
    path: '/api/open/notices.csv',
    permission: 'public.read',
    summary: '公示(CSV，全部行)',
    tag: TAG,
    input: z.object({}),
    answers: 'file',
    handle: async ({ tx }) => {
      const { rows } = await noticesOf(tx, undefined, EVERYTHING);
      return file(
        '公示',
        ['标题', '发文机关', '索引号', '状态', '首日', '末日', '工作日', '单位数', '示例'],
        rows.map((row) => [
          row.title,
          row.issuer,
          row.indexNumber,
          row.state === 'running' ? '公示中' : '公示期已满',
          row.firstDay,
          row.lastDay,
          row.workingDays,
          row.entries,
          row.example,
        ]),
      );
    },
  }),
  route({
    method: 'get',
    path: '/api/open/credit',
    permission: 'public.read',
    summary: '信用记录',
    tag: TAG,
    input: z.object(pageInput()),
    output: z.object({ rows: z.array(creditLine), ...pageTotal }),
    handle: ({ tx, input, services }) => publicCredit(tx, services.clock.today(), input),
  }),
  route({
    method: 'get',
    path: '/api/open/credit.csv',
    permission: 'public.read',
    summary: '信用记录(CSV，全部行)',
    tag: TAG,
    input: z.object({}),
    answers: 'file',
    handle: async ({ tx, services }) => {
      const { rows } = await publicCredit(tx, services.clock.today(), EVERYTHING);
      return file(
        '信用记录',
        ['机构', '统一社会信用代码', '载体', '类别', '依据', '内容', '决定文号', '日期', '公开至', '政策', '示例'],
        rows.map((row) => [
          row.organisation,
          row.uscc,
          row.space,
          CREDIT_KINDS[row.kind].zh,
          row.cites,
          row.says,
          row.number,
          row.onDay,
          row.publicUntil,
          row.policy,
          row.example,
        ]),
      );
    },
  }),
  route({
    method: 'get',
    path: '/api/open/policies',
    permission: 'public.read',
    summary: '政策',
    tag: TAG,
    input: z.object({}),
    output: z.object({ rows: z.array(policyLine) }),
    handle: async ({ tx, services }) => ({ rows: await policiesOf(tx, services.clock.today()) }),
  }),
  route({
    method: 'get',
    path: '/api/open/policies.csv',
    permission: 'public.read',
    summary: '政策(CSV)',
    tag: TAG,
    input: z.object({}),
    answers: 'file',
    handle: async ({ tx, services }) =>
      file(
        '政策',
        ['名称', '发文机关', '地区', '方式', '施行', '失效', '条款', '系统执行', '已记载', '不含规则', '规则版本'],
        (await policiesOf(tx, services.clock.today())).map((row) => [
          row.title,
          row.issuer,
          row.territory,
          MODES[row.mode],
          row.inForceFrom,
          row.inForceUntil,
          row.clauses,
          row.executed,
          row.recorded,
          row.noRule,
          row.hash,
        ]),
      ),
  }),
];

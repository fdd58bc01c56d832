import { formatDay } from '../../kernel/day.ts';
import type { Total } from '../../platform/db/page.ts';
import { CARRIER_FORMS, CARRIER_KINDS, PREMISES_TYPES, SERVICE_MODELS } from '../../records/carriers/carrier.ts';
import { INDUSTRIES } from '../../records/teams/team.ts';
import { address, type Html, html } from './html.ts';
import { exampleTag } from './notice.page.ts';
import { heading } from './page.ts';
import { pager, totalOf } from './pager.ts';
import { unknown } from './policy.page.ts';
import { SPACE_SORTS, SPACE_STATUSES, type SpaceSelection, type SpaceView } from './spaces.contract.ts';
import type { CitedFigure, TerritoryChoice } from './spaces.store.ts';

export const STATE_TAGS = { valid: 'good', rectifying: 'warn', revoked: 'bad', lapsed: '' } as const;

export interface SpacesShown {
  readonly query: SpaceSelection & { page: number; size: number };
  readonly total: Total;
  readonly rows: readonly SpaceView[];
  readonly cited: readonly CitedFigure[];
  readonly features: readonly { feature: string; total: number }[];
  readonly territory: { above: readonly { id: string; name: string }[]; below: readonly TerritoryChoice[] };
}

/** The register: what was selected, the ways to narrow it, the same selection as a file. */
export function spacesPage({ query, total, rows, territory, cited, features }: SpacesShown): Html {
  const { page, size, ...selection } = query;
  const isNarrowed = Object.values(selection).some((value) => value !== undefined);
  return html`${heading('名录', '在本平台认定、备案，或据公开资料登记的众创空间和孵化载体。')}
${filters(query, territory, features)}
<p class="actions-line">${totalOf('/spaces', selection, total, '家')}${isNarrowed && html`符合条件 · <a href="/spaces">清除全部条件</a>`} · 按此条件导出：<a href="${address('/api/open/spaces.csv', selection)}">CSV</a> <a href="${address('/api/open/spaces', { ...selection, size: 200 })}">JSON</a></p>
${
  rows.length === 0
    ? html`<div class="empty"><p>${isNarrowed ? '没有符合条件的载体。可以减少条件，或换一个词：名称的一部分、全拼或首字母都可以。' : '名录中还没有载体。认定或备案之后会出现在这里。'}</p></div>`
    : html`<div class="scroll"><table class="stack"><caption class="hidden">名录</caption><thead><tr><th scope="col">名称</th><th scope="col">地区</th><th scope="col">类型</th><th scope="col">专业方向</th><th scope="col">开始运营</th><th scope="col">资格</th></tr></thead><tbody>
${rows.map(row)}</tbody></table></div>`
}
${pager('/spaces', selection, { page, size, ...total })}
${cited.length > 0 && html`<h2>公开报告中的全区数字</h2><ul>${cited.map(({ wording, asOf }) => html`<li>${wording} <span class="soft small">(${formatDay(asOf)})</span></li>`)}</ul><p class="soft small">来源：${[...new Set(cited.map(({ source }) => source))].join('、')}。报告只给出合计，不分摊到各载体。</p>`}`;
}

function row(space: SpaceView): Html {
  const model = space.serviceModel && SERVICE_MODELS[space.serviceModel].zh;
  return html`<tr><th scope="row"><a href="/spaces/${space.id}">${space.name}</a>${exampleTag(space.example)}${space.closedOn && html` <span class="tag">已停止运营</span>`}<br><small class="soft">${space.operator ?? '运营机构未提供'}</small></th><td data-label="地区">${space.territory}</td><td data-label="类型">${CARRIER_KINDS[space.kind].zh}${model && html`<br><small class="soft">${model}</small>`}</td><td data-label="专业方向">${space.focus ?? unknown()}</td><td data-label="开始运营">${space.openedOn ? formatDay(space.openedOn) : unknown()}</td><td data-label="资格">${
    space.designations.length > 0
      ? space.designations.map(
          ({ name, state }) =>
            html`<div>${name} <span class="tag ${STATE_TAGS[state]}">${SPACE_STATUSES[state].zh}</span></div>`,
        )
      : html`<span class="soft">未在本平台认定</span>`
  }${space.barredUntil && html`<div><span class="tag bad">限期不予受理</span></div>`}</td></tr>
`;
}

function filters(
  query: SpacesShown['query'],
  { above, below }: SpacesShown['territory'],
  features: SpacesShown['features'],
): Html {
  const select = (
    name: keyof SpaceSelection,
    label: string,
    options: readonly (readonly [string, string])[],
    any = '不限',
  ) =>
    html`<div><label for="${name}">${label}</label><select id="${name}" name="${name}">${any && html`<option value="">${any}</option>`}${options.map(([value, zh]) => html`<option value="${value}"${query[name] === value && html` selected`}>${zh}</option>`)}</select></div>`;
  const labels = (table: Readonly<Record<string, { zh: string }>>) =>
    Object.entries(table).map(([code, { zh }]) => [code, zh] as const);
  const territories = [
    ...above.map(({ id, name }, depth) => [id, `${'— '.repeat(depth)}${name}`] as const),
    ...below.map(({ id, name, count }) => [id, `${'— '.repeat(above.length)}${name}(${count})`] as const),
  ];
  return html`<form class="filters" action="/spaces" method="get" role="search" aria-label="筛选名录">
<div class="wide"><label for="q">名称、拼音或运营机构</label><input id="q" name="q" type="search" value="${query.q}"></div>
${select('territory', '地区', territories, '全国')}
${select('kind', '类型', labels(CARRIER_KINDS))}
${select('form', '形态', labels(CARRIER_FORMS))}
${select('model', '服务模式', labels(SERVICE_MODELS))}
${select(
  'industry',
  '重点产业',
  INDUSTRIES.map(({ code, zh }) => [code, zh] as const),
)}
${select('premises', '场地类型', labels(PREMISES_TYPES))}
${select(
  'feature',
  '特色',
  features.map(({ feature, total }) => [feature, `${feature}(${total})`] as const),
)}
<div><label for="focus">专业方向</label><input id="focus" name="focus" value="${query.focus}"></div>
${select('status', '资格', labels(SPACE_STATUSES))}
${select('sort', '排序', Object.entries(SPACE_SORTS), '')}
<div><button type="submit">查询</button></div></form>`;
}

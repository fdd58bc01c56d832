import { formatDay } from '../../kernel/day.ts';
import { CLUSTER_SERVICES, MEMBER_ROLES, type MemberRow } from '../../records/clusters/cluster.ts';
import type { CountedFigure } from '../clusters/cluster-figures.store.ts';
import { CLUSTER_FIGURES, type ClusterFigureKey } from '../clusters/cluster-figures.ts';
import { type Html, html } from './html.ts';
import { exampleTag } from './notice.page.ts';
import { unknown } from './policy.page.ts';

export interface ClusterShown {
  readonly id: string;
  readonly on: string;
  readonly members: readonly MemberRow[];
  readonly figures: readonly CountedFigure[];
  /** Those that have a page. */
  readonly shown: ReadonlySet<string>;
}

const number = (value: number, unit: string) => `${value.toLocaleString('zh-CN')}${unit}`;

/** A link where the carrier stands in the public register. */
const named = (shown: ReadonlySet<string>, id: string | null, name: string) =>
  id !== null && shown.has(id) ? html`<a href="/spaces/${id}">${name}</a>` : html`${name}`;

/** Who belongs to the cluster on a day, and what gathers there. */
export function clusterBlock({ id, on, members, figures, shown }: ClusterShown): Html {
  return html`<h2 id="cluster">集聚情况</h2>
<form class="filters" action="/spaces/${id}#cluster"><label for="on">截至日期</label><input id="on" name="on" type="date" value="${on}"><button class="button second">查看</button></form>
<p class="soft">${formatDay(on)}的成员和各成员载体的日常记录合计；没有记录的显示“未提供”，不当作零。</p>
<div class="scroll"><table class="stack"><thead><tr><th scope="col">项目</th><th scope="col" class="number">数量</th><th scope="col" class="number">一年前</th></tr></thead><tbody>
${figures
  .filter(({ key }) => CLUSTER_FIGURES[key].isPublic)
  .map(
    ({ key, zh, unit, value, yearBefore, examples }) =>
      html`<tr><th scope="row">${zh}${examples > 0 && html` <span class="tag">含示例${examples}条</span>`}</th><td class="number" data-label="数量">${value === null ? unknown() : value === 0 ? number(value, unit) : html`<a href="/spaces/${id}/figures/${key}?on=${on}">${number(value, unit)}</a>`}</td><td class="number" data-label="一年前">${yearBefore === null ? unknown() : number(yearBefore, unit)}</td></tr>
`,
  )}</tbody></table></div>
<h2 id="members">成员</h2>
${members.length === 0 && html`<p>${formatDay(on)}没有成员。</p>`}
${Object.entries(MEMBER_ROLES).map(([role, { zh }]) => {
  const rows = members.filter((member) => member.role === role);
  return (
    rows.length > 0 &&
    html`<h3>${zh}（${rows.length}）</h3><ul>${rows.map((member) => html`<li>${named(shown, member.carrierId, member.name)}${exampleTag(member.example)}<span class="soft">，${formatDay(member.validFrom)}加入${member.validTo && `，${formatDay(member.validTo)}退出`}${member.services.length > 0 && `，${member.services.map((code) => CLUSTER_SERVICES[code].zh).join('、')}`}</span></li>`)}</ul>`
  );
})}`;
}

/** A figure of a cluster by space; single records stay with their spaces. */
export function clusterFigurePage(
  name: string,
  figure: ClusterFigureKey,
  on: string,
  shown: ReadonlySet<string>,
  {
    rows,
    bySpace,
  }: {
    rows: readonly { label: string; day: string }[];
    bySpace: readonly { carrierId: string; carrierName: string; value: number; records: number }[];
  },
): Html {
  const { zh, unit } = CLUSTER_FIGURES[figure];
  const { ofMembers } = CLUSTER_FIGURES[figure];
  return html`<h1>${name}：${zh}</h1><p class="lead">截至${formatDay(on)}。</p>
${
  ofMembers
    ? html`<ul>${rows.map(({ label, day }) => html`<li>${label}<span class="soft">，${formatDay(day)}起</span></li>`)}</ul>`
    : html`<div class="scroll"><table class="stack"><thead><tr><th scope="col">载体</th><th scope="col" class="number">数量</th><th scope="col" class="number">记录</th></tr></thead><tbody>
${bySpace.map((space) => html`<tr><th scope="row">${named(shown, space.carrierId, space.carrierName)}</th><td class="number" data-label="数量">${number(space.value, unit)}</td><td class="number" data-label="记录">${space.records}条</td></tr>`)}</tbody></table></div>`
}`;
}

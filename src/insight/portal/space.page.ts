import { LEVELS, type Level } from '../../effects/designations/designation.ts';
import { REWARD_KINDS } from '../../effects/rewards/reward.ts';
import { formatDay, formatMoment } from '../../kernel/day.ts';
import { type Fen, formatMoney } from '../../kernel/money.ts';
import type { Total } from '../../platform/db/page.ts';
import { clock } from '../../records/bookings/booking.ts';
import {
  CARRIER_CLASSES,
  CARRIER_FORMS,
  CARRIER_KINDS,
  type CarrierForm,
  type CarrierKind,
  PREMISES_TYPES,
  premisesTypesOf,
  SERVICE_MODELS,
  type ServiceModel,
} from '../../records/carriers/carrier.ts';
import { type Closure, DAY_KINDS, type DayKind, type Opening } from '../../records/openings/opening.ts';
import type { ResourceLine } from '../../records/resources/resource.store.ts';
import { PERIODS, RESOURCE_KINDS, USER_GROUPS } from '../../records/resources/resource.ts';
import type { SpacePhoto } from '../../records/spacePhotos/space-photo.store.ts';
import { INDUSTRIES } from '../../records/teams/team.ts';
import type { FunctionLine, FunctionRecord } from '../spaceFunctions/space-function.store.ts';
import { FUNCTIONS, LINES, type LineId, type SpaceFunction } from '../spaceFunctions/space-function.ts';
import { type ClusterShown, clusterBlock } from './cluster.page.ts';
import { barLines, creditTable } from './credit.page.ts';
import type { BarLine, CreditLine } from './credit.store.ts';
import { type Html, html, type Insert, outsideLink } from './html.ts';
import { exampleTag } from './notice.page.ts';
import { pager, totalOf } from './pager.ts';
import { unknown } from './policy.page.ts';
import type {
  ChangeLine,
  CommunityLine,
  DesignationLine,
  EvaluationLine,
  PriorDesignation,
  RewardLine,
  SpaceRow,
  VersionLine,
} from './space.store.ts';
import { SPACE_STATUSES } from './spaces.contract.ts';
import { STATE_TAGS } from './spaces.page.ts';

/** One published figure, in words; null where it is not known. */
export interface ShownFact {
  readonly label: string;
  readonly value: string | null;
  readonly source: string | null;
}

export interface OpeningsShown {
  /** Of the whole space. */
  readonly hours: readonly Opening[];
  /** Of the whole space, within the next month. */
  readonly closures: readonly Closure[];
  readonly publishedThrough: number;
}

export interface SpaceShown {
  readonly space: SpaceRow;
  readonly designations: readonly DesignationLine[];
  readonly prior: readonly PriorDesignation[];
  readonly evaluations: readonly EvaluationLine[];
  readonly rewards: readonly RewardLine[];
  readonly versions: readonly VersionLine[];
  readonly changes: readonly ChangeLine[];
  readonly functions: readonly FunctionLine[];
  readonly facts: readonly ShownFact[];
  readonly online: readonly ShownFact[];
  readonly communities: readonly CommunityLine[];
  readonly photos: readonly SpacePhoto[];
  readonly bars: readonly BarLine[];
  readonly credit: readonly CreditLine[];
  readonly today: string;
  readonly lines: readonly ResourceLine[];
  /** null: it is no cluster. */
  readonly cluster: ClusterShown | null;
  /** To which clusters it belongs today. */
  readonly clusters: readonly { clusterId: string; cluster: string }[];
  readonly openings: OpeningsShown;
}

const FIELDS = { floorArea: '场地面积', operator: '运营机构', direction: '经营方向', goals: '决策目标' } as const;

/** What the space is, what it holds, what it really did. */
export function spacePage(shown: SpaceShown): Html {
  const { space, designations, prior, evaluations, versions, changes, functions, facts, bars, credit, today, lines } =
    shown;
  const { rewards } = shown;
  return html`<h1>${space.name}${exampleTag(space.example)}</h1>
${space.example && html`<div class="panel warn"><p>这是演示用的虚构载体，名称、数据均非真实。</p></div>`}
${space.summary && html`<p class="lead">${space.summary}</p>`}
${photoList(shown.photos)}
${overview(space, shown.clusters)}
${space.takesApplications && html`<p class="actions"><a class="button" href="/spaces/${space.id}/apply">申请入驻</a><a href="/spaces/${space.id}/apply?kind=enquiry">咨询</a></p>`}
${barLines(bars)}
${shown.cluster && clusterBlock(shown.cluster)}
<h2>持有的资格</h2>
${designations.length > 0 ? designations.map((line) => designationBlock(line, today)) : html`<p>未在本平台认定或备案。</p>`}
${
  prior.length > 0 &&
  html`<h3>在本平台之外取得的资格</h3><ul>${prior.map((line) => html`<li>${LEVELS[line.level as Level]?.zh} ${line.title}${line.issuer && `，${line.issuer}`}${line.number && `，${line.number}`}${line.note && html` <span class="soft">${line.note}</span>`}</li>`)}</ul>`
}
${credit.length > 0 && html`<h2 id="credit">信用记录</h2>${creditTable(credit, false)}`}
${
  evaluations.length > 0 &&
  html`<h2>评价结果</h2><ul>${evaluations.map(({ title, label, releasedOn }) => html`<li>${title}：<strong>${label ?? '已评价'}</strong><span class="soft">，${formatDay(releasedOn)}发布</span></li>`)}</ul>`
}
${rewards.length > 0 && html`<h2 id="rewards">表彰与支持</h2><ul>${rewards.map(rewardLine)}</ul>`}
${
  !shown.cluster &&
  html`<h2>做了什么</h2>
<p class="soft">按日常记录统计，至${formatDay(today)}。没有记录、运营机构也未声明记录完整的，显示“未提供”。</p>
${functionTable(space.id, functions)}`
}
${facts.some(({ value }) => !shown.cluster || value !== null) && html`<h2>公开数据</h2>${factTable(facts, today)}`}
${onlineSpace(shown)}
${openingHours(shown.openings)}
${bookable(lines)}
${history(versions, changes)}
<p class="actions"><a class="button second" href="/problems/new?space=${space.id}">反映这家载体的问题</a></p>
${space.source && html`<p class="soft small">登记来源：${sourceWords(space.source)}</p>`}`;
}

/** Kinds of day with the same hours stand on one line; a day without hours is closed. */
function openingHours({ hours, closures, publishedThrough }: OpeningsShown): Insert {
  if (hours.length === 0) return '';
  const byHours = Map.groupBy(Object.keys(DAY_KINDS) as DayKind[], (kind) => {
    const open = hours.find(({ dayKind }) => dayKind === kind);
    return open ? `${clock(open.opens)}至${clock(open.closes)}` : '不开放';
  });
  return html`<h2 id="openings">开放时间</h2>
<dl class="terms">${[...byHours].map(([words, kinds]) => html`<dt>${kinds.map((kind) => html`<span>${DAY_KINDS[kind].zh}</span> `)}</dt><dd>${words}</dd>`)}</dl>
${closures.length > 0 && html`<p>临时关闭：</p><ul>${closures.map(({ start, end, reason }) => html`<li>${formatMoment(Temporal.Instant.fromEpochMilliseconds(start))}至${formatMoment(Temporal.Instant.fromEpochMilliseconds(end))}：${reason}</li>`)}</ul>`}
<p class="soft small">节假日和调休上班日按国家公布的安排，已公布到${publishedThrough}年；以后的日子在公布前按周一至周日。</p>`;
}

function rewardLine({ kind, level, amount, shares, says, cites, number, onDay }: RewardLine): Html {
  const what = level
    ? `，推荐为${LEVELS[level as Level].zh}`
    : amount !== null
      ? `，${formatMoney(amount as Fen)}`
      : '';
  const parts = shares.map(({ who, fen }) => `${who}${formatMoney(fen as Fen)}`).join('、');
  return html`<li><strong>${REWARD_KINDS[kind].zh}</strong>${what}${parts && `（${parts}）`}：${says}（${cites}）<span class="soft">，${number}，${formatDay(onDay)}</span></li>`;
}

function sourceWords(source: string): Insert {
  const link = outsideLink(source);
  return link ? html`<a href="${link}" rel="nofollow noopener">${link}</a>` : source;
}

function overview(space: SpaceRow, clusters: SpaceShown['clusters']): Html {
  const link = outsideLink(space.virtualUrl);
  const kind = CARRIER_KINDS[space.kind as CarrierKind].zh;
  const form = space.form && CARRIER_FORMS[space.form as CarrierForm].zh;
  return terms([
    ['类型', form ? `${kind}(${form})` : kind],
    ['载体类型', space.class && CARRIER_CLASSES[space.class].zh],
    ['服务模式', space.serviceModel && SERVICE_MODELS[space.serviceModel as ServiceModel].zh],
    ['运营机构', space.operator],
    ['统一社会信用代码', space.uscc],
    ['地区', space.territory],
    ['地址', space.address],
    ['网络空间', link && html`<a href="${link}" rel="nofollow noopener">${link}</a>`],
    ['专业发展方向', space.focus],
    [
      '重点产业',
      INDUSTRIES.filter(({ code }) => space.focusIndustries.includes(code))
        .map(({ zh }) => zh)
        .join('、'),
    ],
    ['发展目标', space.goals],
    [
      '场地类型',
      premisesTypesOf(space.features)
        .map((type) => PREMISES_TYPES[type].zh)
        .join('、'),
    ],
    ['特色', space.features.join('、')],
    ...(clusters.length > 0
      ? ([
          ['所属集聚区', html`${clusters.map((one) => html`<a href="/spaces/${one.clusterId}">${one.cluster}</a> `)}`],
        ] as const)
      : []),
    ['开始运营', space.openedOn && formatDay(space.openedOn)],
    ...(space.closedOn ? ([['停止运营', formatDay(space.closedOn)]] as const) : []),
  ]);
}

/** Rows of what is known; an empty value is said to be not provided. */
export function terms(rows: readonly (readonly [string, Insert])[]): Html {
  return html`<dl class="terms">${rows.map(([label, value]) => html`<dt>${label}</dt><dd>${value || unknown()}</dd>`)}</dl>`;
}

/** The state on a day: one whose last day has passed is lapsed, whether or not the timer has run. */
export function stateOn(line: Pick<DesignationLine, 'state' | 'validTo'>, today: string): DesignationLine['state'] {
  const held = line.state === 'valid' || line.state === 'rectifying';
  return held && line.validTo !== null && line.validTo < today ? 'lapsed' : line.state;
}

export function validityWords({
  validFrom,
  validTo,
  endedOn,
}: Pick<DesignationLine, 'validFrom' | 'validTo' | 'endedOn'>) {
  const until = endedOn ? `${formatDay(endedOn)}止` : validTo ? formatDay(validTo) : '长期(办法未定有效期)';
  return `${formatDay(validFrom)}至${until}`;
}

function designationBlock(line: DesignationLine, today: string): Html {
  const state = stateOn(line, today);
  return html`<section class="panel ${STATE_TAGS[state]}"><h3>${line.name} <span class="tag ${STATE_TAGS[state]}">${SPACE_STATUSES[state].zh}</span></h3>
${terms([
  ['级别', LEVELS[line.level as Level].zh],
  ['编号', line.number],
  ['授予机关', line.grantedBy],
  ['有效期', validityWords(line)],
  [
    '证书',
    line.certificate && html`<a href="/verify?q=${encodeURIComponent(line.certificate)}">${line.certificate}</a>`,
  ],
  ['标牌', line.plaqueToken ? html`<a href="/p/${line.plaqueToken}">标牌页</a>` : '尚未授牌'],
  ['依据', html`<a href="/policies/${line.packId}?version=${line.packHash}">授予时执行的政策版本</a>`],
])}
${line.events.length > 1 && html`<p class="small">经过：${line.events.map((event, at) => `${formatDay(event.onDay)}${eventWords(event)}${at > 0 ? because(event) : ''}`).join('；')}。</p>`}</section>
`;
}

function eventWords({ state, toLevel }: DesignationLine['events'][number]): string {
  if (toLevel) return `改为${LEVELS[toLevel as Level].zh}`;
  return SPACE_STATUSES[state as keyof typeof SPACE_STATUSES]?.zh ?? state;
}

/** The clause and the document that took or gave back; what granted it stands above. */
function because({ cites, reason }: DesignationLine['events'][number]): string {
  const why = [cites && `依据${cites}`, reason].filter(Boolean).join('，');
  return why ? `（${why}）` : '';
}

function functionTable(spaceId: string, lines: readonly FunctionLine[]): Html {
  const groups = Map.groupBy(lines, ({ line }) => LINES[line].fn);
  const opened = (line: FunctionLine['line'], count: number) =>
    count > 0
      ? html`<a href="/spaces/${spaceId}/functions/${line}" aria-label="${LINES[line].zh}：${count}">${count}</a>`
      : count;
  return html`<div class="scroll"><table class="stack"><thead><tr><th scope="col">功能</th><th scope="col">记录</th><th scope="col" class="number">累计</th><th scope="col" class="number">近12个月</th><th scope="col">最近</th></tr></thead><tbody>
${(Object.keys(FUNCTIONS) as SpaceFunction[]).flatMap((fn) =>
  (groups.get(fn) ?? []).map(({ line, total, recent, examples, newest }, index) => {
    return html`<tr>${index === 0 ? html`<th scope="row" rowspan="${groups.get(fn)?.length}">${FUNCTIONS[fn].zh}</th>` : ''}<td>${LINES[line].zh}${examples > 0 && html` <span class="tag">含示例${examples}条</span>`}</td><td class="number" data-label="累计">${total === null ? unknown() : opened(line, total)}</td><td class="number" data-label="近12个月">${recent ?? unknown()}</td><td>${newest.map(({ title, day }) => html`<div class="small">${formatDay(day)} ${title}</div>`)}</td></tr>
`;
  }),
)}</tbody></table></div>`;
}

/** The records behind a number of a function, by day and by what may be shown of them. */
export function functionRecordsPage(
  space: Pick<SpaceRow, 'id' | 'name'>,
  line: LineId,
  shown: Total & { rows: readonly FunctionRecord[]; page: number; size: number },
): Html {
  const path = `/spaces/${space.id}/functions/${line}`;
  return html`<h1>${space.name}：${LINES[line].zh}</h1>
<p class="lead">${FUNCTIONS[LINES[line].fn].zh}，共 ${totalOf(path, {}, shown, '条')}。不显示个人和团队的名称。</p>
<ul>${shown.rows.map(({ day, until, title, example }) => html`<li>${formatDay(day)}${until && until !== day && html`至${formatDay(until)}`}${title && html` ${title}`}${exampleTag(example)}</li>`)}</ul>
${pager(path, {}, shown)}`;
}

function factTable(facts: readonly ShownFact[], today: string): Html {
  return html`<p class="soft">${formatDay(today)}的数值，由记录计算或由运营机构申报。</p>
<div class="scroll"><table class="stack"><thead><tr><th scope="col">项目</th><th scope="col">数值</th><th scope="col">来源</th></tr></thead><tbody>
${facts.map(({ label, value, source }) => html`<tr><th scope="row">${label}</th><td data-label="数值">${value ?? unknown()}</td><td data-label="来源">${source}</td></tr>`)}</tbody></table></div>`;
}

/** 线上虚拟空间 is counted apart from the premises. */
function onlineSpace({ online, communities, today }: SpaceShown): Insert {
  if (communities.length === 0 && online.every(({ value }) => value === null)) return '';
  return html`<h2 id="online">线上虚拟空间</h2>${factTable(online, today)}
${
  communities.length > 0 &&
  html`<h3>网络社区</h3><ul>${communities.map((one) => {
    const link = outsideLink(one.url);
    return html`<li>${link ? html`<a href="${link}" rel="nofollow noopener">${one.name}</a>` : one.name}${exampleTag(one.example)}${one.members !== null && html`，${one.members}人`}<span class="soft">，建于${formatDay(one.validFrom)}</span></li>`;
  })}</ul>`
}`;
}

function history(versions: readonly VersionLine[], changes: readonly ChangeLine[]): Html {
  if (versions.length < 2 && changes.length === 0) return html``;
  return html`<h2>变更记录</h2>
${
  versions.length > 1 &&
  html`<div class="scroll"><table class="stack"><thead><tr><th scope="col">期间</th><th scope="col">名称</th><th scope="col">运营机构</th><th scope="col">经营方向</th></tr></thead><tbody>${versions.map(
    (version) =>
      html`<tr><th scope="row">${version.validFrom ? formatDay(version.validFrom) : '设立'}至${version.validTo ? formatDay(version.validTo) : '今'}</th><td data-label="名称">${version.name}</td><td data-label="运营机构">${version.operator ?? unknown()}</td><td data-label="经营方向">${version.focus ?? unknown()}</td></tr>`,
  )}</tbody></table></div>`
}
${changes.length > 0 && html`<ul>${changes.map((change) => html`<li>${formatDay(change.happenedOn)}${FIELDS[change.field]}变更，${formatDay(change.reportedOn)}报送${change.late && html` <span class="tag warn">逾期${change.lateBy}个工作日</span>`}</li>`)}</ul>`}`;
}

const photoList = (photos: readonly SpacePhoto[]): Insert =>
  photos.length > 0 &&
  html`<ul class="photos">${photos.map(({ id, alt }) => html`<li><img src="/api/pictures/${id}" alt="${alt}" loading="lazy"></li>`)}</ul>`;

/** What can be booked, and at which prices; booking itself is done signed in. */
function bookable(lines: readonly ResourceLine[]): Html | null {
  const open = lines.flatMap(({ resource, ...line }) => (resource?.use === 'booked' ? [{ ...line, resource }] : []));
  if (open.length === 0) return null;
  const photos = open.flatMap(({ resource }) => resource.photos);
  return html`<h2>可以预订</h2>
${photoList(photos)}
<div class="scroll"><table class="stack"><thead><tr><th scope="col">名称</th><th scope="col">种类</th><th scope="col">数量</th><th scope="col">价格</th></tr></thead>
<tbody>${open.map(
    ({
      name,
      kind,
      count,
      seats,
      resource,
    }) => html`<tr><td data-label="名称">${name}</td><td data-label="种类">${RESOURCE_KINDS[kind].zh}</td>
<td data-label="数量">${count}${RESOURCE_KINDS[kind].unit}${seats && `，${seats}座`}</td>
<td data-label="价格">${
      resource.prices.length === 0
        ? '未定价'
        : html`<ul>${resource.prices.map(
            ({ userGroup, period, feeFen }) =>
              html`<li>${USER_GROUPS[userGroup].zh} ${formatMoney(feeFen as Fen)}/${PERIODS[period].per}</li>`,
          )}</ul>`
    }</td></tr>`,
  )}</tbody></table></div>
<p class="actions"><a class="button second" href="/workspace/book?space=${open[0]?.resource.carrierId}">登录预订</a></p>`;
}

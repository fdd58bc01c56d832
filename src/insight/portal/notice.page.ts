import type { PublicNoticeView } from '../../cases/notices/notice.contract.ts';
import { OBJECTION_STATES } from '../../cases/objections/objection.ts';
import { type Day, dayOf, formatDay, formatMoment } from '../../kernel/day.ts';
import { typeset } from '../../platform/documents/document.ts';
import { type Html, html } from './html.ts';
import type { Answered, NoticeLine } from './notices.store.ts';

/** 2026年11月23日至2026年11月27日(5个工作日) */
export function period(notice: Pick<NoticeLine, 'first_day' | 'last_day' | 'working_days' | 'provisional'>): string {
  const { first_day: first, last_day: last, working_days: days, provisional } = notice;
  return `${formatDay(first)}至${formatDay(last)}(${days}个工作日${provisional ? '，截止日暂定' : ''})`;
}

export function noticeState({ state, last_day: lastDay }: Pick<NoticeLine, 'state' | 'last_day'>, today: Day): Html {
  return state === 'running' && today <= lastDay
    ? html`<span class="tag accent">公示中</span>`
    : html`<span class="tag">公示期已满</span>`;
}

/** `level`: of the headings, one below the page's own. */
export function noticeList(notices: readonly NoticeLine[], today: Day, level: 'h2' | 'h3' = 'h3'): Html {
  const title = (notice: NoticeLine) =>
    html`<a href="/notices/${notice.id}">${notice.title}</a>${exampleTag(notice.example)}`;
  if (notices.length === 0)
    return html`<div class="empty"><p>目前没有公示。拟认定、拟备案的名单作出决定之前都会在这里公示，公示期内任何人都可以提出异议。</p></div>`;
  return html`<ul class="list">${notices.map(
    (notice) => html`<li>${level === 'h2' ? html`<h2>${title(notice)}</h2>` : html`<h3>${title(notice)}</h3>`}
<p class="meta">${noticeState(notice, today)}<span>${notice.issuer}</span><span>${period(notice)}</span></p></li>`,
  )}</ul>`;
}

export const exampleTag = (example: boolean) => example && html` <span class="tag example">示例</span>`;

const OUTCOMES = { clear: '公示无异议', upheld: '异议成立，终止' } as const;
/** What is announced of results is graded again. */
const RESULT_OUTCOMES = { ...OUTCOMES, upheld: '异议成立，重新评定' } as const;

export interface NoticeShown {
  readonly notice: PublicNoticeView;
  readonly example: boolean;
  readonly policy: string;
  readonly formats: readonly ('docx' | 'pdf')[];
  readonly answered: readonly Answered[];
}

/** 公示: the metadata block, then the paper as an office writes it. */
export function noticePage({ notice, example, policy, formats, answered }: NoticeShown): Html {
  const { publishedAt } = notice;
  const issuedOn = publishedAt && dayOf(Temporal.Instant.from(publishedAt));
  const hasResults = notice.entries.some(({ result }) => result !== null);
  const outcomes = hasResults ? RESULT_OUTCOMES : OUTCOMES;
  return html`${example && html`<div class="panel warn"><p>这是演示用的示例公示，其中的单位和名单均为虚构。</p></div>`}
<dl class="register-data">
${[
  ['索引号', notice.indexNumber],
  ['主题分类', '科技、教育 / 众创空间认定备案'],
  ['发文机关', notice.issuer],
  ['成文日期', issuedOn && formatDay(issuedOn)],
  ['发布日期', issuedOn && formatDay(issuedOn)],
  ['公开方式', '主动公开'],
].map(([label, value]) => value && html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}
<div><dt>状态</dt><dd>${notice.takesObjections ? html`<span class="tag accent">公示中</span>` : html`<span class="tag">${notice.stateLabel}</span>`}</dd></div>
<div><dt>依据</dt><dd><a href="${policy}">${notice.packTitle}</a></dd></div>
</dl>
<article class="document"><h1>${notice.title}</h1>
${notice.paragraphs.map((text) => html`<p>${typeset(text)}</p>`)}
${notice.provisional && html`<p>截止日所在年度的节假日安排尚未公布，以上截止日为暂定，公布后确定。</p>`}
<h2>受理部门和电话</h2><ul>${notice.phones.map(({ office, phone }) => html`<li>${office}：<a href="tel:${phone.replace(/[^\d+]/g, '')}">${phone}</a></li>`)}</ul>
<h2>拟定名单</h2>
<div class="scroll"><table class="stack"><thead><tr><th scope="col">序号</th><th scope="col">名称</th><th scope="col">申报单位</th><th scope="col">地区</th>${hasResults && html`<th scope="col">拟评等次</th>`}<th scope="col">结果</th></tr></thead><tbody>
${notice.entries.map((entry, index) => html`<tr><td>${index + 1}</td><th scope="row">${entry.name}</th><td data-label="申报单位">${entry.operator}</td><td data-label="地区">${entry.territory}</td>${hasResults && html`<td data-label="拟评等次">${entry.result}</td>`}<td data-label="结果">${entry.outcome ? outcomes[entry.outcome] : '公示中'}</td></tr>`)}</tbody></table></div>
${notice.attachments.length > 0 && html`<p>附件：${notice.attachments.map(({ title }, index) => html`${index > 0 && '、'}${index + 1}. ${title}`)}</p>`}
<p class="sign">${notice.issuer}<br>${issuedOn && formatDay(issuedOn)}</p></article>
<p class="actions">${
    notice.takesObjections
      ? html`<a class="button" href="/notices/${notice.id}/object">提出异议</a>`
      : html`<span>公示期已满，不再受理异议。</span>`
  }${formats.map((format) => html`<a class="button second" href="/api/public/notices/${notice.id}/files/${format}">下载 ${format === 'pdf' ? 'PDF' : 'Word'}</a>`)}<a href="/objections/status">查询异议处理结果</a></p>
${
  answered.length > 0 &&
  html`<h2>异议处理情况</h2><ul class="list">${answered.map(
    (one) => html`<li><h3>${one.name} <span class="tag">${OBJECTION_STATES[one.state].publicName}</span></h3>
<p>${one.redacted ?? '异议内容不公开'}</p><p class="soft small">${formatMoment(Temporal.Instant.from(one.decidedAt))}办结；异议人信息依规保密。</p></li>`,
  )}</ul>`
}`;
}

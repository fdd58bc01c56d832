import { type Day, formatDay } from '../../kernel/day.ts';
import { type Html, html } from './html.ts';
import type { NoticeLine } from './notices.store.ts';

/** 2026年11月23日至2026年11月27日(5个工作日) */
export function period(notice: Pick<NoticeLine, 'first_day' | 'last_day' | 'working_days' | 'provisional'>): string {
  const { first_day: first, last_day: last } = notice;
  const end = first.slice(0, 4) === last.slice(0, 4) ? formatDay(last).slice(5) : formatDay(last);
  return `${formatDay(first)}至${end}(${notice.working_days}个工作日${notice.provisional ? ',截止日暂定' : ''})`;
}

export function noticeState({ state, last_day: lastDay }: Pick<NoticeLine, 'state' | 'last_day'>, today: Day): Html {
  return state === 'running' && today <= lastDay
    ? html`<span class="tag accent">公示中</span>`
    : html`<span class="tag">公示期已满</span>`;
}

export function noticeList(notices: readonly NoticeLine[], today: Day): Html {
  if (notices.length === 0)
    return html`<div class="empty"><p>目前没有公示。拟认定、拟备案的名单作出决定之前都会在这里公示,公示期内任何人都可以提出异议。</p></div>`;
  return html`<ul class="list">${notices.map(
    (notice) => html`<li><h3><a href="/notices/${notice.id}">${notice.title}</a>${exampleTag(notice.example)}</h3>
<p class="meta">${noticeState(notice, today)}<span>${notice.issuer}</span><span>${period(notice)}</span></p></li>`,
  )}</ul>`;
}

export const exampleTag = (example: boolean) => example && html` <span class="tag example">示例</span>`;

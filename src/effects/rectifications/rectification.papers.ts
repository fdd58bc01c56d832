import type { OutcomeContext } from '../../cases/casefile/steps.ts';
import { partiesFor } from '../../cases/papers/paper.data.ts';
import { basics, paper, signedBy } from '../../cases/papers/paper.documents.ts';
import { loadWorkingCalendar } from '../../identity/calendar/calendar.store.ts';
import type { Day } from '../../kernel/day.ts';
import { dueMoment, formatDue } from '../../kernel/working-days.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { OfficialDocument } from '../../platform/documents/document.ts';
import { rectificationOf } from './rectification.store.ts';

/** The last of so many working days from a day, in words. */
async function lastDayOf(tx: Tx, from: Day, workingDays: number): Promise<string> {
  return formatDue(dueMoment({ from, workingDays, countFirst: false }, await loadWorkingCalendar(tx)));
}

const signedNow = ({ actor, now }: OutcomeContext) => signedBy(actor.name, now);

/** 整改通知书 */
export async function rectificationOrder(tx: Tx, context: OutcomeContext): Promise<OfficialDocument> {
  const parties = await partiesFor(tx, context);
  const row = await rectificationOf(tx, context.file.id);
  const { pack, file, today, step } = context;
  const days = row.term_days ?? 0;
  const until = await lastDayOf(tx, today, days);
  return paper(context, parties, {
    title: '整改通知书',
    addressee: parties.applicant,
    body: [
      {
        kind: 'paragraph',
        text: `依据《${pack.title}》${step.cites}，责令你单位对“${parties.carrier}”的下列问题限期整改(${file.number})：`,
      },
      {
        kind: 'table',
        columns: [
          { title: '序号', width: 1, align: 'center' },
          { title: '条款', width: 2 },
          { title: '问题', width: 4 },
          { title: '整改要求', width: 4 },
        ],
        rows: row.findings.map(({ cites, says, must }, index) => [String(index + 1), cites, says, must]),
      },
      {
        kind: 'paragraph',
        text: `期限${days}个工作日，请于${until}前通过平台逐项报告整改情况并附佐证。期限内未完成整改的，依照规定提请取消资格。`,
      },
      ...(row.term_reason ? [{ kind: 'paragraph' as const, text: `期限的理由：${row.term_reason}` }] : []),
      signedNow(context),
    ],
  });
}

/** 整改验收意见 */
export async function acceptanceOpinion(tx: Tx, context: OutcomeContext): Promise<OfficialDocument> {
  const parties = await partiesFor(tx, context);
  const row = await rectificationOf(tx, context.file.id);
  const until = await lastDayOf(tx, context.today, row.extended_days ?? 0);
  const RESULTS: Record<string, string> = {
    accepted: '验收通过，整改结案。',
    extended: `未全部到位，延长${row.extended_days ?? ''}个工作日，至${until}。理由：${row.extension_reason ?? ''}`,
    failed: '未按要求完成整改，提请作出决定。',
  };
  return paper(context, parties, {
    title: '整改验收意见',
    addressee: parties.applicant,
    body: [
      basics(parties),
      {
        kind: 'table',
        caption: '逐项验收',
        columns: [
          { title: '条款', width: 2 },
          { title: '整改要求', width: 4 },
          { title: '整改情况', width: 4 },
          { title: '结论', width: 2, align: 'center' },
        ],
        rows: row.findings.map(({ cites, must, answer, verdict, opinion }) => [
          cites,
          must,
          answer ?? '未报告',
          [verdict === 'met' ? '到位' : '未到位', opinion].filter(Boolean).join('：'),
        ]),
      },
      { kind: 'paragraph', text: `验收意见：${row.opinion ?? ''}` },
      { kind: 'paragraph', text: RESULTS[context.outcome] ?? '', bold: true },
      signedNow(context),
    ],
  });
}

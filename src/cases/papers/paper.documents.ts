import { formatMoment } from '../../kernel/day.ts';
import { formatDue } from '../../kernel/working-days.ts';
import type { Block, OfficialDocument } from '../../platform/documents/document.ts';
import type { ExplainedFinding } from '../../policy/finding.ts';
import { OUTCOMES } from '../../policy/finding.ts';
import { purposeRow } from '../../policy/procedure.ts';
import type { OutcomeContext } from '../casefile/steps.ts';
import type { PaperParties } from './paper.data.ts';

const paragraph = (text: string): Block => ({ kind: 'paragraph', text });

/** What every paper of a case has in common. */
export function paper(
  context: OutcomeContext,
  parties: PaperParties,
  content: Pick<OfficialDocument, 'title' | 'body'> & Partial<OfficialDocument>,
): OfficialDocument {
  return {
    head: { number: context.file.number },
    signature: { organs: [parties.actingBody], day: context.today },
    info: { author: parties.actingBody, at: Temporal.Instant.from(context.now) },
    ...content,
  };
}

/** 基本情况 as a form. */
export function basics(parties: PaperParties): Block {
  return {
    kind: 'fields',
    fields: [
      ...(parties.mentor ? [{ label: '导师', value: parties.mentor }] : []),
      { label: '载体名称', value: parties.carrier },
      { label: '运营机构', value: parties.applicant },
      { label: '统一社会信用代码', value: parties.uscc ?? '' },
      { label: '所在地', value: [parties.territory, parties.address].filter(Boolean).join(' ') },
      ...(parties.recommender ? [{ label: '推荐单位', value: parties.recommender }] : []),
    ],
  };
}

/** Condition by condition: clause, what it says, what was found. */
export function conditions({ pack }: OutcomeContext, findings: readonly ExplainedFinding[]): Block {
  return {
    kind: 'table',
    caption: '条件符合情况',
    columns: [
      { title: '条款', width: 2 },
      { title: '条件', width: 6 },
      { title: '判定', width: 2, align: 'center' },
    ],
    rows: pack.requirements.map((requirement) => {
      const found = findings.find((one) => one.requirement === requirement.id);
      return [requirement.cites, requirement.says, OUTCOMES[found?.outcome ?? 'unknown'].zh];
    }),
  };
}

export const COMMITMENT = '本单位承诺：申报材料所填内容及所附证明材料真实、完整、有效，如有虚假，愿承担相应责任。';

export function applicationDocument(
  context: OutcomeContext,
  parties: PaperParties,
  answers: readonly { label: string; value: string }[],
  findings: readonly ExplainedFinding[],
  attachments: readonly string[],
): OfficialDocument {
  const { pack, procedure, today } = context;
  const narrative = answers.filter(({ value }) => value.length > 40);
  const short = answers.filter(({ value }) => value.length <= 40);
  return paper(context, parties, {
    title: `${procedure.title}申报书`,
    cover: {
      fields: [
        { label: '办件编号', value: context.file.number },
        ...(parties.mentor ? [{ label: '导师', value: parties.mentor }] : []),
        { label: '载体名称', value: parties.carrier },
        { label: '申报单位(盖章)', value: parties.applicant },
        ...(parties.recommender ? [{ label: '推荐单位', value: parties.recommender }] : []),
      ],
      day: today,
    },
    body: [
      { kind: 'heading', level: 1, text: '填报说明' },
      paragraph(`本申报书依据《${pack.title}》${procedure.cites}填报，数据取自日常运营记录，以提交之日为准。`),
      { kind: 'heading', level: 1, text: '基本情况' },
      basics(parties),
      ...(short.length > 0 ? [{ kind: 'fields' as const, fields: short }] : []),
      ...narrative.flatMap(({ label, value }): Block[] => [
        { kind: 'heading', level: 1, text: label },
        paragraph(value),
      ]),
      ...(purposeRow(procedure.purpose).judges
        ? [{ kind: 'heading' as const, level: 1 as const, text: '条件对照' }, conditions(context, findings)]
        : []),
      { kind: 'heading', level: 1, text: '承诺书' },
      paragraph(COMMITMENT),
      { kind: 'signHere', labels: ['法定代表人(签字)', '填报人(签字)'] },
    ],
    attachments,
    signature: { organs: [parties.applicant], day: today },
  });
}

/** Who signed and when; with the seal of what was signed, where one is kept. */
export const signedBy = (name: string, at: string, seal?: string): Block => ({
  kind: 'fields',
  perRow: 1,
  fields: [
    { label: '签发人', value: name },
    { label: '签发时间', value: formatMoment(Temporal.Instant.from(at)) },
    ...(seal === undefined ? [] : [{ label: '封存校验码', value: seal }]),
  ],
});

/** A letter with a few paragraphs. */
export function letter(
  context: OutcomeContext,
  parties: PaperParties,
  { title, addressee, texts, note }: { title: string; addressee: string; texts: readonly string[]; note?: string },
): OfficialDocument {
  return paper(context, parties, {
    title,
    addressee,
    body: texts.filter((text) => text !== '').map(paragraph),
    ...(note ? { note } : {}),
  });
}

export function supplementDocument(
  context: OutcomeContext,
  parties: PaperParties,
  supplement: { items: readonly { says: string }[]; due_on: string; due_provisional: boolean },
): OfficialDocument {
  const until = formatDue({ day: supplement.due_on, provisional: supplement.due_provisional });
  return paper(context, parties, {
    title: '一次性补正通知书',
    addressee: parties.applicant,
    body: [
      paragraph(`你单位提交的“${context.file.title}”(${context.file.number})材料尚需补正，现一次性告知如下：`),
      ...supplement.items.map(({ says }, index) => paragraph(`${index + 1}.${says}`)),
      paragraph(`请于${until}前通过平台一次性补齐。补正期间不计入办理时限；逾期未补正的，按办法规定终止办理。`),
    ],
  });
}

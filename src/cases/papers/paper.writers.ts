import { FACTS, type FactKey } from '../../facts/vocabulary.ts';
import { formatDay } from '../../kernel/day.ts';
import type { FactValue } from '../../kernel/fact.ts';
import { PAPERS, type PaperName } from '../../kernel/paper.ts';
import type { Tx } from '../../platform/db/database.ts';
import { type Block, contentHash as contentHashOf, type OfficialDocument } from '../../platform/documents/document.ts';
import { writtenAs } from '../../platform/documents/write.ts';
import { FILE_TYPES } from '../../platform/files/file-type.ts';
import { RATIO, valueWords } from '../../policy/unit.ts';
import { readFile } from '../../records/files/file.actions.ts';
import type { OutcomeContext, PaperWriter, PaperWriters } from '../casefile/steps.ts';
import { exhibitsOf } from '../exhibits/exhibit.store.ts';
import { CHANGE_FIELDS } from '../forms/form.ts';
import { firstText } from '../notices/notice.actions.ts';
import { noticeDocument } from '../notices/notice.papers.ts';
import { findPanel } from '../panels/panel.store.ts';
import { reviewsOf } from '../reviews/review.store.ts';
import { RECOMMENDATIONS, type Recommendation } from '../reviews/review.ts';
import { consequenceWords } from '../sanctions/sanction.actions.ts';
import { sanctionOf } from '../sanctions/sanction.store.ts';
import { clausesOf } from '../sanctions/sanction.ts';
import { viewSelfEvaluation } from '../selfEvaluations/selfEvaluation.actions.ts';
import type { SelfEvaluationView } from '../selfEvaluations/selfEvaluation.contract.ts';
import { findVisit, photosOf } from '../siteVisits/siteVisit.store.ts';
import { SEEN, type VisitFinding, type Visitor } from '../siteVisits/siteVisit.ts';
import { decisionLetter } from './decision.paper.ts';
import {
  answersFor,
  attachmentsFor,
  changesAsked,
  findingsFor,
  opinionOf,
  partiesFor,
  supplementFor,
} from './paper.data.ts';
import { applicationDocument, basics, COMMITMENT, letter, paper, supplementDocument } from './paper.documents.ts';

export type Written = (tx: Tx, context: OutcomeContext) => Promise<OfficialDocument>;

/** Word and PDF from one document, so that both say the same. */
const inBothForms =
  (name: PaperName, document: Written): PaperWriter =>
  async (tx, context) => {
    const written = await document(tx, context);
    const contentHash = PAPERS[name].verifiable ? contentHashOf(written) : undefined;
    const url = `${context.services.config.publicUrl}/verify?q=${contentHash}`;
    const said = contentHash ? { ...written, verification: { hash: contentHash, url } } : written;
    const hash = contentHash ? { contentHash } : {};
    const title = `${PAPERS[name].zh}-${context.file.number}`;
    return [
      { ...(await writtenAs('docx', title, said)), ...hash },
      { ...(await writtenAs('pdf', title, said)), ...hash },
    ];
  };

const applicationForm: Written = async (tx, context) =>
  applicationDocument(
    context,
    await partiesFor(tx, context),
    await answersFor(tx, context),
    await findingsFor(tx, context),
    await attachmentsFor(tx, context),
  );

const changeForm: Written = async (tx, context) => {
  const parties = await partiesFor(tx, context);
  const { values, operatorName } = await changesAsked(tx, context);
  const asked = Object.entries(CHANGE_FIELDS).flatMap(([field, { zh }]) => {
    const value = values[`change.${field}`];
    if (value === undefined || value === null || value === '') return [];
    const unit = field === 'floorArea' ? '平方米' : '';
    return [{ label: zh, value: field === 'operator' ? (operatorName ?? String(value)) : `${value}${unit}` }];
  });
  const happened = values['change.happenedOn'];
  return paper(context, parties, {
    title: `${context.procedure.title}申请表`,
    body: [
      basics(parties),
      {
        kind: 'fields',
        fields: [
          ...asked,
          { label: '变更发生日期', value: typeof happened === 'string' ? formatDay(happened) : '' },
          ...(await answersFor(tx, context)),
        ],
      },
      { kind: 'signHere', labels: ['法定代表人(签字)', '填报人(签字)'] },
    ],
    attachments: await attachmentsFor(tx, context),
    signature: { organs: [parties.applicant], day: context.today },
  });
};

/** What the unit reports of its year: each indicator with its rule, figure, source and points; what was unusual, explained. */
const selfEvaluation: Written = async (tx, context) => {
  const parties = await partiesFor(tx, context);
  const view = await viewSelfEvaluation(tx, context.file.id, null);
  const points = (low: number, high: number | null) => (low === high ? String(low) : `${low}至${high ?? '未定'}`);
  return paper(context, parties, {
    title: `${context.procedure.title}自评报告`,
    body: [
      basics(parties),
      {
        kind: 'table',
        caption: `指标(数据截至${formatDay(view.on)})`,
        columns: [
          { title: '指标', width: 2 },
          { title: '依据', width: 2 },
          { title: '得分办法', width: 4 },
          { title: '数据和来源', width: 4 },
          { title: '得分', width: 1, align: 'right' },
        ],
        rows: view.indicators.map((one) => [
          one.says,
          one.cites,
          one.rule,
          one.byExpert ? '由专家评分，自评说明见后' : one.facts.map(figureInWords).join('；'),
          one.byExpert ? '' : points(one.low, one.high),
        ]),
      },
      ...(view.warnings.length > 0
        ? [
            {
              kind: 'table' as const,
              caption: '提示和说明',
              columns: [{ title: '提示' }, { title: '说明' }],
              rows: view.warnings.map(({ says, answer }) => [says, answer ?? '']),
            },
          ]
        : []),
      ...view.indicators.flatMap(accountBlocks),
      { kind: 'fields', fields: await answersFor(tx, context) },
      { kind: 'heading', level: 1, text: '承诺书', plain: true },
      { kind: 'paragraph', text: COMMITMENT },
      { kind: 'signHere', labels: ['法定代表人(签字)', '填报人(签字)'] },
    ],
    attachments: await attachmentsFor(tx, context),
    signature: { organs: [parties.applicant], day: context.today },
  });
};

/** What the unit writes of an indicator that experts score, with each file and its hash: the paper seals both. */
function accountBlocks({ says, cites, account }: SelfEvaluationView['indicators'][number]): Block[] {
  if (account === null) return [];
  return [
    { kind: 'heading', level: 1, text: `${says}(${cites})自评说明`, plain: true },
    { kind: 'paragraph', text: account.text ?? '(未填写)' },
    ...(account.files.length > 0
      ? [
          {
            kind: 'table' as const,
            caption: `${says}的佐证材料`,
            columns: [
              { title: '序号', width: 1, align: 'center' as const },
              { title: '文件', width: 3 },
              { title: '证明什么', width: 5 },
              { title: '校验码(SHA-256前16位)', width: 3 },
            ],
            rows: account.files.map(({ name, says, sha256 }, index) => [
              String(index + 1),
              name,
              says,
              sha256.slice(0, 16),
            ]),
          },
        ]
      : []),
  ];
}

function figureInWords(fact: SelfEvaluationView['indicators'][number]['facts'][number]): string {
  const unit = FACTS[fact.key as FactKey].type === 'ratio' ? RATIO : fact.unit;
  const written = (value: unknown) => (value === null ? '没有数据' : valueWords(value as FactValue, unit, null, 'zh'));
  const source =
    fact.obtained === 'declared' ? '单位申报' : fact.provenance.length > 0 ? `记录${fact.provenance.length}条` : '';
  const own = fact.statement ? `，申报为${written(fact.statement.value)}：${fact.statement.reason}` : '';
  return `${fact.label}${written(fact.value)}${source ? `(${source})` : ''}${own}`;
}

/** Where the outcome leads: the body that the letter goes to. */
function nextBody({ pack, procedure, step, outcome }: OutcomeContext): string {
  const to = step.outcomes[outcome]?.to;
  const next = procedure.steps.find(({ id }) => id === to);
  return (next && pack.bodies[next.actor]?.name) ?? pack.issuer;
}

const recommendationLetter: Written = async (tx, context) => {
  const parties = await partiesFor(tx, context);
  const { opinion } = await opinionOf(tx, context);
  const { pack } = context;
  return letter(context, parties, {
    title: `关于推荐“${parties.mentor ?? parties.carrier}”的函`,
    addressee: nextBody(context),
    texts: [
      `根据《${pack.title}》${context.step.cites}，经审核，${parties.applicant}运营的“${parties.carrier}”${parties.mentor ? `推荐的${parties.mentor}` : ''}(办件编号${context.file.number})申报材料齐全，同意推荐。`,
      opinion ? `推荐意见：${opinion}` : '',
      '特此函告。',
    ],
  });
};

const recommendationRoster: Written = async (tx, context) => {
  const parties = await partiesFor(tx, context);
  return paper(context, parties, {
    title: `${context.procedure.title}推荐汇总表`,
    body: [
      {
        kind: 'table',
        columns: [
          { title: '序号', width: 1, align: 'center' },
          { title: '载体名称', width: 4 },
          { title: '申报单位', width: 4 },
          { title: '所在地', width: 3 },
        ],
        rows: [['1', parties.carrier, parties.applicant, parties.territory]],
      },
    ],
  });
};

const acceptanceNotice: Written = async (tx, context) => {
  const parties = await partiesFor(tx, context);
  return letter(context, parties, {
    title: '受理通知书',
    addressee: parties.applicant,
    texts: [
      `你单位提交的“${context.file.title}”申报材料收悉。经审查，材料齐全，符合受理条件，现予受理。办件编号：${context.file.number}。`,
      `办理依据：《${context.pack.title}》${context.step.cites}。办理进度可凭办件编号在平台查询。`,
    ],
  });
};

const rejectionNotice: Written = async (tx, context) => {
  const parties = await partiesFor(tx, context);
  const { opinion } = await opinionOf(tx, context);
  return letter(context, parties, {
    title: '不予受理通知书',
    addressee: parties.applicant,
    texts: [
      `你单位提交的“${context.file.title}”(${context.file.number})申报材料收悉。经审查，依据《${context.pack.title}》${context.step.cites}，决定不予受理。`,
      `理由：${opinion ?? '不符合受理条件'}`,
      '如有异议，可向本机关提出书面意见。',
    ],
  });
};

const supplementNotice: Written = async (tx, context) => {
  const supplement = await supplementFor(tx, context);
  if (!supplement) throw new Error(`no supplement was asked for in ${context.file.number}`);
  return supplementDocument(context, await partiesFor(tx, context), supplement);
};

/** Without names: the opinion is the panel's, who said what stays with the body. */
const expertOpinion: Written = async (tx, context) => {
  const parties = await partiesFor(tx, context);
  const panel = await findPanel(tx, context.file.id, context.pass);
  const reviews = (await reviewsOf(tx, context.file.id, context.pass)).filter(({ state }) => state === 'submitted');
  return paper(context, parties, {
    title: '专家评审意见',
    body: [
      basics(parties),
      {
        kind: 'table',
        caption: `专家评审(${reviews.length}人)`,
        columns: [
          { title: '专家', width: 1, align: 'center' },
          { title: '评分', width: 1, align: 'right' },
          { title: '结论', width: 2, align: 'center' },
          { title: '意见', width: 6 },
        ],
        rows: reviews.map(({ score, recommendation, opinion }, index) => [
          `专家${index + 1}`,
          score === null ? '—' : String(score),
          recommendation ? RECOMMENDATIONS[recommendation as Recommendation].zh : '',
          opinion ?? '',
        ]),
      },
      ...(panel?.score === null || panel?.score === undefined
        ? []
        : [
            {
              kind: 'paragraph' as const,
              text: `综合得分：${panel.score}分(${panel.method === 'dropExtremes' ? '去掉一个最高分和一个最低分后的平均分' : '平均分'})`,
            },
          ]),
    ],
  });
};

const siteVisitRecord: Written = async (tx, context) => {
  const parties = await partiesFor(tx, context);
  const visit = await findVisit(tx, context.file.id, context.pass);
  if (!visit) throw new Error(`no site visit was recorded in ${context.file.number}`);
  const says = new Map(context.pack.requirements.map((one) => [one.id, `${one.cites}${one.says}`]));
  const people = visit.people as unknown as Visitor[];
  const findings = visit.findings as unknown as VisitFinding[];
  const photos = [];
  for (const photo of await photosOf(tx, visit.id)) {
    const { body } = await readFile(tx, context.services, photo.fileId);
    const type = photo.mediaType === FILE_TYPES.png.mime ? ('png' as const) : ('jpg' as const);
    photos.push({ kind: 'image' as const, bytes: body, type, width: 120, caption: photo.caption || photo.name });
  }
  return paper(context, parties, {
    title: '现场考察记录',
    body: [
      basics(parties),
      {
        kind: 'fields',
        fields: [
          { label: '考察日期', value: visit.visited_on ? formatDay(visit.visited_on) : '' },
          { label: '考察地点', value: visit.place ?? '' },
          {
            label: '考察人员',
            value: people
              .map(({ name, organisation, duty }) => [name, organisation, duty].filter(Boolean).join(' '))
              .join('\n'),
          },
        ],
      },
      {
        kind: 'table',
        caption: '逐项查看情况',
        columns: [
          { title: '条件', width: 5 },
          { title: '情况', width: 2, align: 'center' },
          { title: '说明', width: 4 },
        ],
        rows: findings.map((one) => [says.get(one.requirement) ?? one.requirement, SEEN[one.outcome].zh, one.says]),
      },
      { kind: 'heading', level: 1, text: '考察结论' },
      { kind: 'paragraph', text: visit.summary ?? '' },
      ...photos,
      { kind: 'signHere', labels: ['考察人员(签字)', '被考察单位(签字)'] },
    ],
  });
};

/** As it goes to the file when the list is released; what went up on the portal is the notice's own. */
const publicNotice: Written = async (tx, context) => {
  const parties = await partiesFor(tx, context);
  const { file, pack, now, today, procedure } = context;
  const text = await firstText(tx, file, pack, context.actor.organisationId, now);
  const step = procedure.steps.find(({ kind }) => kind === 'publicNotice');
  return noticeDocument({
    ...text,
    indexNumber: null,
    issuer: parties.actingBody,
    workingDays: step?.notice?.workingDays ?? 5,
    period: null,
    entries: [{ name: parties.mentor ?? parties.carrier, operator: parties.applicant, territory: parties.territory }],
    day: today,
    at: now,
  });
};

/** 告知书: what was found and on what evidence, which clauses, what is intended, and what the party may do. */
const sanctionNotice: Written = async (tx, context) => {
  const parties = await partiesFor(tx, context);
  const { file, pack, procedure, today } = context;
  const row = await sanctionOf(tx, file.id);
  const held = (await exhibitsOf(tx, file.id)).filter((one) => one.held);
  const days = procedure.steps.find(({ kind }) => kind === 'statement')?.due?.workingDays;
  const words = consequenceWords(pack, row.consequences, row.breaches, today);
  const text = (one: string): Block => ({ kind: 'paragraph', text: one });
  return paper(context, parties, {
    title: '拟处理告知书',
    addressee: parties.applicant,
    body: [
      text(
        `你单位运营的“${parties.carrier}”涉嫌违反《${pack.title}》${clausesOf(pack, row.breaches)}(${file.number})，现将有关事项告知如下：`,
      ),
      text(`一、查明的事实：${row.found}`),
      text('二、证据：'),
      ...held.map(({ says, fileName }, index) => text(`${index + 1}.${says}${fileName ? `(${fileName})` : ''}`)),
      text(words.length > 0 ? '三、拟作出的处理：' : '三、拟作出的处理：予以记录。'),
      ...words.map((one, index) => text(`${index + 1}.${one}`)),
      text(
        `四、你单位可以自收到本告知书之日起${days ?? 5}个工作日内通过平台陈述、申辩、提交证据，并可要求听证；逾期视为放弃。`,
      ),
    ],
  });
};

const hearingNotice: Written = async (tx, context) => {
  const parties = await partiesFor(tx, context);
  const row = await sanctionOf(tx, context.file.id);
  return letter(context, parties, {
    title: '听证通知书',
    addressee: parties.applicant,
    texts: [
      `应你单位要求，就“${context.file.title}”(${context.file.number})举行听证。`,
      `时间：${row.hearing_on ? formatDay(row.hearing_on) : ''} ${row.hearing_at ?? ''}。地点：${row.hearing_place ?? ''}。`,
      '你单位可以委托一至二人代理；无正当理由不到场的，视为放弃听证。',
    ],
  });
};

const hearingRecord: Written = async (tx, context) => {
  const parties = await partiesFor(tx, context);
  const row = await sanctionOf(tx, context.file.id);
  return paper(context, parties, {
    title: '听证笔录',
    body: [
      basics(parties),
      {
        kind: 'fields',
        fields: [
          { label: '时间', value: `${row.hearing_on ? formatDay(row.hearing_on) : ''} ${row.hearing_at ?? ''}` },
          { label: '地点', value: row.hearing_place ?? '' },
          { label: '参加人员', value: row.hearing_people.join('、') },
        ],
      },
      { kind: 'heading', level: 1, text: '听证情况' },
      { kind: 'paragraph', text: row.minutes ?? '' },
      { kind: 'signHere', labels: ['听证主持人(签字)', '当事人(签字)'] },
    ],
  });
};

/** One writer for each row of PAPERS; certificates are written downstream, where they are issued. */
export const paperWriters = (
  certificate: PaperWriter,
  mentorCertificate: PaperWriter,
  downstream: Readonly<Record<'rectificationOrder' | 'acceptanceOpinion' | 'upwardRecommendation', Written>>,
): PaperWriters => ({
  applicationForm: inBothForms('applicationForm', applicationForm),
  recommendationLetter: inBothForms('recommendationLetter', recommendationLetter),
  recommendationRoster: inBothForms('recommendationRoster', recommendationRoster),
  acceptanceNotice: inBothForms('acceptanceNotice', acceptanceNotice),
  rejectionNotice: inBothForms('rejectionNotice', rejectionNotice),
  supplementNotice: inBothForms('supplementNotice', supplementNotice),
  expertOpinion: inBothForms('expertOpinion', expertOpinion),
  siteVisitRecord: inBothForms('siteVisitRecord', siteVisitRecord),
  publicNotice: inBothForms('publicNotice', publicNotice),
  decisionLetter: inBothForms('decisionLetter', decisionLetter),
  certificate,
  mentorCertificate,
  sanctionNotice: inBothForms('sanctionNotice', sanctionNotice),
  hearingNotice: inBothForms('hearingNotice', hearingNotice),
  hearingRecord: inBothForms('hearingRecord', hearingRecord),
  rectificationOrder: inBothForms('rectificationOrder', downstream.rectificationOrder),
  acceptanceOpinion: inBothForms('acceptanceOpinion', downstream.acceptanceOpinion),
  upwardRecommendation: inBothForms('upwardRecommendation', downstream.upwardRecommendation),
  changeForm: inBothForms('changeForm', changeForm),
  selfEvaluation: inBothForms('selfEvaluation', selfEvaluation),
});

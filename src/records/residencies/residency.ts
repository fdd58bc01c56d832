import type { Day } from '../../kernel/day.ts';
import { dayOf, formatDay } from '../../kernel/day.ts';
import { type Fen, formatYuan } from '../../kernel/money.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { OfficialDocument } from '../../platform/documents/document.ts';
import { CHARGES } from '../statements/statement.ts';
import { INCLUDED } from '../teams/team.ts';

/** 入驻协议, step by step. `stands`: under way or in force. */
export const RESIDENCY_STATES = {
  draft: { zh: '拟稿', en: 'Draft', stands: true },
  offered: { zh: '待团队签署', en: 'Offered to the team', stands: true },
  teamSigned: { zh: '待运营机构签署', en: 'Signed by the team', stands: true },
  signed: { zh: '双方已签', en: 'Signed by both', stands: true },
  inForce: { zh: '已生效', en: 'In force', stands: true },
  void: { zh: '已作废', en: 'Void', stands: false },
  lapsed: { zh: '因退出失效', en: 'Lapsed by notice', stands: false },
} as const satisfies Record<string, { zh: string; en: string; stands: boolean }>;
export type ResidencyState = keyof typeof RESIDENCY_STATES;

const TRANSITIONS = {
  revise: { from: ['draft', 'offered'], to: 'draft' },
  offer: { from: ['draft'], to: 'offered' },
  teamSign: { from: ['offered'], to: 'teamSigned' },
  sign: { from: ['teamSigned'], to: 'signed' },
  start: { from: ['signed'], to: 'inForce' },
  cancel: { from: ['draft', 'offered', 'teamSigned', 'signed'], to: 'void' },
  lapse: { from: ['draft', 'offered', 'teamSigned', 'signed', 'inForce'], to: 'lapsed' },
} as const satisfies Record<string, { from: readonly ResidencyState[]; to: ResidencyState }>;
export type ResidencyStep = keyof typeof TRANSITIONS;

/** @throws Refusal `residency.wrong-state` */
export function advance(state: ResidencyState, step: ResidencyStep): ResidencyState {
  const { from, to }: { from: readonly ResidencyState[]; to: ResidencyState } = TRANSITIONS[step];
  if (!from.includes(state)) throw new Refusal('residency.wrong-state', { step, state });
  return to;
}

/** In what the notice period is counted. */
export const NOTICE_UNITS = {
  day: { zh: '日', en: 'Days' },
  workingDay: { zh: '个工作日', en: 'Working days' },
  month: { zh: '个月', en: 'Months' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type NoticeUnit = keyof typeof NOTICE_UNITS;

/** What follows for whoever wants to leave before the notice period is over. */
export const AGREEMENT_TITLE = '创业团队入驻协议';

export const EARLY_EXITS = {
  refuse: { zh: '未满通知期的，不得提前迁出', en: 'Not before the notice period is over' },
  charge: { zh: '未满通知期迁出的，补足通知期内的费用', en: 'Earlier, against the charges of the notice period' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type EarlyExit = keyof typeof EARLY_EXITS;

/** What is agreed. Money in fen. */
export interface ResidencyContent {
  readonly teamName: string;
  readonly founderName: string;
  readonly startsOn: Day;
  /** null: until notice. */
  readonly endsOn: Day | null;
  readonly freeMonths: number;
  readonly includes: readonly string[];
  /** 远程入驻: no desk of the premises; agreements that do not say are of teams in residence. */
  readonly remote?: boolean;
  readonly virtualDesks?: number;
  readonly desks: number;
  readonly deskCodes: string | null;
  readonly areaM2: number | null;
  readonly rentMonthFen: number | null;
  readonly serviceMonthFen: number | null;
  readonly internetMonthFen: number | null;
  readonly waterMonthFen: number | null;
  readonly powerMonthFen: number | null;
  readonly depositFen: number;
  /** How many of the unit; agreements that name no unit count days. */
  readonly noticeDays: number;
  readonly noticeUnit?: NoticeUnit;
  readonly earlyExit?: EarlyExit;
  readonly clauses: string | null;
}

/** What the team has of the space, on the premises and on the network. */
export function placeWords(of: {
  readonly remote?: boolean;
  readonly virtualDesks?: number | null;
  readonly desks: number | null;
  readonly deskCodes: string | null;
}) {
  const here = of.remote ? '远程入驻，不占工位' : `${of.desks ?? '—'}个${of.deskCodes ? `（${of.deskCodes}）` : ''}`;
  return of.virtualDesks ? `${here}；虚拟工位${of.virtualDesks}个` : here;
}

type NoticeRule = Pick<ResidencyContent, 'noticeDays' | 'noticeUnit' | 'earlyExit'>;
export const noticeWords = ({ noticeDays, noticeUnit = 'day' }: NoticeRule) =>
  noticeDays === 0 ? '无需提前' : `提前${noticeDays}${NOTICE_UNITS[noticeUnit].zh}`;

export interface Signatures {
  readonly teamSignedBy: string | null;
  readonly teamSignedAt: string | null;
  readonly signedByName: string | null;
  readonly signedAt: string | null;
}

interface Parties {
  readonly number: string;
  readonly edition: number;
  readonly carrier: string;
  readonly operator: string;
  readonly at: Temporal.Instant;
  readonly verification: { readonly hash: string; readonly url: string };
}

/** The unit of the notice is said with its number. */
const WORDS: {
  readonly [K in Exclude<keyof ResidencyContent, 'noticeUnit'>]: {
    zh: string;
    en: string;
    says: (content: ResidencyContent) => string;
  };
} = {
  teamName: { zh: '入驻团队', en: 'Team', says: ({ teamName }) => teamName },
  founderName: { zh: '负责人', en: 'Founder', says: ({ founderName }) => founderName },
  startsOn: { zh: '入驻日期', en: 'From', says: ({ startsOn }) => formatDay(startsOn) },
  endsOn: { zh: '终止日期', en: 'Until', says: ({ endsOn }) => (endsOn ? formatDay(endsOn) : '至提出退出时止') },
  freeMonths: { zh: '免费月数', en: 'Free months', says: ({ freeMonths }) => `${freeMonths}个月` },
  includes: {
    zh: '免费内容',
    en: 'Included free',
    says: ({ includes }) =>
      INCLUDED.flatMap(({ code, zh }) => (includes.includes(code) ? [zh] : [])).join('、') || '无',
  },
  remote: { zh: '入驻方式', en: 'How the team resides', says: ({ remote }) => (remote ? '远程入驻' : '在场地入驻') },
  desks: { zh: '工位数', en: 'Desks', says: ({ desks }) => `${desks}个` },
  virtualDesks: { zh: '虚拟工位数', en: 'Virtual desks', says: ({ virtualDesks }) => `${virtualDesks ?? 0}个` },
  deskCodes: { zh: '工位编号', en: 'Desk codes', says: ({ deskCodes }) => deskCodes ?? '无' },
  areaM2: { zh: '面积', en: 'Area', says: ({ areaM2 }) => (areaM2 === null ? '无' : `${areaM2}平方米`) },
  rentMonthFen: { zh: '月租金', en: 'Rent per month', says: ({ rentMonthFen }) => feeWords(rentMonthFen) },
  serviceMonthFen: {
    zh: '月服务费',
    en: 'Service fee per month',
    says: ({ serviceMonthFen }) => feeWords(serviceMonthFen),
  },
  internetMonthFen: {
    zh: '月网络费',
    en: 'Internet per month',
    says: ({ internetMonthFen }) => feeWords(internetMonthFen),
  },
  waterMonthFen: { zh: '月水费', en: 'Water per month', says: ({ waterMonthFen }) => feeWords(waterMonthFen) },
  powerMonthFen: { zh: '月电费', en: 'Power per month', says: ({ powerMonthFen }) => feeWords(powerMonthFen) },
  depositFen: { zh: '押金', en: 'Deposit', says: ({ depositFen }) => feeWords(depositFen) },
  noticeDays: { zh: '提前通知', en: 'Notice', says: noticeWords },
  earlyExit: { zh: '未满通知期', en: 'Early exit', says: ({ earlyExit }) => EARLY_EXITS[earlyExit ?? 'refuse'].zh },
  clauses: { zh: '其他约定', en: 'Other terms', says: ({ clauses }) => clauses ?? '无' },
};
const feeWords = (fen: number | null) => (fen ? formatYuan(fen as Fen) : '不收');

export interface ContentChange {
  readonly zh: string;
  readonly en: string;
  readonly from: string;
  readonly to: string;
}

/** What an edition says otherwise than the one before it. */
export function changesOf(before: ResidencyContent, after: ResidencyContent): ContentChange[] {
  const rows = Object.values(WORDS).map(({ zh, en, says }) => ({ zh, en, from: says(before), to: says(after) }));
  return rows.filter(({ from, to }) => from !== to);
}

/** The template of the agreement, filled in; Word and PDF are written from it. */
export function residencyDocument(content: ResidencyContent, parties: Parties, signed: Signatures): OfficialDocument {
  const free = content.includes.map((code) => INCLUDED.find((one) => one.code === code)?.zh ?? code).join('、');
  const prices = Object.values(CHARGES).flatMap(({ zh, field }) => {
    const price = content[field];
    return price ? [[zh, `${formatYuan(price as Fen)}/月`]] : [];
  });
  const paragraph = (text: string) => ({ kind: 'paragraph' as const, text });
  const heading = (text: string) => ({ kind: 'heading' as const, level: 1 as const, text });
  const day = (moment: string | null) => (moment ? formatDay(dayOf(Temporal.Instant.from(moment))) : '');
  return {
    head: { number: parties.number },
    title: AGREEMENT_TITLE,
    body: [
      paragraph(`甲方(运营机构)：${parties.operator}`),
      paragraph(`乙方(入驻团队)：${content.teamName}，负责人${content.founderName}`),
      heading('入驻场地'),
      paragraph(
        `乙方${content.remote ? `远程入驻${parties.carrier}，不占用实体工位` : `入驻${parties.carrier}，使用工位${content.desks}个${content.deskCodes ? `(编号${content.deskCodes})` : ''}`}${content.virtualDesks ? `，使用虚拟工位${content.virtualDesks}个` : ''}${content.areaM2 ? `，面积${content.areaM2}平方米` : ''}。`,
      ),
      heading('期限'),
      paragraph(
        `自${formatDay(content.startsOn)}起${content.endsOn ? `至${formatDay(content.endsOn)}止` : '，至一方提出退出时止'}。任何一方提前退出，应提前${content.noticeDays}${NOTICE_UNITS[content.noticeUnit ?? 'day'].zh}书面通知对方${content.earlyExit ? `，自通知次日起计算；${EARLY_EXITS[content.earlyExit].zh}。按毕业或淘汰标准办理的退出不受此限` : ''}。`,
      ),
      heading('免费内容和费用'),
      paragraph(
        content.freeMonths > 0 && free
          ? `自入驻之日起${content.freeMonths}个月内免收${free}；期满次日起按日计算，按月出具账单。`
          : '自入驻之日起按日计算费用，按月出具账单。',
      ),
      ...(prices.length > 0
        ? [
            {
              kind: 'table' as const,
              columns: [{ title: '项目' }, { title: '标准', align: 'right' as const }],
              rows: prices,
            },
          ]
        : [paragraph('不收取费用。')]),
      paragraph(
        content.depositFen > 0
          ? `乙方交纳押金${formatYuan(content.depositFen as Fen)}；退出时按清单交接，无损失的如数退还，扣留的写明理由。`
          : '不收取押金。',
      ),
      heading('退出'),
      paragraph(
        '乙方达到毕业标准的毕业迁出；符合淘汰标准的，甲方说明所依据的标准后办理退出。在工位登记了企业住所的，退出时应办理住所变更。',
      ),
      ...(content.clauses ? [heading('其他约定'), paragraph(content.clauses)] : []),
      heading('签署'),
      {
        kind: 'fields' as const,
        fields: [
          { label: '甲方签署', value: signed.signedByName ?? '' },
          { label: '日期', value: day(signed.signedAt) },
          { label: '乙方签署', value: signed.teamSignedBy ?? '' },
          { label: '日期', value: day(signed.teamSignedAt) },
        ],
      },
      { kind: 'signHere' as const, labels: ['甲方(盖章)', '乙方(签字)'] },
    ],
    note: `第${parties.edition}稿`,
    verification: parties.verification,
    info: { author: parties.operator, at: parties.at },
  };
}

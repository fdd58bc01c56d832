import { newId } from '../../kernel/id.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { insertCarrier } from '../carriers/carrier.store.ts';
import type { CarrierClass } from '../carriers/carrier.ts';
import { insertRecords, type NewRecord } from '../keeping/keeping.store.ts';
import { kindOf, type RecordKindCode } from '../keeping/kinds.ts';
import { territoryIdOf } from '../territories/territory.ts';
import { DEMO_CARRIER_IDS, DEMO_ORGANISATION_IDS, type DemoCarrierKey } from './demo.ids.ts';

const REPORT = '河东区政协《关于众创空间建设与发展的调研报告》(2017年)';
/** 截至2017年8月: the report's day. When anything began it does not say. */
const AS_OF = '2017-08-31';
const NOTE = `据${REPORT}，截至2017年8月；起始日期报告未载`;
const WAN = 1_000_000;

interface Space {
  key: DemoCarrierKey;
  name: string;
  operatorId?: string;
  focus?: string;
  class?: CarrierClass;
  features: string[];
  summary?: string;
  /** 万元 */
  seedFund?: number;
  /** 万元, with the report's words. */
  grant?: { amount: number; words: string };
  national?: true;
}

const GRANT_300 = 'M3创空间、宜棠熙悦众创空间获得300万元财政补贴';
const GRANT_200 = '电气院智能电气众创空间、手牵手众创空间获得200万元财政补贴';

/** Exactly what the report says of each; what it does not say is unknown. */
const SPACES: readonly Space[] = [
  {
    key: 'hedongM3',
    name: 'M3创空间',
    features: ['老旧厂房改造'],
    summary: '在原有老旧厂房基础上打造众创空间的典型代表之一；孵化企业多集中于互联网及文化创意产业。',
    seedFund: 300,
    grant: { amount: 300, words: GRANT_300 },
    national: true,
  },
  {
    key: 'hedongElectric',
    name: '天津电气院智能电气众创空间',
    operatorId: DEMO_ORGANISATION_IDS.smartElectricInstitute,
    focus: '智能电气',
    class: 'professional',
    features: [],
    summary:
      '全市首个以智能电气为特色的专业型众创空间；运营机构天津智能电气研究院拥有检验检测平台、实验设备租赁、行业协会平台等专业资源；孵化企业主要与智能电气领域各生产环节相关联。',
    seedFund: 300,
    grant: { amount: 200, words: GRANT_200 },
    national: true,
  },
  {
    key: 'hedongHandInHand',
    name: '天津手牵手众创空间',
    features: ['5A写字楼'],
    summary: '全市首个坐落在5A写字楼里的众创空间。',
    grant: { amount: 200, words: GRANT_200 },
  },
  {
    key: 'hedongYitang',
    name: '宜棠熙悦众创空间',
    features: ['大型商业综合体'],
    summary: '与纳什空间同为全市首个坐落在大型商业综合体里的众创空间。',
    seedFund: 300,
    grant: { amount: 300, words: GRANT_300 },
  },
  {
    key: 'hedongNash',
    name: '纳什空间',
    features: ['大型商业综合体'],
    summary: '与宜棠熙悦众创空间同为全市首个坐落在大型商业综合体里的众创空间。',
    seedFund: 200,
  },
  {
    key: 'hedongQinfang',
    name: '勤坊众创空间',
    focus: '音乐文化艺术',
    features: ['高校'],
    summary: '全市各高校众创空间中音乐文化艺术特色最显著的众创空间之一。',
    seedFund: 300,
  },
];

/** Figures the report gives for the district as a whole, as it words them. */
const TOTALS: readonly [indicator: string, value: number, unit: string, bound: 'exact' | 'atLeast', words: string][] = [
  ['众创空间数', 6, '家', 'exact', '全区共有众创空间6家'],
  ['众创空间总面积', 16300, '平方米', 'exact', '6家众创空间总面积为16300平方米'],
  ['工位数', 466, '个', 'exact', '共提供工位466个'],
  ['市级众创空间数', 5, '家', 'exact', '我区共认定市级众创空间5家'],
  [
    '纳入国家级孵化器管理服务体系的众创空间数',
    2,
    '家',
    'exact',
    'M3创空间与天津电气院智能电气众创空间还通过了科技部第二批众创空间备案',
  ],
  ['创业导师人数', 60, '人', 'atLeast', '共计60余人的创业导师队伍'],
  ['创业辅导培训场次', 82, '次', 'exact', '开展各类创业辅导培训82次'],
  ['创新创业活动场次', 100, '场', 'atLeast', '举办创新创业活动百余场'],
  ['入驻创客人数', 280, '人', 'atLeast', '共入驻创客280余人'],
  ['入驻创业团队数', 163, '个', 'exact', '创业团队163个'],
  ['吸纳应届毕业大学生就业人数', 230, '人', 'atLeast', '吸纳应届毕业大学生就业230余人'],
  ['累计获得投融资', 2100, '万元', 'atLeast', '累计获得投融资2100余万元'],
  ['孵化成功并注册的企业数', 83, '家', 'exact', '共有83家企业孵化成功，实现注册'],
  ['申请专利数', 42, '件', 'exact', '共申请专利42件'],
  ['专利授权数', 28, '件', 'exact', '专利授权28件'],
  ['研发技术成果数', 48, '个', 'exact', '研发技术成果48个'],
  ['转化技术成果数', 16, '个', 'exact', '转化技术成果16个'],
];

export async function insertHedong(tx: Tx, at: string): Promise<void> {
  for (const space of SPACES) {
    const id = DEMO_CARRIER_IDS[space.key];
    await insertCarrier(
      tx,
      id,
      {
        kind: 'makerSpace',
        form: null,
        serviceModel: null,
        class: space.class ?? null,
        features: space.features,
        territoryId: territoryIdOf('120102'),
        address: null,
        openedOn: null,
        closedOn: null,
        virtualUrl: null,
        summary: space.summary ?? null,
        source: REPORT,
        name: space.name,
        operatorId: space.operatorId ?? null,
        focus: space.focus ?? null,
        goals: null,
      },
      { at, example: false },
    );
    for (const [kind, record] of recordsOf(space)) await insertRecords(tx, kindOf(kind), id, [record], at);
  }
  for (const [position, [indicator, value, unit, bound, wording]] of TOTALS.entries()) {
    await sqlRows(
      tx,
      `insert into cited_statistic (id, territory_id, indicator, value, unit, bound, as_of, wording, source, position)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [newId(), territoryIdOf('120102'), indicator, value, unit, bound, AS_OF, wording, REPORT, position + 1],
    );
  }
}

function recordsOf({ seedFund, grant, national }: Space): [RecordKindCode, NewRecord][] {
  const record = (values: NewRecord['values'], note = NOTE): NewRecord => ({
    validFrom: AS_OF,
    validTo: null,
    values,
    note,
    fileId: null,
  });
  const records: [RecordKindCode, NewRecord][] = [
    [
      'tenancy_terms',
      record({
        name: '免费工位、宽带网络及水电设施',
        freeMonths: 3,
        freeMonthsMax: 6,
        includes: ['rent', 'internet', 'water', 'power'],
      }),
    ],
    ['service', record({ kind: 'other', description: '培训辅导', provider: null, online: null })],
    ['service', record({ kind: 'other', description: '政策申请', provider: null, online: null })],
    ['service', record({ kind: 'finance', description: '金融', provider: null, online: null })],
  ];
  if (seedFund) records.push(['seed_fund', record({ name: '种子基金', amountFen: seedFund * WAN, investors: null })]);
  if (grant) {
    const note = `${NOTE}。原文：“${grant.words}”；未写明是否各自获得，此处分别登记`;
    records.push([
      'grant_received',
      record(
        { level: 'matched', payer: null, purpose: '财政补贴(市、区7:3匹配)', amountFen: grant.amount * WAN },
        note,
      ),
    ]);
  }
  if (national) {
    records.push([
      'prior_designation',
      record({ level: 'national', title: '众创空间备案(第二批)', issuer: '科技部', number: null }),
    ]);
  }
  return records;
}

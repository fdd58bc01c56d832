import { usccFor } from '../../kernel/uscc.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { insertCarrier } from '../carriers/carrier.store.ts';
import type { ServiceModel } from '../carriers/carrier.ts';
import { insertCriteria } from '../criteria/criteria.store.ts';
import type { Purpose } from '../criteria/criteria.ts';
import { insertRecords } from '../keeping/keeping.store.ts';
import { kindOf, RECORD_KIND_CODES, type RecordKindCode } from '../keeping/kinds.ts';
import type { Values } from '../keeping/values.ts';
import { setTeamOrganisation } from '../teams/team.store.ts';
import { territoryIdOf } from '../territories/territory.ts';
import {
  DEMO_CARRIER_IDS,
  DEMO_HOLDER_IDS,
  DEMO_ORGANISATION_IDS,
  DEMO_ZONE,
  type DemoCarrierKey,
  type DemoHolderKey,
  type DemoOrganisationKey,
} from './demo.ids.ts';

const WAN = 1_000_000;

interface Space {
  name: string;
  operator: DemoOrganisationKey;
  /** A GB/T 2260 code; the 示例 zone when absent. */
  territory?: string;
  address: string;
  openedOn: string;
  model?: ServiceModel;
  focus: string;
  goals?: string;
  /** m2 */
  area: number;
  publicArea: number;
  /** First and last day; absent: the premises are owned. */
  lease?: [string, string];
  tenants: number;
  mentors: number;
  staff: number;
  /** 万元 */
  seedFund?: number;
  investments?: number;
  freeMonths: number;
  desks: number;
  /** Kinds that nobody has kept. */
  without?: readonly RecordKindCode[];
  /** Held already, so that the public register shows it. */
  heldAlready?: string;
  /** Nothing but the entry in the register. */
  isBlank?: true;
}

/** Invented spaces. The clauses named are those of 湖南 第五条. */
const SPACES: Readonly<Partial<Record<DemoCarrierKey, Space>>> = {
  xingtu: space('示例星图众创空间', 'operator', '示例路1号A座', {
    model: 'maker',
    focus: '人工智能',
    area: 1200,
    publicArea: 420,
    lease: ['2023-01-01', '2028-12-31'],
    tenants: 16,
    mentors: 6,
    staff: 8,
    seedFund: 200,
    investments: 3,
    desks: 120,
  }),
  yunshan: space('示例云杉众创空间', 'operator', '示例路3号2层', {
    model: 'training',
    focus: '工业互联网',
    area: 860,
    publicArea: 280,
    lease: ['2024-03-01', '2029-02-28'],
    tenants: 12,
    mentors: 5,
    staff: 6,
    seedFund: 150,
    desks: 80,
  }),
  qihang: space('示例启航众创空间', 'operator', '示例路5号', {
    model: 'investment',
    focus: '新材料',
    area: 950,
    publicArea: 300,
    lease: ['2022-07-01', '2027-06-30'],
    tenants: 13,
    mentors: 4,
    staff: 7,
    investments: 4,
    desks: 90,
  }),
  juguang: space('示例聚光众创空间', 'operator', '示例路7号', {
    model: 'professional',
    focus: '光电检测',
    area: 640,
    publicArea: 210,
    tenants: 11,
    mentors: 3,
    staff: 5,
    seedFund: 100,
    desks: 60,
  }),
  lanhai: space('示例蓝海众创空间', 'secondOperator', '示例路9号B座', {
    model: 'media',
    focus: '数字文创',
    area: 1500,
    publicArea: 520,
    lease: ['2023-05-01', '2026-12-31'],
    tenants: 20,
    mentors: 8,
    staff: 10,
    seedFund: 300,
    investments: 2,
    desks: 160,
  }),
  mufeng: space('示例沐风众创空间', 'secondOperator', '示例路11号', {
    model: 'maker',
    focus: '智能硬件',
    area: 720,
    publicArea: 240,
    lease: ['2024-01-01', '2027-12-31'],
    tenants: 14,
    mentors: 4,
    staff: 6,
    seedFund: 120,
    desks: 70,
  }),
  zhizhou: space('示例智舟众创空间', 'operator', '示例路13号', {
    model: 'professional',
    focus: '智能网联汽车',
    area: 1100,
    publicArea: 360,
    lease: ['2021-10-01', '2031-09-30'],
    tenants: 15,
    mentors: 7,
    staff: 9,
    seedFund: 180,
    desks: 100,
  }),
  xinyuan: space('示例芯源众创空间', 'operator', '示例路15号', {
    model: 'investment',
    focus: '集成电路',
    area: 800,
    publicArea: 260,
    lease: ['2024-06-01', '2029-05-31'],
    tenants: 10,
    mentors: 5,
    staff: 5,
    investments: 2,
    desks: 75,
  }),
  xiaowu: space('示例小屋众创空间', 'thirdOperator', '示例路17号', {
    model: 'maker',
    focus: '创意设计',
    area: 480,
    publicArea: 160,
    tenants: 10,
    mentors: 3,
    staff: 5,
    seedFund: 100,
    desks: 40,
  }),
  chuying: space('示例雏鹰众创空间', 'thirdOperator', '示例路19号', {
    model: 'training',
    focus: '电子商务',
    area: 620,
    publicArea: 200,
    lease: ['2024-01-01', '2028-12-31'],
    tenants: 8,
    mentors: 2,
    staff: 4,
    seedFund: 50,
    freeMonths: 3,
    desks: 50,
  }),
  duanzu: space('示例驿站众创空间', 'secondOperator', '示例路21号', {
    model: 'training',
    focus: '现代农业',
    area: 700,
    publicArea: 150,
    lease: ['2025-06-01', '2027-05-31'],
    tenants: 12,
    mentors: 4,
    staff: 6,
    seedFund: 100,
    desks: 60,
  }),
  banben: space('示例半本众创空间', 'thirdOperator', '示例路23号', {
    focus: '生物医药',
    area: 900,
    publicArea: 300,
    lease: ['2024-01-01', '2028-12-31'],
    tenants: 11,
    mentors: 0,
    staff: 0,
    desks: 70,
    without: [
      'mentor',
      'mentor_agreement',
      'staff',
      'seed_fund',
      'investment_case',
      'cooperation_agreement',
      'tenancy_terms',
      'institutional_document',
    ],
  }),
  kongbai: {
    ...space('示例空白众创空间', 'secondOperator', '示例路25号', {
      focus: '综合',
      area: 0,
      publicArea: 0,
      tenants: 0,
      mentors: 0,
      staff: 0,
      desks: 0,
    }),
    isBlank: true,
  },
  pujiang: space('示例浦江智造众创空间', 'shanghaiOperator', '示例大道100号', {
    territory: '310115',
    model: 'professional',
    focus: '智能制造',
    area: 1000,
    publicArea: 340,
    lease: ['2023-01-01', '2027-12-31'],
    tenants: 14,
    mentors: 5,
    staff: 8,
    seedFund: 200,
    investments: 2,
    desks: 90,
  }),
  zhangjiang: space('示例张江生物众创空间', 'shanghaiOperator', '示例大道200号', {
    territory: '310115',
    model: 'professional',
    focus: '生物医药',
    area: 760,
    publicArea: 250,
    lease: ['2024-02-01', '2029-01-31'],
    tenants: 11,
    mentors: 4,
    staff: 6,
    seedFund: 150,
    desks: 66,
  }),
  jinling: space('示例金陵众创空间', 'jiangsuOperator', '示例街8号', {
    territory: '320102',
    model: 'maker',
    focus: '软件和信息服务',
    area: 900,
    publicArea: 310,
    lease: ['2023-01-01', '2028-12-31'],
    tenants: 12,
    mentors: 4,
    staff: 6,
    seedFund: 100,
    desks: 80,
    heldAlready: '省级备案众创空间(示例)',
  }),
};

/** Invented spaces of 长沙 that have held their recognition for years. All meet 第五条. */
const HOLDERS: Readonly<Record<DemoHolderKey, Space>> = {
  lushan: space('示例麓山众创空间', 'operator', '示例麓山路2号', {
    territory: '430104',
    model: 'professional',
    focus: '智能制造',
    area: 1300,
    publicArea: 460,
    lease: ['2022-01-01', '2031-12-31'],
    tenants: 18,
    mentors: 6,
    staff: 9,
    seedFund: 220,
    desks: 130,
  }),
  juzhou: space('示例橘洲众创空间', 'secondOperator', '示例橘洲路4号', {
    territory: '430104',
    model: 'investment',
    focus: '数字文创',
    area: 980,
    publicArea: 330,
    lease: ['2022-01-01', '2031-12-31'],
    tenants: 15,
    mentors: 5,
    staff: 8,
    seedFund: 180,
    desks: 95,
  }),
  meixi: space('示例梅溪众创空间', 'thirdOperator', '示例梅溪路6号', {
    territory: '430104',
    model: 'training',
    focus: '创业培训',
    area: 820,
    publicArea: 280,
    lease: ['2022-01-01', '2031-12-31'],
    tenants: 12,
    mentors: 4,
    staff: 6,
    seedFund: 120,
    desks: 70,
  }),
  yanghu: space('示例洋湖众创空间', 'thirdOperator', '示例洋湖路8号', {
    territory: '430104',
    model: 'maker',
    focus: '智能硬件',
    area: 700,
    publicArea: 240,
    lease: ['2022-01-01', '2031-12-31'],
    tenants: 11,
    mentors: 3,
    staff: 5,
    seedFund: 100,
    desks: 60,
  }),
  tianxin: space('示例天心众创空间', 'secondOperator', '示例天心路10号', {
    territory: '430103',
    model: 'media',
    focus: '文化传媒',
    area: 660,
    publicArea: 220,
    lease: ['2022-01-01', '2031-12-31'],
    tenants: 10,
    mentors: 3,
    staff: 5,
    seedFund: 100,
    desks: 55,
  }),
};

function space(
  name: string,
  operator: DemoOrganisationKey,
  address: string,
  given: Omit<Space, 'name' | 'operator' | 'address' | 'openedOn' | 'freeMonths'> & { freeMonths?: number },
): Space {
  return {
    name,
    operator,
    address,
    openedOn: '2021-03-01',
    freeMonths: 6,
    goals: '三年内培育一批科技型中小企业',
    ...given,
  };
}

const FIRST = [
  '星河',
  '云帆',
  '启明',
  '拓扑',
  '青禾',
  '极光',
  '灵犀',
  '潮汐',
  '砺石',
  '万象',
  '知微',
  '逐日',
  '梧桐',
  '清源',
  '木棉',
  '长风',
  '望岳',
  '听涛',
  '鹿鸣',
  '远岫',
];
const SECOND = ['机器人', '传感', '软件', '新材', '医疗', '能源', '影像', '检测', '数据', '农业'];
const FIELDS = [
  'electronics',
  'manufacturing',
  'materials',
  'bio',
  'energy',
  'techServices',
  'modernServices',
  'environment',
];
const FOUNDERS = ['student', 'researcher', 'returnee', 'executive', 'serial'];
const SURNAMES = ['赵', '钱', '孙', '李', '周', '吴', '郑', '王', '冯', '陈'];
const GIVEN = ['示明', '示华', '示远', '示宁', '示清', '示文', '示杰', '示岚', '示航', '示雨'];
const SKILLS = [
  'coaching',
  'investment',
  'technology',
  'ip',
  'law',
  'accounting',
  'humanResources',
  'marketing',
  'operations',
];
const cycle = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;
const person = (n: number) => cycle(SURNAMES, n) + cycle(GIVEN, n * 3 + 1);

export async function insertExampleSpaces(tx: Tx, at: string): Promise<void> {
  let number = 0;
  for (const [key, space] of Object.entries(SPACES)) {
    if (space) await insertSpace(tx, DEMO_CARRIER_IDS[key as DemoCarrierKey], space, at, ++number);
  }
}

/** They come with what is played of them, so that nobody evaluates a space without its past. */
export async function insertHolders(tx: Tx, at: string): Promise<void> {
  let number = 40;
  for (const [key, space] of Object.entries(HOLDERS))
    await insertSpace(tx, DEMO_HOLDER_IDS[key as DemoHolderKey], space, at, ++number);
}

async function insertSpace(tx: Tx, id: string, space: Space, at: string, number: number): Promise<void> {
  const data = {
    kind: 'makerSpace' as const,
    form: null,
    serviceModel: space.model ?? null,
    features: ['示例'],
    focusIndustries: space.isBlank ? [] : [cycle(FIELDS, number), cycle(FIELDS, number + 3)],
    territoryId: space.territory ? territoryIdOf(space.territory) : DEMO_ZONE,
    address: space.isBlank ? null : space.address,
    openedOn: space.isBlank ? null : space.openedOn,
    closedOn: null,
    virtualUrl: null,
    summary: '虚构的示例，用于演示。',
    source: null,
    name: space.name,
    operatorId: DEMO_ORGANISATION_IDS[space.operator],
    focus: space.isBlank ? null : space.focus,
    goals: space.isBlank ? null : (space.goals ?? null),
  };
  await insertCarrier(tx, id, data, { at, example: true });
  if (space.isBlank) return;

  const put = async (
    kind: RecordKindCode,
    rows: readonly (Values & { from?: string; to?: string })[],
  ): Promise<string[]> => {
    if (space.without?.includes(kind)) return [];
    const records = rows.map(({ from = space.openedOn, to = null, ...values }) => ({
      validFrom: from,
      validTo: to,
      values,
      note: null,
      fileId: null,
      example: true,
    }));
    return insertRecords(tx, kindOf(kind), id, records, at);
  };
  const times = <T>(count: number, make: (index: number) => T): T[] =>
    Array.from({ length: count }, (_, index) => make(index));

  const [place = ''] = await put('premises', [
    { name: '主场地', address: space.address, tenure: space.lease ? 'leased' : 'owned', areaM2: space.area },
  ]);
  if (space.lease)
    await put('lease', [
      {
        from: space.lease[0],
        to: space.lease[1],
        premisesId: place,
        landlord: '示例物业有限公司',
        number: `示例租字${number}号`,
        rentFen: space.area * 24_000,
      },
    ]);
  const tenantArea = Math.round((space.area - space.publicArea) * 0.85);
  await put('area_use', [
    { premisesId: place, name: '公共服务区', use: 'public', areaM2: space.publicArea },
    { premisesId: place, name: '团队办公区', use: 'tenant', areaM2: tenantArea },
    { premisesId: place, name: '运营办公室', use: 'office', areaM2: space.area - space.publicArea - tenantArea },
  ]);
  const hot = Math.round(space.desks / 5);
  await put('desk', [
    { kind: 'fixed', count: space.desks - hot },
    { kind: 'hot', count: hot },
  ]);
  await put('room', [
    { name: '大会议室', kind: 'meeting', count: 1, seats: 30 },
    { name: '洽谈室', kind: 'negotiation', count: 3, seats: 6 },
    { name: '路演厅', kind: 'roadshow', count: 1, seats: 80 },
  ]);
  await put(
    'facility',
    ['power', 'water', 'fireSafety', 'telecom', 'network'].map((kind) => ({ kind })),
  );
  await put(
    'service',
    ['rdDesign', 'techTransfer', 'testing', 'incubation', 'ip', 'consulting', 'finance', 'platform'].map((kind) => ({
      kind,
      online: kind === 'platform',
    })),
  );
  await put(
    'staff',
    times(space.staff, (n) => ({
      name: person(number * 7 + n),
      post: cycle(['总经理', '运营经理', '孵化专员', '投资经理', '活动策划'], n),
      fullTime: true,
      qualification: n % 2 === 0 ? '孵化器从业人员培训合格证书(示例)' : null,
      skills: [cycle(SKILLS, n), cycle(SKILLS, n + 3)],
    })),
  );
  const mentors = await put(
    'mentor',
    times(space.mentors, (n) => ({
      name: person(number * 11 + n + 50),
      kind: cycle(['angelInvestor', 'entrepreneur', 'technicalExpert', 'manager', 'marketing'], n),
      fullTime: n === 0,
      employer: '示例单位',
    })),
  );
  await put(
    'mentor_agreement',
    mentors.map((mentorId, n) => ({ mentorId, number: `示例聘字${number}-${n + 1}` })),
  );
  await insertTenants(tx, put, space, number, times);
  await put('tenancy_terms', [
    { name: '创业团队入驻优惠', freeMonths: space.freeMonths, includes: ['rent', 'internet'] },
  ]);
  await put(
    'event',
    times(14, (n) => ({
      from: `2026-${String((n % 10) + 1).padStart(2, '0')}-${String(8 + n).padStart(2, '0')}`,
      title: n % 3 === 0 ? `示例创业训练第${n + 1}期` : `示例路演与沙龙第${n + 1}场`,
      kind: n % 3 === 0 ? 'training' : n % 3 === 1 ? 'salon' : 'roadshow',
      attendance: 25 + n * 3,
    })),
  );
  if (space.seedFund)
    await put('seed_fund', [
      { name: `${space.name}种子基金`, amountFen: space.seedFund * WAN, investors: '运营机构自有资金' },
    ]);
  await put('cooperation_agreement', [
    { partner: '示例天使投资基金', kind: 'angel', content: '项目推荐与跟投' },
    { partner: '示例融资担保有限公司', kind: 'guarantee', content: '贷款担保' },
  ]);
  await put(
    'institutional_document',
    [
      'admission',
      'finance',
      'archive',
      'sharing',
      'secretary',
      'selection',
      'graduation',
      'information',
      'mentoring',
    ].map((kind) => ({ kind, title: `${space.name}${DOCUMENTS[kind]}`, edition: '2024版' })),
  );
  await put('finance_entry', [
    { from: '2025-01-01', to: '2025-12-31', source: 'service', amountFen: 86 * WAN },
    { from: '2025-01-01', to: '2025-12-31', source: 'property', amountFen: 42 * WAN },
    { from: '2025-01-01', to: '2025-12-31', source: 'staffCost', amountFen: 70 * WAN },
    { from: '2026-01-01', to: '2026-10-31', source: 'service', amountFen: (52 + (number % 4) * 9) * WAN },
    { from: '2026-01-01', to: '2026-10-31', source: 'otherIncome', amountFen: 6 * WAN },
    ...(LETS.has(space.name)
      ? []
      : [{ from: '2026-01-01', to: '2026-10-31', source: 'property', amountFen: 31 * WAN }]),
  ]);
  // Every fifth lives on public money.
  const share = number % 5 === 3 ? 6 : 1;
  await put('grant_received', [
    {
      from: '2025-12-16',
      level: 'city',
      payer: '示例市科学技术局',
      purpose: '2025年度运营补助(示例)',
      amountFen: 8 * share * WAN,
    },
    {
      from: '2026-05-20',
      level: 'zone',
      payer: '示例高新区管委会',
      purpose: '创业活动补助(示例)',
      amountFen: 3 * share * WAN,
    },
    {
      from: '2026-09-10',
      level: 'city',
      payer: '示例市科学技术局',
      purpose: '2026年度运营补助(示例)',
      amountFen: 9 * share * WAN,
    },
  ]);
  if (space.heldAlready) await put('prior_designation', [{ level: 'province', title: space.heldAlready }]);
  for (const [purpose, items] of Object.entries(CRITERIA))
    await insertCriteria(tx, id, purpose as Purpose, {
      items: items.map(([says, points = 0], n) => ({ id: `c${n + 1}`, says, points })),
      passScore: purpose === 'selection' ? 60 : null,
      at,
      by: null,
      example: true,
    });
  const kept = RECORD_KIND_CODES.filter((kind) => !space.without?.includes(kind));
  await sqlRows(
    tx,
    'insert into record_book (carrier_id, kind, complete_from, stated_at) select $1, kind, $3, $4 from unnest($2::text[]) kind',
    [id, kept, space.openedOn, at],
  );
}

/** What these let their desks for is seen from their statements. */
const LETS = new Set(['示例星图众创空间', '示例蓝海众创空间']);

/** Of each example space, alike. */
const CRITERIA: Readonly<Record<Purpose, readonly (readonly [says: string, points?: number])[]>> = {
  selection: [
    ['技术或模式的先进性', 40],
    ['市场前景', 30],
    ['团队能力', 30],
  ],
  graduation: [['被认定为高新技术企业'], ['累计获得投资超过500万元'], ['连续两年营业收入累计超过1000万元']],
  elimination: [['连续两次季度考核不合格'], ['连续三个月没有人员到岗'], ['拖欠费用超过六个月']],
};

const DOCUMENTS: Readonly<Record<string, string>> = {
  admission: '评估准入与退出制度',
  finance: '财务管理制度',
  archive: '基本信息档案管理制度',
  sharing: '信息开放共享制度',
  secretary: '商务秘书和联系人制度',
  selection: '项目遴选办法',
  graduation: '毕业与淘汰办法',
  information: '信息管理办法',
  mentoring: '创业导师工作办法',
};

type Put = (kind: RecordKindCode, rows: readonly (Values & { from?: string; to?: string })[]) => Promise<string[]>;

/** Teams now in residence, two that have left, and the investments some of them received. */
async function insertTenants(
  tx: Tx,
  put: Put,
  space: Space,
  number: number,
  times: <T>(count: number, make: (index: number) => T) => T[],
): Promise<void> {
  const serial = number * 1000;
  const teams = await put(
    'team',
    times(space.tenants + 2, (n) => {
      const name = `${cycle(FIRST, number * 3 + n)}${cycle(SECOND, number + n)}`;
      const isCompany = n % 2 === 1;
      const registeredOn = n % 4 === 1 ? `2026-0${(n % 8) + 1}-15` : '2023-06-20';
      return {
        from: '2022-09-01',
        name: `示例${name}团队`,
        industry: cycle(FIELDS, number + n),
        project: `${cycle(SECOND, number + n)}产品研发`,
        founderType: cycle(FOUNDERS, n),
        members: 3 + (n % 6),
        companyName: isCompany ? `示例${name}科技有限公司` : null,
        uscc: isCompany ? usccFor(serial + n, '430104') : null,
        registeredOn: isCompany ? registeredOn : null,
      };
    }),
  );
  const [first] = teams;
  if (first && number === 1) await setTeamOrganisation(tx, first, DEMO_ORGANISATION_IDS.exampleTeam);
  const share = Math.max(1, Math.floor((space.desks * 0.8) / Math.max(1, space.tenants)));
  await put(
    'tenancy',
    teams.map((teamId, n) => ({
      from: n % 2 === 0 ? '2023-01-01' : '2022-10-01',
      ...(n >= space.tenants ? { to: '2025-06-30', exitKind: 'graduated' } : {}),
      teamId,
      number: `示例驻字${number}-${n + 1}`,
      freeMonths: space.freeMonths,
      includes: ['rent', 'internet'],
      desks: share,
    })),
  );
  await put(
    'investment_case',
    times(space.investments ?? 0, (n) => ({
      from: `2025-${String(n * 2 + 1).padStart(2, '0')}-18`,
      teamId: teams[n * 2 + 1] ?? null,
      investor: '示例天使投资基金',
      ownFund: false,
      amountFen: (50 + n * 30) * WAN,
      stage: '天使轮',
    })),
  );
}

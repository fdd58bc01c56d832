/** 湖南 第四条: the eight functions of a maker space. */
export const FUNCTIONS = {
  gather: { zh: '集聚创新创业者', en: 'Gathering makers and founders' },
  technology: { zh: '技术创新服务', en: 'Technology services' },
  finance: { zh: '创业融资服务', en: 'Financing' },
  training: { zh: '创业教育培训', en: 'Training' },
  mentors: { zh: '创业导师队伍', en: 'Mentors' },
  events: { zh: '创新创业活动', en: 'Events' },
  links: { zh: '链接创新资源', en: 'Linking resources' },
  policies: { zh: '落实创业政策', en: 'Carrying out policies' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type SpaceFunction = keyof typeof FUNCTIONS;

interface Source {
  readonly fn: SpaceFunction;
  readonly zh: string;
  readonly en: string;
  /** The book it is counted from; `session` and `grant` come of the system's own cases and bookings. */
  readonly from: 'session' | 'grant' | Book;
  /** SQL over the book. */
  readonly where?: string;
  /** What may be shown of a record to everyone: no names of persons or teams and no terms of contracts. */
  readonly title?: string;
}
type Book =
  | 'tenancy'
  | 'service'
  | 'service_delivery'
  | 'seed_fund'
  | 'investment_case'
  | 'cooperation_agreement'
  | 'event'
  | 'mentor_agreement'
  | 'grant_received';

const TECHNOLOGY = `kind in ('rdDesign', 'techTransfer', 'testing')`;
const INCUBATION = `kind in ('incubation', 'platform', 'other')`;
const POLICY = `kind in ('consulting', 'ip')`;
const FINANCE = `kind = 'finance'`;

/** What a function is counted from: what is offered and what was really done, apart. */
export const LINES = {
  tenancies: {
    fn: 'gather',
    zh: '入驻团队和企业',
    en: 'Resident teams and companies',
    from: 'tenancy',
    where: 'remote is not true',
  },
  remoteTenancies: { fn: 'gather', zh: '远程入驻团队', en: 'Remote teams', from: 'tenancy', where: 'remote' },
  incubationOffered: {
    fn: 'gather',
    zh: '创业孵化和信息平台服务项目',
    en: 'Incubation and platform services offered',
    from: 'service',
    where: INCUBATION,
    title: 'description',
  },
  incubationDelivered: {
    fn: 'gather',
    zh: '已提供的创业孵化和信息平台服务',
    en: 'Incubation and platform services delivered',
    from: 'service_delivery',
    where: INCUBATION,
    title: 'title',
  },
  technologyOffered: {
    fn: 'technology',
    zh: '技术类服务项目',
    en: 'Technology services offered',
    from: 'service',
    where: TECHNOLOGY,
    title: 'description',
  },
  technologyDelivered: {
    fn: 'technology',
    zh: '已提供的技术类服务',
    en: 'Technology services delivered',
    from: 'service_delivery',
    where: TECHNOLOGY,
    title: 'title',
  },
  financeOffered: {
    fn: 'finance',
    zh: '科技金融服务项目',
    en: 'Financing services offered',
    from: 'service',
    where: FINANCE,
    title: 'description',
  },
  financeDelivered: {
    fn: 'finance',
    zh: '已提供的科技金融服务',
    en: 'Financing services delivered',
    from: 'service_delivery',
    where: FINANCE,
    title: 'title',
  },
  seedFunds: { fn: 'finance', zh: '种子基金', en: 'Seed funds', from: 'seed_fund', title: 'name' },
  investments: { fn: 'finance', zh: '投资实例', en: 'Investments', from: 'investment_case' },
  funders: {
    fn: 'finance',
    zh: '投融资合作协议',
    en: 'Agreements with funders',
    from: 'cooperation_agreement',
    where: `kind in ('angel', 'venture', 'privateEquity', 'guarantee', 'bank')`,
    title: 'partner',
  },
  trainings: {
    fn: 'training',
    zh: '培训、讲堂和训练营',
    en: 'Trainings, lectures and bootcamps',
    from: 'event',
    where: `kind in ('training', 'lecture', 'bootcamp')`,
    title: 'title',
  },
  mentors: { fn: 'mentors', zh: '导师聘任', en: 'Mentors appointed', from: 'mentor_agreement' },
  sessions: { fn: 'mentors', zh: '双方确认的辅导', en: 'Sessions confirmed by both sides', from: 'session' },
  events: {
    fn: 'events',
    zh: '路演、大赛和沙龙',
    en: 'Roadshows, contests and salons',
    from: 'event',
    where: `kind in ('roadshow', 'contest', 'salon')`,
    title: 'title',
  },
  exchanges: {
    fn: 'links',
    zh: '对接交流',
    en: 'Exchanges',
    from: 'event',
    where: `kind in ('exchange', 'other')`,
    title: 'title',
  },
  partners: {
    fn: 'links',
    zh: '高校院所和服务机构合作',
    en: 'Universities, institutes and service bodies',
    from: 'cooperation_agreement',
    where: `kind in ('university', 'institute', 'service', 'other')`,
    title: 'partner',
  },
  adviceOffered: {
    fn: 'policies',
    zh: '知识产权和政策咨询服务项目',
    en: 'IP and policy advice offered',
    from: 'service',
    where: POLICY,
    title: 'description',
  },
  adviceDelivered: {
    fn: 'policies',
    zh: '已提供的知识产权和政策咨询服务',
    en: 'IP and policy advice delivered',
    from: 'service_delivery',
    where: POLICY,
    title: 'title',
  },
  entitlements: {
    fn: 'policies',
    zh: '入驻团队获批的待遇',
    en: 'Entitlements granted to resident teams',
    from: 'grant',
    title: 'title',
  },
  grants: { fn: 'policies', zh: '取得的财政补助', en: 'Grants received', from: 'grant_received', title: 'purpose' },
} as const satisfies Record<string, Source>;
export type LineId = keyof typeof LINES;
export const LINE_IDS = Object.keys(LINES) as [LineId, ...LineId[]];
export const sourceOf = (line: LineId): Source => LINES[line];

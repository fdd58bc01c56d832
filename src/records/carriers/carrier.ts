import type { FieldOption } from '../keeping/kind.ts';

/** Kinds of carrier a policy pack may speak of. */
export const CARRIER_KINDS = {
  makerSpace: { zh: '众创空间', en: 'Maker space' },
  incubator: { zh: '科技企业孵化器', en: 'Incubator' },
  accelerator: { zh: '加速器', en: 'Accelerator' },
  nursery: { zh: '创业苗圃', en: 'Nursery' },
  sciencePark: { zh: '大学科技园', en: 'University science park' },
  entrepreneurshipBase: { zh: '创业基地', en: 'Entrepreneurship base' },
  cluster: { zh: '众创集聚区', en: 'Innovation cluster' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type CarrierKind = keyof typeof CARRIER_KINDS;

/** 钦州 二(一): forms within a kind. */
export const CARRIER_FORMS = {
  creatorSpace: { zh: '创客空间', en: 'Creator space', kind: 'makerSpace' },
  cafe: { zh: '创业咖啡', en: 'Startup café', kind: 'makerSpace' },
  innovationFactory: { zh: '创新工厂', en: 'Innovation factory', kind: 'makerSpace' },
  community: { zh: '创业社区', en: 'Startup community', kind: 'makerSpace' },
  smallBusinessBase: { zh: '小微企业创业孵化基地', en: 'Small-business base', kind: 'entrepreneurshipBase' },
  studentBase: { zh: '大学生创业基地', en: 'Student base', kind: 'entrepreneurshipBase' },
  farmerPark: { zh: '农民工创业园', en: 'Returning-worker park', kind: 'entrepreneurshipBase' },
  returneePark: { zh: '留学人员创业园', en: 'Returnee park', kind: 'entrepreneurshipBase' },
  // 江苏 三(三): the two kinds of cluster.
  spaceCluster: { zh: '以众创空间为特色', en: 'Of maker spaces', kind: 'cluster' },
  founderCluster: { zh: '以创业企业或创业人员为特色', en: 'Of start-ups and founders', kind: 'cluster' },
} as const satisfies Record<string, { zh: string; en: string; kind: CarrierKind }>;
export type CarrierForm = keyof typeof CARRIER_FORMS;

/** 河东 二(一): kinds of premises, by the features that say so. */
export const PREMISES_TYPES = {
  commercialComplex: {
    zh: '商业综合体',
    en: 'Commercial complex',
    features: ['商业综合体', '大型商业综合体', '商业设施'],
  },
  officeTower: { zh: '5A写字楼', en: 'Grade-A office', features: ['5A写字楼', '写字楼'] },
  oldFactory: { zh: '老旧厂房', en: 'Old factory', features: ['老旧厂房', '老旧厂房改造'] },
  idleBuilding: { zh: '闲置楼宇', en: 'Idle building', features: ['闲置楼宇', '闲置房屋'] },
  industrialPark: { zh: '产业园区', en: 'Industrial park', features: ['产业园区', '软件园'] },
  campus: { zh: '高校院所', en: 'Campus', features: ['高校', '高校院所', '科研院所'] },
} as const satisfies Record<string, { zh: string; en: string; features: readonly string[] }>;
export type PremisesType = keyof typeof PREMISES_TYPES;

/** What of its features says what kind of premises a carrier has. */
export function premisesTypesOf(features: readonly string[]): PremisesType[] {
  return (Object.keys(PREMISES_TYPES) as PremisesType[]).filter((type) =>
    PREMISES_TYPES[type].features.some((one: string) => features.includes(one)),
  );
}

/** 江苏 三(五): service models. */
export const SERVICE_MODELS = {
  investment: { zh: '投资促进型', en: 'Investment' },
  media: { zh: '媒体延展型', en: 'Media' },
  training: { zh: '培训辅导型', en: 'Training' },
  maker: { zh: '创客孵化型', en: 'Maker incubation' },
  professional: { zh: '专业服务型', en: 'Professional services' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type ServiceModel = keyof typeof SERVICE_MODELS;

/** 类型: whether a carrier is bound to one sector. */
export const CARRIER_CLASSES = {
  comprehensive: { zh: '综合型', en: 'Comprehensive' },
  professional: { zh: '专业型', en: 'Professional' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type CarrierClass = keyof typeof CARRIER_CLASSES;

/** 上海 第七条: 场地面积(in premises)、运营机构、经营方向、决策目标; the name goes with them. */
export const MATERIAL_FIELDS = {
  name: { zh: '名称', en: 'Name' },
  operatorId: { zh: '运营机构', en: 'Operator' },
  focus: { zh: '经营方向', en: 'Direction' },
  goals: { zh: '决策目标', en: 'Goals' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type MaterialField = keyof typeof MATERIAL_FIELDS;
export type Material = { name: string; operatorId: string | null; focus: string | null; goals: string | null };
/** What is kept by validity: what is material, and class and service model, which no filing binds. */
export type Versioned = Material & { class: CarrierClass | null; serviceModel: ServiceModel | null };

export interface CarrierRow extends Versioned {
  id: string;
  kind: CarrierKind;
  form: CarrierForm | null;
  features: string[];
  /** Of INDUSTRIES: the direction, in the catalogue's terms. */
  focusIndustries: string[];
  territoryId: string;
  territoryName: string;
  address: string | null;
  /** null: not known. */
  openedOn: string | null;
  closedOn: string | null;
  virtualUrl: string | null;
  summary: string | null;
  source: string | null;
  /** The pack whose filing binds the carrier: material data change by a case only. */
  changeProcedure: string | null;
  operatorName: string | null;
  example: boolean;
  version: number;
  createdAt: string;
  updatedAt: string;
}

/** What the carrier was called, who ran it, what for, of which class and service model, over time. */
export interface CarrierVersion extends Versioned {
  id: string;
  /** null: since its beginning. */
  validFrom: string | null;
  validTo: string | null;
  operatorName: string | null;
  caseId: string | null;
  recordedAt: string;
}

export function materialDifference(before: Material, after: Material): MaterialField[] {
  return (Object.keys(MATERIAL_FIELDS) as MaterialField[]).filter((field) => before[field] !== after[field]);
}

export function optionsOf(table: Readonly<Record<string, { zh: string; en: string }>>): FieldOption[] {
  return Object.entries(table).map(([code, { zh, en }]) => ({ code, zh, en }));
}

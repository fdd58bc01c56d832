/** The demo's rows have ids of their own, so that tests and the demo's cases can name them. */
const id = (group: string, number: number) => `00000000-0000-8000-9000-${group}${String(number).padStart(8, '0')}`;

export const DEMO_ZONE = id('0001', 1);

/** By the keys under which the demo people act for them, and further ones. */
export const DEMO_ORGANISATION_IDS = {
  platform: id('0002', 1),
  provinceDepartment: id('0002', 2),
  cityBureau: id('0002', 3),
  zoneCommittee: id('0002', 4),
  operator: id('0002', 5),
  secondOperator: id('0002', 6),
  thirdOperator: id('0002', 7),
  agency: id('0002', 8),
  expertsBase: id('0002', 9),
  shanghaiCommission: id('0002', 10),
  shanghaiDistrict: id('0002', 11),
  shanghaiAlliance: id('0002', 12),
  shanghaiCentre: id('0002', 13),
  shanghaiOperator: id('0002', 14),
  tianjinCommission: id('0002', 15),
  hedongBureau: id('0002', 16),
  smartElectricInstitute: id('0002', 17),
  electricInstitute: id('0002', 18),
  exampleTeam: id('0002', 19),
  hedongOperator: id('0002', 20),
  hedongExperts: id('0002', 21),
  changshaWindow: id('0002', 22),
  jiangsuOperator: id('0002', 30),
  jiangsuWindow: id('0002', 31),
  jiangsuProvince: id('0002', 32),
  jiangsuCity: id('0002', 33),
} as const;
export type DemoOrganisationKey = keyof typeof DEMO_ORGANISATION_IDS;

export const DEMO_CARRIER_IDS = {
  // 河东区: what the report of 2017 says of them, and nothing else.
  hedongM3: id('0003', 1),
  hedongElectric: id('0003', 2),
  hedongHandInHand: id('0003', 3),
  hedongYitang: id('0003', 4),
  hedongNash: id('0003', 5),
  hedongQinfang: id('0003', 6),
  // 示例高新区, 长沙: invented. The first eight meet 第五条.
  xingtu: id('0003', 11),
  yunshan: id('0003', 12),
  qihang: id('0003', 13),
  juguang: id('0003', 14),
  lanhai: id('0003', 15),
  mufeng: id('0003', 16),
  zhizhou: id('0003', 17),
  xinyuan: id('0003', 18),
  // Too small; too few teams and free months; a lease too short.
  xiaowu: id('0003', 19),
  chuying: id('0003', 20),
  duanzu: id('0003', 21),
  // Kept in part, and not at all.
  banben: id('0003', 22),
  kongbai: id('0003', 23),
  // 上海: invented.
  pujiang: id('0003', 31),
  zhangjiang: id('0003', 32),
  // 江苏: invented; 四(五) of its work plan lets companies register at a desk.
  jinling: id('0003', 41),
  // 江苏: a cluster that asks to be recognised (三(三)).
  jinlingCluster: id('0003', 42),
  // 示例高新区: a cluster of its spaces.
  zoneCluster: id('0003', 51),
} as const;
export type DemoCarrierKey = keyof typeof DEMO_CARRIER_IDS;

/** 长沙: invented, recognised years ago; they come with the demo's cases. */
export const DEMO_HOLDER_IDS = {
  lushan: id('0003', 61),
  juzhou: id('0003', 62),
  meixi: id('0003', 63),
  yanghu: id('0003', 64),
  tianxin: id('0003', 65),
} as const;
export type DemoHolderKey = keyof typeof DEMO_HOLDER_IDS;

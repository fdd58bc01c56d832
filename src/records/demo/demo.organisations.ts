import { usccFor } from '../../kernel/uscc.ts';
import type { Tx } from '../../platform/db/database.ts';
import { insertOrganisation } from '../organisations/organisation.store.ts';
import type { LegalForm, OrganisationKind } from '../organisations/organisation.ts';
import { territoryIdOf } from '../territories/territory.ts';
import { DEMO_ORGANISATION_IDS, DEMO_ZONE, type DemoOrganisationKey } from './demo.ids.ts';

interface Demo {
  kind: OrganisationKind;
  name: string;
  territory: string;
  /** Invented. Real bodies are named without a code, since none of the sources gives it. */
  example?: { uscc: string | null; legalForm: LegalForm | null; registeredOn: string | null };
}

const invented = (serial: number, division: string, registeredOn: string, legalForm: LegalForm = 'enterprise') => ({
  uscc: usccFor(
    serial,
    division,
    { enterprise: '91', publicInstitution: '12', socialService: '52', other: '91' }[legalForm],
  ),
  legalForm,
  registeredOn,
});

const ORGANISATIONS: Readonly<Record<DemoOrganisationKey, Demo>> = {
  platform: {
    kind: 'platform',
    name: '示例平台运维中心',
    territory: '100000',
    example: invented(101, '430102', '2015-01-05', 'publicInstitution'),
  },
  provinceDepartment: { kind: 'department', name: '湖南省科学技术厅', territory: '430000' },
  cityBureau: { kind: 'department', name: '长沙市科技局', territory: '430100' },
  zoneCommittee: {
    kind: 'zoneCommittee',
    name: '示例高新区管理委员会',
    territory: DEMO_ZONE,
    example: invented(104, '430100', '2010-03-01', 'publicInstitution'),
  },
  changshaWindow: {
    kind: 'department',
    name: '示例高新区企业登记窗口',
    territory: DEMO_ZONE,
    example: invented(122, '430104', '2011-05-04', 'publicInstitution'),
  },
  operator: {
    kind: 'operator',
    name: '示例星图创业服务有限公司',
    territory: '430104',
    example: invented(105, '430104', '2016-03-18'),
  },
  secondOperator: {
    kind: 'operator',
    name: '示例蓝海孵化管理有限公司',
    territory: '430104',
    example: invented(106, '430104', '2017-09-12'),
  },
  thirdOperator: {
    kind: 'operator',
    name: '示例湘江创客服务中心',
    territory: '430102',
    example: invented(107, '430102', '2019-05-20', 'socialService'),
  },
  agency: {
    kind: 'agency',
    name: '示例科技评估咨询有限公司',
    territory: '430100',
    example: invented(108, '430100', '2012-06-01'),
  },
  expertsBase: {
    kind: 'university',
    name: '示例大学',
    territory: '430100',
    example: invented(109, '430100', '1998-09-01', 'publicInstitution'),
  },
  shanghaiCommission: { kind: 'department', name: '上海市科学技术委员会', territory: '310000' },
  shanghaiDistrict: { kind: 'department', name: '浦东新区科技主管部门', territory: '310115' },
  shanghaiAlliance: { kind: 'alliance', name: '上海众创空间联盟', territory: '310000' },
  shanghaiCentre: { kind: 'agency', name: '上海市科技创业中心', territory: '310000' },
  shanghaiOperator: {
    kind: 'operator',
    name: '示例浦江众创服务有限公司',
    territory: '310115',
    example: invented(114, '310115', '2018-04-08'),
  },
  tianjinCommission: { kind: 'department', name: '天津市科委', territory: '120000' },
  hedongBureau: { kind: 'department', name: '河东区科委', territory: '120102' },
  smartElectricInstitute: { kind: 'institute', name: '天津智能电气研究院', territory: '120102' },
  electricInstitute: { kind: 'institute', name: '天津电气科学研究院', territory: '120102' },
  hedongOperator: {
    kind: 'operator',
    name: '示例河东众创服务有限公司',
    territory: '120102',
    example: invented(120, '120102', '2016-05-09'),
  },
  hedongExperts: {
    kind: 'institute',
    name: '示例津门科技研究院',
    territory: '120102',
    example: invented(121, '120102', '2011-04-11', 'publicInstitution'),
  },
  jiangsuOperator: {
    kind: 'operator',
    name: '示例金陵创业服务有限公司',
    territory: '320102',
    example: invented(130, '320102', '2019-03-12'),
  },
  // Where the window clerk sits.
  jiangsuWindow: {
    kind: 'department',
    name: '示例玄武区企业登记窗口',
    territory: '320102',
    example: invented(131, '320102', '2010-01-04', 'publicInstitution'),
  },
  jiangsuProvince: { kind: 'department', name: '江苏省科学技术厅', territory: '320000' },
  jiangsuCity: { kind: 'department', name: '南京市科学技术局', territory: '320100' },
  // Acts for the first team of the first example space.
  exampleTeam: {
    kind: 'team',
    name: '示例创业团队',
    territory: '430104',
    example: { uscc: null, legalForm: null, registeredOn: null },
  },
};

export async function insertDemoOrganisations(tx: Tx, at: string): Promise<void> {
  for (const [key, { kind, name, territory, example }] of Object.entries(ORGANISATIONS)) {
    await insertOrganisation(tx, DEMO_ORGANISATION_IDS[key as DemoOrganisationKey], {
      kind,
      name,
      uscc: example?.uscc ?? null,
      legalForm: example?.legalForm ?? null,
      legalPerson: example?.uscc ? true : null,
      territoryId: territory === DEMO_ZONE ? DEMO_ZONE : territoryIdOf(territory),
      registeredOn: example?.registeredOn ?? null,
      address: null,
      verifiedAt: example ? at : null,
      example: example !== undefined,
      at,
    });
  }
}

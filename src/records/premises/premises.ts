import type { RecordKind } from '../keeping/kind.ts';

export const PREMISES = {
  code: 'premises',
  zh: '场地',
  en: 'Premises',
  group: 'site',
  when: 'period',
  startZh: '启用日期',
  endZh: '停用日期',
  title: ['name', 'address'],
  hint: '每处办公场所一行；面积变动时用“自某日起变更”，原记录保留',
  fields: {
    name: { type: 'text', zh: '场地名称', en: 'Name' },
    address: { type: 'text', zh: '地址', en: 'Address', required: true, hint: '写到楼层和房号' },
    tenure: {
      type: 'option',
      zh: '使用方式',
      en: 'Tenure',
      options: [
        { code: 'owned', zh: '自有', en: 'Owned' },
        { code: 'leased', zh: '租赁', en: 'Leased' },
        { code: 'free', zh: '无偿使用', en: 'Free use' },
      ],
    },
    areaM2: {
      type: 'area',
      zh: '建筑面积',
      en: 'Floor area',
      unit: 'm2',
      material: true,
      hint: '以产权证明或租赁合同为准',
    },
  },
} as const satisfies RecordKind;

export const LEASE = {
  code: 'lease',
  zh: '租赁合同',
  en: 'Leases',
  group: 'site',
  when: 'period',
  startZh: '租期起',
  endZh: '租期止',
  title: ['number', 'landlord'],
  hint: '起止日期按合同填写，止日为最后一天',
  fields: {
    premisesId: { type: 'reference', refersTo: 'premises', zh: '场地', en: 'Premises', required: true },
    landlord: { type: 'text', zh: '出租方', en: 'Landlord' },
    number: { type: 'text', zh: '合同编号', en: 'Contract number' },
    rentFen: { type: 'money', zh: '年租金', en: 'Rent per year', unit: '万元' },
  },
} as const satisfies RecordKind;

export const AREA_USE = {
  code: 'area_use',
  zh: '面积用途',
  en: 'Areas by use',
  group: 'site',
  when: 'period',
  startZh: '起始日期',
  endZh: '终止日期',
  title: ['name', 'use'],
  fields: {
    premisesId: { type: 'reference', refersTo: 'premises', zh: '场地', en: 'Premises' },
    name: { type: 'text', zh: '区域名称', en: 'Name' },
    use: {
      type: 'option',
      zh: '用途',
      en: 'Use',
      required: true,
      options: [
        { code: 'public', zh: '公共场地', en: 'Public' },
        { code: 'tenant', zh: '入驻团队和企业使用', en: 'Used by tenants' },
        { code: 'office', zh: '运营机构办公', en: 'Operator’s office' },
        { code: 'other', zh: '其他', en: 'Other' },
      ],
      hint: '公共场地包括接待、展示、会议、洽谈、休闲和专业设备等公共服务场地',
    },
    areaM2: { type: 'area', zh: '面积', en: 'Area', unit: 'm2', required: true },
  },
} as const satisfies RecordKind;

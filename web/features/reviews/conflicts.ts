export const CONFLICTS = {
  organisation: '同一单位',
  employer: '任职关系',
  shareholding: '持股关系',
  other: '其他利害关系',
  phone: '联系电话相同',
  person: '同一人',
  namesake: '姓名相同',
  recused: '曾申请回避',
} as const;

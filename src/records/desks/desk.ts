import { ZONE_FIELD } from '../floors/floor.ts';
import type { RecordKind } from '../keeping/kind.ts';

export const DESK = {
  code: 'desk',
  zh: '工位',
  en: 'Desks',
  group: 'site',
  when: 'period',
  startZh: '启用日期',
  endZh: '停用日期',
  title: ['code', 'kind'],
  hint: '可一行登记一个工位(填编号)，也可一行登记一组(填数量)',
  fields: {
    code: { type: 'text', zh: '编号', en: 'Code' },
    kind: {
      type: 'option',
      zh: '类型',
      en: 'Kind',
      required: true,
      options: [
        { code: 'fixed', zh: '固定工位', en: 'Fixed' },
        { code: 'hot', zh: '流动工位', en: 'Hot' },
        { code: 'virtual', zh: '虚拟工位', en: 'Virtual' },
      ],
    },
    count: { type: 'count', zh: '数量', en: 'Count', unit: '个', required: true, initial: 1 },
    zoneId: ZONE_FIELD,
  },
} as const satisfies RecordKind;

import { ZONE_FIELD } from '../floors/floor.ts';
import type { RecordKind } from '../keeping/kind.ts';

export const ROOM = {
  code: 'room',
  zh: '会议室和洽谈室',
  en: 'Rooms',
  group: 'site',
  when: 'period',
  startZh: '启用日期',
  endZh: '停用日期',
  title: ['name', 'kind'],
  fields: {
    name: { type: 'text', zh: '名称', en: 'Name' },
    kind: {
      type: 'option',
      zh: '类型',
      en: 'Kind',
      required: true,
      options: [
        { code: 'meeting', zh: '会议室', en: 'Meeting room' },
        { code: 'negotiation', zh: '洽谈室', en: 'Negotiation room' },
        { code: 'roadshow', zh: '路演厅', en: 'Roadshow hall' },
        { code: 'training', zh: '培训教室', en: 'Training room' },
        { code: 'other', zh: '其他', en: 'Other' },
      ],
    },
    count: { type: 'count', zh: '间数', en: 'Count', unit: '间', required: true, initial: 1 },
    seats: { type: 'count', zh: '座位数', en: 'Seats', unit: '座' },
    zoneId: ZONE_FIELD,
    areaM2: { type: 'area', zh: '面积', en: 'Area', unit: 'm2' },
  },
} as const satisfies RecordKind;

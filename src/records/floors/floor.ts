import type { Field, RecordKind } from '../keeping/kind.ts';

export const FLOOR = {
  code: 'floor',
  zh: '楼层',
  en: 'Floors',
  group: 'site',
  when: 'period',
  startZh: '启用日期',
  endZh: '停用日期',
  title: ['name'],
  fields: {
    name: { type: 'text', zh: '名称', en: 'Name', required: true, hint: '如“A座2层”' },
    level: { type: 'count', zh: '层数', en: 'Level', unit: '层' },
  },
} as const satisfies RecordKind;

export const ZONE = {
  code: 'zone',
  zh: '分区',
  en: 'Zones',
  group: 'site',
  when: 'period',
  startZh: '启用日期',
  endZh: '停用日期',
  title: ['name'],
  fields: {
    name: { type: 'text', zh: '名称', en: 'Name', required: true },
    floorId: { type: 'reference', refersTo: 'floor', zh: '楼层', en: 'Floor' },
    use: {
      type: 'option',
      zh: '用途',
      en: 'Use',
      options: [
        { code: 'work', zh: '办公', en: 'Work' },
        { code: 'meeting', zh: '会议洽谈', en: 'Meetings' },
        { code: 'event', zh: '活动路演', en: 'Events' },
        { code: 'workshop', zh: '创客工坊', en: 'Workshop' },
        { code: 'rest', zh: '休闲交流', en: 'Rest' },
        { code: 'other', zh: '其他', en: 'Other' },
      ],
    },
  },
} as const satisfies RecordKind;

/** Where in the space a desk, a room, a device or a locker stands. */
export const ZONE_FIELD = {
  type: 'reference',
  refersTo: 'zone',
  zh: '所在分区',
  en: 'Zone',
} as const satisfies Field;

import { ZONE_FIELD } from '../floors/floor.ts';
import type { RecordKind } from '../keeping/kind.ts';

export const DEVICE = {
  code: 'device',
  zh: '设备',
  en: 'Devices',
  group: 'site',
  when: 'period',
  startZh: '启用日期',
  endZh: '停用日期',
  title: ['name', 'kind'],
  fields: {
    name: { type: 'text', zh: '名称', en: 'Name', required: true },
    kind: {
      type: 'option',
      zh: '类型',
      en: 'Kind',
      required: true,
      options: [
        { code: 'projector', zh: '投影与显示', en: 'Projector' },
        { code: 'videoConference', zh: '视频会议', en: 'Video conference' },
        { code: 'printer3d', zh: '三维打印', en: '3D printer' },
        { code: 'instrument', zh: '仪器', en: 'Instrument' },
        { code: 'machine', zh: '加工设备', en: 'Machine' },
        { code: 'computing', zh: '算力', en: 'Computing' },
        { code: 'photo', zh: '摄影录音', en: 'Photo and sound' },
        { code: 'other', zh: '其他', en: 'Other' },
      ],
    },
    model: { type: 'text', zh: '型号', en: 'Model' },
    count: { type: 'count', zh: '台数', en: 'Count', unit: '台', required: true, initial: 1 },
    zoneId: ZONE_FIELD,
  },
} as const satisfies RecordKind;

export const LOCKER = {
  code: 'locker',
  zh: '储物柜',
  en: 'Lockers',
  group: 'site',
  when: 'period',
  startZh: '启用日期',
  endZh: '停用日期',
  title: ['code'],
  fields: {
    code: { type: 'text', zh: '编号', en: 'Code' },
    count: { type: 'count', zh: '格数', en: 'Count', unit: '格', required: true, initial: 1 },
    zoneId: ZONE_FIELD,
  },
} as const satisfies RecordKind;

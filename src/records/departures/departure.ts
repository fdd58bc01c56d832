import { TENANCY } from '../teams/team.ts';

export const DEPARTURE_STATES = {
  noticed: { zh: '已通知退出', en: 'Notice given' },
  done: { zh: '已退出', en: 'Left' },
  withdrawn: { zh: '通知已撤回', en: 'Notice withdrawn' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type DepartureState = keyof typeof DEPARTURE_STATES;

/** 毕业和淘汰 name the space's criteria that were met. */
export const EXIT_KINDS = TENANCY.fields.exitKind.options;
export type ExitKind = (typeof EXIT_KINDS)[number]['code'];
export const PURPOSE_OF = { graduated: 'graduation', eliminated: 'elimination' } as const satisfies Partial<
  Record<ExitKind, string>
>;

/** Worked through before the last day is recorded. */
export const CHECKLIST = {
  keys: { zh: '钥匙、门禁卡已交回', en: 'Keys and cards returned' },
  desks: { zh: '工位已腾空、恢复原状', en: 'Desks cleared' },
  equipment: { zh: '借用的设备、物品已归还', en: 'Equipment returned' },
  network: { zh: '网络、水电账户已停用', en: 'Network and utilities closed' },
  domicile: { zh: '在工位登记的企业住所已告知办理变更', en: 'Domicile at the desk: told to change it' },
  money: { zh: '账单、押金已核对', en: 'Statements and deposit settled' },
  archive: { zh: '团队资料已归档', en: 'Archive kept' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type Check = keyof typeof CHECKLIST;
export const CHECKS = Object.keys(CHECKLIST) as [Check, ...Check[]];

export interface Checked {
  readonly id: Check;
  readonly done: boolean;
  readonly remark: string | null;
}

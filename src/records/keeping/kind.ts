/** One choice of a field; the code is kept, the words are shown. */
export interface FieldOption {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
}

/**
 * What a column holds. Money is kept in fen and typed in the unit of the field's label; area is m2; a date is
 * `YYYY-MM-DD`; `option` and `options` hold codes; `reference` holds an id.
 */
export type FieldType =
  | 'text'
  | 'longText'
  | 'count'
  | 'months'
  | 'area'
  | 'money'
  | 'date'
  | 'flag'
  | 'option'
  | 'options'
  | 'reference'
  | 'uscc';

export interface Field {
  readonly type: FieldType;
  readonly zh: string;
  readonly en: string;
  /** m2, 个, 月 ...; for money the unit a person types, for example 万元. */
  readonly unit?: string;
  readonly required?: true;
  readonly options?: readonly FieldOption[];
  /** The kind of record a `reference` names. */
  readonly refersTo?: string;
  /** The record may belong to another carrier: a team keeps its identity when it moves. */
  readonly anyCarrier?: true;
  /** 上海 第七条: while a filing binds the carrier, this changes by a case only. */
  readonly material?: true;
  /** For the person who fills it in. */
  readonly hint?: string;
  /** Value of a new row when none is given. */
  readonly initial?: string | number | boolean;
}

/** A noun of the daily work, as data: its table, its fields, its words. Forms, tables, Excel and checks follow from it. */
export interface RecordKind {
  /** The table, and the last part of the address. */
  readonly code: string;
  /** Whose records these are: a carrier's (default), or a team's own, wherever it stays. */
  readonly about?: 'team';
  readonly zh: string;
  readonly en: string;
  readonly group: RecordGroup;
  /** `period`: holds from a day to a day. `moment`: happened on a day. */
  readonly when: 'period' | 'moment';
  readonly startZh: string;
  readonly endZh?: string;
  /** Columns that name a row, first filled one wins. */
  readonly title: readonly string[];
  readonly fields: Readonly<Record<string, Field>>;
  readonly hint?: string;
  /** Entered by a deed of its own that checks more; here it is read, and voided where it was a mistake. */
  readonly byDeed?: true;
  /** Fields of a new entry that begin as in the last one: a report that changes little from month to month. */
  readonly carriesOver?: readonly string[];
}

export const RECORD_GROUPS = {
  site: { zh: '场地与设施', en: 'Premises and facilities' },
  people: { zh: '人员与导师', en: 'People and mentors' },
  tenants: { zh: '团队与入驻', en: 'Teams and tenancies' },
  work: { zh: '服务与活动', en: 'Services and events' },
  funding: { zh: '投融资', en: 'Funding' },
  institution: { zh: '制度与资格', en: 'Institution' },
  growth: { zh: '团队成长', en: 'Growth of the team' },
  chain: { zh: '孵化链条', en: 'Incubation chain' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type RecordGroup = keyof typeof RECORD_GROUPS;

/** The column that says whose a record is. */
export function ownerColumn(kind: RecordKind): 'carrier_id' | 'team_id' {
  return kind.about === 'team' ? 'team_id' : 'carrier_id';
}

/** `areaM2` of the API is `area_m2` of the table. */
export function columnOf(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

export function isMaterial(kind: RecordKind): boolean {
  return Object.values(kind.fields).some((field) => field.material);
}

const yes = { zh: '是', en: 'Yes' };
const no = { zh: '否', en: 'No' };
/** How a cell of a table or a sheet writes a stored value. */
export function optionWords(field: Field, code: string, language: 'zh' | 'en' = 'zh'): string {
  if (field.type === 'flag') return (code === 'true' ? yes : no)[language];
  return field.options?.find((option) => option.code === code)?.[language] ?? code;
}

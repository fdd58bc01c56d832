/** Every way the system may say no: one row holds the code, the HTTP status and the words shown. */
export const REFUSALS = {
  fault: { status: 500, zh: '系统出现意外错误,已记录', en: 'An unexpected fault; it has been logged' },
  csrf: { status: 403, zh: '页面已过期或请求来自其他网站,请刷新后重试', en: 'The page has expired or the request came from another site' },
  'not-signed-in': { status: 401, zh: '请先登录', en: 'Please sign in' },
  'not-permitted': { status: 403, zh: '您没有此操作的权限', en: 'You are not permitted to do this' },
  'not-found': { status: 404, zh: '未找到', en: 'Not found' },
  conflict: { status: 409, zh: '内容已被他人更改,请刷新后重试', en: 'Changed by someone else; please reload' },
  'input.invalid': { status: 422, zh: '填写内容有误,请按提示修改', en: 'Some entries need correction' },
  'input.too-large': { status: 413, zh: '内容或文件过大', en: 'The content or file is too large' },
  'too-many-requests': { status: 429, zh: '操作过于频繁,请稍后再试', en: 'Too many requests; please wait a moment' },
  'file.type-not-allowed': { status: 422, zh: '不支持此类文件', en: 'This type of file is not accepted' },
  'file.empty': { status: 422, zh: '文件为空', en: 'The file is empty' },
  'file.damaged': { status: 500, zh: '文件内容与存证不符', en: 'The file differs from its sealed hash' },
  'workbook.unreadable': { status: 422, zh: '无法读取此表格文件', en: 'The workbook cannot be read' },
  'calendar.invalid': { status: 422, zh: '工作日历有误', en: 'The working-day calendar is not valid' },
  'calendar.not-published': {
    status: 409,
    zh: '该年度节假日安排尚未公布,期限为暂定',
    en: 'The calendar of that year is not published; the date is provisional',
  },
} as const satisfies Record<string, { status: RefusalStatus; zh: string; en: string }>;
export type RefusalStatus = 400 | 401 | 403 | 404 | 409 | 410 | 413 | 415 | 422 | 429 | 500 | 503;
export type RefusalCode = keyof typeof REFUSALS;

/** One entry to correct. `path` names the field as the form does (`premises.0.area`); `message` is Chinese. */
export interface FieldRefusal {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

/** An expected "no". Shown to the user and audited; never logged as a fault. Anything else thrown is a bug. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly details: Readonly<Record<string, unknown>>;
  readonly fields: readonly FieldRefusal[];

  constructor(code: RefusalCode, details: Record<string, unknown> = {}, fields: readonly FieldRefusal[] = []) {
    super(code);
    this.name = 'Refusal';
    this.code = code;
    this.details = details;
    this.fields = fields;
  }

  get status(): RefusalStatus {
    return REFUSALS[this.code].status;
  }

  /** What crosses the wire. */
  toJSON(): RefusalBody {
    const { zh: message, en } = REFUSALS[this.code];
    const body = { code: this.code, message, en, details: this.details };
    return this.fields.length > 0 ? { ...body, fields: this.fields } : body;
  }
}

export interface RefusalBody {
  readonly code: RefusalCode;
  readonly message: string;
  readonly en: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly fields?: readonly FieldRefusal[];
}

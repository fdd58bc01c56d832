import { type Day, isDay } from '../../kernel/day.ts';
import { type Fen, MONEY_UNITS, type MoneyUnit, parseMoney } from '../../kernel/money.ts';
import { Refusal } from '../../kernel/refusal.ts';

/** What a column of a table holds; one definition serves the template, the reading and the export. */
export interface Column {
  readonly key: string;
  /** Without unit and star. */
  readonly title: string;
  readonly kind: ColumnKind;
  /** For `money` the unit people write in; else shown only. */
  readonly unit?: string;
  readonly required?: boolean;
  /** For `choice` and `choices`. */
  readonly choices?: readonly Choice[];
  /** How to fill it in, shown above the header. */
  readonly note?: string;
  /** Other headers it is known by. */
  readonly aliases?: readonly string[];
  /** Characters; 14 when absent. */
  readonly width?: number;
  /** A further demand on a value; answers in Chinese what is wrong. */
  readonly check?: (value: NonNullable<ColumnValue>) => string | undefined;
}
export interface Choice {
  readonly code: string;
  readonly zh: string;
}

/**
 * `code`: digits that are a name, kept as text. `money`: whole fen. `date`: `YYYY-MM-DD`. `month`: `YYYY-MM`.
 * `choice`: the code of one, `choices`: of several.
 */
export type ColumnKind =
  | 'text'
  | 'code'
  | 'integer'
  | 'number'
  | 'money'
  | 'date'
  | 'month'
  | 'choice'
  | 'choices'
  | 'flag';
export type ColumnValue = string | number | boolean | readonly string[] | null;

/** A cell as it was found, before anyone says what it should be. */
export interface RawCell {
  readonly text: string;
  readonly number?: number;
  readonly day?: Day;
  /** `#REF!` and its like. */
  readonly error?: string;
}

/** `note`: understood, but worth a look. */
export type Parsed =
  | { readonly value: ColumnValue; readonly note?: { readonly code: string; readonly message: string } }
  | { readonly problem: { readonly code: string; readonly message: string } };

const problem = (code: string, message: string): Parsed => ({ problem: { code, message } });

/** Full-width digits and letters as usual ones, no blanks at the ends. */
export const plain = (text: string) => text.normalize('NFKC').trim();

/** @param unit the unit that the table's own header names, where it differs from the column's */
export function parseCell(column: Column, cell: RawCell, unit = column.unit): Parsed {
  if (cell.error) return problem('cell.error', `单元格公式有错误(${cell.error})`);
  if (cell.text.trim() === '') {
    return column.required ? problem('required', `请填写${column.title}`) : { value: null };
  }
  const parsed = parseKind(column, cell, unit);
  if ('problem' in parsed || parsed.value === null) return parsed;
  const wrong = column.check?.(parsed.value);
  return wrong === undefined ? parsed : problem('check', wrong);
}

function parseKind(column: Column, cell: RawCell, unit: string | undefined): Parsed {
  switch (column.kind) {
    case 'text':
      return { value: cell.day ?? cell.text.trim() };
    case 'code':
      return parseCode(cell);
    case 'integer':
    case 'number':
      return parseNumber(column, cell);
    case 'money':
      return parseAmount(cell, unit);
    case 'date':
    case 'month':
      return parseDate(column.kind, cell);
    case 'choice':
    case 'choices':
      return parseChoice(column, cell);
    case 'flag':
      return parseFlag(cell);
  }
}

function parseCode({ text, number }: RawCell): Parsed {
  const code = plain(text).replace(/\s/g, '');
  const isRounded = number !== undefined && Math.abs(number) >= 1e15;
  if (isRounded || /^\d(\.\d+)?E\+\d+$/i.test(code)) {
    return problem('code.rounded', '已被表格软件改成数值，末尾数字已丢失，请将单元格设为文本后重新填写');
  }
  return { value: number === undefined ? code : String(number) };
}

const APPROXIMATE = /余|以上|左右|约|近|多/;
const COUNTED = /(平方米|m2|家|个|人|名|场|次|项|件|台|套|月)$/;

function parseNumber({ kind, title }: Column, { text, number }: RawCell): Parsed {
  const written = plain(text).replace(/[,\s]/g, '');
  if (number === undefined && APPROXIMATE.test(written)) {
    return problem('number.approximate', `${title}请填写准确数字，不写“余”“以上”“约”`);
  }
  const bare = written.replace(COUNTED, '');
  const isPercent = bare.endsWith('%');
  const digits = isPercent ? bare.slice(0, -1) : bare;
  if (number === undefined && !/^-?\d+(\.\d+)?$/.test(digits)) return problem('number.form', `${title}应为数字`);
  const value = number ?? (isPercent ? Number(digits) / 100 : Number(digits));
  if (kind === 'integer' && !Number.isSafeInteger(value)) return problem('integer.form', `${title}应为整数`);
  return { value };
}

function parseAmount({ text, number }: RawCell, unit = '元'): Parsed {
  const written = number === undefined ? plain(text) : decimal(number);
  if (APPROXIMATE.test(written)) return problem('number.approximate', '请填写准确金额');
  const own = /(亿元?|万元?|千元|元)$/.exec(written)?.[1];
  const chosen = own ? (own.endsWith('元') ? own : `${own}元`) : unit;
  try {
    const amount: Fen = parseMoney(
      written.slice(0, written.length - (own?.length ?? 0)),
      isMoneyUnit(chosen) ? chosen : '元',
    );
    return { value: amount };
  } catch (error) {
    if (error instanceof Refusal) return problem('money.form', `应为金额(${chosen})，最小到分`);
    throw error;
  }
}

export const isMoneyUnit = (unit: string): unit is MoneyUnit => Object.hasOwn(MONEY_UNITS, unit);

/** A computed cell carries the noise of floats behind its fifteenth digit. */
const decimal = (number: number) =>
  Number(number.toPrecision(15)).toLocaleString('en', { useGrouping: false, maximumFractionDigits: 15 });

function parseDate(kind: 'date' | 'month', cell: RawCell): Parsed {
  const found = cell.day ? { day: cell.day, to: 'day' as const } : readDay(cell);
  if (!found) return problem('date.form', '日期无法识别，请写成2024-01-05或2024年1月5日');
  if (kind === 'month') {
    return found.to === 'year' ? problem('date.year-only', '请填写到月份') : { value: found.day.slice(0, 7) };
  }
  if (found.to === 'year') return problem('date.year-only', '请填写到日');
  if (found.to === 'day') return { value: found.day };
  return { value: found.day, note: { code: 'date.month-only', message: '只写到月份，按当月1日记录' } };
}

export interface WrittenDay {
  readonly day: Day;
  /** How far it was written; the rest is the first. */
  readonly to: 'day' | 'month' | 'year';
}

/** Reads `2024/1/5`, `2024.1.5`, `2024-01-05`, `20240105`, `2024年1月5日`, `2024年1月`, `2024`; full-width too. */
export function parseDayText(text: string): WrittenDay | undefined {
  const written = plain(text)
    .replace(/[T\s]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?Z?$/, '')
    .replace(/\s/g, '');
  const match =
    /^(\d{4})(\d{2})(\d{2})$/.exec(written) ??
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?$/.exec(written) ??
    /^(\d{4})[-/.年](\d{1,2})月?$/.exec(written) ??
    /^(\d{4})年?$/.exec(written);
  if (!match) return undefined;
  const [, year = '', month, date] = match;
  const day = `${year}-${(month ?? '1').padStart(2, '0')}-${(date ?? '1').padStart(2, '0')}`;
  if (!isDay(day) || year < '1900' || year > '2199') return undefined;
  return { day, to: date ? 'day' : month ? 'month' : 'year' };
}

/** A number in a date column is a day count from 1899-12-30 whose date format was lost; 20000 is 1954. */
function readDay({ text, number }: RawCell): WrittenDay | undefined {
  if (number === undefined || number < 20_000 || number > 80_000) return parseDayText(text);
  const day = new Date(Date.UTC(1899, 11, 30) + Math.floor(number) * 86_400_000).toISOString().slice(0, 10);
  return { day, to: 'day' };
}

function parseChoice({ kind, title, choices = [] }: Column, { text }: RawCell): Parsed {
  const parts =
    kind === 'choice'
      ? [plain(text)]
      : plain(text)
          .split(/[、,;\n]/)
          .map((part) => part.trim());
  const wanted = parts.filter((part) => part !== '');
  const codes: string[] = [];
  for (const part of wanted) {
    const found = choices.find(({ code, zh }) => plain(zh) === part || code === part);
    const offered = choices.slice(0, 12).map(({ zh }) => zh);
    if (!found) return problem('choice.unknown', `${title}没有“${part}”，可填：${offered.join('、')}`);
    codes.push(found.code);
  }
  return { value: kind === 'choice' ? (codes[0] ?? null) : codes };
}

const FLAGS: ReadonlyMap<string, boolean> = new Map([
  ...['是', '有', '√', '✓', 'y', 'yes', 'true', '1'].map((word) => [word, true] as const),
  ...['否', '无', '×', '✗', 'n', 'no', 'false', '0'].map((word) => [word, false] as const),
]);

function parseFlag({ text }: RawCell): Parsed {
  const value = FLAGS.get(plain(text).toLowerCase());
  return value === undefined ? problem('flag.form', '请填写“是”或“否”') : { value };
}

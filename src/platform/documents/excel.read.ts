import type ExcelJS from 'exceljs';
import { Refusal } from '../../kernel/refusal.ts';
import { type Column, type ColumnValue, isMoneyUnit, parseCell, plain, type RawCell } from './column.ts';
import { loadWorkbook, unreadable } from './excel.load.ts';

export interface CellProblem {
  /** Row and column as the program numbers them, from 1. */
  readonly row: number;
  readonly column: number;
  readonly key: string;
  readonly title: string;
  readonly code: string;
  readonly message: string;
}

export interface ReadRow {
  readonly number: number;
  /** `total`: 合计, 小计 and their like, not to be taken for an entry. */
  readonly kind: 'entry' | 'total';
  /** By column key; null is an empty cell. What has a problem is absent. */
  readonly values: Readonly<Record<string, ColumnValue>>;
  readonly problems: readonly CellProblem[];
  /** Understood, but worth a look. */
  readonly notes: readonly CellProblem[];
}

export interface ReadTable {
  readonly sheet: string;
  readonly headerRow: number;
  /** The last column of the header, for what is to be added beside it. */
  readonly lastColumn: number;
  /** The number of each column found, by key. */
  readonly columns: Readonly<Record<string, number>>;
  readonly rows: readonly ReadRow[];
  /** Headers that are no column of ours. */
  readonly ignored: readonly string[];
}

export interface ReadOptions {
  /** The first sheet whose header fits when absent. */
  readonly sheet?: string;
  readonly maxRows?: number;
}

export const PROBLEM_COLUMN = '错误说明';
const HEADER_SEARCH_ROWS = 20;

/**
 * Reads a table that people filled in: finds the header, follows merged cells, knows dates, numbers and codes however
 * they were written, and says of each row what is wrong with it.
 *
 * @throws Refusal `workbook.unreadable` when there is no table or a required column is missing, `input.too-large`
 */
export async function readWorkbook(
  bytes: Uint8Array,
  columns: readonly Column[],
  { sheet, maxRows = 20_000 }: ReadOptions = {},
): Promise<ReadTable> {
  const workbook = await loadWorkbook(bytes);
  const worksheets = workbook.worksheets.filter(({ name, state }) => (sheet ? name === sheet : state === 'visible'));
  const found = worksheets.map((worksheet) => findHeader(worksheet, columns)).sort((a, b) => b.score - a.score)[0];
  if (!found || found.score === 0) throw unreadable('没有找到表头，请使用下载的模板填写');
  const missing = columns.filter(
    ({ key, required }) => required && !found.places.some(({ column }) => column.key === key),
  );
  if (missing.length > 0) {
    throw new Refusal(
      'workbook.unreadable',
      { sheet: found.worksheet.name, missing: missing.map(({ title }) => title) },
      missing.map(({ key, title }) => ({ path: key, code: 'column.missing', message: `缺少“${title}”列` })),
    );
  }
  const rows: ReadRow[] = [];
  found.worksheet.eachRow((row, number) => {
    if (number <= found.row) return;
    const read = readRow(row, found.places);
    if (read) rows.push(read);
    if (rows.length > maxRows) throw new Refusal('input.too-large', { maxRows });
  });
  const { worksheet, row: headerRow, lastColumn, ignored } = found;
  const places = Object.fromEntries(found.places.map(({ column, index }) => [column.key, index]));
  return { sheet: worksheet.name, headerRow, lastColumn, columns: places, rows, ignored };
}

interface Place {
  readonly column: Column;
  readonly index: number;
  readonly unit: string | undefined;
}

interface Header {
  readonly worksheet: ExcelJS.Worksheet;
  readonly row: number;
  readonly score: number;
  readonly places: readonly Place[];
  readonly lastColumn: number;
  readonly ignored: readonly string[];
}

/** The row that names most columns; of a header in two rows, the lower. */
function findHeader(worksheet: ExcelJS.Worksheet, columns: readonly Column[]): Header {
  let best: Header = { worksheet, row: 0, score: 0, places: [], lastColumn: 0, ignored: [] };
  for (let number = 1; number <= Math.min(HEADER_SEARCH_ROWS, worksheet.rowCount); number += 1) {
    const places: Place[] = [];
    const ignored: string[] = [];
    let lastColumn = 0;
    worksheet.getRow(number).eachCell((cell, index) => {
      const text = rawOf(cell).text.trim();
      if (text === '' || text === PROBLEM_COLUMN) return;
      lastColumn = index;
      const column = columnNamed(text, columns);
      if (!column || places.some((place) => place.column === column)) ignored.push(text);
      else places.push({ column, index, unit: unitIn(text) });
    });
    if (places.length > 0 && places.length >= best.score) {
      best = { worksheet, row: number, score: places.length, places, lastColumn, ignored };
    }
  }
  return best;
}

const named = (text: string) => plain(text).replace(/[\s*:]/g, '');
const withoutBrackets = (text: string) => named(text).replace(/\([^()]*\)/g, '');

function columnNamed(text: string, columns: readonly Column[]): Column | undefined {
  const names = ({ title, aliases = [] }: Column) => [title, ...aliases];
  return (
    columns.find((column) => names(column).some((name) => named(name) === named(text))) ??
    columns.find((column) => names(column).some((name) => withoutBrackets(name) === withoutBrackets(text)))
  );
}

function unitIn(header: string): string | undefined {
  return [...plain(header).matchAll(/\(([^()]*)\)/g)]
    .map((match) => (match[1] ?? '').replace('单位:', ''))
    .find(isMoneyUnit);
}

const TOTAL = /^(合计|总计|小计|共计|总数)([:(\d]|$)/;

function readRow(row: ExcelJS.Row, places: readonly Place[]): ReadRow | undefined {
  const raws = places.map(({ index }) => rawOf(row.getCell(index)));
  if (raws.every(({ text, error }) => text.trim() === '' && !error)) return undefined;
  let firstText = '';
  row.eachCell((cell) => {
    firstText ||= rawOf(cell).text.replace(/\s/g, '');
  });
  const values: Record<string, ColumnValue> = {};
  const problems: CellProblem[] = [];
  const notes: CellProblem[] = [];
  const kind = TOTAL.test(plain(firstText)) ? 'total' : 'entry';
  for (const [number, { column, index, unit }] of places.entries()) {
    const parsed = parseCell(column, raws[number] ?? { text: '' }, unit ?? column.unit);
    const at = { row: row.number, column: index, key: column.key, title: column.title };
    if ('value' in parsed) {
      values[column.key] = parsed.value;
      if (parsed.note) notes.push({ ...at, ...parsed.note });
    } else if (kind === 'entry') problems.push({ ...at, ...parsed.problem });
  }
  return { number: row.number, kind, values, problems, notes };
}

/** A merged cell has the value of its first. */
function rawOf(cell: ExcelJS.Cell): RawCell {
  return rawOfValue(cell.isMerged ? cell.master.value : cell.value);
}

function rawOfValue(value: ExcelJS.CellValue): RawCell {
  if (value === null || value === undefined) return { text: '' };
  if (typeof value === 'string') return { text: value };
  if (typeof value === 'number') return { text: String(value), number: value };
  if (typeof value === 'boolean') return { text: value ? '是' : '否' };
  if (value instanceof Date) return rawOfDate(value);
  if ('error' in value) return { text: '', error: String(value.error) };
  if ('richText' in value) return { text: value.richText.map(({ text }) => text).join('') };
  if ('text' in value) return rawOfValue(value.text as ExcelJS.CellValue);
  if ('result' in value) return rawOfValue(value.result as ExcelJS.CellValue);
  return { text: '' };
}

function rawOfDate(date: Date): RawCell {
  if (Number.isNaN(date.getTime())) return { text: '', error: '#VALUE!' };
  const day = date.toISOString().slice(0, 10);
  return { text: day, day };
}

import type ExcelJS from 'exceljs';
import JSZip from 'jszip';
import { Refusal } from '../../kernel/refusal.ts';
import { decodeText } from '../files/file-type.ts';

const MAX_UNPACKED_BYTES = 200 * 1024 * 1024;
const MAX_RANGE_CELLS = 100_000;

/**
 * Opens an uploaded table: xlsx, or CSV in UTF-8 or GB 18030.
 *
 * @throws Refusal `workbook.unreadable` with what to do about it, `input.too-large` when it unpacks to too much
 */
export async function loadWorkbook(bytes: Uint8Array): Promise<ExcelJS.Workbook> {
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) throw unreadable('旧版 .xls 文件请另存为 .xlsx 后再上传');
  const { default: Excel } = await import('exceljs'); // large: loaded when first needed
  const workbook = new Excel.Workbook();
  if (!startsWith(bytes, [0x50, 0x4b])) return fromCsv(bytes, workbook);
  try {
    await workbook.xlsx.load((await defused(bytes)) as unknown as ExcelJS.Buffer);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw unreadable('文件已损坏或不是有效的表格');
  }
  return workbook;
}

export function unreadable(message: string): Refusal {
  return new Refusal('workbook.unreadable', { reason: message }, [
    { path: 'file', code: 'workbook.unreadable', message },
  ]);
}

const startsWith = (bytes: Uint8Array, magic: readonly number[]) => magic.every((byte, index) => bytes[index] === byte);

/** The reader spreads merged and validated ranges cell by cell: a rule on a whole column would stop the process. */
async function defused(bytes: Uint8Array): Promise<Buffer> {
  const zip = await JSZip.loadAsync(bytes);
  const sizeOf = (entry: JSZip.JSZipObject) =>
    (entry as unknown as { _data: { uncompressedSize: number } })._data.uncompressedSize;
  const unpacked = Object.values(zip.files).reduce((sum, entry) => sum + (entry.dir ? 0 : sizeOf(entry)), 0);
  if (unpacked > MAX_UNPACKED_BYTES) throw new Refusal('input.too-large', { unpacked });
  for (const entry of zip.file(/^xl\/worksheets\/[^/]+\.xml$/)) {
    const xml = await entry.async('string');
    const tame = xml
      .replace(/<mergeCell\b[^>]*\bref="([^"]*)"[^>]*\/>/g, keepSmall)
      .replace(/<dataValidation\b[^>]*\bsqref="([^"]*)"[^>]*(?:\/>|>[\s\S]*?<\/dataValidation>)/g, keepSmall)
      .replace(/<mergeCells\b[^>]*>\s*<\/mergeCells>|<dataValidations\b[^>]*>\s*<\/dataValidations>/g, '');
    if (tame !== xml) zip.file(entry.name, tame);
  }
  return zip.generateAsync({ type: 'nodebuffer' });
}

const keepSmall = (element: string, ranges: string) =>
  ranges.split(' ').reduce((sum, range) => sum + cellsIn(range), 0) > MAX_RANGE_CELLS ? '' : element;

function cellsIn(range: string): number {
  const match = /^([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?$/.exec(range);
  if (!match) return Number.POSITIVE_INFINITY;
  const [, left = '', top = '', right = left, bottom = top] = match;
  return (columnNumber(right) - columnNumber(left) + 1) * (Number(bottom) - Number(top) + 1);
}

const columnNumber = (letters: string) => [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);

function fromCsv(bytes: Uint8Array, workbook: ExcelJS.Workbook): ExcelJS.Workbook {
  const text = decodeText(bytes);
  if (text === undefined) throw unreadable('文件不是 Excel 或 CSV 表格');
  workbook.addWorksheet('CSV').addRows(parseCsv(text.replace(/^\ufeff/, '')));
  return workbook;
}

/** RFC 4180; a tab separates where the first line has one and no comma. */
export function parseCsv(text: string): string[][] {
  const firstLine = text.slice(0, text.search(/\r?\n|$/));
  const separator = firstLine.includes('\t') && !firstLine.includes(',') ? '\t' : ',';
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  const endCell = () => {
    row.push(cell);
    cell = '';
  };
  const endRow = () => {
    endCell();
    rows.push(row);
    row = [];
  };
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? '';
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text[at + 1] === '"') cell += text[++at];
      else quoted = false;
    } else if (sign === '"' && cell === '') quoted = true;
    else if (sign === separator) endCell();
    else if (sign === '\n') endRow();
    else if (sign !== '\r') cell += sign;
  }
  if (cell !== '' || row.length > 0) endRow();
  return rows;
}

import type ExcelJS from 'exceljs';
import { decimalOf, fen } from '../../kernel/money.ts';
import { type Column, type ColumnValue, isMoneyUnit } from './column.ts';
import { type DocumentInfo, printable } from './document.ts';
import { sealZip } from './zip.ts';

export interface SheetOfRows {
  readonly name: string;
  /** Above the table. */
  readonly title?: string;
  readonly notes?: readonly string[];
  readonly columns: readonly Column[];
  readonly rows: readonly Readonly<Record<string, ColumnValue | undefined>>[];
  /** Empty rows that get formats and drop-downs; they make it a template, which shows the notes of its columns. */
  readonly blankRows?: number;
}

const HEADER_FILL: ExcelJS.Fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE8EEF5' } };
const CHOICES_SHEET = '选项';
const BORDER = { style: 'thin', color: { argb: 'FFBFBFBF' } } as const;
const BOX: Partial<ExcelJS.Borders> = { top: BORDER, bottom: BORDER, left: BORDER, right: BORDER };

/** A workbook: templates to fill in and exports alike. The same input gives the same bytes. */
export async function buildWorkbook(sheets: readonly SheetOfRows[], info: DocumentInfo): Promise<Buffer> {
  const { default: Excel } = await import('exceljs'); // large: loaded when first needed
  const workbook = new Excel.Workbook();
  const at = new Date(info.at.epochMilliseconds);
  Object.assign(workbook, { creator: info.author, lastModifiedBy: info.author, created: at, modified: at });
  const choices = new ChoiceLists();
  for (const sheet of sheets) writeSheet(workbook, sheet, choices);
  choices.write(workbook);
  return sealZip(new Uint8Array(await workbook.xlsx.writeBuffer()), info.at);
}

/** `面积(平方米)*` */
export function headerOf({ title, unit, required }: Column): string {
  return `${title}${unit ? `(${unit})` : ''}${required ? '*' : ''}`;
}

function writeSheet(workbook: ExcelJS.Workbook, sheet: SheetOfRows, choices: ChoiceLists): void {
  const worksheet = workbook.addWorksheet(sheetName(sheet.name), {
    pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  });
  const { columns } = sheet;
  const above = [sheet.title ?? '', ...(sheet.notes ?? [])].filter((text) => text !== '');
  if (above.length > 0) {
    worksheet.addRow([printable(above.join('\n'))]);
    worksheet.mergeCells(1, 1, 1, Math.max(1, columns.length));
    worksheet.getRow(1).height = 20 + 16 * (above.length - 1);
    Object.assign(worksheet.getCell(1, 1), { alignment: { wrapText: true, vertical: 'middle' }, font: { size: 11 } });
  }
  if (sheet.blankRows && columns.some(({ note }) => note)) {
    const notes = worksheet.addRow(columns.map(({ note = '' }) => note));
    notes.eachCell((cell) => {
      Object.assign(cell, {
        font: { italic: true, size: 9, color: { argb: 'FF606060' } },
        alignment: { wrapText: true, vertical: 'top' },
      });
    });
  }
  const header = worksheet.addRow(columns.map(headerOf));
  header.eachCell((cell, index) => {
    const color = columns[index - 1]?.required ? { argb: 'FFB00020' } : { argb: 'FF000000' };
    Object.assign(cell, {
      font: { bold: true, color },
      fill: HEADER_FILL,
      border: BOX,
      alignment: { wrapText: true, vertical: 'middle', horizontal: 'center' },
    });
  });
  worksheet.views = [{ state: 'frozen', ySplit: header.number }];
  for (const row of sheet.rows) worksheet.addRow(columns.map((column) => cellValue(column, row[column.key])));
  const last = header.number + sheet.rows.length + (sheet.blankRows ?? 0);
  for (const [index, column] of columns.entries()) {
    const letter = worksheet.getColumn(index + 1);
    letter.width = column.width ?? Math.max(14, headerOf(column).length * 2);
    const list = choices.rangeOf(column);
    for (let row = header.number + 1; row <= last; row += 1) {
      const cell = worksheet.getCell(row, index + 1);
      cell.numFmt = FORMATS[column.kind];
      cell.border = BOX;
      cell.alignment = { vertical: 'middle', wrapText: column.kind === 'text' };
      if (list) cell.dataValidation = dropDown(column, list);
    }
  }
}

/** Text format keeps leading zeros and eighteen digits. */
const FORMATS: Record<Column['kind'], string> = {
  text: '@',
  code: '@',
  integer: '0',
  number: 'General',
  money: '#,##0.00####',
  date: 'yyyy-mm-dd',
  month: '@',
  choice: '@',
  choices: '@',
  flag: '@',
};

function cellValue(column: Column, value: ColumnValue | undefined): ExcelJS.CellValue {
  if (value === null || value === undefined) return null;
  const labelOf = (code: string) => column.choices?.find((choice) => choice.code === code)?.zh ?? code;
  if (Array.isArray(value)) return value.map(labelOf).join('、');
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (typeof value === 'number') {
    if (column.kind !== 'money') return value;
    return Number(decimalOf(fen(value), column.unit && isMoneyUnit(column.unit) ? column.unit : '元'));
  }
  const text = printable(String(value));
  if (column.kind === 'choice') return labelOf(text);
  return column.kind === 'date' ? new Date(`${text}T00:00:00Z`) : text;
}

/** Excel forbids some signs and more than 31 characters. */
const sheetName = (name: string) => name.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31) || '表1';

const YES_NO = [
  { code: 'yes', zh: '是' },
  { code: 'no', zh: '否' },
];

/** A list inside a cell's rule may have 255 characters; one on a hidden sheet has no limit. */
class ChoiceLists {
  readonly #lists: string[][] = [];

  rangeOf(column: Column): string | undefined {
    const choices = column.kind === 'flag' ? YES_NO : column.kind === 'choice' ? (column.choices ?? []) : [];
    if (choices.length === 0) return undefined;
    const list = choices.map(({ zh }) => zh);
    const same = this.#lists.findIndex((known) => known.join('\n') === list.join('\n'));
    const index = same >= 0 ? same : this.#lists.push(list) - 1;
    const letter = columnLetter(index + 1);
    return `'${CHOICES_SHEET}'!$${letter}$1:$${letter}$${list.length}`;
  }

  write(workbook: ExcelJS.Workbook): void {
    if (this.#lists.length === 0) return;
    const sheet = workbook.addWorksheet(CHOICES_SHEET, { state: 'veryHidden' });
    for (const [index, list] of this.#lists.entries()) sheet.getColumn(index + 1).values = list;
  }
}

function dropDown(column: Column, range: string): ExcelJS.DataValidation {
  return {
    type: 'list',
    allowBlank: !column.required,
    formulae: [range],
    showErrorMessage: true,
    errorTitle: column.title,
    error: '请从列表中选择',
  };
}

export function columnLetter(index: number): string {
  const rest = Math.floor((index - 1) / 26);
  return (rest > 0 ? columnLetter(rest) : '') + String.fromCharCode(65 + ((index - 1) % 26));
}

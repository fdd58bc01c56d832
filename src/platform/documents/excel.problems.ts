import type ExcelJS from 'exceljs';
import { loadWorkbook } from './excel.load.ts';
import { type CellProblem, PROBLEM_COLUMN, type ReadTable } from './excel.read.ts';
import { columnLetter } from './excel.write.ts';
import { sealZip } from './zip.ts';

const RED_FILL: ExcelJS.Fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFFC7CE' } };

/**
 * A copy of what was uploaded with the problems written beside each row and their cells in red. The words stand in a
 * column of their own too, so that colour is not the only signal.
 *
 * @param problems those of the table, and any found later (a code that exists already)
 */
export async function markProblems(
  bytes: Uint8Array,
  table: Pick<ReadTable, 'sheet' | 'headerRow' | 'lastColumn'>,
  problems: readonly CellProblem[],
  at: Temporal.Instant,
): Promise<Buffer> {
  const workbook = await loadWorkbook(bytes);
  const worksheet = workbook.getWorksheet(table.sheet);
  if (!worksheet) throw new RangeError(`no such sheet: ${table.sheet}`);
  const index = table.lastColumn + 1;
  const letter = columnLetter(index);
  const beside = worksheet.getColumn(index);
  beside.width = 40;
  // A copy that comes back for the second time loses the words of the first.
  for (let row = table.headerRow + 1; row <= worksheet.rowCount; row += 1) {
    if (worksheet.getCell(`${letter}${table.headerRow}`).value === PROBLEM_COLUMN) {
      worksheet.getCell(`${letter}${row}`).value = null;
    }
  }
  worksheet.getCell(`${letter}${table.headerRow}`).value = PROBLEM_COLUMN;
  worksheet.getCell(`${letter}${table.headerRow}`).style = { font: { bold: true, color: { argb: 'FFB00020' } } };
  for (const [row, ofRow] of Map.groupBy(problems, (problem) => problem.row)) {
    const words = ofRow.map(({ title, message }) => (message.includes(title) ? message : `${title}：${message}`));
    const cell = worksheet.getCell(`${letter}${row}`);
    cell.value = words.join('；');
    cell.style = { alignment: { wrapText: true, vertical: 'top' }, font: { color: { argb: 'FFB00020' } } };
    for (const { column } of ofRow) {
      const wrong = worksheet.getCell(row, column);
      wrong.style = { ...wrong.style, fill: RED_FILL };
    }
  }
  workbook.modified = new Date(at.epochMilliseconds);
  return sealZip(new Uint8Array(await workbook.xlsx.writeBuffer()), at);
}

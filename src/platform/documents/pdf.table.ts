import { type Align, type LabelledText, paragraphsOf, SIZE } from './document.ts';
import type { Sheet, TextStyle } from './pdf.sheet.ts';

const PAD = 4;
const LINE = SIZE.table * 1.55;
const PLAIN: TextStyle = { size: SIZE.table };
const BOLD: TextStyle = { size: SIZE.table, bold: true };

interface Cell {
  readonly lines: readonly string[];
  readonly align: Align;
  readonly style: TextStyle;
}

export interface PdfTable {
  readonly widths: readonly number[];
  /** Repeated on each page. */
  readonly header?: readonly string[];
  readonly rows: readonly (readonly { text: string; align: Align; bold?: boolean }[])[];
}

/** Rows go over to the next page; one that is longer than a page is cut between lines. */
export function drawTable(sheet: Sheet, { widths, header, rows }: PdfTable): void {
  const top = header
    ? layOut(
        sheet,
        widths,
        header.map((text) => ({ text, align: 'center' as const, bold: true })),
      )
    : undefined;
  const pageHeight = sheet.frame.height - sheet.frame.top - sheet.frame.bottom;
  const headerHeight = top ? heightOf(top) : 0;
  const startPage = () => {
    sheet.newPage();
    if (top) drawRow(sheet, widths, top);
  };
  if (top) {
    const next = rows[0] ? Math.min(heightOf(layOut(sheet, widths, rows[0])), pageHeight / 2) : 0;
    sheet.room(headerHeight + next);
    drawRow(sheet, widths, top);
  }
  for (const row of rows) {
    let cells = layOut(sheet, widths, row);
    while (heightOf(cells) > roomLeft(sheet)) {
      const fits = Math.floor((roomLeft(sheet) - 2 * PAD) / LINE);
      if (heightOf(cells) <= pageHeight - headerHeight || fits < 3) {
        startPage();
        if (heightOf(cells) <= roomLeft(sheet)) break;
        continue;
      }
      drawRow(
        sheet,
        widths,
        cells.map((cell) => ({ ...cell, lines: cell.lines.slice(0, fits) })),
      );
      cells = cells.map((cell) => ({ ...cell, lines: cell.lines.slice(fits) }));
      startPage();
    }
    drawRow(sheet, widths, cells);
  }
}

/** Label and value, `perRow` pairs to a row, as a table. */
export function fieldsTable(rows: readonly (readonly LabelledText[])[], width: number): PdfTable {
  const perRow = rows[0]?.length ?? 1;
  const label = width * (perRow === 1 ? 0.28 : 0.18);
  const widths = Array.from({ length: perRow * 2 }, (_, index) => (index % 2 === 0 ? label : width / perRow - label));
  return {
    widths,
    rows: rows.map((pairs) =>
      pairs.flatMap((pair) => [
        { text: pair.label, align: 'center' as const, bold: true },
        { text: pair.value, align: 'left' as const },
      ]),
    ),
  };
}

/** Of the rows alone, on one page; in points. */
export const heightOfRows = (sheet: Sheet, { widths, rows }: PdfTable): number =>
  rows.reduce((sum, row) => sum + heightOf(layOut(sheet, widths, row)), 0);

const roomLeft = (sheet: Sheet) => sheet.frame.height - sheet.frame.bottom - sheet.y + 0.01;
const heightOf = (cells: readonly Cell[]) => Math.max(1, ...cells.map(({ lines }) => lines.length)) * LINE + 2 * PAD;

function layOut(
  sheet: Sheet,
  widths: readonly number[],
  row: readonly { text: string; align: Align; bold?: boolean }[],
): Cell[] {
  return widths.map((width, index) => {
    const { text = '', align = 'left', bold = false } = row[index] ?? {};
    const style = bold ? BOLD : PLAIN;
    const lines = paragraphsOf(text).flatMap((paragraph) => sheet.wrap(paragraph, width - 2 * PAD, style));
    return { lines, align, style };
  });
}

function drawRow(sheet: Sheet, widths: readonly number[], cells: readonly Cell[]): void {
  const height = heightOf(cells);
  let x = sheet.frame.left;
  for (const [index, { lines, align, style }] of cells.entries()) {
    const width = widths[index] ?? 0;
    sheet.doc.rect(x, sheet.y, width, height).lineWidth(0.5).stroke('#000000');
    const top = sheet.y + (height - lines.length * LINE) / 2;
    for (const [number, line] of lines.entries()) {
      sheet.place(line, x + PAD, top + number * LINE, width - 2 * PAD, align, style);
    }
    x += width;
  }
  sheet.y += height;
}

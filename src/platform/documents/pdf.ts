import { formatDay } from '../../kernel/day.ts';
import {
  type Align,
  attachmentLines,
  type Block,
  fieldRows,
  keepsLastBlock,
  LAYOUT,
  numbered,
  type OfficialDocument,
  paragraphsOf,
  SEAL_PLACE,
  SIZE,
  typeset,
} from './document.ts';
import { imageSize } from './image-size.ts';
import { newSheet, points, type Sheet, type TextStyle } from './pdf.sheet.ts';
import { drawTable, fieldsTable, heightOfRows } from './pdf.table.ts';

const WIDTH = points(LAYOUT.textWidth);
const LINE = points(LAYOUT.textHeight) / LAYOUT.linesPerPage;
/** 28 characters of 三号 are a little wider than 156 mm: a full line is squeezed by a fifth of a point. */
const WRAP_WIDTH = LAYOUT.charactersPerLine * SIZE.body;
const INDENT = 2 * SIZE.body;
const BODY: TextStyle = { size: SIZE.body };
const RED = '#c00000';

/** Writes PDF by GB/T 9704-2012, text extractable, fonts embedded. The same document gives the same bytes. */
export async function pdfOf(document: OfficialDocument): Promise<Buffer> {
  const sheet = await newSheet(document.title, document.info, {
    width: points(LAYOUT.pageWidth),
    height: points(LAYOUT.pageHeight),
    top: points(LAYOUT.top),
    bottom: points(LAYOUT.bottom),
    left: points(LAYOUT.left),
    right: points(LAYOUT.right),
  });
  if (document.cover) writeCover(sheet, document);
  writeHead(sheet, document);
  if (!document.cover) writeTitle(sheet, document.title);
  if (document.addressee) paragraph(sheet, `${document.addressee}:`, { indent: 0 });
  const body = numbered(document.body);
  for (const [index, block] of body.entries()) {
    if (index === body.length - 1) sheet.room(heightWithSignature(sheet, block, document));
    writeBlock(sheet, block);
  }
  writeEnding(sheet, document);
  return sheet.finish((page) => writeFooter(sheet, page, document));
}

interface ParagraphStyle {
  readonly indent?: number;
  readonly align?: Align;
  readonly style?: TextStyle;
  readonly keepWith?: number;
}

function paragraph(
  sheet: Sheet,
  text: string,
  { indent = INDENT, align, style = BODY, keepWith = 0 }: ParagraphStyle = {},
): void {
  for (const part of paragraphsOf(typeset(text))) {
    const lines = sheet.wrap(part, WRAP_WIDTH, style, align ? 0 : indent);
    for (const [index, line] of lines.entries()) {
      sheet.room(LINE * (index === 0 ? 1 + keepWith : 1));
      if (align) sheet.place(line, sheet.frame.left, sheet.y, WIDTH, align, style);
      else writeBodyLine(sheet, line, index === 0 ? indent : 0, index === lines.length - 1, style);
      sheet.y += LINE;
    }
  }
}

/** Fills the line to both edges, save the last of a paragraph, which is only squeezed where it is too long. */
function writeBodyLine(sheet: Sheet, line: string, indent: number, last: boolean, style: TextStyle): void {
  const slack = WIDTH - indent - sheet.width(line, style);
  const spacing = slack / Math.max(1, [...line].length - 1);
  const isShort = spacing > style.size / 4;
  sheet.write(line, sheet.frame.left + indent, sheet.y, style, spacing < 0 || !(last || isShort) ? spacing : 0);
}

const emptyLine = (sheet: Sheet) => {
  sheet.y += LINE;
};

function writeHead(sheet: Sheet, { head }: OfficialDocument): void {
  if (!head) return;
  if (head.organ) {
    const size = Math.min(36, (WIDTH / Math.max(1, [...head.organ].length)) * 0.98);
    sheet.place(head.organ, sheet.frame.left, sheet.y, WIDTH, 'center', { size, bold: true, color: RED });
    sheet.y += size * 1.6;
  }
  sheet.place(head.number ?? '', sheet.frame.left, sheet.y, WIDTH, 'center', BODY);
  sheet.y += LINE;
  const { doc, frame } = sheet;
  doc
    .moveTo(frame.left, sheet.y)
    .lineTo(frame.left + WIDTH, sheet.y)
    .lineWidth(1.5)
    .stroke(RED);
  emptyLine(sheet);
}

function writeTitle(sheet: Sheet, title: string): void {
  const style = { size: SIZE.title, bold: true };
  for (const part of paragraphsOf(typeset(title))) {
    for (const line of sheet.wrap(part, WIDTH, style)) {
      sheet.place(line, sheet.frame.left, sheet.y, WIDTH, 'center', style);
      sheet.y += SIZE.title * 1.7;
    }
  }
  emptyLine(sheet);
}

function writeCover(sheet: Sheet, { title, cover }: OfficialDocument): void {
  sheet.y += 4 * LINE;
  writeTitle(sheet, title);
  sheet.y += 4 * LINE;
  const left = sheet.frame.left + 3 * SIZE.body;
  for (const { label, value } of cover?.fields ?? []) {
    for (const line of sheet.wrap(typeset(`${label}:`) + value, WIDTH - 3 * SIZE.body, BODY)) {
      sheet.write(line, left, sheet.y, BODY);
      sheet.y += LINE * 1.3;
    }
  }
  sheet.y += 3 * LINE;
  if (cover?.day) paragraph(sheet, formatDay(cover.day), { align: 'center' });
  sheet.newPage();
}

function writeBlock(sheet: Sheet, block: Block): void {
  switch (block.kind) {
    case 'heading':
      paragraph(sheet, block.text, { style: { size: SIZE.body, bold: block.level <= 2 }, keepWith: 1 });
      break;
    case 'paragraph': {
      const style = { size: SIZE.body, bold: block.bold ?? false };
      paragraph(sheet, block.text, { style, ...(block.align ? { align: block.align } : {}) });
      break;
    }
    case 'table': {
      if (block.caption) paragraph(sheet, block.caption, { align: 'center', keepWith: 2 });
      const total = block.columns.reduce((sum, { width = 1 }) => sum + width, 0);
      drawTable(sheet, {
        widths: block.columns.map(({ width = 1 }) => (WIDTH * width) / total),
        header: block.columns.map(({ title }) => title),
        rows: block.rows.map((row) =>
          block.columns.map(({ align = 'left' }, index) => ({ text: row[index] ?? '', align })),
        ),
      });
      emptyLine(sheet);
      break;
    }
    case 'fields':
      drawTable(sheet, fieldsOf(block));
      emptyLine(sheet);
      break;
    case 'image':
      writeImage(sheet, block);
      break;
    case 'signHere':
      for (const label of block.labels) paragraph(sheet, `${label}:________________`);
      break;
    case 'pageBreak':
      sheet.newPage();
      break;
  }
}

const fieldsOf = ({ fields, perRow = 1 }: Extract<Block, { kind: 'fields' }>) =>
  fieldsTable(fieldRows(fields, perRow), WIDTH);

/** Of the last block and the signature, where they stay on one page; in points. */
function heightWithSignature(sheet: Sheet, last: Block, document: OfficialDocument): number {
  if (!keepsLastBlock(document)) return 0;
  const page = sheet.frame.height - sheet.frame.top - sheet.frame.bottom;
  const height = heightOfLast(sheet, last) + heightOfSignature(sheet, document);
  return height > page ? 0 : height;
}

/** 0 for what may be cut. */
function heightOfLast(sheet: Sheet, block: Block): number {
  if (block.kind === 'fields') return heightOfRows(sheet, fieldsOf(block)) + LINE;
  if (block.kind === 'signHere') return block.labels.length * LINE;
  if (block.kind !== 'paragraph') return 0;
  const lines = paragraphsOf(typeset(block.text)).flatMap((part) => sheet.wrap(part, WRAP_WIDTH, BODY, INDENT));
  return lines.length * LINE;
}

function writeImage(sheet: Sheet, block: Extract<Block, { kind: 'image' }>): void {
  const size = imageSize(block.bytes, block.type);
  const highest = sheet.frame.height - sheet.frame.top - sheet.frame.bottom - LINE;
  const scale = Math.min(points(Math.min(block.width, LAYOUT.textWidth)) / size.width, highest / size.height);
  const width = size.width * scale;
  const height = size.height * scale;
  sheet.room(height + (block.caption ? LINE : 0));
  const picture = block.bytes.buffer.slice(block.bytes.byteOffset, block.bytes.byteOffset + block.bytes.byteLength);
  sheet.doc.image(picture as ArrayBuffer, sheet.frame.left + (WIDTH - width) / 2, sheet.y, { width, height });
  sheet.y += height + 4;
  if (block.caption) paragraph(sheet, block.caption, { align: 'center', style: { size: SIZE.table } });
}

function writeEnding(sheet: Sheet, document: OfficialDocument): void {
  const { attachments = [], signature, note, verification } = document;
  if (attachments.length > 0) emptyLine(sheet);
  for (const { text, indent } of attachmentLines(attachments)) paragraph(sheet, text, { indent: indent * SIZE.body });
  if (signature) {
    sheet.room(heightOfSignature(sheet, document));
    writeSignature(sheet, signature, verification?.url);
  }
  if (note) {
    emptyLine(sheet);
    paragraph(sheet, `(${note})`);
  }
  if (verification && !signature) {
    sheet.room(QR_SIZE + LINE);
    sheet.y += LINE / 2;
    writeQr(sheet, verification.url, sheet.y);
    sheet.y += QR_SIZE + LINE / 2;
  }
}

const QR_SIZE = points(25);

function writeQr(sheet: Sheet, url: string, y: number): void {
  sheet.qr(url, sheet.frame.left, y, QR_SIZE);
  sheet.place('扫码核验', sheet.frame.left, y + QR_SIZE + 2, QR_SIZE, 'center', { size: SIZE.small });
}

type Signature = NonNullable<OfficialDocument['signature']>;

function placeOfSignature(sheet: Sheet, { organs, day }: Signature) {
  const date = day ? formatDay(day) : '';
  const widest = Math.max(...[...organs, date].map((text) => sheet.width(text, BODY)));
  const x = sheet.frame.left + Math.max(0, WIDTH - 4 * SIZE.body - widest);
  return {
    date,
    widest,
    x,
    lines: 2 + 2 * organs.length + 1,
    qrFitsBeside: x - sheet.frame.left > QR_SIZE + SIZE.body,
  };
}

/** Of the whole block, with the code and the note after it. */
function heightOfSignature(sheet: Sheet, { signature, verification, note }: OfficialDocument): number {
  if (!signature) return 0;
  const { lines, qrFitsBeside } = placeOfSignature(sheet, signature);
  return (lines + (note ? 2 : 0)) * LINE + (verification && !qrFitsBeside ? QR_SIZE + LINE : 0);
}

/** The organ's name is centred over the date, four characters from the edge. */
function writeSignature(sheet: Sheet, signature: Signature, url: string | undefined): void {
  const { organs } = signature;
  const { date, widest, x, lines, qrFitsBeside } = placeOfSignature(sheet, signature);
  if (url && qrFitsBeside) writeQr(sheet, url, sheet.y + lines * LINE - QR_SIZE - LINE / 2);
  sheet.y += 2 * LINE;
  for (const organ of organs) {
    for (const line of sheet.wrap(organ, WIDTH, BODY)) {
      sheet.place(line, x, sheet.y, Math.min(widest, WIDTH), 'center', BODY);
      sheet.y += LINE;
    }
    sheet.place(SEAL_PLACE, x, sheet.y, widest, 'center', { size: SIZE.body, color: '#808080' });
    sheet.y += LINE;
  }
  sheet.place(date, x, sheet.y, widest, 'center', BODY);
  sheet.y += LINE;
  if (url && !qrFitsBeside) {
    writeQr(sheet, url, sheet.y);
    sheet.y += QR_SIZE + LINE;
  }
}

/** GB/T 9704-2012 7.5: 四号, between dashes, odd pages to the right, even ones to the left, one character in. */
function writeFooter(sheet: Sheet, page: number, { verification }: OfficialDocument): void {
  const style = { size: SIZE.pageNumber };
  const y = sheet.frame.height - sheet.frame.bottom + points(7);
  const left = sheet.frame.left + SIZE.body;
  sheet.place(`— ${page} —`, left, y, WIDTH - 2 * SIZE.body, page % 2 === 1 ? 'right' : 'left', style);
  if (!verification) return;
  const lines = [`校验码 ${verification.hash}`, `核验 ${verification.url}`];
  for (const [index, line] of lines.entries()) {
    sheet.write(line, sheet.frame.left, y + 22 + index * 11, { size: 7, color: '#404040' });
  }
}

import { type Day, formatDay } from '../../kernel/day.ts';
import {
  type DocumentInfo,
  type LabelledText,
  paragraphsOf,
  SEAL_PLACE,
  typeset,
  type Verification,
} from './document.ts';
import { newSheet, points, type Sheet } from './pdf.sheet.ts';

/** One page, landscape, to frame and to check. */
export interface Certificate {
  readonly title: string;
  readonly number: string;
  readonly holder: string;
  /** What is certified, a paragraph each. */
  readonly text: string;
  readonly fields?: readonly LabelledText[];
  readonly organs: readonly string[];
  readonly day: Day;
  readonly verification: Verification;
  readonly info: DocumentInfo;
}

const ACCENT = '#7a1f1f';
const GREY = '#606060';

/** Writes a certificate as PDF, A4 landscape, with a place for the seal. The same input gives the same bytes. */
export async function certificatePdf(certificate: Certificate): Promise<Buffer> {
  const margin = points(28);
  const sheet = await newSheet(`${certificate.title} ${certificate.number}`, certificate.info, {
    width: points(297),
    height: points(210),
    top: points(26),
    bottom: points(24),
    left: margin,
    right: margin,
  });
  drawBorder(sheet);
  const { frame } = sheet;
  const width = frame.width - frame.left - frame.right;
  const centred = (text: string, size: number, options: { bold?: boolean; color?: string } = {}) => {
    const fitting = shrink(sheet, text, size, width, options.bold ?? false);
    sheet.place(text, frame.left, sheet.y, width, 'center', { size: fitting, ...options });
    sheet.y += size * 1.5;
  };
  centred(certificate.title, 34, { bold: true, color: ACCENT });
  centred(typeset(`编号:`) + certificate.number, 12, { color: GREY });
  sheet.y += 26;
  centred(certificate.holder, 28, { bold: true });
  sheet.y += 14;
  const body = { size: 18 };
  const bottom = frame.height - frame.bottom - points(38);
  for (const paragraph of paragraphsOf(typeset(certificate.text))) {
    for (const [index, line] of sheet.wrap(paragraph, width, body, 36).entries()) {
      if (sheet.y + 32 > bottom) throw new RangeError('the text of the certificate is longer than its page');
      sheet.write(line, frame.left + (index === 0 ? 36 : 0), sheet.y, body);
      sheet.y += 32;
    }
  }
  for (const { label, value } of certificate.fields ?? []) {
    if (sheet.y + 24 > bottom) throw new RangeError('the fields of the certificate are longer than its page');
    sheet.write(typeset(`${label}:`) + value, frame.left + 36, sheet.y + 6, { size: 14 });
    sheet.y += 24;
  }
  writeFoot(sheet, certificate, width);
  return sheet.finish(() => {});
}

function drawBorder({ doc, frame }: Sheet): void {
  const draw = (inset: number, thickness: number) =>
    doc
      .rect(inset, inset, frame.width - 2 * inset, frame.height - 2 * inset)
      .lineWidth(thickness)
      .stroke(ACCENT);
  draw(points(10), 3);
  draw(points(12.5), 0.75);
}

function writeFoot(sheet: Sheet, { organs, day, verification }: Certificate, width: number): void {
  const { frame } = sheet;
  const size = points(26);
  const top = frame.height - frame.bottom - size - 8;
  sheet.qr(verification.url, frame.left, top, size);
  const check = [`扫码核验  ${verification.url}`, `校验码  ${verification.hash}`];
  for (const [index, line] of check.entries()) {
    sheet.write(line, frame.left, top + size + 5 + index * 10, { size: 7, color: GREY });
  }
  const half = width / 2;
  let y = top + size - (organs.length + 1) * 24;
  for (const organ of organs) {
    const text = `${organ}${SEAL_PLACE}`;
    sheet.place(text, frame.left + half, y, half, 'right', { size: shrink(sheet, text, 14, half, false) });
    y += 24;
  }
  sheet.place(formatDay(day), frame.left + half, y, half, 'right', { size: 14 });
}

const shrink = (sheet: Sheet, text: string, size: number, width: number, bold: boolean) =>
  Math.min(size, (size * width) / Math.max(1, sheet.width(text, { size, bold })));

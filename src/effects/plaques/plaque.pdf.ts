import { type Day, formatDay } from '../../kernel/day.ts';
import type { DocumentInfo } from '../../platform/documents/document.ts';
import { newSheet, points } from '../../platform/documents/pdf.sheet.ts';

export interface PlaqueFace {
  readonly name: string;
  readonly carrier: string;
  readonly number: string;
  readonly organ: string;
  readonly day: Day;
  readonly url: string;
  readonly info: DocumentInfo;
}

/** The face of the plaque at full size, 600 mm x 400 mm, for whoever makes it. The QR code is drawn as squares. */
export async function plaquePdf(face: PlaqueFace): Promise<Buffer> {
  const width = points(600);
  const height = points(400);
  const margin = points(40);
  const frame = { width, height, top: margin, bottom: margin, left: margin, right: margin };
  const sheet = await newSheet(`${face.name} ${face.number}`, face.info, frame);
  const inner = width - 2 * margin;
  const fitting = (text: string, size: number) =>
    Math.min(size, (size * inner) / Math.max(1, sheet.width(text, { size, bold: true })));
  const centred = (text: string, y: number, size: number, bold = true) =>
    sheet.place(text, margin, y, inner, 'center', { size: fitting(text, size), bold });
  sheet.doc
    .rect(points(12), points(12), width - points(24), height - points(24))
    .lineWidth(points(1.5))
    .stroke('#7a1f1f');
  centred(face.name, points(80), 150);
  centred(face.carrier, points(170), 90, false);
  const code = points(84);
  const top = height - margin - code;
  sheet.qr(face.url, margin, top, code);
  const right = inner - code - points(20);
  const left = margin + code + points(20);
  const place = (text: string, y: number, size: number) => sheet.place(text, left, y, right, 'right', { size });
  place(face.organ, top + points(6), 56);
  place(formatDay(face.day), top + points(34), 44);
  place(`编号 ${face.number}`, top + points(58), 32);
  return sheet.finish(() => {});
}

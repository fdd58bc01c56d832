import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Typeface } from 'fontkit';
import { type Align, type DocumentInfo, printable } from './document.ts';
import { qrModules } from './qr.ts';

export const points = (millimetres: number) => (millimetres / 25.4) * 72;

const fontFile = (path: string) =>
  readFileSync(fileURLToPath(import.meta.resolve(`@expo-google-fonts/noto-sans-sc/${path}`)));
/** Noto Sans SC (OFL): the typefaces of GB/T 9704 may not be embedded freely. Ten megabytes each, read and parsed once. */
let fonts: { regular: Typeface; bold: Typeface } | undefined;

export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

export interface TextStyle {
  readonly size: number;
  readonly bold?: boolean;
  readonly color?: string;
}

/** Pages that are written line by line; all lengths in points. */
export interface Sheet {
  readonly doc: PDFKit.PDFDocument;
  readonly frame: Frame;
  /** Top of what comes next. */
  y: number;
  width(text: string, style: TextStyle): number;
  /** Breaks text into lines: `first` is the indent of the first one. */
  wrap(text: string, width: number, style: TextStyle, first?: number): string[];
  /** One line of text with its top at `y`; a negative `spacing` squeezes. */
  write(text: string, x: number, y: number, style: TextStyle, spacing?: number): void;
  place(text: string, x: number, y: number, width: number, align: Align, style: TextStyle): void;
  /** Starts a page unless `height` is left on this one. */
  room(height: number): void;
  newPage(): void;
  /** Vector squares, so that it prints sharp. */
  qr(text: string, x: number, y: number, size: number): void;
  /** `onPage` is called for every page at the end, with its number from 1. */
  finish(onPage: (page: number, pages: number) => void): Promise<Buffer>;
}

export async function newSheet(title: string, info: DocumentInfo, frame: Frame): Promise<Sheet> {
  const [{ default: PDFDocument }, { create }] = await Promise.all([import('pdfkit'), import('fontkit')]); // large: loaded when first needed
  fonts ??= {
    regular: create(fontFile('400Regular/NotoSansSC_400Regular.ttf')),
    bold: create(fontFile('700Bold/NotoSansSC_700Bold.ttf')),
  };
  const at = new Date(info.at.epochMilliseconds);
  const doc = new PDFDocument({
    size: [frame.width, frame.height],
    margin: 0,
    bufferPages: true,
    lang: 'zh-CN',
    displayTitle: true,
    pdfVersion: '1.7',
    info: { Title: printable(title), Author: printable(info.author), CreationDate: at, ModDate: at },
  });
  doc.registerFont('regular', fonts.regular).registerFont('bold', fonts.bold);
  const chunks: Buffer[] = [];
  doc.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<Buffer>((resolve, reject) => {
    doc.on('end', () => resolve(Buffer.concat(chunks)));
    doc.on('error', reject);
  });

  const widths = { regular: new Map<string, number>(), bold: new Map<string, number>() };
  const use = ({ size, bold = false }: TextStyle) => doc.font(bold ? 'bold' : 'regular').fontSize(size);
  const width = (text: string, style: TextStyle): number => {
    const known = widths[style.bold ? 'bold' : 'regular'];
    let perPoint = known.get(text);
    if (perPoint === undefined) {
      perPoint = use({ ...style, size: 100 }).widthOfString(text) / 100;
      known.set(text, perPoint);
    }
    return perPoint * style.size;
  };

  const sheet: Sheet = {
    doc,
    frame,
    y: frame.top,
    width,
    wrap: (text, limit, style, first = 0) => breakLines(text, limit, first, (token) => width(token, style)),
    write(text, x, y, style, spacing = 0) {
      if (text === '') return;
      use(style).fillColor(style.color ?? '#000000');
      doc.text(text, x, y, { lineBreak: false, characterSpacing: spacing });
    },
    place(text, x, y, within, align, style) {
      const slack = within - width(text, style);
      sheet.write(text, x + { left: 0, center: slack / 2, right: slack }[align], y, style);
    },
    room(height) {
      if (sheet.y + height > frame.height - frame.bottom + 0.01) sheet.newPage();
    },
    newPage() {
      doc.addPage();
      sheet.y = frame.top;
    },
    qr(text, x, y, size) {
      const rows = qrModules(text);
      const module = size / rows.length;
      for (const [row, modules] of rows.entries()) {
        for (const [column, dark] of modules.entries()) {
          if (dark) doc.rect(x + column * module, y + row * module, module, module);
        }
      }
      doc.fill('#000000');
    },
    finish(onPage) {
      const { start, count } = doc.bufferedPageRange();
      for (let page = 0; page < count; page += 1) {
        doc.switchToPage(start + page);
        onPage(page + 1, count);
      }
      doc.end();
      return ended;
    },
  };
  return sheet;
}

const NEVER_FIRST =
  /^[\u3001\u3002\uff0c\uff1b\uff1a\uff1f\uff01\uff09\u300b\u3011\u300d\u300f\u3015\u201d\u2019%\u2030\u2026,.;:?!)\]}]/u;
const NEVER_LAST = /[\uff08\u300a\u3010\u300c\u300e\u3014\u201c\u2018([{]$/u;

/** Words of Latin letters and figures stay whole where a line can hold them; punctuation follows Chinese rules. */
function breakLines(text: string, limit: number, first: number, width: (token: string) => number): string[] {
  const lines: string[] = [];
  let line: string[] = [];
  let left = limit - first;
  const push = (token: string) => {
    line.push(token);
    left -= width(token);
  };
  const turn = () => {
    const carried: string[] = [];
    while (line.length > 1 && NEVER_LAST.test(line.at(-1) ?? '')) carried.unshift(line.pop() ?? '');
    lines.push(line.join('').trimEnd());
    line = [];
    left = limit;
    carried.forEach(push);
  };
  for (const token of tokensOf(printable(text), limit, width)) {
    if (width(token) > left && line.length > 0 && token.trim() !== '') {
      const last: string[] = [];
      while (NEVER_FIRST.test(last[0] ?? token) && line.length > 1) last.unshift(line.pop() ?? '');
      turn();
      last.forEach(push);
    }
    if (token.trim() !== '' || line.length > 0) push(token);
  }
  lines.push(line.join('').trimEnd());
  return lines;
}

function* tokensOf(text: string, limit: number, width: (token: string) => number): Generator<string> {
  for (const [token] of text.matchAll(/[\x21-\x7e]+|\s+|[^\x21-\x7e\s]/gu)) {
    if (width(token) <= limit) yield token;
    else yield* token;
  }
}

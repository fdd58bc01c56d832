import { createHash } from 'node:crypto';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import JSZip from 'jszip';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** What a PDF says, page by page. */
export async function pagesOf(pdf: Buffer): Promise<string[]> {
  const document = await getDocument({ data: new Uint8Array(pdf), verbosity: 0 }).promise;
  const pages: string[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const { items } = await (await document.getPage(number)).getTextContent();
    pages.push(items.map((item) => ('str' in item && item.str.trim() !== '' ? item.str : '')).join(''));
  }
  return pages;
}

/** What the body of a Word document says. */
export async function wordsOf(docx: Buffer): Promise<string> {
  const zip = await JSZip.loadAsync(docx);
  return ((await zip.file('word/document.xml')?.async('string')) ?? '').replace(/<[^>]+>/g, '');
}

/** The tables of a Word document: rows of cells. */
export async function tablesOf(docx: Buffer): Promise<string[][][]> {
  const zip = await JSZip.loadAsync(docx);
  const xml = (await zip.file('word/document.xml')?.async('string')) ?? '';
  const within = (text: string, tag: string) => text.match(new RegExp(`<w:${tag}[ >].*?</w:${tag}>`, 'gs')) ?? [];
  return within(xml, 'tbl').map((table) =>
    within(table, 'tr').map((row) => within(row, 'tc').map((cell) => cell.replace(/<[^>]+>/g, ''))),
  );
}

/** The pictures of a Word document, in the order in which they stand. */
export async function picturesOf(docx: Buffer): Promise<Buffer[]> {
  const zip = await JSZip.loadAsync(docx);
  const read = async (name: string) => (await zip.file(name)?.async('string')) ?? '';
  const targets = new Map(
    [...(await read('word/_rels/document.xml.rels')).matchAll(/<Relationship [^>]*>/g)].map(([tag]) => [
      /Id="([^"]+)"/.exec(tag)?.[1],
      /Target="([^"]+)"/.exec(tag)?.[1],
    ]),
  );
  const shown = [...(await read('word/document.xml')).matchAll(/r:embed="([^"]+)"/g)].map(([, id]) => targets.get(id));
  return Promise.all(
    shown.map(async (target) => (await zip.file(`word/${target}`)?.async('nodebuffer')) ?? Buffer.alloc(0)),
  );
}

/** How long the bars of a chart are, in pixels of the colour: upwards, or lying. */
export async function barsOf(png: Buffer, colour: string, way: 'up' | 'across'): Promise<number[]> {
  const image = await loadImage(png);
  const { width, height } = image;
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  const isBar = (x: number, y: number) => {
    const at = (y * width + x) * 4;
    return data[at] === red && data[at + 1] === green && data[at + 2] === blue;
  };
  const [lines, length] = way === 'up' ? [width, height] : [height, width];
  const bars: number[] = [];
  let inside = false;
  for (let line = 0; line < lines; line += 1) {
    let count = 0;
    for (let at = 0; at < length; at += 1) if (way === 'up' ? isBar(line, at) : isBar(at, line)) count += 1;
    // A stroke of a letter is no bar.
    if (count > 4) bars[bars.length - (inside ? 1 : 0)] = Math.max(inside ? (bars.at(-1) ?? 0) : 0, count);
    inside = count > 4;
  }
  return bars;
}

/** What a file was found to say, by its bytes: the same papers are fetched by many. */
const read = new Map<string, Promise<string>>();

/** Everything that a file says, of Word, Excel and PDF; undefined for anything else. */
export function textOf(bytes: Buffer): Promise<string> | undefined {
  const isPdf = bytes.subarray(0, 4).toString() === '%PDF';
  if (!isPdf && bytes.subarray(0, 2).toString() !== 'PK') return undefined;
  const hash = createHash('sha256').update(bytes).digest('hex');
  const text = read.get(hash) ?? (isPdf ? pdfText(bytes) : officeText(bytes));
  read.set(hash, text);
  return text;
}

const pdfText = (bytes: Buffer) =>
  pagesOf(bytes).then(
    (pages) => pages.join('\n'),
    () => bytes.toString(), // what tests hand in as a PDF need be none
  );

async function officeText(bytes: Buffer): Promise<string> {
  const zip = await JSZip.loadAsync(bytes);
  const parts = Object.values(zip.files).filter(({ name }) => name.endsWith('.xml'));
  const texts = await Promise.all(parts.map((part) => part.async('string')));
  return texts.map((xml) => xml.replace(/<\/(?:w:p|row|si|c)>/g, '\n').replace(/<[^>]+>/g, '')).join('\n');
}

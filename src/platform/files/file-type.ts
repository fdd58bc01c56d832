import { type FileHandle, open } from 'node:fs/promises';
import { fileTypeFromFile } from 'file-type';

/** Types of file that may be kept. `upload: false`: only what the system itself writes. */
export const FILE_TYPES = {
  pdf: { zh: 'PDF 文档', en: 'PDF document', mime: 'application/pdf', upload: true },
  docx: {
    zh: 'Word 文档',
    en: 'Word document',
    mime: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    upload: true,
  },
  xlsx: {
    zh: 'Excel 表格',
    en: 'Excel workbook',
    mime: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    upload: true,
  },
  doc: { zh: 'Word 97-2003 文档', en: 'Word 97-2003 document', mime: 'application/msword', upload: true },
  xls: { zh: 'Excel 97-2003 表格', en: 'Excel 97-2003 workbook', mime: 'application/vnd.ms-excel', upload: true },
  ofd: { zh: 'OFD 版式文件', en: 'OFD document (GB/T 33190)', mime: 'application/ofd', upload: true },
  jpg: { zh: 'JPEG 图片', en: 'JPEG image', mime: 'image/jpeg', upload: true },
  png: { zh: 'PNG 图片', en: 'PNG image', mime: 'image/png', upload: true },
  webp: { zh: 'WebP 图片', en: 'WebP image', mime: 'image/webp', upload: true },
  csv: { zh: 'CSV 表格', en: 'CSV table', mime: 'text/csv', upload: true },
  txt: { zh: '文本文件', en: 'Text file', mime: 'text/plain', upload: true },
  json: { zh: 'JSON 数据', en: 'JSON data', mime: 'application/json', upload: false },
} as const satisfies Record<string, { zh: string; en: string; mime: string; upload: boolean }>;
export type FileType = keyof typeof FILE_TYPES;

export const UPLOAD_TYPES = (Object.keys(FILE_TYPES) as FileType[]).filter((type) => FILE_TYPES[type].upload);

const SAME = new Set<string>(['pdf', 'docx', 'xlsx', 'jpg', 'png', 'webp']);
/** Names inside the directory of a compound file (MS-CFB), in UTF-16LE. */
const WORD_STREAM = Buffer.from('WordDocument', 'utf16le');
const EXCEL_STREAM = Buffer.from('Workbook', 'utf16le');
const MACRO_STREAM = Buffer.from('_VBA_PROJECT', 'utf16le');

/**
 * What a file is by its content; its name only tells CSV from other text.
 *
 * @returns undefined for everything that is not on the list, files with macros included
 */
export async function sniff(path: string, name = ''): Promise<FileType | undefined> {
  const found = (await fileTypeFromFile(path))?.ext as string | undefined;
  if (found && SAME.has(found)) return found as FileType;
  if (found === 'zip') return (await contains(path, Buffer.from('OFD.xml'))) ? 'ofd' : undefined;
  if (found === 'cfb') return sniffCompound(path);
  if (found !== undefined) return undefined;
  const text = await textOf(path);
  if (text === undefined || looksLikeMarkup(text)) return undefined;
  if (/\.json$/i.test(name)) return 'json';
  return /\.csv$/i.test(name) ? 'csv' : 'txt';
}

async function sniffCompound(path: string): Promise<FileType | undefined> {
  if (await contains(path, MACRO_STREAM)) return undefined;
  if (await contains(path, WORD_STREAM)) return 'doc';
  return (await contains(path, EXCEL_STREAM)) ? 'xls' : undefined;
}

/** Text as Chinese offices write it, UTF-8 or GB 18030; undefined when it is neither or holds control characters. */
export function decodeText(bytes: Uint8Array): string | undefined {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
      return /[\x00-\x08\x0e-\x1f\x7f]/.test(text) ? undefined : text;
    } catch {
      // not this encoding
    }
  }
  return undefined;
}

async function textOf(path: string): Promise<string | undefined> {
  const file = await open(path);
  try {
    return decodeText(await file.readFile());
  } finally {
    await file.close();
  }
}

/** HTML, SVG and scripts stay out even under a harmless name. */
const looksLikeMarkup = (text: string) => /^\s*(<[!?a-z]|#!)|<(script|svg|html|iframe)\b/i.test(text);

const CHUNK = 1 << 20;

async function contains(path: string, needle: Buffer): Promise<boolean> {
  const file: FileHandle = await open(path);
  try {
    const chunk = Buffer.alloc(CHUNK);
    for (let position = 0; ; position += CHUNK - needle.length) {
      const { bytesRead } = await file.read(chunk, 0, CHUNK, position);
      if (chunk.subarray(0, bytesRead).includes(needle)) return true;
      if (bytesRead < CHUNK) return false;
    }
  } finally {
    await file.close();
  }
}

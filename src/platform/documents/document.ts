import { createHash } from 'node:crypto';
import type { Day } from '../../kernel/day.ts';

/** A paper as an office issues it, before it is Word or PDF: both are written from this and say the same. */
export interface OfficialDocument {
  /** 版头: the issuer's name as it stands in red at the top, and 发文字号 `湘科发〔2026〕5号`. */
  readonly head?: { readonly organ?: string; readonly number?: string };
  readonly title: string;
  /** A page of its own before the text, as 申报书 have. */
  readonly cover?: { readonly fields: readonly LabelledText[]; readonly day?: Day };
  /** 主送机关, without the colon. */
  readonly addressee?: string;
  readonly body: readonly Block[];
  /** 附件说明: the names, without numbers. */
  readonly attachments?: readonly string[];
  /** 署名和成文日期. Each organ gets a place for its seal; a seal is never drawn. */
  readonly signature?: { readonly organs: readonly string[]; readonly day?: Day };
  /** 附注, without brackets. */
  readonly note?: string;
  /** Stands on every page, and as a QR code at the end. */
  readonly verification?: Verification;
  readonly info: DocumentInfo;
}

/** `at` is the only moment in the file, so that the same input gives the same bytes. */
export interface DocumentInfo {
  readonly author: string;
  readonly at: Temporal.Instant;
}

export interface Verification {
  /** What the page behind `url` compares: as a rule `contentHash` of the document. */
  readonly hash: string;
  readonly url: string;
}

export interface LabelledText {
  readonly label: string;
  readonly value: string;
}

export type Block =
  /** Numbered by level and order: 一、 (一) 1. (1), unless `plain`. */
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3 | 4; readonly text: string; readonly plain?: boolean }
  /** A line break starts a new paragraph. */
  | { readonly kind: 'paragraph'; readonly text: string; readonly align?: Align; readonly bold?: boolean }
  | {
      readonly kind: 'table';
      readonly caption?: string;
      readonly columns: readonly TableColumn[];
      readonly rows: readonly (readonly string[])[];
    }
  /** A form: label and value, one or two pairs to a row. */
  | { readonly kind: 'fields'; readonly fields: readonly LabelledText[]; readonly perRow?: 1 | 2 }
  /** PNG or JPEG; width in mm, at most 156. */
  | {
      readonly kind: 'image';
      readonly bytes: Uint8Array;
      readonly type: 'png' | 'jpg';
      readonly width: number;
      readonly caption?: string;
    }
  /** Places to sign by hand: 法定代表人(签字): ________ */
  | { readonly kind: 'signHere'; readonly labels: readonly string[] }
  | { readonly kind: 'pageBreak' };

export interface TableColumn {
  readonly title: string;
  /** Share of the width beside the other columns; 1 when absent. */
  readonly width?: number;
  readonly align?: Align;
}
export type Align = 'left' | 'center' | 'right';

/** GB/T 9704-2012 5.1, 5.2: A4; 天头 37 mm, 订口 28 mm, 版心 156 mm x 225 mm; 22 lines of 28 characters of 三号. */
export const LAYOUT = {
  pageWidth: 210,
  pageHeight: 297,
  top: 37,
  left: 28,
  right: 26,
  bottom: 35,
  textWidth: 156,
  textHeight: 225,
  linesPerPage: 22,
  charactersPerLine: 28,
} as const;
/** Sizes in points: 二号, 三号, 四号, 小四, 小五. */
export const SIZE = { title: 22, body: 16, pageNumber: 14, table: 12, small: 9 } as const;

export const SEAL_PLACE = '\uff08盖章处\uff09';

/** What Word and PDF cannot hold: control characters, and halves of a surrogate pair. */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
  return text.toWellFormed().replace(/[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]/g, '');
}

export const paragraphsOf = (text: string) =>
  printable(text)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** Headings with their numbers (GB/T 9704-2012 7.3.3). */
export function numbered(body: readonly Block[]): Block[] {
  const counts = [0, 0, 0, 0];
  return body.map((block) => {
    if (block.kind !== 'heading' || block.plain) return block;
    const { level } = block;
    counts[level - 1] = (counts[level - 1] ?? 0) + 1;
    counts.fill(0, level);
    return { ...block, text: `${headingNumber(level, counts[level - 1] ?? 1)}${block.text}` };
  });
}

function headingNumber(level: 1 | 2 | 3 | 4, n: number): string {
  return { 1: `${chineseNumber(n)}、`, 2: typeset(`(${chineseNumber(n)})`), 3: `${n}.`, 4: `(${n})` }[level];
}

/** 1 to 99. */
export function chineseNumber(n: number): string {
  const digits = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
  const tens = Math.floor(n / 10);
  return `${tens === 0 ? '' : `${tens === 1 ? '' : digits[tens]}十`}${digits[n % 10]}`;
}

/** Pairs of a form by rows; the last row is filled up, so that every row has the same cells. */
export function fieldRows(fields: readonly LabelledText[], perRow: number): LabelledText[][] {
  const rows: LabelledText[][] = [];
  for (let start = 0; start < fields.length; start += perRow) {
    const pairs = fields.slice(start, start + perRow);
    while (pairs.length < perRow) pairs.push({ label: '', value: '' });
    rows.push(pairs);
  }
  return rows;
}

/** 附件说明, one line each: the second starts where the first has its number. A single one bears none. */
export function attachmentLines(attachments: readonly string[]): { text: string; indent: number }[] {
  const mark = typeset('附件:');
  return attachments.map((name, index) => {
    const own = attachments.length === 1 ? name : `${index + 1}.${name}`;
    return index === 0 ? { text: mark + own, indent: 2 } : { text: own, indent: 5 };
  });
}

const FULL_WIDTH = {
  ',': '\uff0c',
  ':': '\uff1a',
  ';': '\uff1b',
  '?': '\uff1f',
  '!': '\uff01',
  '(': '\uff08',
  ')': '\uff09',
};
/** Han characters and the marks that stand among them. */
const HAN = '\\p{Script=Han}\u3001-\u3015\u2018-\u201d\uff01-\uff1f';

/** Running text with the full-width marks of GB/T 15834 where Chinese stands beside them; figures and names of files keep theirs. */
export function typeset(text: string): string {
  const full = (mark: string) => FULL_WIDTH[mark as keyof typeof FULL_WIDTH];
  return text
    .replace(new RegExp(`(?<=[${HAN}])[,:;?!]|[,;](?=[${HAN}])`, 'gu'), full)
    .replace(new RegExp(`\\(([^()]*[${HAN}][^()]*)\\)`, 'gu'), (_, inside) => full('(') + inside + full(')'))
    .replace(/(?<=[\uff09\u300b])[,:;]/gu, full);
}

/** A seal never stands on a page without a word of the text: the last block stays on the page of the signature. */
export const keepsLastBlock = ({ signature, attachments = [] }: OfficialDocument): boolean =>
  signature !== undefined && attachments.length === 0;

/**
 * Hash of what a paper says, whatever it is written in: SHA-256 over its canonical JSON, the verification itself
 * left out. Lower-case hexadecimal.
 */
export function contentHash(document: object): string {
  const { verification: _, ...said } = document as { verification?: unknown };
  return createHash('sha256').update(canonicalJson(said)).digest('hex');
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (part instanceof Uint8Array) return createHash('sha256').update(part).digest('hex');
    if (part === null || typeof part !== 'object' || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

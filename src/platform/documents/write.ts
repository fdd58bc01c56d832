import { FILE_TYPES } from '../files/file-type.ts';
import type { OfficialDocument } from './document.ts';
import { pdfOf } from './pdf.ts';
import { wordOf } from './word.ts';

const WRITERS = { docx: wordOf, pdf: pdfOf } as const;

/** A document as a file to hand out, named without its ending. */
export async function writtenAs(format: keyof typeof WRITERS, name: string, document: OfficialDocument) {
  return { name: `${name}.${format}`, mediaType: FILE_TYPES[format].mime, body: await WRITERS[format](document) };
}

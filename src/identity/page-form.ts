import type { FastifyRequest } from 'fastify';

/** A file of a public form, small enough to hold. */
export interface Upload {
  readonly field: string;
  readonly name: string;
  readonly content: Buffer;
}

/** Of a form that anyone may send. */
export const PAGE_FORM_LIMITS = { fileSize: 10 * 1024 * 1024, files: 5, fields: 50, fieldSize: 64 * 1024 };

/** A multipart form of a page. A file input left empty is no file. */
export async function readPageForm(
  request: FastifyRequest,
): Promise<{ fields: Record<string, string>; uploads: Upload[] }> {
  const fields: Record<string, string> = {};
  const uploads: Upload[] = [];
  for await (const part of request.parts({ limits: PAGE_FORM_LIMITS })) {
    if (part.type === 'field') {
      fields[part.fieldname] = String(part.value ?? '');
      continue;
    }
    const content = await part.toBuffer();
    if (part.filename || content.length > 0) uploads.push({ field: part.fieldname, name: part.filename, content });
  }
  return { fields, uploads };
}

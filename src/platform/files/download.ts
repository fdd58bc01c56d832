import { FILE_TYPES, type FileType } from './file-type.ts';

export interface Download {
  readonly name: string;
  readonly type: FileType;
  readonly size: number;
  readonly sha256: string;
}

/**
 * Headers under which a stored file leaves the server: saved, never shown, never run.
 * The name goes in full by RFC 5987 and, for old clients, in ASCII.
 */
export function downloadHeaders({ name, type, size, sha256 }: Download): Record<string, string> {
  const safe = safeName(name, type);
  const ascii = safe.replace(/[^\x20-\x7e]/g, '_').replace(/["\\%]/g, '_');
  return {
    'content-type': FILE_TYPES[type].mime,
    'content-length': String(size),
    'content-disposition': `attachment; filename="${ascii}"; filename*=UTF-8''${encodeRfc5987(safe)}`,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'private, no-cache',
    etag: `"${sha256}"`,
  };
}

/** Without folders, control characters and direction marks (which can disguise an ending), ending as the type does. */
export function safeName(name: string, type: FileType): string {
  const base = name
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
    .replace(/[/\\:*?"<>|]/g, '_')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  const stem = [...base.replace(new RegExp(`\\.(${type}|jpeg)$`, 'i'), '')].slice(0, 120).join('');
  return `${stem || '文件'}.${type}`;
}

/** RFC 5987 3.2.1: attr-char only. */
function encodeRfc5987(text: string): string {
  const hex = (sign: string) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(text.toWellFormed()).replace(/['()*]/g, hex);
}

import { normaliseText } from './load.ts';
import type { PackFiles } from './pack.ts';

/** SHA-256, in hex, over names and texts of the files; the kind of line end and the order of files make no difference. */
export async function packHash(files: PackFiles): Promise<string> {
  const content = Object.keys(files)
    .sort()
    .map((name) => [name, normaliseText(files[name] ?? '')]);
  const bytes = new TextEncoder().encode(JSON.stringify(content));
  const digest = await globalThis.crypto.subtle.digest('SHA-256', bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

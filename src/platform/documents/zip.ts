import JSZip from 'jszip';

/**
 * Writes an Office file again so that it depends on its content only: every entry bears `at`, in order of name, and
 * entries named in `rewrite` are changed.
 */
export async function sealZip(
  bytes: Uint8Array,
  at: Temporal.Instant,
  rewrite: Readonly<Record<string, (text: string) => string>> = {},
): Promise<Buffer> {
  const source = await JSZip.loadAsync(bytes);
  const target = new JSZip();
  const date = new Date(at.epochMilliseconds);
  for (const name of Object.keys(source.files).sort(contentTypesFirst)) {
    const entry = source.files[name];
    if (!entry || entry.dir) continue;
    const change = rewrite[name];
    const content = change ? change(await entry.async('string')) : await entry.async('uint8array');
    target.file(name, content, { date, createFolders: false });
  }
  return target.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE', platform: 'DOS' });
}

/** Readers that sniff a type expect this entry at the start. */
function contentTypesFirst(a: string, b: string): number {
  const rank = (name: string) => (name === '[Content_Types].xml' ? 0 : name.startsWith('_rels/') ? 1 : 2);
  return rank(a) - rank(b) || (a < b ? -1 : 1);
}

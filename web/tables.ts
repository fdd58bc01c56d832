import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const SERVER = join(import.meta.dirname, '../src');

/** Every row of the server's tables that has both labels; told at the build, as Chinese -> English. */
export async function tableWords(): Promise<Record<string, string>> {
  const words: Record<string, string> = {};
  const seen = new Set<unknown>();
  const collect = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || seen.has(value)) return;
    seen.add(value);
    if (!Array.isArray(value) && Object.getPrototypeOf(value) !== Object.prototype) return;
    const { zh, en } = value as { zh?: unknown; en?: unknown };
    if (typeof zh === 'string' && typeof en === 'string') words[zh] ??= en;
    for (const part of Object.values(value)) collect(part);
  };
  const files = globSync('{kernel,identity,records,facts,policy,cases,effects,insight}/**/*.ts', {
    cwd: SERVER,
  }).sort();
  for (const file of files)
    if (/^[^.]+(\.contract)?\.ts$/.test(basename(file)))
      for (const exported of Object.values(await import(pathToFileURL(join(SERVER, file)).href))) collect(exported);
  return words;
}

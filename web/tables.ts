import { globSync } from 'node:fs';
import { join } from 'node:path';

const SERVER = join(import.meta.dirname, '../src');

/** Every row with a Chinese and an English label that the web may read; told at the build, as Chinese -> English. */
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
  for (const file of globSync(['**/*.contract.ts', 'kernel/*.ts', 'policy/*.ts', 'facts/vocabulary.ts'], {
    cwd: SERVER,
  }).sort())
    if (!/\.(test|cli)\.ts$/.test(file))
      for (const exported of Object.values(await import(join(SERVER, file)))) collect(exported);
  return words;
}

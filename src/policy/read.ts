import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PackError } from './error.ts';
import { packHash } from './hash.ts';
import { loadPack } from './load.ts';
import type { Pack, PackFiles, Words } from './pack.ts';

/** The packs that come with the product. */
export const POLICIES = fileURLToPath(new URL('../../policies', import.meta.url));

/** The texts of a pack's folder. Hidden files are no part of a pack. */
export function readPackFiles(folder: string): PackFiles {
  const names = readdirSync(folder).filter((name) => !name.startsWith('.') && statSync(join(folder, name)).isFile());
  return Object.fromEntries(names.sort().map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

/** Folders of all packs below `root`, as `<territory>/<instrument>`. */
export function packFolders(root: string = POLICIES): string[] {
  if (!existsSync(root)) return [];
  const below = (folder: string) =>
    readdirSync(folder)
      .filter((name) => !name.startsWith('.') && statSync(join(folder, name)).isDirectory())
      .sort();
  return below(root).flatMap((territory) =>
    below(join(root, territory)).map((instrument) => join(root, territory, instrument)),
  );
}

/** The folder that `name` means: a path, or the id of a pack that comes with the product; null where neither is. */
export function packFolder(name: string, root: string = POLICIES): string | null {
  for (const folder of [resolve(name), join(root, name)]) {
    if (existsSync(folder) && statSync(folder).isDirectory()) return folder;
  }
  return null;
}

export interface ReadPack {
  readonly folder: string;
  readonly hash: string;
  readonly pack: Pack | null;
  readonly errors: readonly PackError[];
}

/** Reads and loads one folder. A pack that stands among the product's policies bears its folder's name. */
export async function readPack(folder: string, words: Words, root: string = POLICIES): Promise<ReadPack> {
  const files = readPackFiles(folder);
  const hash = await packHash(files);
  const { pack, errors } = loadPack(files, words);
  if (!pack) return { folder, hash, pack: null, errors };
  const path = resolve(folder);
  const expected = `${basename(dirname(path))}/${basename(path)}`;
  if (dirname(dirname(path)) === resolve(root) && pack.id !== expected) {
    const place = { file: 'policy.yaml', line: 1, column: 1, clause: null, nearest: expected };
    const wrong = { zh: `编号 ${pack.id} 与文件夹不同`, en: `Id ${pack.id} differs from its folder` };
    return { folder, hash, pack: null, errors: [{ code: 'bad-shape', ...place, ...wrong }] };
  }
  return { folder, hash, pack, errors: [] };
}

/** Every pack that comes with the product. */
export async function readPacks(words: Words, root: string = POLICIES): Promise<ReadPack[]> {
  return Promise.all(packFolders(root).map((folder) => readPack(folder, words, root)));
}

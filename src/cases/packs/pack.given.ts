import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadPack } from '../../policy/load.ts';
import type { Pack } from '../../policy/pack.ts';
import { POLICIES_FOLDER, WORDS } from './pack.actions.ts';

/** A pack of the product's own folder. */
export function packAt(id: string): Pack {
  const folder = join(POLICIES_FOLDER, id);
  const texts = Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
  const { pack } = loadPack(texts, WORDS);
  if (!pack) throw new Error(`${id} does not load`);
  return pack;
}

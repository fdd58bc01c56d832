import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FACTS } from '../../facts/vocabulary.ts';
import type { Day } from '../../kernel/day.ts';
import { EFFECTS } from '../../kernel/effect.ts';
import { PAPERS } from '../../kernel/paper.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Services } from '../../platform/services.ts';
import { packErrorText } from '../../policy/error.ts';
import { procedurePack } from '../../policy/evaluate.ts';
import { packHash } from '../../policy/hash.ts';
import { loadPack } from '../../policy/load.ts';
import type { Pack, PackFiles, Words } from '../../policy/pack.ts';
import type { Procedure } from '../../policy/procedure.ts';
import { findPackFiles, insertPack, packRowsOn, type VersionRow } from './pack.store.ts';

/** The words every pack of this product may use. */
export const WORDS: Words = { facts: FACTS, effects: EFFECTS, papers: PAPERS };

export const POLICIES_FOLDER = join(import.meta.dirname, '../../../policies');

/** A pack in a case's hands: the text it was started under. */
export interface InstalledPack {
  readonly hash: string;
  readonly pack: Pack;
}

/**
 * Brings the packs of a folder into the database; a changed text becomes the installed one of its id and the earlier
 * one stays for the cases that run under it. A faulty pack is logged and left out; what was installed of it stays.
 * A version published in the studio holds before what a folder brings, whenever it is brought.
 */
export async function installPacks(
  tx: Tx,
  { clock, log }: Pick<Services, 'clock' | 'log'>,
  folder = POLICIES_FOLDER,
): Promise<string[]> {
  const installed: string[] = [];
  for (const files of packFolders(folder)) {
    const { pack, errors } = loadPack(files.texts, WORDS);
    if (!pack) {
      log.error({ pack: files.name, errors: errors.map((error) => packErrorText(error)) }, 'policy pack refused');
      continue;
    }
    const hash = await packHash(files.texts);
    await insertPack(tx, { hash, pack, files: files.texts, at: clock.now().toString() });
    installed.push(pack.id);
  }
  return installed;
}

/** Every folder two levels down that holds a policy.yaml, with the texts in it. */
function packFolders(folder: string): { name: string; texts: PackFiles }[] {
  const found: { name: string; texts: PackFiles }[] = [];
  for (const place of readdirSync(folder, { withFileTypes: true })) {
    if (!place.isDirectory()) continue;
    for (const instrument of readdirSync(join(folder, place.name))) {
      const path = join(folder, place.name, instrument);
      if (!existsSync(join(path, 'policy.yaml'))) continue;
      const names = readdirSync(path).filter((name) => /\.(yaml|md)$/.test(name));
      const texts = Object.fromEntries(names.map((name) => [name, readFileSync(join(path, name), 'utf8')]));
      found.push({ name: `${place.name}/${instrument}`, texts });
    }
  }
  return found;
}

/** What a hash names never changes, so that a pack once loaded stays. */
const loaded = new Map<string, Pack>();

export async function packByHash(tx: Tx, hash: string): Promise<Pack> {
  const known = loaded.get(hash);
  if (known) return known;
  const files = await findPackFiles(tx, hash);
  if (!files) throw new Refusal('pack.not-found', { hash });
  const { pack, errors } = loadPack(files, WORDS);
  if (!pack)
    throw new Error(
      `installed pack ${hash} no longer loads: ${errors.map((error) => packErrorText(error)).join('; ')}`,
    );
  loaded.set(hash, pack);
  return pack;
}

const holdsOn = ({ inForceFrom, inForceUntil }: Pick<VersionRow, 'inForceFrom' | 'inForceUntil'>, on: Day) =>
  inForceFrom <= on && (inForceUntil === null || on <= inForceUntil);

/** The packs that cases may start under on a day. */
export async function packsInForce(tx: Tx, on: Day): Promise<InstalledPack[]> {
  const inForce = (await packRowsOn(tx, on)).filter((row) => holdsOn(row, on));
  return Promise.all(inForce.map(async ({ hash }) => ({ hash, pack: await packByHash(tx, hash) })));
}

/** @throws Refusal `pack.not-found` where none of that id is in force on the day */
export async function packInstalled(tx: Tx, id: string, on: Day): Promise<InstalledPack> {
  const [row] = await packRowsOn(tx, on, id);
  if (!row || !holdsOn(row, on)) throw new Refusal('pack.not-found', { pack: id, on });
  return { hash: row.hash, pack: await packByHash(tx, row.hash) };
}

/** @throws Refusal `not-found` */
export function procedureOf(pack: Pack, id: string): Procedure {
  const procedure = pack.procedures.find((one) => one.id === id);
  if (!procedure) throw new Refusal('not-found', { pack: pack.id, procedure: id });
  return procedure;
}

/** The text that a case runs under, as its procedure reads it. */
export async function packOfCase(tx: Tx, of: { pack_hash: string; procedure_id: string }): Promise<Pack> {
  const pack = await packByHash(tx, of.pack_hash);
  return procedurePack(pack, procedureOf(pack, of.procedure_id));
}

/** Titles of the packs on a day and of their procedures, by id. */
export async function packTitles(
  tx: Tx,
  on: Day,
): Promise<Map<string, { title: string; procedures: Map<string, string> }>> {
  const rows = await packRowsOn(tx, on);
  const packs = await Promise.all(rows.map(({ hash }) => packByHash(tx, hash)));
  return new Map(
    packs.map((pack) => [
      pack.id,
      { title: pack.title, procedures: new Map(pack.procedures.map(({ id, title }) => [id, title])) },
    ]),
  );
}

import type { Tx } from '../../platform/db/database.ts';
import { packHash } from '../../policy/hash.ts';
import { caseById } from '../casefile/casefile.store.ts';
import { packOfCase } from '../packs/pack.actions.ts';
import { findPackFiles } from '../packs/pack.store.ts';
import { assessmentsOf } from './assessment.store.ts';
import { type Deviation, replay } from './replay.ts';

export interface Replayed {
  readonly assessmentId: string;
  readonly kind: 'submit' | 'decision';
  readonly on: string;
  readonly packHash: string;
  readonly verdict: string;
  readonly deviations: readonly Deviation[];
}

/** Every assessment of a case, judged again from what was sealed with it. */
export async function replayCase(tx: Tx, caseId: string): Promise<Replayed[]> {
  const { procedure_id } = await caseById(tx, caseId);
  const replayed: Replayed[] = [];
  for (const row of await assessmentsOf(tx, caseId)) {
    const { id: assessmentId, kind, on_day: on, pack_hash: hash, facts, judgements, findings, verdict } = row;
    const text = await packHash((await findPackFiles(tx, hash)) ?? {});
    const altered = text === hash ? [] : [{ what: 'pack', field: 'hash', sealed: hash, now: text }];
    const deviations = replay(await packOfCase(tx, { pack_hash: hash, procedure_id }), {
      on,
      facts,
      judgements,
      findings,
      verdict,
    });
    replayed.push({
      assessmentId,
      kind: kind as Replayed['kind'],
      on,
      packHash: hash,
      verdict,
      deviations: [...altered, ...deviations],
    });
  }
  return replayed;
}

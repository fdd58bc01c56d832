import type { Actor } from '../../kernel/actor.ts';
import type { Day } from '../../kernel/day.ts';
import { newId } from '../../kernel/id.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Services } from '../../platform/services.ts';
import type { Scheme } from '../../policy/assessment.ts';
import type { Pack } from '../../policy/pack.ts';
import type { Step } from '../../policy/procedure.ts';
import { parametersOn, schemeOf } from '../../policy/score.ts';
import { settled } from '../../policy/settle.ts';
import type { CaseRow } from '../casefile/casefile.store.ts';
import { requireBody } from '../casefile/interpreter.ts';
import { settledFor } from '../evaluations/evaluation.store.ts';
import { procedureOf } from '../packs/pack.actions.ts';
import { seenAt } from '../turns/turn.actions.ts';
import { insertVersion, type SheetKey, versionsOf } from './scoresheet.store.ts';
import { amendItems, type GivenItem, itemsOfScheme, type Scoresheet, type SheetItem, stepSheet } from './scoresheet.ts';

const onDayOf = (file: CaseRow, { clock }: Pick<Services, 'clock'>): Day => file.judged_on ?? clock.today();

/** The scheme by which an evaluation judges; null: the case is none. */
function schemeFor(file: CaseRow, pack: Pack): Scheme | null {
  const { evaluates } = procedureOf(pack, file.procedure_id);
  return evaluates ? schemeOf(pack, evaluates.scheme) : null;
}

async function ownSheet(tx: Tx, services: Pick<Services, 'clock'>, file: CaseRow, pack: Pack, step: Step) {
  const on = onDayOf(file, services);
  const scheme = schemeFor(file, pack);
  // What the document leaves open the authority sets for the round.
  const held = file.round_id ? settled(pack, await settledFor(tx, file.round_id)) : pack;
  const items: SheetItem[] = scheme ? itemsOfScheme(scheme, parametersOn(held, on)) : [];
  const key: SheetKey = {
    roundId: file.round_id,
    caseId: file.id,
    packId: file.pack_id,
    step: step.id,
    scheme: scheme?.id ?? '',
  };
  return { key, items };
}

/** Every version of what the experts of a case fill in at a step, oldest first: the pack's items, then what was published for its round. */
export async function sheetsFor(
  tx: Tx,
  services: Pick<Services, 'clock'>,
  file: CaseRow,
  pack: Pack,
  step: Step,
): Promise<Scoresheet[]> {
  const { key, items } = await ownSheet(tx, services, file, pack, step);
  const head = { ...stepSheet(step), scheme: key.scheme };
  const published = (await versionsOf(tx, key)).map(({ version, items, reason, published_at: at }) => ({
    ...head,
    version,
    items: items as unknown as SheetItem[],
    changed: { reason, at },
  }));
  return [{ ...head, version: 1, items, changed: null }, ...published];
}

/** The newest version. */
export async function sheetFor(...of: Parameters<typeof sheetsFor>): Promise<Scoresheet> {
  return (await sheetsFor(...of)).at(-1) as Scoresheet;
}

/** A new version for the whole round. Entries stay as they are; who has not handed in is told. */
export async function publishSheet(
  tx: Tx,
  services: Pick<Services, 'clock'>,
  actor: Actor,
  caseId: string,
  given: { version: number; items: readonly GivenItem[]; reason: string },
): Promise<number> {
  const { file, pack, step } = await seenAt(tx, caseId, 'expertReview');
  if (actor.organisationId !== (await requireBody(tx, file, pack, step))) throw new Refusal('task.not-yours');
  const { key, items } = await ownSheet(tx, services, file, pack, step);
  const version = (await versionsOf(tx, key)).at(-1)?.version ?? 1;
  if (given.version !== version) throw new Refusal('conflict', { version });
  const id = newId();
  const isFirst = await insertVersion(tx, key, {
    id,
    version: version + 1,
    items: amendItems(items, stepSheet(step).maxScore, given.items),
    reason: given.reason,
    published_at: services.clock.now().toString(),
    published_by: actor.personId,
  });
  if (!isFirst) throw new Refusal('conflict', { version: version + 1 });
  recordChange(tx, { kind: 'scoresheet', id, after: { ...key, version: version + 1, reason: given.reason } });
  return version + 1;
}

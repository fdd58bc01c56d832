import type { Actor } from '../../kernel/actor.ts';
import { newId } from '../../kernel/id.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Services } from '../../platform/services.ts';
import type { Procedure } from '../../policy/procedure.ts';
import type { CarrierClass } from '../../records/carriers/carrier.ts';
import { findTerritory } from '../../records/territories/territory.store.ts';
import { packInstalled, procedureOf } from '../packs/pack.actions.ts';
import { extend, findRound, insertRound, packTerritory, type RoundRow, roundsFor } from './round.store.ts';
import { type LateExperts, outsideIntake, roundState } from './round.ts';

export interface NewRound {
  readonly packId: string;
  readonly procedureId: string;
  readonly year: number;
  readonly title: string;
  readonly opensAt: string;
  readonly closesAt: string;
  readonly lateExperts?: LateExperts;
}

/** Whose units take part; null: all of the pack's territory, of every class and service model. */
export interface Share {
  readonly withinId: string | null;
  readonly class: CarrierClass | null;
  readonly serviceModel: string | null;
}

/** Announces a call by the pack's own territory; one of evaluation may be for a share of the units alone. */
export async function createRound(
  tx: Tx,
  { clock }: Pick<Services, 'clock'>,
  actor: Actor,
  given: NewRound,
  share?: Share,
): Promise<RoundRow> {
  const { pack } = await packInstalled(tx, given.packId, clock.today());
  const procedure = procedureOf(pack, given.procedureId);
  if (procedure.intake !== 'round') throw refuse('procedureId', 'round.rolling', '此程序常年受理，不设批次');
  if ((procedure.purpose === 'evaluation') !== (share !== undefined))
    throw refuse('procedureId', 'round.evaluation', '评价批次在“评价”中发布，其他事项在“批次管理”中发布');
  const territory = await packTerritory(tx, pack.territory.code);
  if (!territory) throw new Refusal('not-found', { territory: pack.territory.code });
  requireTerritory(actor, territory.path);
  const within = share?.withinId == null ? territory : await findTerritory(tx, share.withinId);
  if (!within?.path.startsWith(territory.path))
    throw refuse('withinId', 'reach', `应为${pack.territory.name}之内的地区`);
  if (Date.parse(given.closesAt) <= Date.parse(given.opensAt))
    throw refuse('closesAt', 'round.order', '截止时间应晚于开始时间');
  const id = newId();
  const opens_at = Temporal.Instant.from(given.opensAt).toString();
  const closes_at = Temporal.Instant.from(given.closesAt).toString();
  const inserted = insertRound(tx, {
    id,
    pack_id: pack.id,
    procedure_id: procedure.id,
    territory_id: territory.id,
    within: within.path,
    class: share?.class ?? null,
    service_model: share?.serviceModel ?? null,
    year: given.year,
    title: given.title,
    opens_at,
    closes_at,
    late_experts: given.lateExperts ?? 'propose',
    created_at: clock.now().toString(),
    created_by: actor.personId,
  });
  await refusingOverlap('opensAt', inserted);
  recordChange(tx, { kind: 'round', id, after: given });
  return requireRound(tx, id);
}

/** Moves the closing moment later; never earlier, because applicants rely on it. */
export async function extendRound(
  tx: Tx,
  { clock }: Pick<Services, 'clock'>,
  actor: Actor,
  given: { roundId: string; closesAt: string; reason: string },
): Promise<RoundRow> {
  // Of two extensions at once the later one counts from the earlier.
  await tx.selectFrom('round').select('id').where('id', '=', given.roundId).forUpdate().execute();
  const round = await requireRound(tx, given.roundId);
  requireTerritory(actor, round.territoryPath);
  if (round.isSettled) throw new Refusal('evaluation.closed');
  const now = clock.now().toString();
  const after = Temporal.Instant.from(given.closesAt).toString();
  if (Date.parse(after) <= Date.parse(round.closesAt) || Date.parse(after) <= Date.parse(now)) {
    throw refuse('closesAt', 'round.order', '延长后的截止时间应晚于原截止时间和当前时间');
  }
  await refusingOverlap('closesAt', extend(tx, round, after, given.reason, now, actor.personId));
  recordChange(tx, {
    kind: 'round',
    id: round.id,
    before: { closesAt: round.closesAt },
    after: { closesAt: after, reason: given.reason },
  });
  return requireRound(tx, round.id);
}

async function requireRound(tx: Tx, id: string): Promise<RoundRow> {
  const round = await findRound(tx, id);
  if (!round) throw new Refusal('not-found', { round: id });
  return round;
}

function requireTerritory(actor: Actor, path: string): void {
  if (!actor.isSystem && !(actor.territoryPath && path.startsWith(actor.territoryPath)))
    throw new Refusal('not-permitted');
}

/** The database holds it, also against a call announced at the same moment. */
async function refusingOverlap(path: string, saved: Promise<void>): Promise<void> {
  try {
    await saved;
  } catch (error) {
    if ((error as { constraint?: string }).constraint !== 'round_overlaps') throw error;
    throw new Refusal('round.overlaps', {}, [
      {
        path,
        code: 'round.overlaps',
        message:
          '与同一事项已有批次的受理时间重叠，请调整时间，或延长已有批次；评价批次的单位互不重叠的(类型、服务模式不同或地区分开)，可以同时进行',
      },
    ]);
  }
}

function refuse(path: string, code: string, message: string): Refusal {
  return new Refusal('round.invalid', {}, [{ path, code, message }]);
}

/**
 * The round that takes an application now; null where intake is rolling.
 *
 * @throws Refusal `round.closed` with the moments of every round there is
 */
export async function roundOpenFor(
  tx: Tx,
  of: { packId: string; procedure: Procedure; territoryId: string; roundId?: string | undefined },
  now: string,
): Promise<RoundRow | null> {
  if (of.procedure.intake === 'rolling') return null;
  const rounds = await roundsFor(tx, of.packId, of.procedure.id, of.territoryId);
  const wanted = of.roundId === undefined ? rounds : rounds.filter(({ id }) => id === of.roundId);
  const open = wanted.find((round) => roundState(round, now) === 'open');
  if (!open) throw outsideIntake(wanted.length > 0 ? wanted : rounds);
  return open;
}

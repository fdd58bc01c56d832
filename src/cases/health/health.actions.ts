import type { z } from 'zod';
import type { Actor } from '../../kernel/actor.ts';
import { addDays, type Day } from '../../kernel/day.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Services } from '../../platform/services.ts';
import { carrierWatch } from '../standings/carrier-watch.ts';
import type { healthView } from './health.contract.ts';
import {
  alertsOf,
  keepAlerts,
  monthsOf,
  type SetThresholds,
  territoryAt,
  territoryThresholds,
  thresholdsOf,
  writeThreshold,
} from './health.store.ts';
import {
  incomeOf,
  monthsUpTo,
  occupancyOf,
  SIGNAL_CODES,
  SIGNALS,
  type SignalCode,
  signalValue,
  type Threshold,
  thresholdOf,
  warningsAt,
} from './health.ts';

/** A sign looks back a year and a quarter at most. */
const BEFORE = 14;

function effective(set: SetThresholds): Record<SignalCode, Threshold> {
  return Object.fromEntries(
    SIGNAL_CODES.map((signal) => [
      signal,
      thresholdOf(signal, set.get(signal)?.territory ?? null, set.get(signal)?.operator ?? null),
    ]),
  ) as Record<SignalCode, Threshold>;
}

/** So many months of a space up to a day, what each sign said and where it warned. */
export async function healthOf(
  tx: Tx,
  actor: Actor,
  carrierId: string,
  on: Day,
  count: number,
): Promise<z.output<typeof healthView>> {
  const months = await monthsOf(tx, carrierId, monthsUpTo(on, count + BEFORE), on);
  const set = await thresholdsOf(tx, carrierId);
  const thresholds = effective(set);
  return {
    on,
    months: months.slice(BEFORE).map((month, at) => ({
      ...month,
      occupancy: occupancyOf(month),
      incomeFen: incomeOf(month),
      signals: SIGNAL_CODES.map((signal) => ({ signal, value: signalValue(signal, months, at + BEFORE) })),
      warnings: warningsAt(months, at + BEFORE, thresholds),
    })),
    thresholds: SIGNAL_CODES.map((signal) => ({
      signal,
      ...thresholds[signal],
      territory: set.get(signal)?.territory ?? null,
      operator: set.get(signal)?.operator ?? null,
    })),
    alerts: await alertsOf(tx, carrierId, actor.organisationId),
  };
}

/** The month before the one of the day is the last that is whole: it is judged. */
export async function watchHealth(tx: Tx, carrierId: string, on: Day, now: string): Promise<void> {
  const last = addDays(`${on.slice(0, 7)}-01`, -1);
  const months = await monthsOf(tx, carrierId, monthsUpTo(last, BEFORE + 1), last);
  await keepAlerts(tx, carrierId, warningsAt(months, BEFORE, effective(await thresholdsOf(tx, carrierId))), now);
}

export const { schedule: scheduleHealthWatch, onJob: onHealthWatch } = carrierWatch('health.watch', watchHealth);

function checkThreshold(signal: SignalCode, value: number | null): void {
  const { most } = SIGNALS[signal];
  if (value !== null && value > most)
    throw new Refusal('input.invalid', {}, [{ path: 'value', code: 'range', message: `不能超过${most}` }]);
}

/** An operator's own threshold for its space; null: what the department or the platform says. */
export async function setOwnThreshold(
  tx: Tx,
  { clock }: Pick<Services, 'clock'>,
  actor: Actor,
  { carrierId, signal, value }: { carrierId: string; signal: SignalCode; value: number | null },
): Promise<void> {
  checkThreshold(signal, value);
  const before = effective(await thresholdsOf(tx, carrierId));
  const at = clock.now().toString();
  await writeThreshold(tx, { territoryId: null, carrierId, signal, value }, { personId: actor.personId, at });
  recordChange(tx, {
    kind: 'healthThreshold',
    id: carrierId,
    before: { signal, ...before[signal] },
    after: { signal, value },
  });
  await watchHealth(tx, carrierId, clock.today(), at);
}

/** A department's threshold for all spaces of its territory; they are looked at anew the next morning. */
export async function setTerritoryThreshold(
  tx: Tx,
  { clock }: Pick<Services, 'clock'>,
  actor: Actor,
  { signal, value }: { signal: SignalCode; value: number | null },
): Promise<void> {
  checkThreshold(signal, value);
  const territory = actor.territoryPath ? await territoryAt(tx, actor.territoryPath) : undefined;
  if (!territory) throw new Refusal('not-found');
  await writeThreshold(
    tx,
    { territoryId: territory.id, carrierId: null, signal, value },
    { personId: actor.personId, at: clock.now().toString() },
  );
  recordChange(tx, { kind: 'healthThreshold', id: territory.id, after: { signal, value } });
}

/** What holds in the actor's territory. */
export async function rulesOf(tx: Tx, { territoryPath }: Actor) {
  const territory = territoryPath ? await territoryAt(tx, territoryPath) : undefined;
  if (!territoryPath || !territory) throw new Refusal('not-found');
  const set = new Map((await territoryThresholds(tx, territoryPath)).map(({ signal, value }) => [signal, value]));
  return {
    territory: territory.name,
    rows: SIGNAL_CODES.map((signal) => ({ signal, ...thresholdOf(signal, set.get(signal) ?? null, null) })),
  };
}

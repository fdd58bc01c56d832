import type { Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { checkYear, PACKAGED_YEARS, type YearCalendar } from '../../kernel/working-days.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import type { Tx } from '../../platform/db/database.ts';
import { enqueue } from '../../platform/jobs/jobs.ts';
import type { Services } from '../../platform/services.ts';
import { addedYears, saveYear } from './calendar.store.ts';

export async function listYears(tx: Tx) {
  const added = await addedYears(tx);
  const replaced = new Set(added.map(({ year }) => year));
  const packaged = PACKAGED_YEARS.filter(({ year }) => !replaced.has(year));
  const rows = [
    ...packaged.map((year) => ({
      ...shown(year),
      origin: 'packaged' as const,
      source: '随产品发布',
      addedAt: null,
      addedBy: null,
    })),
    ...added.map((year) => ({ ...year, ...shown(year), origin: 'added' as const })),
  ].sort((a, b) => b.year - a.year);
  return { rows, total: rows.length };
}

/** Adds published years, or corrects them; due days that rest on them are computed again by `calendar.changed`. */
export async function addYears(
  tx: Tx,
  services: Services,
  actor: Actor,
  years: readonly (YearCalendar & { source: string })[],
): Promise<void> {
  if (!actor.personId) throw new Refusal('not-signed-in');
  const now = services.clock.now().toString();
  const before = new Map((await addedYears(tx)).map((year) => [year.year, year]));
  for (const given of years) {
    const year = { ...given, ...shown(given) };
    checkYear(year);
    await saveYear(tx, year, now, actor.personId);
    recordChange(tx, { kind: 'workingCalendar', id: String(year.year), before: before.get(year.year), after: year });
    await enqueue(tx, services.clock, {
      kind: 'calendar.changed',
      key: String(year.year),
      payload: { year: year.year },
      dueAt: now,
    });
  }
}

function shown({ year, holidays, workdays }: YearCalendar) {
  return { year, holidays: [...new Set(holidays)].sort(), workdays: [...new Set(workdays)].sort() };
}

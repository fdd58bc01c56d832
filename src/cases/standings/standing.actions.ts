import type { z } from 'zod';
import { type Fact, type FactSheet, factSheet, valuesOf } from '../../facts/fact-sheet.ts';
import { FACTS, type FactKey } from '../../facts/vocabulary.ts';
import type { Actor } from '../../kernel/actor.ts';
import { addMonths, type Day } from '../../kernel/day.ts';
import type { FactValue } from '../../kernel/fact.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/db/database.ts';
import { type Account, accountOf, accountsText } from '../../policy/account.ts';
import { explain, procedurePack, verdict } from '../../policy/evaluate.ts';
import type { Part } from '../../policy/finding.ts';
import type { Pack } from '../../policy/pack.ts';
import { remedy } from '../../policy/remedy.ts';
import { formsWithin, scopeOver } from '../../policy/scope.ts';
import { turns } from '../../policy/timeline.ts';
import type { Language } from '../../policy/unit.ts';
import { type InstalledPack, packsInForce, packTitles } from '../packs/pack.actions.ts';
import { carrierWatch } from './carrier-watch.ts';
import type { PartView, StandingView, standingsView } from './standing.contract.ts';
import { alertsFor, carrierStanding, changingDays, keepAlerts, type Standing } from './standing.store.ts';
import {
  countsOf,
  factsAhead,
  HORIZON,
  type Known,
  lapsing,
  liesUnder,
  NOTICE,
  remedyView,
  ripening,
} from './standing.ts';

/** A pack as the procedure for a carrier's kind reads it: a cluster is judged by the conditions of clusters. */
interface ReadPack extends InstalledPack {
  /** To apply by; null where the document has none. */
  readonly procedureId: string | null;
}

function readFor(installed: InstalledPack, kind: string): ReadPack {
  const { procedures } = installed.pack;
  const own = procedures.find(
    (procedure) =>
      (procedure.purpose === 'recognition' || procedure.purpose === 'filing') &&
      (procedurePack(installed.pack, procedure).carrierKinds as readonly string[]).includes(kind),
  );
  if (!own) return { ...installed, procedureId: null };
  return { ...installed, pack: procedurePack(installed.pack, own), procedureId: own.id };
}

/** Packs in force of the carrier's own territory or one above it, with conditions to judge: those for it, and those for other forms of its kind. */
async function packsOver(
  tx: Tx,
  carrier: Standing,
  on: Day,
): Promise<{ packs: ReadPack[]; others: { pack: Pack; lacks: 'form' | 'formUnknown' }[] }> {
  const here = (await packsInForce(tx, on))
    .map((installed) => readFor(installed, carrier.kind))
    .filter(({ pack }) => pack.requirements.length > 0 && liesUnder(pack, carrier));
  return {
    packs: here.filter(({ pack }) => scopeOver(pack, carrier) === 'inside'),
    others: here.flatMap(({ pack }) => {
      const lacks = scopeOver(pack, carrier);
      return lacks === 'form' || lacks === 'formUnknown' ? [{ pack, lacks }] : [];
    }),
  };
}

interface Looked {
  readonly carrier: Standing;
  readonly packs: readonly ReadPack[];
  readonly others: Awaited<ReturnType<typeof packsOver>>['others'];
  readonly sheet: FactSheet;
  readonly known: readonly Known[];
}

/** The facts of a day and of each later day on which something registered ends, for all packs at once. */
async function look(tx: Tx, carrierId: string, on: Day): Promise<Looked> {
  const carrier = await carrierStanding(tx, carrierId);
  if (!carrier) throw new Refusal('not-found', { carrier: carrierId });
  const { packs, others } = await packsOver(tx, carrier, on);
  const sheet = await factSheet(tx, carrierId, on);
  const keys = [...new Set(packs.flatMap(({ pack }) => Object.keys(pack.factLabels)))] as FactKey[];
  const known: Known[] = [{ day: on, facts: valuesOf(sheet) }];
  if (keys.length > 0) {
    for (const day of await changingDays(tx, carrierId, on, addMonths(on, HORIZON)))
      known.push({ day, facts: valuesOf(await factSheet(tx, carrierId, day, keys)) });
  }
  return { carrier, packs, others, sheet, known };
}

function judgePack({ pack, hash, procedureId }: ReadPack, { carrier, sheet, known }: Looked, on: Day) {
  const facts = valuesOf(sheet);
  const findings = explain(pack, facts, on);
  const ahead = turns(pack, factsAhead(known, FACTS), on, {
    months: HORIZON,
    since: carrier.openedOn === null ? [] : [carrier.openedOn],
    also: known.map(({ day }) => day),
  });
  return {
    head: {
      packId: pack.id,
      packHash: hash,
      packTitle: pack.title,
      territoryName: pack.territory.zone ?? pack.territory.name,
      mode: pack.mode,
      designation: pack.grants ? pack.designation.name : null,
      procedureId,
      verdict: verdict(findings),
      counts: countsOf(findings),
    },
    findings,
    remedy: remedy(pack, facts, on),
    ripens: ripening(pack, ahead),
    lapses: lapsing(pack, ahead),
  };
}

/** Where a carrier stands under every pack of its territory and above. */
export async function standingsOf(tx: Tx, carrierId: string, on: Day): Promise<z.input<typeof standingsView>> {
  const looked = await look(tx, carrierId, on);
  const rows = looked.packs.map((installed) => {
    const { head, remedy: way, ripens, lapses } = judgePack(installed, looked, on);
    return {
      ...head,
      remedy: way && { steps: way.steps.length, effort: way.effort },
      ripensOn: ripens.find(({ requirement }) => requirement === null)?.day ?? null,
      lapses,
    };
  });
  const others = looked.others.map(({ pack, lacks }) => ({
    packId: pack.id,
    packTitle: pack.title,
    territoryName: pack.territory.zone ?? pack.territory.name,
    lacks,
    form: looked.carrier.form,
    forms: [...(formsWithin(pack, looked.carrier.kind) ?? [])],
  }));
  return { on, rows, others, total: rows.length };
}

/** One pack in full: every finding accounted for, what would change it, what time will change. */
export async function standingOf(
  tx: Tx,
  carrierId: string,
  packId: string,
  on: Day,
  language: Language,
): Promise<StandingView> {
  const looked = await look(tx, carrierId, on);
  const installed = looked.packs.find(({ pack }) => pack.id === packId);
  if (!installed) throw new Refusal('pack.not-found', { pack: packId, on });
  const { pack } = installed;
  const { head, findings, remedy: way, ripens, lapses } = judgePack(installed, looked, on);
  const sources = Object.fromEntries(
    Object.entries(looked.sheet).map(([key, fact]) => [key, fact.provenance.map(({ label }) => label)]),
  );
  const accounts = findings.map((finding) => accountOf(pack, finding, language, { sources }));
  return {
    ...head,
    on,
    carrierName: looked.carrier.name,
    facts: factsOf(pack, looked.sheet),
    accounts: accounts.map((account) => accountViewOf(account, looked.sheet)),
    remedy: remedyView(pack, way, language),
    ripens,
    lapses,
    text: accountsText(accounts, language),
  };
}

/** The known facts that the pack asks for, to try others in their place. */
function factsOf(pack: Pack, sheet: FactSheet): StandingView['facts'] {
  const known = Object.keys(pack.factLabels).flatMap((key) => {
    const value = sheet[key as FactKey]?.value;
    return value === undefined ? [] : [[key, plain(value)] as const];
  });
  return Object.fromEntries(known);
}
const plain = (value: FactValue) => (typeof value === 'object' ? [...value] : value);

function accountViewOf({ sources, ...account }: Account, sheet: FactSheet): StandingView['accounts'][number] {
  return {
    ...account,
    lines: [...account.lines],
    missing: [...account.missing],
    evidence: [...account.evidence],
    finding: partViewOf(account.finding),
    sources: sources.map(({ fact, label }) => {
      const found: Fact | undefined = sheet[fact as FactKey];
      return {
        fact,
        label,
        obtained: found?.obtained ?? 'unknown',
        complete: found?.complete ?? false,
        from: (found?.provenance ?? []).map(({ kind, id, label: name }) => ({ kind, id, label: name })),
      };
    }),
  };
}

function partViewOf(part: Part): PartView {
  const { id, outcome, cites, says, form, how, expected, fact, unit, distance } = part;
  return {
    ...{ id, outcome, cites, says, form, how, expected, fact, unit, distance },
    actual: part.actual === null ? null : plain(part.actual),
    threshold: part.threshold === null ? null : plain(part.threshold),
    lacking: [...part.lacking],
    missing: [...part.missing],
    when: part.when && partViewOf(part.when),
    parts: part.parts.map(partViewOf),
  };
}

/** Each morning what will lapse is told. */
export const { schedule: scheduleWatch, onJob: onWatch } = carrierWatch('standing.watch', watchCarrier);

/** What will lapse soon under the packs of the carrier is told; each once. */
export async function watchCarrier(tx: Tx, carrierId: string, on: Day, now: string): Promise<void> {
  const looked = await look(tx, carrierId, on);
  const last = addMonths(on, NOTICE);
  const lapses = looked.packs.flatMap((installed) =>
    judgePack(installed, looked, on)
      .lapses.filter(({ lapsesOn }) => lapsesOn <= last)
      .map((lapse) => ({ ...lapse, packId: installed.pack.id })),
  );
  await keepAlerts(tx, carrierId, lapses, now);
}

export async function openAlerts(tx: Tx, actor: Actor, on: Day, query: { page: number; size: number }) {
  const { rows, total } = await alertsFor(tx, actor, query);
  const titles = await packTitles(tx, on);
  return { rows: rows.map((row) => ({ ...row, packTitle: titles.get(row.packId)?.title ?? row.packId })), total };
}

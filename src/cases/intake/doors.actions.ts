import { type FactSheet, factSheet, valuesOf } from '../../facts/fact-sheet.ts';
import type { Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/db/database.ts';
import { explain, procedurePack, verdict } from '../../policy/evaluate.ts';
import type { Pack } from '../../policy/pack.ts';
import { type Procedure, PURPOSES, purposeRow } from '../../policy/procedure.ts';
import { caseById } from '../casefile/casefile.store.ts';
import { formIsOpen } from '../casefile/casefile.ts';
import { runningOf } from '../casefile/interpreter.ts';
import type { CaseServices } from '../casefile/steps.ts';
import { evidenceSlot, findingViews, slotsOf } from '../dossier/dossier.actions.ts';
import { answersOf, valuesOf as answerValues, evidenceOf } from '../forms/form.store.ts';
import { type Field, fieldsOf, stillMissing } from '../forms/form.ts';
import { packInstalled, packsInForce, procedureOf } from '../packs/pack.actions.ts';
import { packTerritory, roundsFor } from '../rounds/round.store.ts';
import { roundState } from '../rounds/round.ts';
import { duplicatesOf } from './intake.actions.ts';
import type { BlankForm } from './intake.contract.ts';
import { carrierAtIntake } from './intake.store.ts';

/** Every procedure that is in force today, with the time of its intake. */
export async function doors(tx: Tx, services: CaseServices, actor: Actor) {
  const packs = await packsInForce(tx, services.clock.today());
  const rows = [];
  for (const { pack } of packs)
    for (const procedure of pack.procedures)
      if (PURPOSES[procedure.purpose].door)
        rows.push({ ...(await door(tx, services, pack, procedure)), runs: await runs(tx, actor, pack) });
  return { rows, total: rows.length };
}

/** The document is of the actor's territory or one below it. */
async function runs(tx: Tx, { isSystem, territoryPath }: Actor, pack: Pack): Promise<boolean> {
  const territory = await packTerritory(tx, pack.territory.code);
  return isSystem || (!!territory && territoryPath !== null && territory.path.startsWith(territoryPath));
}

async function door(tx: Tx, { clock }: CaseServices, pack: Pack, procedure: Procedure) {
  const now = clock.now().toString();
  const territory = procedure.intake === 'round' ? await packTerritory(tx, pack.territory.code) : undefined;
  const rounds = territory ? await roundsFor(tx, pack.id, procedure.id, territory.id) : [];
  return {
    packId: pack.id,
    packTitle: pack.title,
    procedureId: procedure.id,
    procedureTitle: procedure.title,
    purpose: procedure.purpose,
    cites: procedure.cites,
    intake: procedure.intake,
    designation: procedure.recognises?.name ?? pack.designation.name,
    carrierKinds: [...(procedure.carrierKinds ?? pack.carrierKinds)],
    carrierForms: [...(pack.carrierForms ?? [])],
    territoryCode: pack.territory.code,
    rounds: rounds.map(({ id, title, opensAt, closesAt }) => ({
      id,
      title,
      opensAt,
      closesAt,
      state: roundState({ opensAt, closesAt }, now),
    })),
  };
}

/** The form before anything is started: each condition with its clause, its present finding and its evidence slots. */
export async function blankForm(
  tx: Tx,
  services: CaseServices,
  of: { packId: string; procedureId: string; carrierId?: string },
): Promise<BlankForm> {
  const today = services.clock.today();
  const installed = await packInstalled(tx, of.packId, today);
  const procedure = procedureOf(installed.pack, of.procedureId);
  const pack = procedurePack(installed.pack, procedure);
  const carrier = of.carrierId === undefined ? undefined : await carrierAtIntake(tx, of.carrierId);
  if (of.carrierId !== undefined && !carrier) throw new Refusal('not-found', { carrier: of.carrierId });
  const { judges } = purposeRow(procedure.purpose);
  const sheet = carrier ? await factSheet(tx, carrier.id, today) : ({} as FactSheet);
  const findings = explain(pack, valuesOf(sheet), today);
  return {
    ...(await door(tx, services, pack, procedure)),
    fields: fieldsOf(pack, procedure).map(fieldViewOf),
    steps: procedure.steps.map(({ id, publicName: title, next, cites, actor }) => ({
      id,
      title,
      next,
      cites,
      actor: pack.bodies[actor]?.name ?? actor,
    })),
    verdict: verdict(findings),
    findings: judges ? findingViews(pack, { findings, sheet }, []) : [],
    duplicates: carrier && judges ? await duplicatesOf(tx, services, carrier, pack) : [],
  };
}

function fieldViewOf(field: Field) {
  const { options = [], help = null, cites = null, indicator = null } = field;
  return { ...field, options, help, cites, indicator };
}

/** The form of a case with what is in it and what it lacks. */
export async function formOf(tx: Tx, caseId: string) {
  const { row, pack, procedure, file } = await runningOf(tx, await caseById(tx, caseId));
  const answers = answerValues(await answersOf(tx, caseId));
  const files = await evidenceOf(tx, caseId);
  const fields = fieldsOf(pack, procedure);
  // The papers of the document prove its requirements and figures; an appeal or a repair has its own alone.
  const { judges } = purposeRow(procedure.purpose);
  const asked = procedure.conditions === undefined ? undefined : new Set(pack.requirements.flatMap(slotsOf));
  const papers = judges || procedure.purpose === 'evaluation' ? pack.evidence : {};
  const slots = [
    ...Object.entries(papers)
      .filter(([slot]) => asked?.has(slot) ?? true)
      .map(([slot, named]) => evidenceSlot(slot, named, files)),
    ...fields
      .filter(({ kind }) => kind === 'file')
      .map(({ id, label, help }) => evidenceSlot(id, { label, help }, files)),
  ];
  return {
    caseId,
    number: row.number,
    open: formIsOpen(file),
    revision: row.form_revision,
    fields: fields.map(fieldViewOf),
    answers,
    evidence: slots,
    missing: stillMissing(pack, procedure, answers, files).map((one) => ({ ...one })),
  };
}

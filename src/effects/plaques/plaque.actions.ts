import { advance, completeTask, openTask, requireBody } from '../../cases/casefile/interpreter.ts';
import type { CaseServices, EffectHandler, OutcomeContext, StepHandler } from '../../cases/casefile/steps.ts';
import { STEP_ROLES } from '../../cases/casefile/task.ts';
import { issuerOf } from '../../cases/notices/notice.store.ts';
import { myTask, standingAt } from '../../cases/turns/turn.actions.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Day } from '../../kernel/day.ts';
import { newId } from '../../kernel/id.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import type { Tx } from '../../platform/db/database.ts';
import { findCarrier } from '../../records/carriers/carrier.store.ts';
import { sealFile } from '../../records/files/file.actions.ts';
import { type DesignationRow, designationOfCase } from '../designations/designation.store.ts';
import { DESIGNATION_STATES } from '../designations/designation.ts';
import { plaquePdf } from './plaque.pdf.ts';
import { findPlaque, insertPlaque, plaqueOf } from './plaque.store.ts';
import { newToken, plaqueUrl } from './plaque.ts';

/** 授牌: an officer records that the plaque was handed over. */
export const awardStep: StepHandler = {
  async enter(tx, { services, file, bodyId, pack, step }) {
    const organisationId = bodyId ?? (await requireBody(tx, file, pack, step));
    await openTask(tx, services, file.id, { organisationId, role: STEP_ROLES.award, personId: null });
  },
};

export interface Award {
  readonly awardedOn: Day;
  readonly awardedBy: string;
  readonly receivedBy: string;
  readonly place: string | null;
}

export async function recordAward(tx: Tx, services: CaseServices, actor: Actor, caseId: string, award: Award) {
  const standing = await standingAt(tx, caseId, 'award');
  const task = myTask(standing, actor);
  const designation = await designationOfCase(tx, caseId);
  if (!designation) throw new Refusal('plaque.not-in-turn');
  const fields = [
    ...(award.awardedOn > services.clock.today()
      ? [{ path: 'awardedOn', code: 'day.future', message: '授牌日期不能晚于今天' }]
      : []),
    ...(award.awardedOn < designation.valid_from
      ? [{ path: 'awardedOn', code: 'day.order', message: '授牌日期不能早于决定之日' }]
      : []),
  ];
  if (fields.length > 0) throw new Refusal('input.invalid', {}, fields);
  await makePlaque(tx, services, actor, designation, award);
  await completeTask(tx, services, actor, task.id, 'award');
  await advance(tx, services, actor, caseId, 'awarded', { pass: standing.file.pass });
}

async function makePlaque(tx: Tx, services: CaseServices, actor: Actor, designation: DesignationRow, award: Award) {
  const token = newToken();
  const now = services.clock.now();
  const organ = await issuerOf(tx, designation.organisation_id);
  const body = await plaquePdf({
    name: designation.name,
    carrier: (await findCarrier(tx, designation.carrier_id))?.name ?? '',
    number: designation.number,
    organ,
    day: designation.valid_from,
    url: plaqueUrl(services.config.publicUrl, token),
    info: { author: organ, at: now },
  });
  const name = `标牌-${designation.number}.pdf`;
  const sealed = await sealFile(tx, services, actor, {
    name,
    content: body,
    about: 'case',
    aboutId: designation.case_id,
  });
  await insertPlaque(tx, {
    id: newId(),
    designation_id: designation.id,
    token,
    awarded_on: award.awardedOn,
    awarded_by: award.awardedBy,
    received_by: award.receivedBy,
    place: award.place,
    file_id: sealed.id,
    recorded_at: now.toString(),
    recorded_by: actor.personId,
  });
  recordChange(tx, { kind: 'plaque', id: designation.id, after: { token, ...award } });
}

/** 授牌 as an effect: the award step has made the plaque; a procedure without one gets it with its decision. */
export const awardPlaque: EffectHandler = async (tx, { services, actor, file, today }: OutcomeContext) => {
  const designation = await designationOfCase(tx, file.id);
  if (!designation) throw new Refusal('designation.missing');
  if (await plaqueOf(tx, designation.id)) return;
  await makePlaque(tx, services, actor, designation, {
    awardedOn: today,
    awardedBy: await issuerOf(tx, designation.organisation_id),
    receivedBy: await issuerOf(tx, designation.holder_id),
    place: null,
  });
};

/** What a QR code leads to. */
export async function viewPlaque(tx: Tx, token: string, today: Day) {
  const found = await findPlaque(tx, token);
  if (!found) throw new Refusal('not-found');
  const { zh: stateLabel, isHeld } = DESIGNATION_STATES[found.state];
  return { ...found, stateLabel, holds: isHeld && (found.validTo === null || found.validTo >= today) };
}

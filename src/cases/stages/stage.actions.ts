import { teamFactSheet, valuesOf } from '../../facts/fact-sheet.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Day } from '../../kernel/day.ts';
import { type FieldRefusal, Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import type { Tx } from '../../platform/db/database.ts';
import { createRecord, succeedRecord } from '../../records/keeping/keeping.actions.ts';
import { saveStandard, standardsOf } from '../../records/stageStandards/stage-standard.store.ts';
import type { StageCriterion } from '../../records/stageStandards/stage-standard.ts';
import type { Stage } from '../../records/teams/incubation-record.ts';
import { findTeam } from '../../records/teams/team.store.ts';
import { confirmStage, staffOf, stagesOf } from './stage.store.ts';
import { faultOf, judgeCriteria, needsReason } from './stage.ts';

interface Doer {
  readonly actor: Actor;
  readonly clock: Clock;
}

/** Where a team is in the chain on a day, with what it was given and what it lacks to go on. */
export async function standingInChain(tx: Tx, teamId: string, on: Day, judged: readonly string[] = []) {
  const team = await findTeam(tx, teamId, on);
  if (!team) throw new Refusal('not-found');
  const { carrierId } = team;
  const rows = await stagesOf(tx, teamId, on);
  const current = rows.find(({ until }) => until === null || until >= on) ?? null;
  const standards = carrierId ? await standardsOf(tx, carrierId) : [];
  const standard = standards.find(({ stage }) => stage === current?.stage);
  const sheet = await teamFactSheet(tx, teamId, on);
  const criteria = judgeCriteria(standard?.criteria ?? [], valuesOf(sheet), on, new Set(judged));
  const staff = carrierId ? await staffOf(tx, carrierId, on) : [];
  return { rows, current, carrierId, provides: standard?.services ?? null, criteria, sheet, staff };
}

/** @throws Refusal `input.invalid` for a criterion that cannot be judged, `conflict` */
export async function stateStandard(
  tx: Tx,
  { actor, clock }: Doer,
  carrierId: string,
  stage: Stage,
  version: number,
  given: { services: string | null; criteria: readonly Omit<StageCriterion, 'id'>[] },
): Promise<void> {
  const criteria = given.criteria.map((one, index) => ({ ...one, id: `c${index + 1}` }));
  const faults = criteria.flatMap((one, index): FieldRefusal[] => {
    const message = faultOf(one);
    return message ? [{ path: `criteria.${index}.least`, code: 'criterion', message }] : [];
  });
  if (faults.length > 0) throw new Refusal('input.invalid', {}, faults);
  const { services } = given;
  const row = { services, criteria, at: clock.now().toString(), by: actor.personId };
  if (!(await saveStandard(tx, carrierId, stage, version, row))) throw new Refusal('conflict', { version });
  recordChange(tx, { kind: 'stageStandard', id: carrierId, after: { stage, services, criteria } });
}

/**
 * 进入或转入一个阶段: the operator's word, and so confirmed. What the team had not met of the stage it leaves is kept with the reason.
 *
 * @throws Refusal `input.invalid` where a reason is wanted, the owner is not of the space's staff, or the day does not follow
 */
export async function moveStage(
  tx: Tx,
  doer: Doer,
  teamId: string,
  given: {
    stage: Stage;
    on: Day;
    ownerId: string | null;
    services: string | null;
    judged: readonly string[];
    reason: string | null;
  },
): Promise<void> {
  const today = doer.clock.today();
  const errors: FieldRefusal[] = [];
  if (given.on > today) errors.push({ path: 'on', code: 'future', message: '不能晚于今日' });
  const { current, criteria, staff } = await standingInChain(tx, teamId, today, given.judged);
  if (given.ownerId !== null && !staff.some(({ id }) => id === given.ownerId))
    errors.push({ path: 'ownerId', code: 'reference', message: '请选择本载体在岗的人员' });
  if (current?.stage === given.stage) errors.push({ path: 'stage', code: 'same', message: '团队已经在这个阶段' });
  const unmet = criteria.filter(({ outcome }) => outcome !== 'met');
  if (needsReason(current?.stage ?? null, given.stage, criteria) && given.reason === null) {
    const message = unmet.length > 0 ? `还有${unmet.length}项标准没有满足，请说明理由` : '不是转入下一阶段，请说明理由';
    errors.push({ path: 'reason', code: 'required', message });
  }
  if (errors.length > 0) throw new Refusal('input.invalid', {}, errors);
  const met = criteria.filter(({ outcome }) => outcome === 'met');
  const lines = (title: string, of: typeof criteria) =>
    of.length > 0 ? `${title}：${of.map(({ text }) => text).join('；')}` : '';
  const basis = [lines('已满足', met), lines('未满足', unmet), given.reason ? `理由：${given.reason}` : '']
    .filter(Boolean)
    .join('\n');
  const { stage, on, ownerId, services } = given;
  const entry = { validFrom: on, values: { stage, ownerId, services, basis: basis || null } };
  const made =
    current === null
      ? await createRecord(tx, doer, teamId, 'incubation_stage', entry)
      : await succeedRecord(tx, doer, teamId, 'incubation_stage', current.id, { ...entry, version: current.version });
  await confirmStage(tx, made.id, doer.clock.now().toString(), doer.actor.personId);
}

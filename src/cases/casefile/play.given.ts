import type { Actor, Role } from '../../kernel/actor.ts';
import { PUBLIC, SYSTEM } from '../../kernel/actor.ts';
import { newId } from '../../kernel/id.ts';
import type { Procedure, Step } from '../../policy/procedure.ts';
import { type CaseFile, go, start, stepOf, supplementOut } from './casefile.ts';
import {
  answerSupplement,
  askSupplement,
  complete,
  finish,
  lapseSupplement,
  submit,
  takeBackSupplement,
  voidCase,
} from './deeds.ts';
import { type Assignee, isFor, isPending, STEP_ROLES, TASK_VERBS, type TaskVerb } from './task.ts';
import { type Act, act, urgeAll } from './verbs.ts';

/** A small world for the rules on plain data: an applicant, two bodies, a stranger; every step's body is one of the two. */
const actor = (name: string, organisationId: string, roles: Role[]): Actor => ({
  ...PUBLIC,
  personId: name,
  name,
  organisationId,
  organisationName: organisationId,
  roles,
});
export const APPLICANT = 'applicant';
export const PEOPLE: readonly Actor[] = [
  actor('operator-1', APPLICANT, ['operator']),
  actor('operator-2', APPLICANT, ['operator']),
  actor('clerk', APPLICANT, ['operatorStaff']),
  actor('city-1', 'city', ['officer']),
  actor('city-2', 'city', ['officer']),
  actor('city-3', 'city', ['officer', 'director']),
  actor('province-1', 'province', ['officer']),
  actor('province-2', 'province', ['officer']),
  actor('province-head', 'province', ['director']),
  actor('stranger', 'elsewhere', ['officer']),
];
export const person = (name: string): Actor => {
  const found = PEOPLE.find((one) => one.personId === name);
  if (!found) throw new Error(name);
  return found;
};
export const asAssignee = (one: Actor): Assignee => ({
  organisationId: one.organisationId,
  role: one.roles[0] ?? 'officer',
  personId: one.personId,
});

/** Who acts at a step in this world: the applicant at what is the operator's to do, the city at the first other step, the province at the rest. */
export function assignees(procedure: Procedure, step: Step): Assignee[] {
  const role = STEP_ROLES[step.kind];
  const others = procedure.steps.filter(({ kind }) => kind !== 'form');
  const organisationId = role === 'operator' ? APPLICANT : others.indexOf(step) === 0 ? 'city' : 'province';
  if (step.kind === 'form' || step.signing === 'one') return [{ organisationId, role, personId: null }];
  const holders = PEOPLE.filter((one) => one.organisationId === organisationId && one.roles.includes(role));
  return holders.map((one) => ({ organisationId, role, personId: one.personId }));
}

const NOW = Date.parse('2026-11-23T01:00:00Z');
export const at = (hours: number) => new Date(NOW + hours * 3_600_000).toISOString();

export function opened(procedure: Procedure): CaseFile {
  const first = procedure.steps.find(({ id }) => id === procedure.start);
  if (!first) throw new Error('no first step');
  return start(newId(), procedure, APPLICANT, assignees(procedure, first), person('operator-1'), at(0));
}

/** Carries out the moves that a deed asked for; steps with features of their own get one task for their body. */
export function settled(file: CaseFile, now: string): CaseFile {
  let next = file;
  while (next.move) {
    const { to } = next.move;
    const step = file.procedure.steps.find(({ id }) => id === to);
    next = go(next, step ? assignees(file.procedure, step) : [], now);
  }
  return next;
}

/** A deed drawn at random: numbers choose among what there is. */
export interface Draw {
  readonly who: number;
  readonly what: number;
  readonly task: number;
  readonly other: number;
  readonly flag: boolean;
  readonly apt: boolean;
  readonly hours: number;
}
const DEEDS = [
  ...TASK_VERBS,
  ...TASK_VERBS,
  'agree',
  'agree',
  'agree',
  'submit',
  'submit',
  'ask',
  'answer',
  'takeBack',
  'lapse',
  'void',
  'urgeAll',
  'finish',
  'finish',
] as const;

export function play(file: CaseFile, draw: Draw, now: string): CaseFile {
  const pick = <T>(list: readonly T[], n: number): T => list[n % list.length] as T;
  const name = pick(DEEDS, draw.what);
  // An apt draw lets one act who may; any other one is anybody on anything, the newest tasks first.
  const open = file.tasks.filter(({ state }) => state === 'open');
  const apt = open.length > 0 && draw.apt ? pick(open, draw.task) : undefined;
  const task = apt ?? [...file.tasks].reverse()[draw.task % Math.max(1, file.tasks.length)];
  const able = apt ? PEOPLE.filter((one) => isFor(apt, one)) : [];
  const who = pick(able.length > 0 ? able : PEOPLE, draw.who);
  if (!task) return file;
  const done = (): CaseFile => {
    switch (name) {
      case 'submit':
        return submit(file, who, now);
      case 'ask':
        return askSupplement(file, who, task.id, [{ kind: 'other', ref: null, says: '缺少租赁合同' }], newId(), now);
      case 'answer':
        return answerSupplement(file, who, null, now);
      case 'takeBack':
        return takeBackSupplement(file, who, now);
      case 'lapse':
        return lapseSupplement(file, SYSTEM, now);
      case 'void':
        return draw.flag && draw.other % 4 === 0 ? voidCase(file, who, '不再申请', now) : file;
      case 'urgeAll':
        return urgeAll(file, who, now);
      case 'finish': {
        const step = stepOf(file);
        if (step.kind === 'form' || step.kind === 'review' || supplementOut(file)) return file;
        const finished = complete(file, who, task.id, 'recordVisit', null, now);
        return finish(finished, who, pick(Object.keys(step.outcomes), draw.other), now);
      }
      case 'withdraw': {
        const decided = file.tasks.filter((one) => one.decidedBy !== null).slice(-3);
        const mine = decided.length > 0 ? pick(decided, draw.task) : task;
        const by = PEOPLE.find((one) => one.personId === mine.decidedBy);
        return act(file, (draw.apt ? by : who) ?? who, mine.id, { verb: name }, now);
      }
      case 'removeSign': {
        const signers = file.tasks.filter((one) => one.parentId !== null && one.kind !== 'cc' && isPending(one));
        if (signers.length === 0) return act(file, who, task.id, randomAct(file, name, draw, pick), now);
        const signer = pick(signers, draw.other);
        const adder = file.tasks.find(({ id }) => id === signer.parentId);
        const by = PEOPLE.find(
          (one) => adder && (adder.decidedBy === one.personId || (adder.decidedBy === null && isFor(adder, one))),
        );
        return act(file, (draw.apt ? by : who) ?? who, signer.parentId ?? '', { verb: name, signer: signer.id }, now);
      }
      default:
        return act(file, who, task.id, randomAct(file, name, draw, pick), now);
    }
  };
  return settled(done(), now);
}

function randomAct(file: CaseFile, verb: TaskVerb, draw: Draw, pick: <T>(list: readonly T[], n: number) => T): Act {
  const people = [asAssignee(pick(PEOPLE, draw.other))];
  if (draw.flag && verb === 'addSign') people.push(asAssignee(pick(PEOPLE, draw.other + 1)));
  return {
    verb,
    opinion: '理由',
    to: pick(file.procedure.steps, draw.other).id,
    people,
    place: draw.flag ? 'before' : 'after',
    signer: pick(file.tasks, draw.other).id,
  };
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Refusal } from '../../kernel/refusal.ts';
import { loadPack } from '../../policy/load.ts';
import { type Procedure, procedureSchema } from '../../policy/procedure.ts';
import { POLICIES_FOLDER, WORDS } from '../packs/pack.actions.ts';
import { addTask, type CaseFile, copyOf, isAlive, supplementOut, tasksOfPass } from './casefile.ts';
import { at, type Draw, opened, PEOPLE, play } from './play.given.ts';
import { holds, isFor, isOfCase, isPending } from './task.ts';

/** `npm run soak` plays many more games. */
const MORE = process.env.SOAK ? 50 : 1;

const draw: fc.Arbitrary<Draw> = fc.record({
  who: fc.nat(97),
  what: fc.nat(97),
  // Mostly the newest tasks.
  task: fc.oneof(fc.nat(3), fc.nat(40)),
  other: fc.nat(40),
  flag: fc.boolean(),
  apt: fc.oneof(fc.constant(true), fc.constant(true), fc.constant(true), fc.boolean()),
  hours: fc.integer({ min: 0, max: 30 }),
});

interface Shape {
  kind: 'review' | 'siteVisit' | 'decision';
  signing: 'one' | 'all' | 'any';
  supplement: number;
  backTo: number | null;
}
const shape: fc.Arbitrary<Shape> = fc.record({
  kind: fc.constantFrom('review', 'review', 'review', 'siteVisit', 'decision'),
  signing: fc.constantFrom('one', 'all', 'any'),
  supplement: fc.constantFrom(0, 1, 2),
  backTo: fc.option(fc.nat(4), { freq: 3 }),
});

/** A form, then steps in a row; what is disagreed ends the case or leads to an earlier step. */
function procedureOf(shapes: readonly Shape[]): Procedure {
  const next = (index: number) => (index + 1 < shapes.length ? `step-${index + 1}` : 'granted');
  const common = { title: '环节', publicName: '办理中', next: '下一步', cites: '第一条' };
  return procedureSchema.parse({
    id: 'random',
    purpose: 'recognition',
    title: '随机程序',
    cites: '第一条',
    intake: 'rolling',
    start: 'apply',
    steps: [
      { id: 'apply', kind: 'form', ...common, actor: 'applicant', outcomes: { submitted: { to: 'step-0' } } },
      ...shapes.map(({ kind, signing, supplement, backTo }, index) => {
        const no = backTo !== null && backTo < index ? `step-${backTo}` : 'refused';
        const outcomes = {
          review: { agreed: { to: next(index) }, disagreed: { to: no } },
          siteVisit: { recorded: { to: next(index) } },
          decision: { granted: { to: next(index) }, refused: { to: 'refused' } },
        }[kind];
        return {
          id: `step-${index}`,
          kind,
          ...common,
          actor: 'body',
          signing,
          outcomes,
          ...(supplement > 0 && kind === 'review'
            ? { supplement: { workingDays: 5, times: supplement, lapsesTo: 'lapsed' } }
            : {}),
        };
      }),
    ],
    ends: [
      { id: 'granted', title: '同意', publicName: '同意', result: 'granted' },
      { id: 'refused', title: '不同意', publicName: '不同意', result: 'refused' },
      { id: 'lapsed', title: '逾期', publicName: '逾期', result: 'lapsed' },
    ],
  });
}

function packProcedures(folder: string): Procedure[] {
  const names = readdirSync(join(POLICIES_FOLDER, folder)).filter((name) => /\.(yaml|md)$/.test(name));
  const files = Object.fromEntries(
    names.map((name) => [name, readFileSync(join(POLICIES_FOLDER, folder, name), 'utf8')]),
  );
  const { pack } = loadPack(files, WORDS);
  if (!pack) throw new Error(folder);
  return [...pack.procedures];
}

/** What must hold after every verb, whatever came before it. */
function check(file: CaseFile): void {
  expect(isAlive(file, false), 'an open case waits for somebody; a closed one for nobody').toBe(true);
  const tasks = tasksOfPass(file);
  for (const task of file.tasks.filter(holds)) {
    expect(task.pass, 'nothing pends at a step that was left').toBe(file.pass);
    const waitsFor = tasks.filter((other) => other.parentId === task.id && isPending(other));
    const parent = file.tasks.find(({ id }) => id === task.parentId);
    if (task.state === 'open') {
      expect(
        PEOPLE.some((one) => isFor(task, one)),
        'an open task has somebody who can act',
      ).toBe(true);
    } else if (task.place === 'after' && waitsFor.length === 0) {
      expect(parent && isPending(parent), 'a signer waits only while the one before has not signed').toBe(true);
    } else expect(waitsFor.length, 'what waits, waits for somebody').toBeGreaterThan(0);
  }
  for (const { state } of file.tasks.filter(isOfCase))
    expect(state, 'a visit is still to be made until it is made or the case ends').toBeOneOf([
      file.state === 'closed' ? 'ended' : 'open',
      'done',
    ]);
  if (file.state === 'closed') expect(file.passes.every(({ leftAt }) => leftAt !== null)).toBe(true);
  else expect(file.passes.filter(({ leftAt }) => leftAt === null).map(({ pass }) => pass)).toEqual([file.pass]);
  expect(file.supplements.filter(({ state }) => state === 'out').length).toBeLessThanOrEqual(1);
  if (supplementOut(file))
    expect(tasks.some(({ kind, state }) => kind === 'supplement' && state === 'open')).toBe(true);
  for (const pass of file.passes) if (pass.outcome === 'agreed') checkSignatures(file, pass.pass);
}

/** A step that was agreed bears every signature it asks for. */
function checkSignatures(file: CaseFile, pass: number): void {
  const entry = file.passes.find((one) => one.pass === pass);
  const step = file.procedure.steps.find(({ id }) => id === entry?.step);
  const mains = file.tasks.filter((task) => task.pass === pass && task.kind === 'main');
  const agreed = mains.filter(({ state, verb }) => state === 'done' && verb === 'agree');
  if (step?.signing === 'any') expect(agreed.length, '或签').toBe(1);
  else expect(agreed.length, '会签').toBe(mains.length);
  for (const signer of file.tasks.filter((task) => task.pass === pass && task.kind === 'addSign')) {
    const root = mains.find(({ id }) => id === signer.parentId);
    const isTakenAway = signer.state === 'ended';
    const ofOther = root?.state === 'ended';
    expect(signer.verb === 'agree' || isTakenAway || ofOther, '加签').toBe(true);
  }
}

/** A body that has no step of the case visits the applicant, once from each pass. */
function drawn(file: CaseFile): CaseFile {
  if (file.state === 'closed' || tasksOfPass(file).some(isOfCase)) return file;
  const next = copyOf(file);
  addTask(next, { kind: 'visit', organisationId: 'elsewhere', role: 'officer', personId: null }, at(0));
  return next;
}

/** Plays the draws; every accepted deed leaves one event, every refused one leaves nothing. */
function run(procedure: Procedure, draws: readonly Draw[]): { accepted: number; verbs: Set<string> } {
  let file = drawn(opened(procedure));
  let hours = 0;
  const verbs = new Set<string>();
  check(file);
  for (const one of draws) {
    hours += one.hours;
    const before = JSON.stringify(file);
    const events = file.events.length;
    try {
      const after = play(file, one, at(hours));
      if (after === file) continue;
      const added = after.events.slice(events);
      expect(added.length, 'one event for each verb').toBe(
        added[0]?.verb === 'recordVisit' ? 2 : Math.max(1, added.length),
      );
      expect(added.length).toBeGreaterThan(0);
      if (added.length > 1 && added[0]?.verb !== 'recordVisit')
        expect(added.every(({ verb }) => verb === 'urge')).toBe(true);
      for (const { verb } of added) verbs.add(verb);
      check(after);
      file = drawn(after);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      expect(JSON.stringify(file), 'a refusal leaves nothing').toBe(before);
    }
  }
  return { accepted: file.events.length, verbs };
}

describe('verbs in every combination', () => {
  test('no open case lacks a task or an end, and no verb is lost, over random procedures', () => {
    fc.assert(
      fc.property(
        fc.array(shape, { minLength: 1, maxLength: 5 }),
        fc.array(draw, { minLength: 20, maxLength: 120 }),
        (shapes, draws) => {
          run(procedureOf(shapes), draws);
        },
      ),
      { numRuns: 400 * MORE },
    );
  });

  test.each(['430000-hunan/maker-space-2016', '310000-shanghai/maker-space'])(
    'nor over the procedures of %s',
    (folder) => {
      for (const procedure of packProcedures(folder)) {
        fc.assert(
          fc.property(fc.array(draw, { minLength: 20, maxLength: 150 }), (draws) => {
            run(procedure, draws);
          }),
          { numRuns: 150 * MORE },
        );
      }
    },
  );

  test('the random walks reach every verb', () => {
    const seen = new Set<string>();
    const walks = fc.sample(
      fc.tuple(fc.array(shape, { minLength: 2, maxLength: 4 }), fc.array(draw, { minLength: 100, maxLength: 200 })),
      { numRuns: 150, seed: 7 },
    );
    for (const [shapes, draws] of walks) for (const verb of run(procedureOf(shapes), draws).verbs) seen.add(verb);
    expect([...seen].sort()).toEqual(
      [
        'addSign',
        'advance',
        'agree',
        'answer',
        'ask',
        'copy',
        'delegate',
        'disagree',
        'lapse',
        'read',
        'recordVisit',
        'removeSign',
        'returnPrevious',
        'returnTo',
        'returnToStarter',
        'submit',
        'takeBack',
        'transfer',
        'urge',
        'void',
        'withdraw',
      ].sort(),
    );
  });
});

import { describe, expect, test } from 'vitest';
import { type Procedure, procedureSchema } from '../../policy/procedure.ts';
import { addTask, type CaseFile, copyOf, tasksOfPass, wayTo } from './casefile.ts';
import { complete, judge, reexamine, submit } from './deeds.ts';
import { asAssignee, at, opened, person, settled } from './play.given.ts';
import { isFor } from './task.ts';
import { type Act, act, urgeAll } from './verbs.ts';

/** A form, the city's review signed as given, the province's review by one. */
function procedure(signing: 'one' | 'all' | 'any'): Procedure {
  const common = { title: '环节', publicName: '办理中', next: '下一步', cites: '第一条', actor: 'body' };
  return procedureSchema.parse({
    id: 'two',
    purpose: 'filing',
    title: '两级审核',
    cites: '第一条',
    intake: 'rolling',
    start: 'apply',
    steps: [
      { id: 'apply', kind: 'form', ...common, outcomes: { submitted: { to: 'city' } } },
      {
        id: 'city',
        kind: 'review',
        ...common,
        signing,
        outcomes: { agreed: { to: 'province' }, disagreed: { to: 'no' } },
      },
      { id: 'province', kind: 'review', ...common, outcomes: { agreed: { to: 'yes' }, disagreed: { to: 'no' } } },
    ],
    ends: [
      { id: 'yes', title: '同意', publicName: '同意', result: 'granted' },
      { id: 'no', title: '不同意', publicName: '不同意', result: 'refused' },
    ],
  });
}

const atCity = (signing: 'one' | 'all' | 'any'): CaseFile => {
  const file = opened(procedure(signing));
  return settled(submit(file, person('operator-1'), at(0)), at(0));
};

/** The verb on the person's newest task that it could be meant for. */
function does(file: CaseFile, who: string, verb: Act['verb'], more: Partial<Act> = {}): CaseFile {
  const decided = [...file.tasks].reverse().find((task) => task.decidedBy === who);
  const open = [...file.tasks].reverse().find((task) => task.state === 'open' && isFor(task, person(who)));
  const mine = verb === 'withdraw' ? decided : open;
  return settled(act(file, person(who), mine?.id ?? '', { verb, opinion: '理由', ...more }, at(1)), at(1));
}
const standing = (file: CaseFile) =>
  tasksOfPass(file).map(({ personId, kind, state }) => `${personId ?? '*'} ${kind} ${state}`);

describe('会签', () => {
  test('waits for all, and one who returns the case ends the others, who all sign again when it comes back', () => {
    let file = does(atCity('all'), 'city-1', 'agree');
    expect(standing(file)).toEqual(['city-1 main done', 'city-2 main open', 'city-3 main open']);
    file = does(file, 'city-2', 'returnToStarter');
    expect(file.step).toBe('apply');
    expect(file.tasks.filter(({ step }) => step === 'city').map(({ state }) => state)).toEqual([
      'done',
      'done',
      'ended',
    ]);
    file = settled(submit(file, person('operator-2'), at(2)), at(2));
    expect(standing(file)).toEqual(['city-1 main open', 'city-2 main open', 'city-3 main open']);
  });

  test('the last signer takes back their own signature; those of the others stay', () => {
    let file = atCity('all');
    for (const who of ['city-1', 'city-2', 'city-3']) file = does(file, who, 'agree');
    expect(file.step).toBe('province');
    expect(() => does(file, 'city-1', 'withdraw')).toThrow('task.too-late');
    file = does(file, 'city-3', 'withdraw');
    expect([file.step, standing(file)]).toEqual(['city', ['city-1 main done', 'city-2 main done', 'city-3 main open']]);
    expect(does(file, 'city-3', 'agree').step).toBe('province');
  });

  test('one who does not agree decides', () => {
    const file = does(does(atCity('all'), 'city-1', 'agree'), 'city-2', 'disagree');
    expect([file.state, file.end]).toEqual(['closed', 'no']);
    expect(file.tasks.map(({ state }) => state)).toEqual(['done', 'done', 'done', 'ended']);
  });
});

describe('或签', () => {
  test('the first decides and the others are ended; taken back, they are asked again', () => {
    let file = does(atCity('any'), 'city-2', 'agree');
    expect(file.step).toBe('province');
    file = does(file, 'city-2', 'withdraw');
    expect([file.step, standing(file)]).toEqual(['city', ['city-1 main open', 'city-2 main open', 'city-3 main open']]);
    expect(does(file, 'city-1', 'agree').step).toBe('province');
  });
});

describe('加签', () => {
  const add = (file: CaseFile, place: 'before' | 'after') =>
    does(file, 'city-1', 'addSign', { place, people: [asAssignee(person('city-2'))] });

  test('before: the adder waits, and signs when the added one has', () => {
    let file = add(atCity('one'), 'before');
    expect(standing(file)).toEqual(['* main waiting', 'city-2 addSign open']);
    file = does(file, 'city-2', 'agree');
    expect(standing(file)).toEqual(['* main open', 'city-2 addSign done']);
    expect(does(file, 'city-1', 'agree').step).toBe('province');
  });

  test('after: the step is finished by the added signature, or by taking it away', () => {
    const file = does(add(atCity('one'), 'after'), 'city-1', 'agree');
    expect([file.step, standing(file)]).toEqual(['city', ['* main done', 'city-2 addSign open']]);
    expect(does(file, 'city-2', 'agree').step).toBe('province');
    const [main, added] = tasksOfPass(file);
    const less = settled(
      act(file, person('city-1'), main?.id ?? '', { verb: 'removeSign', signer: added?.id }, at(2)),
      at(2),
    );
    expect(less.step).toBe('province');
  });

  test('an added one who does not agree decides, and the adder no longer waits', () => {
    const file = does(add(atCity('one'), 'before'), 'city-2', 'disagree');
    expect([file.end, file.tasks.map(({ state }) => state)]).toEqual(['no', ['done', 'ended', 'done']]);
  });
});

test('a second return leads further back, never to where the first one came from', () => {
  let file = does(atCity('one'), 'city-1', 'agree');
  expect(wayTo(file)).toEqual(['apply', 'city', 'province']);
  file = does(file, 'province-1', 'returnPrevious');
  expect([file.step, wayTo(file)]).toEqual(['city', ['apply', 'city']]);
  file = does(file, 'city-1', 'returnPrevious');
  expect([file.step, wayTo(file)]).toEqual(['apply', ['apply']]);
});

describe('抽查核查', () => {
  /** The province draws the unit, wherever its case stands. */
  const drawn = (file: CaseFile): CaseFile => {
    const next = copyOf(file);
    addTask(next, { kind: 'visit', organisationId: 'province', role: 'officer', personId: null }, at(0));
    return next;
  };
  const visits = (file: CaseFile) => file.tasks.filter(({ kind }) => kind === 'visit');
  const atProvince = () => does(atCity('one'), 'city-1', 'agree');
  const WAYS_BACK: [string, () => CaseFile, string][] = [
    ['the submission is taken back', () => does(drawn(atCity('one')), 'operator-1', 'withdraw'), 'apply'],
    ['the agreement is taken back', () => does(drawn(atProvince()), 'city-1', 'withdraw'), 'city'],
    ['it is returned', () => does(drawn(atCity('one')), 'city-1', 'returnToStarter'), 'apply'],
    [
      'it is examined again',
      () => settled(reexamine(drawn(atProvince()), person('province-1'), 2, '重新审查', at(1)), at(1)),
      'city',
    ],
  ];

  test.each(WAYS_BACK)('is still to be made when %s', (_, back, step) => {
    const file = back();
    const [visit] = visits(file);
    expect([file.step, visit?.state]).toEqual([step, 'open']);
    const made = complete(file, person('province-1'), visit?.id ?? '', 'recordVisit', null, at(2));
    expect(visits(made).map(({ state, verb }) => `${state} ${verb}`)).toEqual(['done recordVisit']);
  });

  test('ends with the case', () => {
    const file = does(drawn(atCity('one')), 'city-1', 'disagree');
    expect([file.end, visits(file).map(({ state }) => state)]).toEqual(['no', ['ended']]);
  });

  test('gives no say in the review, and the applicant urges whoever holds the step, not who visits', () => {
    const file = drawn(atCity('one'));
    const met = { leaf: 'area', outcome: 'met', reason: '已核对' } as const;
    expect(judge(file, person('city-1'), met, at(1)).events.at(-1)).toMatchObject({ verb: 'judge' });
    expect(() => judge(file, person('province-1'), met, at(1))).toThrow('task.not-yours');
    const urged = urgeAll(file, person('operator-1'), at(1));
    expect(urged.tasks.filter(({ urgedAt }) => urgedAt !== null).map(({ kind }) => kind)).toEqual(['main']);
    const [visit] = visits(file);
    expect(() => act(file, person('operator-1'), visit?.id ?? '', { verb: 'urge' }, at(1))).toThrow('task.wrong-verb');
  });
});

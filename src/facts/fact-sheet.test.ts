import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { travellingClock } from '../kernel/clock.ts';
import type { Tx } from '../platform/db/database.ts';
import { applyMaterialChange } from '../records/carriers/carrier.actions.ts';
import { givenCarrier, givenOrganisation, givenRecord, KEEPER } from '../records/carriers/carrier.fixture.ts';
import { loadDemoRecords } from '../records/demo/demo.actions.ts';
import { stateBookComplete } from '../records/keeping/keeping.actions.ts';
import { RECORD_KINDS } from '../records/keeping/kinds.ts';
import { seedTerritories } from '../records/territories/territory.store.ts';
import { TEST_NOW, testDatabase } from '../test-app.ts';
import { declareFact } from './declared/declared.actions.ts';
import { DERIVATIONS, RATIOS } from './derivations.ts';
import { FACT_KEYS, factSheet, valuesOf } from './fact-sheet.ts';
import { factValuesOf } from './population.ts';
import { TEAM_DERIVATIONS } from './team-derivations.ts';
import { FACTS, type FactKey } from './vocabulary.ts';

const { database, drop } = await testDatabase();
beforeAll(() => database.transact(seedTerritories));
afterAll(drop);

const within = <T>(work: (tx: Tx) => Promise<T>) => database.transact(work);
const valueOn = async (tx: Tx, carrierId: string, key: FactKey, on: string) =>
  (await factSheet(tx, carrierId, on, [key]))[key].value;

test('every derived fact of the vocabulary has a derivation, and no other has one', () => {
  const derived = FACT_KEYS.filter((key) => FACTS[key].obtained === 'derived');
  expect([...Object.keys(DERIVATIONS), ...Object.keys(RATIOS), ...Object.keys(TEAM_DERIVATIONS)].sort()).toEqual(
    [...derived].sort(),
  );
});

test('the options of a set are those of the records it is counted from', () => {
  for (const [fact, options] of [
    ['space.facilities', RECORD_KINDS.facility.fields.kind.options],
    ['space.serviceKinds', RECORD_KINDS.service.fields.kind.options],
    ['space.institutionalDocuments', RECORD_KINDS.institutional_document.fields.kind.options],
    ['space.freeIncludes', RECORD_KINDS.tenancy_terms.fields.includes.options],
  ] as const) {
    expect(FACTS[fact].options, fact).toEqual(options.filter((option) => option.code !== 'other'));
  }
});

test('of a space without a record everything is unknown but what its register entry says', async () => {
  await within(async (tx) => {
    const { id } = await givenCarrier(tx, { focus: '智能电气', name: '只有登记的空间' });
    const sheet = await factSheet(tx, id, '2026-07-01');
    const known = FACT_KEYS.filter((key) => sheet[key].value !== undefined);
    expect(Object.fromEntries(known.map((key) => [key, sheet[key].value]))).toEqual({
      'operator.legalPerson': true,
      'operator.legalForm': 'enterprise',
      'operator.division': '430102',
      'operator.name': expect.stringMatching(/./),
      'operator.otherDesignations': 0,
      'space.name': '只有登记的空间',
      'space.openedOn': '2020-01-01',
      'space.operatingMonths': 78,
      'space.livePriority': false,
      'space.focus': '智能电气',
    });
  });
});

test('a space whose operator and opening are not known says nothing of them', async () => {
  await within(async (tx) => {
    const { id } = await givenCarrier(tx, { operatorId: null, openedOn: null });
    const sheet = await factSheet(tx, id, '2026-07-01');
    expect(FACT_KEYS.filter((key) => sheet[key].value !== undefined)).toEqual(['space.name', 'space.livePriority']);
  });
});

test('last year is the calendar year before the day asked, whole and nothing more', async () => {
  await within(async (tx) => {
    const { id } = await givenCarrier(tx, { openedOn: '2020-01-01' });
    for (const day of ['2024-12-31', '2025-01-01', '2025-12-31', '2026-01-01'])
      await givenRecord(tx, id, 'event', { title: '沙龙', kind: 'salon' }, { validFrom: day });
    expect(await valueOn(tx, id, 'space.eventsLastYear', '2026-01-01')).toBe(2);
    expect(await valueOn(tx, id, 'space.eventsLastYear', '2026-12-31')).toBe(2);
    expect(await valueOn(tx, id, 'space.eventsLastYear', '2025-12-31')).toBe(1);
    expect(await valueOn(tx, id, 'space.eventsLastYear', '2028-06-30')).toBeUndefined();
    await stateBookComplete(tx, KEEPER, id, 'event', '2027-01-01');
    expect(await valueOn(tx, id, 'space.eventsLastYear', '2028-06-30')).toBe(0);
  });
});

describe('counts', () => {
  test('without a row a count is unknown; a book stated complete makes it 0 from that day on', async () => {
    await within(async (tx) => {
      const { id } = await givenCarrier(tx);
      await stateBookComplete(tx, KEEPER, id, 'mentor_agreement', '2024-01-01');
      expect(await valueOn(tx, id, 'space.mentors', '2023-12-31')).toBeUndefined();
      expect(await valueOn(tx, id, 'space.mentors', '2024-01-01')).toBe(0);
    });
  });

  test('rows without a statement are at least that many', async () => {
    await within(async (tx) => {
      const { id } = await givenCarrier(tx);
      const mentor = await givenRecord(tx, id, 'mentor', { name: '周导师' });
      await givenRecord(tx, id, 'mentor_agreement', { mentorId: mentor.id }, { validTo: '2024-12-31' });
      await givenRecord(tx, id, 'mentor_agreement', { mentorId: mentor.id }, { validFrom: '2024-06-01' });
      const { 'space.mentors': fact } = await factSheet(tx, id, '2024-07-01', ['space.mentors']);
      expect(fact).toMatchObject({ value: 1, obtained: 'derived', complete: false });
      expect(fact.provenance.map(({ kind, label, validTo }) => [kind, label, validTo])).toEqual([
        ['mentor_agreement', '导师聘任协议', '2024-12-31'],
        ['mentor_agreement', '导师聘任协议', null],
      ]);
    });
  });

  test('staff without a stated skill do not count, and a zero made of them is unknown', async () => {
    await within(async (tx) => {
      const { id } = await givenCarrier(tx);
      await givenRecord(tx, id, 'staff', { name: '甲' });
      expect(await valueOn(tx, id, 'space.serviceStaff', '2026-01-01')).toBeUndefined();
      await givenRecord(tx, id, 'staff', { name: '乙', skills: ['ip'] });
      expect(await valueOn(tx, id, 'space.serviceStaff', '2026-01-01')).toBe(1);
    });
  });

  test('a set that may lack something is unknown until its book is complete or it holds everything', async () => {
    await within(async (tx) => {
      const { id } = await givenCarrier(tx);
      const codes = ['power', 'water', 'fireSafety', 'telecom'];
      for (const kind of codes) await givenRecord(tx, id, 'facility', { kind });
      expect(await valueOn(tx, id, 'space.facilities', '2026-01-01')).toBeUndefined();
      await stateBookComplete(tx, KEEPER, id, 'facility', '2026-01-01');
      expect(await valueOn(tx, id, 'space.facilities', '2026-01-01')).toEqual([...codes].sort());
      expect(await valueOn(tx, id, 'space.facilities', '2025-12-31')).toBeUndefined();
      await givenRecord(tx, id, 'facility', { kind: 'network' });
      expect(await valueOn(tx, id, 'space.facilities', '2025-12-31')).toEqual([...codes, 'network'].sort());
    });
  });

  test('the past 12 months end with the day asked for', async () => {
    await within(async (tx) => {
      const { id } = await givenCarrier(tx);
      for (const validFrom of ['2025-06-30', '2025-07-01', '2026-06-30', '2026-07-01']) {
        await givenRecord(tx, id, 'event', { title: '沙龙', kind: 'salon' }, { validFrom });
      }
      expect(await valueOn(tx, id, 'space.events', '2026-06-30')).toBe(2);
    });
  });

  test('a team that registers its company turns from team to start-up on that day', async () => {
    await within(async (tx) => {
      const { id } = await givenCarrier(tx);
      const a = await givenRecord(tx, id, 'team', { name: '甲', companyName: '甲公司', registeredOn: '2025-03-01' });
      const b = await givenRecord(tx, id, 'team', { name: '乙' });
      for (const team of [a, b]) await givenRecord(tx, id, 'tenancy', { teamId: team.id }, { validFrom: '2024-01-01' });
      await stateBookComplete(tx, KEEPER, id, 'tenancy', '2020-01-01');
      const keys = [
        'space.residents',
        'space.residentTeams',
        'space.residentStartups',
        'space.newlyRegistered',
      ] as const;
      const values = async (on: string) => Object.values(await factSheet(tx, id, on, keys)).map((fact) => fact.value);
      expect(await values('2025-02-28')).toEqual([2, 2, 0, 0]);
      expect(await values('2025-03-01')).toEqual([2, 1, 1, 1]);
      expect(await values('2026-03-01')).toEqual([2, 1, 1, 0]);
    });
  });
});

describe('areas and premises', () => {
  test('one place without an area makes the sum unknown', async () => {
    await within(async (tx) => {
      const { id } = await givenCarrier(tx);
      await givenRecord(tx, id, 'premises', { address: '一号楼', areaM2: 534, tenure: 'owned' });
      await givenRecord(tx, id, 'area_use', { use: 'public', areaM2: 160.2 });
      const keys = ['space.floorArea', 'space.publicAreaRatio', 'space.leased', 'space.fixedPremises'] as const;
      const before = await factSheet(tx, id, '2026-01-01', keys);
      expect(Object.values(before).map((fact) => fact.value)).toEqual([534, 0.3, false, true]);
      await givenRecord(tx, id, 'premises', { address: '二号楼' });
      const after = await factSheet(tx, id, '2026-01-01', keys);
      expect(Object.values(after).map((fact) => fact.value)).toEqual([undefined, undefined, undefined, true]);
    });
  });

  test('a lease from 1 January 2024 to 31 December 2026 is 36 months, and the shortest one counts', async () => {
    await within(async (tx) => {
      const { id } = await givenCarrier(tx);
      const place = await givenRecord(tx, id, 'premises', { address: '一号楼', tenure: 'leased', areaM2: 600 });
      expect(await valueOn(tx, id, 'space.leaseTerm', '2024-06-01')).toBeUndefined();
      await givenRecord(tx, id, 'lease', { premisesId: place.id }, { validFrom: '2024-01-01', validTo: '2026-12-31' });
      expect(await valueOn(tx, id, 'space.leaseTerm', '2024-06-01')).toBe(36);
      expect(await valueOn(tx, id, 'space.leaseRemaining', '2024-06-01')).toBe(31);
      const other = await givenRecord(tx, id, 'premises', { address: '二号楼', tenure: 'leased', areaM2: 100 });
      expect(await valueOn(tx, id, 'space.leaseTerm', '2024-06-01')).toBeUndefined();
      await givenRecord(tx, id, 'lease', { premisesId: other.id }, { validFrom: '2024-01-01', validTo: '2026-12-30' });
      expect(await valueOn(tx, id, 'space.leaseTerm', '2024-06-01')).toBe(35);
    });
  });
});

test('free months and what is free are what every valid term gives', async () => {
  await within(async (tx) => {
    const { id } = await givenCarrier(tx);
    await givenRecord(tx, id, 'tenancy_terms', { freeMonths: 6, includes: ['rent', 'internet', 'power'] });
    const team = await givenRecord(tx, id, 'team', { name: '丙' });
    await givenRecord(
      tx,
      id,
      'tenancy',
      { teamId: team.id, freeMonths: 8, includes: ['rent', 'internet'] },
      { validFrom: '2025-01-01' },
    );
    const keys = ['space.freeMonths', 'space.freeIncludes'] as const;
    const values = async (on: string) => Object.values(await factSheet(tx, id, on, keys)).map((fact) => fact.value);
    expect(await values('2024-12-31')).toEqual([6, ['internet', 'power', 'rent']]);
    expect(await values('2025-01-01')).toEqual([6, ['internet', 'rent']]);
  });
});

test('the space on the network is counted apart from the premises: virtual desks, remote teams, online services, communities', async () => {
  await within(async (tx) => {
    const { id } = await givenCarrier(tx);
    await givenRecord(tx, id, 'desk', { kind: 'fixed', count: 2 });
    await givenRecord(tx, id, 'desk', { kind: 'virtual', count: 50 });
    const [here, away] = [
      await givenRecord(tx, id, 'team', { name: '甲' }),
      await givenRecord(tx, id, 'team', { name: '乙' }),
    ];
    await givenRecord(tx, id, 'tenancy', { teamId: here.id, desks: 2, virtualDesks: 1 });
    await givenRecord(tx, id, 'tenancy', { teamId: away.id, remote: true, virtualDesks: 6 });
    await givenRecord(tx, id, 'service', { kind: 'ip', online: true });
    await givenRecord(tx, id, 'service', { kind: 'finance', online: false });
    await givenRecord(tx, id, 'online_community', { name: '创客群', url: 'https://example.org', members: 300 });
    await givenRecord(tx, id, 'online_community', { name: '论坛', members: 40 }, { validFrom: '2025-06-01' });
    const counted = async (on: string) => {
      const sheet = await factSheet(tx, id, on, [
        ...(['space.desks', 'space.occupiedDesks', 'space.occupancyRate', 'space.residents'] as const),
        ...(['space.virtualDesks', 'space.occupiedVirtualDesks', 'space.remoteTeams'] as const),
        ...(['space.onlineServices', 'space.onlineCommunities', 'space.onlineMembers'] as const),
      ]);
      return Object.values(sheet).map(({ value }) => value);
    };
    expect(await counted('2025-05-31')).toEqual([2, 2, 1, 1, 50, 7, 1, 1, 1, 300]);
    expect(await counted('2025-06-01')).toEqual([2, 2, 1, 1, 50, 7, 1, 1, 2, 340]);
    const { provenance } = (await factSheet(tx, id, '2025-06-01', ['space.remoteTeams']))['space.remoteTeams'];
    expect(provenance).toHaveLength(1);
  });
  const withDesk = within(async (tx) => {
    const { id } = await givenCarrier(tx);
    const team = await givenRecord(tx, id, 'team', { name: '丙' });
    await givenRecord(tx, id, 'tenancy', { teamId: team.id, remote: true, desks: 1 });
  });
  const message = '远程团队不占实体工位：工位填0，不填工位编号';
  await expect(withDesk).rejects.toMatchObject({ fields: [{ message }] });
});

test('a derived value beats a declared one, and the difference is told', async () => {
  await within(async (tx) => {
    const { id } = await givenCarrier(tx);
    const statement = {
      key: 'space.desks',
      value: 60,
      validFrom: '2025-01-01',
      validTo: null,
      note: null,
      fileId: null,
    } as const;
    await declareFact(tx, KEEPER, id, statement);
    const stated = await factSheet(tx, id, '2025-06-01', ['space.desks']);
    expect(stated['space.desks']).toMatchObject({ value: 60, obtained: 'declared' });
    await givenRecord(tx, id, 'desk', { kind: 'fixed', count: 40 });
    const counted = await factSheet(tx, id, '2025-06-01', ['space.desks']);
    expect(counted['space.desks']).toMatchObject({
      value: 40,
      obtained: 'derived',
      declared: { value: 60 },
      differs: true,
    });
    await declareFact(tx, KEEPER, id, { ...statement, value: 40, validFrom: '2025-06-01' });
    const agreed = await factSheet(tx, id, '2025-06-01', ['space.desks']);
    expect(agreed['space.desks'].differs).toBeUndefined();
    expect((await factSheet(tx, id, '2025-05-31', ['space.desks']))['space.desks'].declared?.value).toBe(60);
  });
});

test('a statement without an end counts for twelve months, one about a calendar year until its year ends; then the fact is unknown and says why', async () => {
  await within(async (tx) => {
    const { id } = await givenCarrier(tx);
    const statement = { validFrom: '2025-03-01', validTo: null, note: null, fileId: null };
    await declareFact(tx, KEEPER, id, { ...statement, key: 'space.desks', value: 60 });
    await declareFact(tx, KEEPER, id, { ...statement, key: 'space.eventsLastYear', value: 12 });
    const on = (day: string) => factSheet(tx, id, day, ['space.desks', 'space.eventsLastYear']);
    const values = async (day: string) => Object.values(await on(day)).map(({ value }) => value);
    expect(await values('2025-12-31')).toEqual([60, 12]);
    expect(await values('2026-01-01')).toEqual([60, undefined]);
    expect(await values('2026-02-28')).toEqual([60, undefined]);
    const later = await on('2026-03-01');
    expect(later['space.desks']).toMatchObject({
      obtained: 'unknown',
      provenance: [],
      stale: { value: 60, validFrom: '2025-03-01', validTo: '2026-02-28' },
    });
    expect(later['space.eventsLastYear'].stale?.validTo).toBe('2025-12-31');
    // A period of its own holds for as long as it says; stated again, the fact is known again.
    await declareFact(tx, KEEPER, id, {
      ...statement,
      key: 'space.desks',
      value: 70,
      validFrom: '2026-04-01',
      validTo: '2028-12-31',
    });
    expect((await on('2028-12-31'))['space.desks']).toMatchObject({ value: 70, obtained: 'declared' });
    expect((await on('2026-03-15'))['space.desks'].stale?.value).toBe(60);
  });
});

test('a granted change holds from its day on; before it the old operator, direction and area stand', async () => {
  await within(async (tx) => {
    const first = await givenOrganisation(tx, { legalForm: 'publicInstitution' });
    const { id } = await givenCarrier(tx, { operatorId: first.id, focus: '文化创意' });
    await givenRecord(tx, id, 'premises', { address: '一号楼', areaM2: 500 });
    const second = await givenOrganisation(tx);
    await applyMaterialChange(tx, KEEPER, id, {
      from: '2026-05-01',
      caseId: null,
      change: { operatorId: second.id, focus: '人工智能', floorArea: 800 },
    });
    const keys = ['operator.legalForm', 'space.focus', 'space.floorArea'] as const;
    const values = async (on: string) => Object.values(await factSheet(tx, id, on, keys)).map((fact) => fact.value);
    expect(await values('2026-04-30')).toEqual(['publicInstitution', '文化创意', 500]);
    expect(await values('2026-05-01')).toEqual(['enterprise', '人工智能', 800]);
  });
});

test('the values of many carriers at once are those of their sheets, every fact of every carrier of the demo', async () => {
  await within((tx) => loadDemoRecords(tx, travellingClock(TEST_NOW)));
  await within(async (tx) => {
    const carriers = await tx.selectFrom('carrier').select('id').execute();
    const ids = carriers.map(({ id }) => id);
    const found = await factValuesOf(tx, ids, '2026-11-23', FACT_KEYS);
    for (const id of ids) expect(found.get(id), id).toEqual(valuesOf(await factSheet(tx, id, '2026-11-23')));
    expect(ids.length).toBeGreaterThan(15);
  });
});

import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sqlRows } from '../../platform/db/database.ts';
import { DEMO_CARRIER_IDS } from '../../records/demo/demo.ids.ts';
import { territoryIdOf } from '../../records/territories/territory.ts';
import type { TestApp } from '../../test-app.ts';
import { appWithoutCases, colleague, demoPerson, given, type Person } from '../casefile/case.given.ts';
import { installPacks, POLICIES_FOLDER, packInstalled } from '../packs/pack.actions.ts';

const HUNAN = '430000-hunan/maker-space-2016';
const RULES = 'recognition.yaml';
const LINE = '    values: [{ from: 2016-06-01, value: 500, cites: 第五条(一) }]';

let app: TestApp;
let officer: Person;
let second: Person;
let director: Person;
let cityOfficer: Person;
let district: Person;
let districtHead: Person;
let operator: Person;

beforeAll(async () => {
  app = await appWithoutCases();
  officer = await demoPerson(app, 'sheng.jingban');
  second = await colleague(app, 'provinceDepartment', 'officer', 'sheng.jingban2');
  director = await demoPerson(app, 'sheng.qianfa');
  cityOfficer = await demoPerson(app, 'shi.jingban');
  district = await demoPerson(app, 'hu.qu');
  districtHead = await demoPerson(app, 'hu.qu.qianfa');
  operator = await demoPerson(app, 'yunying');
  app.clock.set('2027-03-01T09:00:00+08:00');
});
afterAll(() => app.close());

const path = (id: string, rest = '') => `/api/policy-drafts/${id}${rest}`;
const amended = async (person: Person = officer): Promise<string> =>
  (await given(person.client.post('/api/policy-drafts', { basePackId: HUNAN }))).packDraftId;
const opened = (id: string, person: Person = officer) => given(person.client.get(path(id)));
const fileOf = async (id: string, name = RULES) =>
  (await opened(id)).files.find((file: { name: string }) => file.name === name);

/** Saves over the newest text, as an editor that was just opened does. */
async function save(id: string, change: (text: string) => string, name = RULES, person: Person = officer) {
  const { text, revision } = await fileOf(id, name);
  return person.client.send('put', path(id, `/files/${name}`), { over: revision, text: change(text) });
}
/** One more line of figures, from a day on. */
const figureFrom = (day: string, value: number) => (text: string) =>
  text.replace(
    LINE,
    `    values:\n      - { from: 2016-06-01, value: 500, cites: 第五条(一) }\n      - { from: ${day}, value: ${value}, cites: 第五条(一) }`,
  );
async function approved(change: (text: string) => string): Promise<string> {
  const id = await amended();
  await given(save(id, change));
  await given(officer.client.post(path(id, '/submission')));
  await given(director.client.post(path(id, '/approval'), { opinion: '同意' }));
  return id;
}
const publish = (id: string, startsOn: string, person: Person = director) =>
  person.client.post(path(id, '/publication'), { startsOn });
const hashOn = (day: string) => app.services.database.read(async (tx) => (await packInstalled(tx, HUNAN, day)).hash);
const told = ({ status, body }: { status: number; body: { code?: string } }) => [status, body.code];

describe('writing', () => {
  test('an amendment begins as a copy of the version in force, without an error', async () => {
    const id = await amended();
    expect(await opened(id)).toMatchObject({
      packId: HUNAN,
      state: 'draft',
      amends: true,
      territoryName: '湖南省',
      isAuthor: true,
      mayApprove: false,
      base: { packId: HUNAN, changed: false },
    });
    const report = await given(officer.client.get(path(id, '/report')));
    expect([report.errors, report.failures]).toEqual([[], []]);
    expect(report.coverage.find((clause: { cite: string }) => clause.cite === '第五条(一)').state).toBe('executed');
    expect((await given(officer.client.get(path(id, '/differences')))).differences).toEqual([]);
  });

  test('a slip is told with its file, line, clause and the nearest right name, and the draft cannot be sent', async () => {
    const id = await amended();
    await given(save(id, (text) => text.replace('check: space.floorArea >=', 'check: space.floorAria >=')));
    const report = await given(officer.client.get(path(id, '/report')));
    const { text } = await fileOf(id);
    expect(report.errors).toMatchObject([
      {
        code: 'unknown-name',
        file: RULES,
        line: text.split('\n').findIndex((line: string) => line.includes('floorAria')) + 1,
        clause: '第五条(一)',
        nearest: 'space.floorArea',
      },
    ]);
    expect(report.errors[0].zh).toContain('space.floorAria');
    const refused = await officer.client.post(path(id, '/submission'));
    expect([...told(refused), refused.body.details]).toEqual([409, 'draft.faulty', { errors: 1, failures: 0 }]);
    for (const rest of ['/simulation', '/differences'])
      expect(told(await officer.client.get(path(id, rest)))).toEqual([409, 'draft.faulty']);
  });

  test('an example that comes out otherwise keeps the draft from being sent', async () => {
    const id = await amended();
    await given(save(id, (text) => text.replace('value: 500', 'value: 300')));
    const { errors, failures } = await given(officer.client.get(path(id, '/report')));
    expect(errors).toEqual([]);
    expect(failures.length).toBeGreaterThan(0);
    expect(told(await officer.client.post(path(id, '/submission')))).toEqual([409, 'draft.faulty']);
  });

  test('another pack cannot be slipped in under the draft', async () => {
    const id = await amended();
    await given(save(id, (text) => text.replace(`id: ${HUNAN}`, 'id: 430000-hunan/other'), 'policy.yaml'));
    const { errors } = await given(officer.client.get(path(id, '/report')));
    expect(errors).toMatchObject([{ file: 'policy.yaml', code: 'bad-shape', nearest: HUNAN }]);
  });

  test('an unchanged draft is not sent', async () => {
    expect(told(await officer.client.post(path(await amended(), '/submission')))).toEqual([409, 'draft.unchanged']);
  });

  test('of two who save the same file the second is told, with both texts; neither is lost', async () => {
    const id = await amended();
    const { text, revision } = await fileOf(id);
    const put = (person: Person, words: string) =>
      person.client.send('put', path(id, `/files/${RULES}`), { over: revision, text: `# ${words}\n${text}` });
    await given(put(officer, '甲'));
    const refused = await put(second, '乙');
    expect([...told(refused), refused.body.details]).toEqual([
      409,
      'draft.changed',
      expect.objectContaining({ name: RULES, text: `# 甲\n${text}`, revision: 1, savedBy: '陈省经办' }),
    ]);
    const over = refused.body.details.revision;
    await given(second.client.send('put', path(id, `/files/${RULES}`), { over, text: `# 乙\n${text}` }));
    const { rows } = await given(officer.client.get(path(id, `/files/${RULES}/versions`)));
    expect(rows.map((row: { text: string; savedByName: string }) => [row.text.slice(0, 3), row.savedByName])).toEqual([
      ['# 乙', 'sheng.jingban2'],
      ['# 甲', '陈省经办'],
      [text.slice(0, 3), '陈省经办'],
    ]);
  });

  test('two who write in different files do not meet', async () => {
    const id = await amended();
    const [rules, support] = [await fileOf(id), await fileOf(id, 'support.yaml')];
    const put = (person: Person, file: { name: string; revision: number; text: string }) =>
      person.client.send('put', path(id, `/files/${file.name}`), { over: file.revision, text: `${file.text}\n# 补\n` });
    const saved = await Promise.all([put(officer, rules), put(second, support)]);
    expect(saved.map(({ status }) => status)).toEqual([200, 200]);
  });

  test('a file is taken out and put back', async () => {
    const id = await amended();
    const { revision, text } = await fileOf(id, 'examples.yaml');
    const out = await given(
      officer.client.send('put', path(id, '/files/examples.yaml'), { over: revision, text: null }),
    );
    expect((await given(officer.client.get(path(id, '/report')))).examples).toBe(0);
    await given(officer.client.send('put', path(id, '/files/examples.yaml'), { over: out.revision, text }));
    expect((await given(officer.client.get(path(id, '/report')))).examples).toBeGreaterThan(0);
  });
});

describe('whose pack it is', () => {
  test('a department drafts for its own territory and below, nobody else at all', async () => {
    for (const other of [cityOfficer, district, operator]) {
      const { status } = await other.client.post('/api/policy-drafts', { basePackId: HUNAN });
      expect(status).toBe(403);
    }
    const id = await amended();
    expect((await cityOfficer.client.get(path(id))).status).toBe(404);
    expect((await district.client.get(path(id))).status).toBe(404);
    const { drafts } = await given(cityOfficer.client.get('/api/policies'));
    expect(drafts).toEqual([]);
  });

  test('an alliance that handles filings makes no policy, though its officers and directors sit in the territory', async () => {
    for (const account of ['hu.lianmeng', 'hu.lianmeng.qianfa']) {
      const { client } = await demoPerson(app, account);
      const draft = await client.post('/api/policy-drafts', { basePackId: '310000-shanghai/maker-space' });
      const { mayCreate, drafts } = await given(client.get('/api/policies'));
      expect([draft.status, mayCreate, drafts]).toEqual([403, false, []]);
    }
  });

  test('上海 第十二条: a district writes its own pack on the base of the city’s, without code, and cases may begin under it', async () => {
    const { packDraftId: id } = await given(
      district.client.post('/api/policy-drafts', {
        basePackId: '310000-shanghai/maker-space',
        own: {
          territoryId: (await districtTerritory()).id,
          instrument: 'maker-space',
          title: '示例区众创空间发展办法',
          issuer: '示例区科技主管部门',
        },
      }),
    );
    const draft = await opened(id, district);
    const { code } = await districtTerritory();
    expect(draft.packId).toMatch(new RegExp(`^${code}-[a-z]+/maker-space$`));
    expect(draft.amends).toBe(false);
    expect(draft.files.find((file: { name: string }) => file.name === 'policy.yaml').text).toContain(
      'basedOn: 310000-shanghai/maker-space',
    );
    expect((await given(district.client.get(path(id, '/report')))).errors).toEqual([]);
    await given(district.client.post(path(id, '/submission')));
    await given(districtHead.client.post(path(id, '/approval')));
    await given(publish(id, '2027-03-10', districtHead));
    const on = (day: string) => app.services.database.read((tx) => packInstalled(tx, draft.packId, day));
    await expect(on('2027-03-09')).rejects.toThrow('pack.not-found');
    expect((await on('2027-03-10')).pack).toMatchObject({
      title: '示例区众创空间发展办法',
      basedOn: '310000-shanghai/maker-space',
    });
  });

  test('a new pack begins from the example, which is nobody’s law', async () => {
    const own = { territoryId: territoryIdOf('430000'), instrument: 'trial-rules', title: '试行办法', issuer: '示例' };
    const { packDraftId: id } = await given(
      officer.client.post('/api/policy-drafts', { basePackId: '000000-example/maker-space-2025', own }),
    );
    expect((await opened(id)).packId).toBe('430000-hunan/trial-rules');
    const { errors, failures } = await given(officer.client.get(path(id, '/report')));
    expect([errors, failures]).toEqual([[], []]);
    const again = await officer.client.post('/api/policy-drafts', {
      basePackId: '000000-example/maker-space-2025',
      own,
    });
    expect([again.status, again.body.fields[0].path]).toEqual([422, 'instrument']);
  });

  const districtTerritory = async () => {
    const [row] = await app.services.database.read((tx) =>
      sqlRows<{ id: string; code: string }>(
        tx,
        'select t.id, t.code from organisation o join territory t on t.id = o.territory_id where o.id = $1',
        [district.actor.organisationId],
      ),
    );
    if (!row) throw new Error('no district');
    return row;
  };
});

describe('approval by a second person', () => {
  test('no author approves, also where he is a director; an officer never does', async () => {
    const id = await amended(director);
    await given(save(id, figureFrom('2027-04-01', 450)));
    await given(officer.client.post(path(id, '/submission')));
    expect(told(await director.client.post(path(id, '/approval')))).toEqual([409, 'draft.own']);
    expect((await officer.client.post(path(id, '/approval'))).status).toBe(403);
    const own = app.services.database.transact((tx) =>
      sqlRows(tx, `update pack_draft set approved_by = $2, state = 'approved' where id = $1`, [
        id,
        director.actor.personId,
      ]),
    );
    await expect(own).rejects.toMatchObject({ code: expect.stringMatching(/^23/) });
  });

  test('whoever saved one text of it is an author to the database too', async () => {
    const id = await amended();
    await given(save(id, figureFrom('2027-04-01', 450), RULES, director));
    await given(officer.client.post(path(id, '/submission')));
    expect(told(await director.client.post(path(id, '/approval')))).toEqual([409, 'draft.own']);
    const own = app.services.database.transact((tx) =>
      sqlRows(tx, `update pack_draft set approved_by = $2, state = 'approved' where id = $1`, [
        id,
        director.actor.personId,
      ]),
    );
    await expect(own).rejects.toMatchObject({ code: '23001' });
  });

  test('what was sent is not changed: neither by the screen nor past it', async () => {
    const id = await amended();
    await given(save(id, figureFrom('2027-04-01', 450)));
    await given(officer.client.post(path(id, '/submission')));
    expect(told(await save(id, (text) => `${text}\n`))).toEqual([409, 'draft.wrong-state']);
    const past = app.services.database.transact((tx) =>
      sqlRows(
        tx,
        `insert into pack_draft_file (draft_id, name, revision, body, saved_at, saved_by) values ($1, 'support.yaml', 99, '', now(), $2)`,
        [id, officer.actor.personId],
      ),
    );
    await expect(past).rejects.toMatchObject({ code: '23001' });
  });

  test('a draft is returned with a reason, put right and sent again', async () => {
    const id = await amended();
    await given(save(id, figureFrom('2027-04-01', 450)));
    await given(officer.client.post(path(id, '/submission')));
    await given(director.client.post(path(id, '/return'), { reason: '请补充测算' }));
    await given(save(id, (text) => text.replace('value: 450', 'value: 400')));
    await given(officer.client.post(path(id, '/submission')));
    const { state, events } = await given(director.client.post(path(id, '/approval'), { opinion: '同意' }));
    expect(state).toBe('approved');
    expect(events.map((event: { kind: string; reason: string | null }) => [event.kind, event.reason])).toEqual([
      ['created', null],
      ['sent', null],
      ['returned', '请补充测算'],
      ['sent', null],
      ['approved', '同意'],
    ]);
  });
});

describe('trial on the register', () => {
  const lineOf = (trial: { requirements: { requirement: string; moved: { carrierId: string }[] }[] }, id: string) =>
    trial.requirements.find(({ requirement }) => requirement === id);

  test('500 m2 become 300 m2: who comes to meet the line, who qualifies, how far from it, and what it costs', async () => {
    const id = await amended();
    await given(save(id, figureFrom('2027-06-01', 300)));
    const trial = await given(officer.client.get(path(id, '/simulation?judged=met')));
    expect([trial.on, trial.lawOn]).toEqual(['2027-03-01', '2027-06-01']);
    const line = lineOf(trial, 'floor-area');
    expect(line?.moved).toContainEqual(
      expect.objectContaining({ carrierId: DEMO_CARRIER_IDS.xiaowu, before: 'unmet', after: 'met' }),
    );
    expect(trial.counts).toEqual({
      before: { met: 7, unmet: 3, unknown: 3 },
      after: { met: 8, unmet: 2, unknown: 3 },
    });
    expect(trial.changed).toMatchObject([{ name: '示例小屋众创空间', before: 'unmet', after: 'met' }]);
    const area = trial.lines.find(({ requirement }: { requirement: string }) => requirement === 'floor-area');
    expect(area.nearest).toContainEqual(
      expect.objectContaining({ carrierId: DEMO_CARRIER_IDS.xiaowu, distance: 480 - 300 }),
    );
    const counted = area.bins.reduce((sum: number, { count }: { count: number }) => sum + count, 0);
    expect(counted).toBe(area.known);
    const cost = ({ budget }: typeof trial) =>
      [budget.before[0], budget.after[0]].map(({ entitled, unknown, fen }) => [entitled, unknown, fen]);
    expect(cost(trial)).toEqual([
      [0, 7, 0],
      [0, 8, 0],
    ]);
    const figures = 'figures=openingSubsidy%3D20000000';
    expect(cost(await given(officer.client.get(path(id, `/simulation?judged=met&${figures}`))))).toEqual([
      [7, 0, 140_000_000],
      [8, 0, 160_000_000],
    ]);
    const wide = await given(officer.client.get(path(id, '/simulation?judged=met&figures=minimumFloorArea%3D1000')));
    expect(wide.counts.before).toEqual(trial.counts.before);
    expect(wide.counts.after.met).toBeLessThan(trial.counts.before.met);
    const open = await given(officer.client.get(path(id, '/simulation')));
    expect(open.counts.after.met).toBe(0);
    expect(open.counts.after.unknown).toBeGreaterThan(0);
  });

  test('the same on a day when the new figure does not hold yet changes nothing', async () => {
    const id = await amended();
    await given(save(id, figureFrom('2027-06-01', 300)));
    const trial = await given(officer.client.get(path(id, '/simulation?lawOn=2027-05-31')));
    expect([trial.requirements, trial.changed]).toEqual([[], []]);
  });

  test('the workbook holds everyone', async () => {
    const id = await amended();
    const { status, headers } = await officer.client.get(path(id, '/simulation.xlsx'));
    expect([status, headers['content-type']]).toEqual([
      200,
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    ]);
  });
});

describe('publication', () => {
  test('a version holds from its day; the case that runs keeps its text, the next one begins under the new', async () => {
    const carrierId = DEMO_CARRIER_IDS.xiaowu;
    const owner = await demoPerson(app, 'yunying3');
    await given(
      officer.client.post('/api/rounds', {
        packId: HUNAN,
        procedureId: 'recognition',
        year: 2027,
        title: '2027年度',
        opensAt: '2027-02-01T09:00:00+08:00',
        closesAt: '2027-12-31T17:00:00+08:00',
      }),
    );
    const open = () => owner.client.post('/api/cases', { packId: HUNAN, procedureId: 'recognition', carrierId });
    const { caseId: running } = await given(open());
    const old = await hashOn('2027-03-01');

    const id = await approved(figureFrom('2027-04-01', 300));
    expect(told(await publish(id, '2027-02-28'))).toEqual([422, 'draft.invalid']);
    expect((await officer.client.post(path(id, '/publication'), { startsOn: '2027-04-01' })).status).toBe(403);
    await given(publish(id, '2027-04-01'));
    expect(await opened(id)).toMatchObject({ state: 'published', standing: 'coming', startsOn: '2027-04-01' });
    expect(await hashOn('2027-03-31')).toBe(old);
    const fresh = await hashOn('2027-04-01');
    expect(fresh).not.toBe(old);

    app.clock.set('2027-04-01T09:00:00+08:00');
    expect(await opened(id)).toMatchObject({ standing: 'inForce' });
    const area = async (caseId: string) => {
      const { findings } = await given(owner.client.get(`/api/cases/${caseId}`));
      return findings.find(({ requirement }: { requirement: string }) => requirement === 'floor-area');
    };
    expect((await area(running)).outcome).toBe('unmet');
    await given(owner.client.post(`/api/cases/${running}/voiding`, { reason: '重新申报' }));
    const { caseId: next } = await given(open());
    expect((await area(next)).outcome).toBe('met');
    const hashes = await app.services.database.read((tx) =>
      sqlRows<{ pack_hash: string }>(tx, 'select pack_hash from case_file where id = any($1::uuid[]) order by id', [
        [running, next],
      ]),
    );
    expect(hashes.map(({ pack_hash }) => pack_hash)).toEqual([old, fresh]);
  });

  test('only forward: no version before the last one, on its day, or over it', async () => {
    const id = await approved((text) => text.replace('value: 300', 'value: 310'));
    expect(told(await publish(id, '2027-04-01'))).toEqual([422, 'draft.invalid']);
    await given(publish(id, '2027-05-01'));
    const backward = app.services.database.transact((tx) =>
      sqlRows(
        tx,
        `insert into pack_version (pack_id, number, hash, draft_id, starts_on, published_at, published_by)
         select pack_id, 3, hash, (select id from pack_draft where state <> 'published' limit 1), '2027-04-20', published_at, published_by
         from pack_version where draft_id = $1`,
        [id],
      ),
    );
    await expect(backward).rejects.toMatchObject({ code: '23001' });
  });

  test('of two drafts of one pack published at once one wins, whatever their days, and nothing is half published', async () => {
    const ids = [
      await approved((text) => text.replace('value: 310', 'value: 320')),
      await approved((text) => text.replace('value: 310', 'value: 330')),
    ];
    const count = () =>
      app.services.database.read(async (tx) => {
        const [row] = await sqlRows<{ packs: number; versions: number }>(
          tx,
          'select (select count(*) from pack) as packs, (select count(*) from pack_version) as versions',
        );
        return row as { packs: number; versions: number };
      });
    const before = await count();
    const answers = await Promise.all(ids.map((id, index) => publish(id, `2027-0${6 + index}-01`)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const lost = answers.find(({ status }) => status === 409);
    expect(['draft.overtaken', 'draft.base-changed']).toContain(lost?.body.code);
    const after = await count();
    expect([after.packs - before.packs, after.versions - before.versions]).toEqual([1, 1]);
    const loser = ids[answers.indexOf(lost as (typeof answers)[number])] as string;
    expect(await opened(loser)).toMatchObject({ state: 'approved', base: { changed: true } });

    await given(director.client.post(path(loser, '/return'), { reason: '底本已变' }));
    expect(told(await officer.client.post(path(loser, '/submission')))).toEqual([409, 'draft.base-changed']);
    await given(officer.client.post(path(loser, '/rebase')));
    await given(officer.client.post(path(loser, '/submission')));
    await given(director.client.post(path(loser, '/approval')));
    await given(publish(loser, '2027-08-01'));
  });

  test('a folder with another text, installed at a later start, leaves the published version in force', async () => {
    const published = await hashOn('2027-08-01');
    const folder = mkdtempSync(join(tmpdir(), 'zc-packs-'));
    cpSync(join(POLICIES_FOLDER, HUNAN), join(folder, HUNAN), { recursive: true });
    const file = join(folder, HUNAN, 'policy.yaml');
    writeFileSync(file, `${readFileSync(file, 'utf8')}# 随产品更新\n`);
    app.clock.set('2027-08-02T09:00:00+08:00');
    await app.services.database.transact((tx) => installPacks(tx, app.services, folder));
    expect(await hashOn('2027-08-02')).toBe(published);
    const { packs } = await given(officer.client.get('/api/policies'));
    expect(packs.find(({ packId }: { packId: string }) => packId === HUNAN)).toMatchObject({ hash: published });
  });

  test('a pack whose base has a newer version says so in the list', async () => {
    const mine = async () => {
      const { packs, drafts } = await given(district.client.get('/api/policies'));
      const pack = packs.find(({ title }: { title: string }) => title === '示例区众创空间发展办法');
      return [pack.basedOn.changed, drafts[0].base.changed];
    };
    expect(await mine()).toEqual([false, false]);
    const folder = mkdtempSync(join(tmpdir(), 'zc-packs-'));
    const base = '310000-shanghai/maker-space';
    cpSync(join(POLICIES_FOLDER, base), join(folder, base), { recursive: true });
    const file = join(folder, base, 'policy.yaml');
    writeFileSync(file, `${readFileSync(file, 'utf8')}# 修订\n`);
    await app.services.database.transact((tx) => installPacks(tx, app.services, folder));
    expect(await mine()).toEqual([true, true]);
  });

  describe('a version recalled before its day', () => {
    const recall = (id: string, person: Person = director) =>
      person.client.post(path(id, '/recall'), { reason: '测算有误，暂缓施行' });

    test('never holds; its draft is open to its writers again, is published another time, and the entry in the audit says why', async () => {
      const held = await hashOn('2027-12-31');
      const id = await approved((text) => text.replace(/value: 3[23]0/, 'value: 350'));
      await given(publish(id, '2027-10-01'));
      expect(await hashOn('2027-10-01')).not.toBe(held);
      expect((await officer.client.post(path(id, '/recall'), { reason: '测算有误' })).status).toBe(403);
      expect(told(await director.client.post(path(id, '/recall'), { reason: '' }))).toEqual([422, 'input.invalid']);

      const recalled = await given(recall(id));
      expect(recalled).toMatchObject({ state: 'returned', standing: null, startsOn: null, approvedByName: null });
      expect(recalled.events.at(-1)).toMatchObject({ kind: 'recalled', reason: '测算有误，暂缓施行' });
      expect(await hashOn('2027-12-31')).toBe(held);
      const entry = await app.services.database.read((tx) =>
        sqlRows(tx, "select 1 from audit_entry where body like '%测算有误，暂缓施行%'"),
      );
      expect(entry).toHaveLength(1);

      await given(save(id, (text) => text.replace('value: 350', 'value: 360')));
      await given(officer.client.post(path(id, '/submission')));
      await given(director.client.post(path(id, '/approval')));
      await given(publish(id, '2027-09-01'));
      expect(await opened(id)).toMatchObject({ state: 'published', standing: 'coming', startsOn: '2027-09-01' });
    });

    test('is refused once it has begun, and while another stands after it', async () => {
      const id = await approved((text) => text.replace('value: 360', 'value: 370'));
      await given(publish(id, '2027-11-01'));
      const { drafts } = await given(officer.client.get('/api/policies'));
      const before = drafts.find(({ startsOn }: { startsOn: string | null }) => startsOn === '2027-09-01');
      expect(told(await recall(before.id))).toEqual([409, 'draft.followed']);
      app.clock.set('2027-11-01T00:00:00+08:00');
      expect(told(await recall(id))).toEqual([409, 'draft.begun']);
      const late = app.services.database.transact((tx) =>
        sqlRows(
          tx,
          `insert into pack_version_recall (pack_id, number, reason, recalled_at, recalled_by)
           select pack_id, number, '迟了', '2027-11-01T00:00:00+08:00', published_by from pack_version where draft_id = $1`,
          [id],
        ),
      );
      await expect(late).rejects.toMatchObject({ code: '23001' });
    });

    test('and a next version published at the same moment: one of the two stands', async () => {
      const first = await approved((text) => text.replace('value: 370', 'value: 380'));
      await given(publish(first, '2027-12-01'));
      const next = await approved((text) => text.replace('value: 380', 'value: 390'));
      const answers = await Promise.all([recall(first), publish(next, '2027-12-15')]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    });
  });

  test('waits in the inbox of whoever may approve it, then of whoever may publish, and of its writer when it is sent back', async () => {
    const awaits = async (person: Person, id: string) => {
      const { rows } = await given(person.client.get('/api/policies/awaiting'));
      return rows.find((row: { id: string }) => row.id === id)?.state;
    };
    const id = await amended();
    await given(save(id, (text) => `${text}# 待批准\n`));
    expect(await awaits(director, id)).toBeUndefined();
    await given(officer.client.post(path(id, '/submission')));
    expect([await awaits(director, id), await awaits(officer, id)]).toEqual(['inReview', undefined]);
    expect(await awaits(districtHead, id)).toBeUndefined();
    await given(director.client.post(path(id, '/return'), { reason: '请补充测算' }));
    expect([await awaits(director, id), await awaits(officer, id)]).toEqual([undefined, 'returned']);
    await given(officer.client.post(path(id, '/submission')));
    await given(director.client.post(path(id, '/approval')));
    expect(await awaits(director, id)).toBe('approved');
  });
});

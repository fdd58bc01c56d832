import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoPerson, given, type Person, verb } from './cases/casefile/case.given.ts';
import { lodgeObjection } from './cases/objections/objection.actions.ts';
import { reportProblem } from './cases/problems/problem.actions.ts';
import type { Route } from './identity/route.ts';
import { PUBLIC } from './kernel/actor.ts';
import { allRoutes, caseServices } from './main.ts';
import { everything, type Ids, idsOf, leaks, unknownParts } from './main.walk.given.ts';
import { sqlRows } from './platform/db/database.ts';
import { applyForTenancy } from './records/admissions/admission.actions.ts';
import { DEMO_CARRIER_IDS } from './records/demo/demo.ids.ts';
import { type TestApp, testApp } from './test-app.ts';

/** Each is written once, at one place; `readers`: by which accounts it may be fetched. */
const SECRETS = {
  reporter: { text: '反映人证人甲', readers: [] },
  reporterPhone: { text: '13811110001', readers: [] },
  report: { text: '反映的内容证言甲', readers: ['sheng.jingban'] },
  reportFile: { text: '反映的附件证物甲', readers: ['sheng.jingban'] },
  objector: { text: '异议人证人乙', readers: [] },
  objectorPhone: { text: '13811110002', readers: [] },
  objection: { text: '异议的原文证言乙', readers: [] },
  objectionFile: { text: '异议的附件证物乙', readers: ['sheng.jingban'] },
  suspicion: { text: '涉嫌的线索证言丙', readers: ['sheng.jingban'] },
  exhibit: { text: '不出示的笔录证物丙', readers: ['sheng.jingban'] },
  opinion: { text: '内部的意见证言丁', readers: ['sheng.jingban'] },
  draft: { text: '决定的草稿证言戊', readers: ['sheng.jingban'] },
  interest: { text: '利害的说明证言己', readers: ['sheng.jingban', 'zhuanjia5'] },
  form: { text: '他人的申报书证言庚', readers: ['sheng.jingban', 'yunying2'] },
  founder: { text: '联系人证人辛', readers: ['yunying2'] },
  founderPhone: { text: '13811110003', readers: [] },
  project: { text: '入驻的项目证言辛', readers: ['yunying2'] },
} as const satisfies Record<string, { text: string; readers: readonly string[] }>;
const { reporter, reporterPhone, report, reportFile, objector, objectorPhone, objection, objectionFile } = SECRETS;
const paper = (text: string) => Buffer.from(`%PDF-1.7\n%${text}\n`);

let app: TestApp;
let routes: readonly Route[];
let ids: Ids;
let officer: Person;
let owing: Person;

beforeAll(async () => {
  app = await testApp({ data: 'demo' });
  routes = allRoutes(app.services).filter(({ method, audited }) => method === 'get' && !audited);
  officer = await demoPerson(app, 'sheng.jingban');
  owing = await demoPerson(app, 'yunying2');
  const services = caseServices(app.services);
  const { database } = app.services;
  const about = { carrierId: DEMO_CARRIER_IDS.xingtu, plaqueToken: null, page: null };
  const said = {
    topic: 'register',
    says: `${report.text}，请核实。`,
    name: reporter.text,
    phone: reporterPhone.text,
  } as const;
  await database.transact((tx) =>
    reportProblem(tx, services, PUBLIC, { ...about, ...said }, [{ name: '附件.pdf', content: paper(reportFile.text) }]),
  );
  const [notice] = await database.read((tx) =>
    sqlRows<{ notice: string; case: string }>(
      tx,
      `select n.id as notice, c.case_id as case from notice n join notice_case c on c.notice_id = n.id join case_file f on f.id = c.case_id
       where n.state = 'running' and f.carrier_id = $1`,
      [DEMO_CARRIER_IDS.qihang],
    ),
  );
  await database.transact((tx) =>
    lodgeObjection(tx, services, PUBLIC, {
      noticeId: notice?.notice ?? '',
      caseId: notice?.case ?? '',
      kind: 'individual',
      name: objector.text,
      unit: null,
      phone: objectorPhone.text,
      text: `${objection.text}，实际面积不足。`,
      seal: null,
      evidence: [{ filename: '证据.pdf', content: paper(objectionFile.text) }],
    }),
  );
  const { client } = officer;
  const untold = await given(
    client.post(`/api/carriers/${DEMO_CARRIER_IDS.xingtu}/sanctions`, {
      packId: '430000-hunan/maker-space-2016',
      source: 'check',
      says: SECRETS.suspicion.text,
    }),
  );
  await given(verb(officer, untold.caseId, 'agree', { opinion: SECRETS.opinion.text }));
  await given(client.post(`/api/cases/${untold.caseId}/exhibits`, { says: SECRETS.exhibit.text, held: false }));
  // A repair that stands at the decision: the draft is the body's alone.
  const { rows } = await given(owing.client.get('/api/credit'));
  const { caseId: repair } = await given(owing.client.post(`/api/credit/${rows[0].id}/repair`));
  const answers = { corrected: SECRETS.form.text, promise: true };
  const { revision } = await given(owing.client.patch(`/api/cases/${repair}/form`, { revision: 0, answers }));
  const proof = new FormData();
  proof.append('file', new Blob([paper('示例')]), '佐证.pdf');
  await given(owing.client.post(`/api/cases/${repair}/evidence/proof`, proof));
  await given(owing.client.post(`/api/cases/${repair}/submission`, { revision }));
  await given(verb(officer, repair, 'agree', { opinion: '属实' }));
  const draft = { version: 0, outcome: 'refused', reasons: SECRETS.draft.text };
  await given(client.send('put', `/api/cases/${repair}/decision`, draft));
  const expert = await demoPerson(app, 'zhuanjia5');
  await given(
    expert.client.post('/api/me/expert/interests', {
      kind: 'other',
      organisationName: '示例某创业服务有限公司',
      note: SECRETS.interest.text,
    }),
  );
  await database.transact((tx) =>
    applyForTenancy(tx, app.services, {
      carrierId: DEMO_CARRIER_IDS.lanhai,
      kind: 'application',
      teamName: '示例申请团队',
      uscc: null,
      founderName: SECRETS.founder.text,
      phone: SECRETS.founderPhone.text,
      founderType: null,
      industry: null,
      members: null,
      desks: null,
      wantedFrom: null,
      project: `${SECRETS.project.text}，需要三个工位。`,
    }),
  );
  ids = await idsOf(app);
});
afterAll(() => app.close());

const walk = async (account: string) => {
  const { actor } = await demoPerson(app, account);
  return everything(await app.as(actor.personId ?? '', actor.organisationId ?? undefined), routes, ids);
};
/** What of the secrets the account may fetch, by name. */
const readable = (account: string) =>
  Object.entries(SECRETS)
    .filter(([, { readers }]) => (readers as readonly string[]).includes(account))
    .map(([name]) => name);
const seen = (found: ReadonlyMap<string, string>) =>
  Object.entries(SECRETS)
    .filter(([, { text }]) => leaks(found, [text]).length > 0)
    .map(([name]) => name);

test('the walk knows every part of every address', () => {
  expect(unknownParts(routes, ids)).toEqual([]);
  expect(routes.length).toBeGreaterThan(150);
});

test('the check can see: who handles them fetches each of them', async () => {
  expect(seen(await walk('sheng.jingban'))).toEqual(readable('sheng.jingban'));
});

for (const account of [
  'yunying',
  'yunying.yuangong',
  'yunying2',
  'yunying3',
  'daili',
  'zhuanjia1',
  'zhuanjia5',
  'chuangye',
  'daoshi',
  'hu.yunying',
  'hu.lianmeng',
])
  test(`${account} fetches everything there is, and of the secrets only what is its own`, async () => {
    const found = await walk(account);
    expect(found.size).toBeGreaterThan(20);
    const own = new Set(readable(account));
    const others = Object.entries(SECRETS).flatMap(([name, { text }]) => (own.has(name) ? [] : [text]));
    expect(leaks(found, others)).toEqual([]);
  });

test('the public fetches none of them', async () => {
  expect(seen(await everything(app.anyone, routes, ids))).toEqual([]);
});

test('under one’s own carrier nothing of another’s is found', async () => {
  const { lanhai, xingtu } = DEMO_CARRIER_IDS;
  const of = async (table: string) =>
    (
      await app.services.database.read((tx) =>
        sqlRows<{ id: string }>(tx, `select coalesce(root_id, id) as id from ${table} where carrier_id = $1 limit 2`, [
          xingtu,
        ]),
      )
    ).map(({ id }) => id);
  const others = {
    tenancyId: await of('tenancy'),
    recordId: [...(await of('staff')), ...(await of('team')), ...(await of('tenancy'))],
    resourceId: ids.resourceId ?? [],
    floorId: ids.floorId ?? [],
    admissionId: ids.admissionId ?? [],
    residencyId: ids.residencyId ?? [],
  };
  const nested = routes.filter(({ path }) =>
    Object.keys(others).some((key) => path.startsWith('/api/carriers/:carrierId/') && path.includes(`:${key}`)),
  );
  expect(nested.length).toBeGreaterThan(5);
  const { actor } = owing;
  const client = await app.as(actor.personId ?? '', actor.organisationId ?? undefined);
  const found = await everything(client, nested, { ...ids, ...others, carrierId: [lanhai] });
  const { rows: own } = await given<{ rows: { id: string }[] }>(client.get(`/api/carriers/${lanhai}/admissions`));
  const answered = [...found].filter(([address]) => !own.some(({ id }) => address.includes(id)));
  // A list may be there, with nothing in it.
  expect(answered.filter(([, text]) => text !== '{"rows":[]}')).toEqual([]);
});

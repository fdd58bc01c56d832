import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { appWithoutCases, demoCast, demoPerson } from '../cases/casefile/case.given.ts';
import { missingIn, paperRead } from '../cases/papers/paper.given.ts';
import { DEMO_ORGANISATION_IDS } from '../records/demo/demo.ids.ts';
import { territoryIdOf } from '../records/territories/territory.ts';
import type { TestApp } from '../test-app.ts';
import {
  announced,
  exampleSpace,
  OFFICER,
  OPERATOR,
  PARAMETERS,
  proved,
  registered,
  verb,
} from './evaluation.given.ts';

let app: TestApp;
const { people, attempt, send } = demoCast(() => app);
const EXPERTS = ['hedong.zhuanjia1', 'hedong.zhuanjia2'] as const;
const ACCOUNT = '以“开放实验台”服务智能制造团队，全年接待团队四十二次（示例）。';
const AMENDED = '以“开放实验台”服务智能制造团队，全年接待团队四十六次，含合办四次（示例）。';
const [NAME, SAYS] = ['实验台登记.txt', '开放实验台全年使用四十二次'];
const MORE = '与高校合办的四次使用';

let caseId: string;
let carrierId: string;
const form = (path = '') => `/api/cases/${caseId}/form${path}`;
const evidence = (id: string) => `/api/cases/${caseId}/evidence/${id}`;
const indicator = async (who: string) => {
  const { indicators } = await send(who, 'get', `/api/cases/${caseId}/self-evaluation`);
  return indicators.find(({ id }: { id: string }) => id === 'features');
};
const personOf = (account: string) => {
  const person = people.get(account);
  if (!person) throw new Error(`nobody signed in as ${account}`);
  return person;
};
const handIn = async () =>
  attempt(OPERATOR, 'post', `/api/cases/${caseId}/submission`, {
    revision: (await send(OPERATOR, 'get', form())).revision,
  });

beforeAll(async () => {
  app = await appWithoutCases();
  app.clock.set('2026-11-02T09:00:00+08:00');
  for (const account of [...EXPERTS, OPERATOR, OFFICER]) people.set(account, await demoPerson(app, account));
  for (const account of EXPERTS)
    await send(OFFICER, 'put', `/api/experts/${personOf(account).actor.personId}`, { fields: ['创业孵化'] });
  const place = { territoryId: territoryIdOf('120102'), operatorId: DEMO_ORGANISATION_IDS.hedongOperator };
  carrierId = await exampleSpace(send, '示例自评空间', 'middling', place);
  await registered(send, carrierId);
  const { roundId } = await announced(send, { membersOn: '2026-11-02', opens: '2026-11-03', closes: '2026-11-20' });
  app.clock.set('2026-11-03T09:00:00+08:00');
  await app.jobs.runDue();
  await send(OFFICER, 'put', `/api/evaluations/${roundId}/parameters`, {
    values: PARAMETERS,
    reason: '考评通知(示例)',
  });
  [{ caseId }] = (await send(OFFICER, 'get', `/api/evaluations/${roundId}/members`)).rows;
});
afterAll(() => app.close());

test('of each indicator that experts score the form asks for an account and proofs, as the pack requires', async () => {
  const { fields, missing } = await send(OPERATOR, 'get', form());
  expect(fields.filter((field: { indicator: string | null }) => field.indicator !== null)).toMatchObject([
    { id: 'account.features', label: '特色发展：自评说明', kind: 'longText', required: true, cites: '第四条' },
    { id: 'proof.features', label: '特色发展：佐证材料', kind: 'file', required: true, cites: '第四条' },
  ]);
  expect(missing.slice(0, 2)).toEqual([
    { path: 'account.features', code: 'required', message: '请填写特色发展：自评说明' },
    { path: 'proof.features', code: 'required', message: '请上传特色发展：佐证材料' },
  ]);
  const answers = { summary: '运营平稳(示例)。', contact: '吴河东运营 022-00000000', commitment: true };
  await send(OPERATOR, 'patch', form(), { revision: 0, answers });
  const refused = await handIn();
  expect([refused.status, refused.body.fields.map(({ path }: { path: string }) => path)]).toEqual([
    422,
    ['account.features', 'proof.features'],
  ]);
});

test('it is saved as it is written by several people; what each file proves is asked for, and nobody overwrites it unseen', async () => {
  await send(OPERATOR, 'patch', form(), { revision: 1, answers: { 'account.features': ACCOUNT } });
  const late = await attempt(OPERATOR, 'patch', form(), { revision: 1, answers: { 'account.features': '另一稿' } });
  expect([late.status, late.body.fields[0].path]).toEqual([409, 'account.features']);
  const upload = new FormData();
  upload.append('file', new File(['2026年实验台使用四十二次(示例)'], NAME));
  const { evidenceIds } = await send(OPERATOR, 'post', evidence('proof.features'), upload);
  const [id] = evidenceIds;
  const refused = await handIn();
  expect(refused.body.fields).toEqual([{ path: `says.${id}`, code: 'required', message: `请写明“${NAME}”证明什么` }]);
  const both = await Promise.all(
    [SAYS, '另一种写法'].map((says) => attempt(OPERATOR, 'put', evidence(id), { says, before: '' })),
  );
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  const [{ says: before }] = (await indicator(OPERATOR)).account.files;
  await send(OPERATOR, 'put', evidence(id), { says: SAYS, before });
  expect(await indicator(OPERATOR)).toMatchObject({ account: { text: ACCOUNT, files: [{ name: NAME, says: SAYS }] } });
});

test('once handed in the department reads it, and nothing of it is changed', async () => {
  expect((await handIn()).status).toBe(200);
  const { account } = await indicator(OFFICER);
  expect(account).toMatchObject({ text: ACCOUNT, files: [{ name: NAME, says: SAYS }] });
  const [{ id, fileId }] = account.files;
  expect((await attempt(OFFICER, 'get', `/api/files/${fileId}`)).status).toBe(200);
  const { revision } = await send(OPERATOR, 'get', form());
  const upload = new FormData();
  upload.append('file', new File(['晚到的材料'], '晚到.txt'));
  const changed = [
    await attempt(OPERATOR, 'patch', form(), { revision, answers: { 'account.features': '改写' } }),
    await attempt(OPERATOR, 'post', evidence('proof.features'), upload),
    await attempt(OPERATOR, 'put', evidence(id), { says: '改写', before: SAYS }),
    await attempt(OPERATOR, 'delete', evidence(id)),
  ];
  expect(changed.map(({ status, body }) => [status, body.code])).toEqual(Array(4).fill([409, 'form.not-open']));
});

test('a supplement request opens it again, and the report is written anew beside the first', async () => {
  const [task] = (await send(OFFICER, 'get', '/api/tasks?size=200')).rows.filter(
    (row: { caseId: string }) => row.caseId === caseId,
  );
  const items = [{ kind: 'field', ref: 'account.features', says: '合办的次数请写明并附材料' }];
  await send(OFFICER, 'post', `/api/tasks/${task.taskId}/supplement`, { items });
  const { revision } = await send(OPERATOR, 'get', form());
  await send(OPERATOR, 'patch', form(), { revision, answers: { 'account.features': AMENDED } });
  await proved(send, OPERATOR, { caseId, slot: 'proof.features', name: '合办协议.txt', says: MORE });
  await send(OPERATOR, 'post', `/api/cases/${caseId}/supplement/answer`, { answer: '已补充' });
  const { papers } = await send(OFFICER, 'get', `/api/cases/${caseId}`);
  expect(papers.filter(({ paper }: { paper: string }) => paper === 'selfEvaluation')).toHaveLength(4);
  const report = await paperRead(app, personOf(OFFICER), caseId, '自评报告');
  const hashes = (await indicator(OFFICER)).account.files.map(({ sha256 }: { sha256: string }) => sha256.slice(0, 16));
  expect(hashes[0]).toBe(createHash('sha256').update('2026年实验台使用四十二次(示例)').digest('hex').slice(0, 16));
  expect(
    missingIn(report, ['特色发展（第四条）自评说明', AMENDED, NAME, SAYS, '合办协议.txt', MORE, ...hashes]),
  ).toEqual([]);
  // Each figure with its source and points, the texts, the list of evidence, and the commitment.
  const said = [
    '入驻率60%(单位申报)',
    '创新创业活动场次16场(单位申报)',
    '运营平稳(示例)。',
    '本单位承诺：申报材料所填内容及所附证明材料真实、完整、有效',
  ];
  expect(missingIn(report, said)).toEqual([]);
  expect(report.word).toContain('创新创业活动场次每一单位得0.5分，最高10分创新创业活动场次16场(单位申报)8导师第四条');
  expect(report.word).toContain('附件：1.特色发展：佐证材料(实验台登记.txt)2.特色发展：佐证材料(合办协议.txt)');
  expect(report.word).toContain('由专家评分，最高15分由专家评分，自评说明见后特色发展（第四条）自评说明');
});

test('the experts assigned read it beside the score and open the files; others do not, nor does one who recused', async () => {
  await verb(send, OFFICER, caseId, 'agree', '数据属实');
  const { chosen } = await send(OFFICER, 'get', `/api/cases/${caseId}/panel/proposal`);
  const expertIds = chosen.map(({ personId }: { personId: string }) => personId);
  await send(OFFICER, 'put', `/api/cases/${caseId}/panel`, { expertIds });
  const assigned = EXPERTS.find((account) => personOf(account).actor.personId === expertIds[0]) ?? '';
  const other = EXPERTS.find((account) => account !== assigned) ?? '';
  const { accounts, sheet } = await send(assigned, 'get', `/api/cases/${caseId}/review`);
  expect(sheet.items.map((item: { indicator: string }) => item.indicator)).toEqual(['features']);
  expect(accounts.features).toMatchObject({ text: AMENDED, files: [{ says: SAYS }, { says: MORE }] });
  const file = `/api/files/${accounts.features.files[0].fileId}`;
  expect((await attempt(assigned, 'get', file)).status).toBe(200);
  expect((await attempt(other, 'get', file)).status).toBe(404);
  expect((await attempt(other, 'get', `/api/cases/${caseId}/self-evaluation`)).status).toBe(404);
  await send(assigned, 'post', `/api/cases/${caseId}/review/recusal`, { reason: '曾任该空间顾问' });
  expect((await attempt(assigned, 'get', file)).status).toBe(404);
  expect((await attempt(assigned, 'get', `/api/cases/${caseId}/review`)).status).toBe(404);
  expect((await send(other, 'get', `/api/cases/${caseId}/review`)).accounts.features.text).toBe(AMENDED);
});

import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestApp } from '../../test-app.ts';
import { appWithoutCases, demoPerson, FILING, FILLED, given, type Person, verb } from '../casefile/case.given.ts';
import { installPacks, POLICIES_FOLDER } from '../packs/pack.actions.ts';

const JUDGED_BY_ALLIANCE = 'mechanisms-complete';
let app: TestApp;
let operator: Person;
let district: Person;
let alliance: Person;
/** The line that the document here leaves to the applicant's own word. */
let leaf: string;
let asked: string;

beforeAll(async () => {
  app = await appWithoutCases();
  operator = await demoPerson(app, 'hu.yunying');
  district = await demoPerson(app, 'hu.qu');
  alliance = await demoPerson(app, 'hu.lianmeng');
  const folder = mkdtempSync(join(tmpdir(), 'zc-packs-'));
  cpSync(join(POLICIES_FOLDER, FILING.packId), join(folder, FILING.packId), { recursive: true });
  const file = join(folder, FILING.packId, 'recognition.yaml');
  const judged = 'judge: { by: alliance, evidence: [facilityPhotos] }';
  writeFileSync(file, readFileSync(file, 'utf8').replace(judged, judged.replace('alliance', 'applicant')));
  await app.services.database.transact((tx) => installPacks(tx, app.services, folder));
});
afterAll(() => app.close());

const caseOf = async (person: Person, caseId: string) => given(person.client.get(`/api/cases/${caseId}`));
const attest = (person: Person, caseId: string, outcome: string, line = leaf) =>
  person.client.send('put', `/api/cases/${caseId}/attestation`, { leaf: line, outcome });
const finding = ({ findings }: { findings: { requirement: string; outcome: string }[] }) =>
  findings.find(({ requirement }) => requirement === asked)?.outcome;

test('what the document leaves to the applicant’s word is asked of the applicant, counts, and is frozen with the submission', async () => {
  const { caseId } = await given(operator.client.post('/api/cases', FILING));
  const before = await caseOf(operator, caseId);
  expect(before.judgements).toMatchObject([{ attested: true, outcome: null, by: null }]);
  ({ leaf, requirement: asked } = before.judgements[0]);
  expect(finding(before)).toBe('unknown');

  expect(finding(await given(attest(operator, caseId, 'unmet')))).toBe('unmet');
  const after = await given(attest(operator, caseId, 'met'));
  expect(finding(after)).toBe('met');
  expect(after.judgements[0]).toMatchObject({ outcome: 'met', reason: '申报单位承诺符合' });

  const wrong = await attest(operator, caseId, 'perhaps');
  expect([wrong.status, wrong.body.code]).toEqual([422, 'input.invalid']);
  for (const line of ['no-such-line', JUDGED_BY_ALLIANCE])
    expect((await attest(operator, caseId, 'met', line)).status, line).toBe(404);
  expect((await attest(district, caseId, 'met')).status).toBe(403);

  const { revision } = await given(
    operator.client.patch(`/api/cases/${caseId}/form`, { revision: 0, answers: FILLED }),
  );
  await given(operator.client.post(`/api/cases/${caseId}/submission`, { revision }));
  const late = await attest(operator, caseId, 'unmet');
  expect([late.status, late.body.code]).toEqual([409, 'form.not-open']);
  const [frozen] = await app.services.database.read((tx) =>
    tx.selectFrom('case_assessment').select('judgements').where('case_id', '=', caseId).execute(),
  );
  expect(frozen?.judgements).toEqual({ [leaf]: 'met' });

  await given(verb(district, caseId, 'agree'));
  const reviewed = (await caseOf(alliance, caseId)).judgements.find((one: { leaf: string }) => one.leaf === leaf);
  expect(reviewed).toMatchObject({ attested: true, outcome: 'met', by: expect.stringContaining('运营') });
  const found = { leaf, outcome: 'unmet', reason: '现场查验与承诺不符' };
  await given(alliance.client.send('put', `/api/cases/${caseId}/judgement`, found));
  const told = await caseOf(operator, caseId);
  expect([finding(told), told.judgements]).toMatchObject(['unmet', [{ outcome: 'unmet', reason: null, by: null }]]);
});

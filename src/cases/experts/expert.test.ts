import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestApp } from '../../test-app.ts';
import { appWithoutCases, demoPerson, given, type Person } from '../casefile/case.given.ts';

let app: TestApp;
let officer: Person;

beforeAll(async () => {
  app = await appWithoutCases();
  officer = await demoPerson(app, 'sheng.jingban');
});
afterAll(() => app.close());

test('an expert without a phone is taken into the library, is no candidate any more, and is kept again with other fields', async () => {
  const candidates = async (): Promise<string[]> =>
    (await given(officer.client.get('/api/experts/candidates'))).rows.map((one: { personId: string }) => one.personId);
  const [personId] = await candidates();
  for (const fields of [['科技金融'], ['科技金融', '新材料']]) {
    await given(officer.client.send('put', `/api/experts/${personId}`, { title: '研究员', fields }));
    const { rows } = await given(officer.client.get('/api/experts'));
    expect(rows.find((one: { personId: string }) => one.personId === personId)).toMatchObject({
      title: '研究员',
      fields,
    });
  }
  expect(await candidates()).not.toContain(personId);
});

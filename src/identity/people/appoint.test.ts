import { expect, onTestFinished, test } from 'vitest';
import { testApp } from '../../test-app.ts';
import { clientOf, publicClient } from '../../test-client.ts';
import { appoint } from './appoint.ts';
import { givenTerritory } from './people.given.ts';

test('the first administrators are appointed from the machine, and change their password first', async () => {
  const app = await testApp();
  onTestFinished(() => app.close());
  const { database } = app.services;
  await givenTerritory(database, { name: '中华人民共和国' });
  const line = await database.transact((tx) =>
    appoint(tx, app.services, { account: 'aqgly', name: '安全员', role: 'securityAdmin' }),
  );
  await database.transact((tx) => appoint(tx, app.services, { account: 'sjgly', name: '审计员', role: 'auditAdmin' }));
  const password = line.replace('安全管理员 aqgly 的初始密码: ', '');

  const response = await publicClient(app).post('/api/session/sign-in', { account: 'aqgly', password });

  const { person } = response.json();
  expect(response.json()).toMatchObject({ person: { name: '安全员' }, withheld: { code: 'password' } });
  await clientOf(app, person.id).post('/api/session/password', { current: password, password: 'My-own-words-1' });
  expect((await clientOf(app, person.id).get('/api/people')).json().total).toBe(2);
  const { rows } = await database.pool.query("select count(*) n from organisation where kind = 'platform'");
  expect(rows[0].n).toBe(1);
});

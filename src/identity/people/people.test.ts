import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROLES } from '../../kernel/actor.ts';
import { newId } from '../../kernel/id.ts';
import { type TestApp, testApp } from '../../test-app.ts';
import { clientOf, publicClient, type TestClient } from '../../test-client.ts';
import { givenOrganisation, givenPerson } from './people.given.ts';

let app: TestApp;
let platform: string;
let bureau: { id: string; territory: { id: string; path: string } };
let securityAdminId: string;
let securityAdmin: TestClient;
let count = 0;

beforeAll(async () => {
  app = await testApp();
  const { database } = app.services;
  bureau = await givenOrganisation(database, { name: '示例市科技局' });
  platform = (await givenOrganisation(database, { name: '平台运营中心', kind: 'platform' })).id;
  securityAdminId = await givenPerson(database, { roles: [{ organisationId: platform, role: 'securityAdmin' }] });
  securityAdmin = clientOf(app, securityAdminId);
});
afterAll(() => app.close());

async function created(extra: object = {}): Promise<{ id: string; account: string; initialPassword: string }> {
  const account = `person${++count}`;
  const response = await securityAdmin.post('/api/people', { name: '王新人', account, ...extra });
  expect(response.statusCode).toBe(200);
  return { account, ...response.json() };
}
const grantTo = (personId: string, body: object) => securityAdmin.post(`/api/people/${personId}/memberships`, body);
const sql = (text: string, values: unknown[] = []) => app.services.database.pool.query(text, values);

describe('a person', () => {
  test('is created with a password told once, shown masked, stored sealed', async () => {
    const { id, initialPassword } = await created({
      phone: '13812345678',
      idNumber: '11010519491231002x',
      email: 'wang@example.cn',
    });
    expect(initialPassword.length).toBeGreaterThanOrEqual(10);
    const view = (await securityAdmin.get(`/api/people/${id}`)).json();
    expect(view).toMatchObject({ phone: '138****5678', idNumber: '110105********002X', passwordMustChange: true });
    const { rows } = await sql('select phone_sealed, id_number_sealed from person where id = $1', [id]);
    expect(rows[0].phone_sealed.includes('13812345678')).toBe(false);
    const audit = await sql('select body from audit_entry order by seq desc limit 1');
    expect(audit.rows[0].body).not.toMatch(/13812345678|11010519491231002X/);
  });

  test('with a wrong ID number or a taken account is refused at the field', async () => {
    const { account } = await created();
    const wrong = await securityAdmin.post('/api/people', {
      name: '王',
      account: 'xyz1',
      idNumber: '110105194912310021',
    });
    expect(wrong.json().fields[0]).toMatchObject({ path: 'idNumber', message: '身份证号有误，请核对' });
    const taken = await securityAdmin.post('/api/people', { name: '王', account });
    expect(taken.json().fields[0]).toMatchObject({ path: 'account', code: 'account.taken' });
  });

  test('is found by part of a name, by role and by organisation, in two queries however many there are', async () => {
    const { id } = await created({ name: '独一人' });
    await grantTo(id, { organisationId: bureau.id, role: 'officer' });
    for (const query of [`q=${encodeURIComponent('独一')}`, `role=officer&organisationId=${bureau.id}`]) {
      const { rows, total } = (await securityAdmin.get(`/api/people?${query}`)).json();
      expect(total).toBe(1);
      expect(rows[0]).toMatchObject({
        id,
        memberships: [{ organisationName: '示例市科技局', role: { code: 'officer' }, validTo: null }],
      });
    }
    expect((await securityAdmin.get('/api/people?q=%25')).json().total).toBe(0);
  });

  test('disabled loses the open session, and a reset password must be changed', async () => {
    const { id, account } = await created();
    await securityAdmin.put(`/api/people/${id}/state`, { state: 'disabled' });
    expect((await sql('select count(*) n from session where person_id = $1', [id])).rows[0].n).toBe(0);
    await securityAdmin.put(`/api/people/${id}/state`, { state: 'active' });
    const { initialPassword } = (await securityAdmin.post(`/api/people/${id}/password-reset`)).json();
    const signedIn = await app.server.inject({
      method: 'POST',
      url: '/api/session/sign-in',
      payload: { account, password: initialPassword },
    });
    expect(signedIn.json().withheld.code).toBe('password');
  });
});

describe('roles', () => {
  test('end at once, on a day, or leave no trace when they never began', async () => {
    const { id } = await created();
    const roles = async () => (await securityAdmin.get(`/api/people/${id}`)).json().memberships;
    const old = newId();
    await sql('insert into membership (id, person_id, organisation_id, role, valid_from) values ($1,$2,$3,$4,$5)', [
      old,
      id,
      bureau.id,
      'officer',
      '2026-01-01',
    ]);
    await securityAdmin.post(`/api/people/${id}/memberships/${old}/end`);
    expect(await roles()).toMatchObject([{ validFrom: '2026-01-01', validTo: '2026-11-22' }]);
    const { id: fresh } = (await grantTo(id, { organisationId: bureau.id, role: 'director' })).json();
    await securityAdmin.post(`/api/people/${id}/memberships/${fresh}/end`);
    expect(await roles()).toHaveLength(1);
  });

  test('of an officer are held only where there is a body that governs', async () => {
    const { id } = await created();
    const operator = await givenOrganisation(app.services.database, { kind: 'operator', name: '示例公司' });
    const response = await grantTo(id, { organisationId: operator.id, role: 'officer' });
    expect(response.json()).toMatchObject({ code: 'people.role-not-held-here' });
  });
});

describe('三员分立', () => {
  const administrators = ['systemAdmin', 'securityAdmin', 'auditAdmin'] as const;

  test('the roles kept apart in the database are those the table of roles names', () => {
    expect(Object.keys(ROLES).filter((role) => ROLES[role as keyof typeof ROLES].separate)).toEqual(administrators);
  });

  test.each([
    ['systemAdmin', 'auditAdmin'],
    ['auditAdmin', 'officer'],
    ['expert', 'systemAdmin'],
  ] as const)('nobody holds %s and %s', async (first, second) => {
    const { id } = await created();
    const at = (role: string) => ((administrators as readonly string[]).includes(role) ? platform : bureau.id);
    expect((await grantTo(id, { organisationId: at(first), role: first })).statusCode).toBe(200);
    const response = await grantTo(id, { organisationId: at(second), role: second });
    expect(response.json()).toMatchObject({ code: 'people.administrators-apart' });
  });

  test('one after the other is allowed, and neither can be prolonged into the other', async () => {
    const { id } = await created();
    const first = (
      await grantTo(id, {
        organisationId: platform,
        role: 'systemAdmin',
        validFrom: '2026-12-01',
        validTo: '2026-12-31',
      })
    ).json();
    const next = await grantTo(id, { organisationId: platform, role: 'auditAdmin', validFrom: '2027-01-01' });
    expect(next.statusCode).toBe(200);
    const prolonged = await securityAdmin.post(`/api/people/${id}/memberships/${first.id}/end`, {
      lastDay: '2027-01-01',
    });
    expect(prolonged.json().code).toBe('people.administrators-apart');
  });

  test('the database itself refuses what the application would let through', async () => {
    const { id } = await created();
    const insert = (role: string, by: string | null = null) =>
      sql(
        `insert into membership (id, person_id, organisation_id, role, valid_from, granted_by)
         values (gen_random_uuid(), $1, $2, $3, '2026-01-01', $4)`,
        [id, platform, role, by],
      );
    await insert('auditAdmin');
    await expect(insert('securityAdmin')).rejects.toThrow('an administrator holds no other role');
    await expect(insert('auditAdmin', id)).rejects.toThrow('membership_not_self_granted');
  });

  test('a security administrator grants himself nothing, and resets no password of his own', async () => {
    const grantSelf = await grantTo(securityAdminId, { organisationId: bureau.id, role: 'officer' });
    expect(grantSelf.json().code).toBe('people.self');
    expect((await securityAdmin.post(`/api/people/${securityAdminId}/password-reset`)).json().code).toBe('people.self');
  });

  test('the system administrator cannot manage people', async () => {
    const id = await givenPerson(app.services.database, { roles: [{ organisationId: platform, role: 'systemAdmin' }] });
    expect((await clientOf(app, id).get('/api/people')).json().code).toBe('not-permitted');
  });
});

describe('unmasking', () => {
  test('tells an officer of the territory the value, and writes down who, whose and why', async () => {
    const { id } = await created({ phone: '13812345678' });
    await grantTo(id, { organisationId: bureau.id, role: 'director' });
    const officerId = await givenPerson(app.services.database, {
      roles: [{ organisationId: bureau.id, role: 'officer' }],
    });
    const body = { field: 'phone', reason: '通知现场核查时间' };

    const response = await clientOf(app, officerId).post(`/api/people/${id}/unmask`, body);

    expect(response.json()).toEqual({ value: '13812345678' });
    const { rows } = await sql('select by_person, of_person, field, reason from unmasking');
    expect(rows).toEqual([{ by_person: officerId, of_person: id, ...body }]);
    await expect(sql('delete from unmasking')).rejects.toThrow('never changed or removed');
    const audit = await sql('select body from audit_entry order by seq desc limit 1');
    expect(audit.rows[0].body).toContain('通知现场核查时间');
    expect(audit.rows[0].body).not.toContain('13812345678');
  });

  test('is not found for an officer of another territory', async () => {
    const { id } = await created({ phone: '13812345678' });
    await grantTo(id, { organisationId: bureau.id, role: 'director' });
    const other = await givenOrganisation(app.services.database);
    const officerId = await givenPerson(app.services.database, {
      roles: [{ organisationId: other.id, role: 'officer' }],
    });
    const response = await clientOf(app, officerId).post(`/api/people/${id}/unmask`, {
      field: 'phone',
      reason: '好奇看看吧',
    });
    expect(response.statusCode).toBe(404);
  });
});

describe('hostile input', () => {
  test.each([
    ['a null byte in a name', () => securityAdmin.post('/api/people', { name: 'a\u0000b', account: 'nulbyte' })],
    ['a null byte in a search', () => securityAdmin.get('/api/people?q=%00')],
    [
      'a year before the calendar',
      () =>
        grantTo(newId(), {
          organisationId: bureau.id,
          role: 'officer',
          validFrom: '0000-01-01',
        }),
    ],
    [
      'a null byte in an account',
      () => publicClient(app).post('/api/session/sign-in', { account: 'a\u0000', password: 'x' }),
    ],
    ['an unknown field', () => securityAdmin.post('/api/people', { name: '王', account: 'extra1', isDemo: true })],
  ])('%s is refused, not a fault', async (_, send) => {
    expect([404, 422]).toContain((await send()).statusCode);
  });

  test('the same account asked for twice at one moment is made once', async () => {
    const make = () => securityAdmin.post('/api/people', { name: '王', account: 'twice' });
    const codes = (await Promise.all([make(), make(), make()])).map((response) => response.statusCode);
    expect(codes.sort()).toEqual([200, 422, 422]);
  });
});

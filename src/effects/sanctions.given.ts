import { demoPerson, FILING, given, type Person, submittedFiling, verb } from '../cases/casefile/case.given.ts';
import { newId } from '../kernel/id.ts';
import { sqlRows } from '../platform/db/database.ts';
import { DEMO_CARRIER_IDS, type DemoCarrierKey } from '../records/demo/demo.ids.ts';
import type { TestApp } from '../test-app.ts';

export const SHANGHAI = FILING.packId;

export interface Alliance {
  readonly operator: Person;
  readonly district: Person;
  readonly officer: Person;
  readonly director: Person;
  /** Signs what the director did not. */
  readonly second: Person;
}

export async function alliance(app: TestApp): Promise<Alliance> {
  const person = (account: string) => demoPerson(app, account);
  return {
    operator: await person('hu.yunying'),
    district: await person('hu.qu'),
    officer: await person('hu.lianmeng'),
    director: await person('hu.lianmeng.qianfa'),
    second: await person('hu.lianmeng.fuhe'),
  };
}

/** Drafts and signs what stands at a decision. */
export async function decided(
  { officer }: Alliance,
  director: Person,
  caseId: string,
  outcome: 'granted' | 'refused',
  reasons = '事实清楚，依据充分。',
): Promise<void> {
  const { version } = await given(officer.client.get(`/api/cases/${caseId}/decision`));
  await given(officer.client.send('put', `/api/cases/${caseId}/decision`, { version, outcome, reasons }));
  await given(director.client.post(`/api/cases/${caseId}/decision/signature`, { version: version + 1 }));
}

/** A filing that was granted; the carrier holds it. */
export async function filed(people: Alliance, carrierId: string, on = '2026-11-23'): Promise<string> {
  const { operator, district, officer, director } = people;
  const caseId = await submittedFiling(operator, carrierId);
  await given(verb(district, caseId, 'agree', { opinion: '同意推荐' }));
  await given(verb(officer, caseId, 'agree', { opinion: '受理' }));
  await decided(people, director, caseId, 'granted');
  await given(
    officer.client.post(`/api/cases/${caseId}/plaque`, {
      awardedOn: on,
      awardedBy: '陆联盟经办',
      receivedBy: '徐运营',
    }),
  );
  return caseId;
}

/** A sanction under investigation. */
export async function suspected({ officer }: Alliance, carrierId: string): Promise<string> {
  const { caseId } = await given(
    officer.client.post(`/api/carriers/${carrierId}/sanctions`, {
      packId: SHANGHAI,
      source: 'check',
      says: '线人说入驻协议是伪造的',
      problemId: null,
    }),
  );
  await given(verb(officer, caseId, 'agree', { opinion: '初步属实' }));
  return caseId;
}

export const FOUND = '申报所附的入驻协议系伪造。';
export const REVOKE_AND_BAR = [
  { effect: 'revokeDesignation', months: null, amount: null },
  { effect: 'barApplicant', months: null, amount: null },
];

/** The party was told: evidence for both sides, and what is intended. */
export async function charged(people: Alliance, carrierId: string): Promise<string> {
  const { officer } = people;
  const caseId = await suspected(people, carrierId);
  const exhibit = (says: string, held: boolean) =>
    given(officer.client.post(`/api/cases/${caseId}/exhibits`, { says, held }));
  await exhibit('内部调查笔录', false);
  await exhibit('入驻协议的笔迹鉴定', true);
  const { version } = await given(officer.client.get(`/api/cases/${caseId}/sanction`));
  await given(
    officer.client.send('put', `/api/cases/${caseId}/charge`, {
      version,
      breaches: ['false-material'],
      found: FOUND,
      consequences: REVOKE_AND_BAR,
    }),
  );
  await given(officer.client.post(`/api/cases/${caseId}/charge/service`, { version: version + 1 }));
  return caseId;
}

/** The carrier holds the pack's designation; how it came to it is another test's matter. */
export async function holding(app: TestApp, carrier: DemoCarrierKey, packId: string): Promise<void> {
  await app.services.database.transact(async (tx) => {
    const carrierId = DEMO_CARRIER_IDS[carrier];
    const [row] = await sqlRows<{ hash: string; operator: string; territory: string; department: string }>(
      tx,
      `select p.hash, c.operator_id as operator, c.territory_id as territory,
         (select o.id from organisation o where o.kind = 'department' order by o.created_at limit 1) as department
       from pack p, carrier c where p.id = $1 and p.replaced_at is null and c.id = $2`,
      [packId, carrierId],
    );
    if (!row) throw new Error(`no pack ${packId}`);
    const caseId = newId();
    await sqlRows(
      tx,
      `insert into case_file (id, number, pack_hash, pack_id, procedure_id, purpose, carrier_id, applicant_id, territory_id, title,
         state, end_id, result, opened_at, closed_at)
       values ($1, $2, $3, $4, 'recognition', 'recognition', $5, $6, $7, '示例', 'closed', 'recognised', 'granted', $8, $8)`,
      [caseId, `given-${caseId}`, row.hash, packId, carrierId, row.operator, row.territory, '2025-06-01T01:00:00Z'],
    );
    await sqlRows(
      tx,
      `insert into designation (id, carrier_id, case_id, pack_id, pack_hash, mode, name, level, number, state, territory_id,
         organisation_id, holder_id, valid_from, created_at)
       values ($1, $2, $3, $4, $5, 'recognition', '湖南省众创空间', 'province', $6, 'valid', $7, $8, $9, '2025-06-01', $10)`,
      [
        newId(),
        carrierId,
        caseId,
        packId,
        row.hash,
        `given-${caseId}`,
        row.territory,
        row.department,
        row.operator,
        '2025-06-01T01:00:00Z',
      ],
    );
  });
}

/** The charge is answered by silence, decided and signed: what it ordered stands. */
export async function imposed(people: Alliance, carrierId: string, consequences: readonly object[]): Promise<string> {
  const { officer, operator } = people;
  const caseId = await suspected(people, carrierId);
  await given(officer.client.post(`/api/cases/${caseId}/exhibits`, { says: '入驻协议的笔迹鉴定', held: true }));
  const { version } = await given(officer.client.get(`/api/cases/${caseId}/sanction`));
  const charge = { breaches: ['false-material'], found: FOUND, consequences };
  await given(officer.client.post(`/api/cases/${caseId}/charge/service`, { version, charge }));
  await given(operator.client.post(`/api/cases/${caseId}/statement`, { statement: '没有意见。', hearing: false }));
  await decided(people, people.director, caseId, 'granted');
  return caseId;
}

/** An appeal that was handed in and admitted: it stands at the decision. */
export async function appealed({ operator, officer }: Alliance, about: string): Promise<string> {
  const { caseId } = await given(operator.client.post(`/api/cases/${about}/appeal`));
  const answers = { grounds: '认定的事实有误。', asks: '撤销原决定' };
  const { revision } = await given(operator.client.patch(`/api/cases/${caseId}/form`, { revision: 0, answers }));
  await given(operator.client.post(`/api/cases/${caseId}/submission`, { revision }));
  await given(verb(officer, caseId, 'agree', { opinion: '予以受理' }));
  return caseId;
}

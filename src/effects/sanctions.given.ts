import { demoPerson, FILING, given, type Person, submittedFiling, verb } from '../cases/casefile/case.given.ts';
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
  reasons = '事实清楚,依据充分。',
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

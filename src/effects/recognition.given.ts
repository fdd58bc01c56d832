import { demoPerson, given, type Person, verb } from '../cases/casefile/case.given.ts';
import { sqlRows } from '../platform/db/database.ts';
import { DEMO_CARRIER_IDS, DEMO_ORGANISATION_IDS, type DemoCarrierKey } from '../records/demo/demo.ids.ts';
import type { TestApp } from '../test-app.ts';

export const HUNAN = { packId: '430000-hunan/maker-space-2016', procedureId: 'recognition' };

export interface Cast {
  readonly operator: Person;
  readonly city: Person;
  readonly officer: Person;
  readonly director: Person;
  readonly experts: readonly Person[];
}

/** The demo's people, a call that is open, and a library of five experts. */
export async function cast(app: TestApp): Promise<Cast> {
  const person = (account: string) => demoPerson(app, account);
  const officer = await person('sheng.jingban');
  const experts = await Promise.all([1, 2, 3, 4, 5].map((number) => person(`zhuanjia${number}`)));
  for (const { actor } of experts) {
    await given(officer.client.send('put', `/api/experts/${actor.personId}`, { title: '教授', fields: ['人工智能'] }));
  }
  await given(
    officer.client.post('/api/rounds', {
      ...HUNAN,
      year: 2026,
      title: '2026年度申报',
      opensAt: '2026-11-02T09:00:00+08:00',
      closesAt: '2026-12-25T17:00:00+08:00',
    }),
  );
  return {
    operator: await person('yunying'),
    city: await person('shi.jingban'),
    officer,
    director: await person('sheng.qianfa'),
    experts,
  };
}

export async function applied({ operator }: Cast, carrier: DemoCarrierKey): Promise<string> {
  const { caseId } = await given(
    operator.client.post('/api/cases', { ...HUNAN, carrierId: DEMO_CARRIER_IDS[carrier] }),
  );
  const answers = {
    recommender: DEMO_ORGANISATION_IDS.cityBureau,
    introduction: '面向初创团队的众创空间',
    businessModel: '基础服务免费，增值服务收费',
    contact: '刘运营 0731-00000000',
    commitment: true,
  };
  const { revision } = await given(operator.client.patch(`/api/cases/${caseId}/form`, { revision: 0, answers }));
  await given(operator.client.post(`/api/cases/${caseId}/submission`, { revision }));
  return caseId;
}

export async function accepted(people: Cast, carrier: DemoCarrierKey): Promise<string> {
  const caseId = await applied(people, carrier);
  await given(verb(people.city, caseId, 'agree', { opinion: '同意推荐' }));
  await given(verb(people.officer, caseId, 'agree', { opinion: '予以受理' }));
  return caseId;
}

/** Assigns whom the system proposes; they all hand in. Returns the score. */
export async function reviewed(people: Cast, caseId: string, scores: readonly number[]): Promise<void> {
  const { chosen } = await given(people.officer.client.get(`/api/cases/${caseId}/panel/proposal`));
  const expertIds = chosen.map(({ personId }: { personId: string }) => personId);
  await given(people.officer.client.send('put', `/api/cases/${caseId}/panel`, { expertIds }));
  for (const [index, score] of scores.entries()) {
    const expert = people.experts.find(({ actor }) => actor.personId === expertIds[index]);
    const entry = { revision: 0, score, opinion: '服务体系完善', recommendation: 'recommend' };
    await given(
      expert?.client.post(`/api/cases/${caseId}/review/submission`, entry) as Promise<{
        status: number;
        body: unknown;
      }>,
    );
  }
}

export async function visited({ officer }: Cast, caseId: string): Promise<void> {
  const { requirements } = await given(officer.client.get(`/api/cases/${caseId}/site-visit`));
  await given(
    officer.client.post(`/api/cases/${caseId}/site-visit/submission`, {
      version: 0,
      visitedOn: '2026-11-23',
      place: '示例路1号',
      people: [{ name: '陈省经办' }, { name: '专家甲' }],
      findings: requirements.map(({ id }: { id: string }) => ({ requirement: id, outcome: 'met' })),
      summary: '现场与材料相符',
    }),
  );
}

export async function standing(app: TestApp, caseId: string): Promise<{ step: string | null; end_id: string | null }> {
  const rows = await app.services.database.read((tx) =>
    sqlRows<{ step: string | null; end_id: string | null }>(tx, 'select step, end_id from case_file where id = $1', [
      caseId,
    ]),
  );
  return rows[0] ?? { step: null, end_id: null };
}

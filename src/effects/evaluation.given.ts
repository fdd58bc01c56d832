import { TASK_KINDS, type TaskKind } from '../cases/casefile/task.ts';

/** Anyone of the cast, by account: answers what the wire gives, and throws when it is refused. A form is posted as it is. */
export type Send = (
  who: string,
  method: 'get' | 'post' | 'put' | 'patch',
  path: string,
  body?: object | FormData,
  // biome-ignore lint/suspicious/noExplicitAny: a test reads the answer as the wire gives it
) => Promise<any>;

export const HEDONG = '120102-hedong/evaluation-example';
export const OFFICER = 'hedong';
export const DIRECTOR = 'hedong.qianfa';
export const OPERATOR = 'hedong.yunying';

/** 示例 figures that the authority sets for a round; they are the notes of the pack. */
export const PARAMETERS = {
  weightOccupancy: 15,
  weightTeams: 15,
  weightRegistered: 10,
  weightTrainings: 10,
  weightEvents: 10,
  weightMentors: 10,
  weightFinanced: 10,
  weightSeedFund: 5,
  weightFeatures: 15,
  totalPoints: 100,
  excellentPoints: 90,
  goodPoints: 80,
  passPoints: 60,
  topShare: 0.4,
  teamEach: 0.5,
  registeredEach: 1,
  trainingEach: 0.5,
  eventEach: 0.5,
  mentorEach: 1,
  financedEach: 2,
  encouragementAmount: 5,
};

/** Figures of one year, by how much of the 85 points that are counted they bring. */
export const FIGURES = {
  /** 85 */
  strong: [0.9, 30, 10, 20, 20, 10, 5, 10_000_000, false],
  /** 8 + 10 + 6 + 8 + 8 + 6 + 6 + 5 = 57 */
  middling: [0.6, 20, 6, 16, 16, 6, 3, 5_000_000, false],
  /** 0 + 4 + 2 + 3 + 3 + 3 + 0 + 0 = 15 */
  weak: [0.2, 8, 2, 6, 6, 3, 0, 0, false],
} as const;
export type Strength = keyof typeof FIGURES;
const KEYS = [
  'space.occupancyRate',
  'space.residentTeams',
  'space.newlyRegistered',
  'space.trainings',
  'space.events',
  'space.mentors',
  'space.financed',
  'space.seedFund',
  'space.safetyAccident',
];

/** A space of 河东, marked 示例 by its name, with the figures of the year stated by its operator. */
export async function exampleSpace(
  send: Send,
  name: string,
  strength: Strength,
  place: { territoryId: string; operatorId: string },
): Promise<string> {
  const { id } = await send(OPERATOR, 'post', '/api/carriers', {
    kind: 'makerSpace',
    form: null,
    serviceModel: null,
    features: ['示例'],
    ...place,
    address: null,
    openedOn: '2026-01-01',
    closedOn: null,
    virtualUrl: null,
    summary: '示例空间，名称、数据均非真实。',
    source: '示例',
    name,
    focus: null,
    goals: null,
  });
  for (const [index, key] of KEYS.entries())
    await send(OPERATOR, 'post', `/api/carriers/${id}/declared-facts`, {
      key,
      value: FIGURES[strength][index],
      validFrom: '2026-01-01',
      note: '示例',
    });
  return id;
}

/** 登记: the carrier holds the district's designation from then on. */
export async function registered(send: Send, carrierId: string): Promise<void> {
  const { caseId } = await send(OPERATOR, 'post', '/api/cases', {
    packId: HEDONG,
    procedureId: 'registration',
    carrierId,
  });
  await send(OPERATOR, 'patch', `/api/cases/${caseId}/form`, {
    revision: 0,
    answers: { contact: '吴河东运营 022-00000000' },
  });
  await send(OPERATOR, 'post', `/api/cases/${caseId}/submission`, { revision: 1 });
  await send(OFFICER, 'put', `/api/cases/${caseId}/decision`, { version: 0, outcome: 'granted', reasons: '准予登记' });
  await send(DIRECTOR, 'post', `/api/cases/${caseId}/decision/signature`, { version: 1 });
}

/** The district announces its evaluation of 2026, open from nine on one day to five on another. */
export const announced = (
  send: Send,
  { membersOn, opens, closes }: { membersOn: string; opens: string; closes: string },
) =>
  send(OFFICER, 'post', '/api/evaluations', {
    packId: HEDONG,
    procedureId: 'evaluation',
    year: 2026,
    title: '2026年度河东区众创空间考评(示例)',
    opensAt: `${opens}T09:00:00+08:00`,
    closesAt: `${closes}T17:00:00+08:00`,
    membersOn,
    factsOn: '2026-10-31',
  });

/** A file for a slot, with what it proves. */
export async function proved(
  send: Send,
  who: string,
  { caseId, slot, name, says }: { caseId: string; slot: string; name: string; says: string },
): Promise<string> {
  const form = new FormData();
  form.append('file', new File([`${says}(示例)`], name, { type: 'text/plain' }));
  const { evidenceIds } = await send(who, 'post', `/api/cases/${caseId}/evidence/${slot}`, form);
  await send(who, 'put', `/api/cases/${caseId}/evidence/${evidenceIds[0]}`, { says, before: '' });
  return evidenceIds[0];
}

/** Fills in what the form asks for, with an account and a proof of each indicator that experts score, and hands it in. */
export async function handedIn(send: Send, caseId: string, who: string = OPERATOR): Promise<void> {
  const form = await send(who, 'get', `/api/cases/${caseId}/form`);
  const answers: Record<string, unknown> = {
    summary: '本年度运营平稳(示例)。',
    contact: '吴河东运营 022-00000000',
    commitment: true,
  };
  for (const { id, kind, indicator } of form.fields) {
    if (indicator === null) continue;
    const files = form.evidence.find(({ slot }: { slot: string }) => slot === id)?.files ?? [];
    if (kind === 'longText') answers[id] = form.answers[id] ?? '围绕智能制造形成“训练营加实验台”的服务(示例)。';
    else if (files.length === 0)
      await proved(send, who, { caseId, slot: id, name: '服务记录.txt', says: '训练营和实验台的服务次数' });
  }
  const { revision } = form;
  const saved = await send(who, 'patch', `/api/cases/${caseId}/form`, { revision, answers });
  await send(who, 'post', `/api/cases/${caseId}/submission`, { revision: saved.revision });
}

/** Visits a unit that was drawn: every figure as stated, but for those named with what was found. */
export async function visited(
  send: Send,
  caseId: string,
  {
    officer = OFFICER,
    on,
    differs = {},
  }: { officer?: string; on: string; differs?: Readonly<Record<string, unknown>> },
): Promise<void> {
  const path = `/api/cases/${caseId}/sample-visit`;
  const { version, figures } = await send(officer, 'get', path);
  await send(officer, 'post', `${path}/submission`, {
    version,
    visitedOn: on,
    place: '空间现场(示例)',
    people: [
      { name: '赵河东', organisation: '区科委', duty: '组长' },
      { name: '周河东', organisation: '区科委', duty: '成员' },
    ],
    figures: figures.map(({ key }: { key: string }) =>
      key in differs
        ? { fact: key, outcome: 'differs', found: differs[key], says: '与签到表核对' }
        : { fact: key, outcome: 'agrees' },
    ),
    summary: '现场开放，记录齐全(示例)',
  });
}

export async function verb(send: Send, who: string, caseId: string, name: string, opinion: string): Promise<void> {
  const { rows } = await send(who, 'get', '/api/tasks?size=200');
  const task = rows.find(
    (row: { caseId: string; kind: TaskKind }) => row.caseId === caseId && TASK_KINDS[row.kind].holds,
  );
  await send(who, 'post', `/api/tasks/${task.taskId}/verbs/${name}`, { opinion });
}

/** The system's proposal is confirmed, and whoever was proposed gives these points, each or by seat, for the one item that experts score. */
export async function scored(
  send: Send,
  caseId: string,
  points: number | readonly number[],
  accountOf: (personId: string) => string | undefined,
  { officer, item }: { officer: string; item: string } = { officer: OFFICER, item: 'features' },
): Promise<void> {
  const { chosen } = await send(officer, 'get', `/api/cases/${caseId}/panel/proposal`);
  const expertIds = chosen.map(({ personId }: { personId: string }) => personId);
  await send(officer, 'put', `/api/cases/${caseId}/panel`, { expertIds });
  for (const [seat, expertId] of expertIds.entries()) {
    const account = accountOf(expertId);
    if (!account) throw new Error(`no account of ${expertId}`);
    const given = typeof points === 'number' ? points : (points[seat] ?? 0);
    await reviewed(send, caseId, account, { item, points: given, opinion: '特色较为鲜明(示例)' });
  }
}

/** An expert hands in the one item that experts score. */
export async function reviewed(
  send: Send,
  caseId: string,
  account: string,
  { item, points, opinion }: { item: string; points: number; opinion: string },
): Promise<void> {
  const { revision, sheet } = await send(account, 'get', `/api/cases/${caseId}/review`);
  await send(account, 'post', `/api/cases/${caseId}/review/submission`, {
    revision,
    sheetVersion: sheet.version,
    score: null,
    items: { [item]: { points, comment: null } },
    opinion,
    recommendation: 'recommend',
  });
}

/** The first draft notice whose title holds the words goes up; returns it. */
export async function published(send: Send, officer: string = OFFICER, words = ''): Promise<string> {
  const { rows } = await send(officer, 'get', '/api/notices?state=draft');
  const mine = rows.find(({ title }: { title: string }) => title.includes(words));
  const notice = await send(officer, 'get', `/api/notices/${mine.id}`);
  const { title, basis, passed, howToObject, attachments, version } = notice;
  const phones = [
    { office: '业务科室', phone: '022-00000001' },
    { office: '机关纪委', phone: '022-00000002' },
  ];
  await send(officer, 'put', `/api/notices/${notice.id}`, {
    version,
    title,
    basis,
    passed,
    howToObject,
    phones,
    attachments,
  });
  const saved = await send(officer, 'get', `/api/notices/${notice.id}`);
  await send(officer, 'post', `/api/notices/${notice.id}/publication`, { version: saved.version });
  return notice.id;
}

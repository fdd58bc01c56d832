import { addMonths, TIME_ZONE } from './kernel/day.ts';
import { usccFor } from './kernel/uscc.ts';
import type { App } from './main.ts';
import { DEMO_CARRIER_IDS } from './records/demo/demo.ids.ts';

export interface Acknowledged {
  readonly request: string;
  readonly what: string;
}

// biome-ignore lint/suspicious/noExplicitAny: a test reads the answer as the wire gives it
type Wire = any;

/** The product said no: an error of the test, unlike a connection that a kill cut. */
export class Refused extends Error {}

/** One person's browser; every acknowledged command is written down with its request id. */
class Person {
  readonly #office: Office;
  #headers: Record<string, string>;
  organisationId = '';

  constructor(office: Office) {
    this.#office = office;
    this.#headers = { origin: office.url };
  }

  async signIn(account: string): Promise<this> {
    const { rows } = await this.get('/api/session/demo');
    const me = rows.find((row: { account: string }) => row.account === account);
    await this.#open('/api/session/demo', { personId: me.id });
    this.organisationId = me.organisations[0].id;
    return this;
  }

  async signInByPassword(account: string, password: string): Promise<this> {
    await this.#open('/api/session/sign-in', { account, password });
    return this;
  }

  async #open(path: string, body: object): Promise<void> {
    const response = await this.#fetch('post', path, JSON.stringify(body));
    if (!response.ok) throw new Refused(`${path}: ${await response.text()}`);
    await response.text();
    this.#headers.cookie = response.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
    this.#headers['x-csrf-token'] = (await this.get('/api/session')).csrfToken;
  }

  #fetch(method: string, path: string, body?: string | URLSearchParams | FormData): Promise<Response> {
    const headers = { ...this.#headers };
    if (typeof body === 'string') headers['content-type'] = 'application/json';
    return fetch(this.#office.url + path, { method: method.toUpperCase(), headers, ...(body ? { body } : {}) });
  }

  async get(path: string): Promise<Wire> {
    const response = await this.#fetch('get', path);
    const answer = await response.text();
    if (!response.ok) throw new Refused(`get ${path}: ${answer}`);
    return JSON.parse(answer);
  }

  async send(method: 'post' | 'put' | 'patch', path: string, body: object = {}): Promise<Wire> {
    return JSON.parse(await this.#command(method, path, JSON.stringify(body)));
  }

  /** A form of the portal; the page that answers. */
  submit(path: string, fields: Record<string, string> | FormData): Promise<string> {
    return this.#command('post', path, fields instanceof FormData ? fields : new URLSearchParams(fields));
  }

  async #command(method: string, path: string, body: string | URLSearchParams | FormData): Promise<string> {
    const response = await this.#fetch(method, path, body);
    const answer = await response.text();
    if (!response.ok) throw new Refused(`${method} ${path}: ${answer}`);
    this.#office.acknowledged.push({
      request: response.headers.get('x-request-id') ?? '',
      what: `${method} ${path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}|\/invitations\/.*/g, (id) => (id.startsWith('/') ? '/invitations' : '…'))}`,
    });
    return answer;
  }
}

/** The running product and the people who work in it, each signed in once. */
export class Office {
  readonly url: string;
  readonly acknowledged: Acknowledged[];
  readonly #people = new Map<string, Promise<Person>>();

  constructor(url: string, acknowledged: Acknowledged[]) {
    this.url = url;
    this.acknowledged = acknowledged;
  }

  person(account: string): Promise<Person> {
    const known = this.#people.get(account) ?? new Person(this).signIn(account);
    this.#people.set(account, known);
    return known;
  }

  get stranger(): Person {
    return new Person(this);
  }

  async today(): Promise<string> {
    return (await this.stranger.get('/api/demo/clock')).today;
  }

  /** The demo's clock goes on to nine in the morning: bookings and mentors have their hours. */
  async untilNine(): Promise<void> {
    const hour = Temporal.Instant.fromEpochMilliseconds(await this.now()).toZonedDateTimeISO(TIME_ZONE).hour;
    const anybody = await this.person('hu.lianmeng');
    await anybody.send('post', '/api/demo/clock', { hours: (33 - hour) % 24 });
  }

  /** Milliseconds of the product's clock. */
  async now(): Promise<number> {
    return Date.parse((await this.stranger.get('/api/demo/clock')).now);
  }
}

/** One turn of a kind of work, from its beginning to its end. */
export type Work = (office: Office) => Promise<void>;
const SHANGHAI = '310000-shanghai/maker-space';
const FILING = { packId: SHANGHAI, procedureId: 'filing' };
const QUARTER = 15 * 60_000;
let serial = 0;
const fresh = () => `${Date.now()}${serial++}`;
const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** A space of its own, filed as far as the alliance. */
async function handInFiling(office: Office): Promise<{ carrierId: string; caseId: string }> {
  const [operator, district] = [await office.person('hu.yunying'), await office.person('hu.qu')];
  const places = await operator.get('/api/territories?q=310115');
  const carrier = await operator.send('post', '/api/carriers', {
    kind: 'makerSpace',
    form: null,
    serviceModel: null,
    features: [],
    territoryId: places.rows[0].id,
    address: null,
    openedOn: '2024-01-01',
    closedOn: null,
    virtualUrl: null,
    summary: null,
    source: null,
    name: `示例空间${fresh()}`,
    operatorId: operator.organisationId,
    focus: '人工智能',
    goals: null,
  });
  const { caseId } = await operator.send('post', '/api/cases', { carrierId: carrier.id, ...FILING });
  let { revision } = await operator.get(`/api/cases/${caseId}/form`);
  for (const answers of [
    { introduction: '示例' },
    { focus: '人工智能', goals: '示例' },
    { services: '示例', contact: '示例 021-00000000', commitment: true },
  ]) {
    ({ revision } = await operator.send('patch', `/api/cases/${caseId}/form`, { revision, answers }));
  }
  await operator.send('post', `/api/cases/${caseId}/submission`, { revision });
  await give(district, caseId, 'agree');
  return { carrierId: carrier.id, caseId };
}

async function give(person: Person, caseId: string, verb: string): Promise<void> {
  const tasks = await person.get('/api/tasks?size=200&sort=-createdAt');
  const task = tasks.rows.find((row: { caseId: string }) => row.caseId === caseId);
  await person.send('post', `/api/tasks/${task.taskId}/verbs/${verb}`, { opinion: '示例意见' });
}

async function decide(office: Office, caseId: string): Promise<void> {
  const [officer, director] = [await office.person('hu.lianmeng'), await office.person('hu.lianmeng.qianfa')];
  const { version } = await officer.get(`/api/cases/${caseId}/decision`);
  const draft = { version, outcome: 'granted', reasons: '事实清楚，依据充分。' };
  await officer.send('put', `/api/cases/${caseId}/decision`, draft);
  await director.send('post', `/api/cases/${caseId}/decision/signature`, { version: version + 1 });
}

const filingRefused: Work = async (office) => {
  const { caseId } = await handInFiling(office);
  await give(await office.person('hu.lianmeng'), caseId, 'disagree');
};

/** Filed, granted, charged, heard in writing, revoked. */
const sanction: Work = async (office) => {
  const { carrierId, caseId: filing } = await handInFiling(office);
  const [officer, operator] = [await office.person('hu.lianmeng'), await office.person('hu.yunying')];
  await give(officer, filing, 'agree');
  await decide(office, filing);
  const opened = { packId: SHANGHAI, source: 'check', says: '涉嫌以虚假协议取得备案', problemId: null };
  const { caseId } = await officer.send('post', `/api/carriers/${carrierId}/sanctions`, opened);
  await give(officer, caseId, 'agree');
  await officer.send('post', `/api/cases/${caseId}/exhibits`, { says: '入驻协议的核对结果', held: true });
  const { version } = await officer.get(`/api/cases/${caseId}/sanction`);
  await officer.send('put', `/api/cases/${caseId}/charge`, {
    version,
    breaches: ['false-material'],
    found: '申报所附的入驻协议系伪造。',
    consequences: [{ effect: 'revokeDesignation', months: null, amount: null }],
  });
  await officer.send('post', `/api/cases/${caseId}/charge/service`, { version: version + 1 });
  const said = { statement: '协议由中介代办，本单位不知情。', hearing: false };
  await operator.send('post', `/api/cases/${caseId}/statement`, said);
  await decide(office, caseId);
};

/** A room is opened for booking; one booking is paid with credits and checked in, another moved and cancelled. */
const booking: Work = async (office) => {
  const carrierId = DEMO_CARRIER_IDS.xingtu;
  const [operator, founder] = [await office.person('yunying'), await office.person('chuangye')];
  const teamId = (await founder.get('/api/teams')).rows[0].id;
  const room = await operator.send('post', `/api/carriers/${carrierId}/records/room`, {
    validFrom: '2024-01-01',
    values: { name: `示例会议室${fresh()}`, kind: 'meeting', count: 1, seats: 8 },
  });
  const { id: resourceId } = await operator.send('put', `/api/carriers/${carrierId}/resources/room/${room.id}`, {
    version: null,
    use: 'booked',
    period: 'hour',
    stepMinutes: 15,
    leastMinutes: 15,
    mostMinutes: 480,
    bufferMinutes: 0,
    noticeMinutes: 0,
    aheadDays: 90,
    refundMinutes: 0,
    approval: false,
    checkIn: true,
    graceMinutes: 15,
    offerMinutes: 120,
    features: [],
    prices: [{ userGroup: 'resident', period: 'hour', feeFen: 2000, credits: 2 }],
    photos: [],
  });
  await operator.send('post', `/api/carriers/${carrierId}/credits`, { teamId, amount: 2, note: '示例：月度积分' });
  let now = await office.now();
  // Not in the last moments before the quarter: the start would have passed when it is asked for.
  for (; QUARTER - (now % QUARTER) < 10_000; now = await office.now()) await sleep(100);
  const start = Math.floor(now / QUARTER + 1) * QUARTER;
  const at = (quarters: number) => new Date(start + quarters * QUARTER).toISOString();
  const book = async (from: number, payment: 'credits' | 'money') => {
    const items = [{ resourceId, quantity: 1 }];
    const asked = { carrierId, items, startsAt: at(from), endsAt: at(from + 4), attendees: 2, payment };
    const { outcomes } = await founder.send('post', '/api/bookings', asked);
    const { version } = await founder.get(`/api/bookings/${outcomes[0].bookingId}`);
    return { path: `/api/bookings/${outcomes[0].bookingId}`, version };
  };
  const first = await book(0, 'credits');
  await founder.send('post', `${first.path}/check-in`, { version: first.version });
  const second = await book(4, 'money');
  await founder.send('post', `${second.path}/move`, { version: second.version, startsAt: at(8), endsAt: at(12) });
  await founder.send('post', `${second.path}/cancel`, { version: second.version + 1, reason: '示例：改期' });
};

interface Stay {
  readonly founder: Person;
  readonly teamId: string;
  readonly tenancyId: string;
}

/** From the application at the portal on: selected, signed, moved in, company registered, billed, paid. */
export async function stay(office: Office): Promise<Stay> {
  const carrierId = DEMO_CARRIER_IDS.jinling;
  const base = `/api/carriers/${carrierId}`;
  const [operator, clerk] = [await office.person('su.yunying'), await office.person('su.chuangkou')];
  const [own, today] = [fresh(), await office.today()];
  const [teamName, founderName, phone] = [`示例团队${own}`, '秦创始', '13900001357'];
  const page = await office.stranger.submit(`/spaces/${carrierId}/apply`, {
    kind: 'application',
    teamName,
    founderName,
    phone,
    project: '面向小微企业的智能记账软件，已有三家试用。',
  });
  const receipt = /RZ\d{8}-[2-9A-Z]{10}/.exec(page)?.[0] ?? '';
  const { rows } = await operator.get(`${base}/admissions?size=200`);
  const { id: admissionId } = rows.find((row: { receipt: string }) => row.receipt === receipt);
  const { criteria, version } = await operator.get(`${base}/admissions/${admissionId}`);
  const points = Object.fromEntries(criteria.items.map((one: { id: string; points: number }) => [one.id, one.points]));
  await operator.send('post', `${base}/admissions/${admissionId}/score`, { version, criteriaId: criteria.id, points });
  const selected = { version: version + 1, outcome: 'selected', says: '符合遴选标准' };
  await operator.send('post', `${base}/admissions/${admissionId}/decide`, selected);
  const deskCode = `Z-${own}`;
  const content = {
    teamName,
    founderName,
    startsOn: today,
    endsOn: null,
    freeMonths: 0,
    includes: [],
    desks: 2,
    deskCodes: deskCode,
    areaM2: null,
    rentMonthFen: 62_000,
    serviceMonthFen: null,
    internetMonthFen: null,
    waterMonthFen: null,
    powerMonthFen: null,
    depositFen: 100_000,
    noticeDays: 0,
    clauses: null,
  };
  const { id: residencyId } = await operator.send('post', `${base}/residencies`, { admissionId, content });
  const residency = `${base}/residencies/${residencyId}`;
  await operator.send('post', `${residency}/offer`, { version: 1 });
  await office.stranger.submit('/tenancy/sign', { receipt, phone, version: '2', name: founderName });
  await operator.send('post', `${residency}/sign`, { version: 3 });
  const { tenancyId, teamId, url } = await operator.send('post', `${residency}/move-in`, { version: 4 });
  const [account, password] = [`qin.${own}`, 'Chuangshi-2026'];
  await office.stranger.submit(new URL(url).pathname, { account, password, again: password });
  const founder = await office.stranger.signInByPassword(account, password);

  const companyName = `示例算筹科技${own}有限公司`;
  const asked = { tenancyId, kind: 'domicile', deskCode, companyName };
  const { id: registrationId } = await founder.send('post', `/api/teams/${teamId}/registrations`, asked);
  await operator.send('post', `${base}/registrations/${registrationId}/certify`, { version: 1 });
  const uscc = usccFor(Number(own.slice(-8)), '320102');
  const entered = { version: 2, companyName, uscc, registeredOn: today };
  await clerk.send('post', `/api/registrations/${registrationId}/register`, entered);

  const at = `${base}/tenancies/${tenancyId}`;
  const received = { onDay: today, method: '转账' };
  await operator.send('post', `${at}/money`, { kind: 'depositReceived', amountFen: 100_000, ...received });
  await operator.send('post', `${at}/statements`, { through: today });
  const [statement] = (await operator.get(at)).statements;
  const paid = { kind: 'payment', statementId: statement.id, amountFen: statement.totalFen, ...received };
  await operator.send('post', `${at}/money`, paid);
  return { founder, teamId, tenancyId };
}

/** The same to the last day. */
const tenancy: Work = async (office) => {
  const { founder, teamId, tenancyId } = await stay(office);
  const [operator, today] = [await office.person('su.yunying'), await office.today()];
  const at = `/api/carriers/${DEMO_CARRIER_IDS.jinling}/tenancies/${tenancyId}`;
  const notice = { lastDay: today, reason: '团队扩大，迁往他处' };
  await founder.send('post', `/api/teams/${teamId}/tenancies/${tenancyId}/departure`, notice);
  const { departure } = await operator.get(at);
  const checklist = departure.checklist.map((one: object) => ({ ...one, done: true }));
  await operator.send('put', `${at}/departure/checklist`, { version: departure.version, checklist });
  await operator.send('post', `${at}/departure/complete`, { version: departure.version + 1 });
  const returned = { kind: 'depositReturned', amountFen: 100_000, onDay: today, method: '转账' };
  await operator.send('post', `${at}/money`, returned);
};

/** A paid mentor is appointed, asked, met, confirmed by both sides, settled and paid. */
const mentoring: Work = async (office) => {
  const carrierId = DEMO_CARRIER_IDS.xingtu;
  const base = `/api/carriers/${carrierId}`;
  const [operator, founder] = [await office.person('yunying'), await office.person('chuangye')];
  const [today, teamId] = [await office.today(), (await founder.get('/api/teams')).rows[0].id];
  const own = fresh();
  const begun = performance.now();
  const keep = (kind: string, values: object) =>
    operator.send('post', `${base}/records/${kind}`, { validFrom: '2024-01-01', values });
  const { id: mentorId } = await keep('mentor', { name: `示例导师${own}` });
  await keep('mentor_agreement', { mentorId, number: own, mode: 'paid', hourFeeFen: 30_000 });
  const hours = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: '00:00', to: '23:59' }));
  await operator.send('put', `/api/mentors/${mentorId}/hours`, { hours });
  // A session is accepted before it begins, however slow the machine: the two steps get several times what the last four took.
  const startsAt = (await office.now()) + 3000 + 4 * (performance.now() - begun);
  const wish = { mentorId, startsAt: new Date(startsAt).toISOString(), minutes: 15, topic: '股权怎样设计' };
  const asked = await founder.send('post', `/api/teams/${teamId}/mentoring-sessions`, { ...wish, online: true });
  const session = `/api/mentoring-sessions/${asked.id}`;
  const { version } = await operator.send('post', `${session}/steps/accept`, { version: asked.version });
  while ((await office.now()) <= startsAt) await sleep(100);
  const said = { version, side: 'team', rating: 5, remark: '很有帮助' };
  const confirmed = await founder.send('post', `${session}/confirmation`, said);
  await operator.send('post', `${session}/confirmation`, { ...said, version: confirmed.version, side: 'mentor' });
  await operator.send('post', `/api/mentors/${mentorId}/settlements`, { month: `${today.slice(0, 7)}-01` });
  const { rows } = await operator.get(`${base}/mentor-settlements`);
  const { id } = rows.find((row: { mentorId: string }) => row.mentorId === mentorId);
  await operator.send('post', `${base}/mentor-settlements/${id}/payment`, { paidOn: today });
};

/** The team reports a month; its operator confirms it. */
const teamReport: Work = async (office) => {
  const [operator, founder] = [await office.person('yunying'), await office.person('chuangye')];
  const [today, teamId] = [await office.today(), (await founder.get('/api/teams')).rows[0].id];
  const path = `/api/teams/${teamId}/records/team_report`;
  const { total } = await founder.get(`${path}?history=true`);
  const values = { month: addMonths('1990-01-01', total).slice(0, 7), progress: '示例：已有三家试用', people: 6 };
  const { id, version } = await founder.send('post', path, { validFrom: today, values });
  await operator.send('post', `${path}/${id}/confirm`, { version });
};

export const WORKS: Readonly<Record<string, Work>> = {
  filingRefused,
  sanction,
  booking,
  tenancy,
  mentoring,
  teamReport,
};

/**
 * A day's work of the demo's people leaves a row of every kind behind.
 *
 * @returns the team of the demo's founder
 */
export async function aDaysWork(app: App): Promise<string> {
  const office = new Office(await app.server.listen({ port: 0, host: '127.0.0.1' }), []);
  await Promise.all(Object.values(WORKS).map((work) => work(office)));
  const [operator, other] = [await office.person('yunying'), await office.person('su.yunying')];
  const [founder, officer] = [await office.person('chuangye'), await office.person('sheng.jingban')];
  const closure = {
    resourceId: null,
    startsAt: '2027-01-01T09:00:00+08:00',
    endsAt: '2027-01-01T18:00:00+08:00',
    reason: '元旦放假',
    cancelsBookings: false,
  };
  await operator.send('post', `/api/carriers/${DEMO_CARRIER_IDS.xingtu}/closures`, closure);
  await other.send('post', `/api/carriers/${DEMO_CARRIER_IDS.jinling}/closures`, closure);
  const fact = { key: 'space.seedFund', value: 100_000_000, validFrom: '2026-01-01' };
  await operator.send('post', `/api/carriers/${DEMO_CARRIER_IDS.xingtu}/declared-facts`, fact);
  await other.send('post', `/api/carriers/${DEMO_CARRIER_IDS.jinling}/declared-facts`, fact);
  const third = await office.person('yunying3');
  const draft = (await third.get('/api/cases')).rows.find((row: { state: string }) => row.state === 'draft');
  await third.send('post', `/api/cases/${draft.id}/parties`, { account: 'daili', part: 'agent' });
  const proof = new FormData();
  proof.set('file', new Blob(['%PDF-1.4\n%%EOF\n'], { type: 'application/pdf' }), '示例.pdf');
  await third.submit(`/api/cases/${draft.id}/evidence/premisesProof`, proof);
  const staying = await stay(office);
  const teamId = (await founder.get('/api/teams')).rows[0].id;
  const consent = { organisationId: officer.organisationId, purpose: '申报支持', validFrom: '2026-11-23' };
  await founder.send('post', `/api/teams/${teamId}/consents`, consent);
  await staying.founder.send('post', `/api/teams/${staying.teamId}/consents`, consent);
  const move = { toCarrierId: DEMO_CARRIER_IDS.lanhai, reason: '进入下一阶段' };
  await operator.send('post', `/api/teams/${teamId}/transfers`, move);
  await officer.send('post', '/api/policy-drafts', { basePackId: '430000-hunan/maker-space-2016' });
  const report = new FormData();
  report.set('topic', 'register');
  report.set('says', '名录上的电话已经停机，打不通。');
  await office.stranger.submit('/problems', report);
  await app.jobs.runDue();
  return teamId;
}

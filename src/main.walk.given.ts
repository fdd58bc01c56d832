import { z } from 'zod';
import type { Route } from './identity/route.ts';
import { LINE_IDS } from './insight/spaceFunctions/space-function.ts';
import { newId } from './kernel/id.ts';
import { sqlRows } from './platform/db/database.ts';
import { textOf } from './platform/documents/document.given.ts';
import type { Client, TestApp } from './test-app.ts';

/**
 * What each part of an address may be: what there is of that kind, and once something that is not. Of what is multiplied
 * by others a few are taken: those with a case, and their own.
 */
const IDS: Readonly<Record<string, string>> = {
  caseId: 'select id from case_file',
  taskId: 'select id from task',
  roundId: 'select id from round',
  runId: 'select id from assignment_run',
  personId:
    "select p.id from person p where exists (select 1 from expert e where e.person_id = p.id) or account = 'yunying'",
  carrierId:
    'select c.id from carrier c where exists (select 1 from case_file f where f.carrier_id = c.id) order by c.id limit 6',
  organisationId:
    "select id from organisation where name like '%示例研究所%' or id in (select applicant_id from case_file)",
  admissionId: 'select id from admission',
  bookingId: 'select id from booking',
  claimId: 'select id from recovery_claim',
  departureSettlementId: 'select id from departure_settlement limit 3',
  designationId: 'select id from designation',
  fileId: 'select id from file',
  floorId: 'select id from floor limit 2',
  mentorId: 'select distinct root_id from mentor limit 20',
  mentoringId: 'select id from mentoring_session',
  noticeId: 'select id from notice',
  objectionId: 'select id from objection',
  packDraftId: 'select id from pack_draft',
  pictureId: 'select file_id from resource_photo',
  recognitionId: 'select id from mentor_recognition',
  registrationId: 'select id from desk_registration',
  residencyId: 'select id from residency limit 3',
  resourceId: 'select id from resource limit 3',
  shortlistId: 'select id from shortlist',
  teamId: 'select distinct root_id from team limit 3',
  tenancyId: 'select distinct root_id from tenancy limit 2',
  recordId: 'select root_id from staff limit 1',
  territoryId: "select id from territory where code in ('430000', '430100')",
  transferId: 'select id from team_transfer',
  token: 'select token from plaque',
  number: 'select certificate_number from desk_registration where certificate_number is not null limit 2',
  hash: 'select hash from pack limit 1',
  id: 'select id from notice union (select id from carrier where id in (select carrier_id from case_file) limit 3)',
};
/** Parts that are no ids. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  kind: ['team', 'tenancy', 'staff', 'team_person'],
  figure: ['spaces', 'companies'],
  format: ['pdf', 'docx'],
  place: ['430000-hunan'],
  instrument: ['maker-space-2016'],
  indicator: ['spaces'],
  name: ['policy.yaml'],
  tag: ['案件'],
  line: LINE_IDS,
};
/** What a route must be asked besides. */
const ASKED: Readonly<Record<string, string>> = {
  '/api/carriers/:carrierId/procedure-form': 'packId=430000-hunan/maker-space-2016&procedureId=recognition',
};

const NOBODY = newId();
export type Ids = Readonly<Record<string, readonly string[]>>;

export async function idsOf(app: TestApp): Promise<Ids> {
  return app.services.database.read(async (tx) => {
    const found: Record<string, readonly string[]> = { ...WORDS };
    for (const [key, query] of Object.entries(IDS)) {
      const rows = await sqlRows<Record<string, string>>(tx, query);
      found[key] = [...rows.flatMap((row) => Object.values(row)), NOBODY];
    }
    return found;
  });
}

function addressesOf({ path: pattern }: Route, ids: Ids): string[] {
  const keys = [...pattern.matchAll(/:(\w+)/g)].map(([, key = '']) => key);
  const addresses = keys.reduce(
    (found, key) =>
      found.flatMap((one) => (ids[key] ?? []).map((id) => one.replace(`:${key}`, encodeURIComponent(id)))),
    [pattern],
  );
  const asked = ASKED[pattern];
  return asked === undefined ? addresses : addresses.map((one) => `${one}?${asked}`);
}

/** Parts of addresses of which the walk knows nothing: routes behind them would be passed by. */
export const unknownParts = (routes: readonly Route[], ids: Ids): string[] => [
  ...new Set(
    routes.flatMap(({ path }) => [...path.matchAll(/:(\w+)/g)].map(([, key = '']) => key)).filter((key) => !ids[key]),
  ),
];

/** Everything that a client can fetch, by address, as text, papers and workbooks opened and read; what answers nothing but "no" is left out. */
export async function everything(client: Client, routes: readonly Route[], ids: Ids): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const route of routes) {
    for (const address of addressesOf(route, ids)) {
      const { status, body, bytes } = await client.get(address);
      if (status === 200)
        found.set(address, typeof body === 'string' ? ((await textOf(bytes)) ?? body) : JSON.stringify(body));
      // Not theirs to call, whatever the address.
      if (body?.details?.permission) break;
    }
  }
  return found;
}

/** What each list answers a search for the words; what was asked for is not what is answered. */
export async function searched(
  client: Client,
  routes: readonly Route[],
  ids: Ids,
  words: string,
): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const lists = routes.filter(({ input }) => input instanceof z.ZodObject && 'q' in input.shape);
  for (const route of lists) {
    for (const address of addressesOf(route, ids)) {
      const { status, body } = await client.get(`${address}?q=${encodeURIComponent(words)}`);
      if (status === 200 && typeof body !== 'string') found.set(address, JSON.stringify(body).replaceAll(words, ''));
      if (body?.details?.permission) break;
    }
  }
  return found;
}

/** Addresses whose answer holds what the person must not know. */
export const leaks = (found: ReadonlyMap<string, string>, secrets: readonly string[]) =>
  [...found].flatMap(([address, text]) =>
    secrets.filter((secret) => text.includes(secret)).map((secret) => `${address}: ${secret}`),
  );

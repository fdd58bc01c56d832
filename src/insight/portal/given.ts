import { createHash } from 'node:crypto';
import { installPacks } from '../../cases/packs/pack.actions.ts';
import { newId } from '../../kernel/id.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import type { Services } from '../../platform/services.ts';
import { reindexCarrier } from '../../records/carriers/carrier.search.ts';
import { insertCarrier } from '../../records/carriers/carrier.store.ts';
import { findTerritoryByCode, seedTerritories } from '../../records/territories/territory.store.ts';

/** What the tests of the portal stand on: divisions and the packs of the product. */
export async function givenLand(tx: Tx, services: Services): Promise<void> {
  await seedTerritories(tx);
  await installPacks(tx, services);
}

async function territoryId(tx: Tx, code: string): Promise<string> {
  const territory = await findTerritoryByCode(tx, code);
  if (!territory) throw new Error(`no territory ${code}`);
  return territory.id;
}

export async function givenOrganisation(tx: Tx, name: string, kind = 'operator', code = '430102'): Promise<string> {
  const id = newId();
  await sqlRows(tx, 'insert into organisation (id, kind, name, territory_id) values ($1, $2, $3, $4)', [
    id,
    kind,
    name,
    await territoryId(tx, code),
  ]);
  return id;
}

interface GivenSpace {
  name?: string;
  operator?: string | null;
  code?: string;
  focus?: string | null;
  source?: string | null;
  example?: boolean;
  openedOn?: string | null;
  summary?: string | null;
  virtualUrl?: string | null;
}

/** A space of the public register, entered from a publication. */
export async function givenSpace(tx: Tx, given: GivenSpace = {}): Promise<string> {
  const id = newId();
  const operatorId = given.operator ? await givenOrganisation(tx, given.operator) : null;
  const data = {
    kind: 'makerSpace',
    form: null,
    serviceModel: 'professional',
    features: [],
    territoryId: await territoryId(tx, given.code ?? '430102'),
    address: null,
    openedOn: given.openedOn ?? null,
    closedOn: null,
    virtualUrl: given.virtualUrl ?? null,
    summary: given.summary ?? null,
    source: given.source === undefined ? '公开调研报告' : given.source,
    name: given.name ?? '芙蓉众创空间',
    operatorId,
    focus: given.focus ?? null,
    goals: null,
  } as const;
  await insertCarrier(tx, id, data, { at: '2026-11-01T00:00:00Z', example: given.example ?? false });
  await reindexCarrier(tx, id);
  return id;
}

const PACK = '430000-hunan/maker-space-2016';

async function packHashOf(tx: Tx): Promise<string> {
  const [pack] = await sqlRows<{ hash: string }>(tx, 'select hash from pack where id = $1 and replaced_at is null', [
    PACK,
  ]);
  if (!pack) throw new Error('packs are not installed');
  return pack.hash;
}

/** A case of 湖南's recognition that stands at its public notice. */
export async function givenCase(tx: Tx, carrierId: string, applicantId: string): Promise<string> {
  const id = newId();
  await sqlRows(
    tx,
    `insert into case_file (id, number, pack_hash, pack_id, procedure_id, purpose, carrier_id, applicant_id, territory_id, title, state,
       step, step_kind, pass, opened_at, submitted_at)
     select $1, $2, $3, $4, 'recognition', 'recognition', c.id, $6, c.territory_id, c.name, 'open', 'public-notice', 'publicNotice', 1, $7, $7
     from carrier c where c.id = $5`,
    [id, `T-${id.slice(-8)}`, await packHashOf(tx), PACK, carrierId, applicantId, '2026-11-01T00:00:00Z'],
  );
  await sqlRows(
    tx,
    `insert into case_step (case_id, pass, step, kind, entered_at) values ($1, 1, 'public-notice', 'publicNotice', $2)`,
    [id, '2026-11-20T00:00:00Z'],
  );
  return id;
}

interface GivenDesignation {
  number?: string;
  state?: 'valid' | 'rectifying' | 'revoked' | 'lapsed';
  validTo?: string | null;
  token?: string;
  certificate?: Buffer;
}

/** A designation with certificate and plaque. */
export async function givenDesignation(tx: Tx, carrierId: string, given: GivenDesignation = {}): Promise<string> {
  const id = newId();
  const holder = await givenOrganisation(tx, '长沙芙蓉创业服务有限公司');
  const organ = await givenOrganisation(tx, '湖南省科学技术厅', 'department', '430000');
  const caseId = await givenCase(tx, carrierId, holder);
  await sqlRows(
    tx,
    `update case_file set state = 'closed', step = null, step_kind = null, end_id = 'recognised', result = 'granted', closed_at = $2
     where id = $1`,
    [caseId, '2026-06-01T00:00:00Z'],
  );
  const number = given.number ?? '湘众创认〔2026〕001号';
  const state = given.state ?? 'valid';
  const ended = state === 'revoked' || state === 'lapsed' ? '2026-11-10' : null;
  await sqlRows(
    tx,
    `insert into designation (id, carrier_id, case_id, pack_id, pack_hash, mode, name, level, number, state, territory_id, organisation_id,
       holder_id, valid_from, valid_to, ended_on, created_at)
     select $1, c.id, $3, $4, $5, 'recognition', '湖南省众创空间', 'province', $6, $7, c.territory_id, $8, $9, '2026-06-01', $10, $11, $12
     from carrier c where c.id = $2`,
    [
      id,
      carrierId,
      caseId,
      PACK,
      await packHashOf(tx),
      number,
      state,
      organ,
      holder,
      given.validTo ?? null,
      ended,
      '2026-06-01T00:00:00Z',
    ],
  );
  await sqlRows(
    tx,
    `insert into designation_event (id, designation_id, at, on_day, to_state) values ($1, $2, $3, '2026-06-01', 'valid')`,
    [newId(), id, '2026-06-01T00:00:00Z'],
  );
  const bytes = given.certificate ?? Buffer.from('%PDF-1.7 certificate');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const fileId = newId();
  await sqlRows(
    tx,
    `insert into file (id, sha256, name, media_type, size, created_at, about_kind) values ($1, $2, '证书.pdf', 'application/pdf', $3, $4, 'public')`,
    [fileId, sha256, bytes.length, '2026-06-01T00:00:00Z'],
  );
  await sqlRows(
    tx,
    `insert into certificate (id, designation_id, number, issued_on, file_id, sha256, issued_at) values ($1, $2, $3, '2026-06-01', $4, $5, $6)`,
    [newId(), id, number, fileId, sha256, '2026-06-01T00:00:00Z'],
  );
  await sqlRows(
    tx,
    `insert into plaque (id, designation_id, token, awarded_on, awarded_by, received_by, file_id, recorded_at)
     values ($1, $2, $3, '2026-06-05', '省科技厅', '张三', $4, $5)`,
    [newId(), id, given.token ?? 'abcdefgh2345', fileId, '2026-06-05T00:00:00Z'],
  );
  return id;
}

interface GivenNotice {
  title?: string;
  state?: 'draft' | 'running' | 'closed';
  basis?: string;
}

/** 公示 of one case, up since 2026-11-23. */
export async function givenNotice(tx: Tx, caseId: string, given: GivenNotice = {}): Promise<string> {
  const id = newId();
  const organ = await givenOrganisation(tx, '湖南省科学技术厅', 'department', '430000');
  const state = given.state ?? 'running';
  const up = state === 'draft' ? null : '2026-11-23T00:30:00Z';
  await sqlRows(
    tx,
    `insert into notice (id, pack_hash, pack_id, procedure_id, step, organisation_id, territory_id, state, index_number, title, basis, passed,
       how_to_object, phones, attachments, working_days, published_at, first_day, last_day, ends_at, closed_at, created_at)
     values ($1, $2, $3, 'recognition', 'public-notice', $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 5, $14, $15, $16, $17, $18, $19)`,
    [
      id,
      await packHashOf(tx),
      PACK,
      organ,
      await territoryId(tx, '430000'),
      state,
      up && `430000/2026-${id.slice(-5)}`,
      given.title ?? '关于2026年度湖南省众创空间拟认定名单的公示',
      given.basis ?? '根据《湖南省促进众创空间发展与管理办法(试行)》第六条，',
      '经推荐单位推荐、专家评审和现场考察，拟认定下列单位。',
      '公示期内，个人应当署真实姓名并提供联系电话，单位应当加盖公章。',
      JSON.stringify([{ office: '高新技术处', phone: '0731-88988888' }]),
      JSON.stringify([{ title: '拟认定名单' }]),
      up,
      up && '2026-11-23',
      up && '2026-11-27',
      up && '2026-11-27T16:00:00Z',
      state === 'closed' ? '2026-11-27T16:00:00Z' : null,
      '2026-11-22T00:00:00Z',
    ],
  );
  await sqlRows(tx, 'insert into notice_case (notice_id, case_id, pass) values ($1, $2, 1)', [id, caseId]);
  return id;
}

/** A record of the daily work, as the operator keeps it. */
export async function givenRecord(
  tx: Tx,
  table: string,
  carrierId: string,
  day: string,
  fields: Readonly<Record<string, string | number>>,
): Promise<void> {
  const names = Object.keys(fields);
  await sqlRows(
    tx,
    `insert into ${table} (id, root_id, carrier_id, valid_from, ${names.join(', ')})
     values ($1, $1, $2, $3, ${names.map((_, index) => `$${index + 4}`).join(', ')})`,
    [newId(), carrierId, day, ...Object.values(fields)],
  );
}

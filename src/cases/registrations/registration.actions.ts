import { factSheet, valuesOf } from '../../facts/fact-sheet.ts';
import type { Actor } from '../../kernel/actor.ts';
import { addDays, type Day, formatDay, yearOf } from '../../kernel/day.ts';
import { newId } from '../../kernel/id.ts';
import { type FieldRefusal, Refusal } from '../../kernel/refusal.ts';
import { parseUscc } from '../../kernel/uscc.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { certificatePdf } from '../../platform/documents/certificate.ts';
import { contentHash } from '../../platform/documents/document.ts';
import { enqueue, type Job } from '../../platform/jobs/jobs.ts';
import { nextSerial, numberFrom } from '../../platform/serials/serial.ts';
import type { Services } from '../../platform/services.ts';
import { accountOf } from '../../policy/account.ts';
import { conditionPack, explain } from '../../policy/evaluate.ts';
import { sealFile } from '../../records/files/file.actions.ts';
import { correctRecord, succeedRecord } from '../../records/keeping/keeping.actions.ts';
import { findRecord } from '../../records/keeping/keeping.store.ts';
import { kindOf } from '../../records/keeping/kinds.ts';
import { packByHash } from '../packs/pack.actions.ts';
import { packRowsOn } from '../packs/pack.store.ts';
import {
  codesUpwards,
  findRegistration,
  insertRegistration,
  liveOfTenancy,
  lockRegistration,
  type RegistrationRow,
  takenSlots,
  tenancyForDesk,
  updateRegistration,
} from './registration.store.ts';
import {
  advance,
  CLUSTER_DESK,
  deskCodesOf,
  REGISTRATION_KINDS,
  type RegistrationKind,
  type RegistrationStep,
  type Rule,
  ruleOf,
} from './registration.ts';

/** The nearest territory that rules on companies at a desk, from the place up to the nation; null: none does. */
export async function ruleAt(tx: Tx, territoryPath: string, on: Day): Promise<Rule | null> {
  const rows = await packRowsOn(tx, on);
  const packs = await Promise.all(rows.map(async ({ hash }) => ({ hash, pack: await packByHash(tx, hash) })));
  for (const code of await codesUpwards(tx, territoryPath)) {
    const found = packs
      .filter(({ pack }) => pack.territory.code === code && pack.inForce.from <= on)
      .flatMap(({ hash, pack }) => ruleOf(pack, hash, on) ?? []);
    const [rule] = found.sort((a, b) => Number(a.expired !== null) - Number(b.expired !== null));
    if (rule) return rule;
  }
  return null;
}

/** The rule where a team stays, and its desks. */
export async function readRule(tx: Tx, { clock }: Pick<Services, 'clock'>, teamId: string, tenancyId: string) {
  const tenancy = await tenancyForDesk(tx, tenancyId);
  if (tenancy?.teamId !== teamId) throw new Refusal('not-found');
  const today = clock.today();
  const rule = await ruleAt(tx, tenancy.territoryPath, today);
  const cluster = rule?.allows.cluster === undefined ? null : await hostOf(tx, rule, tenancy.carrierId, today);
  return { rule, deskCodes: deskCodesOf(tenancy.deskCodes), cluster };
}

/** 集群注册: what the document asks of the hosting space, and how many companies its address carries. */
async function hostOf(tx: Tx, rule: Rule, carrierId: string, on: Day) {
  const pack = await packByHash(tx, rule.packHash);
  const host = rule.hostConditions === null ? null : conditionPack(pack, rule.hostConditions);
  const findings = host ? explain(host, valuesOf(await factSheet(tx, carrierId, on)), on) : [];
  return {
    limit: rule.clusterLimit,
    taken: (await takenSlots(tx, carrierId, CLUSTER_DESK)).length,
    host: findings.map((finding) => {
      const { requirement, outcome, cites, says, lines } = accountOf(pack, finding, 'zh');
      return { requirement, outcome, cites, says, lines: lines.map(({ text }) => text) };
    }),
  };
}

/** Everything that stands against one more company in the cluster, at once, each with its clause. */
async function requireCluster(tx: Tx, rule: Rule, carrierId: string, teamId: string, on: Day): Promise<void> {
  const { limit, taken, host } = await hostOf(tx, rule, carrierId, on);
  const fields: FieldRefusal[] = host
    .filter(({ outcome }) => outcome === 'unmet' || outcome === 'unknown')
    .map(({ requirement, outcome, lines }) => ({ path: requirement, code: outcome, message: lines.join('；') }));
  if (limit !== null && taken >= limit)
    fields.push({
      path: 'kind',
      code: 'cluster-full',
      message: `${rule.allows.cluster} 该地址已有${taken}家集群注册的企业，上限${limit}家`,
    });
  const mine = await sqlRows<{ company_name: string }>(
    tx,
    `select company_name from desk_registration where team_id = $1 and kind <> 'extraPremises'
       and state in ('applied', 'certified', 'returned', 'registered')`,
    [teamId],
  );
  for (const { company_name } of mine)
    fields.push({ path: 'companyName', code: 'has-domicile', message: `本团队已有登记的住所：${company_name}` });
  if (fields.length > 0) throw new Refusal('registration.cluster-refused', {}, fields);
}

export interface RegistrationAsked {
  readonly kind: RegistrationKind;
  /** Of the team's desks; of no meaning in a cluster. */
  readonly deskCode: string | null;
  readonly companyName: string;
}

/** By the team: within the rule of the territory and the licences that its desk may still carry. */
export async function applyRegistration(
  tx: Tx,
  { clock }: Pick<Services, 'clock'>,
  actor: Actor,
  teamId: string,
  tenancyId: string,
  { kind, deskCode: asked, companyName }: RegistrationAsked,
): Promise<string> {
  const today = clock.today();
  const tenancy = await tenancyForDesk(tx, tenancyId);
  if (tenancy?.teamId !== teamId) throw new Refusal('not-found');
  if (tenancy.validTo !== null && tenancy.validTo < today) throw new Refusal('tenancy.ended');
  if (!tenancy.address) throw new Refusal('registration.no-address');
  const rule = await ruleAt(tx, tenancy.territoryPath, today);
  if (!rule) throw new Refusal('registration.no-rule');
  if (rule.expired) throw new Refusal('registration.rule-expired', { pack: rule.packId, until: rule.expired });
  const cites = rule.allows[kind];
  if (cites === undefined) throw new Refusal('registration.kind-not-allowed', { kind, pack: rule.packId });
  const isCluster = kind === 'cluster';
  const deskCode = isCluster ? CLUSTER_DESK : (asked ?? '');
  if (!isCluster && !deskCodesOf(tenancy.deskCodes).includes(deskCode))
    throw new Refusal('input.invalid', {}, [{ path: 'deskCode', code: 'desk', message: '不是本团队的工位' }]);
  // One at a time in a space; the unique index would refuse what slipped through.
  await sqlRows(tx, 'select 1 from carrier where id = $1 for update', [tenancy.carrierId]);
  if (isCluster) await requireCluster(tx, rule, tenancy.carrierId, teamId, today);
  const limit = isCluster ? rule.clusterLimit : rule.licencesPerDesk;
  const taken = new Set(await takenSlots(tx, tenancy.carrierId, deskCode));
  let slot = 1;
  while (taken.has(slot)) slot++;
  if (limit !== null && slot > limit) throw new Refusal('registration.desk-full', { desk: deskCode, limit, cites });
  const id = newId();
  await insertRegistration(tx, {
    id,
    carrierId: tenancy.carrierId,
    teamId,
    tenancyId,
    kind,
    deskCode,
    slot,
    slotLimit: limit,
    companyName,
    address: `${tenancy.address}${tenancy.carrierName}${isCluster ? '(集群注册)' : `${deskCode}工位`}`,
    packHash: rule.packHash,
    cites,
    appliedAt: clock.now().toString(),
    appliedBy: actor.personId,
    example: tenancy.example,
  }).catch((error: { constraint?: string }) => {
    throw error.constraint === 'desk_registration_team' ? new Refusal('registration.already-open') : error;
  });
  recordChange(tx, { kind: 'registration', id, after: { kind, deskCode, slot, companyName, cites } });
  return id;
}

async function take(
  tx: Tx,
  where: { id: string; carrierId?: string; teamId?: string; version?: number },
  step: RegistrationStep,
  change: Parameters<typeof updateRegistration>[2],
): Promise<RegistrationRow> {
  const before = await lockRegistration(tx, where.id);
  if (!before || (where.carrierId ?? before.carrierId) !== before.carrierId) throw new Refusal('not-found');
  if ((where.teamId ?? before.teamId) !== before.teamId) throw new Refusal('not-found');
  if (where.version !== undefined && before.version !== where.version)
    throw new Refusal('conflict', { version: before.version });
  const state = advance(before.state, step);
  await updateRegistration(tx, where.id, { state, ...change });
  recordChange(tx, {
    kind: 'registration',
    id: where.id,
    before: { state: before.state },
    after: { state, ...change },
  });
  return before;
}

/** 住所证明: a PDF with hash and QR code; the page behind the code tells its live state. */
export async function certifyDomicile(
  tx: Tx,
  services: Services,
  actor: Actor,
  where: { carrierId: string; id: string; version: number },
): Promise<void> {
  const row = await findRegistration(tx, where.id);
  if (row?.carrierId !== where.carrierId) throw new Refusal('not-found');
  const today = services.clock.today();
  const year = yearOf(today);
  const number =
    row.certificateNumber ?? numberFrom('ZSZM{year}-{serial:5}', year, await nextSerial(tx, `domicile:${year}`));
  const face = {
    title: '企业住所(经营场所)使用证明',
    number,
    holder: row.companyName,
    text: `兹证明该企业(筹)使用${row.address}作为${row.kind === 'extraPremises' ? '经营场所' : '住所'}，${
      row.kind === 'cluster'
        ? `由${row.operator ?? ''}作为集群注册的托管机构提供，并代为接收法律文书`
        : `场地由${row.operator ?? ''}提供`
    }。`,
    fields: [
      { label: '登记方式', value: REGISTRATION_KINDS[row.kind].zh },
      { label: '依据', value: `${row.packTitle}${row.cites}` },
      { label: '使用期限', value: `自${formatDay(today)}起至团队退出时止` },
    ],
    organs: [row.operator ?? ''],
    day: today,
  };
  const hash = contentHash(face);
  const url = `${services.config.publicUrl}/domicile/${encodeURIComponent(number)}`;
  const info = { author: row.operator ?? '', at: services.clock.now() };
  const content = await certificatePdf({ ...face, verification: { hash, url }, info });
  const file = await sealFile(tx, services, actor, {
    name: `住所证明-${number}.pdf`,
    content,
    about: 'carrier',
    aboutId: row.carrierId,
  });
  await take(tx, where, 'certify', {
    certificate_number: number,
    certified_on: today,
    content_hash: hash,
    file_id: file.id,
  });
}

export async function declineDomicile(
  tx: Tx,
  where: { carrierId: string; id: string; version: number },
  reason: string,
): Promise<void> {
  await take(tx, where, 'decline', { reason });
}

/** 窗口: the licence is out. The code is checked, and the team becomes a company in its one identity. */
export async function registerCompany(
  tx: Tx,
  services: Services,
  actor: Actor,
  where: { id: string; version: number },
  given: { companyName: string; uscc: string; registeredOn: Day },
): Promise<void> {
  const uscc = parseUscc(given.uscc);
  const { companyName, registeredOn } = given;
  const row = await findRegistration(tx, where.id);
  if (!row) throw new Refusal('not-found');
  if (registeredOn > services.clock.today() || registeredOn < (row.certifiedOn ?? registeredOn))
    throw new Refusal('input.invalid', {}, [
      { path: 'registeredOn', code: 'day.order', message: '登记日期应在开具住所证明之后、不晚于今天' },
    ]);
  const [other] = await sqlRows(tx, 'select 1 from team where uscc = $1 and root_id <> $2', [uscc, row.teamId]);
  if (other && row.kind !== 'extraPremises')
    throw new Refusal('input.invalid', {}, [
      { path: 'uscc', code: 'taken', message: '该统一社会信用代码已属于另一个团队' },
    ]);
  const [company] = await sqlRows<{ uscc: string }>(
    tx,
    'select uscc from team where root_id = $1 and uscc is not null order by valid_from desc limit 1',
    [row.teamId],
  );
  if (row.kind === 'extraPremises' && company?.uscc !== uscc)
    throw new Refusal('input.invalid', {}, [
      {
        path: 'uscc',
        code: 'other',
        message: company
          ? '一照多址用该企业原有的统一社会信用代码'
          : '该团队还没有登记企业，先登记住所，再登记经营场所',
      },
    ]);
  await take(tx, where, 'register', {
    uscc,
    company_name: companyName,
    registered_on: registeredOn,
    handled_by: actor.personId,
  }).catch((error: { constraint?: string }) => {
    throw error.constraint === 'desk_registration_uscc' ? new Refusal('organisation.uscc-taken') : error;
  });
  if (row.kind !== 'extraPremises')
    await becomeCompany(tx, services, actor, row.teamId, { companyName, uscc, registeredOn });
}

async function becomeCompany(
  tx: Tx,
  { clock }: Services,
  actor: Actor,
  teamId: string,
  company: { companyName: string; uscc: string; registeredOn: Day },
): Promise<void> {
  const [newest] = await sqlRows<{ id: string; carrier_id: string; valid_from: Day; version: number }>(
    tx,
    'select id, carrier_id, valid_from, version from team where root_id = $1 order by valid_from desc limit 1 for update',
    [teamId],
  );
  const record = newest && (await findRecord(tx, kindOf('team'), newest.carrier_id, newest.id));
  if (!newest || !record) throw new Refusal('not-found');
  const keeper = { actor, clock };
  const values = { ...record.values, ...company };
  const { version } = newest;
  if (company.registeredOn > newest.valid_from)
    await succeedRecord(tx, keeper, newest.carrier_id, 'team', newest.id, {
      version,
      validFrom: company.registeredOn,
      values,
    });
  else
    await correctRecord(tx, keeper, newest.carrier_id, 'team', newest.id, {
      version,
      reason: '窗口登记企业',
      validFrom: record.validFrom,
      validTo: record.validTo,
      values,
    });
}

export async function returnToTeam(
  tx: Tx,
  actor: Actor,
  where: { id: string; version: number },
  reason: string,
): Promise<void> {
  await take(tx, where, 'return', { reason, handled_by: actor.personId });
}

/** By the team, before the company is registered: its place at the address is free again, and it may apply anew. */
export async function withdrawRegistration(
  tx: Tx,
  { clock }: Pick<Services, 'clock'>,
  where: { teamId: string; id: string; version: number },
): Promise<void> {
  await take(tx, where, 'withdraw', { reason: '团队撤回', ended_on: clock.today() });
}

/** The clerk saw the new address: the certificate ends at once. */
export async function endRegistration(
  tx: Tx,
  { clock }: Pick<Services, 'clock'>,
  where: { id: string; version?: number },
  reason: string,
): Promise<void> {
  await take(tx, where, 'end', { reason, ended_on: clock.today() });
}

/** A team has left its desk: what is not registered ends; a company has the rule's term to change its address. */
export async function onTenancyEnded(tx: Tx, { clock }: Pick<Services, 'clock'>, { payload }: Job): Promise<void> {
  const { tenancyId, lastDay } = payload as { tenancyId: string; lastDay: Day };
  for (const id of await liveOfTenancy(tx, tenancyId)) {
    const row = await findRegistration(tx, id);
    if (!row) continue;
    if (row.state !== 'registered') {
      await endRegistration(tx, { clock }, { id }, '团队已退出');
      continue;
    }
    const term = ruleOf(await packByHash(tx, row.packHash), row.packHash, lastDay)?.moveAwayDays ?? 0;
    const endsOn = addDays(lastDay, term);
    await take(tx, { id }, 'leave', {
      ends_on: endsOn,
      reason: `团队于${formatDay(lastDay)}退出，请于${formatDay(endsOn)}前变更住所`,
    });
    await enqueue(tx, clock, {
      kind: 'registration.end',
      payload: { registrationId: id },
      dueAt: `${addDays(endsOn, 1)}T00:00:00+08:00`,
      key: id,
    });
  }
}

/** The term is over. */
export async function onRegistrationEnd(tx: Tx, services: Pick<Services, 'clock'>, { payload }: Job): Promise<void> {
  const row = await findRegistration(tx, (payload as { registrationId: string }).registrationId);
  if (row?.state === 'ending') await endRegistration(tx, services, { id: row.id }, '限期已到');
}

import { invite } from '../../identity/invitations/invitation.actions.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Day } from '../../kernel/day.ts';
import { newId } from '../../kernel/id.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import type { Services } from '../../platform/services.ts';
import { markAdmitted, phoneOf } from '../admissions/admission.actions.ts';
import { findAdmission } from '../admissions/admission.store.ts';
import { departureOf } from '../departures/departure.store.ts';
import { correctRecord, createRecord, type Keeper, succeedRecord } from '../keeping/keeping.actions.ts';
import { findRecord } from '../keeping/keeping.store.ts';
import { kindOf } from '../keeping/kinds.ts';
import { insertOrganisation } from '../organisations/organisation.store.ts';
import { startResidency } from '../residencies/residency.actions.ts';
import { findResidency } from '../residencies/residency.store.ts';
import type { ResidencyContent } from '../residencies/residency.ts';
import { ensureBilling } from '../statements/statement.actions.ts';
import { lockTenancy } from '../statements/statement.store.ts';
import { CHARGES } from '../statements/statement.ts';
import { setTeamOrganisation } from '../teams/team.store.ts';
import { lockTeam } from './tenancy.store.ts';

/** What an agreement says, as the fields of a tenancy record. */
const valuesOf = (teamId: string, number: string, content: ResidencyContent) => ({
  teamId,
  number,
  freeMonths: content.freeMonths,
  includes: [...content.includes],
  remote: content.remote ?? false,
  virtualDesks: content.virtualDesks ?? 0,
  desks: content.desks,
  deskCodes: content.deskCodes,
  areaM2: content.areaM2,
  rentMonthFen: content.rentMonthFen,
  serviceMonthFen: content.serviceMonthFen,
  internetMonthFen: content.internetMonthFen,
  waterMonthFen: content.waterMonthFen,
  powerMonthFen: content.powerMonthFen,
});
const isCharged = (content: ResidencyContent) => Object.values(CHARGES).some(({ field }) => (content[field] ?? 0) > 0);

export interface MovedIn {
  readonly tenancyId: string;
  readonly teamId: string;
  /** For the founder's first account; null where the team has one. */
  readonly invitation: string | null;
}

/**
 * 入驻: the signed agreement becomes a tenancy; a team that is new to the register is entered, and its founder invited.
 *
 * @param knownTeamId the team it already is (one team, one identity); null: it is new
 */
export async function moveIn(
  tx: Tx,
  services: Services,
  actor: Actor,
  where: { carrierId: string; residencyId: string; version: number },
  knownTeamId: string | null,
): Promise<MovedIn> {
  const { carrierId, residencyId: id, version } = where;
  const keeper = { actor, clock: services.clock };
  const residency = await findResidency(tx, id);
  if (residency?.carrierId !== carrierId || !residency.admissionId) throw new Refusal('not-found');
  if (residency.state !== 'signed') throw new Refusal('residency.wrong-state', { state: residency.state });
  const admission = await findAdmission(tx, carrierId, residency.admissionId);
  if (!admission) throw new Refusal('not-found');
  const { content, number } = residency;
  const teamId = knownTeamId ?? (await enterTeam(tx, keeper, carrierId, content, admission));
  const team = await lockTeam(tx, teamId);
  if (!team) throw new Refusal('input.invalid', {}, [{ path: 'teamId', code: 'reference', message: '未找到所选团队' }]);
  const entry = { validFrom: content.startsOn, values: valuesOf(teamId, number, content) };
  const tenancy = await createRecord(tx, keeper, carrierId, 'tenancy', entry);
  await startResidency(tx, { carrierId, id, version }, { teamId, tenancyId: tenancy.id });
  await markAdmitted(tx, carrierId, admission.id, teamId);
  if (isCharged(content)) await ensureBilling(tx, keeper, carrierId, content.startsOn);
  const invitation =
    team.organisationId === null
      ? await openAccount(tx, services, actor, carrierId, team, content, phoneOf(admission, services))
      : null;
  return { tenancyId: tenancy.id, teamId, invitation };
}

async function enterTeam(
  tx: Tx,
  keeper: Keeper,
  carrierId: string,
  content: ResidencyContent,
  admission: {
    uscc: string | null;
    industry: string | null;
    founderType: string | null;
    members: number | null;
    project: string;
  },
): Promise<string> {
  const { uscc, industry, founderType, members, project } = admission;
  const values = {
    name: content.teamName,
    companyName: uscc ? content.teamName : null,
    ...{ uscc, industry, founderType, members, project },
  };
  return (await createRecord(tx, keeper, carrierId, 'team', { validFrom: content.startsOn, values })).id;
}

/** The team's own organisation, and its founder's invitation. */
async function openAccount(
  tx: Tx,
  services: Services,
  actor: Actor,
  carrierId: string,
  team: { id: string; name: string },
  content: ResidencyContent,
  phone: string,
): Promise<string> {
  const organisationId = newId();
  const [carrier] = await sqlRows<{ territory_id: string; example: boolean }>(
    tx,
    'select territory_id, example from carrier where id = $1',
    [carrierId],
  );
  if (!carrier) throw new Refusal('not-found');
  await insertOrganisation(tx, organisationId, {
    kind: 'team',
    name: team.name,
    uscc: null,
    legalForm: null,
    legalPerson: null,
    territoryId: carrier.territory_id,
    registeredOn: null,
    address: null,
    verifiedAt: null,
    example: carrier.example,
    at: services.clock.now().toString(),
  });
  await setTeamOrganisation(tx, team.id, organisationId);
  return invite(tx, services, actor, { name: content.founderName, organisationId, role: 'founder', phone });
}

/** 重发: the link was lost, or nobody has used it in time. */
export async function inviteAgain(
  tx: Tx,
  services: Services,
  actor: Actor,
  carrierId: string,
  tenancyId: string,
  founderName: string,
): Promise<string> {
  const [row] = await sqlRows<{ organisation_id: string | null }>(
    tx,
    `select r.organisation_id from tenancy t join team r on r.id = t.team_id where t.id = $1 and t.root_id = t.id and t.carrier_id = $2`,
    [tenancyId, carrierId],
  );
  if (!row?.organisation_id) throw new Refusal('not-found');
  return invite(tx, services, actor, { name: founderName, organisationId: row.organisation_id, role: 'founder' });
}

async function newestPeriod(tx: Tx, carrierId: string, tenancyId: string) {
  await lockTenancy(tx, tenancyId);
  const [row] = await sqlRows<{ id: string }>(
    tx,
    'select id from tenancy where root_id = $1 and carrier_id = $2 order by valid_from desc limit 1 for update',
    [tenancyId, carrierId],
  );
  const record = row && (await findRecord(tx, kindOf('tenancy'), carrierId, row.id));
  if (!record) throw new Refusal('not-found');
  return record;
}

/** Over, or about to be by the notice given. */
async function overBy(tx: Tx, tenancyId: string): Promise<Refusal> {
  const isNoticed = (await departureOf(tx, tenancyId))?.state === 'noticed';
  return new Refusal(isNoticed ? 'departure.already-noticed' : 'tenancy.ended');
}

export interface TermsChange {
  readonly validFrom: Day;
  readonly remote?: boolean | undefined;
  readonly virtualDesks?: number | undefined;
  readonly desks: number;
  readonly deskCodes: string | null;
  readonly rentMonthFen: number | null;
  readonly note: string | null;
}

/** 调整工位: from a day on, up to the last day where notice is given; the next statement charges both to the day. */
export async function changeTerms(
  tx: Tx,
  keeper: Keeper,
  carrierId: string,
  tenancyId: string,
  { validFrom, note, ...changed }: TermsChange,
): Promise<void> {
  const record = await newestPeriod(tx, carrierId, tenancyId);
  const { validTo } = record;
  if (validTo !== null && validTo < validFrom) throw await overBy(tx, tenancyId);
  const values = { ...record.values, ...changed };
  if (values.remote && (changed.desks > 0 || changed.deskCodes))
    throw new Refusal('input.invalid', {}, [
      {
        path: changed.desks > 0 ? 'desks' : 'deskCodes',
        code: 'remote',
        message: '远程团队不占实体工位，请填0，不填工位编号',
      },
    ]);
  await succeedRecord(tx, keeper, carrierId, 'tenancy', record.id, {
    version: record.version,
    validFrom,
    validTo,
    note,
    values,
  });
  if ((changed.rentMonthFen ?? 0) > 0) await ensureBilling(tx, keeper, carrierId, validFrom);
}

/**
 * 续签: the signed renewal's terms follow the present ones from their first day. Of a stay that began without an agreement, as by a move from
 * another carrier, the first agreement's terms are those of the stay from its own first day.
 */
export async function renew(
  tx: Tx,
  keeper: Keeper,
  where: { carrierId: string; residencyId: string; version: number },
): Promise<void> {
  const { carrierId, residencyId: id, version } = where;
  const residency = await findResidency(tx, id);
  if (residency?.carrierId !== carrierId || !residency.tenancyId || !residency.teamId) throw new Refusal('not-found');
  const { tenancyId, teamId, content, number } = residency;
  await startResidency(tx, { carrierId, id, version }, { teamId, tenancyId });
  const record = await newestPeriod(tx, carrierId, tenancyId);
  if (record.validTo !== null) throw await overBy(tx, tenancyId);
  const terms = { version: record.version, validFrom: content.startsOn, values: valuesOf(teamId, number, content) };
  if (residency.renews === null && content.startsOn === record.validFrom)
    await correctRecord(tx, keeper, carrierId, 'tenancy', record.id, {
      ...terms,
      note: record.note,
      reason: `签订入驻协议 ${number}`,
    });
  else await succeedRecord(tx, keeper, carrierId, 'tenancy', record.id, terms);
  if (isCharged(content)) await ensureBilling(tx, keeper, carrierId, content.startsOn);
  recordChange(tx, { kind: 'tenancy', id: tenancyId, after: { renewedBy: id, from: content.startsOn } });
}

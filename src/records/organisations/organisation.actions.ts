import { newId } from '../../kernel/id.ts';
import { type FieldRefusal, Refusal } from '../../kernel/refusal.ts';
import { parseUscc } from '../../kernel/uscc.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import type { Tx } from '../../platform/db/database.ts';
import { reindexCarriersOf } from '../carriers/carrier.search.ts';
import type { Keeper } from '../keeping/keeping.actions.ts';
import { sayWhy } from '../keeping/keeping.store.ts';
import { findTerritory } from '../territories/territory.store.ts';
import {
  findOrganisation,
  insertOrganisation,
  lockOrganisation,
  type OrganisationData,
  updateOrganisation,
} from './organisation.store.ts';
import type { OrganisationRow } from './organisation.ts';

/** Officers of these reach their whole territory, and cases are routed to them by it. */
const GOVERNING: readonly string[] = ['department', 'zoneCommittee', 'alliance', 'platform'];

/**
 * Kind and territory decide how far an organisation's officers reach: nobody chooses them for the own one, and a
 * department only within its territory, for a body that governs below it.
 */
async function checked(
  tx: Tx,
  { actor }: Keeper,
  data: OrganisationData,
  before?: OrganisationRow,
): Promise<OrganisationData> {
  const errors: FieldRefusal[] = [];
  const territory = await findTerritory(tx, data.territoryId);
  if (!territory) errors.push({ path: 'territoryId', code: 'reference', message: '未找到所在区域' });
  const isPlaced = before?.kind === data.kind && before.territoryId === data.territoryId;
  const mayPlace = actor.isSystem || actor.roles.includes('securityAdmin');
  if (territory && !isPlaced && !mayPlace) {
    const within = actor.territoryPath;
    const governs = GOVERNING.includes(data.kind) || (before !== undefined && GOVERNING.includes(before.kind));
    if (before?.id === actor.organisationId) {
      const path = before?.kind === data.kind ? 'territoryId' : 'kind';
      errors.push({ path, code: 'own', message: '本单位的类型和所在区域由上级部门修改' });
    } else if (within === null || !territory.path.startsWith(within)) {
      errors.push({ path: 'territoryId', code: 'reach', message: '所在区域不在本部门管辖范围内' });
    } else if (governs && (data.kind === 'platform' || territory.path === within)) {
      errors.push({ path: 'kind', code: 'reach', message: '同级管理机构由安全管理员登记' });
    }
  }
  if (errors.length > 0) throw new Refusal('input.invalid', {}, errors);
  return { ...data, uscc: data.uscc ? parseUscc(data.uscc) : null };
}

async function uniqueCode<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if ((error as { code?: string }).code !== '23505') throw error;
    throw new Refusal('organisation.uscc-taken', {}, [
      { path: 'uscc', code: 'taken', message: '该统一社会信用代码已登记' },
    ]);
  }
}

async function changed(tx: Tx, id: string, before?: OrganisationRow): Promise<OrganisationRow> {
  const after = await findOrganisation(tx, id);
  if (!after) throw new Error(`organisation ${id} is gone`);
  recordChange(tx, { kind: 'organisation', id, ...(before ? { before } : {}), after });
  return after;
}

/** Registered, and still to be verified by the department it lies under. */
export async function createOrganisation(tx: Tx, keeper: Keeper, data: OrganisationData): Promise<OrganisationRow> {
  const id = newId();
  const at = keeper.clock.now().toString();
  await uniqueCode(
    insertOrganisation(tx, id, { ...(await checked(tx, keeper, data)), verifiedAt: null, example: false, at }),
  );
  return changed(tx, id);
}

async function lock(tx: Tx, id: string, version: number): Promise<OrganisationRow> {
  const before = await lockOrganisation(tx, id);
  if (!before) throw new Refusal('not-found');
  if (before.version !== version) throw new Refusal('conflict', { version: before.version });
  return before;
}

/** A new name, code, kind or territory has to be verified again. */
export async function editOrganisation(
  tx: Tx,
  keeper: Keeper,
  id: string,
  { version, reason, ...given }: OrganisationData & { version: number; reason: string },
): Promise<OrganisationRow> {
  const before = await lock(tx, id, version);
  const data = await checked(tx, keeper, given, before);
  const isSame = (['name', 'uscc', 'kind', 'territoryId'] as const).every((key) => data[key] === before[key]);
  await sayWhy(tx, { reason, person: keeper.actor.personId, at: keeper.clock.now().toString() });
  await uniqueCode(updateOrganisation(tx, id, { ...data, verifiedAt: isSame ? before.verifiedAt : null }));
  if (data.name !== before.name) await reindexCarriersOf(tx, id);
  return changed(tx, id, before);
}

/** The department confirms, or takes back, that name and code are those of the register. */
export async function verifyOrganisation(
  tx: Tx,
  keeper: Keeper,
  id: string,
  { version, verified }: { version: number; verified: boolean },
): Promise<OrganisationRow> {
  const before = await lock(tx, id, version);
  const at = keeper.clock.now().toString();
  await sayWhy(tx, { reason: verified ? '核验通过' : '撤销核验', person: keeper.actor.personId, at });
  await updateOrganisation(tx, id, { ...before, verifiedAt: verified ? at : null });
  return changed(tx, id, before);
}

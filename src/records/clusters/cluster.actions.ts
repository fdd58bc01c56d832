import { newId } from '../../kernel/id.ts';
import { type FieldRefusal, Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import type { Tx } from '../../platform/db/database.ts';
import { findCarrier } from '../carriers/carrier.store.ts';
import type { Keeper } from '../keeping/keeping.actions.ts';
import { sayWhy } from '../keeping/keeping.store.ts';
import { findOrganisation } from '../organisations/organisation.store.ts';
import {
  deleteMember,
  findMember,
  insertMember,
  listMembers,
  lockMember,
  type MemberData,
  updateMember,
} from './cluster.store.ts';
import type { MemberRow } from './cluster.ts';

/** The database has the last word: the same member twice at a time, a cluster as a member. */
async function fitting<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const { constraint } = error as { constraint?: string };
    if (constraint === 'cluster_member_overlaps')
      throw new Refusal('record.overlaps', {}, [
        { path: 'validFrom', code: 'overlaps', message: '该成员在这段时间内已是成员，请先填写原来一段的退出日期' },
      ]);
    if (constraint === 'cluster_member_kind')
      throw new Refusal('input.invalid', {}, [
        { path: 'memberCarrierId', code: 'kind', message: '集聚区本身不能作为成员' },
      ]);
    throw error;
  }
}

async function requireCluster(tx: Tx, clusterId: string): Promise<boolean> {
  const cluster = await findCarrier(tx, clusterId);
  if (cluster?.kind !== 'cluster') throw new Refusal('cluster.not-one');
  return cluster.example;
}

async function check(tx: Tx, data: MemberData): Promise<void> {
  const errors: FieldRefusal[] = [];
  const [path, found] =
    data.role === 'space' ? ['memberCarrierId', data.carrierId] : ['organisationId', data.organisationId];
  if (found === null) errors.push({ path, code: 'required', message: '请选择成员' });
  else if (data.role === 'space' ? !(await findCarrier(tx, found)) : !(await findOrganisation(tx, found)))
    errors.push({ path, code: 'reference', message: '未找到所选成员' });
  if (data.role === 'serviceBody' && data.services.length === 0)
    errors.push({ path: 'services', code: 'required', message: '请选择提供的服务' });
  if (data.validTo !== null && data.validTo < data.validFrom)
    errors.push({ path: 'validTo', code: 'period', message: '退出日期不能早于加入日期' });
  if (errors.length > 0) throw new Refusal('input.invalid', {}, errors);
}

export async function addMember(tx: Tx, keeper: Keeper, clusterId: string, entered: MemberData): Promise<MemberRow> {
  const example = await requireCluster(tx, clusterId);
  const isSpace = entered.role === 'space';
  const data: MemberData = {
    ...entered,
    carrierId: isSpace ? entered.carrierId : null,
    organisationId: isSpace ? null : entered.organisationId,
    services: entered.role === 'serviceBody' ? entered.services : [],
  };
  await check(tx, data);
  const id = newId();
  await fitting(insertMember(tx, clusterId, id, data, { at: keeper.clock.now().toString(), example }));
  const after = await findMember(tx, clusterId, id);
  if (!after) throw new Error(`member ${id} is gone`);
  recordChange(tx, { kind: 'clusterMember', id, after: { clusterId, ...after } });
  return after;
}

async function lockOrRefuse(tx: Tx, clusterId: string, id: string, version: number): Promise<MemberRow> {
  const before = await lockMember(tx, clusterId, id);
  if (!before) throw new Refusal('not-found');
  if (before.version !== version) throw new Refusal('conflict', { version: before.version });
  return before;
}

/** Its days, its services: put right, or ended; who it is stays. The old version and the reason are kept. */
export async function correctMember(
  tx: Tx,
  keeper: Keeper,
  clusterId: string,
  id: string,
  {
    version,
    reason,
    ...data
  }: Pick<MemberData, 'services' | 'validFrom' | 'validTo' | 'note'> & { version: number; reason: string },
): Promise<MemberRow> {
  const before = await lockOrRefuse(tx, clusterId, id, version);
  const services = before.role === 'serviceBody' ? data.services : [];
  await check(tx, { ...before, ...data, services });
  const at = keeper.clock.now().toString();
  await sayWhy(tx, { reason, person: keeper.actor.personId, at });
  await fitting(updateMember(tx, id, { ...data, services }, at));
  const after = (await findMember(tx, clusterId, id)) as MemberRow;
  recordChange(tx, { kind: 'clusterMember', id, before, after });
  return after;
}

/** Entered by mistake: it never was one. */
export async function voidMember(
  tx: Tx,
  keeper: Keeper,
  clusterId: string,
  id: string,
  { version, reason }: { version: number; reason: string },
): Promise<void> {
  const before = await lockOrRefuse(tx, clusterId, id, version);
  await sayWhy(tx, { reason, person: keeper.actor.personId, at: keeper.clock.now().toString() });
  await deleteMember(tx, id);
  recordChange(tx, { kind: 'clusterMember', id, before });
}

export async function membersOf(tx: Tx, clusterId: string, on: string | null): Promise<MemberRow[]> {
  await requireCluster(tx, clusterId);
  return listMembers(tx, clusterId, on);
}

import { SYSTEM } from '../../kernel/actor.ts';
import { type Clock, travellingClock } from '../../kernel/clock.ts';
import { usccFor } from '../../kernel/uscc.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { createRecord, type Entry, type Keeper } from '../keeping/keeping.actions.ts';
import type { KeptRecord } from '../keeping/keeping.store.ts';
import type { RecordKindCode } from '../keeping/kinds.ts';
import { createOrganisation } from '../organisations/organisation.actions.ts';
import type { OrganisationData } from '../organisations/organisation.store.ts';
import type { OrganisationRow } from '../organisations/organisation.ts';
import { territoryIdOf } from '../territories/territory.ts';
import { createCarrier } from './carrier.actions.ts';
import type { CarrierData } from './carrier.store.ts';
import type { CarrierRow } from './carrier.ts';

/** 09:00 of the demo day. */
export const KEEPER: Keeper = { actor: SYSTEM, clock: travellingClock('2026-11-23') };

export const keeperAt = (clock: Clock): Keeper => ({ actor: SYSTEM, clock });

/** A company in 长沙市芙蓉区, unless told otherwise. */
export async function givenOrganisation(
  tx: Tx,
  given: Partial<OrganisationData> = {},
  keeper = KEEPER,
): Promise<OrganisationRow> {
  const [row] = await sqlRows<{ count: number }>(tx, 'select count(*) from organisation');
  const serial = 7000 + (row?.count ?? 0);
  return createOrganisation(tx, keeper, {
    kind: 'operator',
    name: `测试运营公司${serial}`,
    uscc: usccFor(serial),
    legalForm: 'enterprise',
    legalPerson: true,
    territoryId: territoryIdOf('430102'),
    registeredOn: '2018-05-01',
    address: null,
    ...given,
  });
}

/** A maker space in 长沙市芙蓉区 that opened on 2020-01-01, with no record yet. The divisions must be there. */
export async function givenCarrier(tx: Tx, given: Partial<CarrierData> = {}, keeper = KEEPER): Promise<CarrierRow> {
  const operatorId = given.operatorId === undefined ? (await givenOrganisation(tx, {}, keeper)).id : given.operatorId;
  return createCarrier(tx, keeper, {
    kind: 'makerSpace',
    form: null,
    serviceModel: null,
    features: [],
    territoryId: territoryIdOf('430102'),
    address: null,
    openedOn: '2020-01-01',
    closedOn: null,
    virtualUrl: null,
    summary: null,
    source: null,
    name: '测试众创空间',
    focus: null,
    goals: null,
    ...given,
    operatorId,
  });
}

/** One record; it holds from 2020-01-01 on, unless told otherwise. */
export function givenRecord(
  tx: Tx,
  carrierId: string,
  kind: RecordKindCode,
  values: Entry['values'],
  period: Partial<Omit<Entry, 'values'>> = {},
  keeper = KEEPER,
): Promise<KeptRecord> {
  return createRecord(tx, keeper, carrierId, kind, { validFrom: '2020-01-01', ...period, values });
}

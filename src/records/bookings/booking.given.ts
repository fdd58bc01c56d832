import { givenPerson } from '../../identity/people/people.given.ts';
import { type Actor, PUBLIC, type Role } from '../../kernel/actor.ts';
import { newId } from '../../kernel/id.ts';
import { type Database, sqlRows } from '../../platform/db/database.ts';
import { moveCredits } from '../bookingCredits/booking-credit.store.ts';
import { givenCarrier, givenOrganisation, givenRecord, KEEPER } from '../carriers/carrier.fixture.ts';
import { replaceOpenings } from '../openings/opening.store.ts';
import { DAY_KINDS, type DayKind } from '../openings/opening.ts';
import { setTerms } from '../resources/resource.actions.ts';
import { defaultTerms, type Price, type ResourceKind, type Terms } from '../resources/resource.ts';
import { setTeamOrganisation } from '../teams/team.store.ts';

export interface GivenSpace {
  carrierId: string;
  operatorId: string;
  operator: Actor;
}

const actorOf = (personId: string, organisationId: string, role: Role): Actor => ({
  ...PUBLIC,
  personId,
  name: role,
  organisationId,
  roles: [role],
});

/** Open on working days from 9 to 21, closed on days off, unless told otherwise. */
export async function givenSpace(database: Database, openings = WEEKDAYS): Promise<GivenSpace> {
  const { carrierId, operatorId } = await database.transact(async (tx) => {
    const carrier = await givenCarrier(tx);
    await replaceOpenings(tx, carrier.id, null, openings);
    return { carrierId: carrier.id, operatorId: carrier.operatorId as string };
  });
  const personId = await givenPerson(database, {
    name: '运营人',
    roles: [{ organisationId: operatorId, role: 'operator' }],
  });
  return { carrierId, operatorId, operator: actorOf(personId, operatorId, 'operator') };
}
const hours = (kinds: readonly DayKind[], opens: number, closes: number) =>
  kinds.map((dayKind) => ({ dayKind, opens, closes }));
export const WEEKDAYS = hours(['mon', 'tue', 'wed', 'thu', 'fri', 'makeup'], 540, 1260);
export const ALWAYS = hours(Object.keys(DAY_KINDS) as DayKind[], 0, 1440);

export interface GivenTeam {
  teamId: string;
  organisationId: string;
  founder: Actor;
  member: Actor;
}

/** A resident team with a founder and a member, and so many credits. */
export async function givenTeam(database: Database, carrierId: string, credits = 0): Promise<GivenTeam> {
  const { teamId, organisationId } = await database.transact(async (tx) => {
    const organisation = await givenOrganisation(tx, { kind: 'team' as never, name: `团队${newId()}`, uscc: null });
    const team = await givenRecord(tx, carrierId, 'team', { name: '示例团队' });
    await givenRecord(tx, carrierId, 'tenancy', { teamId: team.id, desks: 2 });
    await setTeamOrganisation(tx, team.id, organisation.id);
    const at = KEEPER.clock.now().toString();
    if (credits > 0)
      await moveCredits(tx, {
        carrierId,
        teamId: team.id,
        kind: 'grant',
        amount: credits,
        bookingId: null,
        note: '发放',
        personId: null,
        at,
      });
    return { teamId: team.id, organisationId: organisation.id };
  });
  const as = async (name: string, role: Role) =>
    actorOf(await givenPerson(database, { name, roles: [{ organisationId, role }] }), organisationId, role);
  return { teamId, organisationId, founder: await as('创始人', 'founder'), member: await as('队员', 'teamMember') };
}

const RESIDENT: Price = { userGroup: 'resident', period: 'hour', feeFen: 3000, credits: 2 };

/** A bookable line of the records, with default terms. */
export async function givenResource(
  database: Database,
  carrierId: string,
  kind: ResourceKind,
  given: { count?: number; seats?: number; name?: string; terms?: Partial<Terms>; prices?: Price[] } = {},
): Promise<string> {
  const { count = 1, seats = 10, name = '一号' } = given;
  const values = {
    desk: { code: name, kind: 'hot', count },
    room: { name, kind: 'meeting', count, seats },
    device: { name, kind: 'projector', count },
    locker: { code: name, count },
  }[kind];
  const terms = { ...defaultTerms(kind), ...given.terms };
  const prices = given.prices ?? [{ ...RESIDENT, period: terms.period }];
  return database.transact(async (tx) => {
    const record = await givenRecord(tx, carrierId, kind, values);
    const setting = { carrierId, kind, recordId: record.id, version: null, ...terms, prices, photos: [] };
    const { id } = await setTerms(tx, KEEPER, PUBLIC, setting);
    return id;
  });
}

/** Every unit that two bookings hold at once; there must never be one. */
export async function doubleBookings(database: Database): Promise<unknown[]> {
  return database.read((tx) =>
    sqlRows(
      tx,
      `select a.booking_id, b.booking_id as other from booking_item a join booking_item b on a.resource_id = b.resource_id
         and a.booking_id < b.booking_id and a.during && b.during and a.units && b.units
       join booking x on x.id = a.booking_id join booking y on y.id = b.booking_id
       where x.state in ('offered', 'requested', 'confirmed', 'checkedIn') and y.state in ('offered', 'requested', 'confirmed', 'checkedIn')`,
    ),
  );
}

import { sqlRows, type Tx } from '../../platform/db/database.ts';
import type { CaseRow } from '../casefile/casefile.store.ts';
import type { Party } from './conflict.ts';

interface PersonPhone {
  readonly id: string;
  readonly phone: Buffer | null;
}
/** Parties before their phones are opened. */
export type FoundParty = Omit<Party, 'phoneHashes' | 'personIds'> & { readonly people: readonly PersonPhone[] };

type PartiesOf = Pick<CaseRow, 'id' | 'applicant_id' | 'recommender_id' | 'carrier_id'>;

/**
 * Of each case: applicant, recommending body, outside agents; of its carrier on the day: tenants with the people who act
 * for them, staff, mentors. A fixed number of queries, however many cases.
 */
export async function partiesOf(tx: Tx, files: readonly PartiesOf[], on: string): Promise<Map<string, FoundParty[]>> {
  const caseIds = files.map(({ id }) => id);
  const carrierIds = [...new Set(files.map(({ carrier_id }) => carrier_id))];
  const during = (alias: string) =>
    `${alias}.carrier_id = any($1::uuid[]) and ${alias}.valid_from <= $2 and (${alias}.valid_to is null or ${alias}.valid_to >= $2)`;
  const teams = await sqlRows<{
    carrier_id: string;
    organisation_id: string | null;
    name: string;
    uscc: string | null;
  }>(
    tx,
    `select distinct y.carrier_id, t.organisation_id, coalesce(t.company_name, t.name) as name, t.uscc
     from tenancy y join team t on t.id = y.team_id where ${during('y')} order by 1, 3`,
    [carrierIds, on],
  );
  const staff = await sqlRows<{ carrier_id: string; name: string }>(
    tx,
    `select distinct s.carrier_id, s.name from staff s where ${during('s')} order by 1, 2`,
    [carrierIds, on],
  );
  const mentors = await sqlRows<{ carrier_id: string; name: string; id: string | null; phone: Buffer | null }>(
    tx,
    `select distinct m.carrier_id, m.name, p.id, p.phone_sealed as phone from mentor m left join person p on p.id = m.person_id
     where ${during('m')} order by 1, 2`,
    [carrierIds, on],
  );
  const bodyIds = files.flatMap((file) => [file.applicant_id, ...(file.recommender_id ? [file.recommender_id] : [])]);
  const bodies = await sqlRows<{ id: string; name: string; uscc: string | null }>(
    tx,
    'select id, name, uscc from organisation where id = any($1::uuid[])',
    [[...new Set(bodyIds)]],
  );
  const members = await sqlRows<{ organisation_id: string } & PersonPhone>(
    tx,
    `select distinct m.organisation_id, p.id, p.phone_sealed as phone from membership m join person p on p.id = m.person_id
     where m.organisation_id = any($1::uuid[])`,
    [[...new Set([...bodyIds, ...teams.flatMap((team) => team.organisation_id ?? [])])]],
  );
  const agents = await sqlRows<
    {
      case_id: string;
      name: string;
      organisation: string | null;
      organisation_name: string | null;
    } & PersonPhone
  >(
    tx,
    `select c.case_id, p.id, p.name, p.phone_sealed as phone, o.id as organisation, o.name as organisation_name
     from case_party c join person p on p.id = c.person_id
     left join membership m on m.person_id = p.id and m.role = 'agent' left join organisation o on o.id = m.organisation_id
     where c.case_id = any($1::uuid[]) and c.part = 'agent' and c.removed_at is null`,
    [caseIds],
  );
  const bodyById = new Map(bodies.map((body) => [body.id, body]));
  const peopleOf = Map.groupBy(members, (member) => member.organisation_id);
  const teamsOf = Map.groupBy(teams, (team) => team.carrier_id);
  const staffOf = Map.groupBy(staff, (one) => one.carrier_id);
  const mentorsOf = Map.groupBy(mentors, (one) => one.carrier_id);
  const agentsOf = Map.groupBy(agents, (one) => one.case_id);
  const nobody = { organisationId: null, uscc: null, names: [], people: [] };
  return new Map(
    files.map((file) => {
      const body = (part: 'operator' | 'recommender', id: string | null): FoundParty[] => {
        const known = id === null ? undefined : bodyById.get(id);
        if (!known) return [];
        const people = peopleOf.get(known.id) ?? [];
        return [{ ...nobody, part, organisationId: known.id, name: known.name, uscc: known.uscc, people }];
      };
      return [
        file.id,
        [
          ...body('operator', file.applicant_id),
          ...body('recommender', file.recommender_id),
          ...(teamsOf.get(file.carrier_id) ?? []).map((team) => ({
            ...nobody,
            part: 'team' as const,
            organisationId: team.organisation_id,
            name: team.name,
            uscc: team.uscc,
            people: (team.organisation_id && peopleOf.get(team.organisation_id)) || [],
          })),
          ...(staffOf.get(file.carrier_id) ?? []).map(({ name }) => ({
            ...nobody,
            part: 'staff' as const,
            name,
            names: [name],
          })),
          ...(mentorsOf.get(file.carrier_id) ?? []).map(({ name, id, phone }) => ({
            ...nobody,
            part: 'mentor' as const,
            name,
            names: id ? [] : [name],
            people: id ? [{ id, phone }] : [],
          })),
          ...(agentsOf.get(file.id) ?? []).map((agent) => ({
            ...nobody,
            part: 'agent' as const,
            organisationId: agent.organisation,
            name: agent.organisation_name ?? agent.name,
            people: [{ id: agent.id, phone: agent.phone }],
          })),
        ],
      ];
    }),
  );
}

export async function reviewersOf(tx: Tx, caseId: string): Promise<string[]> {
  const rows = await sqlRows<{ expert_id: string }>(tx, 'select distinct expert_id from review where case_id = $1', [
    caseId,
  ]);
  return rows.map(({ expert_id }) => expert_id);
}

/** Who declared an interest in a case while reviewing it, or had to leave it for one: out of it for good. */
export async function recusedFrom(tx: Tx, caseIds: readonly string[]): Promise<Map<string, Set<string>>> {
  const rows = await sqlRows<{ case_id: string; expert_id: string }>(
    tx,
    "select case_id, expert_id from review where case_id = any($1::uuid[]) and state in ('recused', 'conflicted')",
    [caseIds],
  );
  const found = new Map<string, Set<string>>();
  for (const row of rows) found.set(row.case_id, (found.get(row.case_id) ?? new Set()).add(row.expert_id));
  return found;
}

/** Cases that the expert was ever assigned to, and whether they recused themselves there. */
export async function casesReviewedBy(tx: Tx, expertId: string): Promise<(PartiesOf & { recused: boolean })[]> {
  return sqlRows(
    tx,
    `select c.id, c.applicant_id, c.recommender_id, c.carrier_id, bool_or(r.state in ('recused', 'conflicted')) as recused
     from review r join case_file c on c.id = r.case_id where r.expert_id = $1 group by c.id`,
    [expertId],
  );
}

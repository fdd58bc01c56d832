import { ownAs, reaches, type Subject } from '../../identity/access.ts';
import type { Actor } from '../../kernel/actor.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';

interface Parties {
  path: string;
  applicant: string;
  state: string;
  /** Opened against the applicant, who has not been told yet. */
  untold: boolean;
  bodies: string[];
  people: string[];
}

/** Whoever has, or had, a task there takes part, but for those whom it was taken from and who recused themselves. */
const TAKES_PART = `k.case_id = c.id and k.state <> 'ended' and k.verb is distinct from 'recuse'`;

async function partiesOf(tx: Tx, caseId: string): Promise<Parties | undefined> {
  const [row] = await sqlRows<Parties>(
    tx,
    `select t.path, c.applicant_id as applicant, c.state, c.against and c.told_pass is null as untold,
       array(select c.recommender_id::text where c.recommender_id is not null
             union select k.organisation_id::text from task k where k.case_id = c.id and k.organisation_id is not null
               and k.organisation_id <> c.applicant_id) as bodies,
       array(select p.person_id::text from case_party p where p.case_id = c.id and p.removed_at is null
             union select k.person_id::text from task k where k.person_id is not null and ${TAKES_PART}) as people
     from case_file c join territory t on t.id = c.territory_id where c.id = $1`,
    [caseId],
  );
  return row;
}

/** The applicant, the bodies that handle it, the people named, and above them the territory once it was handed in. */
export async function caseSubject(tx: Tx, caseId: string): Promise<Subject | undefined> {
  const row = await partiesOf(tx, caseId);
  if (!row) return undefined;
  const isDraft = row.state === 'draft';
  return {
    territoryPath: row.path,
    organisationIds: row.untold ? [] : [row.applicant],
    handlerIds: isDraft ? [] : row.bodies,
    personIds: row.people,
    isDraft,
  };
}

/** Opinions and records between bodies: never the applicant or who fills in for them. */
export async function caseInternalSubject(tx: Tx, caseId: string): Promise<Subject | undefined> {
  const row = await partiesOf(tx, caseId);
  return (
    row && {
      territoryPath: row.path,
      organisationIds: [],
      handlerIds: row.bodies,
      personIds: [],
      isDraft: row.state === 'draft',
    }
  );
}

/** A task is reached as its case. */
export async function caseOfTask(tx: Tx, taskId: string): Promise<string | undefined> {
  return (await tx.selectFrom('task').select('case_id').where('id', '=', taskId).executeTakeFirst())?.case_id;
}

/** SQL that lets through the cases (alias c, territory t) that the actor may list; the same rule as `mayReach`. */
export function caseScope(actor: Actor, values: unknown[]): string {
  if (actor.isSystem) return 'true';
  const found = reaches(actor, 'case.list');
  const bind = (value: unknown) => `$${values.push(value)}`;
  if (found.has('all')) return 'true';
  const parts: string[] = [];
  if (found.has('territory') && actor.territoryPath) {
    parts.push(`(c.state <> 'draft' and starts_with(t.path, ${bind(actor.territoryPath)}))`);
  }
  if (found.has('own') && actor.organisationId) {
    const own = bind(actor.organisationId);
    const { owner, handler } = ownAs(actor, 'case.list');
    if (owner) parts.push(`(c.applicant_id = ${own} and (not c.against or c.told_pass is not null))`);
    if (handler)
      parts.push(
        `(c.state <> 'draft' and (c.recommender_id = ${own} or (c.applicant_id <> ${own}
           and exists (select 1 from task k where k.case_id = c.id and k.organisation_id = ${own}))))`,
      );
  }
  if (found.has('party') && actor.personId) {
    const me = bind(actor.personId);
    parts.push(
      `exists (select 1 from case_party p where p.case_id = c.id and p.person_id = ${me} and p.removed_at is null)`,
    );
    parts.push(`exists (select 1 from task k where k.person_id = ${me} and ${TAKES_PART})`);
  }
  return parts.length > 0 ? `(${parts.join(' or ')})` : 'false';
}

/**
 * How a case shows itself to an actor.
 *   applicant  no internal opinion, no task of others, no expert
 *   expert     what is to be reviewed, nothing of how others see it
 *   body       all but what a step's own feature keeps to itself
 */
export type Audience = 'applicant' | 'expert' | 'body';

export async function audienceOf(tx: Tx, actor: Actor, row: { id: string; applicant_id: string }): Promise<Audience> {
  if (actor.organisationId === row.applicant_id) return 'applicant';
  const serves = actor.isSystem || actor.roles.includes('officer') || actor.roles.includes('director');
  // Whom the applicant names is never thereby kept from what the own body must know.
  if (!serves && actor.personId !== null) {
    const party = await tx
      .selectFrom('case_party')
      .select('id')
      .where('case_id', '=', row.id)
      .where('person_id', '=', actor.personId)
      .where('removed_at', 'is', null)
      .executeTakeFirst();
    if (party) return 'applicant';
  }
  return serves ? 'body' : 'expert';
}

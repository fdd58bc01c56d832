import type { Clock } from '../../kernel/clock.ts';
import { newId } from '../../kernel/id.ts';
import { type Database, sqlRows } from '../../platform/db/database.ts';
import { DEMO_ORGANISATION_IDS } from '../../records/demo/demo.ids.ts';
import type { TestApp } from '../../test-app.ts';
import { demoPerson, type Person } from '../casefile/case.given.ts';

interface Stored {
  readonly services: { readonly database: Database; readonly clock: Clock };
}

const HUNAN = '430000-hunan/maker-space-2016';

/** A round of 湖南 whose cases all stand at the expert review, each of a space of its own; the province has the task. */
export async function casesAtReview(app: Stored, count: number): Promise<{ roundId: string; caseIds: string[] }> {
  const { database, clock } = app.services;
  const now = clock.now().toString();
  return database.transact(async (tx) => {
    const [place] = await sqlRows<{ id: string }>(tx, "select id from territory where code = '430100'");
    const [top] = await sqlRows<{ id: string }>(tx, "select id from territory where code = '430000'");
    const [pack] = await sqlRows<{ hash: string }>(tx, 'select hash from pack where id = $1 and replaced_at is null', [
      HUNAN,
    ]);
    if (!place || !top || !pack) throw new Error('no territories or packs');
    const roundId = newId();
    await sqlRows(
      tx,
      // Rounds of one procedure never overlap: each has a day of its own.
      `insert into round (id, pack_id, procedure_id, territory_id, within, year, title, opens_at, closes_at, created_at)
       select $1, $2, 'recognition', t.id, t.path, 2026, '示例批次', day, day + interval '1 hour', $4
       from territory t, (select timestamptz '2001-01-01' + count(*) * interval '1 day' as day from round) d where t.id = $3`,
      [roundId, HUNAN, top.id, now],
    );
    const caseIds: string[] = [];
    for (let index = 0; index < count; index++) {
      const [carrierId, caseId] = [newId(), newId()];
      caseIds.push(caseId);
      const title = `示例空间${index + 1}`;
      await sqlRows(
        tx,
        `insert into carrier (id, kind, name, name_sort, operator_id, territory_id, focus, created_at)
         values ($1, 'makerSpace', $2, $2, $3, $4, $5, $6)`,
        [carrierId, title, DEMO_ORGANISATION_IDS.operator, place.id, index % 2 ? '人工智能' : '新材料', now],
      );
      await sqlRows(
        tx,
        `insert into case_file (id, number, pack_hash, pack_id, procedure_id, purpose, carrier_id, applicant_id, round_id,
           territory_id, title, state, step, step_kind, pass, judged_on, opened_at, submitted_at)
         values ($1, $2, $3, $4, 'recognition', 'recognition', $5, $6, $7, $8, $9, 'open', 'expert-review', 'expertReview', 1,
           '2026-11-01', $10, $10)`,
        [
          caseId,
          `示例-${roundId.slice(-6)}-${index + 1}`,
          pack.hash,
          HUNAN,
          carrierId,
          DEMO_ORGANISATION_IDS.operator,
          roundId,
          place.id,
          title,
          now,
        ],
      );
      await sqlRows(
        tx,
        `insert into case_step (case_id, pass, step, kind, entered_at) values ($1, 1, 'expert-review', 'expertReview', $2)`,
        [caseId, now],
      );
      await sqlRows(
        tx,
        `insert into task (id, case_id, pass, step, kind, state, organisation_id, role, created_at)
         values ($1, $2, 1, 'expert-review', 'main', 'open', $3, 'officer', $4)`,
        [newId(), caseId, DEMO_ORGANISATION_IDS.provinceDepartment, now],
      );
    }
    return { roundId, caseIds };
  });
}

/** Experts in the library of a province, each of an organisation of their own. */
export async function insertExperts(
  app: Stored,
  count: number,
  fields: readonly string[] = ['人工智能', '新材料'],
  province = '430000',
): Promise<{ account: string; personId: string }[]> {
  const { database, clock } = app.services;
  const now = clock.now().toString();
  return database.transact(async (tx) => {
    const [top] = await sqlRows<{ id: string }>(tx, 'select id from territory where code = $1', [province]);
    const made: { account: string; personId: string }[] = [];
    for (let index = 0; index < count; index++) {
      const [personId, organisationId] = [newId(), newId()];
      const account = `expert.${personId.slice(-8)}`;
      made.push({ account, personId });
      await sqlRows(
        tx,
        `insert into organisation (id, kind, name, name_sort, territory_id, created_at) values ($1, 'institute', $2, $2, $3, $4)`,
        [organisationId, `示例研究所${organisationId.slice(-8)}`, top?.id, now],
      );
      await sqlRows(tx, 'insert into person (id, name, account) values ($1, $2, $2)', [personId, account]);
      await sqlRows(
        tx,
        `insert into membership (id, person_id, organisation_id, role, valid_from) values ($1, $2, $3, 'expert', '2020-01-01')`,
        [newId(), personId, organisationId],
      );
      await sqlRows(
        tx,
        'insert into expert (person_id, territory_id, fields, added_at) values ($1, $2, $3::text[], $4)',
        [personId, top?.id, fields, now],
      );
    }
    return made;
  });
}

/** The same, signed in. */
export async function librarians(
  app: TestApp,
  count: number,
  { fields }: { fields?: string[] } = {},
): Promise<Person[]> {
  const made = await insertExperts(app, count, fields);
  return Promise.all(made.map(({ account }) => demoPerson(app, account)));
}

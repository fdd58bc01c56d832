import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { givenPerson } from '../../identity/people/people.given.ts';
import { sqlRows } from '../../platform/db/database.ts';
import { type TestApp, testApp } from '../../test-app.ts';
import { clientOf } from '../../test-client.ts';
import { replay } from '../assessments/replay.ts';
import { packByHash } from '../packs/pack.actions.ts';
import { printReplay } from './replay.cli.ts';

let app: TestApp;
beforeAll(async () => {
  app = await testApp({ data: 'demo' });
}, 120_000);
afterAll(() => app.close());

const run = async () => {
  const out: string[] = [];
  const output = { out: (line: string) => void out.push(line), err: (line: string) => void out.push(line) };
  return { code: await printReplay(app.services.database, output), out };
};
const assessments = () =>
  app.services.database.read((tx) =>
    sqlRows<{
      id: string;
      pack_hash: string;
      on_day: string;
      facts: never;
      judgements: never;
      findings: never;
      verdict: string;
    }>(
      tx,
      `select a.* from case_assessment a join decision d on d.assessment_id = a.id where d.state = 'signed' order by a.id`,
    ),
  );

describe('decided cases judged again', () => {
  test('come out as they were sealed, every one', async () => {
    const { code, out } = await run();
    expect(code).toBe(0);
    expect(out).toEqual([expect.stringMatching(/^重算一致: 已决办件 [1-9]\d* 件$/)]);
  });

  test('are shown to the auditor with their seals', async () => {
    const [platform] = await app.services.database.read((tx) =>
      sqlRows<{ id: string }>(tx, `select organisation_id as id from membership where role = 'auditAdmin' limit 1`),
    );
    const auditor = clientOf(
      app,
      await givenPerson(app.services.database, {
        name: '审计',
        roles: [{ organisationId: platform?.id ?? '', role: 'auditAdmin' }],
      }),
    );
    const { rows, total } = (await auditor.get('/api/replays')).json();
    expect(total).toBeGreaterThan(0);
    for (const row of rows) expect([row.sealHolds, row.deviations]).toEqual([true, []]);
  });

  test('a figure of the sealed facts that is another gives a difference with its name', async () => {
    const row = (await assessments()).find(({ findings }) => JSON.stringify(findings).includes('"floor-area"'));
    if (!row) throw new Error('no recognition was decided');
    const pack = await app.services.database.read((tx) => packByHash(tx, row.pack_hash));
    const { on_day: on, facts, judgements, findings, verdict } = row;
    expect(replay(pack, { on, facts, judgements, findings, verdict })).toEqual([]);
    const altered = { ...(facts as object), 'space.floorArea': { value: 1 } } as never;
    expect(replay(pack, { on, facts: altered, judgements, findings, verdict })).toContainEqual(
      expect.objectContaining({ what: 'floor-area', field: 'actual', now: '1' }),
    );
  });

  test('what was changed behind the back of the product is named, and the command fails', async () => {
    const [row] = await assessments();
    await app.services.database.transact(async (tx) => {
      await sqlRows(tx, 'alter table case_assessment disable trigger case_assessment_is_append_only');
      await sqlRows(tx, `update case_assessment set verdict = 'unmet' where id = $1`, [row?.id]);
      await sqlRows(tx, 'alter table case_assessment enable trigger case_assessment_is_append_only');
    });
    const { code, out } = await run();
    expect(code).toBe(1);
    expect(out.join('\n')).toMatch(/决定时 verdict outcome: 封存 "unmet"，重算 "met"/);
  });
});

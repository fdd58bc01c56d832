import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { replayCase } from '../assessments/replay.actions.ts';
import { verifyDecision } from './decision.actions.ts';

interface Decided {
  readonly caseId: string;
  readonly caseNumber: string;
  readonly title: string;
  readonly signedAt: string;
}

/** Cases with a signed decision, the one decided last first. */
export async function decidedCases(tx: Tx, limit: number, offset: number): Promise<{ rows: Decided[]; total: number }> {
  const [count] = await sqlRows<{ total: number }>(
    tx,
    `select count(distinct case_id)::int as total from decision where state = 'signed'`,
    [],
  );
  const rows = await sqlRows<Decided>(
    tx,
    `select c.id as "caseId", c.number as "caseNumber", c.title, max(d.signed_at) as "signedAt"
     from decision d join case_file c on c.id = d.case_id where d.state = 'signed'
     group by c.id, c.number, c.title order by max(d.signed_at) desc, c.id limit $1 offset $2`,
    [limit, offset],
  );
  return { rows, total: count?.total ?? 0 };
}

/** The seal of the decision, and everything that was frozen on the way to it, judged again. */
export async function replayDecided(tx: Tx, decided: Decided) {
  const { number, sealHolds } = await verifyDecision(tx, decided.caseId);
  const deviations = (await replayCase(tx, decided.caseId)).flatMap(({ kind, deviations: found }) =>
    found.map((one) => ({ kind, ...one })),
  );
  return { ...decided, decisionNumber: number, sealHolds, deviations };
}

const BATCH = 100;

/** Every decided case, some at a time. */
export async function* replayAll(read: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>) {
  for (let offset = 0; ; offset += BATCH) {
    const { rows } = await read((tx) => decidedCases(tx, BATCH, offset));
    for (const decided of rows) yield await read((tx) => replayDecided(tx, decided));
    if (rows.length < BATCH) return;
  }
}

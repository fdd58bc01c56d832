import { type Day, yearOf } from '../../kernel/day.ts';
import { newId } from '../../kernel/id.ts';
import { sumOf } from '../../kernel/money.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { contentHash } from '../../platform/documents/document.ts';
import { writtenAs } from '../../platform/documents/write.ts';
import { nextSerial, numberFrom } from '../../platform/serials/serial.ts';
import type { Services } from '../../platform/services.ts';
import type { Keeper } from '../keeping/keeping.actions.ts';
import { balanceOf } from '../ledger/ledger.store.ts';
import { setOff } from '../statements/statement.actions.ts';
import { lockTenancy, owedStatements } from '../statements/statement.store.ts';
import { findSettlement, insertSettlement, settlementsOf } from './settlement.store.ts';
import { settlementDocument } from './settlement.ts';

/**
 * 退出结算: the credit, then the deposit, against what is owed, the oldest statement first. What is left is to be given back or claimed.
 *
 * @param through the last day of the stay
 */
export async function settleStay(tx: Tx, keeper: Keeper, tenancyId: string, through: Day): Promise<void> {
  const tenancy = await lockTenancy(tx, tenancyId);
  if (!tenancy) throw new Refusal('not-found', { tenancy: tenancyId });
  const { carrierId, example } = tenancy;
  const on = keeper.clock.today();
  const owedFen = sumOf((await owedStatements(tx, tenancyId)).map((one) => one.owedFen));
  const creditFen = await balanceOf(tx, `credit:${tenancyId}`);
  const depositFen = await balanceOf(tx, `deposit:${tenancyId}`);
  const creditUsedFen = Math.min(owedFen, creditFen);
  const depositUsedFen = Math.min(owedFen - creditUsedFen, depositFen);
  const year = yearOf(on);
  const number = numberFrom('JS{year}-{serial:6}', year, await nextSerial(tx, `settlement:${year}`));
  const figures = { number, settledOn: on, through, owedFen, creditFen, depositFen, creditUsedFen, depositUsedFen };
  const id = newId();
  const hash = contentHash({ ...figures, tenancyId });
  const row = { id, carrierId, tenancyId, ...figures, hash, example };
  await insertSettlement(tx, { ...row, at: keeper.clock.now().toString(), by: keeper.actor.personId });
  for (const kind of ['creditSetOff', 'depositSetOff'] as const)
    await setOff(tx, keeper, tenancyId, { kind, on, settlementId: id });
  recordChange(tx, { kind: 'settlement', id, after: row });
}

/**
 * Settles again what came up after the team had left: a correction, a payment that was reversed.
 *
 * @throws Refusal `settlement.nothing` where there is nothing to set off, or the team has not left
 */
export async function settleAgain(tx: Tx, keeper: Keeper, carrierId: string, tenancyId: string): Promise<void> {
  const tenancy = await lockTenancy(tx, tenancyId);
  if (tenancy?.carrierId !== carrierId) throw new Refusal('not-found', { tenancy: tenancyId });
  const [last] = await settlementsOf(tx, tenancyId);
  const held = (await balanceOf(tx, `credit:${tenancyId}`)) + (await balanceOf(tx, `deposit:${tenancyId}`));
  if (!last || held === 0 || (await owedStatements(tx, tenancyId)).length === 0)
    throw new Refusal('settlement.nothing');
  await settleStay(tx, keeper, tenancyId, last.through);
}

/** As Word or PDF, with the hash of its figures on it. */
export async function settlementPaper(
  tx: Tx,
  { config }: Pick<Services, 'config'>,
  where: { id: string; carrierId?: string; teamId?: string },
  format: 'word' | 'pdf',
) {
  const row = await findSettlement(tx, where.id);
  const isTheirs =
    (where.carrierId ?? row?.carrierId) === row?.carrierId && (where.teamId ?? row?.teamId) === row?.teamId;
  if (!row || !isTheirs) throw new Refusal('not-found');
  const [names] = await sqlRows<{ carrier: string; operator: string | null; team: string | null }>(
    tx,
    `select c.name as carrier, o.name as operator, (select coalesce(x.company_name, x.name) from team x where x.root_id = $2
       order by x.valid_from desc limit 1) as team
     from carrier c left join organisation o on o.id = c.operator_id where c.id = $1`,
    [row.carrierId, row.teamId],
  );
  const document = settlementDocument(row, {
    carrier: names?.carrier ?? '',
    operator: names?.operator ?? '',
    teamName: names?.team ?? '',
    at: Temporal.Instant.from(row.settledAt),
    verification: { hash: row.hash, url: `${config.publicUrl}/verify?q=${row.hash}` },
  });
  return writtenAs(format === 'word' ? 'docx' : 'pdf', `退出结算单-${row.number}`, document);
}

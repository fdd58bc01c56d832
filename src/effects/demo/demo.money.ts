import { fen } from '../../kernel/money.ts';
import { sqlRows } from '../../platform/db/database.ts';
import { DEMO_CARRIER_IDS } from '../../records/demo/demo.ids.ts';
import {
  draftResidency,
  offerResidency,
  signByOperator,
  signByTeam,
} from '../../records/residencies/residency.actions.ts';
import { moveMoney } from '../../records/statements/statement.actions.ts';
import { owedStatements } from '../../records/statements/statement.store.ts';
import { changeTerms, renew } from '../../records/tenancies/tenancy.actions.ts';
import type { Stage } from './demo.stage.ts';

/** 示例: the spaces that let their desks for rent; of their teams, in the order of the agreements, so many pay it, and these never do. */
const LANDLORDS = [
  { carrierId: DEMO_CARRIER_IDS.xingtu, account: 'yunying', payers: 6, debtors: [4] },
  { carrierId: DEMO_CARRIER_IDS.lanhai, account: 'yunying2', payers: 8, debtors: [2, 5, 6] },
] as const;

const tenants = (stage: Stage, carrierId: string, count: number) =>
  stage.services.database.read((tx) =>
    sqlRows<{ id: string; teamId: string; desks: number }>(
      tx,
      `select id, team_id as "teamId", desks from tenancy where carrier_id = $1 and root_id = id and exit_kind is null
       order by length(number), number limit $2`,
      [carrierId, count],
    ),
  );

/** The founder’s team signs a renewal for rent; the others are charged from the same day. */
export async function beginRents(stage: Stage): Promise<void> {
  const { clock } = stage.services;
  const startsOn = clock.today();
  for (const { carrierId, account, payers } of LANDLORDS)
    for (const [n, { id: tenancyId, teamId, desks }] of (await tenants(stage, carrierId, payers)).entries()) {
      const rentMonthFen = desks * 300_00;
      if (carrierId === DEMO_CARRIER_IDS.xingtu && n === 0) {
        await renewFounders(stage, { carrierId, account, tenancyId, teamId, desks, rentMonthFen });
        continue;
      }
      const terms = { validFrom: startsOn, desks, deskCodes: null, rentMonthFen, note: '示例' };
      await stage.does(account, (tx, actor) => changeTerms(tx, { actor, clock }, carrierId, tenancyId, terms));
    }
}

async function renewFounders(
  stage: Stage,
  of: { carrierId: string; account: string; tenancyId: string; teamId: string; desks: number; rentMonthFen: number },
): Promise<void> {
  const { clock } = stage.services;
  const { carrierId, account, tenancyId, teamId, desks, rentMonthFen } = of;
  const content = {
    teamName: '示例拓扑传感团队',
    founderName: '林创业',
    startsOn: clock.today(),
    endsOn: null,
    desks,
    deskCodes: null,
    freeMonths: 6,
    includes: ['rent', 'internet'],
    areaM2: null,
    rentMonthFen,
    serviceMonthFen: 200_00,
    internetMonthFen: null,
    waterMonthFen: null,
    powerMonthFen: null,
    depositFen: rentMonthFen,
    noticeDays: 30,
    noticeUnit: 'workingDay' as const,
    earlyExit: 'charge' as const,
    clauses: null,
  };
  const id = await stage.does(account, (tx, actor) =>
    draftResidency(tx, { actor, clock }, carrierId, { admissionId: null, tenancyId, content }, true),
  );
  await stage.does(account, (tx) => offerResidency(tx, { clock }, { carrierId, id, version: 1 }));
  await stage.does('chuangye', (tx) => signByTeam(tx, { clock }, { id, teamId, version: 2 }, '林创业'));
  await stage.does(account, (tx, actor) => signByOperator(tx, { actor, clock }, { carrierId, id, version: 3 }));
  await stage.does(account, (tx, actor) => renew(tx, { actor, clock }, { carrierId, residencyId: id, version: 4 }));
  const deposit = {
    kind: 'depositReceived',
    amountFen: fen(rentMonthFen),
    onDay: clock.today(),
    method: '转账',
  } as const;
  await stage.does(account, (tx, actor) => moveMoney(tx, { actor, clock }, carrierId, tenancyId, deposit));
}

/** What is owed by now is paid, the oldest first; the debtors leave theirs. */
export async function payRents(stage: Stage): Promise<void> {
  const { clock, database } = stage.services;
  for (const { carrierId, account, payers, debtors } of LANDLORDS)
    for (const [n, { id }] of (await tenants(stage, carrierId, payers)).entries()) {
      if ((debtors as readonly number[]).includes(n)) continue;
      for (const { id: statementId, owedFen } of await database.read((tx) => owedStatements(tx, id))) {
        const paid = {
          kind: 'payment',
          statementId,
          amountFen: owedFen,
          onDay: clock.today(),
          method: '转账',
        } as const;
        await stage.does(account, (tx, actor) => moveMoney(tx, { actor, clock }, carrierId, id, paid));
      }
    }
}

import { reaches } from '../../identity/access.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Day } from '../../kernel/day.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { countRows, type Paged, type Total } from '../../platform/db/page.ts';
import type { RewardKind } from './reward.ts';

export interface NewReward {
  readonly id: string;
  readonly kind: RewardKind;
  readonly case_id: string;
  readonly consequence: string;
  readonly carrier_id: string;
  readonly organisation_id: string;
  readonly territory_id: string;
  readonly pack_id: string;
  readonly cites: string;
  readonly says: string;
  readonly counted: string;
  readonly number: string;
  readonly on_day: Day;
  readonly level: string | null;
  readonly addressee: string | null;
  /** fen */
  readonly amount: number | null;
  readonly shares: readonly { readonly who: string; readonly fen: number }[];
  readonly categories: readonly string[];
  readonly created_at: string;
}

/** One of a kind from a consequence, however often the effect runs. */
export async function insertReward(tx: Tx, row: NewReward): Promise<void> {
  await tx
    .insertInto('reward')
    .values({ ...row, shares: JSON.stringify(row.shares), categories: [...row.categories] })
    .onConflict((c) => c.columns(['case_id', 'consequence', 'kind']).doNothing())
    .execute();
}

export async function strikeRewards(tx: Tx, caseId: string, byCase: string, on: Day): Promise<void> {
  await sqlRows(tx, 'update reward set struck_on = $3, struck_case_id = $2 where case_id = $1 and struck_on is null', [
    caseId,
    byCase,
    on,
  ]);
}

export interface ListedReward {
  id: string;
  kind: RewardKind;
  caseId: string;
  carrierId: string;
  carrier: string;
  organisation: string;
  cites: string;
  says: string;
  counted: string;
  number: string;
  onDay: Day;
  level: string | null;
  addressee: string | null;
  amount: number | null;
  shares: { who: string; fen: number }[];
  categories: string[];
  struckOn: Day | null;
  /** The letter that was written, where there is one. */
  letter: { id: string; name: string } | null;
}

/** Rewards that the actor may see; the rule is that of `reward.list`. */
export async function listRewards(
  tx: Tx,
  actor: Actor,
  query: { carrierId: string | undefined; kind: RewardKind | undefined } & Paged,
): Promise<{ rows: ListedReward[] } & Total> {
  const found = reaches(actor, 'reward.list');
  const values = [
    found.has('territory') ? actor.territoryPath : null,
    found.has('own') ? actor.organisationId : null,
    query.carrierId ?? null,
    query.kind ?? null,
  ];
  const from = `from reward w join carrier c on c.id = w.carrier_id join organisation o on o.id = w.organisation_id
    join territory t on t.id = w.territory_id
    where (($1::text is not null and starts_with(t.path, $1)) or w.organisation_id = $2::uuid)
      and ($3::uuid is null or w.carrier_id = $3) and ($4::text is null or w.kind = $4)`;
  const total = await countRows(tx, from, values, query);
  const rows = await sqlRows<ListedReward>(
    tx,
    `select w.id, w.kind, w.case_id as "caseId", w.carrier_id as "carrierId", c.name as carrier, o.name as organisation, w.cites,
       w.says, w.counted, w.number, w.on_day as "onDay", w.level, w.addressee, w.amount, w.shares, w.categories, w.struck_on as "struckOn",
       case when w.kind = 'recommendation' then (select json_build_object('id', f.id, 'name', f.name) from case_paper p
         join file f on f.id = p.file_id where p.case_id = w.case_id and p.paper = 'upwardRecommendation' order by f.name limit 1) end as letter
     ${from} order by w.on_day desc, w.id desc limit $5 offset $6`,
    [...values, query.size, (query.page - 1) * query.size],
  );
  return { rows, ...total };
}

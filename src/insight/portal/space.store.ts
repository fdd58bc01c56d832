import type { RewardKind } from '../../effects/rewards/reward.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import type { CarrierClass } from '../../records/carriers/carrier.ts';
import { IN_REGISTER } from './spaces.store.ts';

export interface SpaceRow {
  id: string;
  name: string;
  kind: string;
  form: string | null;
  serviceModel: string | null;
  class: CarrierClass | null;
  features: string[];
  focusIndustries: string[];
  focus: string | null;
  goals: string | null;
  territory: string;
  operator: string | null;
  uscc: string | null;
  address: string | null;
  openedOn: string | null;
  closedOn: string | null;
  virtualUrl: string | null;
  summary: string | null;
  source: string | null;
  example: boolean;
  takesApplications: boolean;
}

/** A carrier of the public register; undefined for every other. */
export async function findSpace(tx: Tx, id: string): Promise<SpaceRow | undefined> {
  const [row] = await sqlRows<SpaceRow>(
    tx,
    `select c.id, c.name, c.kind, c.form, c.service_model as "serviceModel", c.class, c.features, c.focus_industries as "focusIndustries", c.focus, c.goals, t.full_name as territory,
       o.name as operator, o.uscc, c.address, c.opened_on as "openedOn", c.closed_on as "closedOn", c.virtual_url as "virtualUrl",
       c.summary, c.source, c.example, c.operator_id is not null and c.closed_on is null and c.kind <> 'cluster' as "takesApplications"
     from carrier c join territory t on t.id = c.territory_id left join organisation o on o.id = c.operator_id
     where c.id = $1 and ${IN_REGISTER}`,
    [id],
  );
  return row;
}

export interface DesignationLine {
  id: string;
  name: string;
  level: string;
  number: string;
  state: 'valid' | 'rectifying' | 'revoked' | 'lapsed';
  packId: string;
  packHash: string;
  grantedBy: string;
  validFrom: string;
  validTo: string | null;
  endedOn: string | null;
  certificate: string | null;
  plaqueToken: string | null;
  events: { onDay: string; state: string; reason: string | null; cites: string | null; toLevel: string | null }[];
}

export async function designationsOf(tx: Tx, carrierId: string): Promise<DesignationLine[]> {
  return sqlRows<DesignationLine>(
    tx,
    `select d.id, d.name, d.level, d.number, d.state, d.pack_id as "packId", d.pack_hash as "packHash", o.name as "grantedBy",
       d.valid_from as "validFrom", d.valid_to as "validTo", d.ended_on as "endedOn", z.number as certificate, p.token as "plaqueToken",
       coalesce((select json_agg(json_build_object('onDay', e.on_day, 'state', e.to_state, 'reason', e.reason, 'cites', e.cites,
         'toLevel', e.to_level) order by e.at)
         from designation_event e where e.designation_id = d.id), '[]') as events
     from designation d join organisation o on o.id = d.organisation_id
       left join certificate z on z.designation_id = d.id left join plaque p on p.designation_id = d.id
     where d.carrier_id = $1 order by d.valid_from desc, d.id`,
    [carrierId],
  );
}

export interface EvaluationLine {
  year: number;
  title: string;
  label: string | null;
  releasedOn: string;
}

/** Results that were released, newest first. */
export async function evaluationsOf(tx: Tx, carrierId: string): Promise<EvaluationLine[]> {
  return sqlRows<EvaluationLine>(
    tx,
    `select r.year, r.title, v.label, (v.released_at at time zone 'Asia/Shanghai')::date as "releasedOn"
     from evaluation_result v join round r on r.id = v.round_id where v.carrier_id = $1 order by r.year desc, v.released_at desc`,
    [carrierId],
  );
}

export interface RewardLine {
  kind: RewardKind;
  cites: string;
  says: string;
  number: string;
  onDay: string;
  level: string | null;
  amount: number | null;
  shares: { who: string; fen: number }[];
}

/** What signed decisions gave, newest first. */
export async function rewardsOf(tx: Tx, carrierId: string): Promise<RewardLine[]> {
  return sqlRows<RewardLine>(
    tx,
    `select kind, cites, says, number, on_day as "onDay", level, amount, shares from reward
     where carrier_id = $1 and struck_on is null order by on_day desc, id`,
    [carrierId],
  );
}

export interface PriorDesignation {
  level: string;
  title: string;
  issuer: string | null;
  number: string | null;
  validFrom: string;
  note: string | null;
}

/** Held before or elsewhere, as its operator or a publication says. */
export async function priorDesignationsOf(tx: Tx, carrierId: string): Promise<PriorDesignation[]> {
  return sqlRows<PriorDesignation>(
    tx,
    `select level, title, issuer, number, valid_from as "validFrom", note from prior_designation
     where carrier_id = $1 order by valid_from desc, id`,
    [carrierId],
  );
}

export interface VersionLine {
  validFrom: string | null;
  validTo: string | null;
  name: string;
  operator: string | null;
  focus: string | null;
  goals: string | null;
}

/** What it was called, who ran it and what for, newest first. */
export async function versionsOf(tx: Tx, carrierId: string): Promise<VersionLine[]> {
  return sqlRows<VersionLine>(
    tx,
    `select v.valid_from as "validFrom", v.valid_to as "validTo", v.name, o.name as operator, v.focus, v.goals
     from carrier_version v left join organisation o on o.id = v.operator_id
     where v.carrier_id = $1 order by v.valid_from desc nulls last`,
    [carrierId],
  );
}

export interface ChangeLine {
  field: 'floorArea' | 'operator' | 'direction' | 'goals';
  happenedOn: string;
  reportedOn: string;
  late: boolean;
  lateBy: number;
}

export async function changesOf(tx: Tx, carrierId: string): Promise<ChangeLine[]> {
  return sqlRows<ChangeLine>(
    tx,
    `select field, happened_on as "happenedOn", reported_on as "reportedOn", late, late_by as "lateBy" from material_change
     where carrier_id = $1 order by happened_on desc, field`,
    [carrierId],
  );
}

export interface CommunityLine {
  name: string;
  url: string | null;
  members: number | null;
  validFrom: string;
  example: boolean;
}

/** 网络社区, the largest first. */
export async function communitiesOf(tx: Tx, carrierId: string, today: string): Promise<CommunityLine[]> {
  return sqlRows<CommunityLine>(
    tx,
    `select r.name, r.url, r.members, (select min(x.valid_from) from online_community x where x.root_id = r.root_id) as "validFrom", r.example
     from online_community r where r.carrier_id = $1 and r.valid_from <= $2 and (r.valid_to is null or r.valid_to >= $2)
     order by r.members desc nulls last, r.name, r.id`,
    [carrierId, today],
  );
}

/** Which of these carriers stand in the public register and have a page. */
export async function inRegister(tx: Tx, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await sqlRows<{ id: string }>(tx, `select c.id from carrier c where c.id = any($1) and ${IN_REGISTER}`, [
    ids,
  ]);
  return new Set(rows.map(({ id }) => id));
}

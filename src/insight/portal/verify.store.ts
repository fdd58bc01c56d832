import type { PaperName } from '../../kernel/paper.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import type { ResidencyState } from '../../records/residencies/residency.ts';
import type { BarLine } from './credit.store.ts';
import type { DesignationLine } from './space.store.ts';

export interface Verified extends Omit<DesignationLine, 'events' | 'packHash'> {
  packHash: string;
  carrierId: string;
  carrier: string;
  /** The operator when it was granted. */
  holder: string;
  operator: string | null;
  territory: string;
  example: boolean;
  issuedOn: string | null;
  sha256: string | null;
  awardedOn: string | null;
  events: { onDay: string; state: string; reason: string | null; cites: string | null }[];
  /** Imposed and not lifted, whether or not they are over. */
  bars: BarLine[];
  decisionNumber: string | null;
  decidedOn: string | null;
}

const SELECT = `select d.id, d.name, d.level, d.number, d.state, d.pack_id as "packId", d.pack_hash as "packHash", g.name as "grantedBy",
    d.valid_from as "validFrom", d.valid_to as "validTo", d.ended_on as "endedOn", z.number as certificate, p.token as "plaqueToken",
    c.id as "carrierId", c.name as carrier, h.name as holder, o.name as operator, t.full_name as territory, c.example,
    z.issued_on as "issuedOn", z.sha256, p.awarded_on as "awardedOn", x.number as "decisionNumber", x.on_day as "decidedOn",
    coalesce((select json_agg(json_build_object('onDay', e.on_day, 'state', e.to_state, 'reason', e.reason, 'cites', e.cites) order by e.at)
      from designation_event e where e.designation_id = d.id), '[]') as events,
    coalesce((select json_agg(json_build_object('fromDay', b.from_day, 'untilDay', b.until_day, 'cites', b.cites, 'number', b.number,
      'packId', b.pack_id) order by b.from_day) from bar b where b.carrier_id = c.id and b.pack_id = d.pack_id and b.lifted_on is null), '[]') as bars
  from designation d join carrier c on c.id = d.carrier_id join territory t on t.id = c.territory_id
    join organisation g on g.id = d.organisation_id join organisation h on h.id = d.holder_id
    left join organisation o on o.id = c.operator_id left join certificate z on z.designation_id = d.id
    left join plaque p on p.designation_id = d.id
    left join decision x on x.case_id = d.case_id and x.state = 'signed' and x.outcome = 'granted'`;

export async function byPlaque(tx: Tx, token: string): Promise<Verified | undefined> {
  const [row] = await sqlRows<Verified>(tx, `${SELECT} where p.token = $1`, [token]);
  return row;
}

/** By the number of the designation or of its certificate; brackets of either width, spaces do not matter. */
export async function byNumber(tx: Tx, number: string): Promise<Verified | undefined> {
  const plain = (column: string) => `translate(replace(${column}, ' ', ''), '［］[]()（）', '〔〕〔〕〔〕〔〕')`;
  const [row] = await sqlRows<Verified>(
    tx,
    `${SELECT} where ${plain('d.number')} = ${plain('$1::text')} or ${plain('z.number')} = ${plain('$1::text')} limit 1`,
    [number.trim()],
  );
  return row;
}

export async function byHash(tx: Tx, sha256: string): Promise<Verified | undefined> {
  const [row] = await sqlRows<Verified>(tx, `${SELECT} where z.sha256 = $1 limit 1`, [sha256.toLowerCase()]);
  return row;
}

/** A paper of a case, to whoever holds it: nobody's name and nothing of what it says. */
export interface VerifiedPaper {
  paper: PaperName;
  caseNumber: string;
  /** Of the decision, where the paper is one. */
  number: string | null;
  organ: string | null;
  madeAt: string;
  isVoid: boolean;
  superseded: { number: string; onDay: string } | null;
}

/** By the hash of what it says, which stands on it, or by the hash of its file. */
export async function paperByHash(tx: Tx, hash: string): Promise<VerifiedPaper | undefined> {
  const [row] = await sqlRows<VerifiedPaper & Record<string, unknown>>(
    tx,
    `select p.paper, c.number as "caseNumber", d.number, o.name as organ, p.made_at as "madeAt", p.void_at is not null as "isVoid",
       (select json_build_object('number', b.number, 'onDay', s.on_day) from supersession s join decision b on b.id = s.by_decision_id
        where s.signed_id = d.id) as superseded
     from case_paper p join case_file c on c.id = p.case_id join file f on f.id = p.file_id
       left join decision d on p.paper = 'decisionLetter' and d.case_id = p.case_id and d.pass = p.pass and d.state = 'signed'
       left join organisation o on o.id = d.organisation_id
     where p.content_hash is not null and (p.content_hash = $1 or f.sha256 = $1) limit 1`,
    [hash.toLowerCase()],
  );
  return row;
}

/** An agreement or a settlement of a tenancy, to whoever holds it: which space's, and not whose. */
export interface VerifiedTenancyPaper {
  kind: 'agreement' | 'settlement';
  number: string;
  edition: number | null;
  /** The edition that stands now, where it is another. */
  newest: number | null;
  carrier: string;
  operator: string | null;
  madeAt: string;
  /** Of an agreement. */
  state: ResidencyState | null;
  example: boolean;
}

/** By the hash of what it says, which stands on it. */
export async function tenancyPaperByHash(tx: Tx, hash: string): Promise<VerifiedTenancyPaper | undefined> {
  const [row] = await sqlRows<VerifiedTenancyPaper & Record<string, unknown>>(
    tx,
    `select p.*, c.name as carrier, o.name as operator
     from (
       select 'agreement' as kind, r.number, e.edition, nullif(r.edition, e.edition) as newest, r.carrier_id, e.made_at as "madeAt",
         r.state, r.example
       from residency_edition e join residency r on r.id = e.residency_id where e.hash = $1
       union all
       select 'settlement', number, null, null, carrier_id, settled_at, null, example from departure_settlement where hash = $1
     ) p join carrier c on c.id = p.carrier_id left join organisation o on o.id = c.operator_id
     order by p."madeAt" desc limit 1`,
    [hash.toLowerCase()],
  );
  return row;
}

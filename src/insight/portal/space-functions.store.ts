import { sqlRows, type Tx } from '../../platform/db/database.ts';

/** One line of a function: how many records of a kind, how many began in the last twelve months, the newest three by name. */
export interface FunctionLine {
  fn: string;
  line: string;
  total: number;
  recent: number;
  /** Of all, those invented for demonstration. */
  examples: number;
  newest: { title: string; day: string }[];
  /** The operator states that the book is complete, so that no record means none; for the whole of the twelve months. */
  complete: boolean;
  completeRecent: boolean;
}

/**
 * 湖南 第四条: the eight functions as records of what was really done. Counts and titles only: no names of persons and
 * no terms of contracts.
 */
const SOURCES: readonly { fn: string; line: string; table: string; where?: string; title: string }[] = [
  { fn: 'gather', line: '入驻团队和企业', table: 'tenancy', where: 'remote is not true', title: 'null' },
  { fn: 'gather', line: '远程入驻团队', table: 'tenancy', where: 'remote', title: 'null' },
  {
    fn: 'gather',
    line: '创业孵化和信息平台服务',
    table: 'service',
    where: `kind in ('incubation', 'platform')`,
    title: 'description',
  },
  {
    fn: 'technology',
    line: '技术类服务',
    table: 'service',
    where: `kind in ('rdDesign', 'techTransfer', 'testing')`,
    title: 'description',
  },
  { fn: 'finance', line: '科技金融服务', table: 'service', where: `kind = 'finance'`, title: 'description' },
  { fn: 'finance', line: '种子基金', table: 'seed_fund', title: 'name' },
  { fn: 'finance', line: '投资实例', table: 'investment_case', title: 'null' },
  {
    fn: 'finance',
    line: '投融资合作协议',
    table: 'cooperation_agreement',
    where: `kind in ('angel', 'venture', 'privateEquity', 'guarantee', 'bank')`,
    title: 'partner',
  },
  {
    fn: 'training',
    line: '培训、讲堂和训练营',
    table: 'event',
    where: `kind in ('training', 'lecture', 'bootcamp')`,
    title: 'title',
  },
  { fn: 'mentors', line: '导师聘任', table: 'mentor_agreement', title: 'null' },
  {
    fn: 'events',
    line: '路演、大赛和沙龙',
    table: 'event',
    where: `kind in ('roadshow', 'contest', 'salon')`,
    title: 'title',
  },
  { fn: 'links', line: '对接交流', table: 'event', where: `kind in ('exchange', 'other')`, title: 'title' },
  {
    fn: 'links',
    line: '高校院所和服务机构合作',
    table: 'cooperation_agreement',
    where: `kind in ('university', 'institute', 'service', 'other')`,
    title: 'partner',
  },
  {
    fn: 'policies',
    line: '知识产权和政策咨询服务',
    table: 'service',
    where: `kind in ('consulting', 'ip')`,
    title: 'description',
  },
  { fn: 'policies', line: '取得的财政补助', table: 'grant_received', title: 'purpose' },
];

/** Every line in one statement, whatever the number of records. */
export async function spaceFunctions(tx: Tx, carrierId: string, today: string): Promise<FunctionLine[]> {
  const parts = SOURCES.map(({ fn, line, table, where = 'true', title }, place) => {
    const rows = `${table} r where r.carrier_id = $1 and r.valid_from <= $2 and (${where})`;
    return `select ${place} as place, '${fn}' as fn, '${line}' as line,
      (select count(distinct r.root_id) from ${rows}) as total,
      (select count(*) from ${rows} and r.root_id = r.id and r.valid_from > $2::date - interval '12 months') as recent,
      (select count(distinct r.root_id) from ${rows} and r.example) as examples,
      (select coalesce(json_agg(n), '[]') from (select ${title} as title, valid_from as day from ${rows} and ${title} is not null
         order by valid_from desc, id limit 3) n) as newest,
      exists (select 1 from record_book b where b.carrier_id = $1 and b.kind = '${table}' and b.complete_from <= $2) as complete,
      exists (select 1 from record_book b where b.carrier_id = $1 and b.kind = '${table}'
        and b.complete_from <= $2::date - interval '12 months') as "completeRecent"`;
  });
  return sqlRows<FunctionLine>(tx, `${parts.join(' union all ')} order by place`, [carrierId, today]);
}

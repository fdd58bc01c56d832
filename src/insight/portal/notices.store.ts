import { sqlRows, type Tx } from '../../platform/db/database.ts';

export interface NoticeLine {
  id: string;
  title: string;
  state: 'running' | 'closed';
  issuer: string;
  example: boolean;
  index_number: string | null;
  published_at: string;
  first_day: string;
  last_day: string;
  working_days: number;
  provisional: boolean;
}

const LINE = `select n.id, n.title, n.state, o.name as issuer, o.example, n.index_number, n.published_at, n.first_day, n.last_day,
    n.working_days, n.provisional
  from notice n join organisation o on o.id = n.organisation_id`;

export async function latestNotices(tx: Tx, count: number): Promise<NoticeLine[]> {
  return sqlRows<NoticeLine>(tx, `${LINE} where n.state <> 'draft' order by n.published_at desc, n.id limit $1`, [
    count,
  ]);
}

import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { IN_REGISTER } from './spaces.store.ts';

/** The numbers of the home page; each is the total of the list it links to. */
export async function homeFigures(tx: Tx, today: string) {
  const [row] = await sqlRows<{ carriers: number; designated: number; running: number }>(
    tx,
    `select (select count(*) from carrier c where ${IN_REGISTER}) as carriers,
       (select count(distinct carrier_id) from designation
         where state = 'valid' and (valid_to is null or valid_to >= $1)) as designated,
       (select count(*) from notice where state = 'running') as running`,
    [today],
  );
  return row ?? { carriers: 0, designated: 0, running: 0 };
}

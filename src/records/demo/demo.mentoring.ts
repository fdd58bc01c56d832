import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { setHours } from '../mentoring/mentoring.actions.ts';
import { findMentor, moveCalendar } from '../mentoring/mentoring.store.ts';
import { DEMO_CARRIER_IDS } from './demo.ids.ts';

/** The demo's mentor acts for the first mentor of the first example space, who is paid and has time on two afternoons. Safe at every start. */
export async function linkDemoMentor(tx: Tx): Promise<void> {
  const [found] = await sqlRows<{ mentor_id: string; person_id: string }>(
    tx,
    `select m.id as mentor_id, p.id as person_id from mentor m cross join person p
     where m.carrier_id = $1 and p.account = 'daoshi' and p.is_demo and not exists (select 1 from mentor x where x.person_id = p.id)
     order by m.id limit 1`,
    [DEMO_CARRIER_IDS.xingtu],
  );
  if (!found) return;
  await sqlRows(
    tx,
    "update mentor_agreement set mode = 'paid', hour_fee_fen = 30000, team_hours = 12, network = true where mentor_id = $1",
    [found.mentor_id],
  );
  await moveCalendar(tx, found.mentor_id, found.mentor_id, found.person_id);
  const mentor = await findMentor(tx, found.mentor_id);
  if (!mentor) return;
  const afternoon = { from: '14:00', to: '18:00' };
  await setHours(tx, mentor, [
    { weekday: 3, ...afternoon },
    { weekday: 5, ...afternoon },
  ]);
}

import { newId } from '../../kernel/id.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Keeper } from '../keeping/keeping.actions.ts';
import { mentorsFor } from '../mentoring/mentoring.store.ts';
import { answerFollowUp, insertFollowUp, requireFollowed } from './follow-up.store.ts';
import type { FollowUpKind } from './follow-up.ts';

/**
 * An operator asks a team that left for the figures of the year before, offers it a service or a mentor, or notes a visit.
 *
 * @throws Refusal `follow-up.no-consent`, `follow-up.asked`, `input.invalid` where the mentor is not one the team may book
 */
export async function followUp(
  tx: Tx,
  { actor, clock }: Keeper,
  teamId: string,
  { kind, content, mentorId }: { kind: FollowUpKind; content: string; mentorId: string | null },
): Promise<void> {
  const today = clock.today();
  await requireFollowed(tx, teamId, actor.organisationId, today);
  if (kind === 'mentor' && (!mentorId || (await mentorsFor(tx, teamId, today, mentorId)).length === 0))
    throw new Refusal('input.invalid', {}, [
      { path: 'mentorId', code: 'reference', message: '请选择该团队可以预约的导师' },
    ]);
  const row = {
    id: newId(),
    teamId,
    organisationId: actor.organisationId as string,
    kind,
    year: kind === 'ask' ? Number(today.slice(0, 4)) - 1 : null,
    mentorId: kind === 'mentor' ? mentorId : null,
    content,
    at: clock.now().toString(),
    by: actor.personId,
  };
  if (!(await insertFollowUp(tx, row))) throw new Refusal('follow-up.asked', { year: row.year });
  recordChange(tx, { kind: 'followUp', id: row.id, after: row });
}

/** The team takes what is offered, or does not need it. */
export async function answerOffered(
  tx: Tx,
  { actor, clock }: Keeper,
  teamId: string,
  id: string,
  answer: { accepted: boolean; remark: string | null },
): Promise<void> {
  const said = { ...answer, at: clock.now().toString(), by: actor.personId };
  if (!(await answerFollowUp(tx, teamId, id, said))) throw new Refusal('not-found');
  recordChange(tx, { kind: 'followUp', id, after: answer });
}

import type { Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/db/database.ts';
import { mattersOf } from '../assignments/assignment.store.ts';
import { because, fitCost, fitsOf, SPREAD } from '../assignments/assignment.ts';
import { caseById } from '../casefile/casefile.store.ts';
import type { CaseServices } from '../casefile/steps.ts';
import { conflicts, loadParties, shownConflicts } from '../conflicts/conflict.actions.ts';
import { recusedFrom } from '../conflicts/conflict.store.ts';
import { CONFLICT_KINDS } from '../conflicts/conflict.ts';
import { findExperts } from '../experts/expert.store.ts';
import { isAway } from '../experts/expert.ts';
import { findRound } from '../rounds/round.store.ts';
import { libraryFor, seenRun, waitingFor } from './assignmentRun.actions.ts';
import type { AssignmentsView, RunSummary, RunView, SeatsView } from './assignmentRun.contract.ts';
import { listRuns, loadsOf, plannedCases, type RunRow, seatsOf } from './assignmentRun.store.ts';
import { type Lack, PULSE_MS, RUN_STATES } from './assignmentRun.ts';

function summary(run: RunRow, now: string): RunSummary {
  const beat = Date.parse(run.beat_at ?? run.asked_at);
  return {
    id: run.id,
    state: run.state,
    stateLabel: RUN_STATES[run.state].zh,
    interrupted: RUN_STATES[run.state].isLive && Date.parse(now) - beat > PULSE_MS,
    done: run.done,
    total: run.total,
    cost: run.cost,
    lacking: run.shortages.length,
    failure: run.failure,
    askedAt: run.asked_at,
    endedAt: run.ended_at,
  };
}

export async function viewAssignments(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  roundId: string,
): Promise<AssignmentsView> {
  const round = await findRound(tx, roundId);
  if (!round || actor.organisationId === null) throw new Refusal('not-found');
  const waiting = await waitingFor(tx, roundId, actor.organisationId);
  const today = services.clock.today();
  const { experts, room } = await libraryFor(tx, roundId, today);
  const here = experts.filter((expert) => !isAway(expert, today));
  const now = services.clock.now().toString();
  return {
    round: { id: round.id, title: round.title },
    waiting: waiting.length,
    seats: waiting.reduce((sum, { seats, sitting }) => sum + seats - sitting.length, 0),
    experts: here.length,
    room: here.reduce((sum, { personId }) => sum + Math.max(0, room.get(personId) ?? 0), 0),
    runs: (await listRuns(tx, roundId, actor.organisationId)).map((run) => summary(run, now)),
  };
}

export async function viewRun(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  given: { roundId: string; runId: string; page: number; size: number },
): Promise<RunView> {
  const run = await seenRun(tx, actor, given);
  const { rows, total, seated } = await plannedCases(tx, run, given);
  const seats = Map.groupBy(
    await seatsOf(
      tx,
      run.id,
      rows.map(({ caseId }) => caseId),
    ),
    ({ caseId }) => caseId,
  );
  const full = await findExperts(tx, [...new Set(run.shortages.flatMap((lack) => lack.full))]);
  const names = new Map(full.map(({ personId, name }) => [personId, name]));
  const lacks = new Map(run.shortages.map((lack) => [lack.caseId, lack]));
  return {
    ...summary(run, services.clock.now().toString()),
    pins: [...run.pins],
    forbids: [...run.forbids],
    rows: rows.map((row) => {
      const lack = lacks.get(row.caseId);
      return {
        ...row,
        experts: (seats.get(row.caseId) ?? []).map(({ caseId: _, ...seat }) => seat),
        lack: lack ? toldLack(lack, names) : null,
      };
    }),
    total,
    seatedCases: seated,
    failures: [...run.failures],
    loads: await loadsOf(tx, run.id),
  };
}

/** What binds: too few who may sit, too few employers, or caps. */
function toldLack(lack: Lack, names: ReadonlyMap<string, string>): string {
  const head = `应有${lack.seats}名，缺${lack.missing}名`;
  const kept = `(应回避${lack.interested}名、不在岗${lack.away}名、指定不派${lack.forbidden}名)`;
  if (lack.eligible < lack.seats) return `${head}：可选专家只有${lack.eligible}名${kept}`;
  if (lack.employers < lack.seats)
    return `${head}：可选的${lack.eligible}名专家只来自${lack.employers}家单位，同一单位在一件中不超过一名${kept}`;
  const told = lack.full.flatMap((id) => names.get(id) ?? []);
  const some = told.length > 8 ? `${told.slice(0, 8).join('、')}等${told.length}名` : told.join('、');
  return `${head}：可选的${some}都已达件数上限，怎样调换都空不出位置；可提高其上限或增加专家${kept}`;
}

/** Why these experts, and why not the others. */
export async function explainSeats(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  given: { roundId: string; runId: string; caseId: string },
): Promise<SeatsView> {
  const run = await seenRun(tx, actor, given);
  const seats = await seatsOf(tx, run.id, [given.caseId]);
  const isPlanned = seats.length > 0 || run.shortages.some(({ caseId }) => caseId === given.caseId);
  if (!isPlanned) throw new Refusal('not-found');
  const file = await caseById(tx, given.caseId);
  const today = services.clock.today();
  const { experts, employers, room } = await libraryFor(tx, run.round_id, today);
  const matter = (await mattersOf(tx, [file])).get(file.id) ?? '';
  const parties = await loadParties(tx, services, file);
  const recused = (await recusedFrom(tx, [file.id])).get(file.id) ?? new Set<string>();
  const planned = new Map((await loadsOf(tx, run.id)).map((load) => [load.expertId, load.seats]));
  const sits = new Set(seats.map(({ expertId }) => expertId));
  const costOf = (at: number) => {
    const expert = experts[at];
    if (!expert) return 0;
    const own = planned.get(expert.personId) ?? 0;
    return (
      fitCost(fitsOf(expert.fields, matter).length) + SPREAD * (expert.load + own - (sits.has(expert.personId) ? 1 : 0))
    );
  };
  const dearest = Math.max(0, ...experts.flatMap(({ personId }, at) => (sits.has(personId) ? [costOf(at)] : [])));
  return {
    seats: seats.map(({ caseId: _, ...seat }) => {
      const inHand = experts.find(({ personId }) => personId === seat.expertId)?.load ?? 0;
      const own = planned.get(seat.expertId) ?? 0;
      const told = `${because(seat.fits, inHand)}；本方案共${own}件${seat.pinned ? '；由人指定' : ''}`;
      return { ...seat, inHand, planned: own, because: told };
    }),
    others: experts.flatMap((expert, at) => {
      if (sits.has(expert.personId)) return [];
      const found = conflicts(expert, parties, recused);
      const own = planned.get(expert.personId) ?? 0;
      const colleague = experts.find(({ personId }, other) => sits.has(personId) && employers[other] === employers[at]);
      const isForbidden = run.forbids.some(
        ({ caseId, expertId }) => caseId === file.id && expertId === expert.personId,
      );
      const why = () => {
        if (found.length > 0)
          return `应当回避：${[...new Set(found.map(({ kind }) => CONFLICT_KINDS[kind].zh))].join('、')}`;
        if (isAway(expert, today)) return '本时段不在岗';
        if (isForbidden) return '由人指定不派';
        return null;
      };
      const blocked = why();
      const head = `${because(fitsOf(expert.fields, matter), expert.load)}；本方案共${own}件`;
      const rest = () => {
        if (colleague) return `${head}；与${colleague.name}同一单位`;
        if (own >= (room.get(expert.personId) ?? 0)) return `${head}；已排满`;
        const more = costOf(at) - dearest;
        if (more === 0) return `${head}；换上后合计不变`;
        return more > 0 ? `${head}；换上后合计高${more}` : `${head}；换上后会使别件更差`;
      };
      return [
        {
          expertId: expert.personId,
          name: expert.name,
          eligible: blocked === null || isForbidden,
          because: blocked ?? rest(),
          conflicts: shownConflicts(actor, expert, found),
        },
      ];
    }),
  };
}

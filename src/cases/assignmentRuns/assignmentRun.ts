import { fitCost, fitsOf, SPREAD } from '../assignments/assignment.ts';
import { BLOCKED, type Instance, solve } from '../assignments/solver.ts';

/** `isLive`: a search goes on. */
export const RUN_STATES = {
  waiting: { zh: '排队中', en: 'Waiting', isLive: true },
  solving: { zh: '计算中', en: 'Searching', isLive: true },
  proposed: { zh: '待确认', en: 'Proposed', isLive: false },
  cancelled: { zh: '已取消', en: 'Cancelled', isLive: false },
  failed: { zh: '未完成', en: 'Failed', isLive: false },
  confirmed: { zh: '已确认', en: 'Confirmed', isLive: false },
} as const satisfies Record<string, { zh: string; en: string; isLive: boolean }>;
export type RunState = keyof typeof RUN_STATES;

/** A search tells of itself so often at most, evenly over its seats. */
export const STEPS = 100;
/** Silent for so long, its process is gone. */
export const PULSE_MS = 60_000;

export interface Pair {
  readonly caseId: string;
  readonly expertId: string;
}

/** The whole question in plain data: it crosses into a thread of its own. */
export interface Problem {
  readonly submissions: readonly { readonly id: string; readonly seats: number; readonly matter: string }[];
  readonly experts: readonly {
    readonly id: string;
    readonly fields: readonly string[];
    readonly employer: number;
    readonly room: number;
    readonly load: number;
    readonly isAway: boolean;
  }[];
  readonly interests: readonly Pair[];
  /** Set by hand, or sitting already. */
  readonly pins: readonly Pair[];
  readonly forbids: readonly Pair[];
  /** A plan whose seats stay where they need not move. */
  readonly kept: readonly Pair[];
}

/** What its thread is given. `answered`: how often it told of itself and was heard. */
export interface Asked {
  readonly problem: Problem;
  readonly answered: Int32Array;
}

/** Why a submission lacks experts, so that one knows what to change. */
export interface Lack {
  readonly caseId: string;
  readonly missing: number;
  readonly seats: number;
  /** Experts who could sit on it if they had room, and of how many employers they are. */
  readonly eligible: number;
  readonly employers: number;
  readonly interested: number;
  readonly away: number;
  readonly forbidden: number;
  /** Those who are full, whatever is exchanged. */
  readonly full: readonly string[];
}
export interface Plan {
  readonly seats: readonly (Pair & { readonly fits: readonly string[]; readonly pinned: boolean })[];
  readonly lacks: readonly Lack[];
  readonly cost: number;
}

/** More than any sum of costs: nobody moves for a better fit, only where a seat would stay empty otherwise. */
const MOVE = 1e8;

export function instanceOf(problem: Problem): Instance {
  const { submissions, experts } = problem;
  const n = experts.length;
  const [submissionAt, expertAt] = [indexOf(submissions), indexOf(experts)];
  const place = ({ caseId, expertId }: Pair): readonly [number, number] | null => {
    const [submission, expert] = [submissionAt.get(caseId), expertAt.get(expertId)];
    return submission === undefined || expert === undefined ? null : [submission, expert];
  };
  const cost = new Float64Array(submissions.length * n);
  for (const [submission, { matter }] of submissions.entries())
    for (const [expert, { fields, isAway }] of experts.entries())
      cost[submission * n + expert] = isAway ? BLOCKED : fitCost(fitsOf(fields, matter).length);
  if (problem.kept.length > 0) {
    const kept = new Set(problem.kept.map(({ caseId, expertId }) => `${caseId} ${expertId}`));
    for (const [submission, { id: caseId }] of submissions.entries())
      for (const [expert, { id: expertId }] of experts.entries())
        if (!kept.has(`${caseId} ${expertId}`))
          cost[submission * n + expert] = (cost[submission * n + expert] ?? 0) + MOVE;
  }
  for (const pair of [...problem.interests, ...problem.forbids]) {
    const at = place(pair);
    if (at) cost[at[0] * n + at[1]] = BLOCKED;
  }
  return {
    seats: submissions.map(({ seats }) => seats),
    experts: n,
    cost,
    employer: experts.map(({ employer }) => employer),
    room: experts.map(({ room }) => room),
    load: experts.map(({ load }) => load),
    spread: SPREAD,
    pins: problem.pins.flatMap((pair) => {
      const at = place(pair);
      return at ? [at] : [];
    }),
  };
}

/** Answers the question, and explains every seat that stays empty. */
export function plan(problem: Problem, onSeat?: (done: number) => void): Plan {
  const instance = instanceOf(problem);
  const { submissions, experts } = problem;
  const { seated, short, cost } = solve(instance, onSeat);
  const pinned = new Set(instance.pins.map(([submission, expert]) => `${submission} ${expert}`));
  return {
    cost: cost % MOVE,
    seats: seated.flatMap((panel, submission) =>
      panel.flatMap((at) => {
        const [of, expert] = [submissions[submission], experts[at]];
        if (!of || !expert) return [];
        return [
          {
            caseId: of.id,
            expertId: expert.id,
            fits: fitsOf(expert.fields, of.matter),
            pinned: pinned.has(`${submission} ${at}`),
          },
        ];
      }),
    ),
    lacks: short.map(({ submission, missing, full }) => {
      const caseId = submissions[submission]?.id ?? '';
      const about = (pairs: readonly Pair[]) =>
        new Set(pairs.filter((pair) => pair.caseId === caseId).map(({ expertId }) => expertId));
      const [interested, forbidden] = [about(problem.interests), about(problem.forbids)];
      const eligible = experts.filter(({ id, isAway }) => !isAway && !interested.has(id) && !forbidden.has(id));
      return {
        caseId,
        missing,
        seats: submissions[submission]?.seats ?? 0,
        eligible: eligible.length,
        employers: new Set(eligible.map(({ employer }) => employer)).size,
        interested: interested.size,
        away: experts.filter(({ isAway }) => isAway).length,
        forbidden: forbidden.size,
        full: full.flatMap((at) => experts[at]?.id ?? []),
      };
    }),
  };
}

const indexOf = (rows: readonly { readonly id: string }[]) => new Map(rows.map(({ id }, at) => [id, at]));

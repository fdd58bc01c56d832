/**
 * Who reviews what, over many submissions at once. Costs are whole numbers, so that sums are exact; indexes are places in
 * the lists given.
 */
export interface Instance {
  /** Seats to fill, by submission. */
  readonly seats: readonly number[];
  readonly experts: number;
  /** cost[submission * experts + expert]; BLOCKED: an interest, an absence, or forbidden by hand. */
  readonly cost: Float64Array;
  /** Employer by expert: of one employer at most one sits on a submission. */
  readonly employer: readonly number[];
  /** How many more each expert may take. */
  readonly room: readonly number[];
  /** What each has in hand already: one more costs `spread` times what is in hand, so that loads stay even. */
  readonly load: readonly number[];
  readonly spread: number;
  /** [submission, expert]: set by hand, never moved. They count as seats and as load. */
  readonly pins: readonly (readonly [number, number])[];
}
export const BLOCKED = Number.POSITIVE_INFINITY;

export interface Shortage {
  readonly submission: number;
  readonly missing: number;
  /** Every expert who could free a seat by any chain of moves; all of them are full. */
  readonly full: readonly number[];
}
export interface Solution {
  /** Experts by submission, those pinned among them. */
  readonly seated: readonly (readonly number[])[];
  readonly cost: number;
  readonly short: readonly Shortage[];
}

/**
 * The cheapest assignment, exactly: successive shortest augmenting paths over the experts, with potentials. An arc from
 * one expert to another is the cheapest submission that may change hands between them.
 *
 * Seats are filled in turns, so that a shortage is spread over all. A seat that finds no path now never finds one later.
 * Which of those of a turn stay empty is what costs least.
 */
export function solve(instance: Instance, onSeat: (done: number) => void = () => undefined): Solution {
  const state = new State(instance);
  const { seats, pins } = instance;
  const open = seats.map((count, at) => count - pins.filter(([submission]) => submission === at).length);
  const short = new Map<number, Shortage>();
  let done = 0;
  for (let turn = 1; turn <= Math.max(0, ...open); turn++) {
    for (const [submission, count] of open.entries()) {
      if (count < turn) continue;
      const before = short.get(submission);
      const full = before?.full ?? state.seat(submission);
      if (full) short.set(submission, { submission, missing: (before?.missing ?? 0) + 1, full });
      onSeat(++done);
    }
  }
  for (let swap = state.exchange([...short.keys()]); swap; swap = state.exchange([...short.keys()])) {
    for (const [submission, change] of [
      [swap.filled, -1],
      [swap.emptied, 1],
    ] as const) {
      const missing = (short.get(submission)?.missing ?? 0) + change;
      if (missing === 0) short.delete(submission);
      else short.set(submission, { submission, missing, full: [] });
    }
  }
  const told = [...short.values()].map((one) =>
    one.full.length > 0 ? one : { ...one, full: state.seat(one.submission) ?? [] },
  );
  return { seated: state.seated(), cost: costOf(instance, state.seated()), short: told };
}

/** What an assignment costs: fit of every seat, and the spread of load. */
export function costOf({ cost, experts, load, spread }: Instance, seated: readonly (readonly number[])[]): number {
  const hand = [...load];
  let total = 0;
  for (const [submission, panel] of seated.entries()) {
    for (const expert of panel) {
      const own = cost[submission * experts + expert] ?? BLOCKED;
      total += (own === BLOCKED ? 0 : own) + spread * (hand[expert] ?? 0); // BLOCKED only where a hand pinned it
      hand[expert] = (hand[expert] ?? 0) + 1;
    }
  }
  return total;
}

class State {
  readonly #instance: Instance;
  readonly #n: number;
  readonly #employer: Int32Array;
  readonly #employers: number;
  /** Submissions that an expert holds and that may be moved. */
  readonly #held: number[][];
  readonly #panel: number[][];
  readonly #pinned: number[][];
  readonly #taken: number[];
  readonly #sits: Uint8Array;
  readonly #employerSits: Uint8Array;
  /** arc[from * n + to]: the least change of cost by which a submission of `from` goes to `to`; via: which one. */
  readonly #arc: Float64Array;
  readonly #via: Int32Array;
  readonly #stale: Uint8Array;
  readonly #potential: Float64Array;
  #endPotential: number;

  constructor(instance: Instance) {
    const { experts: n, seats, employer, pins, load, spread } = instance;
    this.#instance = instance;
    this.#n = n;
    this.#employer = Int32Array.from(employer);
    this.#employers = Math.max(0, ...employer) + 1;
    this.#held = Array.from({ length: n }, () => []);
    this.#panel = seats.map(() => []);
    this.#pinned = seats.map(() => []);
    this.#taken = Array.from({ length: n }, () => 0);
    this.#sits = new Uint8Array(seats.length * n);
    this.#employerSits = new Uint8Array(seats.length * this.#employers);
    this.#arc = new Float64Array(n * n).fill(BLOCKED);
    this.#via = new Int32Array(n * n);
    this.#stale = new Uint8Array(n).fill(1);
    this.#potential = new Float64Array(n);
    for (const [submission, expert] of pins) {
      this.#pinned[submission]?.push(expert);
      this.#taken[expert] = (this.#taken[expert] ?? 0) + 1;
      this.#sit(submission, expert, 1);
    }
    // The least first step: no arc to the end has a negative reduced cost.
    this.#endPotential = Math.min(0, ...load.map((own, expert) => spread * (own + (this.#taken[expert] ?? 0))));
  }

  seated(): number[][] {
    return this.#panel.map((panel, at) => [...(this.#pinned[at] ?? []), ...panel]);
  }

  /** Fills one more seat; where there is no way, the experts that were looked at, all of whom are full. */
  seat(submission: number): number[] | null {
    const n = this.#n;
    const { cost } = this.#instance;
    const [arc, potential] = [this.#arc, this.#potential];
    const distance = new Float64Array(n).fill(BLOCKED);
    const from = new Int32Array(n).fill(-1);
    const visited = new Uint8Array(n);
    for (let k = 0; k < n; k++) {
      if (this.#maySit(submission, k)) distance[k] = (cost[submission * n + k] as number) - (potential[k] as number);
    }
    let [end, last] = [BLOCKED, -1];
    for (;;) {
      let [next, least] = [-1, end];
      for (let k = 0; k < n; k++) {
        if (visited[k] === 0 && (distance[k] as number) < least) [next, least] = [k, distance[k] as number];
      }
      if (next < 0) break;
      visited[next] = 1;
      const own = potential[next] as number;
      if ((this.#taken[next] as number) < (this.#instance.room[next] as number)) {
        const through = least + this.#marginal(next) + own - this.#endPotential;
        if (through < end) [end, last] = [through, next];
      }
      if (this.#stale[next] === 1) this.#findArcs(next);
      for (let k = 0; k < n; k++) {
        if (visited[k] === 1) continue;
        const through = least + (arc[next * n + k] as number) + own - (potential[k] as number);
        // Strictly less: a path that came by a submission never comes by it again.
        if (through < (distance[k] as number)) {
          distance[k] = through;
          from[k] = next;
        }
      }
    }
    if (last < 0) return [...visited.keys()].filter((k) => visited[k] === 1);
    for (let k = 0; k < n; k++) {
      if (visited[k] === 1 && (distance[k] as number) < end)
        potential[k] = (potential[k] as number) + (distance[k] as number) - end;
    }
    this.#moveAlong(submission, last, from);
    return null;
  }

  /**
   * Where one lacks a seat and another of the same turn holds one, it is the other's to lack it if that is cheaper: the seat
   * is filled by a chain of moves that ends with an expert who leaves the other. No way leads to free room, so that loads
   * stay. Null: nothing is cheaper.
   */
  exchange(lacking: readonly number[]): { filled: number; emptied: number } | null {
    const n = this.#n;
    const { cost } = this.#instance;
    const count = (submission: number) =>
      (this.#panel[submission]?.length ?? 0) + (this.#pinned[submission]?.length ?? 0);
    for (const turn of new Set(lacking.map((submission) => count(submission) + 1))) {
      const own = lacking.filter((submission) => count(submission) + 1 === turn);
      let distance = new Float64Array(n).fill(BLOCKED);
      const [first, from, hops] = [new Int32Array(n).fill(-1), new Int32Array(n).fill(-1), new Int32Array(n)];
      for (const submission of own)
        for (let k = 0; k < n; k++)
          if (this.#maySit(submission, k) && (cost[submission * n + k] as number) < (distance[k] as number)) {
            distance[k] = cost[submission * n + k] as number;
            first[k] = submission;
          }
      // Round by round, so that of equal ways the shortest stands: it comes by no submission twice.
      for (let changed = true, hop = 1; changed; hop++) {
        changed = false;
        const before = distance;
        distance = distance.slice();
        for (let at = 0; at < n; at++) {
          if (before[at] === BLOCKED) continue;
          if (this.#stale[at] === 1) this.#findArcs(at);
          for (let k = 0; k < n; k++) {
            const through = (before[at] as number) + (this.#arc[at * n + k] as number);
            if (through >= (distance[k] as number)) continue;
            [distance[k], from[k], hops[k], changed] = [through, at, hop, true];
          }
        }
      }
      let best = { change: 0, hops: 0, last: -1, emptied: -1 };
      for (let last = 0; last < n; last++)
        for (const emptied of this.#held[last] ?? []) {
          if (count(emptied) !== turn) continue;
          const change = (distance[last] as number) - (cost[emptied * n + last] as number);
          if (change < best.change || (change === best.change && change < 0 && (hops[last] as number) < best.hops))
            best = { change, hops: hops[last] as number, last, emptied };
        }
      if (best.last < 0) continue;
      let comes = best.last;
      while ((from[comes] as number) >= 0) comes = from[comes] as number;
      const filled = first[comes] as number;
      remove(this.#panel[best.emptied] as number[], best.last);
      remove(this.#held[best.last] as number[], best.emptied);
      this.#sit(best.emptied, best.last, 0);
      for (const member of [best.last, ...(this.#panel[best.emptied] ?? [])]) this.#stale[member] = 1;
      this.#taken[best.last] = (this.#taken[best.last] as number) - 1;
      this.#moveAlong(filled, best.last, from);
      return { filled, emptied: best.emptied };
    }
    return null;
  }

  #maySit(submission: number, expert: number): boolean {
    return (
      this.#sits[submission * this.#n + expert] === 0 &&
      this.#instance.cost[submission * this.#n + expert] !== BLOCKED &&
      this.#employerSits[submission * this.#employers + (this.#employer[expert] as number)] === 0
    );
  }

  #marginal(expert: number): number {
    return this.#instance.spread * ((this.#instance.load[expert] as number) + (this.#taken[expert] as number));
  }

  #findArcs(expert: number): void {
    const n = this.#n;
    // Private fields are slow to read in the innermost loop.
    const [arc, via, sits, employerSits, employer, employers] = [
      this.#arc,
      this.#via,
      this.#sits,
      this.#employerSits,
      this.#employer,
      this.#employers,
    ];
    const { cost } = this.#instance;
    const base = expert * n;
    const mine = employer[expert] as number;
    const { [expert]: held = [] } = this.#held;
    arc.fill(BLOCKED, base, base + n);
    for (const submission of held) {
      const row = submission * n;
      const kept = cost[row + expert] as number;
      for (let k = 0; k < n; k++) {
        const change = (cost[row + k] as number) - kept;
        if (change >= (arc[base + k] as number) || sits[row + k] === 1) continue;
        const theirs = employer[k] as number;
        if (theirs !== mine && employerSits[submission * employers + theirs] === 1) continue;
        arc[base + k] = change;
        via[base + k] = submission;
      }
    }
    this.#stale[expert] = 0;
  }

  #moveAlong(submission: number, last: number, from: Int32Array): void {
    const moves: (readonly [at: number, leaves: number, comes: number])[] = [];
    let comes = last;
    for (let leaves = from[comes] as number; leaves >= 0; leaves = from[comes] as number) {
      moves.push([this.#via[leaves * this.#n + comes] as number, leaves, comes]);
      comes = leaves;
    }
    this.#taken[last] = (this.#taken[last] as number) + 1;
    for (const [at, leaves] of moves) {
      remove(this.#panel[at] as number[], leaves);
      remove(this.#held[leaves] as number[], at);
      this.#sit(at, leaves, 0);
      this.#stale[leaves] = 1;
    }
    for (const [at, , enters] of [...moves, [submission, -1, comes] as const]) {
      this.#panel[at]?.push(enters);
      this.#held[enters]?.push(at);
      this.#sit(at, enters, 1);
      for (const member of this.#panel[at] ?? []) this.#stale[member] = 1;
    }
  }

  #sit(submission: number, expert: number, on: 0 | 1): void {
    this.#sits[submission * this.#n + expert] = on;
    this.#employerSits[submission * this.#employers + (this.#employer[expert] as number)] = on;
  }
}

function remove(list: number[], value: number): void {
  list.splice(list.indexOf(value), 1);
}

/**
 * Proof that nothing cheaper exists with the same seats filled: no round of exchanges, between experts or with free
 * room, that lowers the cost. Shares nothing with the search above but the statement of the problem.
 */
export function isOptimal(instance: Instance, seated: readonly (readonly number[])[]): boolean {
  const { cost, experts: n, employer, room, load, spread, pins } = instance;
  const pinned = new Set(pins.map(([submission, expert]) => submission * n + expert));
  const taken = Array.from({ length: n }, () => 0);
  for (const panel of seated) for (const expert of panel) taken[expert] = (taken[expert] ?? 0) + 1;
  // The last node is free room: giving a review back saves what it cost, taking one costs the next step.
  const nodes = n + 1;
  const arc = new Float64Array(nodes * nodes).fill(BLOCKED);
  const lower = (from: number, to: number, change: number) => {
    if (change < (arc[from * nodes + to] as number)) arc[from * nodes + to] = change;
  };
  for (const [submission, panel] of seated.entries()) {
    const employers = new Set(panel.map((expert) => employer[expert]));
    for (const expert of panel) {
      if (pinned.has(submission * n + expert)) continue;
      for (let k = 0; k < n; k++) {
        const their = cost[submission * n + k] as number;
        if (their === BLOCKED || panel.includes(k)) continue;
        if (employer[k] !== employer[expert] && employers.has(employer[k])) continue;
        lower(expert, k, their - (cost[submission * n + expert] as number));
      }
    }
  }
  for (let k = 0; k < n; k++) {
    const inHand = (load[k] as number) + (taken[k] as number);
    if ((taken[k] as number) < (room[k] as number)) lower(k, n, spread * inHand);
    if ((taken[k] as number) > pins.filter(([, expert]) => expert === k).length) lower(n, k, -spread * (inHand - 1));
  }
  const reach = new Float64Array(nodes);
  for (let turn = 0; turn <= nodes; turn++) {
    let changed = false;
    for (let from = 0; from < nodes; from++) {
      for (let to = 0; to < nodes; to++) {
        const through = (reach[from] as number) + (arc[from * nodes + to] as number);
        if (through < (reach[to] as number)) {
          reach[to] = through;
          changed = true;
        }
      }
    }
    if (!changed) return true;
  }
  return false;
}

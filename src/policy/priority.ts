import type { FactValues } from '../kernel/fact.ts';
import { compileRun, MET, UNKNOWN } from './compile.ts';
import type { Pack } from './pack.ts';
import { parametersOn } from './score.ts';

export interface Preference {
  readonly id: string;
  readonly cites: string;
  readonly says: string;
  /** `unknown`: it puts nobody first, but it could. */
  readonly outcome: 'met' | 'unknown';
}

/**
 * 同等条件下优先: what puts a candidate before its equals at one of these steps.
 *
 * @param at `procedure/step`, or `pack:procedure/step` of another document
 */
export function preferences(pack: Pack, at: readonly string[], facts: FactValues, onDate: string): Preference[] {
  const here = pack.priorities.filter((each) => at.includes(each.at));
  if (here.length === 0) return [];
  const parameters = parametersOn(pack, onDate);
  return here.flatMap(({ id, cites, says, condition }) => {
    const code = compileRun(condition, parameters)(facts);
    return code === MET || code === UNKNOWN ? [{ id, cites, says, outcome: code === MET ? 'met' : 'unknown' }] : [];
  });
}

export const isPreferred = (found: readonly Preference[]) => found.some(({ outcome }) => outcome === 'met');

interface Place {
  /** Points or a score; null comes last. */
  readonly points: number | null;
  readonly preferred: boolean;
}
/** Orders by points, and equals by 同等条件下优先. Negative: comes before; 0: equals. */
export const comesBefore = (a: Place, b: Place): number =>
  (b.points ?? -1) - (a.points ?? -1) || Number(b.preferred) - Number(a.preferred);

/** Where the grades of a scheme are given. */
export const gradingSteps = ({ procedures }: Pick<Pack, 'procedures'>, schemeId: string): string[] =>
  procedures
    .filter(({ evaluates }) => evaluates?.scheme === schemeId)
    .flatMap(({ id, steps }) => steps.filter(({ kind }) => kind === 'grading').map((step) => `${id}/${step.id}`));

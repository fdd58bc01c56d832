import { aggregate } from '../panels/panel.ts';

export interface Score {
  readonly caseId: string;
  readonly expertId: string;
  readonly score: number;
}
export interface Severity {
  readonly expertId: string;
  /** Reviews of the round that went in. */
  readonly reviews: number;
  /** Of them, those of submissions that others scored too: nothing else tells leniency from quality. */
  readonly shared: number;
  readonly mean: number;
  /** Points above (lenient) or below (severe) what the same submissions get from the others, shrunk towards 0. */
  readonly leniency: number;
  readonly standardError: number;
  /** At least ENOUGH shared reviews: below that the figure says little. */
  readonly isEnough: boolean;
}
export interface Calibrated {
  readonly caseId: string;
  readonly experts: number;
  readonly raw: number | null;
  readonly calibrated: number | null;
}
export interface Calibration {
  readonly experts: readonly Severity[];
  readonly cases: readonly Calibrated[];
  readonly reviews: number;
  /** What neither submissions nor experts explain, in points. */
  readonly residual: number;
}

/** An expert's leniency counts as if two more of their reviews had shown none: few reviews move little. */
export const SHRINK = 2;
export const ENOUGH = 5;
const CLOSE = 1e-9;
const TURNS = 10_000;

/**
 * Score = quality of the submission + leniency of the expert + rest, by least squares with the leniencies held towards
 * 0 (ridge, SHRINK). Shown beside the raw score, never in its place.
 *
 * @param most points of the sheet: what is calibrated stays within 0 and this
 */
export function calibrate(scores: readonly Score[], method: 'mean' | 'dropExtremes', most: number): Calibration {
  const byCase = Map.groupBy(scores, ({ caseId }) => caseId);
  const byExpert = Map.groupBy(scores, ({ expertId }) => expertId);
  const quality = new Map<string, number>();
  const leniency = new Map([...byExpert.keys()].map((id) => [id, 0]));
  const of = (map: ReadonlyMap<string, number>, id: string) => map.get(id) ?? 0;
  for (let turn = 0, moved = 1; moved > CLOSE && turn < TURNS; turn++) {
    moved = 0;
    for (const [caseId, own] of byCase)
      quality.set(caseId, sum(own.map(({ expertId, score }) => score - of(leniency, expertId))) / own.length);
    for (const [expertId, own] of byExpert) {
      const next = sum(own.map(({ caseId, score }) => score - of(quality, caseId))) / (own.length + SHRINK);
      moved = Math.max(moved, Math.abs(next - of(leniency, expertId)));
      leniency.set(expertId, next);
    }
  }
  const rest = scores.map(({ caseId, expertId, score }) => score - of(quality, caseId) - of(leniency, expertId));
  const free = Math.max(1, scores.length - byCase.size - byExpert.size + 1);
  const residual = Math.sqrt(sum(rest.map((each) => each * each)) / free);
  return {
    reviews: scores.length,
    residual: round(residual),
    experts: [...byExpert]
      .map(([expertId, own]) => {
        const shared = own.filter(({ caseId }) => (byCase.get(caseId)?.length ?? 0) > 1).length;
        return {
          expertId,
          reviews: own.length,
          shared,
          mean: round(sum(own.map(({ score }) => score)) / own.length),
          leniency: round(of(leniency, expertId)),
          standardError: round(residual / Math.sqrt(shared + SHRINK)),
          isEnough: shared >= ENOUGH,
        };
      })
      .sort((a, b) => a.leniency - b.leniency || (a.expertId < b.expertId ? -1 : 1)),
    cases: [...byCase].map(([caseId, own]) => ({
      caseId,
      experts: own.length,
      raw: aggregate(
        own.map(({ score }) => score),
        method,
      ),
      calibrated: aggregate(
        own.map(({ expertId, score }) => round(Math.min(most, Math.max(0, score - of(leniency, expertId))))),
        method,
      ),
    })),
  };
}
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const round = (points: number) => Math.round(points * 100) / 100 + 0; // no -0

import { createHash } from 'node:crypto';

export interface Drawn {
  readonly carrierId: string;
  readonly reason: string;
}

/**
 * Draws by a published seed: units in order of SHA-256 over `<seed>:<unit>`, the first so many. Anyone with the seed and
 * the list draws the same.
 */
export function drawAtRandom(seed: string, carrierIds: readonly string[], size: number): Drawn[] {
  return carrierIds
    .map((carrierId) => ({ carrierId, hash: createHash('sha256').update(`${seed}:${carrierId}`).digest('hex') }))
    .sort((a, b) => (a.hash < b.hash ? -1 : 1))
    .slice(0, size)
    .map(({ carrierId, hash }) => ({ carrierId, reason: `随机数 ${hash.slice(0, 12)}` }));
}

export interface Risk {
  readonly carrierId: string;
  readonly warnings: number;
  readonly statements: number;
  readonly unknown: number;
  readonly failedBefore: boolean;
}

/** The units with most to look into: a stated difference weighs three, a failed year two, a warning or an unknown one. */
export function drawByRisk(risks: readonly Risk[], size: number): Drawn[] {
  const weigh = ({ warnings, statements, unknown, failedBefore }: Risk) =>
    warnings + statements * 3 + unknown + (failedBefore ? 2 : 0);
  return [...risks]
    .sort((a, b) => weigh(b) - weigh(a) || (a.carrierId < b.carrierId ? -1 : 1))
    .slice(0, size)
    .map((risk) => {
      const reasons = [
        ...(risk.statements > 0 ? [`本报告另行申报${risk.statements}项`] : []),
        ...(risk.warnings > 0 ? [`提示${risk.warnings}条`] : []),
        ...(risk.unknown > 0 ? [`没有数据${risk.unknown}项`] : []),
        ...(risk.failedBefore ? ['以往不合格或未参加'] : []),
      ];
      return { carrierId: risk.carrierId, reason: `风险${weigh(risk)}：${reasons.join('，') || '没有风险提示'}` };
    });
}

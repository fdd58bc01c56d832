import { expect, test } from 'vitest';
import { drawByRisk, type Risk } from './sampling.ts';

const risk = (carrierId: string, of: Partial<Risk> = {}): Risk => ({
  ...{ carrierId, warnings: 0, statements: 0, unknown: 0, failedBefore: false },
  ...of,
});

test('by risk those come first of whom there is most to look into, each with what was found', () => {
  const risks = [
    risk('a'),
    risk('b', { failedBefore: true }),
    risk('c', { statements: 1 }),
    risk('d', { warnings: 1, unknown: 1 }),
    risk('e', { statements: 1, warnings: 2, unknown: 3, failedBefore: true }),
  ];
  expect(drawByRisk(risks, 4)).toEqual([
    { carrierId: 'e', reason: '风险10：本报告另行申报1项，提示2条，没有数据3项，以往不合格或未参加' },
    { carrierId: 'c', reason: '风险3：本报告另行申报1项' },
    { carrierId: 'b', reason: '风险2：以往不合格或未参加' },
    { carrierId: 'd', reason: '风险2：提示1条，没有数据1项' },
  ]);
  expect(drawByRisk(risks, 5).at(-1)).toEqual({ carrierId: 'a', reason: '风险0：没有风险提示' });
});

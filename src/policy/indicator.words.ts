import type { Indicator } from './assessment.ts';
import type { ParameterValues } from './compile.ts';
import { needsOf } from './expression.ts';
import { figureOf } from './score.ts';
import { RATIO, valueWords } from './unit.ts';

/** What an indicator gives points for, told from its form; a figure that is not set is called 未定. */
export function indicatorInWords(indicator: Indicator, parameters: ParameterValues): string {
  const figure = (written: number | string) => String(figureOf(written, parameters) ?? '未定');
  const type = indicator.value?.type;
  const ofRatio = type?.kind === 'number' && type.unit === RATIO;
  const amount = (written: number | string) => {
    const value = figureOf(written, parameters);
    return ofRatio && value !== undefined ? valueWords(value, RATIO, null, 'zh') : figure(written);
  };
  const most = indicator.max === undefined ? '' : `，最高${figure(indicator.max)}分`;
  const { perItem, linear, bands } = indicator;
  const what = indicator.value?.label.zh ?? '';
  if (perItem && ofRatio) return `按${what}乘以${figure(perItem.each)}分计${most}`;
  if (perItem) return `${what}每一单位得${figure(perItem.each)}分${most}`;
  if (linear)
    return `${what}不到${amount(linear.floor)}不得分，达到得${figure(linear.step)}分，每多一单位加${figure(linear.each)}分${most}`;
  if (bands)
    return `${bands.steps.map(({ from, points }) => `${what}达到${amount(from)}得${figure(points)}分`).join('，')}`;
  if (indicator.expert) return `由专家评分${most}`;
  if (indicator.kind === 'veto') return '出现即一票否决';
  return `${indicator.kind === 'deduction' ? '出现扣' : '符合得'}${indicator.max === undefined ? '' : figure(indicator.max)}分`;
}

/** What was counted of a unit, as a person reads it: a share in per cent, money in yuan. */
export function measuredInWords({ value }: Indicator, measured: number | null): string | null {
  if (measured === null || value?.type?.kind !== 'number') return measured === null ? null : String(measured);
  return valueWords(measured, value.type.unit, null, 'zh');
}

/** The facts an indicator counts. */
export function factsOfIndicator({ value, condition }: Pick<Indicator, 'value' | 'condition'>): string[] {
  const needs = [...(value?.needs ?? []), ...(condition ? needsOf(condition) : [])];
  return [...new Set(needs)].filter((need) => !need.startsWith('parameter:'));
}

import type { FactValue } from '../kernel/fact.ts';
import type { Pack, Parameter } from './pack.ts';
import { type Language, valueWords } from './unit.ts';

/** 500平方米; codes of a set speak through the fact that offers all of them. */
export function parameterWords(pack: Pack, parameter: Parameter, value: FactValue, language: Language): string {
  if (typeof value !== 'object') return valueWords(value, parameter.factUnit, null, language);
  const options = Object.values(pack.factLabels)
    .map((label) => label.options)
    .find((list) => list && value.every((code) => list.some((option) => option.code === code)));
  return valueWords(value, null, options ?? null, language);
}

import { isDay } from '../kernel/day.ts';
import type { FactDefinition, FactValue, Vocabulary } from '../kernel/fact.ts';
import { FACT_TYPES } from '../kernel/fact.ts';
import { nearestName } from './error.ts';

export interface FactFault {
  readonly key: string;
  readonly code: 'unknown-name' | 'wrong-type';
  readonly zh: string;
  readonly en: string;
  readonly nearest: string | null;
}

/** What is wrong with facts given by key: names that are not in the vocabulary, values of another type. */
export function factFaults(values: Readonly<Record<string, unknown>>, facts: Vocabulary): FactFault[] {
  const faults: FactFault[] = [];
  for (const [key, value] of Object.entries(values)) {
    const definition = Object.hasOwn(facts, key) ? facts[key] : undefined;
    if (!definition) {
      const nearest = nearestName(key, Object.keys(facts));
      faults.push({ key, code: 'unknown-name', zh: `没有事实 ${key}`, en: `No fact ${key}`, nearest });
    } else if (value !== null && value !== undefined) {
      const fault = typeFault(value, definition);
      if (fault) faults.push({ key, code: 'wrong-type', ...fault });
    }
  }
  return faults;
}

function typeFault(value: unknown, fact: FactDefinition): { zh: string; en: string; nearest: string | null } | null {
  const { holds, zh, en } = FACT_TYPES[fact.type];
  const shown = JSON.stringify(value)?.slice(0, 60);
  const wrong = {
    zh: `${fact.zh} 应为${zh}(${holds})，现为 ${shown}`,
    en: `${fact.en} is a ${en} (${holds}), not ${shown}`,
  };
  const codes = fact.options?.map((option) => option.code);
  const unlisted = (code: string) =>
    codes && !codes.includes(code)
      ? { zh: `${fact.zh} 没有选项 ${code}`, en: `${fact.en} has no option ${code}`, nearest: nearestName(code, codes) }
      : null;
  switch (holds) {
    case 'number':
      if (typeof value !== 'number' || !Number.isFinite(value)) return { ...wrong, nearest: null };
      if ((fact.type === 'money' || fact.type === 'count') && !Number.isInteger(value))
        return { ...wrong, nearest: null };
      return null;
    case 'boolean':
      return typeof value === 'boolean' ? null : { ...wrong, nearest: null };
    case 'string':
      if (typeof value !== 'string') return { ...wrong, nearest: null };
      if (fact.type === 'date' && !isDay(value)) return { ...wrong, nearest: null };
      return unlisted(value);
    case 'string[]': {
      if (!Array.isArray(value) || value.some((item) => typeof item !== 'string')) return { ...wrong, nearest: null };
      for (const item of value as string[]) {
        const fault = unlisted(item);
        if (fault) return fault;
      }
      return null;
    }
  }
}

/** Facts without those that are null: a null is unknown. */
export function knownFacts(values: Readonly<Record<string, FactValue | null | undefined>>): Record<string, FactValue> {
  return Object.fromEntries(Object.entries(values).filter((entry): entry is [string, FactValue] => entry[1] != null));
}

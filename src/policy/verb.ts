import type { Membership } from './expression.ts';
import type { Part } from './finding.ts';
import type { Language } from './unit.ts';

const HOW = {
  zh: { '>=': '不少于', '>': '大于', '<=': '不超过', '<': '小于', '==': '等于', '!=': '不等于' },
  en: { '>=': 'at least', '>': 'more than', '<=': 'at most', '<': 'less than', '==': 'equal to', '!=': 'other than' },
} as const;

const HOW_DAYS = {
  zh: { '>=': '不早于', '>': '晚于', '<=': '不晚于', '<': '早于', '==': '为', '!=': '不为' },
  en: { '>=': 'not before', '>': 'after', '<=': 'not after', '<': 'before', '==': '', '!=': 'other than' },
} as const;

const HOLDS = {
  containsAll: {
    wanted: { zh: '应全部具备', en: 'must hold all of' },
    unwanted: { zh: '不得全部具备', en: 'must not hold all of' },
  },
  containsAny: {
    wanted: { zh: '应至少具备其一：', en: 'must hold one of' },
    unwanted: { zh: '不得具备', en: 'must hold none of' },
  },
  in: { wanted: { zh: '应具备', en: 'must hold' }, unwanted: { zh: '不得具备', en: 'must not hold' } },
  oneOf: { wanted: { zh: '应为其一：', en: 'must be one of' }, unwanted: { zh: '不得为', en: 'must be none of' } },
  startsWith: {
    wanted: { zh: '应以此开头：', en: 'must begin with' },
    unwanted: { zh: '不得以此开头：', en: 'must not begin with' },
  },
  endsWith: {
    wanted: { zh: '应以此结尾：', en: 'must end with' },
    unwanted: { zh: '不得以此结尾：', en: 'must not end with' },
  },
  contains: {
    wanted: { zh: '应含有：', en: 'must have in it' },
    unwanted: { zh: '不得含有：', en: 'must not have in it' },
  },
  like: {
    wanted: { zh: '应符合样式：', en: 'must be like' },
    unwanted: { zh: '不得符合样式：', en: 'must not be like' },
  },
} as const;

/** 不少于, or 不早于 of days. */
export function comparisonVerb({ how, threshold }: Pick<Part, 'how' | 'threshold'>, language: Language): string {
  const table = typeof threshold === 'string' ? HOW_DAYS : HOW;
  return table[language][how as keyof (typeof HOW)['zh']];
}
export function membershipVerb(how: Membership, expected: boolean, language: Language): string {
  return HOLDS[how][expected ? 'wanted' : 'unwanted'][language];
}

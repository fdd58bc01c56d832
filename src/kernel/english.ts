// English by the Chinese: a text that is known, or a pattern of one. Used by the portal's pages and by the workspace.

const HAN = /\p{Script=Han}/u;
const HANS = /\p{Script=Han}/gu;
const MONTHS = 'January February March April May June July August September October November December'.split(' ');
/** A number, or a mark that stands for an element (`web/lib/jsx-words.ts`). */
const NUMBER = '([-+\\d.,%\\uE000-\\uE0FF]+)';
const HOLE = /\{[#=]?\}/g;

const DAY = /(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日/g;
const CLAUSE = /^第([一二三四五六七八九十]+)条(?:第?[(（]([一二三四五六七八九十]+)[)）]项?)?$/;

/** The English of a text; null: it has none. */
export type English = (text: string) => string | null;

/**
 * In the Chinese `{}` stands for anything, `{#}` for a number and `{=}` for what has English itself. In the English `{}` are the
 * same in their order, `{2}` is one by its place, and `{day|days}` goes by the number before it. What stands in a place is put
 * into English too, where it has any.
 */
export function englishOf(rows: Iterable<readonly [zh: string, en: string]>): English {
  const words = new Map<string, string>();
  const patterns: {
    readonly is: RegExp;
    readonly holes: readonly string[];
    readonly strict: boolean;
    readonly isShort: boolean;
    readonly zh: string;
    readonly en: string;
  }[] = [];
  for (const [zh, en] of rows) {
    const holes = zh.match(HOLE);
    if (holes === null) words.set(zh, en);
    else {
      const literals = zh.split(HOLE).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
      const is = literals.reduce((before, part, at) => before + (holes[at - 1] === '{#}' ? NUMBER : '(.*?)') + part);
      // A pattern that says little holds only for what is known: 年 and 件 stand in many words.
      const says = zh.match(HANS)?.length ?? 0;
      const strict = says > 0 && says < Math.max(2, holes.length);
      // Nor does a short one hold for whole sentences, unless it introduces them.
      const isShort = says < 5 && !zh.includes('：');
      patterns.push({ is: new RegExp(`^${is}$`, 'su'), holes, strict, isShort, zh, en });
    }
  }
  // The one that says most comes first: 至2026年11月27日(5个工作日) is not only 至 something.
  const weight = (zh: string) => zh.replace(HOLE, '').length;
  patterns.sort((a, b) => weight(b.zh) - weight(a.zh));

  const found = new Map<string, string | null>();
  const within = (part: string) => (HAN.test(part) ? (said(part) ?? part) : part);

  function search(zh: string): string | null {
    const text = zh.replace(DAY, (_, year, month, day) => [day, MONTHS[month - 1], year].filter(Boolean).join(' '));
    if (!HAN.test(text)) return text;
    const clause = CLAUSE.exec(text);
    if (clause)
      return `Art. ${clause
        .slice(1)
        .filter(Boolean)
        .map((part, at) => (at === 0 ? numberOf(part) : `(${numberOf(part)})`))
        .join('')}`;
    for (const { is, holes, strict, isShort, en } of patterns) {
      const [, ...parts] = is.exec(text) ?? [];
      const fits = parts.every(
        (part, at) =>
          !HAN.test(part) ||
          (!strict && holes[at] !== '{=}' && !(isShort && /[，。；]/.test(part))) ||
          said(part) !== null,
      );
      if (parts.length > 0 && fits) return fill(en, parts.map(within));
    }
    if (!text.includes('、')) return null;
    const list = text.split('、').map((one) => (HAN.test(one) ? said(one) : one));
    return list.includes(null) ? null : list.join(', ');
  }

  function said(text: string): string | null {
    const known = words.get(text) ?? found.get(text);
    if (known !== undefined) return known;
    const en = HAN.test(text) ? search(text) : null;
    if (found.size > 20_000) found.clear();
    found.set(text, en);
    return en;
  }
  return said;
}

/** 十二, 二十, 三十一 ... */
function numberOf(zh: string): number {
  const [tens, units] = zh.includes('十') ? zh.split('十') : ['', zh];
  const digit = (one = '') => '零一二三四五六七八九'.indexOf(one || '零');
  return (zh.includes('十') ? (tens ? digit(tens) : 1) * 10 : 0) + digit(units);
}

function fill(en: string, parts: readonly string[]): string {
  let next = 0;
  let last = '';
  return en.replace(/\{(?:#|(\d)|([^{}|]*)\|([^{}|]*))?\}/g, (_, place, one, many) => {
    if (many !== undefined) return last === '1' ? one : many;
    last = parts[place ? Number(place) - 1 : next++] ?? '';
    return last;
  });
}

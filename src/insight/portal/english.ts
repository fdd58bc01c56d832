import { ENGLISH, ROWS } from './english.words.ts';

const HAN = /\p{Script=Han}/u;
const MONTHS = 'January February March April May June July August September October November December'.split(' ');
/** In these a piece of Chinese cannot be marked as such, and what a person typed stays as typed. */
const PLAIN = new Set(['title', 'option', 'textarea', 'script', 'style']);
const SHOWN_ATTRIBUTES = /\s(aria-label|data-label|placeholder)="([^"]*)"/g;

const words = new Map<string, string>();
const patterns: { readonly is: RegExp; readonly en: string }[] = [];
for (const { zh, en } of ROWS) words.set(zh, en);
for (const [zh, en] of Object.entries(ENGLISH)) {
  if (!zh.includes('{}')) words.set(zh, en);
  else {
    const parts = zh.split('{}').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    patterns.push({ is: new RegExp(`^${parts.join('(.*?)')}$`, 'su'), en });
  }
}

// The one that says most comes first: 至2026年11月27日(5个工作日) is not only 至 something.
patterns.sort((a, b) => b.is.source.length - a.is.source.length);

/** One text; null: it has no English. */
function said(text: string): string | null {
  const known = words.get(text);
  if (known !== undefined) return known;
  const day = /^(\d{4})年(\d{1,2})月(\d{1,2})日$/.exec(text);
  if (day) return `${day[3]} ${MONTHS[Number(day[2]) - 1]} ${day[1]}`;
  for (const { is, en } of patterns) {
    const found = is.exec(text);
    if (!found) continue;
    let next = 1;
    return en.replaceAll('{}', () => {
      const part = found[next++] ?? '';
      return HAN.test(part) ? (said(part) ?? part) : part;
    });
  }
  return null;
}

/** A page in English: each text that is known; what is not, a name or what an office wrote, stays Chinese and says so. */
export function inEnglish(markup: string): string {
  let within = '';
  return markup
    .split(/(<[^>]*>)/)
    .map((piece) => {
      if (piece.startsWith('<')) {
        within = /^<([a-z0-9]+)/i.exec(piece)?.[1] ?? '';
        return piece
          .replace(/^<html lang="zh-CN"/, '<html lang="en"')
          .replace(SHOWN_ATTRIBUTES, (whole, name: string, text: string) => {
            const en = said(text);
            return en === null ? whole : ` ${name}="${en}"`;
          });
      }
      const text = piece.trim();
      if (!HAN.test(text) || within === 'textarea') return piece;
      const [before = '', after = ''] = piece.split(text);
      const en = said(text);
      if (en !== null && !HAN.test(en)) return before + en + after;
      return PLAIN.has(within)
        ? before + (en ?? text) + after
        : `${before}<span lang="zh-CN">${en ?? text}</span>${after}`;
    })
    .join('');
}

import { englishOf } from '../../kernel/english.ts';
import { ENGLISH, ROWS } from './english.words.ts';

const HAN = /\p{Script=Han}/u;
/** In these a piece of Chinese cannot be marked as such, and what a person typed stays as typed. */
const PLAIN = new Set(['title', 'option', 'textarea', 'script', 'style']);
const SHOWN_ATTRIBUTES = /\s(aria-label|data-label|placeholder)="([^"]*)"/g;

const said = englishOf([...ROWS.map(({ zh, en }) => [zh, en] as const), ...Object.entries(ENGLISH)]);

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

import { isValidElement } from 'react';
import type { English } from '../../src/kernel/english.ts';

const HAN = /\p{Script=Han}/u;
/** Alone a measure word or a particle says nothing. */
const WORD = /\p{Script=Han}.*\p{Script=Han}/su;
/** What is read; never what is kept or compared, such as `value`. */
const READ =
  'title label aria-label aria-description data-label alt placeholder caption tooltip extra help message description suffix addonAfter okText cancelText notFoundContent says empty'.split(
    ' ',
  );
/** Lists of objects with such words in them. */
const LISTS = ['options', 'items', 'rules'];
const MARK = 0xe000;

type Props = Readonly<Record<string, unknown>>;

/** The same props with the words that are read in English; what has none stays Chinese. */
export function inEnglish(props: object, said: English): object {
  const given = props as Props;
  let changed: Record<string, unknown> | null = null;
  const set = (name: string, value: unknown) => {
    if (value !== given[name]) changed = Object.assign(changed ?? { ...given }, { [name]: value });
  };
  if ('children' in given) set('children', childrenOf(given.children, said));
  for (const name of READ) if (typeof given[name] === 'string') set(name, text(given[name], said));
  for (const name of LISTS) {
    const list = given[name];
    if (Array.isArray(list))
      set(
        name,
        list.map((row) => (isPlain(row) ? inEnglish(row, said) : row)),
      );
  }
  return changed ?? props;
}

const isPlain = (row: unknown): row is object => typeof row === 'object' && row !== null && !isValidElement(row);

/** One text in English, the blanks around it kept. */
function text(zh: string, said: English): string {
  const word = zh.trim();
  const en = HAN.test(word) ? said(word) : null;
  return en === null ? zh : zh.replace(word, () => en);
}

/** Children are read as one text in which an element is a mark, so that 共{5}条 is a sentence and not three words. */
function childrenOf(children: unknown, said: English): unknown {
  if (typeof children === 'string') return text(children, said);
  if (!Array.isArray(children) || !children.some((child) => typeof child === 'string' && HAN.test(child)))
    return children;
  const run = children.map((child, place) =>
    typeof child === 'string' || typeof child === 'number'
      ? child
      : child === null || child === undefined || typeof child === 'boolean'
        ? ''
        : String.fromCharCode(MARK + place),
  );
  const whole = text(run.join(''), said);
  if (whole !== run.join('')) {
    return whole
      .split(/([\uE000-\uE0FF])/)
      .map((piece) => (/^[\uE000-\uE0FF]$/.test(piece) ? children[piece.charCodeAt(0) - MARK] : piece));
  }
  return children.map((child, place) => {
    if (typeof child !== 'string' || !WORD.test(child)) return child;
    const en = text(child, said);
    if (en === child) return child;
    // English has blanks where Chinese has none.
    return `${place > 0 && /^[\w(]/.test(en) ? ' ' : ''}${en}${place < children.length - 1 && /[\w,.:;)]$/.test(en) ? ' ' : ''}`;
  });
}

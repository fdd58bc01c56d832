import { pinyin } from 'pinyin-pro';

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

/** Changes when the same text may be cut differently: rows cut by another version are cut again at start. */
export const TOKENISER = `icu-${process.versions.icu}-1`;

/** The words of a text, each once, folded to half-width small letters. */
export function wordsOf(text: string): string[] {
  const words = new Set<string>();
  for (const { segment, isWordLike } of segmenter.segment(text.normalize('NFKC').toLowerCase())) {
    if (isWordLike) words.add(segment);
  }
  return [...words];
}

/** Pinyin without tones or spaces, small: `长沙市` is `changshashi`. The order of lists, since no ICU collation is at hand. */
export function pinyinOf(name: string): string {
  return pinyin(name.normalize('NFKC'), { toneType: 'none', type: 'array', nonZh: 'consecutive', v: true })
    .join('')
    .toLowerCase()
    .replace(/\s+/g, '');
}

/** First letters: `长沙市` is `css`. */
export function initialsOf(name: string): string {
  return pinyin(name.normalize('NFKC'), { pattern: 'first', toneType: 'none', type: 'array', nonZh: 'consecutive' })
    .join('')
    .toLowerCase()
    .replace(/\s+/g, '');
}

/** A `tsvector` literal with positions, so that words that stand together can be ranked first. */
export function vectorOf(texts: readonly (string | null)[], extra: readonly string[] = []): string {
  const lexemes = new Map<string, number>();
  let position = 0;
  for (const text of texts) {
    for (const word of wordsOf(text ?? '')) {
      position++;
      if (!lexemes.has(word)) lexemes.set(word, position);
    }
  }
  for (const word of extra) if (word && !lexemes.has(word)) lexemes.set(word, ++position);
  return [...lexemes].map(([word, at]) => `${quoted(word)}:${Math.min(at, 16_383)}`).join(' ');
}

/** A `tsquery` literal: every word must occur, the last one may be unfinished; null when nothing can be searched for. */
export function queryOf(typed: string): string | null {
  const words = wordsOf(typed);
  if (words.length === 0) return null;
  return words.map((word, index) => `${quoted(word)}${index === words.length - 1 ? ':*' : ''}`).join(' & ');
}

/** PostgreSQL holds lexemes of at most 2,046 bytes. */
const quoted = (word: string) =>
  `'${word.slice(0, 200).replaceAll('\0', '').replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;

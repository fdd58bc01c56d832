import { english } from './english.ts';
import { useLook } from './look.ts';

/** A text in the reader's language, where it does not stand in JSX. The Chinese is the key; what has no English stays Chinese. */
export function useWords(): (zh: string) => string {
  useLook();
  return inWords;
}

/** The same outside a component, for the moment. */
export const inWords = (zh: string) => english?.(zh) ?? zh;

/** A sentence of a page in the reader's language, both written where it is said. */
export function useSay(): (zh: string, en: string) => string {
  const { language } = useLook();
  return (zh, en) => (language === 'en' ? en : zh);
}

/** The label of a row of a table of the server, which has both. */
export function useLabel(): (row: { zh: string; en: string } | undefined, fallback?: string) => string {
  const { language } = useLook();
  return (row, fallback = '') => row?.[language] ?? fallback;
}

import type { English } from '../../src/kernel/english.ts';
import type { Look } from './look.ts';

/** The dictionary while the reader's language is English; null costs those who read Chinese one comparison. */
export let english: English | null = null;

/** The dictionary arrives before the language changes, and only for those who read English. */
export async function speak(language: Look['language']): Promise<void> {
  english = language === 'en' ? (await import('./dictionary.ts')).said : null;
}

import { randomBytes } from 'node:crypto';
import type { Day } from './day.ts';

/** Without letters that are mistaken for one another. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

/** `WT20261123-` and ten signs of 31: whoever holds it may read the answer, so it cannot be guessed. */
export function newReceipt(prefix: string, today: Day, random: (size: number) => Uint8Array = randomBytes): string {
  let signs = '';
  while (signs.length < 10) {
    for (const byte of random(16)) if (byte < 248 && signs.length < 10) signs += ALPHABET[byte % 31];
  }
  return `${prefix}${today.replaceAll('-', '')}-${signs}`;
}

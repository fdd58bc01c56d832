import { randomBytes } from 'node:crypto';

/** Without letters that are mistaken for one another. */
const ALPHABET = '23456789abcdefghjkmnpqrstuvwxyz';

/** Twelve signs of 31: 59 bits, so that a token can neither be guessed nor counted through. */
export function newToken(random: (size: number) => Uint8Array = randomBytes): string {
  let token = '';
  while (token.length < 12) {
    for (const byte of random(16)) if (byte < 248 && token.length < 12) token += ALPHABET[byte % 31];
  }
  return token;
}

export const plaqueUrl = (publicUrl: string, token: string) => `${publicUrl}/p/${token}`;

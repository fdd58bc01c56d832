import { expect, test } from 'vitest';
import { newToken, plaqueUrl } from './plaque.ts';

test('a token has twelve signs that are not mistaken for one another, and does not repeat', () => {
  const tokens = new Set(Array.from({ length: 1000 }, () => newToken()));
  expect(tokens.size).toBe(1000);
  for (const token of tokens) expect(token).toMatch(/^[2-9abcdefghjkmnpqrstuvwxyz]{12}$/);
});

test('bytes beyond the alphabet are thrown away, so that every sign is as likely', () => {
  const bytes = Uint8Array.from({ length: 16 }, (_, index) => (index < 4 ? 255 : index - 4));
  expect(newToken(() => bytes)).toBe('23456789abcd');
});

test('the code leads to the public page', () => {
  expect(plaqueUrl('https://zc.example', 'abc')).toBe('https://zc.example/p/abc');
});

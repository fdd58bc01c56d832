import { randomUUIDv7 } from 'node:crypto';

/** A new UUIDv7 (RFC 9562), made here because PostgreSQL 15 has none. Its time is for index order, never a date. */
export function newId(): string {
  return randomUUIDv7();
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

export function isId(text: string): boolean {
  return UUID.test(text);
}

import { randomUUIDv7 } from 'node:crypto';

/** A new UUIDv7 (RFC 9562), made here because PostgreSQL 15 has none. Its time is for index order, never a date. */
export function newId(): string {
  return randomUUIDv7();
}

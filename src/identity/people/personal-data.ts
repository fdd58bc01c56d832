import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Where the value stands. Bound into the seal: a value moved to another row or field does not open. */
export interface SealedPlace {
  readonly table: string;
  readonly row: string;
  readonly field: string;
}

/** AES-256-GCM: version, nonce, tag, ciphertext. */
export function seal(text: string, place: SealedPlace, key: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(boundTo(place));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([Buffer.of(VERSION), nonce, cipher.getAuthTag(), sealed]);
}

/** @throws Error when the value was altered, moved, or sealed with another key */
export function unseal(sealed: Buffer, place: SealedPlace, key: Buffer): string {
  if (sealed[0] !== VERSION) throw new Error(`sealed value of unknown version ${sealed[0]}`);
  const nonce = sealed.subarray(1, 1 + NONCE_BYTES);
  const tag = sealed.subarray(1 + NONCE_BYTES, 1 + NONCE_BYTES + TAG_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(boundTo(place)).setAuthTag(tag);
  return Buffer.concat([decipher.update(sealed.subarray(1 + NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString();
}

function boundTo({ table, row, field }: SealedPlace): Buffer {
  return Buffer.from(`${VERSION}\n${table}\n${row}\n${field}`);
}

/** Finds the same phone again without opening any; without the key it tells nothing. */
export function phoneFingerprint(phone: string, key: Buffer): string {
  const own = createHmac('sha256', key).update('phone').digest();
  return createHmac('sha256', own).update(phone.replaceAll('-', '')).digest('hex');
}

/** 138****5678: the first three and the last four. */
export function maskPhone(phone: string): string {
  return masked(phone, 3, 4);
}

/** 430102********1234: the first six and the last four. */
export function maskIdNumber(idNumber: string): string {
  return masked(idNumber, 6, 4);
}

/** 刘运营 073******0000: a name stays, whatever could be a number or an address does not. */
export function maskContact(text: string): string {
  return text.replace(/[^\s\p{Script=Han}，。、；：（）,;:()]{5,}/gu, (run) => masked(run, 3, 4));
}

/** A value too short to hide anything between its ends is hidden whole. */
function masked(text: string, first: number, last: number): string {
  if (text.length <= first + last) return '*'.repeat(text.length);
  return text.slice(0, first) + '*'.repeat(text.length - first - last) + text.slice(-last);
}

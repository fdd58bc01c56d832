import { createHmac } from 'node:crypto';

/** Digits without the country's prefix and separators: two ways of writing one number are one number. */
export function plainPhone(phone: string): string {
  return phone
    .normalize('NFKC')
    .replace(/\D/g, '')
    .replace(/^(?:00)?86(?=\d{10,11}$)/, '');
}

/** A keyed hash: equal for equal numbers, and of no use to whoever lacks the key. */
export function phoneHash(phone: string, key: Buffer): string {
  return createHmac('sha256', key)
    .update(`phone\n${plainPhone(phone)}`)
    .digest('hex');
}

import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { type FieldRefusal, Refusal } from '../../kernel/refusal.ts';

const derive = promisify(argon2);

/** OWASP Password Storage Cheat Sheet: argon2id, 19 MiB, 2 passes, 1 lane. Memory in KiB. */
const COST = { memory: 19456, passes: 2, parallelism: 1 };
const TAG_BYTES = 32;

/** Password hash in the PHC string format: `$argon2id$v=19$m=…,t=…,p=…$salt$hash`. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const tag = await derive('argon2id', { message: bytes(password), nonce, tagLength: TAG_BYTES, ...COST });
  const { memory, passes, parallelism } = COST;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(nonce)}$${unpadded(tag)}`;
}

/** A hash that no password has: checking against it takes as long as against a real one. */
const NOBODY = `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${unpadded(randomBytes(16))}$${unpadded(randomBytes(TAG_BYTES))}`;

/** Takes the same time when there is no such account (`hash` null). */
export async function isPassword(password: string, hash: string | null): Promise<boolean> {
  const match = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/.exec(hash ?? NOBODY);
  if (!match) throw new Error('a stored password hash is not readable');
  const [, memory, passes, parallelism, nonce = '', expected = ''] = match;
  const tag = Buffer.from(expected, 'base64');
  const given = await derive('argon2id', {
    message: bytes(password),
    nonce: Buffer.from(nonce, 'base64'),
    tagLength: tag.length,
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
  });
  return timingSafeEqual(given, tag);
}

const CLASSES = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d\s]/];

/** @throws Refusal `input.invalid` at `path`: at least 10 characters, three of four classes, not the account. */
export function checkPassword(password: string, account: string, path = 'password'): void {
  const fields: FieldRefusal[] = [];
  const text = password.normalize('NFKC');
  if ([...text].length < 10) fields.push({ path, code: 'password.short', message: '密码至少10位' });
  if (CLASSES.filter((one) => one.test(text)).length < 3) {
    fields.push({ path, code: 'password.plain', message: '密码应包含大写字母、小写字母、数字、符号中的三类' });
  }
  if (account && text.toLowerCase().includes(account)) {
    fields.push({ path, code: 'password.account', message: '密码不能包含账号' });
  }
  if (fields.length > 0) throw new Refusal('input.invalid', {}, fields);
}

const LETTERS = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789';

/** One-time initial password, told once to the administrator; letters that look alike are left out. */
export function initialPassword(): string {
  const letters = [...randomBytes(14)].map((byte) => LETTERS[byte % LETTERS.length]).join('');
  return `${letters}-7aZ`;
}

function bytes(password: string): Buffer {
  return Buffer.from(password.normalize('NFKC'), 'utf8');
}

function unpadded(data: Buffer): string {
  return data.toString('base64').replace(/=+$/, '');
}

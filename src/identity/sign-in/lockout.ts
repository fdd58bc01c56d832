import { RateLimiterPostgres, type RateLimiterRes } from 'rate-limiter-flexible';
import { Refusal } from '../../kernel/refusal.ts';
import type { Database, Tx } from '../../platform/db/database.ts';

const LOCK_SECONDS = 15 * 60;
export const ACCOUNT_FAILURES = 5;
/** Higher than an account's: a whole office may share one address. */
export const ADDRESS_FAILURES = 20;

/** Locks an account, or an address, after too many failures. Kept in the database, so every process knows. */
export class Lockout {
  readonly #accounts: RateLimiterPostgres;
  readonly #addresses: RateLimiterPostgres;

  constructor({ pool }: Database) {
    const limiter = (keyPrefix: string, points: number) =>
      new RateLimiterPostgres({
        storeClient: pool,
        storeType: 'pool',
        tableName: 'sign_in_limit',
        tableCreated: true,
        keyPrefix,
        points,
        duration: LOCK_SECONDS,
      });
    this.#accounts = limiter('account', ACCOUNT_FAILURES);
    this.#addresses = limiter('address', ADDRESS_FAILURES);
  }

  /**
   * Counts an attempt before it is examined, so that attempts at the same moment cannot exceed the limit.
   *
   * @throws Refusal `sign-in.locked`
   */
  async attempt(account: string, address: string): Promise<Attempt> {
    const known = await this.#addresses.get(address);
    if (known && known.consumedPoints >= ADDRESS_FAILURES) throw locked(known);
    const counted = await this.#accounts.consume(account).catch((reason: unknown) => {
      throw reason instanceof Error ? reason : locked(reason as RateLimiterRes);
    });
    return {
      failed: async () => {
        const atAddress = await this.#addresses.penalty(address);
        if (atAddress.consumedPoints === ADDRESS_FAILURES) await this.#addresses.block(address, LOCK_SECONDS);
        if (counted.consumedPoints === ACCOUNT_FAILURES) await this.#accounts.block(account, LOCK_SECONDS);
      },
      succeeded: async () => {
        await this.#accounts.delete(account);
      },
      undecided: async () => {
        await this.#accounts.reward(account);
      },
    };
  }
}

/** What came of an attempt; `undecided`: the password was right, the second factor was not yet given. */
export interface Attempt {
  failed(): Promise<void>;
  succeeded(): Promise<void>;
  undecided(): Promise<void>;
}

function locked({ msBeforeNext }: RateLimiterRes): Refusal {
  return new Refusal('sign-in.locked', { minutes: Math.max(1, Math.ceil(msBeforeNext / 60_000)) });
}

/** Gives an account back to its owner at once: after an administrator has reset its password. */
export async function unlock(tx: Tx, account: string): Promise<void> {
  await tx.deleteFrom('sign_in_limit').where('key', '=', `account:${account}`).execute();
}

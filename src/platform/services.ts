import type { Logger } from 'pino';
import type { Clock } from '../kernel/clock.ts';
import type { Config } from './config/config.ts';
import type { Database } from './db/database.ts';
import type { BlobStore } from './files/blob-store.ts';

/** What the process provides to every command; made once in main, passed in, never imported as a global. */
export interface Services {
  readonly config: Config;
  readonly clock: Clock;
  readonly database: Database;
  readonly blobs: BlobStore;
  readonly log: Logger;
}

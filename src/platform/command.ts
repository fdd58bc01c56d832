import { type Clock, systemClock } from '../kernel/clock.ts';
import { REFUSALS, Refusal } from '../kernel/refusal.ts';
import { type Config, readConfig } from './config/config.ts';
import { type Database, openDatabase } from './db/database.ts';

export interface CommandServices {
  readonly config: Config;
  readonly database: Database;
  readonly clock: Clock;
}

/** Runs one command on the database the environment names, as the server would; a fault is told in one line. */
export async function withDatabase(
  tell: (line: string) => void,
  work: (services: CommandServices) => Promise<number>,
): Promise<number> {
  let database: Database | undefined;
  try {
    const config = readConfig();
    database = openDatabase({ url: config.databaseUrl, folder: config.dataDir, poolSize: 2 });
    return await work({ config, database, clock: systemClock });
  } catch (error) {
    tell(inWords(error));
    return 2;
  } finally {
    await database?.close();
  }
}

function inWords(error: unknown): string {
  if (!(error instanceof Refusal)) return error instanceof Error ? error.message : String(error);
  return error.fields.map(({ message }) => message).join('；') || REFUSALS[error.code].zh;
}

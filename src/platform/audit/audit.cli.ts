import { withDatabase } from '../command.ts';
import type { Database } from '../db/database.ts';
import { verifyAudit } from './verify.ts';

interface Output {
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
}

/** `audit verify`; exit code 0 only where the whole chain holds, 1 where it is broken. */
export async function auditCommand(args: readonly string[], output: Output): Promise<number> {
  if (args.length !== 1 || args[0] !== 'verify') {
    output.err('用法: zhongchuang audit verify|replay');
    return 2;
  }
  return withDatabase(output.err, ({ database }) => verifyCommand(database, output));
}

/** Prints how many entries hold, and the first that does not. */
export async function verifyCommand(database: Database, output: Output): Promise<number> {
  const { entries, brokenAt, reason } = await database.read(verifyAudit);
  if (brokenAt === null) {
    output.out(`审计日志完整: 条数 ${entries}`);
    return 0;
  }
  output.out(`审计日志已损坏: 完好条数 ${entries}，第一处损坏在第 ${brokenAt} 条(${reason})`);
  return 1;
}

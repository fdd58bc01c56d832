import type { Database } from '../db/database.ts';
import { verifyAudit } from './verify.ts';

/** `zhongchuang audit verify`: how many entries hold, and the first that does not; exit code 1 when the chain is broken. */
export async function auditVerify(database: Database, print: (line: string) => void): Promise<0 | 1> {
  const { entries, brokenAt, reason } = await database.read(verifyAudit);
  if (brokenAt === null) {
    print(`审计日志完整: 条数 ${entries}`);
    return 0;
  }
  print(`审计日志已损坏: 完好条数 ${entries},第一处损坏在第 ${brokenAt} 条: ${reason}`);
  return 1;
}

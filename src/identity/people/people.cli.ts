import { withDatabase } from '../../platform/command.ts';
import { appoint, isAdministrator } from './appoint.ts';

interface Output {
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
}

/** `people appoint ROLE ACCOUNT NAME`: the first administrators, whom nobody could grant. */
export async function peopleCommand(args: readonly string[], output: Output): Promise<number> {
  const [verb, role = '', account = '', name = ''] = args;
  if (verb !== 'appoint' || !isAdministrator(role) || !/^[a-z0-9][a-z0-9._-]{2,63}$/.test(account) || !name) {
    output.err('用法: zhongchuang people appoint systemAdmin|securityAdmin|auditAdmin 账号 姓名');
    return 2;
  }
  return withDatabase(output.err, async (services) => {
    output.out(await services.database.transact((tx) => appoint(tx, services, { role, account, name })));
    return 0;
  });
}

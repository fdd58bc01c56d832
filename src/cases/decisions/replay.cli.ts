import { withDatabase } from '../../platform/command.ts';
import type { Database } from '../../platform/db/database.ts';
import { replayAll } from './replay.actions.ts';

interface Output {
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
}

/** `audit replay`: exit code 0 only where every decided case comes out as it was sealed. */
export async function replayCommand(output: Output): Promise<number> {
  return withDatabase(output.err, ({ database }) => printReplay(database, output));
}

/** A line for each deviation, and how many cases were judged again. */
export async function printReplay(database: Database, output: Output): Promise<number> {
  let cases = 0;
  let wrong = 0;
  for await (const { caseNumber, sealHolds, deviations } of replayAll((work) => database.read(work))) {
    cases++;
    if (!sealHolds || deviations.length > 0) wrong++;
    if (!sealHolds) output.out(`✗ ${caseNumber} 封存: 内容与封印不符`);
    for (const { kind, what, field, sealed, now } of deviations)
      output.out(
        `✗ ${caseNumber} ${kind === 'submit' ? '提交时' : '决定时'} ${what} ${field}: 封存 ${sealed}，重算 ${now}`,
      );
  }
  output.out(
    wrong === 0 ? `重算一致: 已决办件 ${cases} 件` : `重算不一致: 已决办件 ${cases} 件，其中 ${wrong} 件有出入`,
  );
  return wrong === 0 ? 0 : 1;
}

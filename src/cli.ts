import { replayCommand } from './cases/decisions/replay.cli.ts';
import { evaluationCommand } from './cases/gradings/grading.cli.ts';
import { FACTS } from './facts/vocabulary.ts';
import { peopleCommand } from './identity/people/people.cli.ts';
import { EFFECTS } from './kernel/effect.ts';
import { PAPERS } from './kernel/paper.ts';
import { auditCommand } from './platform/audit/audit.cli.ts';
import { type Output, policyCommand } from './policy/policy.cli.ts';

/** `zhongchuang <group> <verb> ...`: one row for each group. The result is the exit code. */
const GROUPS: Readonly<Record<string, (args: readonly string[], output: Output) => Promise<number>>> = {
  policy: (args, output) => policyCommand(args, { facts: FACTS, effects: EFFECTS, papers: PAPERS }, output),
  audit: (args, output) =>
    args.length === 1 && args[0] === 'replay' ? replayCommand(output) : auditCommand(args, output),
  people: peopleCommand,
  evaluation: evaluationCommand,
};

const output: Output = {
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
};
// A reader that closes the pipe early, as `head` does, is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

const [group = '', ...args] = process.argv.slice(2);
const command = Object.hasOwn(GROUPS, group) ? GROUPS[group] : undefined;
if (!command) {
  output.err(`用法: zhongchuang <${Object.keys(GROUPS).join('|')}> ...`);
  process.exitCode = 2;
} else {
  process.exitCode = await command(args, output);
}

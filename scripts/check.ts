// npm run check: the gate, cheap first. Tests are `npm test`.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { checkBoundaries } from './boundaries.ts';
import { checkDocs } from './docs.ts';

const root = join(import.meta.dirname, '..');
const problems: string[] = [];
const run = (command: string[]) => {
  const [program, ...args] = command as [string, ...string[]];
  if (spawnSync(program, args, { cwd: root, stdio: 'inherit' }).status !== 0) problems.push(command.join(' '));
};
run(['biome', 'check', '--error-on-warnings', '.']);
run(['tsc', '-p', '.', '--noEmit']);
problems.push(...checkBoundaries(root), ...checkDocs(root));
run(['node', 'src/cli.ts', 'policy', 'check']);
run(['node', 'src/cli.ts', 'policy', 'coverage']);
for (const problem of problems) console.error(`✗ ${problem}`);
console.log(problems.length === 0 ? 'check: ok' : `check: ${problems.length} problem(s)`);
process.exit(problems.length === 0 ? 0 : 1);

// npm run soak: the long forms of what npm test runs short: 50 kills on both databases, experts scoring, random verbs, bad input.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { startPostgres } from './postgres.ts';

const root = join(import.meta.dirname, '..');
const LONG = { KILLS: '50', SOAK: '1' };
let failed = 0;

function run(title: string, files: string[], env: NodeJS.ProcessEnv): void {
  console.log(`\n=== ${title}`);
  const done = spawnSync('vitest', ['run', '--testTimeout=3600000', ...files], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...LONG, ...env },
  });
  if (done.status !== 0) failed++;
}

const postgres = await startPostgres();
run('killed 50 times, embedded database', ['src/main.kill.test.ts'], {});
run('killed 50 times, PostgreSQL', ['src/main.kill.test.ts'], { TEST_DATABASE_URL: postgres.url });
run('200 experts scoring for 60 s, killed ten times, embedded database', ['src/main.scoring.test.ts'], {});
run('200 experts scoring for 60 s, killed ten times, PostgreSQL', ['src/main.scoring.test.ts'], {
  TEST_DATABASE_URL: postgres.url,
});
run('assignments against brute force, many more of them', ['src/cases/assignments/solver.test.ts'], {});
run(
  'random verbs, many more of them',
  ['src/cases/casefile/verbs.property.test.ts', 'src/cases/casefile/play.database.test.ts'],
  {
    TEST_DATABASE_URL: postgres.url,
  },
);
run('bad input on PostgreSQL', ['src/main.bad-input.test.ts'], { TEST_DATABASE_URL: postgres.url });
postgres.stop();
console.log(failed === 0 ? 'soak: ok' : `soak: ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

// npm test: everything, on the embedded database and on a real PostgreSQL, then in a real browser.
// The last line is `N passed, N failed`.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installPackages, startPostgres } from './postgres.ts';

const root = join(import.meta.dirname, '..');
const reports = mkdtempSync(join(tmpdir(), 'zc-reports-'));
let passed = 0;
let failed = 0;

function run(title: string, command: string[], env: NodeJS.ProcessEnv = {}): number {
  console.log(`\n=== ${title}`);
  const [program, ...args] = command as [string, ...string[]];
  const done = spawnSync(program, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
  return done.status ?? 1;
}

/** A runner that fails without a failed test (a crash, nothing collected) counts as one failure. */
function count(title: string, status: number, counted: { passed: number; failed: number }): void {
  passed += counted.passed;
  failed += counted.failed;
  if ((status !== 0 || counted.passed === 0) && counted.failed === 0) failed++;
  console.log(`=== ${title}: ${counted.passed} passed, ${counted.failed} failed`);
}

function vitest(title: string, env: NodeJS.ProcessEnv = {}): void {
  const file = join(reports, `${title}.json`);
  const status = run(title, ['vitest', 'run', '--reporter=dot', '--reporter=json', `--outputFile.json=${file}`], env);
  const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  count(title, status, { passed: report.numPassedTests ?? 0, failed: report.numFailedTests ?? 0 });
}

/** Each file has a product of its own: some move its clock by years. */
function playwright(env: NodeJS.ProcessEnv): void {
  for (const name of readdirSync(join(root, 'e2e')).sort()) {
    if (!name.endsWith('.e2e.ts')) continue;
    const file = join(reports, `${name}.json`);
    const status = run(name, ['playwright', 'test', `e2e/${name}`, '--reporter=list,json'], {
      ...env,
      PLAYWRIGHT_JSON_OUTPUT_NAME: file,
    });
    const stats = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).stats : {};
    count(name, status, { passed: (stats.expected ?? 0) + (stats.flaky ?? 0), failed: stats.unexpected ?? 0 });
  }
}

const check = run('check', ['node', 'scripts/check.ts']);
count('check', check, { passed: check === 0 ? 1 : 0, failed: check === 0 ? 0 : 1 });
vitest('embedded');
const postgres = await startPostgres();
vitest('postgresql', { TEST_DATABASE_URL: postgres.url });
if (!existsSync('/usr/bin/chromium') && !process.env.CHROMIUM) installPackages('chromium', 'fonts-noto-cjk');
playwright({ TEST_DATABASE_URL: postgres.url });
postgres.stop();
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

// npm test: everything, on the embedded database and on a real PostgreSQL, then in a real browser.
// The last line is `N passed, N failed`.
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, installPackages, startPostgres } from './postgres.ts';

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

const today = () => Temporal.Now.plainDateISO('Asia/Shanghai').toString();

/** The data of a product that a new user started: the embedded database with the demo of today. */
async function firstStart(): Promise<{ day: string; folder: string }> {
  const [day, folder, port] = [today(), mkdtempSync(join(tmpdir(), 'zc-first-')), await freePort()];
  const env = { ...process.env, PORT: String(port), DATA_DIR: folder, DATABASE_URL: '' };
  const product = spawn('node', ['start.mjs'], { cwd: root, env, stdio: ['ignore', 'ignore', 'inherit'] });
  const ended = new Promise((resolve) => product.on('exit', resolve));
  const answers = () =>
    fetch(`http://localhost:${port}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    );
  while (product.exitCode === null && !(await answers())) await new Promise((resolve) => setTimeout(resolve, 200));
  product.kill('SIGTERM');
  await ended;
  return { day, folder };
}

/** Each file has a product of its own, begun from a copy of the first start: some move its clock by years. */
async function playwright(env: NodeJS.ProcessEnv): Promise<void> {
  let first = await firstStart();
  for (const name of readdirSync(join(root, 'e2e')).sort()) {
    if (!name.endsWith('.e2e.ts')) continue;
    // The demo of yesterday is no first start any more.
    if (first.day !== today()) first = await firstStart();
    const [file, folder] = [join(reports, `${name}.json`), join(reports, name)];
    cpSync(first.folder, folder, { recursive: true });
    const status = run(name, ['playwright', 'test', `e2e/${name}`, '--reporter=list,json'], {
      ...env,
      E2E_DATA_DIR: folder,
      PLAYWRIGHT_JSON_OUTPUT_NAME: file,
    });
    rmSync(folder, { recursive: true, force: true });
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
await playwright({ TEST_DATABASE_URL: postgres.url });
postgres.stop();
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

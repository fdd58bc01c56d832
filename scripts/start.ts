// npm start: builds the workspace when its sources are newer than the build, then starts the server in this process.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const built = join(root, 'dist/web/index.html');

function newest(folder: string): number {
  let latest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isFile()) latest = Math.max(latest, statSync(join(entry.parentPath, entry.name)).mtimeMs);
  }
  return latest;
}

const sources = ['web', 'src/kernel', 'src/policy', 'src/facts', 'src/insight/portal', 'package-lock.json'].map(
  (name) => join(root, name),
);
const changedAt = Math.max(
  ...sources.map((path) => (statSync(path).isDirectory() ? newest(path) : statSync(path).mtimeMs)),
);
if (!existsSync(built) || statSync(built).mtimeMs < changedAt) {
  console.log('正在生成工作台页面(首次启动或页面有更新)… Building the workspace …');
  const mode = process.env.NODE_ENV;
  const { build } = await import('vite');
  await build({ root: join(root, 'web'), logLevel: 'warn' });
  // Vite sets NODE_ENV for itself; the server must start in the mode that was asked for.
  if (mode === undefined) delete process.env.NODE_ENV;
  else process.env.NODE_ENV = mode;
}
const { start } = await import('../src/main.ts');
await start();

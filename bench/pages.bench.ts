// What a visitor waits for: the embedded start to the first page, the weight of a portal page and of the workspace's first load.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { line, run } from './product.ts';

const START = ['scripts/start.ts'];
const dist = join(import.meta.dirname, '../dist/web');

/** Seconds and kilobytes against the limits of the design. */
export async function benchPages(): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'zc-bench-'));
  const env = {
    DATA_DIR: folder,
    DATABASE_URL: '',
    NODE_ENV: 'development',
    LOG_LEVEL: 'error',
    REQUESTS_PER_MINUTE: '0',
  };
  let ok = true;
  try {
    await (await run(START, env, '/')).stop(); // the first start makes the data and the compiled code
    let seconds = Number.POSITIVE_INFINITY;
    for (let turn = 0; turn < 3; turn++) {
      const began = performance.now();
      const product = await run(START, env, '/');
      seconds = Math.min(seconds, (performance.now() - began) / 1000);
      if (turn === 0) ok = (await benchPortal(product.url)) && ok;
      await product.stop();
    }
    ok = line('start-seconds', seconds, 3, seconds / 3, '<=1', seconds <= 3) && ok;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return benchWorkspace() && ok;
}

async function benchPortal(url: string): Promise<boolean> {
  let heaviest = 0;
  for (const path of [
    '/',
    '/spaces',
    '/notices',
    '/policies',
    '/policies/430000-hunan/maker-space-2016',
    '/verify',
    '/open-data',
  ]) {
    const response = await fetch(url + path);
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    heaviest = Math.max(heaviest, (await response.arrayBuffer()).byteLength / 1024);
  }
  return line('portal-page-kb', heaviest, 30, heaviest / 30, '<=1', heaviest <= 30);
}

/** Everything the first page of the workspace asks for before anybody clicks, compressed as it is served. */
function benchWorkspace(): boolean {
  const html = readFileSync(join(dist, 'index.html'), 'utf8');
  const seen = new Set<string>();
  const visit = (path: string) => {
    if (seen.has(path)) return;
    seen.add(path);
    if (!path.endsWith('.js')) return;
    for (const match of readFileSync(join(dist, path), 'utf8').matchAll(/from\s*"\.\/([^"]+\.js)"/g))
      visit(`assets/${match[1]}`);
  };
  for (const match of html.matchAll(/(?:src|href)="\/workspace\/(assets\/[^"]+\.(?:js|css))"/g))
    visit(match[1] as string);
  const kilobytes = [...seen].reduce(
    (sum, path) => sum + brotliCompressSync(readFileSync(join(dist, path))).length / 1024,
    0,
  );
  return line('workspace-first-load-kb', kilobytes, 400, kilobytes / 400, '<=1', seen.size > 1 && kilobytes <= 400);
}

if (import.meta.main) process.exitCode = (await benchPages()) ? 0 : 1;

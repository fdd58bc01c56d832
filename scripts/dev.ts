// npm run dev: the server restarts when its sources change; the workspace is served by Vite with hot reload on port 5173.
import { spawn } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const server = spawn('node', ['--watch-path', join(root, 'src'), join(root, 'scripts/start.ts')], { stdio: 'inherit' });
const web = spawn('vite', ['--config', join(root, 'web/vite.config.ts'), join(root, 'web')], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    server.kill(signal);
    web.kill(signal);
  });
}

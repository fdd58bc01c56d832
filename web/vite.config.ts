import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { tableWords } from './tables.ts';

const SERVER = join(import.meta.dirname, '../src');
const OUT = join(import.meta.dirname, '../dist/web');

/** `.br` and `.gz` beside every asset: compressed once, at the build. index.html is filled in per request and is not. */
function precompress(): Plugin {
  return {
    name: 'precompress',
    apply: 'build',
    closeBundle() {
      const params = { [constants.BROTLI_PARAM_QUALITY]: 10 };
      for (const entry of readdirSync(OUT, { withFileTypes: true, recursive: true })) {
        if (!entry.isFile() || !/\.(js|css|svg)$/.test(entry.name)) continue;
        const path = join(entry.parentPath, entry.name);
        const text = readFileSync(path);
        if (text.length < 1024) continue;
        writeFileSync(`${path}.br`, brotliCompressSync(text, { params }));
        writeFileSync(`${path}.gz`, gzipSync(text, { level: 9 }));
      }
    },
  };
}

/** `virtual:tables`: English of the rows of the server's tables. */
function tables(): Plugin {
  return {
    name: 'tables',
    resolveId: (id) => (id === 'virtual:tables' ? `\0${id}` : null),
    load: async (id) =>
      id === '\0virtual:tables' ? `export const TABLES = ${JSON.stringify(await tableWords())}` : null,
  };
}

export default defineConfig({
  root: import.meta.dirname,
  base: '/workspace/',
  // Our own JSX runtime puts what is read into English: docs/decisions/0005.
  plugins: [react({ jsxImportSource: 'zhongchuang' }), tables(), precompress()],
  resolve: {
    alias: [{ find: /^zhongchuang\/(jsx-.*runtime)$/, replacement: join(import.meta.dirname, 'lib/$1.ts') }],
  },
  build: {
    outDir: OUT,
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: false,
    chunkSizeWarningLimit: 1200,
    manifest: true,
    rolldownOptions: {
      input: [join(import.meta.dirname, 'index.html'), join(SERVER, 'insight/portal/check.browser.ts')],
    },
  },
  server: { proxy: { '/api': 'http://localhost:3000' } },
});

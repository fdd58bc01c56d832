import { createReadStream } from 'node:fs';
import { access, mkdir, open, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { BlobBackend } from './blob-store.ts';

/** A folder: `<root>/ab/cd/abcd…`, so that no directory grows without bound. */
export function localBackend(root: string): BlobBackend {
  const pathOf = (sha256: string) => join(root, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  const has = async (sha256: string) => (await stat(pathOf(sha256)).catch(onlyMissing)) !== undefined;
  return {
    has,
    async adopt(path, sha256) {
      if (await has(sha256)) return;
      const target = pathOf(sha256);
      await mkdir(dirname(target), { recursive: true });
      await rename(path, target);
      await syncFolder(dirname(target));
    },
    async open(sha256) {
      return (await has(sha256)) ? createReadStream(pathOf(sha256)) : undefined;
    },
    check: () => access(root),
  };
}

/** A rename survives a power cut once its folder is on disk. Windows cannot open a folder and needs no sync. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function onlyMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
  return undefined;
}

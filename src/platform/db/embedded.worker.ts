import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist';

// The database has a thread of its own: one heavy query in the main thread would stall every request.
const { dataDir } = workerData as { dataDir: string };
const port = parentPort;
if (!port) throw new Error('embedded.worker runs as a worker thread');
const database = new PGlite({ dataDir, extensions: { btree_gist } });

port.on('message', async ({ id, message, close }: { id: number; message?: Uint8Array; close?: boolean }) => {
  try {
    await database.waitReady;
    if (close) {
      await database.close();
      port.postMessage({ id, messages: [] });
    } else if (message) {
      const messages = await database.execProtocolStream(message, { throwOnError: false });
      // An Error loses its fields when it crosses threads, so it goes as a plain object.
      port.postMessage({
        id,
        messages: messages.map((m) => (m instanceof Error ? { ...m, message: m.message, isError: true } : m)),
      });
    } else {
      port.postMessage({ id, messages: [] });
    }
  } catch (error) {
    port.postMessage({ id, failure: error instanceof Error ? error.message : String(error) });
  }
});

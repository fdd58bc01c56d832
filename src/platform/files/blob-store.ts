import type { Readable } from 'node:stream';
import type { Config } from '../config/config.ts';

export interface SealedBlob {
  readonly sha256: string;
  readonly size: number;
  readonly mediaType: string;
}

/** Bytes by content hash; what is stored never changes. */
export interface BlobStore {
  /** Sniffs the type, enforces the size cap, writes atomically. Refuses with file.type-not-allowed, file.empty, input.too-large. */
  put(content: Readable | Buffer): Promise<SealedBlob>;
  /** The bytes under this hash; refuses with not-found. */
  get(sha256: string): Promise<Readable>;
}

export function blobStore(_config: Pick<Config, 'dataDir' | 's3'>): BlobStore {
  const missing = async (): Promise<never> => {
    throw new Error('blob store not there yet');
  };
  return { put: missing, get: missing };
}

import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { newId } from '../../kernel/id.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { FILE_TYPES, type FileType, sniff, UPLOAD_TYPES } from './file-type.ts';
import { localBackend } from './local.backend.ts';

/** A file as it was sealed: its content is its name. */
export interface SealedBlob {
  /** Lower-case hexadecimal, 64 characters. */
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
  readonly type: FileType;
}

export interface PutOptions {
  /** The name it was uploaded under; only tells CSV and JSON from other text. */
  readonly name?: string;
  /** Types that may come; by default all that may be uploaded. */
  readonly accept?: readonly FileType[];
  /** Bytes. */
  readonly maxBytes?: number;
}

/** Where sealed content lies. It never changes and is never deleted by the product. */
export interface BlobBackend {
  /** Takes over a complete file. Whole or not at all; content already held is left as it is. */
  adopt(path: string, sha256: string, size: number): Promise<void>;
  open(sha256: string): Promise<Readable | undefined>;
  has(sha256: string): Promise<boolean>;
  /** Throws when the place cannot be reached. */
  check(): Promise<void>;
}

export interface BlobStore {
  /**
   * Seals content. The type is sniffed, the size capped while it streams in.
   *
   * @throws Refusal `input.too-large`, `file.empty`, `file.type-not-allowed`
   */
  put(content: AsyncIterable<Uint8Array> | Uint8Array, options?: PutOptions): Promise<SealedBlob>;
  /** @throws Refusal `not-found` */
  stream(sha256: string): Promise<Readable>;
  /** The whole content, checked against its hash. @throws Refusal `not-found`, `file.damaged` */
  read(sha256: string): Promise<Buffer>;
  has(sha256: string): Promise<boolean>;
  check(): Promise<void>;
}

export const MAX_UPLOAD_BYTES = 50 * 1024 * 1024;

/** The store that the configuration names: S3 when there is a bucket, else a folder. */
export function openBlobStore(config: {
  dataDir: string;
  s3?: { bucket: string; endpoint?: string | undefined; region: string } | undefined;
}): BlobStore {
  if (config.s3) return blobStore(remote(config.s3), () => mkdtemp(join(tmpdir(), 'zhongchuang-')));
  const root = join(config.dataDir, 'files');
  const incoming = join(root, 'incoming');
  mkdirSync(incoming, { recursive: true });
  return blobStore(localBackend(root), async () => incoming);
}

/** The S3 client is large: only who uses a bucket loads it. */
function remote(place: { bucket: string; endpoint?: string | undefined; region: string }): BlobBackend {
  let loading: Promise<BlobBackend> | undefined;
  const backend = () => (loading ??= import('./s3.backend.ts').then(({ s3Backend }) => s3Backend(place)));
  return {
    adopt: async (path, sha256, size) => (await backend()).adopt(path, sha256, size),
    open: async (sha256) => (await backend()).open(sha256),
    has: async (sha256) => (await backend()).has(sha256),
    check: async () => (await backend()).check(),
  };
}

/** @param incoming folder for files on their way in; on the disk of a local backend, so that adopting is a rename */
export function blobStore(backend: BlobBackend, incoming: () => Promise<string>): BlobStore {
  let folder: Promise<string> | undefined;
  const stream = async (sha256: string) => {
    const found = isSha256(sha256) ? await backend.open(sha256) : undefined;
    if (!found) throw new Refusal('not-found', { file: sha256 });
    return found;
  };
  return {
    async put(content, { name, accept = UPLOAD_TYPES, maxBytes = MAX_UPLOAD_BYTES } = {}) {
      folder ??= incoming();
      const path = join(await folder, newId());
      try {
        const { sha256, size } = await receive(content, path, maxBytes);
        const type = await sniff(path, name);
        if (!type || !accept.includes(type)) {
          throw new Refusal('file.type-not-allowed', {
            found: type ?? null,
            accept: accept.map((one) => FILE_TYPES[one].zh),
          });
        }
        await backend.adopt(path, sha256, size);
        return { sha256, size, type };
      } finally {
        await rm(path, { force: true });
      }
    },
    stream,
    async read(sha256) {
      const chunks: Uint8Array[] = [];
      for await (const chunk of await stream(sha256)) chunks.push(chunk);
      const bytes = Buffer.concat(chunks);
      if (createHash('sha256').update(bytes).digest('hex') !== sha256)
        throw new Refusal('file.damaged', { file: sha256 });
      return bytes;
    },
    has: async (sha256) => isSha256(sha256) && backend.has(sha256),
    check: () => backend.check(),
  };
}

const isSha256 = (text: string) => /^[0-9a-f]{64}$/.test(text);

/** Writes to disk, counting and hashing; the bytes are on the platter before anyone hears of them. */
async function receive(content: AsyncIterable<Uint8Array> | Uint8Array, path: string, maxBytes: number) {
  const hash = createHash('sha256');
  let size = 0;
  const file = await open(path, 'wx', 0o600);
  try {
    for await (const chunk of content instanceof Uint8Array ? [content] : content) {
      size += chunk.byteLength;
      if (size > maxBytes) throw new Refusal('input.too-large', { maxBytes });
      hash.update(chunk);
      await file.writeFile(chunk);
    }
    if (size === 0) throw new Refusal('file.empty');
    await file.sync();
  } finally {
    await file.close();
  }
  return { sha256: hash.digest('hex'), size };
}

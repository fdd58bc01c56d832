import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import {
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import type { BlobBackend } from './blob-store.ts';

/** A bucket of any S3-compatible service. Credentials come from the environment, as AWS tools read them. */
export function s3Backend(place: { bucket: string; endpoint?: string | undefined; region: string }): BlobBackend {
  const client = new S3Client(clientConfig(place));
  const Bucket = place.bucket;
  const keyOf = (sha256: string) => `files/${sha256.slice(0, 2)}/${sha256}`;
  const has = (sha256: string) =>
    client.send(new HeadObjectCommand({ Bucket, Key: keyOf(sha256) })).then(() => true, missing(false));
  return {
    has,
    async adopt(path, sha256, size) {
      if (await has(sha256)) return;
      // One PUT: an object appears whole or not at all.
      const Body = createReadStream(path);
      await client.send(new PutObjectCommand({ Bucket, Key: keyOf(sha256), Body, ContentLength: size }));
    },
    async open(sha256) {
      const answer = await client
        .send(new GetObjectCommand({ Bucket, Key: keyOf(sha256) }))
        .catch(missing<undefined>(undefined));
      return answer?.Body as Readable | undefined;
    },
    async check() {
      await client.send(new HeadBucketCommand({ Bucket }));
    },
  };
}

function clientConfig({ endpoint, region }: { endpoint?: string | undefined; region: string }): S3ClientConfig {
  // Compatible services know neither virtual hosts nor the newer checksums.
  if (endpoint) return { region, endpoint, forcePathStyle: true, requestChecksumCalculation: 'WHEN_REQUIRED' };
  return { region };
}

function missing<T>(answer: T): (error: { $metadata?: { httpStatusCode?: number } }) => T {
  return (error) => {
    if (error.$metadata?.httpStatusCode !== 404) throw error;
    return answer;
  };
}

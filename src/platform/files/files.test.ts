import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Document, Packer, Paragraph } from 'docx';
import ExcelJS from 'exceljs';
import JSZip from 'jszip';
import S3rver from 's3rver';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type BlobStore, openBlobStore } from './blob-store.ts';
import { downloadHeaders, safeName } from './download.ts';
import { decodeText } from './file-type.ts';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const PDF = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n');
const CSV = Buffer.from('名称,面积\n芙蓉空间,1200\n');
// By sha256sum.
const CSV_SHA256 = '3229ba70ee5a2da75cac43a05f8166ed8ac28cb9258d9b1d2c6362e3ae8b050b';
const GBK = Buffer.from([0xc3, 0xfb, 0xb3, 0xc6, 0x2c, 0x31, 0x0a]);

const folders: string[] = [];
const newFolder = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'zc-files-'));
  folders.push(folder);
  return folder;
};
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

let s3: S3rver;
const stores: Record<'folder' | 'S3', () => BlobStore> = {
  folder: () => local,
  S3: () => remote,
};
let local: BlobStore;
let remote: BlobStore;
let localRoot: string;

beforeAll(async () => {
  localRoot = await newFolder();
  local = openBlobStore({ dataDir: localRoot });
  const port = await freePort();
  s3 = new S3rver({
    port,
    address: '127.0.0.1',
    silent: true,
    directory: await newFolder(),
    configureBuckets: [{ name: 'sealed', configs: [] }],
  });
  await s3.run();
  const endpoint = `http://127.0.0.1:${port}`;
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'S3RVER');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'S3RVER');
  remote = openBlobStore({ dataDir: localRoot, s3: { bucket: 'sealed', endpoint, region: 'us-east-1' } });
});
afterAll(() => s3.close());

describe.each(['folder', 'S3'] as const)('sealed files in a %s', (kind) => {
  test('come back byte for byte under the hash of their content', async () => {
    const store = stores[kind]();
    const sealed = await store.put(Readable.from([CSV.subarray(0, 5), CSV.subarray(5)]), { name: '空间.csv' });
    expect(sealed).toEqual({ sha256: CSV_SHA256, size: CSV.length, type: 'csv' });
    expect(await store.read(sealed.sha256)).toEqual(CSV);
    expect(await store.has(sealed.sha256)).toBe(true);
    expect(await store.put(CSV, { name: '同一内容.csv' })).toEqual(sealed);
  });

  test('an unknown hash, or what is no hash, is not found', async () => {
    const store = stores[kind]();
    await expect(store.read('0'.repeat(64))).rejects.toThrow('not-found');
    await expect(store.stream('../../etc/passwd')).rejects.toThrow('not-found');
    expect(await store.has('../files')).toBe(false);
  });

  test('what is too large, empty or of another kind leaves nothing behind', async () => {
    const store = stores[kind]();
    await expect(store.put(CSV, { maxBytes: CSV.length - 1 })).rejects.toThrow('input.too-large');
    await expect(store.put(Buffer.alloc(0))).rejects.toThrow('file.empty');
    await expect(store.put(Buffer.from('MZ\x90\x00\x03'))).rejects.toThrow('file.type-not-allowed');
    await expect(store.put(PNG, { accept: ['pdf'] })).rejects.toThrow('file.type-not-allowed');
    await store.check();
  });

  test('a stream that breaks off seals nothing', async () => {
    const store = stores[kind]();
    async function* broken() {
      yield CSV;
      throw new Error('connection lost');
    }
    await expect(store.put(broken())).rejects.toThrow('connection lost');
  });

  test('twenty people sealing the same content at once make one file', async () => {
    const store = stores[kind]();
    const all = await Promise.all(Array.from({ length: 20 }, () => store.put(PDF)));
    expect(new Set(all.map(({ sha256 }) => sha256)).size).toBe(1);
    expect(await store.read(all[0]?.sha256 ?? '')).toEqual(PDF);
  });
});

test('content that changed on disk is refused, not handed out', async () => {
  const { sha256 } = await local.put(Buffer.from('原文'));
  await writeFile(join(localRoot, 'files', sha256.slice(0, 2), sha256.slice(2, 4), sha256), '改文');
  await expect(local.read(sha256)).rejects.toThrow('file.damaged');
});

test('nothing stays in the folder for incoming files', async () => {
  expect(await readdir(join(localRoot, 'files', 'incoming'))).toEqual([]);
});

describe('the type is what the content says', () => {
  const typeOf = async (content: Uint8Array, name?: string) =>
    (await local.put(content, name === undefined ? {} : { name })).type;

  test('documents, pictures and text', async () => {
    const docx = await Packer.toBuffer(new Document({ sections: [{ children: [new Paragraph('申报书')] }] }));
    const workbook = new ExcelJS.Workbook();
    workbook.addWorksheet('汇总');
    const xlsx = new Uint8Array(await workbook.xlsx.writeBuffer());
    const ofd = new JSZip().file('OFD.xml', '<ofd:OFD/>').generateAsync({ type: 'uint8array' });
    expect(await typeOf(docx, 'x.pdf')).toBe('docx');
    expect(await typeOf(xlsx)).toBe('xlsx');
    expect(await typeOf(await ofd)).toBe('ofd');
    expect(await typeOf(PDF)).toBe('pdf');
    expect(await typeOf(PNG, '照片.jpg')).toBe('png');
    expect(await typeOf(CSV)).toBe('txt');
    expect(await typeOf(GBK, '旧.csv')).toBe('csv');
  });

  test('old Word and Excel by the streams inside, and never with macros', async () => {
    const compound = (stream: string) => {
      const bytes = Buffer.alloc(4096);
      Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(bytes);
      bytes.write(stream, 1024, 'utf16le');
      return bytes;
    };
    expect(await typeOf(compound('WordDocument'))).toBe('doc');
    expect(await typeOf(compound('Workbook'))).toBe('xls');
    await expect(typeOf(compound('WordDocument_VBA_PROJECT'))).rejects.toThrow('file.type-not-allowed');
    await expect(typeOf(compound('Unknown'))).rejects.toThrow('file.type-not-allowed');
  });

  test('pages, pictures with scripts, programs and plain archives stay out, whatever their name', async () => {
    const refused = [
      '<!doctype html><script>alert(1)</script>',
      '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>',
      '说明 <script>alert(1)</script>',
      '#!/bin/sh\nrm -rf /',
      'a\u0000b',
    ];
    for (const content of refused) {
      await expect(typeOf(Buffer.from(content), '说明.txt'), content).rejects.toThrow('file.type-not-allowed');
    }
    const archive = await new JSZip().file('a.txt', 'a').generateAsync({ type: 'uint8array' });
    await expect(typeOf(archive, '材料.docx')).rejects.toThrow('file.type-not-allowed');
  });

  test('JSON is what the system seals itself, not what is uploaded', async () => {
    const sheet = Buffer.from('{"space.floorArea":500}');
    await expect(local.put(sheet, { name: 'facts.json' })).rejects.toThrow('file.type-not-allowed');
    expect((await local.put(sheet, { name: 'facts.json', accept: ['json'] })).type).toBe('json');
  });
});

test('text is read as UTF-8 or GB 18030', () => {
  expect(decodeText(GBK)).toBe('名称,1\n');
  expect(decodeText(Buffer.from('\ufeff名称'))).toBe('名称');
});

describe('a download', () => {
  const file = { name: '推荐函(终稿).docx', type: 'docx', size: 12, sha256: 'a'.repeat(64) } as const;

  test('is saved under its Chinese name, never shown in the browser', () => {
    expect(downloadHeaders(file)).toEqual({
      'content-type': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'content-length': '12',
      'content-disposition':
        'attachment; filename="___(__).docx"; ' +
        "filename*=UTF-8''%E6%8E%A8%E8%8D%90%E5%87%BD%28%E7%BB%88%E7%A8%BF%29.docx",
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'private, no-cache',
      etag: `"${'a'.repeat(64)}"`,
    });
  });

  test('cannot smuggle headers, folders or a disguised ending', () => {
    expect(safeName('a\r\nset-cookie: x.pdf', 'pdf')).toBe('aset-cookie_ x.pdf');
    expect(safeName('../../etc/passwd', 'txt')).toBe('_.._etc_passwd.txt');
    expect(safeName('报告\u202excod.exe', 'pdf')).toBe('报告xcod.exe.pdf');
    expect(safeName('', 'pdf')).toBe('文件.pdf');
    expect(safeName('照片.JPEG', 'jpg')).toBe('照片.jpg');
  });
});

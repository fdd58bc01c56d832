import JSZip from 'jszip';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { describe, expect, test } from 'vitest';
import { type Certificate, certificatePdf } from './certificate.ts';
import { pagesOf } from './document.given.ts';
import { type Block, chineseNumber, contentHash, numbered, type OfficialDocument, typeset } from './document.ts';
import { imageSize } from './image-size.ts';
import { pdfOf } from './pdf.ts';
import { qrPng, qrSvg } from './qr.ts';
import { wordOf } from './word.ts';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const info = { author: '示例省科学技术厅', at: Temporal.Instant.from('2026-11-23T01:00:00Z') };
const verification = { hash: 'ab'.repeat(32), url: 'https://example.cn/verify/abab' };

const letter: OfficialDocument = {
  head: { organ: '示例省科学技术厅文件', number: '示科发〔2026〕5号' },
  title: '关于推荐芙蓉众创空间申报省级众创空间的函',
  addressee: '示例省科学技术厅',
  body: [
    { kind: 'heading', level: 1, text: '基本情况' },
    { kind: 'paragraph', text: '经审查,芙蓉众创空间(运营机构:长沙芙蓉公司)符合条件。\n现予推荐。' },
    { kind: 'heading', level: 1, text: '推荐意见' },
    { kind: 'heading', level: 2, text: '场地' },
    {
      kind: 'table',
      caption: '推荐汇总表',
      columns: [
        { title: '序号', width: 0.5, align: 'center' },
        { title: '名称', width: 2 },
        { title: '面积', align: 'right' },
      ],
      rows: Array.from({ length: 60 }, (_, index) => [`${index + 1}`, `示例空间${index + 1}`, '1,200']),
    },
    {
      kind: 'fields',
      perRow: 2,
      fields: [
        { label: '负责人', value: '张某' },
        { label: '电话', value: '0731-00000000' },
        { label: '地址', value: '芙蓉路1号' },
      ],
    },
    { kind: 'image', bytes: PNG, type: 'png', width: 20, caption: '现场照片' },
    { kind: 'signHere', labels: ['法定代表人(签字)'] },
  ],
  attachments: ['申报书', '推荐汇总表'],
  signature: { organs: ['长沙市科学技术局'], day: '2026-11-03' },
  note: '联系人:张某',
  verification,
  info,
};

async function partsOf(docx: Buffer): Promise<(name: string) => Promise<string>> {
  const zip = await JSZip.loadAsync(docx);
  return async (name) => (await zip.file(name)?.async('string')) ?? '';
}
const textOf = (xml: string) => xml.replace(/<[^>]+>/g, '');

describe('a paper as PDF', () => {
  test('says in text that can be extracted what the document says', async () => {
    const text = (await pagesOf(await pdfOf(letter))).join('');
    for (const said of [
      '示科发〔2026〕5号',
      '关于推荐芙蓉众创空间申报省级众创空间的函',
      typeset('示例省科学技术厅:'),
      '一、基本情况',
      typeset('经审查,芙蓉众创空间(运营机构:长沙芙蓉公司)符合条件。'),
      '二、推荐意见',
      typeset('(一)场地'),
      '示例空间60',
      '0731-00000000',
      '现场照片',
      typeset('附件:1.申报书'),
      '2.推荐汇总表',
      typeset('长沙市科学技术局(盖章处)2026年11月3日'),
      typeset('(联系人:张某)'),
    ]) {
      expect(text).toContain(said);
    }
  });

  test('never puts a seal on a page without a word of the text, wherever the page ends', async () => {
    const line: Block = { kind: 'paragraph', text: '国' };
    const lasts: readonly Block[] = [
      { kind: 'fields', fields: [{ label: '签发人', value: '末段' }] },
      { kind: 'paragraph', text: '末段' },
      { kind: 'signHere', labels: ['记录人', '末段'] },
    ];
    const signature = { organs: ['示例省科学技术厅'], day: '2026-11-26' as const };
    for (const last of lasts) {
      for (let lines = 8; lines <= 22; lines++) {
        const body = [...Array.from({ length: lines }, () => line), last];
        const pages = await pagesOf(await pdfOf({ title: '', body, signature, info }));
        expect([lines, pages.at(-1)]).toEqual([
          lines,
          expect.stringMatching(/末段(?::|：)?_*示例省科学技术厅.*2026年11月26日/),
        ]);
      }
    }
    const body = [line, ...lasts.slice(0, 1)];
    const zip = await JSZip.loadAsync(await wordOf({ title: '', body, signature, info }));
    const xml = (await zip.file('word/document.xml')?.async('string')) ?? '';
    const kept = [...xml.matchAll(/<w:p>.*?<\/w:p>/g)].filter(([one]) => one.includes('<w:keepNext/>'));
    // Both cells, the line after them, two before the organ, the organ and the place of its seal.
    expect(kept).toHaveLength(7);
  });

  test('repeats the header of a table, and bears page number, hash and address on every page', async () => {
    const pages = await pagesOf(await pdfOf(letter));
    expect(pages.length).toBeGreaterThan(2);
    for (const [index, page] of pages.entries()) {
      expect(page).toContain(`— ${index + 1} —`);
      expect(page).toContain(verification.hash);
      expect(page).toContain(verification.url);
    }
    expect(pages.filter((page) => page.includes('序号名称面积')).length).toBeGreaterThan(1);
  });

  test('is A4, embeds a small part of its font, and is the same twice', async () => {
    const [first, second] = [await pdfOf(letter), await pdfOf(letter)];
    expect(first.equals(second)).toBe(true);
    expect(first.length).toBeLessThan(150_000);
    const page = await (await getDocument({ data: new Uint8Array(first), verbosity: 0 }).promise).getPage(1);
    expect(page.view.map(Math.round)).toEqual([0, 0, 595, 842]);
  });

  test('22 lines of 28 characters fill a page', async () => {
    const line = '国'.repeat(28);
    const pages = await pagesOf(
      await pdfOf({ title: '', body: [{ kind: 'paragraph', text: line.repeat(22).slice(2) }], info }),
    );
    expect(pages).toHaveLength(2);
    expect(pages[0]?.match(/国/g)).toHaveLength(21 * 28 - 2);
  });

  test('no line begins with what closes, however many close one after another', async () => {
    const texts = Array.from({ length: 12 }, (_, more) => `${'国'.repeat(18 + more)}（含）），国`);
    const body: Block[] = texts.map((text) => ({ kind: 'paragraph', text }));
    const pdf = await getDocument({ data: new Uint8Array(await pdfOf({ title: '', body, info })), verbosity: 0 })
      .promise;
    const { items } = await (await pdf.getPage(1)).getTextContent();
    const lines = Map.groupBy(
      items.flatMap((item) => ('str' in item && item.str ? [item] : [])),
      ({ transform }) => Math.round(transform[5]),
    );
    const firsts = [...lines.values()].map((line) => [...(line[0]?.str ?? '')][0]);
    expect(firsts.length).toBeGreaterThan(15);
    expect(firsts.filter((first) => /[）】，]/.test(first ?? ''))).toEqual([]);
  });

  test('a cell longer than a page is cut between lines and loses nothing', async () => {
    const text = Array.from({ length: 900 }, (_, index) => `第${index}项。`).join('');
    const body: Block[] = [{ kind: 'table', columns: [{ title: '内容' }, { title: '备注' }], rows: [[text, '长']] }];
    const pages = await pagesOf(await pdfOf({ title: '长表', body, info }));
    const all = pages.map((page) => page.replace(/长表|内容备注|长|— \d+ —/g, '')).join('');
    expect(all).toBe(text);
  });

  test('hostile text does no harm', async () => {
    const body: Block[] = [
      { kind: 'paragraph', text: `\u0000\ud800<script>&"'\u202e${'长'.repeat(3000)}${'x'.repeat(3000)}😀` },
      { kind: 'table', columns: [{ title: '' }], rows: [['x'.repeat(5000)], []] },
      { kind: 'fields', fields: [] },
    ];
    const document = { title: ']]>', body, signature: { organs: [], day: '2026-11-23' }, info };
    expect((await pagesOf(await pdfOf(document))).join('')).toContain('<script>&');
    const part = await partsOf(await wordOf(document));
    expect(await part('word/document.xml')).toContain('&lt;script&gt;&amp;');
  });
});

describe('a paper as Word', () => {
  test('says the same as the PDF, in editable text', async () => {
    const part = await partsOf(await wordOf(letter));
    const text = textOf(await part('word/document.xml'));
    for (const said of [
      '示科发〔2026〕5号',
      '一、基本情况',
      typeset('(一)场地'),
      '示例空间60',
      '2026年11月3日',
      '0731-00000000',
    ]) {
      expect(text).toContain(said);
    }
    expect(text).toContain(typeset('长沙市科学技术局(盖章处)'));
    expect(textOf(await part('word/footer1.xml'))).toContain(verification.hash);
  });

  test('is laid out by GB/T 9704: A4, margins, line pitch, typefaces', async () => {
    const part = await partsOf(await wordOf(letter));
    const xml = await part('word/document.xml');
    expect(xml).toMatch(/<w:pgSz [^>]*w:w="11906" w:h="16838"|<w:pgSz [^>]*w:h="16838"[^>]*w:w="11906"/);
    expect(xml).toMatch(/<w:pgMar [^>]*w:top="2098"/);
    expect(xml).toMatch(/<w:pgMar [^>]*w:left="1587"/);
    expect(xml).toMatch(/<w:docGrid [^>]*w:linePitch="579"/);
    expect(xml).toContain('w:eastAsia="方正小标宋简体"');
    expect(xml).toContain('w:eastAsia="仿宋"');
    expect(xml).toContain('<w:tblHeader/>');
    expect(await part('word/settings.xml')).toContain('<w:evenAndOddHeaders');
  });

  test('bears the moment it was given and is the same twice', async () => {
    const [first, second] = [await wordOf(letter), await wordOf(letter)];
    expect(first.equals(second)).toBe(true);
    expect(await (await partsOf(first))('docProps/core.xml')).toContain('>2026-11-23T01:00:00Z<');
  });
});

describe('a certificate', () => {
  const certificate: Certificate = {
    title: '省级众创空间证书',
    number: '示众创2026-001',
    holder: '芙蓉众创空间',
    text: '经审核,认定为示例省省级众创空间。',
    fields: [{ label: '有效期', value: '2026年11月23日至2029年11月22日' }],
    organs: ['示例省科学技术厅'],
    day: '2026-11-23',
    verification,
    info,
  };

  test('is one landscape page with a place for the seal, and the same twice', async () => {
    const pdf = await certificatePdf(certificate);
    const pages = await pagesOf(pdf);
    expect(pages).toHaveLength(1);
    expect(pages[0]).toContain(typeset('编号:示众创2026-001芙蓉众创空间经审核,认定为示例省省级众创空间。'));
    expect(pages[0]).toContain(typeset('示例省科学技术厅(盖章处)2026年11月23日'));
    expect(pages[0]).toContain(verification.url);
    expect(pdf.equals(await certificatePdf(certificate))).toBe(true);
  });

  test('whose text does not fit its page is refused, not cut', async () => {
    await expect(certificatePdf({ ...certificate, text: '经审核。'.repeat(200) })).rejects.toThrow(RangeError);
  });
});

describe('the document itself', () => {
  test('has a hash of what it says, whatever order its fields are in and whatever verifies it', () => {
    const { title, ...rest } = letter;
    expect(contentHash({ ...rest, title })).toBe(contentHash(letter));
    expect(contentHash({ ...letter, verification: undefined })).toBe(contentHash(letter));
    expect(contentHash({ ...letter, title: '另一份' })).not.toBe(contentHash(letter));
    expect(contentHash({ a: 1 })).toBe('015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862');
  });

  test('numbers its headings level by level', () => {
    const heading = (level: 1 | 2 | 3 | 4, plain = false): Block => ({ kind: 'heading', level, text: '甲', plain });
    const all = numbered([
      heading(1),
      heading(2),
      heading(3),
      heading(3),
      heading(2),
      heading(3),
      heading(1, true),
      heading(1),
      heading(2),
    ]);
    expect(all.map((block) => (block.kind === 'heading' ? block.text : ''))).toEqual(
      ['一、甲', '(一)甲', '1.甲', '2.甲', '(二)甲', '1.甲', '甲', '二、甲', '(一)甲'].map(typeset),
    );
    expect([1, 10, 11, 20, 99].map(chineseNumber)).toEqual(['一', '十', '十一', '二十', '九十九']);
  });

  test('sets full-width marks among Chinese and leaves figures alone', () => {
    expect(typeset('面积1,200平方米(含),见https://a.cn:80/x?y=1;共3项')).toBe(
      '面积1,200平方米\uff08含\uff09\uff0c见https://a.cn:80/x?y=1\uff1b共3项',
    );
    expect(typeset('f(x), g(y)')).toBe('f(x), g(y)');
  });
});

test('a QR code is a picture that readers know, and the same twice', async () => {
  const png = await qrPng('https://example.cn/plaque/1', 300);
  expect(imageSize(png, 'png')).toEqual({ width: 300, height: 300 });
  expect(png.equals(await qrPng('https://example.cn/plaque/1', 300))).toBe(true);
  expect(await qrSvg('https://example.cn/plaque/1')).toMatch(/^<svg [^>]*viewBox/);
});

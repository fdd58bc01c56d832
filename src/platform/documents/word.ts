import {
  AlignmentType,
  BorderStyle,
  Document,
  DocumentGridType,
  type FileChild,
  Footer,
  ImageRun,
  type IParagraphOptions,
  LineRuleType,
  Packer,
  PageBreak,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx';
import { formatDay } from '../../kernel/day.ts';
import {
  type Align,
  attachmentLines,
  type Block,
  fieldRows,
  keepsLastBlock,
  LAYOUT,
  numbered,
  type OfficialDocument,
  paragraphsOf,
  printable,
  SEAL_PLACE,
  SIZE,
  typeset,
  type Verification,
} from './document.ts';
import { imageSize } from './image-size.ts';
import { qrPng } from './qr.ts';
import { sealZip } from './zip.ts';

/** Twips (1/20 pt). */
const mm = (length: number) => Math.round((length / 25.4) * 1440);
const TEXT_WIDTH = mm(LAYOUT.textWidth);
const LINE = Math.floor(mm(LAYOUT.textHeight) / LAYOUT.linesPerPage);
const CHARACTER = SIZE.body * 20;
/** Pixels at 96 dpi, as docx counts images. */
const pixels = (length: number) => Math.round((length / 25.4) * 96);

const FONTS = { body: '仿宋', title: '方正小标宋简体', heading1: '黑体', heading2: '楷体', footer: '宋体' } as const;
const ALIGN = { left: AlignmentType.LEFT, center: AlignmentType.CENTER, right: AlignmentType.RIGHT } as const;
const RED = 'C00000';

/** Writes Word by GB/T 9704-2012. The same document gives the same bytes. */
export async function wordOf(document: OfficialDocument): Promise<Buffer> {
  const children: FileChild[] = [
    ...(document.cover ? coverPage(document) : []),
    ...head(document),
    ...(document.cover ? [] : title(document.title)),
    ...(document.addressee ? [line(typeset(`${document.addressee}:`))] : []),
    ...numbered(document.body).flatMap((block, index, { length }) =>
      blockOf(block, index === length - 1 && keepsLastBlock(document)),
    ),
    ...ending(document),
    ...(document.verification ? await verificationEnd(document.verification) : []),
  ];
  const file = new Document({
    title: printable(document.title),
    creator: printable(document.info.author),
    lastModifiedBy: printable(document.info.author),
    evenAndOddHeaderAndFooters: true,
    styles: {
      default: { document: { run: { font: fonts(FONTS.body), size: SIZE.body * 2, language: { eastAsia: 'zh-CN' } } } },
    },
    sections: [
      {
        properties: {
          page: {
            size: { width: mm(LAYOUT.pageWidth), height: mm(LAYOUT.pageHeight) },
            margin: {
              top: mm(LAYOUT.top),
              bottom: mm(LAYOUT.bottom),
              left: mm(LAYOUT.left),
              right: mm(LAYOUT.right),
              footer: mm(LAYOUT.bottom - 7 - 4),
            },
          },
          grid: {
            type: DocumentGridType.LINES_AND_CHARS,
            linePitch: LINE,
            charSpace: Math.round((TEXT_WIDTH / LAYOUT.charactersPerLine / 20 - SIZE.body) * 4096),
          },
        },
        footers: {
          default: footer(AlignmentType.RIGHT, document.verification),
          even: footer(AlignmentType.LEFT, document.verification),
        },
        children,
      },
    ],
  });
  const written = document.info.at.toString({ fractionalSecondDigits: 0 });
  return sealZip(await Packer.toBuffer(file), document.info.at, {
    // The library numbers pictures through the life of the process.
    'word/document.xml': (xml) => {
      let picture = 0;
      return xml.replace(/<wp:docPr id="\d+"/g, () => `<wp:docPr id="${++picture}"`);
    },
    'docProps/core.xml': (xml) => xml.replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${written}`),
  });
}

const fonts = (name: string) => ({
  ascii: 'Times New Roman',
  hAnsi: 'Times New Roman',
  cs: 'Times New Roman',
  eastAsia: name,
});

interface RunStyle {
  font?: string;
  size?: number;
  bold?: boolean;
  color?: string;
}
function run(text: string, { font = FONTS.body, size = SIZE.body, bold = false, color }: RunStyle = {}): TextRun {
  return new TextRun({ text: printable(text), font: fonts(font), size: size * 2, bold, ...(color ? { color } : {}) });
}

const EXACT = { line: LINE, lineRule: LineRuleType.EXACT } as const;

function line(text: string, style: RunStyle = {}, options: IParagraphOptions = {}): Paragraph {
  return new Paragraph({ spacing: EXACT, children: [run(text, style)], ...options });
}
const empty = (keepNext = false) => line('', {}, { keepNext });
const INDENTED = { indent: { firstLine: 2 * CHARACTER } } as const;

function head({ head: top }: OfficialDocument): Paragraph[] {
  if (!top) return [];
  const border = { bottom: { style: BorderStyle.SINGLE, size: 12, color: RED, space: 6 } };
  const organ = top.organ
    ? [
        new Paragraph({
          alignment: AlignmentType.CENTER,
          children: [run(top.organ, { font: FONTS.title, size: 36, color: RED })],
        }),
      ]
    : [];
  const number = new Paragraph({ alignment: AlignmentType.CENTER, children: [run(top.number ?? '')], border });
  return [...organ, number, empty()];
}

function title(text: string): Paragraph[] {
  const style = { font: FONTS.title, size: SIZE.title };
  const lines = paragraphsOf(typeset(text)).map(
    (one) => new Paragraph({ alignment: AlignmentType.CENTER, children: [run(one, style)] }),
  );
  return [...lines, empty()];
}

function coverPage({ title: text, cover }: OfficialDocument): Paragraph[] {
  const fields = (cover?.fields ?? []).map(
    ({ label, value }) =>
      new Paragraph({
        spacing: { ...EXACT, after: 200 },
        indent: { left: 3 * CHARACTER },
        children: [run(typeset(`${label}:`)), run(value)],
      }),
  );
  const day = cover?.day ? [line(formatDay(cover.day), {}, { alignment: AlignmentType.CENTER })] : [];
  const pageBreak = new Paragraph({ children: [new PageBreak()] });
  const space = Array.from({ length: 4 }, () => empty());
  return [...space, ...title(text), ...space, ...fields, ...space, ...day, pageBreak];
}

/** `keepNext`: it stays on the page of what follows. */
function blockOf(block: Block, keepNext: boolean): FileChild[] {
  switch (block.kind) {
    case 'heading': {
      const font = { 1: FONTS.heading1, 2: FONTS.heading2, 3: FONTS.body, 4: FONTS.body }[block.level];
      const heading = `Heading${block.level}` as const;
      return [
        new Paragraph({
          spacing: EXACT,
          ...INDENTED,
          keepNext: true,
          heading,
          children: [run(typeset(block.text), { font, color: '000000' })],
        }),
      ];
    }
    case 'paragraph': {
      const { align, bold = false } = block;
      const place = align ? { alignment: ALIGN[align] } : { ...INDENTED, alignment: AlignmentType.BOTH };
      return paragraphsOf(typeset(block.text)).map((text) => line(text, { bold }, { ...place, keepNext }));
    }
    case 'table': {
      const total = block.columns.reduce((sum, { width = 1 }) => sum + width, 0);
      const widths = block.columns.map(({ width = 1 }) => Math.floor((TEXT_WIDTH * width) / total));
      const row = (texts: readonly string[], header: boolean) =>
        new TableRow({
          tableHeader: header,
          cantSplit: header,
          children: block.columns.map((column, index) =>
            cell(texts[index] ?? '', widths[index] ?? 0, header ? 'center' : (column.align ?? 'left'), header),
          ),
        });
      const titles = block.columns.map((column) => column.title);
      const caption = block.caption
        ? [line(block.caption, {}, { alignment: AlignmentType.CENTER, keepNext: true })]
        : [];
      return [...caption, table(widths, [row(titles, true), ...block.rows.map((texts) => row(texts, false))]), empty()];
    }
    case 'fields': {
      const perRow = block.perRow ?? 1;
      const label = Math.floor(TEXT_WIDTH * (perRow === 1 ? 0.28 : 0.18));
      const value = Math.floor(TEXT_WIDTH / perRow) - label;
      const widths = Array.from({ length: perRow * 2 }, (_, index) => (index % 2 === 0 ? label : value));
      const rows = fieldRows(block.fields, perRow).map(
        (pairs) =>
          new TableRow({
            children: pairs.flatMap((pair) => [
              cell(pair.label, label, 'center', true, keepNext),
              cell(pair.value, value, 'left', false, keepNext),
            ]),
          }),
      );
      return [table(widths, rows), empty(keepNext)];
    }
    case 'image': {
      const { width, height } = imageSize(block.bytes, block.type);
      const shown = Math.min(block.width, LAYOUT.textWidth);
      const picture = new ImageRun({
        type: block.type,
        data: block.bytes,
        transformation: { width: pixels(shown), height: pixels((shown * height) / width) },
        altText: { name: block.caption ?? '图片', title: block.caption ?? '', description: block.caption ?? '' },
      });
      const caption = block.caption
        ? [line(block.caption, { size: SIZE.table }, { alignment: AlignmentType.CENTER })]
        : [];
      return [
        new Paragraph({ alignment: AlignmentType.CENTER, keepNext: caption.length > 0, children: [picture] }),
        ...caption,
      ];
    }
    case 'signHere':
      return block.labels.map((label) =>
        line(typeset(`${label}:________________`), {}, { spacing: { before: 200 }, ...INDENTED, keepNext }),
      );
    case 'pageBreak':
      return [new Paragraph({ children: [new PageBreak()] })];
  }
}

function table(widths: number[], rows: TableRow[]): Table {
  return new Table({ columnWidths: widths, width: { size: TEXT_WIDTH, type: WidthType.DXA }, rows });
}

function cell(text: string, width: number, align: Align, header: boolean, keepNext = false): TableCell {
  const style = { size: SIZE.table, font: header ? FONTS.heading1 : FONTS.body };
  const lines = paragraphsOf(text);
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    verticalAlign: VerticalAlign.CENTER,
    margins: { top: 60, bottom: 60, left: 80, right: 80 },
    children: (lines.length > 0 ? lines : ['']).map(
      (one) => new Paragraph({ alignment: ALIGN[align], keepNext, children: [run(one, style)] }),
    ),
  });
}

function ending({ attachments = [], signature, note }: OfficialDocument): Paragraph[] {
  const right = { alignment: AlignmentType.RIGHT, indent: { right: 4 * CHARACTER }, keepNext: true };
  const signed = signature
    ? [
        empty(true),
        empty(true),
        ...signature.organs.flatMap((organ) => [line(organ, {}, right), line(SEAL_PLACE, { color: '808080' }, right)]),
        ...(signature.day ? [line(formatDay(signature.day), {}, { ...right, keepNext: false })] : []),
      ]
    : [];
  return [
    ...(attachments.length > 0
      ? [
          empty(),
          ...attachmentLines(attachments).map(({ text, indent }) =>
            line(text, {}, { indent: { left: indent * CHARACTER } }),
          ),
        ]
      : []),
    ...signed,
    ...(note ? [empty(), line(typeset(`(${note})`), {}, INDENTED)] : []),
  ];
}

async function verificationEnd({ url }: Verification): Promise<Paragraph[]> {
  const altText = { name: '核验二维码', title: '核验二维码', description: url };
  const code = new ImageRun({
    type: 'png',
    data: await qrPng(url),
    transformation: { width: 96, height: 96 },
    altText,
  });
  return [
    new Paragraph({ spacing: { before: 300 }, keepNext: true, children: [code] }),
    new Paragraph({ children: [run(`扫码核验 ${url}`, { size: SIZE.small })] }),
  ];
}

function footer(
  alignment: typeof AlignmentType.RIGHT | typeof AlignmentType.LEFT,
  verification?: Verification,
): Footer {
  const style = { font: fonts(FONTS.footer), size: SIZE.pageNumber * 2 };
  const number = new TextRun({ ...style, children: ['— ', PageNumber.CURRENT, ' —'] });
  const indent = alignment === AlignmentType.RIGHT ? { right: CHARACTER } : { left: CHARACTER };
  const check = verification
    ? [
        new Paragraph({
          children: [run(`校验码 ${verification.hash}  核验 ${verification.url}`, { size: 7, font: FONTS.footer })],
        }),
      ]
    : [];
  return new Footer({ children: [new Paragraph({ alignment, indent, children: [number] }), ...check] });
}

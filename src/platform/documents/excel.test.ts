import ExcelJS from 'exceljs';
import JSZip from 'jszip';
import { describe, expect, test } from 'vitest';
import { Refusal } from '../../kernel/refusal.ts';
import { parseUscc } from '../../kernel/uscc.ts';
import { type Column, parseCell, parseDayText } from './column.ts';
import { parseCsv } from './excel.load.ts';
import { markProblems } from './excel.problems.ts';
import { PROBLEM_COLUMN, readWorkbook } from './excel.read.ts';
import { buildWorkbook, columnLetter, headerOf } from './excel.write.ts';

const at = Temporal.Instant.from('2026-11-23T01:00:00Z');
const info = { author: '众创台', at };

const COLUMNS: readonly Column[] = [
  { key: 'name', title: '团队名称', kind: 'text', required: true, aliases: ['企业名称'] },
  {
    key: 'uscc',
    title: '统一社会信用代码',
    kind: 'code',
    note: '18位,文本格式',
    check: (value) => {
      try {
        parseUscc(String(value));
      } catch (error) {
        if (error instanceof Refusal) return error.fields[0]?.message;
        throw error;
      }
    },
  },
  { key: 'phone', title: '联系电话', kind: 'code' },
  { key: 'joined', title: '入驻日期', kind: 'date', required: true },
  { key: 'desks', title: '工位数', kind: 'integer', unit: '个' },
  { key: 'area', title: '使用面积', kind: 'number', unit: '平方米' },
  { key: 'rent', title: '年租金', kind: 'money', unit: '万元' },
  {
    key: 'stage',
    title: '阶段',
    kind: 'choice',
    choices: [
      { code: 'idea', zh: '创意' },
      { code: 'startup', zh: '初创' },
    ],
  },
  { key: 'student', title: '大学生创业', kind: 'flag' },
];

const GOOD = {
  name: '示例团队',
  uscc: '91350100M000100Y43',
  phone: '0731-00000001',
  joined: '2024-01-05',
  desks: 6,
  area: 35.5,
  rent: 123_450_000,
  stage: 'idea',
  student: true,
};

async function workbookOf(rows: ExcelJS.CellValue[][], change?: (sheet: ExcelJS.Worksheet) => void): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('入驻情况');
  sheet.addRows(rows);
  change?.(sheet);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

const open = async (bytes: Buffer) => {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(bytes as unknown as ExcelJS.Buffer);
  return workbook;
};

describe('a workbook that is written', () => {
  const template = {
    name: '入驻情况',
    title: '入驻情况导入表',
    notes: ['红色为必填'],
    columns: COLUMNS,
    rows: [GOOD],
    blankRows: 50,
  };

  test('is read back as it was', async () => {
    const { rows, headerRow, sheet, ignored } = await readWorkbook(await buildWorkbook([template], info), COLUMNS);
    expect({ sheet, headerRow, ignored }).toEqual({ sheet: '入驻情况', headerRow: 3, ignored: [] });
    expect(rows).toEqual([{ number: 4, kind: 'entry', values: GOOD, problems: [], notes: [] }]);
  });

  test('has notes, drop-downs, and text format where digits are names', async () => {
    const sheet = (await open(await buildWorkbook([template], info))).getWorksheet('入驻情况');
    expect(sheet?.getCell('A1').value).toBe('入驻情况导入表\n红色为必填');
    expect(sheet?.getCell('B2').value).toBe('18位,文本格式');
    expect(sheet?.getRow(3).values).toEqual([undefined, ...COLUMNS.map(headerOf)]);
    expect(sheet?.getCell('G3').value).toBe('年租金(万元)');
    expect(sheet?.getCell('A3').value).toBe('团队名称*');
    expect(sheet?.getCell('B20').numFmt).toBe('@');
    expect(sheet?.getCell('G4').value).toBe(123.45);
    expect(sheet?.getCell('H54').dataValidation).toMatchObject({ type: 'list', formulae: ["'选项'!$A$1:$A$2"] });
    expect(sheet?.getCell('I54').dataValidation.formulae).toEqual(["'选项'!$B$1:$B$2"]);
    expect(sheet?.views[0]).toMatchObject({ state: 'frozen', ySplit: 3 });
  });

  test('is the same twice', async () => {
    const [first, second] = [await buildWorkbook([template], info), await buildWorkbook([template], info)];
    expect(first.equals(second)).toBe(true);
  });

  test('keeps what looks like a formula as text', async () => {
    const rows = [{ ...GOOD, name: '=HYPERLINK("http://x","y")' }];
    const sheet = (await open(await buildWorkbook([{ name: '表', columns: COLUMNS, rows }], info))).worksheets[0];
    expect(sheet?.getCell('A2').value).toBe('=HYPERLINK("http://x","y")');
    expect(sheet?.getCell('A2').type).toBe(ExcelJS.ValueType.String);
  });
});

describe('a workbook that people filled in', () => {
  const header = ['序号', '企业名称', '入驻日期', '工位数(个)', '年租金(千元)'];

  test('dates however they are written', () => {
    const written = [
      '2024/1/5',
      '2024.1.5',
      '2024-01-05',
      '20240105',
      '2024年1月5日',
      '\uff12\uff10\uff12\uff14\uff0e1\uff0e5',
      '2024-1-5 00:00:00',
    ];
    expect(written.map((text) => parseDayText(text))).toEqual(written.map(() => ({ day: '2024-01-05', to: 'day' })));
    expect(parseDayText('2024年1月')).toEqual({ day: '2024-01-01', to: 'month' });
    expect(parseDayText('2024')).toEqual({ day: '2024-01-01', to: 'year' });
    expect(['2024-02-30', '24.1.5', '去年', '2024-13'].map(parseDayText)).toEqual(Array(4).fill(undefined));
  });

  test('is understood: other header names and units, dates, full-width digits, totals, merged cells', async () => {
    const file = await workbookOf(
      [
        ['2024年度入驻情况汇总表'],
        [],
        header,
        [1, '甲公司', new Date('2024-01-05T00:00:00Z'), '\uff16', '1,234.5'],
        [2, '乙团队', '2024年3月', 4, { formula: 'A1', result: 0.1 + 0.2 }],
        [3, null, 45_296, '3个', '2万元'],
        ['合计', null, null, 13, 1500],
        [],
      ],
      (sheet) => {
        sheet.mergeCells('A1:E1');
        sheet.mergeCells('B5:B6');
      },
    );
    const { rows, headerRow, ignored } = await readWorkbook(file, COLUMNS);
    expect({ headerRow, ignored }).toEqual({ headerRow: 3, ignored: ['序号'] });
    expect(rows.map(({ number, kind, values }) => ({ number, kind, ...values }))).toEqual([
      { number: 4, kind: 'entry', name: '甲公司', joined: '2024-01-05', desks: 6, rent: 123_450_000 },
      { number: 5, kind: 'entry', name: '乙团队', joined: '2024-03-01', desks: 4, rent: 30_000 },
      { number: 6, kind: 'entry', name: '乙团队', joined: '2024-01-05', desks: 3, rent: 2_000_000 },
      { number: 7, kind: 'total', desks: 13, rent: 150_000_000 },
    ]);
    expect(rows.flatMap(({ problems }) => problems)).toEqual([]);
    expect(rows[1]?.notes).toEqual([
      {
        row: 5,
        column: 3,
        key: 'joined',
        title: '入驻日期',
        code: 'date.month-only',
        message: '只写到月份，按当月1日记录',
      },
    ]);
  });

  test('every problem of a row is told at its cell', async () => {
    const titles = COLUMNS.map(({ title }) => title);
    const file = await workbookOf([
      titles,
      [null, 9.135010000010004e17, '1.38E+10', '2024-02-30', '500余', '一百', '0.0000001', '成熟', '也许'],
      ['丙', '91350100M000100Y44', null, '2024', 2.5, { error: '#REF!' }, '5', null, null],
    ]);
    const { rows } = await readWorkbook(file, COLUMNS);
    expect(rows.map(({ problems }) => problems.map(({ key, code }) => `${key} ${code}`))).toEqual([
      [
        'name required',
        'uscc code.rounded',
        'phone code.rounded',
        'joined date.form',
        'desks number.approximate',
        'area number.form',
        'rent money.form',
        'stage choice.unknown',
        'student flag.form',
      ],
      ['uscc check', 'joined date.year-only', 'desks integer.form', 'area cell.error'],
    ]);
    expect(rows[1]?.problems[0]).toMatchObject({ row: 3, column: 2, message: '统一社会信用代码校验位不符，请核对' });
    expect(rows[1]?.values).toEqual({ name: '丙', phone: null, rent: 5_000_000, stage: null, student: null });
  });

  test('a copy comes back with the problems in red and in words, and once mended without them', async () => {
    const file = await workbookOf([
      header,
      [1, '甲', '昨天', '6', '1'],
      [2, '乙', '2024-01-05', '多', '1'],
      [3, '丙', '2024-01-05', 1, 1],
    ]);
    const table = await readWorkbook(file, COLUMNS);
    const copy = await markProblems(
      file,
      table,
      table.rows.flatMap(({ problems }) => problems),
      at,
    );

    const sheet = (await open(copy)).getWorksheet('入驻情况');
    expect(sheet?.getCell('F1').value).toBe(PROBLEM_COLUMN);
    expect(sheet?.getCell('F2').value).toBe('入驻日期：日期无法识别，请写成2024-01-05或2024年1月5日');
    expect(sheet?.getCell('F3').value).toBe('工位数请填写准确数字，不写“余”“以上”“约”');
    expect(sheet?.getCell('F4').value).toBeNull();
    expect(sheet?.getCell('C2').fill).toMatchObject({ fgColor: { argb: 'FFFFC7CE' } });
    expect(sheet?.getCell('D2').fill?.type).toBeUndefined();
    expect(sheet?.getCell('B2').value).toBe('甲');

    const again = await readWorkbook(copy, COLUMNS);
    expect(again.ignored).toEqual(['序号']);
    expect(again.lastColumn).toBe(5);
    const mended = (await open(await markProblems(copy, again, [], at))).getWorksheet('入驻情况');
    expect(mended?.getCell('F2').value).toBeNull();
  });

  test('CSV too, in UTF-8 and in GBK', async () => {
    const csv = '\ufeff团队名称,入驻日期,备注\r\n"甲,乙",2024/1/5,"说""明"\r\n';
    const utf8 = await readWorkbook(Buffer.from(csv), COLUMNS);
    expect(utf8.rows[0]?.values).toEqual({ name: '甲,乙', joined: '2024-01-05' });
    expect(utf8.ignored).toEqual(['备注']);
    // 企业名称,入驻日期 / 甲,2024.1.5
    const gbk = Buffer.from('c6f3d2b5c3fbb3c62cc8ebd7a4c8d5c6da0abcd72c323032342e312e350a', 'hex');
    expect((await readWorkbook(gbk, COLUMNS)).rows[0]?.values).toEqual({ name: '甲', joined: '2024-01-05' });
    expect(parseCsv('a\tb\n1\t"2\n3"')).toEqual([
      ['a', 'b'],
      ['1', '2\n3'],
    ]);
  });

  test('what is no table of ours is refused with what to do', async () => {
    const reasonOf = async (bytes: Uint8Array) => {
      try {
        await readWorkbook(bytes, COLUMNS);
      } catch (error) {
        if (error instanceof Refusal) return error.fields.map(({ message }) => message);
        throw error;
      }
    };
    expect(await reasonOf(Buffer.from('d0cf11e0a1b11ae1', 'hex'))).toEqual(['旧版 .xls 文件请另存为 .xlsx 后再上传']);
    expect(await reasonOf(Buffer.from('PK\x03\x04nothing'))).toEqual(['文件已损坏或不是有效的表格']);
    expect(await reasonOf(Buffer.from([0xff, 0xfe, 0x00]))).toEqual(['文件不是 Excel 或 CSV 表格']);
    expect(await reasonOf(await workbookOf([['甲', '乙']]))).toEqual(['没有找到表头，请使用下载的模板填写']);
    expect(await reasonOf(await workbookOf([['团队名称'], ['甲']]))).toEqual(['缺少“入驻日期”列']);
  });

  test('rules and merges over whole columns do not stop the process', async () => {
    const zip = await JSZip.loadAsync(
      await workbookOf([
        ['团队名称', '入驻日期'],
        ['甲', '2024-01-05'],
      ]),
    );
    const path = 'xl/worksheets/sheet1.xml';
    const xml = (await zip.file(path)?.async('string')) ?? '';
    const bomb =
      '<mergeCells count="1"><mergeCell ref="C1:XFD1048576"/></mergeCells>' +
      '<dataValidations count="1"><dataValidation type="list" sqref="A2:XFD1048576"><formula1>"a"</formula1></dataValidation></dataValidations>';
    zip.file(path, xml.replace('</sheetData>', `</sheetData>${bomb}`));
    const { rows } = await readWorkbook(await zip.generateAsync({ type: 'nodebuffer' }), COLUMNS);
    expect(rows.map(({ values }) => values)).toEqual([{ name: '甲', joined: '2024-01-05' }]);
  });

  test('more rows than allowed are refused', async () => {
    const file = await workbookOf([
      ['团队名称', '入驻日期'],
      ['甲', '2024-01-05'],
      ['乙', '2024-01-05'],
    ]);
    await expect(readWorkbook(file, COLUMNS, { maxRows: 1 })).rejects.toThrow('input.too-large');
  });
});

test('amounts carry their own unit, percentages and several choices are understood', () => {
  const column = (kind: Column['kind'], extra: Partial<Column> = {}): Column => ({
    key: 'k',
    title: '项',
    kind,
    ...extra,
  });
  const choices = [
    { code: 'a', zh: '甲' },
    { code: 'b', zh: '乙' },
  ];
  expect(parseCell(column('money', { unit: '元' }), { text: '1.5亿' })).toEqual({ value: 15_000_000_000 });
  expect(parseCell(column('money'), { text: '0.3', number: 0.1 + 0.2 })).toEqual({ value: 30 });
  expect(parseCell(column('number'), { text: '35%' })).toEqual({ value: 0.35 });
  expect(parseCell(column('number'), { text: '1,200㎡' })).toEqual({ value: 1200 });
  expect(parseCell(column('month'), { text: '2024.3' })).toEqual({ value: '2024-03' });
  expect(parseCell(column('choices', { choices }), { text: '甲、乙' })).toEqual({ value: ['a', 'b'] });
  expect(parseCell(column('code'), { text: ' 0731 ' })).toEqual({ value: '0731' });
});

test('columns are lettered as the program does', () => {
  expect([1, 26, 27, 52, 703].map(columnLetter)).toEqual(['A', 'Z', 'AA', 'AZ', 'AAA']);
});

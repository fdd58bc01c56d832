import type { Actor } from '../../kernel/actor.ts';
import type { FieldRefusal, Refusal } from '../../kernel/refusal.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import type { Choice, Column, ColumnKind, ColumnValue } from '../../platform/documents/column.ts';
import { markProblems } from '../../platform/documents/excel.problems.ts';
import { type CellProblem, type ReadRow, type ReadTable, readWorkbook } from '../../platform/documents/excel.read.ts';
import { buildWorkbook } from '../../platform/documents/excel.write.ts';
import type { Services } from '../../platform/services.ts';
import { sealFile } from '../files/file.actions.ts';
import { checkEntries, constraintRefusal, type Entry, requireDirectChange } from './keeping.actions.ts';
import { insertRecords, type KeptRecord, labelSql, listRecords, type NewRecord } from './keeping.store.ts';
import { type Field, type FieldType, isMaterial, ownerColumn, type RecordKind } from './kind.ts';
import { type AnyKindCode, kindOf } from './kinds.ts';

const COLUMN_KINDS: Readonly<Record<FieldType, ColumnKind>> = {
  text: 'text',
  longText: 'text',
  count: 'integer',
  months: 'integer',
  area: 'number',
  money: 'money',
  date: 'date',
  flag: 'flag',
  option: 'choice',
  options: 'choices',
  reference: 'choice',
  uscc: 'code',
};

const MOST_ROWS = 5000;
const START = 'validFrom';
const END = 'validTo';
const NOTE = 'note';

/** The records a reference may name, as a drop-down: by name, and with the day it began where two share one. */
async function choicesOf(tx: Tx, field: Field, ownerId: string): Promise<Choice[]> {
  const kind = kindOf(field.refersTo as AnyKindCode);
  const rows = await sqlRows<{ root: string; label: string; from: string }>(
    tx,
    `select distinct on (r.root_id) r.root_id as root, ${labelSql(kind)} as label, r.valid_from as "from"
     from ${kind.code} r where r.${ownerColumn(kind)} = $1 order by r.root_id, r.valid_from desc limit ${MOST_ROWS}`,
    [ownerId],
  );
  const seen = Map.groupBy(rows, (row) => row.label);
  return rows.map(({ root, label, from }) => ({
    code: root,
    zh: (seen.get(label)?.length ?? 0) > 1 ? `${label} ${from}` : label,
  }));
}

/** The columns of a kind: its period, its fields, a note. One definition for template, import and export. */
async function columnsOf(tx: Tx, kind: RecordKind, ownerId: string): Promise<Column[]> {
  const fields: Column[] = [];
  for (const [key, field] of Object.entries(kind.fields)) {
    const choices = field.type === 'reference' ? await choicesOf(tx, field, ownerId) : field.options;
    fields.push({
      key,
      title: field.zh,
      kind: COLUMN_KINDS[field.type],
      ...(field.unit ? { unit: field.unit === 'm2' ? '平方米' : field.unit } : {}),
      ...(field.required ? { required: true } : {}),
      ...(choices ? { choices } : {}),
      note: noteOf(field),
    });
  }
  return [
    ...fields,
    { key: START, title: kind.startZh, kind: 'date', required: true, note: '如 2024-01-05' },
    ...(kind.when === 'period'
      ? [{ key: END, title: kind.endZh ?? '终止日期', kind: 'date' as const, note: '仍有效的不填' }]
      : []),
    { key: NOTE, title: '备注', kind: 'text' },
  ];
}

function noteOf(field: Field): string {
  const how = { options: '可多选，用顿号隔开', flag: '是或否', reference: '从列表中选择', uscc: '18位' } as Partial<
    Record<FieldType, string>
  >;
  return [field.hint, how[field.type]].filter(Boolean).join('；');
}

export async function templateOf(tx: Tx, services: Services, ownerId: string, code: AnyKindCode): Promise<Buffer> {
  const kind = kindOf(code);
  const columns = await columnsOf(tx, kind, ownerId);
  const notes = [
    '带 * 的为必填；请勿改动表头。',
    '佐证文件不随表导入：导入后打开该条记录，在“更正”中上传。',
    ...(kind.hint ? [kind.hint] : []),
  ];
  return buildWorkbook([{ name: kind.zh, title: `${kind.zh}填报表`, notes, columns, rows: [], blankRows: 200 }], {
    author: '众创台',
    at: services.clock.now(),
  });
}

/** Every row ever kept, in the columns of the template, so that an export can be filled in further. */
export async function exportOf(tx: Tx, services: Services, ownerId: string, code: AnyKindCode): Promise<Buffer> {
  const kind = kindOf(code);
  const columns = await columnsOf(tx, kind, ownerId);
  const rows: KeptRecord[] = [];
  for (let page = 1; ; page++) {
    const found = await listRecords(tx, kind, {
      ownerId,
      on: null,
      q: undefined,
      sort: 'validFrom',
      page,
      size: 1000,
    });
    rows.push(...found.rows);
    if (!found.more && rows.length >= found.total) break;
  }
  const cells = rows.map((row) => ({
    ...(row.values as Record<string, ColumnValue>),
    // A team of another carrier is in no drop-down of this one; its name says which it is.
    ...Object.fromEntries(Object.keys(row.labels).map((key) => [key, knownChoice(columns, key, row)])),
    [START]: row.validFrom,
    [END]: row.validTo,
    [NOTE]: row.note,
  }));
  return buildWorkbook([{ name: kind.zh, columns, rows: cells }], { author: '众创台', at: services.clock.now() });
}

function knownChoice(columns: readonly Column[], key: string, row: KeptRecord): ColumnValue {
  const id = row.values[key] as string | null;
  const isChoice = columns.find((column) => column.key === key)?.choices?.some((choice) => choice.code === id);
  return isChoice ? id : (row.labels[key] ?? null);
}

export interface ImportReport {
  total: number;
  accepted: number;
  rejected: number;
  problems: { row: number; column: string; code: string; message: string }[];
  /** Understood, but worth a look. */
  notes: { row: number; column: string; code: string; message: string }[];
  /** Headers that are no column of ours. */
  ignored: string[];
  /** The workbook with the problems written into it. */
  copyFileId: string | null;
}

interface ReadEntry {
  row: ReadRow;
  entry: Entry;
}

/**
 * Takes in a filled template. `all`: one wrong row, and nothing is saved. `valid`: the right rows are saved. The report
 * and the marked copy are the same in both.
 *
 * @throws Refusal `workbook.unreadable`, `input.too-large`, `carrier.material-change`
 */
export async function importRecords(
  tx: Tx,
  services: Services,
  actor: Actor,
  ownerId: string,
  code: AnyKindCode,
  upload: { name: string; bytes: Uint8Array; mode: 'all' | 'valid' },
): Promise<ImportReport> {
  const kind = kindOf(code);
  if (isMaterial(kind)) await requireDirectChange(tx, ownerId, Object.keys(kind.fields));
  const columns = await columnsOf(tx, kind, ownerId);
  const table = await readWorkbook(upload.bytes, columns, { maxRows: MOST_ROWS });
  const rows = table.rows.filter((row) => row.kind === 'entry');
  const problems = rows.flatMap((row) => row.problems);
  const entries = rows.filter((row) => row.problems.length === 0).map((row) => ({ row, entry: entryOf(kind, row) }));
  const records = await checkRows(tx, kind, ownerId, table, entries, problems);
  const save = upload.mode === 'valid' || problems.length === 0;
  const accepted = save
    ? await saveRows(tx, kind, ownerId, table, records, problems, {
        all: upload.mode === 'all',
        at: services.clock.now().toString(),
      })
    : 0;
  const copyFileId =
    problems.length > 0 ? await keepCopy(tx, services, actor, kind, ownerId, upload, table, problems) : null;
  return {
    total: rows.length,
    accepted,
    rejected: rows.length - accepted,
    problems: problems.map(told).sort((a, b) => a.row - b.row),
    notes: rows.flatMap((row) => row.notes).map(told),
    ignored: [...table.ignored],
    copyFileId,
  };
}

const told = ({ row, title, code, message }: CellProblem) => ({ row, column: title, code, message });

function entryOf(kind: RecordKind, { values }: ReadRow): Entry {
  const text = (key: string) => (typeof values[key] === 'string' ? values[key] : null);
  return {
    validFrom: text(START) ?? '',
    validTo: text(END),
    note: text(NOTE),
    values: Object.fromEntries(
      Object.keys(kind.fields).map((key) => [key, values[key] ?? kind.fields[key]?.initial ?? null]),
    ),
  };
}

/** Where in the sheet a field's error belongs; an error of the whole row stands in its first column. */
function locate(kind: RecordKind, table: ReadTable, row: number, { path, code, message }: FieldRefusal): CellProblem {
  const key = path.replace(/^values\./, '');
  const title = kind.fields[key]?.zh ?? (key === END ? (kind.endZh ?? '') : kind.startZh);
  return { row, column: table.columns[key] ?? table.columns[START] ?? 1, key, title, code, message };
}

async function checkRows(
  tx: Tx,
  kind: RecordKind,
  ownerId: string,
  table: ReadTable,
  entries: readonly ReadEntry[],
  problems: CellProblem[],
): Promise<{ row: number; record: NewRecord }[]> {
  const checked = await checkEntries(
    tx,
    kind,
    ownerId,
    entries.map(({ entry }) => entry),
  );
  const good: { row: number; record: NewRecord }[] = [];
  for (const [index, { record, errors }] of checked.entries()) {
    const row = entries[index]?.row.number ?? 0;
    if (errors.length === 0) good.push({ row, record });
    problems.push(...errors.map((error) => locate(kind, table, row, error)));
  }
  return good;
}

/** All in one statement; where the database objects, row by row, to tell which. */
async function saveRows(
  tx: Tx,
  kind: RecordKind,
  ownerId: string,
  table: ReadTable,
  records: readonly { row: number; record: NewRecord }[],
  problems: CellProblem[],
  { all, at }: { all: boolean; at: string },
): Promise<number> {
  const attempt = async (some: readonly { record: NewRecord }[]): Promise<Refusal | null> => {
    await sqlRows(tx, 'savepoint import_rows');
    try {
      await insertRecords(
        tx,
        kind,
        ownerId,
        some.map(({ record }) => record),
        at,
      );
      await sqlRows(tx, 'release savepoint import_rows');
      return null;
    } catch (error) {
      await sqlRows(tx, 'rollback to savepoint import_rows');
      const refusal = constraintRefusal(error);
      if (!refusal) throw error;
      return refusal;
    }
  };
  if ((await attempt(records)) === null) return records.length;
  await sqlRows(tx, 'savepoint import_all');
  let saved = 0;
  for (const one of records) {
    const refusal = await attempt([one]);
    if (refusal === null) saved++;
    else problems.push(...refusal.fields.map((field) => locate(kind, table, one.row, field)));
  }
  if (!all) return saved;
  await sqlRows(tx, 'rollback to savepoint import_all');
  return 0;
}

async function keepCopy(
  tx: Tx,
  services: Services,
  actor: Actor,
  kind: RecordKind,
  ownerId: string,
  upload: { name: string; bytes: Uint8Array },
  table: ReadTable,
  problems: readonly CellProblem[],
): Promise<string> {
  const content = await markProblems(upload.bytes, table, problems, services.clock.now());
  const name = `${upload.name.replace(/\.[^.]*$/, '')}(标注错误).xlsx`;
  return (await sealFile(tx, services, actor, { name, content, about: kind.about ?? 'carrier', aboutId: ownerId })).id;
}

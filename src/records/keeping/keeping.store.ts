import type { Day } from '../../kernel/day.ts';
import { newId } from '../../kernel/id.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { countLimit, countSql, type Paged, type Total, totalOf } from '../../platform/db/page.ts';
import { columnOf, type Field, ownerColumn, type RecordKind } from './kind.ts';
import { type AnyKindCode, kindOf } from './kinds.ts';
import type { Values } from './values.ts';

/** A record as it crosses the wire. */
export interface KeptRecord {
  id: string;
  /** The id of the first of a line of successors; references hold it. */
  rootId: string;
  /** The carrier or, of a kind about teams, the team's root. */
  ownerId: string;
  kind: AnyKindCode;
  label: string;
  validFrom: Day;
  validTo: Day | null;
  note: string | null;
  fileId: string | null;
  fileName: string | null;
  caseId: string | null;
  version: number;
  example: boolean;
  /** Of a team's record: when the operator confirmed what it says; null: not yet, and it does not count. */
  confirmedAt: string | null;
  createdAt: string;
  updatedAt: string;
  values: Record<string, unknown>;
  /** What the references are called. */
  labels: Record<string, string | null>;
}

export interface NewRecord {
  validFrom: Day;
  validTo: Day | null;
  values: Values;
  note: string | null;
  fileId: string | null;
  caseId?: string | null;
  /** Of the record it follows. */
  rootId?: string;
  example?: boolean;
}

const quote = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** SQL that reads one title column of a row as words: an option's label, what a reference is called. */
function wordsSql(kind: RecordKind, name: string, alias: string): string {
  const field: Field | undefined = kind.fields[name];
  const column = `${alias}.${columnOf(name)}`;
  if (field?.type === 'option' && field.options) {
    return `case ${column} ${field.options.map((o) => `when ${quote(o.code)} then ${quote(o.zh)}`).join(' ')} end`;
  }
  if (field?.type === 'reference' && field.refersTo) {
    const target = kindOf(field.refersTo as AnyKindCode);
    const inner = `${alias}_${columnOf(name)}`;
    return `(select ${labelSql(target, inner)} from ${target.code} ${inner} where ${inner}.root_id = ${column} order by ${inner}.valid_from desc limit 1)`;
  }
  return field?.type === 'count' ? `${column}::text` : column;
}

/** SQL for what a row is called. The facts' provenance uses the same words. */
export function labelSql(kind: RecordKind, alias = 'r'): string {
  return `coalesce(${kind.title.map((name) => wordsSql(kind, name, alias)).join(', ')}, ${quote(kind.zh)})`;
}

/** One JSON object per row, assembled by PostgreSQL. */
function rowJson(kind: RecordKind): string {
  const entries = Object.entries(kind.fields);
  const values = entries.map(([name]) => `${quote(name)}, r.${columnOf(name)}`);
  const labels = entries
    .filter(([, f]) => f.type === 'reference')
    .map(([name]) => `${quote(name)}, ${wordsSql(kind, name, 'r')}`);
  return `json_build_object('id', r.id, 'rootId', r.root_id, 'ownerId', r.${ownerColumn(kind)}, 'kind', ${quote(kind.code)}, 'label', ${labelSql(kind)},
    'validFrom', r.valid_from, 'validTo', r.valid_to, 'note', r.note, 'fileId', r.file_id,
    'fileName', (select f.name from file f where f.id = r.file_id), 'caseId', r.case_id, 'version', r.version,
    'example', r.example, 'confirmedAt', ${kind.about === 'team' ? 'iso(r.confirmed_at)' : 'null'}, 'createdAt', iso(r.created_at), 'updatedAt', iso(r.updated_at),
    'values', json_build_object(${values.join(', ')}), 'labels', json_build_object(${labels.join(', ')}))`;
}

const rowJsonOf = new Map<string, string>();
function json(kind: RecordKind): string {
  const text = rowJsonOf.get(kind.code) ?? rowJson(kind);
  rowJsonOf.set(kind.code, text);
  return text;
}

export interface ListRequest extends Paged {
  ownerId: string;
  /** Rows that hold on this day; null: all that were ever kept. */
  on: Day | null;
  q: string | undefined;
  sort: string | undefined;
}

function orderSql(kind: RecordKind, sort: string | undefined): string {
  const down = sort?.startsWith('-') ?? false;
  const name = sort?.replace(/^-/, '') ?? '';
  const column =
    Object.hasOwn(kind.fields, name) || name === 'validFrom' || name === 'validTo' ? `r.${columnOf(name)}` : null;
  if (!column) return 'r.valid_from desc, r.id desc';
  return `${column} ${down ? 'desc' : 'asc'} nulls last, r.id ${down ? 'desc' : 'asc'}`;
}

/** One query whatever the number of rows. */
export async function listRecords(
  tx: Tx,
  kind: RecordKind,
  request: ListRequest,
): Promise<{ rows: KeptRecord[] } & Total> {
  const { ownerId, on, q, sort, page, size } = request;
  const asOf =
    kind.when === 'moment'
      ? 'r.valid_from <= $2::date'
      : 'r.valid_from <= $2::date and (r.valid_to is null or r.valid_to >= $2::date)';
  const where = `r.${ownerColumn(kind)} = $1 and ($2::date is null or ${asOf}) and ($3::text is null or strpos(lower(${labelSql(kind)}), lower($3)) > 0)`;
  const order = orderSql(kind, sort);
  const [found] = await sqlRows<{ counted: number; rows: KeptRecord[] }>(
    tx,
    `select ${countSql(`from ${kind.code} r where ${where}`, '$6')} as counted,
       coalesce((select json_agg(page.j) from (
         select ${json(kind)} as j from ${kind.code} r where ${where} order by ${order} limit $4 offset $5) page), '[]') as rows`,
    [ownerId, on, q || null, size, (page - 1) * size, countLimit(request)],
  );
  return { rows: found?.rows ?? [], ...totalOf(found?.counted ?? 0, request) };
}

export async function findRecord(
  tx: Tx,
  kind: RecordKind,
  ownerId: string,
  id: string,
): Promise<KeptRecord | undefined> {
  const [found] = await sqlRows<{ j: KeptRecord }>(
    tx,
    `select ${json(kind)} as j from ${kind.code} r where r.id = $1 and r.${ownerColumn(kind)} = $2`,
    [id, ownerId],
  );
  return found?.j;
}

/** Locks the row so that two people cannot correct it at once. */
export async function lockRecord(
  tx: Tx,
  kind: RecordKind,
  ownerId: string,
  id: string,
): Promise<KeptRecord | undefined> {
  await sqlRows(tx, `select 1 from ${kind.code} where id = $1 and ${ownerColumn(kind)} = $2 for update`, [id, ownerId]);
  return findRecord(tx, kind, ownerId, id);
}

export interface OldVersion {
  version: number;
  reason: string | null;
  personName: string | null;
  replacedAt: string;
  content: KeptRecord;
}

/** What the row said before each correction, newest first. */
export async function listVersions(tx: Tx, kind: RecordKind, ownerId: string, id: string): Promise<OldVersion[]> {
  return sqlRows<OldVersion>(
    tx,
    `select v.version, v.reason, p.name as "personName", v.replaced_at as "replacedAt", ${json(kind)} as content
     from record_version v cross join lateral jsonb_populate_record(null::${kind.code}, v.content) r left join person p on p.id = v.person_id
     where v.kind = $1 and v.record_id = $2 and r.${ownerColumn(kind)} = $3 order by v.version desc, v.id desc`,
    [kind.code, id, ownerId],
  );
}

/** All rows in one statement; returns their ids in order. `at` is the moment of the command. */
export async function insertRecords(
  tx: Tx,
  kind: RecordKind,
  ownerId: string,
  records: readonly NewRecord[],
  at: string,
): Promise<string[]> {
  if (records.length === 0) return [];
  const names = Object.keys(kind.fields);
  const rows = records
    .map((record) => ({ id: newId(), record }))
    .map(({ id, record }) => ({
      id,
      root_id: record.rootId ?? id,
      [ownerColumn(kind)]: ownerId,
      valid_from: record.validFrom,
      valid_to: kind.when === 'moment' ? record.validFrom : record.validTo,
      note: record.note,
      file_id: record.fileId,
      case_id: record.caseId ?? null,
      version: 1,
      example: record.example ?? false,
      created_at: at,
      updated_at: at,
      ...Object.fromEntries(names.map((name) => [columnOf(name), record.values[name] ?? null])),
    }));
  await sqlRows(tx, `insert into ${kind.code} select * from jsonb_populate_recordset(null::${kind.code}, $1::jsonb)`, [
    JSON.stringify(rows),
  ]);
  return rows.map((row) => row.id);
}

/** Says who corrects and why; the table's trigger keeps the old version under it. */
export async function sayWhy(tx: Tx, correction: { reason: string; person: string | null; at: string }): Promise<void> {
  await sqlRows(tx, "select set_config('zc.correction', $1, true)", [JSON.stringify(correction)]);
}

export async function updateRecord(
  tx: Tx,
  kind: RecordKind,
  id: string,
  record: Omit<NewRecord, 'caseId' | 'example'>,
  at: string,
): Promise<void> {
  const names = Object.keys(kind.fields);
  const columns = ['valid_from', 'valid_to', 'note', 'file_id', 'updated_at', ...names.map(columnOf)];
  const row = {
    valid_from: record.validFrom,
    valid_to: kind.when === 'moment' ? record.validFrom : record.validTo,
    note: record.note,
    file_id: record.fileId,
    updated_at: at,
    ...Object.fromEntries(names.map((name) => [columnOf(name), record.values[name] ?? null])),
  };
  const unconfirmed = kind.about === 'team' ? ', confirmed_at = null, confirmed_by = null' : '';
  const set = columns.map((column) => `${column} = n.${column}`).join(', ') + unconfirmed;
  await sqlRows(
    tx,
    `update ${kind.code} r set ${set} from jsonb_populate_record(null::${kind.code}, $2::jsonb) n where r.id = $1`,
    [id, JSON.stringify(row)],
  );
}

export async function endRecord(tx: Tx, kind: RecordKind, id: string, lastDay: Day, at: string): Promise<void> {
  await sqlRows(tx, `update ${kind.code} set valid_to = $2, updated_at = $3 where id = $1`, [id, lastDay, at]);
}

export async function deleteRecord(tx: Tx, kind: RecordKind, id: string): Promise<void> {
  await sqlRows(tx, `delete from ${kind.code} where id = $1`, [id]);
}

/** Of those ids that exist as rows of a kind, of this owner or (null) of any: the root each belongs to. */
export async function rootsOf(
  tx: Tx,
  kind: RecordKind,
  ownerId: string | null,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await sqlRows<{ id: string; root_id: string }>(
    tx,
    `select id, root_id from ${kind.code} where id = any($1::uuid[]) and ($2::uuid is null or ${ownerColumn(kind)} = $2)`,
    [[...ids], ownerId],
  );
  return new Map(rows.map((row) => [row.id, row.root_id]));
}

export async function existingFiles(
  tx: Tx,
  about: 'carrier' | 'team',
  ownerId: string,
  ids: readonly string[],
): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await sqlRows<{ id: string }>(
    tx,
    'select id from file where id = any($1::uuid[]) and about_kind = $3 and about_id = $2',
    [[...ids], ownerId, about],
  );
  return new Set(rows.map((row) => row.id));
}

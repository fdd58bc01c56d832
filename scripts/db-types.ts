// Writes src/platform/db/schema.ts from the migrated embedded database: SQL is the truth.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbedded } from '../src/platform/db/embedded.ts';
import { migrate } from '../src/platform/db/migrate.ts';

const TYPES: Record<string, string> = {
  uuid: 'string',
  text: 'string',
  date: 'string',
  int4: 'number',
  int8: 'number',
  numeric: 'number',
  float8: 'number',
  bool: 'boolean',
  jsonb: 'Json',
  bytea: 'Buffer',
  timestamptz: 'string',
  _text: 'string[]',
  _uuid: 'string[]',
  _date: 'string[]',
  tsvector: 'string',
  daterange: 'string',
  tstzrange: 'string',
  int4multirange: 'string',
  time: 'string',
};
const folder = mkdtempSync(join(tmpdir(), 'zc-types-'));
const { pool, close } = openEmbedded(folder);
await migrate(pool);
const { rows } = await pool.query<{
  t: string;
  c: string;
  u: string;
  nullable: boolean;
  fixed: boolean;
  optional: boolean;
}>(`
  select c.table_name t, c.column_name c, c.udt_name u, c.is_nullable = 'YES' nullable,
         c.is_generated = 'ALWAYS' fixed, (c.column_default is not null or c.is_identity = 'YES') optional
  from information_schema.columns c join information_schema.tables x using (table_schema, table_name)
  where c.table_schema = 'public' and c.table_name <> 'migration' order by c.table_name, c.ordinal_position`);
await close();
rmSync(folder, { recursive: true });
const tables = Map.groupBy(rows, (r) => r.t);
if (tables.size < 5) throw new Error('too few tables seen');
const lines = [
  '// Written by `npm run db:types` from migrations/*.sql. Do not edit.',
  "import type { ColumnType, Generated } from 'kysely';",
  '',
  '// biome-ignore lint/suspicious/noExplicitAny: a JSON column is parsed by its noun',
  'export type Json = ColumnType<any, string, string>;',
  '// biome-ignore lint/suspicious/noExplicitAny: the same, with a default',
  'export type GeneratedJson = ColumnType<any, string | undefined, string>;',
  '',
];
for (const [table, columns] of tables) {
  lines.push(`export interface ${pascal(table)}Table {`);
  for (const { c, u, nullable, fixed, optional } of columns) {
    const base = TYPES[u];
    if (!base) throw new Error(`no TypeScript type for ${u} (${table}.${c})`);
    const type = nullable ? (base === 'Json' ? 'Json | null' : `${base} | null`) : base;
    lines.push(
      `  ${c}: ${fixed ? `ColumnType<${type}, never, never>` : optional && !nullable ? (base === 'Json' ? 'GeneratedJson' : `Generated<${type}>`) : type};`,
    );
  }
  lines.push('}', '');
}
lines.push('export interface DB {');
for (const table of tables.keys()) lines.push(`  ${table}: ${pascal(table)}Table;`);
lines.push('}', '');
writeFileSync(join(import.meta.dirname, '../src/platform/db/schema.ts'), lines.join('\n'));
console.log(`schema.ts: ${tables.size} tables`);

function pascal(name: string): string {
  return name.replace(/(^|_)([a-z0-9])/g, (_, __, letter: string) => letter.toUpperCase());
}

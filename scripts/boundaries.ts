import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

/** What each stage may import besides itself and packages: the way of data, upstream only. */
export const MAY_KNOW: Readonly<Record<string, readonly string[]>> = {
  kernel: [],
  platform: ['kernel'],
  identity: ['kernel', 'platform'],
  records: ['kernel', 'platform', 'identity'],
  facts: ['kernel', 'platform', 'identity', 'records'],
  policy: ['kernel'],
  cases: ['kernel', 'platform', 'identity', 'records', 'facts', 'policy'],
  effects: ['kernel', 'platform', 'identity', 'records', 'facts', 'policy', 'cases'],
  insight: ['kernel', 'platform', 'identity', 'records', 'facts', 'policy', 'cases', 'effects'],
};
const FEWEST_FILES = 60;

/** Tables that a second stage writes, and why. Every other table is written by one stage, and insight writes none. */
export const WRITTEN_TWICE: Readonly<Record<string, string>> = {
  organisation: 'identity makes the organisation of the first administrators; records keeps all others',
  job: 'a case that ends drops all its timers at once',
};

/** Every import that goes against the way of data, as `file: reason`. Also fails when it sees too few files to mean anything. */
export function checkBoundaries(root: string): string[] {
  const src = join(root, 'src');
  const problems: string[] = [];
  const files = sources(src).concat(sources(join(root, 'web')));
  if (files.length < FEWEST_FILES) problems.push(`boundaries: only ${files.length} files seen`);
  let imports = 0;
  for (const file of files) {
    const isTest = TEST_FILE.test(file);
    for (const match of readFileSync(file, 'utf8').matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)) {
      imports++;
      const target = resolve(dirname(file), match[1] as string);
      const problem = isTest ? undefined : judge(root, file, target);
      if (problem) problems.push(`${relative(root, file)}: ${problem}`);
    }
  }
  problems.push(...checkWriters(root, files));
  if (imports < FEWEST_FILES) problems.push(`boundaries: only ${imports} imports seen`);
  return problems;
}

function judge(root: string, file: string, target: string): string | undefined {
  const from = relative(root, file).split(sep);
  const to = relative(root, target).split(sep);
  if (from[0] === 'web') {
    const readable =
      to[0] === 'web' || to[1] === 'kernel' || to[1] === 'policy' || /\.contract\.ts$|vocabulary\.ts$/.test(target);
    return readable ? undefined : `the web reads contracts, not ${to.join('/')}`;
  }
  if (to[0] !== 'src') return to[0] === 'web' ? `the server does not import ${to.join('/')}` : undefined;
  if (from.length === 2) return undefined; // main.ts and cli.ts know every feature
  const stage = from[1] as string;
  const other = to[1] as string;
  if (to.length === 2) return `nobody imports ${other}`;
  if (stage !== other && !MAY_KNOW[stage]?.includes(other)) return `${stage} may not know ${other}`;
  return undefined;
}

const TEST_FILE = /\.(test|given|fixture)\.tsx?$|(^|[/\\])(given|test-app|test-client)\.ts$/;
const WRITES = /(?:insert into|update|delete from)\s+(\w+)|(?:insertInto|updateTable|deleteFrom)\('(\w+)'/gi;

/** A table is written where its noun lives: two stages that write one table would each break what the other keeps true. */
function checkWriters(root: string, files: readonly string[]): string[] {
  const folder = join(root, 'migrations');
  const sql = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  const tables = new Set(
    sql.flatMap((text) => [...text.matchAll(/create table (\w+)/g)].map((match) => match[1] as string)),
  );
  const writers = new Map<string, Set<string>>();
  for (const file of files) {
    const [top, stage = ''] = relative(root, file).split(sep);
    if (top !== 'src' || TEST_FILE.test(file)) continue;
    for (const match of readFileSync(file, 'utf8').matchAll(WRITES)) {
      const table = match[1] ?? match[2] ?? '';
      if (tables.has(table)) writers.set(table, (writers.get(table) ?? new Set()).add(stage));
    }
  }
  if (writers.size < FEWEST_FILES / 2) return [`boundaries: only ${writers.size} written tables seen`];
  return [...writers].flatMap(([table, stages]) => {
    if (stages.has('insight')) return [`insight writes ${table}`];
    return stages.size > 1 && !(table in WRITTEN_TWICE) ? [`${table} is written by ${[...stages].join(' and ')}`] : [];
  });
}

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

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

/** Every import that goes against the way of data, as `file: reason`. Also fails when it sees too few files to mean anything. */
export function checkBoundaries(root: string): string[] {
  const src = join(root, 'src');
  const problems: string[] = [];
  const files = sources(src).concat(sources(join(root, 'web')));
  if (files.length < FEWEST_FILES) problems.push(`boundaries: only ${files.length} files seen`);
  let imports = 0;
  for (const file of files) {
    const isTest = /\.(test|bench)\.tsx?$/.test(file) || file.endsWith('test-app.ts');
    for (const match of readFileSync(file, 'utf8').matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)) {
      imports++;
      const target = resolve(dirname(file), match[1] as string);
      const problem = isTest ? undefined : judge(root, file, target);
      if (problem) problems.push(`${relative(root, file)}: ${problem}`);
    }
  }
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
  const sibling = from[2] !== to[2] && to.length > 3;
  if (sibling && /\.store\.ts$/.test(target) && stage === other && stage !== 'platform')
    return `reads a sibling's table: ${to.join('/')}`;
  return undefined;
}

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

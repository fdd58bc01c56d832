import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { MAY_KNOW } from './boundaries.ts';

/** Docs that cannot rot: every path they name exists, and the import table of ARCHITECTURE.md is the script's. */
export function checkDocs(root: string): string[] {
  const problems: string[] = [];
  const files = [
    'README.md',
    'ARCHITECTURE.md',
    'CONTRIBUTING.md',
    ...pages(join(root, 'docs')).map((p) => relative(root, p)),
  ];
  for (const name of files) {
    const path = join(root, name);
    if (!existsSync(path)) {
      problems.push(`docs: ${name} is missing`);
      continue;
    }
    const text = readFileSync(path, 'utf8');
    for (const [, target = ''] of text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)) {
      if (!/^[a-z]+:/.test(target) && !existsSync(join(dirname(path), target)))
        problems.push(`docs: ${name} links to ${target}, which is not there`);
    }
    for (const [, target = ''] of text.matchAll(
      /`((?:src|policies|migrations|scripts|web|e2e|bench|docs)\/[\w./-]+)`/g,
    )) {
      if (!existsSync(join(root, target))) problems.push(`docs: ${name} names ${target}, which is not there`);
    }
  }
  const architecture = existsSync(join(root, 'ARCHITECTURE.md'))
    ? readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8')
    : '';
  for (const [stage, known] of Object.entries(MAY_KNOW)) {
    const row = `| ${stage} | ${known.join(', ') || '—'} |`;
    if (!architecture.includes(row)) problems.push(`docs: ARCHITECTURE.md lacks the row ${row}`);
  }
  return problems;
}

function pages(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
    .map((entry) => join(entry.parentPath, entry.name));
}

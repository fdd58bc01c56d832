import type { PackError } from './error.ts';

/** One heading of `source.md` and the restatement under it. */
export interface Clause {
  /** As rules cite it: 第五条(一). */
  readonly cite: string;
  readonly title: string;
  readonly text: string;
  readonly line: number;
  /** The clause this one is an item of: 第五条 of 第五条(一). */
  readonly parent: string | null;
}

/** Full-width and half-width brackets, and spaces, make no difference to a cite. */
export function normaliseCite(cite: string): string {
  return cite.replaceAll('\uff08', '(').replaceAll('\uff09', ')').replace(/\s+/g, '');
}

/** A cite may name several clauses: 第九条、第十条. */
export function citedClauses(cites: string): string[] {
  return cites.split('、').map(normaliseCite);
}

/** `#` is the title of the document, every lower heading a clause: its first word is the cite, the rest its title. */
export function readClauses(file: string, text: string): { clauses: Clause[]; errors: PackError[] } {
  const errors: PackError[] = [];
  const clauses: {
    cite: string;
    title: string;
    lines: string[];
    line: number;
    parent: string | null;
    level: number;
  }[] = [];
  const open: { cite: string; level: number }[] = [];
  text.split('\n').forEach((row, index) => {
    const heading = /^(#{2,6})\s+(\S+)\s*(.*)$/.exec(row);
    if (!heading) {
      if (!row.startsWith('# ')) clauses.at(-1)?.lines.push(row);
      return;
    }
    const level = heading[1]?.length ?? 2;
    const cite = normaliseCite(heading[2] ?? '');
    while (open.length > 0 && (open.at(-1)?.level ?? 0) >= level) open.pop();
    const earlier = clauses.find((clause) => clause.cite === cite);
    if (earlier) {
      errors.push({
        code: 'duplicate-id',
        file,
        line: index + 1,
        column: 1,
        clause: cite,
        zh: `条款 ${cite} 在第 ${earlier.line} 行已经出现`,
        en: `Clause ${cite} already stands on line ${earlier.line}`,
        nearest: null,
      });
    }
    clauses.push({
      cite,
      title: heading[3] ?? '',
      lines: [],
      line: index + 1,
      parent: open.at(-1)?.cite ?? null,
      level,
    });
    open.push({ cite, level });
  });
  if (clauses.length === 0) {
    errors.push({
      code: 'bad-source',
      file,
      line: 1,
      column: 1,
      clause: null,
      zh: '没有任何条款标题(## 第一条 …)',
      en: 'No clause heading (## 第一条 …)',
      nearest: null,
    });
  }
  const done = clauses.map(({ cite, title, lines, line, parent }) => ({
    cite,
    title,
    text: lines.join('\n').trim(),
    line,
    parent,
  }));
  for (const clause of done) {
    if (clause.text === '' && !done.some((other) => other.parent === clause.cite)) {
      errors.push({
        code: 'bad-source',
        file,
        line: clause.line,
        column: 1,
        clause: clause.cite,
        zh: `条款 ${clause.cite} 没有内容`,
        en: `Clause ${clause.cite} has no text`,
        nearest: null,
      });
    }
  }
  return { clauses: done, errors };
}

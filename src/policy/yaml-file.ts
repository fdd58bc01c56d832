import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { PackError } from './error.ts';

export interface Place {
  readonly line: number;
  readonly column: number;
}
type Path = readonly PropertyKey[];

/** A YAML text that knows where each of its values stands. */
export interface YamlFile {
  readonly name: string;
  readonly value: unknown;
  /** Where the value at `path` begins; of a value that is not there, where its nearest holder begins. */
  at(path: Path): Place;
  /** Where the key at the end of `path` stands. */
  keyAt(path: Path): Place;
  /** Where character `offset` of the one-line text at `path` stands. */
  within(path: Path, offset: number): Place;
}

export function readYaml(name: string, text: string): { file: YamlFile | null; errors: PackError[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, version: '1.2', logLevel: 'error' });
  const place = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  // One slip of a bracket throws hundreds of errors after it; the first few say where it is.
  const errors: PackError[] = document.errors.slice(0, 5).map((error) => ({
    code: 'bad-yaml',
    file: name,
    ...place(error.pos[0]),
    clause: null,
    zh: `YAML 格式错误：${firstLine(error.message)}`,
    en: `Bad YAML: ${firstLine(error.message)}`,
    nearest: null,
  }));
  if (errors.length > 0) return { file: null, errors };
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 50 });
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    errors.push({
      code: 'bad-yaml',
      file: name,
      line: 1,
      column: 1,
      clause: null,
      zh: `YAML 格式错误：${words}`,
      en: `Bad YAML: ${words}`,
      nearest: null,
    });
    return { file: null, errors };
  }
  const file: YamlFile = {
    name,
    value,
    at: (path) => place(find(document, path).value?.range?.[0] ?? 0),
    keyAt: (path) => {
      const found = find(document, path);
      return place(found.key?.range?.[0] ?? found.value?.range?.[0] ?? 0);
    },
    within: (path, offset) => {
      const node = find(document, path).value;
      const start = node?.range?.[0] ?? 0;
      if (!isScalar(node)) return place(start);
      if (node.type === 'PLAIN' && !String(node.value).includes('\n')) return place(start + offset);
      if (node.type === 'QUOTE_SINGLE' || node.type === 'QUOTE_DOUBLE') return place(start + 1 + offset);
      return place(start);
    },
  };
  return { file, errors };
}

function find(document: Document.Parsed, path: Path): { key: Node | null; value: Node | null } {
  let value: Node | null = document.contents;
  let key: Node | null = null;
  for (const step of path) {
    if (isAlias(value)) value = value.resolve(document) ?? null;
    if (isMap(value)) {
      const pair = value.items.find((item) => String(isScalar(item.key) ? item.key.value : item.key) === String(step));
      if (!pair) return { key, value };
      key = pair.key as Node;
      value = (pair.value as Node | null) ?? key;
    } else if (isSeq(value)) {
      const item = value.items[Number(step)] as Node | undefined;
      if (!item) return { key, value };
      key = null;
      value = item;
    } else return { key, value };
  }
  return { key, value };
}

function firstLine(text: string): string {
  return (text.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, '');
}

// Every Chinese text of the workspace as the reader's language finds it: strings, templates and runs of children, holes as {}.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'vite';
import { englishOf } from '../src/kernel/english.ts';
import { tableWords } from '../web/tables.ts';

const HAN = /\p{Script=Han}/u;
const MARK = '\u{e000}';

export interface Said {
  readonly file: string;
  /** The text, `{}` where something stands in it. */
  readonly zh: string;
  /** Its pieces, where each may also be said alone. */
  readonly pieces: readonly string[];
}

interface Node {
  readonly type: string;
  readonly [name: string]: unknown;
}

/** What is written in both languages beside each other, compared, matched or imported is not looked up. */
export function chineseOf(root: string): Said[] {
  const told: Said[] = [];
  for (const file of globSync('web/**/*.{ts,tsx}', { cwd: root }).sort()) {
    if (/\.en\.ts$|\.test\.ts$|vite\.config|^web\/(tables|lib\/(jsx-|dictionary))/.test(file)) continue;
    const { program } = parseSync(file, readFileSync(join(root, file), 'utf8'), {
      lang: file.endsWith('x') ? 'tsx' : 'ts',
    });
    visit(program as unknown as Node, (zh, pieces) => told.push({ file, zh, pieces }));
  }
  return told;
}

function visit(node: Node, tell: (zh: string, pieces: readonly string[]) => void): void {
  const say = (zh: string, pieces: readonly string[] = []) => {
    if (HAN.test(zh))
      tell(
        zh.trim(),
        pieces.map((piece) => piece.trim()).filter((piece) => HAN.test(piece)),
      );
  };
  const inside = (value: unknown): void => {
    if (Array.isArray(value)) for (const one of value) inside(one);
    else if (typeof value === 'object' && value !== null && typeof (value as Node).type === 'string')
      visit(value as Node, tell);
  };
  const { type } = node;
  if (type === 'Literal') {
    if (typeof node.value === 'string') say(node.value);
    return;
  }
  if (type === 'TemplateLiteral') {
    say((node.quasis as { value: { cooked: string } }[]).map(({ value }) => value.cooked).join('{}'));
    inside(node.expressions);
    return;
  }
  if (type === 'JSXElement' || type === 'JSXFragment') {
    const pieces = (node.children as Node[]).map(pieceOf).filter((piece) => piece !== null);
    const isOne = pieces.length === 1;
    if (pieces.some((piece) => HAN.test(piece))) {
      if (!isOne || pieces[0] !== '{}') say(pieces.join(''), isOne ? [] : pieces);
    }
    inside(node.openingElement);
    for (const child of node.children as Node[])
      if (child.type !== 'JSXText' && !isText(child))
        inside(child.type === 'JSXExpressionContainer' ? child.expression : child);
    return;
  }
  if (type === 'ImportDeclaration' || type === 'TSLiteralType') return;
  if (type === 'BinaryExpression' && /^[=!]==$/.test(node.operator as string)) return;
  if (type === 'ObjectExpression') {
    const names = (node.properties as Node[]).map((one) => (one.key as { name?: string } | undefined)?.name);
    if (names.includes('zh') && names.includes('en')) return;
  }
  if (type === 'Property') {
    inside(node.value);
    return;
  }
  if (
    type === 'CallExpression' &&
    ['say', 'includes', 'startsWith', 'endsWith', 'split', 'replace', 'replaceAll', 'join'].includes(
      nameOf(node.callee as Node),
    )
  ) {
    if (nameOf(node.callee as Node) === 'say') return;
    inside(node.callee);
    return;
  }
  for (const [name, value] of Object.entries(node)) if (name !== 'typeAnnotation') inside(value);
}

const nameOf = (callee: Node): string =>
  callee.type === 'MemberExpression'
    ? ((callee.property as { name?: string }).name ?? '')
    : ((callee.name as string) ?? '');
const isText = (child: Node) => {
  const expression = child.expression as Node | undefined;
  return (
    child.type === 'JSXExpressionContainer' && expression?.type === 'Literal' && typeof expression.value === 'string'
  );
};

/** A child as the run reads it; null: nothing. */
function pieceOf(child: Node): string | null {
  if (child.type === 'JSXText') {
    const lines = (child.value as string).split('\n');
    const kept = lines
      .map((line, at) => {
        const left = at > 0 ? line.trimStart() : line;
        return at < lines.length - 1 ? left.trimEnd() : left;
      })
      .filter((line) => line !== '');
    return kept.length > 0 ? kept.join(' ') : null;
  }
  if (isText(child)) return (child.expression as { value: string }).value;
  if (child.type === 'JSXExpressionContainer' && (child.expression as Node).type === 'JSXEmptyExpression') return null;
  return '{}';
}

/** Whether a text has English: as a whole with numbers or elements in its places, or each of its pieces alone. */
export function hasEnglish({ zh, pieces }: Said, said: (text: string) => string | null): boolean {
  const filled = (by: string) => said(zh.replaceAll('{}', by)) !== null;
  if (filled('2') || filled(MARK) || filled('X')) return true;
  return pieces.length > 0 && pieces.every((piece) => piece.length > 1 && said(piece) !== null);
}

/** The texts that stay Chinese for those who read English, each once, and the share of all that have English. */
export async function withoutEnglish(root: string): Promise<{ share: number; missing: string[] }> {
  const rows = Object.entries(await tableWords());
  for (const file of globSync('web/lib/words.*en.ts', { cwd: root }))
    for (const words of Object.values(await import(join(root, file)))) rows.push(...Object.entries(words as object));
  const said = englishOf(rows);
  const texts = new Map(chineseOf(root).map((one) => [one.zh, one]));
  const missing = [...texts.values()].filter((one) => !hasEnglish(one, said)).map(({ file, zh }) => `${file}: ${zh}`);
  return { share: 1 - missing.length / texts.size, missing };
}

if (import.meta.main) console.log((await withoutEnglish(join(import.meta.dirname, '..'))).missing.join('\n'));

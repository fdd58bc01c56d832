import { checkExpression } from './expression.check.ts';
import type { Expression } from './expression.ts';
import type { Parameter, Requirement, RequirementNode, Words, WrittenNode, WrittenRequirement } from './pack.ts';
import type { Report } from './report.ts';
import type { YamlFile } from './yaml-file.ts';

type Path = readonly PropertyKey[];
const FORMS = ['all', 'any', 'none', 'check', 'judge'] as const;

/** Who may judge besides the bodies of the pack. */
const JUDGES = ['reviewer', 'expert'] as const;

export interface RequirementSurroundings {
  readonly words: Words;
  readonly parameters: Readonly<Record<string, Parameter>>;
  readonly bodies: ReadonlySet<string>;
  readonly evidence: ReadonlySet<string>;
  readonly cite: (file: YamlFile, path: Path, cites: string) => void;
}

/** Turns written requirements into checked ones; null where a line is faulty, and the report says why. */
export function checkRequirements(
  written: readonly WrittenRequirement[],
  file: YamlFile,
  around: RequirementSurroundings,
  report: Report,
): Requirement[] {
  const ids = new Set<string>();
  const requirements: Requirement[] = [];
  written.forEach((requirement, index) => {
    const path = ['requirements', index];
    const node = checkNode(requirement, requirement.id, requirement.cites, file, path, ids, around, report);
    if (node) requirements.push({ ...node, kind: requirement.kind, says: requirement.says });
  });
  return requirements;
}

function checkNode(
  written: WrittenNode,
  id: string,
  cites: string,
  file: YamlFile,
  path: Path,
  ids: Set<string>,
  around: RequirementSurroundings,
  report: Report,
): RequirementNode | null {
  if (ids.has(id)) report.at(file, [...path, 'id'], 'duplicate-id', `编号 ${id} 已经用过`, `Id ${id} is already used`);
  ids.add(id);
  if (written.cites) around.cite(file, [...path, 'cites'], written.cites);
  const used = FORMS.filter((form) => written[form] !== undefined);
  const form = used[0];
  if (!form || used.length > 1) {
    const zh = `应写且只写 all、any、none、check、judge 之一${used.length > 1 ? `,现有 ${used.join('、')}` : ''}`;
    report.at(file, path, 'bad-requirement', zh, 'Exactly one of all, any, none, check, judge');
    return null;
  }
  const read = (field: 'when' | 'check'): Expression | null => {
    const text = written[field];
    if (text === undefined) return null;
    const { expression, errors } = checkExpression(text, around.words.facts, around.parameters);
    for (const { offset, code, zh, en, nearest } of errors) {
      report.at(file, [...path, field], code, zh, en, { nearest, offset });
    }
    return expression;
  };
  const evidence = (slots: readonly string[], at: Path) => {
    slots.forEach((slot, index) => {
      if (around.evidence.has(slot)) return;
      report.unknown(file, [...at, index], 'unknown-name', { zh: '佐证材料', en: 'evidence' }, slot, around.evidence);
    });
  };
  const when = read('when');
  const expression = read('check');
  if (written.evidence) evidence(written.evidence, [...path, 'evidence']);
  if (written.judge) {
    const { by } = written.judge;
    evidence(written.judge.evidence, [...path, 'judge', 'evidence']);
    if (!around.bodies.has(by) && !JUDGES.some((judge) => judge === by)) {
      const known = [...around.bodies, ...JUDGES];
      report.unknown(file, [...path, 'judge', 'by'], 'unknown-body', { zh: '机构', en: 'body' }, by, known);
    }
  }
  const lines = form === 'all' || form === 'any' || form === 'none' ? (written[form] ?? []) : [];
  const parts = lines.map((line, index) => {
    const at = [...path, form, index];
    return checkNode(line, line.id ?? `${id}.${index + 1}`, line.cites ?? cites, file, at, ids, around, report);
  });
  if (parts.some((part) => part === null) || (form === 'check' && !expression)) return null;
  return {
    id,
    says: written.says ?? null,
    cites,
    when,
    form,
    check: written.check ?? null,
    expression,
    judge: written.judge ?? null,
    parts: parts.filter((part) => part !== null),
    evidence: written.evidence ?? [],
  };
}

/** Every line of a requirement that a person answers. */
export function judgedLines(node: RequirementNode): RequirementNode[] {
  return node.form === 'judge' ? [node] : node.parts.flatMap(judgedLines);
}

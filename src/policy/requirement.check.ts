import { checkExpression } from './expression.check.ts';
import type { Expression } from './expression.ts';
import type {
  Parameter,
  Requirement,
  RequirementNode,
  Words,
  WrittenNode,
  WrittenRelaxation,
  WrittenRequirement,
} from './pack.ts';
import { orderedParameters, type Relaxation, relaxed } from './relax.ts';
import type { Report } from './report.ts';
import { RATIO } from './unit.ts';
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
  readonly relaxations?: readonly Relaxation[];
  readonly cite: (file: YamlFile, path: Path, cites: string) => void;
}

/** Checks each relaxation: its guard, its factor and every parameter it names. */
export function checkRelaxations(
  written: readonly WrittenRelaxation[],
  file: YamlFile,
  around: RequirementSurroundings,
  report: Report,
): Relaxation[] {
  const relaxations: Relaxation[] = [];
  written.forEach((relaxation, index) => {
    const path = ['relaxations', index];
    around.cite(file, [...path, 'cites'], relaxation.cites);
    const { expression, errors } = checkExpression(relaxation.when, around.words.facts, around.parameters);
    for (const { offset, code, zh, en, nearest } of errors) {
      report.at(file, [...path, 'when'], code, zh, en, { nearest, offset });
    }
    const what = { zh: '参数', en: 'parameter' };
    const named = (name: string, at: Path) => {
      const parameter = Object.hasOwn(around.parameters, name) ? around.parameters[name] : undefined;
      if (!parameter) report.unknown(file, at, 'unknown-name', what, name, Object.keys(around.parameters));
      else if (parameter.kind !== 'number') {
        report.at(file, at, 'wrong-type', `参数 ${name} 不是数字`, `Parameter ${name} is no number`);
      } else return parameter;
      return null;
    };
    const factor = named(relaxation.factor, [...path, 'factor']);
    if (factor && factor.factUnit !== RATIO) {
      const zh = `放宽系数 ${relaxation.factor} 应为比例`;
      report.at(file, [...path, 'factor'], 'wrong-unit', zh, `Factor ${relaxation.factor} is a ratio`);
    }
    relaxation.applies.forEach((name, position) => {
      named(name, [...path, 'applies', position]);
    });
    if (!expression || !factor) return;
    relaxations.push({
      id: relaxation.id,
      cites: relaxation.cites,
      says: relaxation.says,
      when: expression,
      factor: {
        op: 'parameter',
        name: relaxation.factor,
        type: { kind: 'number', unit: RATIO },
        label: { zh: factor.label, en: factor.en },
        needs: [`parameter:${relaxation.factor}`],
      },
      applies: new Set(relaxation.applies),
    });
  });
  return relaxations;
}

/** Turns written requirements into checked ones; null where a line is faulty, and the report says why. */
export function checkRequirements(
  written: readonly WrittenRequirement[],
  file: YamlFile,
  at: Path,
  /** Ids already used in the file. */
  ids: Set<string>,
  around: RequirementSurroundings,
  report: Report,
): Requirement[] {
  const requirements: Requirement[] = [];
  written.forEach((requirement, index) => {
    const path = [...at, index];
    const turned = requirement.kind === 'veto';
    const node = checkNode(requirement, requirement.id, requirement.cites, turned, file, path, ids, around, report);
    if (node) requirements.push({ ...node, kind: requirement.kind, says: requirement.says });
  });
  return requirements;
}

function checkNode(
  written: WrittenNode,
  id: string,
  cites: string,
  /** The line stands where meeting it speaks against the applicant: below `none` or a veto. */
  turned: boolean,
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
    const zh = `应写且只写 all、any、none、check、judge 之一${used.length > 1 ? `，现有 ${used.join('、')}` : ''}`;
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
  const relax = (given: Expression, against: boolean, at: Path): Expression => {
    const { ordered, others } = orderedParameters(given);
    for (const { id: name, applies } of around.relaxations ?? []) {
      if (![...others, ...(against ? ordered : [])].some((parameter) => applies.has(parameter))) continue;
      const zh = `放宽 ${name} 只能用于大小比较，不能用于否决或 none`;
      report.at(file, at, 'bad-requirement', zh, `Relaxation ${name} fits comparisons of size that are asked for`);
    }
    return relaxed(given, around.relaxations ?? []);
  };
  const when = read('when');
  const strict = read('check');
  const expression = strict && around.relaxations ? relax(strict, turned, [...path, 'check']) : strict;
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
    return checkNode(
      line,
      line.id ?? `${id}.${index + 1}`,
      line.cites ?? cites,
      turned || form === 'none',
      file,
      at,
      ids,
      around,
      report,
    );
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
    effort: written.effort ?? null,
  };
}

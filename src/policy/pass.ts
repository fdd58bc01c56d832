import type { z } from 'zod';
import { checkExpression } from './expression.check.ts';
import type { Expression } from './expression.ts';
import type { passSchema, Requirement, RequirementNode } from './pack.ts';
import type { Report } from './report.ts';
import type { RequirementSurroundings } from './requirement.check.ts';
import type { YamlFile } from './yaml-file.ts';

export type WrittenPass = z.infer<typeof passSchema>;
interface Pass extends WrittenPass {
  readonly condition: Expression;
}

/** A pass is far from cheap: the advice what to change names it only where nothing else helps. */
const EFFORT = 100;

/** Checks each pass: its guard and every requirement it names. */
export function checkPasses(
  written: readonly WrittenPass[],
  requirements: readonly Requirement[],
  file: YamlFile,
  around: RequirementSurroundings,
  report: Report,
): Pass[] {
  return written.flatMap((pass, index): Pass[] => {
    const path = ['passes', index];
    around.cite(file, [...path, 'cites'], pass.cites);
    if (written.findIndex(({ id }) => id === pass.id) < index) {
      report.at(file, [...path, 'id'], 'duplicate-id', `编号 ${pass.id} 已经用过`, `Id ${pass.id} is already used`);
    }
    const { expression, errors } = checkExpression(pass.when, around.words.facts, around.parameters);
    for (const { offset, code, zh, en, nearest } of errors) {
      report.at(file, [...path, 'when'], code, zh, en, { nearest, offset });
    }
    pass.requirements?.forEach((id, position) => {
      const at = [...path, 'requirements', position];
      const found = requirements.find((requirement) => requirement.id === id);
      if (!found) {
        const what = { zh: '条件', en: 'requirement' };
        report.unknown(
          file,
          at,
          'unknown-name',
          what,
          id,
          requirements.map((each) => each.id),
        );
      } else if (found.kind === 'veto') {
        report.at(file, at, 'bad-requirement', `否决项 ${id} 不能直接通过`, `Veto ${id} cannot be passed`);
      }
    });
    return expression ? [{ ...pass, condition: expression }] : [];
  });
}

/** The requirement, or one of the passes in its place; the guard of the requirement stands above both. */
export function withPasses(requirement: Requirement, passes: readonly Pass[]): Requirement {
  const fitting = passes.filter(
    ({ requirements }) =>
      requirement.kind !== 'veto' && (requirements === undefined || requirements.includes(requirement.id)),
  );
  if (fitting.length === 0) return requirement;
  const ways = fitting.map(
    (pass): RequirementNode => ({
      id: `${requirement.id}.${pass.id}`,
      says: pass.says,
      cites: pass.cites,
      when: null,
      form: 'check',
      check: pass.when,
      expression: pass.condition,
      judge: null,
      parts: [],
      evidence: pass.evidence,
      effort: EFFORT,
    }),
  );
  const own: RequirementNode = { ...requirement, when: null };
  return {
    ...requirement,
    form: 'any',
    check: null,
    expression: null,
    judge: null,
    parts: [own, ...ways],
    evidence: [],
  };
}

import type { z } from 'zod';
import type { FactValue } from '../kernel/fact.ts';
import { conditionPack, evaluate, verdict } from './evaluate.ts';
import { checkAssessmentExample, runAssessmentExample } from './example.assessment.ts';
import { factFaults, knownFacts } from './fact-values.ts';
import type { Example, examplesSchema, Pack, Words } from './pack.ts';
import type { Report } from './report.ts';
import { openParameters, settled } from './settle.ts';
import type { YamlFile } from './yaml-file.ts';

/** Checks every name of the examples; each takes over the facts of the earlier one it is like. */
export function checkExamples(
  written: z.infer<typeof examplesSchema>,
  file: YamlFile,
  known: { words: Words; requirements: ReadonlySet<string>; judged: ReadonlySet<string> } & Pick<
    Pack,
    'parameters' | 'schemes' | 'quotas' | 'priorities' | 'amounts' | 'periods' | 'recorded'
  >,
  report: Report,
): Example[] {
  const examples: Example[] = [];
  const open = openParameters(known);
  written.forEach((example, index) => {
    const path = [index];
    if (examples.some((earlier) => earlier.name === example.name)) {
      const zh = `示例名称重复：${example.name}`;
      report.at(file, [...path, 'name'], 'duplicate-id', zh, `Example ${example.name} stands twice`);
    }
    const base = example.like === undefined ? null : examples.find((earlier) => earlier.name === example.like);
    if (base === undefined) {
      const names = examples.map((earlier) => earlier.name);
      report.unknown(
        file,
        [...path, 'like'],
        'unknown-name',
        { zh: '前面的示例', en: 'earlier example' },
        example.like ?? '',
        names,
      );
    }
    for (const { key, code, zh, en, nearest } of factFaults(example.facts, known.words.facts)) {
      report.at(file, [...path, 'facts', key], code, zh, en, { nearest, onKey: code === 'unknown-name' });
    }
    for (const id of Object.keys(example.judgements)) {
      if (known.judged.has(id)) continue;
      const what = { zh: '需要判断的条件', en: 'judged line' };
      report.unknown(file, [...path, 'judgements', id], 'unknown-name', what, id, known.judged);
    }
    for (const name of Object.keys(example.parameters)) {
      if (open.includes(name)) continue;
      const what = { zh: '留空的参数', en: 'open parameter' };
      report.unknown(file, [...path, 'parameters', name], 'unknown-name', what, name, open);
    }
    for (const id of Object.keys(example.expect)) {
      if (known.requirements.has(id)) continue;
      const what = { zh: '条件', en: 'requirement' };
      report.unknown(file, [...path, 'expect', id], 'unknown-name', what, id, known.requirements);
    }
    const { score, grades, consequences, quotas, priorities, amounts, periods, terms } = example;
    const assessed = { score, grades, consequences, quotas, priorities, amounts, periods, terms };
    checkAssessmentExample(assessed, file, path, known, report);
    const isAssessed = Object.values(assessed).some((part) => part !== undefined);
    if (Object.keys(example.expect).length === 0 && !example.verdict && !isAssessed) {
      report.at(file, path, 'bad-example', '示例没有写明预期结果', 'The example expects nothing');
    }
    const judgements = Object.entries({ ...base?.judgements, ...example.judgements });
    examples.push({
      name: example.name,
      on: example.on,
      facts: knownFacts({ ...base?.facts, ...example.facts } as Record<string, FactValue | null>),
      judgements: Object.fromEntries(
        judgements.filter((entry): entry is [string, 'met' | 'unmet'] => entry[1] !== null),
      ),
      parameters: { ...base?.parameters, ...example.parameters },
      expect: example.expect,
      verdict: example.verdict ?? null,
      assessed,
      line: file.at(path).line,
    });
  });
  return examples;
}

export interface ExampleFailure {
  readonly example: Example;
  /** A requirement, or `amount:<id>` and the like; `null`: the verdict of the pack. */
  readonly requirement: string | null;
  readonly expected: string;
  readonly found: string;
}

/** Runs the worked examples of a pack; an empty list means that each comes out as written. */
export function runExamples(pack: Pack): ExampleFailure[] {
  const failures: ExampleFailure[] = [];
  for (const example of pack.examples) {
    const { facts, on, judgements } = example;
    const held = settled(pack, example.parameters);
    const findings = evaluate(held, facts, on, judgements);
    const sets = held.conditions.map(({ id }) => evaluate(conditionPack(held, id), facts, on, judgements));
    for (const { requirement, outcome } of [findings, ...sets].flat()) {
      const expected = example.expect[requirement];
      if (expected && expected !== outcome) failures.push({ example, requirement, expected, found: outcome });
    }
    const found = verdict(findings);
    if (example.verdict && example.verdict !== found) {
      failures.push({ example, requirement: null, expected: example.verdict, found });
    }
    failures.push(...runAssessmentExample(held, example));
  }
  return failures;
}

/** Requirements that no example shows met, unmet or unknown. */
export function unshown(pack: Pack): { requirement: string; outcome: 'met' | 'unmet' | 'unknown' }[] {
  const all = [pack, ...pack.conditions].flatMap((set) => set.requirements);
  return all.flatMap(({ id }) =>
    (['met', 'unmet', 'unknown'] as const)
      .filter((outcome) => !pack.examples.some((example) => example.expect[id] === outcome))
      .map((outcome) => ({ requirement: id, outcome })),
  );
}

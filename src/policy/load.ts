import type { z } from 'zod';
import { checkAmounts, checkPeriods, checkPriorities, checkQuotas, checkSchemes } from './assessment.check.ts';
import { type Clause, citedClauses, readClauses } from './clause.ts';
import { nearestName, type PackError } from './error.ts';
import { checkExamples } from './example.ts';
import {
  CARRIER_FORM_KINDS,
  type ConditionSet,
  examplesSchema,
  type Identity,
  identityOf,
  identitySchema,
  NEEDED_FILES,
  PACK_FILE_NAMES,
  type Pack,
  type PackFiles,
  type Parameter,
  RECORDED_FILES,
  type RecordedFile,
  type RecordedRule,
  type Requirement,
  type RequirementNode,
  recognitionSchema,
  recordedSchema,
  type Words,
  type WrittenRequirement,
} from './pack.ts';
import { checkParameters } from './parameter.check.ts';
import { checkPasses, withPasses } from './pass.ts';
import { checkProcedure } from './procedure.check.ts';
import type { Procedure } from './procedure.ts';
import { Report } from './report.ts';
import { checkRelaxations, checkRequirements } from './requirement.check.ts';
import { factsOf, judgedLines } from './requirement.ts';
import { shaped } from './shape.ts';
import { readYaml, type YamlFile } from './yaml-file.ts';

const KNOWN: readonly string[] = PACK_FILE_NAMES;

export type Loaded =
  | { readonly pack: Pack; readonly errors?: never }
  | { readonly pack?: never; readonly errors: PackError[] };

/** Loads and proves a pack from the texts of its files. Never throws: a bad pack comes back as all its errors. */
export function loadPack(files: PackFiles, words: Words): Loaded {
  const report = new Report();
  let pack: Pack | null = null;
  try {
    pack = check(files, words, report);
  } catch (error) {
    // Input built to break the parsers (nesting beyond the stack); a fault of the file, not of the caller.
    const reason = error instanceof Error ? error.message : String(error);
    const place = { file: 'policy.yaml', line: 1, column: 1, clause: null, nearest: null };
    report.errors.push({ code: 'bad-shape', ...place, zh: `无法读取：${reason}`, en: `Cannot be read: ${reason}` });
  }
  if (pack && report.errors.length === 0) return { pack };
  const order = (error: PackError) => KNOWN.indexOf(error.file);
  return { errors: report.errors.sort((a, b) => order(a) - order(b) || a.line - b.line || a.column - b.column) };
}

function check(files: PackFiles, words: Words, report: Report): Pack | null {
  checkNames(files, report);
  const { clauses, errors } = readClauses('source.md', textOf(files, 'source.md') ?? '# -\n## - -\n-');
  report.errors.push(...errors);
  const read = (name: string): YamlFile | null => {
    const text = textOf(files, name);
    if (text === undefined) return null;
    const { file, errors: faults } = readYaml(name, text);
    report.errors.push(...faults);
    return file;
  };
  const policyFile = read('policy.yaml');
  const recognitionFile = read('recognition.yaml');
  const shapedIdentity = shaped(identitySchema, policyFile, report);
  const identity = shapedIdentity && identityOf(shapedIdentity);
  const recognition = shaped(recognitionSchema, recognitionFile, report);

  const known = new Set(clauses.map((clause) => clause.cite));
  const cite = (file: YamlFile, path: readonly PropertyKey[], cites: string) => {
    if (textOf(files, 'source.md') === undefined) return;
    for (const clause of citedClauses(cites)) {
      if (known.has(clause)) continue;
      const nearest = nearestName(clause, known);
      report.at(file, path, 'unresolved-cite', `source.md 没有条款 ${clause}`, `No clause ${clause} in source.md`, {
        nearest,
      });
    }
  };
  if (identity && policyFile) checkIdentity(identity, policyFile, cite, report);

  const parameters: Record<string, Parameter> = {};
  const addParameters = (written: Parameters<typeof checkParameters>[0], file: YamlFile) => {
    for (const [name, parameter] of Object.entries(checkParameters(written, file, words, cite, report))) {
      if (Object.hasOwn(parameters, name)) {
        const path = ['parameters', name];
        report.at(file, path, 'duplicate-id', `参数 ${name} 已经用过`, `Parameter ${name} is already used`, {
          onKey: true,
        });
      } else parameters[name] = parameter;
    }
  };
  if (recognition && recognitionFile) addParameters(recognition.parameters, recognitionFile);
  const around = {
    words,
    parameters,
    bodies: new Set(Object.keys(identity?.bodies ?? {})),
    evidence: new Set(Object.keys(identity?.evidence ?? {})),
    cite,
  };
  const relaxations = recognition ? recognition.relaxations : [];
  let requirements: Requirement[] = [];
  let conditions: ConditionSet[] = [];
  if (recognition && recognitionFile && identity) {
    const relaxing = checkRelaxations(relaxations, recognitionFile, around, report);
    const ids = new Set<string>();
    const checked = (written: readonly WrittenRequirement[], path: readonly PropertyKey[]) =>
      checkRequirements(written, recognitionFile, path, ids, { ...around, relaxations: relaxing }, report);
    const own = checked(recognition.requirements, ['requirements']);
    const passes = checkPasses(recognition.passes, own, recognitionFile, around, report);
    requirements = own.map((requirement) => withPasses(requirement, passes));
    conditions = recognition.conditions.map((set, index) => {
      const { id, title, cites, gives = null, rung = null, allows = null, requirements: written } = set;
      const path = ['conditions', index];
      cite(recognitionFile, [...path, 'cites'], cites);
      if (recognition.conditions.findIndex((other) => other.id === id) < index) {
        report.at(recognitionFile, [...path, 'id'], 'duplicate-id', `编号 ${id} 已经用过`, `Id ${id} is already used`);
      }
      if (rung && words.facts[rung.reached]?.type !== 'flag') {
        const flags = Object.keys(words.facts).filter((key) => words.facts[key]?.type === 'flag');
        const what = { zh: '是否类的数据项', en: 'yes-no fact' };
        report.unknown(recognitionFile, [...path, 'rung', 'reached'], 'unknown-name', what, rung.reached, flags);
      }
      const own = checked(written, [...path, 'requirements']);
      return { id, title, cites, gives, rung, allows, requirements: own };
    });
  }
  const all = [...requirements, ...conditions.flatMap((set) => set.requirements)];
  const further = RECORDED_FILES.map((name) => {
    const file = read(name);
    const content = shaped(recordedSchema, file, report);
    return content && file ? { name, file, content } : null;
  }).filter((each) => each !== null);
  const recorded = further.flatMap(({ name, file, content }) =>
    readRecorded(name, file, content, words, cite, addParameters, report),
  );
  const assessing = {
    words,
    parameters,
    cite,
    amounts: further.flatMap(({ content }) => content.amounts.map(({ id }) => id)),
  };
  const schemes = further.flatMap(({ file, content }) => checkSchemes(content.schemes, file, assessing, report));
  const amounts = further.flatMap(({ file, content }) => checkAmounts(content.amounts, file, assessing, report));
  const periods = further.flatMap(({ file, content }) => checkPeriods(content.periods, file, assessing, report));
  const procedures: Procedure[] = [];
  const addProcedures = (written: readonly Procedure[], file: YamlFile) => {
    if (!identity) return;
    written.forEach((procedure, index) => {
      const path = ['procedures', index];
      const { id } = procedure;
      if (procedures.some((other) => other.id === id)) {
        const en = `Procedure ${id} is already used`;
        report.at(file, [...path, 'id'], 'duplicate-id', `程序 ${id} 已经用过`, en);
      }
      const { bodies, grants, carrierKinds: kinds } = identity;
      const grades = new Map(schemes.map((scheme) => [scheme.id, scheme.grades.map(({ id }) => id)]));
      const around = { words, bodies, grants, schemes: grades, amounts: assessing.amounts, kinds, conditions, cite };
      checkProcedure(procedure, file, path, around, report);
      procedures.push(procedure);
    });
  };
  if (recognition && recognitionFile) addProcedures(recognition.procedures, recognitionFile);
  for (const { file, content } of further) addProcedures(content.procedures, file);
  const quotas = further.flatMap(({ file, content }) =>
    checkQuotas(content.quotas, file, assessing, procedures, report),
  );
  const priorities = further.flatMap(({ file, content }) =>
    checkPriorities(content.priorities, file, assessing, procedures, report),
  );
  const examplesFile = read('examples.yaml');
  const written = shaped(examplesSchema, examplesFile, report);
  const examples =
    written && examplesFile && recognition
      ? checkExamples(
          written,
          examplesFile,
          {
            words,
            requirements: new Set(
              [recognition, ...recognition.conditions].flatMap((set) => set.requirements.map(({ id }) => id)),
            ),
            judged: new Set(all.flatMap(judgedLines).map((line) => line.id)),
            parameters,
            schemes,
            quotas,
            priorities,
            amounts,
            periods,
            recorded,
          },
          report,
        )
      : [];
  if (!identity || !recognition) return null;
  const { not_rules: notRules, ...rest } = identity;
  const factLabels = labelsOf(all, words);
  const { passes } = recognition;
  return {
    ...rest,
    files,
    clauses,
    notRules,
    parameters,
    relaxations,
    passes,
    requirements,
    conditions,
    procedures,
    recorded,
    schemes,
    quotas,
    priorities,
    amounts,
    periods,
    examples,
    factLabels,
  };
}

function textOf(files: PackFiles, name: string): string | undefined {
  return Object.hasOwn(files, name) ? normaliseText(files[name] ?? '') : undefined;
}

/** A byte order mark and the kind of line end are no part of a text. */
export function normaliseText(text: string): string {
  return text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
}

function checkNames(files: PackFiles, report: Report): void {
  const place = { line: 1, column: 1, clause: null };
  for (const file of NEEDED_FILES) {
    if (Object.hasOwn(files, file)) continue;
    report.errors.push({
      code: 'file-missing',
      file,
      ...place,
      zh: `缺少文件 ${file}`,
      en: `${file} is missing`,
      nearest: null,
    });
  }
  for (const file of Object.keys(files)) {
    if (KNOWN.includes(file)) continue;
    const nearest = nearestName(file, KNOWN);
    report.errors.push({
      code: 'file-unknown',
      file,
      ...place,
      zh: `多余的文件 ${file}`,
      en: `Unknown file ${file}`,
      nearest,
    });
  }
}

function checkIdentity(
  identity: Identity,
  file: YamlFile,
  cite: (file: YamlFile, path: readonly PropertyKey[], cites: string) => void,
  report: Report,
): void {
  if (!identity.id.startsWith(`${identity.territory.code}-`)) {
    const zh = `编号应以区划代码 ${identity.territory.code} 开头`;
    report.at(file, ['id'], 'bad-shape', zh, `The id begins with ${identity.territory.code}`);
  }
  identity.carrierForms?.forEach((form, index) => {
    const kind = CARRIER_FORM_KINDS[form];
    if (!identity.carrierKinds.includes(kind)) {
      const zh = `形态 ${form} 属于 ${kind}，而 carrierKinds 没有列它`;
      report.at(
        file,
        ['carrierForms', index],
        'bad-shape',
        zh,
        `${form} is a form of ${kind}, which carrierKinds lacks`,
      );
    }
  });
  const { from, until } = identity.inForce;
  if (until !== null && until < from) {
    report.at(file, ['inForce', 'until'], 'bad-shape', '失效日早于生效日', 'until is before from');
  }
  const { designation } = identity;
  if (designation.cites) cite(file, ['designation', 'cites'], designation.cites);
  identity.not_rules.forEach((line, index) => {
    cite(file, ['not_rules', index, 'cites'], line.cites);
  });
  identity.traces.forEach((line, index) => {
    cite(file, ['traces', index, 'cites'], line.cites);
  });
  for (const [id, body] of Object.entries(identity.bodies)) {
    const path = ['bodies', id];
    if ((body.is === 'department' || body.is === 'alliance') && !body.level) {
      report.at(file, path, 'bad-shape', `机构 ${id} 应写明级别 level`, `Body ${id} needs a level`);
    }
    if (body.is === 'named' && !body.organisation) {
      report.at(file, path, 'bad-shape', `机构 ${id} 应写明名称 organisation`, `Body ${id} needs organisation`);
    }
    if (body.is === 'chosen' && !body.among?.length) {
      report.at(file, path, 'bad-shape', `机构 ${id} 应写明可选范围 among`, `Body ${id} needs among`);
    }
  }
}

function readRecorded(
  name: RecordedFile,
  file: YamlFile,
  content: z.infer<typeof recordedSchema>,
  words: Words,
  cite: (file: YamlFile, path: readonly PropertyKey[], cites: string) => void,
  addParameters: (written: Parameters<typeof checkParameters>[0], file: YamlFile) => void,
  report: Report,
): RecordedRule[] {
  addParameters(content.parameters, file);
  const { rules } = content;
  return rules.map(({ target, ...rule }, index) => {
    if (target && !Object.hasOwn(content.parameters, target.value)) {
      const what = { zh: '参数', en: 'parameter' };
      const path = ['rules', index, 'target', 'value'];
      report.unknown(file, path, 'unknown-name', what, target.value, Object.keys(content.parameters));
    }
    const path = ['rules', index];
    const term = rule.term === undefined ? undefined : content.parameters[rule.term];
    if (rule.term !== undefined && term === undefined) {
      const what = { zh: '参数', en: 'parameter' };
      report.unknown(file, [...path, 'term'], 'unknown-name', what, rule.term, Object.keys(content.parameters));
    } else if (term && term.unit !== '年' && term.unit !== '月') {
      report.at(
        file,
        [...path, 'term'],
        'wrong-unit',
        `期限 ${rule.term} 应以年或月计`,
        `Term ${rule.term} is in months`,
      );
    }
    cite(file, [...path, 'cites'], rule.cites);
    if (rules.findIndex((other) => other.id === rule.id) < index) {
      report.at(file, [...path, 'id'], 'duplicate-id', `编号 ${rule.id} 已经用过`, `Id ${rule.id} is already used`);
    }
    rule.follows.forEach((effect, position) => {
      if (Object.hasOwn(words.effects, effect)) return;
      const what = { zh: '效力', en: 'effect' };
      report.unknown(file, [...path, 'follows', position], 'unknown-effect', what, effect, Object.keys(words.effects));
    });
    return { file: name, ...rule, target: target ?? null, term: rule.term ?? null };
  });
}

/** The facts that requirements ask for, with the words for them. */
function labelsOf(requirements: readonly RequirementNode[], words: Words): Pack['factLabels'] {
  const labels: Record<string, Pack['factLabels'][string]> = {};
  for (const key of requirements.flatMap(factsOf)) {
    const fact = words.facts[key];
    if (fact) labels[key] = { zh: fact.zh, en: fact.en, unit: fact.unit ?? null, options: fact.options ?? null };
  }
  return labels;
}

export function clauseOf(pack: Pack, cite: string): Clause | null {
  return pack.clauses.find((clause) => clause.cite === cite) ?? null;
}

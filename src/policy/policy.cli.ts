import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDay } from '../kernel/day.ts';
import type { FactValue } from '../kernel/fact.ts';
import { accountOf, accountsText } from './account.ts';
import { COVERAGE, coverage } from './coverage.ts';
import { diffCommand } from './diff.cli.ts';
import { nearestName, packErrorText } from './error.ts';
import { conditionPack, explain, verdict } from './evaluate.ts';
import { unshownAssessments } from './example.assessment.ts';
import { runExamples, unshown } from './example.ts';
import { findingsText } from './explain.ts';
import { type FactFault, factFaults, knownFacts } from './fact-values.ts';
import { type Judgements, OUTCOMES, type OutcomeName } from './finding.ts';
import type { Pack, Words } from './pack.ts';
import { POLICIES, packFolder, packFolders, type ReadPack, readPack } from './read.ts';
import { judgedLines } from './requirement.ts';
import { packSchemas } from './schema.ts';
import { simulateCommand } from './simulate.cli.ts';

/** Where a command writes; each line without its line end. */
export interface Output {
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
}

/** `policy <verb> ...`; the result is the exit code: 0 only where all is well, 2 for a wrong command. */
export async function policyCommand(args: readonly string[], words: Words, output: Output): Promise<number> {
  const [verb, ...rest] = args;
  if (verb === 'check') return checkCommand(rest, words, output);
  if (verb === 'coverage') return coverageCommand(rest, words, output);
  if (verb === 'explain') return explainCommand(rest, words, output);
  if (verb === 'diff') return diffCommand(rest, words, output);
  if (verb === 'simulate') return simulateCommand(rest, words, output);
  if (verb === 'schema') return schemaCommand(rest, output);
  output.err('用法: zhongchuang policy check [PACK...]');
  output.err('      zhongchuang policy coverage [PACK...]');
  output.err('      zhongchuang policy explain PACK --facts FACTS.json [--judgements JUDGEMENTS.json] --on YYYY-MM-DD');
  output.err('                                 [--conditions 条件组] [--full] [--json] [--en]');
  output.err('      zhongchuang policy diff PACK PACK [--on YYYY-MM-DD] [--json] [--en]');
  output.err('      zhongchuang policy simulate PACK [PACK] --population POPULATION.json --on YYYY-MM-DD');
  output.err('                                 [--set 参数=数值] [--json]');
  output.err('      zhongchuang policy schema [FOLDER]');
  output.err('PACK 是政策包的编号(430000-hunan/maker-space-2016)或文件夹。');
  return 2;
}

/** Writes the JSON Schema of each file of a pack, beside the packs or into a folder. */
export function schemaCommand(args: readonly string[], output: Output): number {
  if (args.length > 1) return wrong(output, '最多写明一个文件夹');
  const folder = args[0] ?? POLICIES;
  for (const [name, schema] of Object.entries(packSchemas())) {
    writeFileSync(join(folder, name), `${JSON.stringify(schema, null, 2)}\n`);
    output.out(join(folder, name));
  }
  return 0;
}

/** Loads each pack and runs its worked examples. */
export async function checkCommand(names: readonly string[], words: Words, output: Output): Promise<number> {
  const packs = await readNamed(names, words, output);
  if (!packs) return 2;
  let failed = false;
  for (const { folder, hash, pack, errors } of packs) {
    if (!pack) {
      failed = true;
      output.err(`✗ ${folder}:${errors.length} 个错误`);
      for (const error of errors) {
        output.err(`${folder}/${packErrorText(error)}`);
        output.err(`  ${packErrorText(error, 'en')}`);
      }
      continue;
    }
    const failures = runExamples(pack);
    for (const { example, requirement, expected, found } of failures) {
      const place = `${folder}/examples.yaml:${example.line}`;
      const what = requirement ?? '总结论';
      output.err(`${place} 示例"${example.name}"的 ${what} 应为${shown(expected)}，实为${shown(found)}`);
    }
    if (failures.length > 0) failed = true;
    const { requirements, procedures, examples } = pack;
    const mark = failures.length > 0 ? '✗' : '✓';
    const counts = `${requirements.length} 个条件，${procedures.length} 个程序，${examples.length} 个示例`;
    output.out(`${mark} ${pack.id} ${hash.slice(0, 12)} ${pack.title}：${counts}`);
    for (const { requirement, outcome } of unshown(pack)) {
      output.out(`  还没有示例：${requirement} ${OUTCOMES[outcome].zh}`);
    }
    for (const what of unshownAssessments(pack)) output.out(`  还没有示例：${what}`);
  }
  return failed ? 1 : 0;
}

/** An outcome in words, or a figure as it is. */
const shown = (what: string) => (Object.hasOwn(OUTCOMES, what) ? OUTCOMES[what as OutcomeName].zh : what);

/** Prints for each clause what speaks of it. */
export async function coverageCommand(names: readonly string[], words: Words, output: Output): Promise<number> {
  const packs = await readNamed(names, words, output);
  if (!packs) return 2;
  let failed = false;
  for (const { folder, pack, errors } of packs) {
    if (!pack) {
      failed = true;
      for (const error of errors) output.err(`${folder}/${packErrorText(error)}`);
      continue;
    }
    output.out(`${pack.id} ${pack.title}`);
    const rows = coverage(pack);
    for (const { cite, title, state, by, reason } of rows) {
      const detail = by.length > 0 ? by.join(' ') : (reason ?? '');
      output.out(`  ${COVERAGE[state].zh}  ${cite} ${title}${detail ? `  ← ${detail}` : ''}`);
      if (state === 'uncovered') failed = true;
    }
    const count = (state: keyof typeof COVERAGE) => rows.filter((row) => row.state === state).length;
    const counts = (Object.keys(COVERAGE) as (keyof typeof COVERAGE)[]).map(
      (key) => `${COVERAGE[key].zh} ${count(key)}`,
    );
    output.out(`  共 ${rows.length} 条：${counts.join('，')}`);
  }
  return failed ? 1 : 0;
}

/**
 * Judges facts from a file. Facts by key, in the units of the vocabulary; a missing key or null is unknown. What a
 * person judged stands among them as `judgement:<id>`, or by id in a file of its own.
 */
export async function explainCommand(args: readonly string[], words: Words, output: Output): Promise<number> {
  const options = new Map<string, string>();
  const flags = new Set<string>();
  const names: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    if (arg === '--json' || arg === '--en' || arg === '--full') flags.add(arg);
    else if (['--facts', '--judgements', '--conditions', '--on'].includes(arg)) options.set(arg, args[++i] ?? '');
    else if (arg.startsWith('--')) return wrong(output, `不认识的选项 ${arg}`);
    else names.push(arg);
  }
  const [name] = names;
  const factsFile = options.get('--facts');
  const on = options.get('--on');
  if (!name || names.length > 1) return wrong(output, '应写明一个政策包');
  if (!factsFile) return wrong(output, '缺少 --facts FACTS.json');
  if (!on || !isDay(on)) return wrong(output, '--on 应为 YYYY-MM-DD 的日期');
  const packs = await readNamed([name], words, output);
  const read = packs?.[0];
  if (!read) return 2;
  const { pack: whole, hash, folder, errors } = read;
  if (!whole) {
    for (const error of errors) output.err(`${folder}/${packErrorText(error)}`);
    return 1;
  }
  const set = options.get('--conditions');
  if (set !== undefined && !whole.conditions.some(({ id }) => id === set)) {
    return wrong(output, `${whole.id} 没有条件组 ${set}`);
  }
  const pack = set === undefined ? whole : conditionPack(whole, set);
  const judgementsFile = options.get('--judgements');
  const stated = readObject(factsFile, '{"事实": 值}', output);
  const judged = judgementsFile === undefined ? {} : readObject(judgementsFile, '{"判断项": "met"}', output);
  if (!stated || !judged) return 2;
  const given: Record<string, unknown> = {};
  const judgements: Record<string, unknown> = { ...judged };
  for (const [key, value] of Object.entries(stated)) {
    if (key.startsWith(JUDGEMENT)) judgements[key.slice(JUDGEMENT.length)] = value;
    else given[key] = value;
  }
  const faults = [...factFaults(given, words.facts), ...judgementFaults(judgements, pack)];
  for (const { key, zh, en, nearest } of faults) {
    const file = key.startsWith(JUDGEMENT) && !Object.hasOwn(stated, key) ? judgementsFile : factsFile;
    output.err(`${file}: ${key}: ${zh}${nearest ? `，是否应为 ${nearest}` : ''} (${en})`);
  }
  if (faults.length > 0) return 2;
  const findings = explain(
    pack,
    knownFacts(given as Record<string, FactValue | null>),
    on,
    knownJudgements(judgements),
  );
  const outcome = verdict(findings);
  if (on < pack.inForce.from || (pack.inForce.until !== null && on > pack.inForce.until)) {
    output.err(`注意：${pack.title}在 ${on} 不在有效期内(${pack.inForce.from} 至 ${pack.inForce.until ?? '今'})`);
  }
  const language = flags.has('--en') ? 'en' : 'zh';
  const accounts = flags.has('--full') ? findings.map((finding) => accountOf(pack, finding, language)) : null;
  if (flags.has('--json')) {
    const told = accounts ? { accounts } : { findings };
    output.out(JSON.stringify({ pack: pack.id, hash, on, verdict: outcome, ...told }, null, 2));
    return 0;
  }
  output.out(`${pack.title}  ${on}  ${hash.slice(0, 12)}`);
  output.out(accounts ? accountsText(accounts, language) : findingsText(pack, findings, language));
  output.out(language === 'zh' ? `总结论：${OUTCOMES[outcome].zh}` : `Verdict: ${OUTCOMES[outcome].en}`);
  return 0;
}

const JUDGEMENT = 'judgement:';

/** The object in a JSON file; null where there is none, and the reason is told. */
function readObject(file: string, shape: string, output: Output): Record<string, unknown> | null {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    wrong(output, `${file} 无法读取：${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
  if (typeof content === 'object' && content !== null && !Array.isArray(content)) {
    return content as Record<string, unknown>;
  }
  wrong(output, `${file} 应为 ${shape} 的对象`);
  return null;
}

/** Judgements are of lines that ask for one, and say `met` or `unmet`; null is not yet judged. */
function judgementFaults(judgements: Readonly<Record<string, unknown>>, pack: Pack): FactFault[] {
  const asked = pack.requirements.flatMap(judgedLines).map((line) => line.id);
  return Object.entries(judgements).flatMap(([id, value]): FactFault[] => {
    const key = JUDGEMENT + id;
    if (!asked.includes(id)) {
      const nearest = nearestName(id, asked);
      return [{ key, code: 'unknown-name', zh: `没有需要判断的条件 ${id}`, en: `No judged line ${id}`, nearest }];
    }
    if (value === null || value === 'met' || value === 'unmet') return [];
    const shown = JSON.stringify(value);
    const zh = `判断应为 met、unmet 或 null，现为 ${shown}`;
    return [{ key, code: 'wrong-type', zh, en: `A judgement is met, unmet or null, not ${shown}`, nearest: null }];
  });
}

function knownJudgements(judgements: Readonly<Record<string, unknown>>): Judgements {
  return Object.fromEntries(Object.entries(judgements).filter(([, value]) => value !== null)) as Judgements;
}

export function wrong(output: Output, words: string): 2 {
  output.err(words);
  return 2;
}

/** The packs named, or all that come with the product; null where a name means nothing or there is none. */
export async function readNamed(names: readonly string[], words: Words, output: Output): Promise<ReadPack[] | null> {
  const folders: string[] = [];
  for (const name of names) {
    const folder = packFolder(name);
    if (!folder) {
      output.err(`没有政策包 ${name}：既不是编号也不是文件夹`);
      return null;
    }
    folders.push(folder);
  }
  if (names.length === 0) folders.push(...packFolders());
  if (folders.length === 0) {
    output.err('没有找到任何政策包');
    return null;
  }
  return Promise.all(folders.map((folder) => readPack(folder, words)));
}

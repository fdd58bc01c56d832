import { readFileSync } from 'node:fs';
import { isDay } from '../kernel/day.ts';
import type { FactValue } from '../kernel/fact.ts';
import { factFaults, knownFacts } from './fact-values.ts';
import type { Words } from './pack.ts';
import { type Output, readNamed, wrong } from './policy.cli.ts';
import { distances, type Subject, simulate, withFigures } from './simulate.ts';

/** Judges a population by a pack and by another, or by the same pack with other figures. Nothing is saved. */
export async function simulateCommand(args: readonly string[], words: Words, output: Output): Promise<number> {
  const names: string[] = [];
  const figures: Record<string, number> = {};
  const options = new Map<string, string>();
  let asJson = false;
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    if (arg === '--json') asJson = true;
    else if (arg === '--population' || arg === '--on') options.set(arg, args[++i] ?? '');
    else if (arg === '--set') {
      const [name = '', value = ''] = (args[++i] ?? '').split('=');
      if (name === '' || value === '' || !Number.isFinite(Number(value)))
        return wrong(output, '--set 应为 参数=数值(单位同事实词表)');
      figures[name] = Number(value);
    } else if (arg.startsWith('--')) return wrong(output, `不认识的选项 ${arg}`);
    else names.push(arg);
  }
  const on = options.get('--on') ?? '';
  const file = options.get('--population');
  if (names.length < 1 || names.length > 2) return wrong(output, '应写明一个或两个政策包');
  if (names.length === 1 && Object.keys(figures).length === 0)
    return wrong(output, '应写明另一个政策包，或者 --set 参数=数值');
  if (!isDay(on)) return wrong(output, '--on 应为 YYYY-MM-DD 的日期');
  if (!file) return wrong(output, '缺少 --population POPULATION.json');
  const population = readPopulation(file, words, output);
  const read = (await readNamed(names, words, output)) ?? [];
  const before = read[0]?.pack;
  const draft = read[1] ? read[1].pack : before;
  if (!population || !before || !draft) return 2;
  let after = draft;
  try {
    after = withFigures(draft, figures);
  } catch (error) {
    return wrong(output, `没有这个数值参数：${error instanceof Error ? error.message : String(error)}`);
  }
  const result = simulate({ pack: before, onDate: on }, { pack: after, onDate: on }, population);
  if (asJson) {
    output.out(
      JSON.stringify(
        { on, before: before.id, after: after.id, figures, ...result, distances: distances(after, on, population) },
        null,
        2,
      ),
    );
    return 0;
  }
  const count = (side: 'before' | 'after') =>
    `符合 ${result.counts[side].met}，不符合 ${result.counts[side].unmet}，材料不足 ${result.counts[side].unknown}`;
  const list = (words: string, ids: readonly string[]) =>
    output.out(`${words} ${ids.length}${ids.length > 0 ? `:${ids.join('、')}` : ''}`);
  output.out(`前：${count('before')}`);
  output.out(`后：${count('after')}`);
  list('新符合', result.qualifies);
  list('不再符合', result.fallsOut);
  list('变为材料不足', result.becomesUnknown);
  return 0;
}

/** `{"<id>": {"<fact>": value}}`; a missing key or null is unknown. */
function readPopulation(file: string, words: Words, output: Output): Subject[] | null {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    wrong(output, `${file} 无法读取：${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
  const isObject = (value: unknown): value is Record<string, unknown> =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isObject(content) || !Object.values(content).every(isObject)) {
    wrong(output, `${file} 应为 {"编号": {"事实": 值}} 的对象`);
    return null;
  }
  const subjects: Subject[] = [];
  let faulty = false;
  for (const [id, facts] of Object.entries(content) as [string, Record<string, unknown>][]) {
    for (const { key, zh, en, nearest } of factFaults(facts, words.facts)) {
      output.err(`${file}: ${id}: ${key}: ${zh}${nearest ? `，是否应为 ${nearest}` : ''} (${en})`);
      faulty = true;
    }
    subjects.push({ id, facts: knownFacts(facts as Record<string, FactValue | null>) });
  }
  return faulty ? null : subjects;
}

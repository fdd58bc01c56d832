import { isDay } from '../kernel/day.ts';
import { CHANGES, type Change, diffPacks, diffText } from './diff.ts';
import type { Words } from './pack.ts';
import { type Output, readNamed, wrong } from './policy.cli.ts';

/** Compares two packs, or a pack and a folder with its draft, rule by rule. */
export async function diffCommand(args: readonly string[], words: Words, output: Output): Promise<number> {
  const names: string[] = [];
  const flags = new Set<string>();
  let on: string | null = null;
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    if (arg === '--json' || arg === '--en') flags.add(arg);
    else if (arg === '--on') on = args[++i] ?? '';
    else if (arg.startsWith('--')) return wrong(output, `不认识的选项 ${arg}`);
    else names.push(arg);
  }
  if (names.length !== 2) return wrong(output, '应写明两个政策包');
  if (on !== null && !isDay(on)) return wrong(output, '--on 应为 YYYY-MM-DD 的日期');
  const [a, b] = (await readNamed(names, words, output)) ?? [];
  if (!a?.pack || !b?.pack) return 2;
  const language = flags.has('--en') ? 'en' : 'zh';
  const differences = diffPacks(a.pack, b.pack, on, language);
  if (flags.has('--json')) {
    output.out(
      JSON.stringify(
        { a: { pack: a.pack.id, hash: a.hash }, b: { pack: b.pack.id, hash: b.hash }, on, differences },
        null,
        2,
      ),
    );
    return 0;
  }
  output.out(`${a.pack.title} → ${b.pack.title}`);
  if (differences.length === 0) {
    output.out(language === 'zh' ? '没有差别' : 'No difference');
    return 0;
  }
  output.out(diffText(differences, language));
  const count = (change: Change) => differences.filter((each) => each.change === change).length;
  const counts = (Object.keys(CHANGES) as Change[]).map((change) => `${CHANGES[change][language]} ${count(change)}`);
  output.out(counts.join(language === 'zh' ? '，' : ', '));
  return 0;
}

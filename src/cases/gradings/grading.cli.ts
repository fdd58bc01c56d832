import type { Clock } from '../../kernel/clock.ts';
import { withDatabase } from '../../platform/command.ts';
import type { Database } from '../../platform/db/database.ts';
import { recompute } from './recomputation.actions.ts';
import { FIELDS, PARTS } from './recomputation.ts';

interface Output {
  out: (line: string) => void;
  err: (line: string) => void;
}

/** `zhongchuang evaluation recompute ROUND [--json]`: 0 when everything comes out to the last byte. */
export async function evaluationCommand([verb, roundId, option]: readonly string[], output: Output): Promise<number> {
  if (verb !== 'recompute' || !roundId || !/^[0-9a-f-]{36}$/i.test(roundId) || (option && option !== '--json')) {
    output.err('用法: zhongchuang evaluation recompute 批次编号 [--json]');
    return 2;
  }
  return withDatabase(output.err, (services) => recomputeCommand(services, roundId, option === '--json', output));
}

/** Prints what was computed again and every difference; or, as JSON, a line for each sitting and one for what followed. */
export async function recomputeCommand(
  { database, clock }: { database: Pick<Database, 'read'>; clock: Clock },
  roundId: string,
  json: boolean,
  output: Output,
): Promise<number> {
  const { title, gradings, released, consequences, after, differences } = await database.read((tx) =>
    recompute(tx, { clock }, roundId),
  );
  if (json) for (const line of [...gradings.map(({ results }) => results), after]) output.out(line);
  else {
    output.out(title);
    if (gradings.length === 0) output.out('还没有提请审定的评定结果');
    for (const { gradingId, state, same, sealHolds } of gradings) {
      const seal = sealHolds === null ? '尚未封存' : sealHolds ? '封存相符' : '封存不符';
      const compared = same ? '逐字节相同' : '不同';
      output.out(`${gradingId} ${state === 'signed' ? '已审定' : '待审定'}: 重新计算${compared}，${seal}`);
    }
    output.out(`发布的结果 ${released} 家，处理意见 ${consequences} 件`);
  }
  const tell = json ? output.err : output.out;
  for (const { part, who, of, field, stored, computed } of differences) {
    const what = [who, PARTS[part].zh, ...(of === null ? [] : [of]), FIELDS[field]?.zh ?? field].join(' ');
    tell(`✗ ${what}: 保存 ${stored}，重算 ${computed}`);
  }
  if (!json) tell(differences.length === 0 ? '重算一致' : `重算不一致: ${differences.length} 处`);
  return differences.length === 0 ? 0 : 1;
}

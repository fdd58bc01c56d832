import { withDatabase } from '../../platform/command.ts';
import { recompute } from './grading.actions.ts';

interface Output {
  out: (line: string) => void;
  err: (line: string) => void;
}

/** `zhongchuang evaluation recompute ROUND [--json]`: 0 when every sealed sitting comes out to the last byte. */
export async function evaluationCommand([verb, roundId, option]: readonly string[], output: Output): Promise<number> {
  if (verb !== 'recompute' || !roundId || !/^[0-9a-f-]{36}$/i.test(roundId) || (option && option !== '--json')) {
    output.err('用法: zhongchuang evaluation recompute 批次编号 [--json]');
    return 2;
  }
  return withDatabase(output.err, async ({ database }) => {
    const { title, gradings } = await database.read((tx) => recompute(tx, roundId));
    if (option) for (const { results } of gradings) output.out(results);
    else output.out(title);
    if (!option && gradings.length === 0) output.out('还没有提请审定的评定结果');
    for (const { gradingId, state, same, sealHolds } of option ? [] : gradings) {
      const seal = sealHolds === null ? '尚未封存' : sealHolds ? '封存相符' : '封存不符';
      output.out(
        `${gradingId} ${state === 'signed' ? '已审定' : '待审定'}: 重新计算${same ? '逐字节相同' : '不同'},${seal}`,
      );
    }
    return gradings.every(({ same, sealHolds }) => same && sealHolds !== false) ? 0 : 1;
  });
}

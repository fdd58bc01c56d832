import { AFTER, DEFINITION } from '../../facts/life.ts';
import type { Column } from '../../platform/documents/column.ts';
import { buildWorkbook } from '../../platform/documents/excel.write.ts';
import type { HistoryView } from './history.contract.ts';
import { LIVES, type Life } from './history.ts';

const count = (key: string, title: string): Column => ({ key, title, kind: 'integer' });

/** One sheet for each kind of life, and one for rectifications. */
export async function historyWorkbook(history: HistoryView, at: Temporal.Instant): Promise<Buffer> {
  const notes = [`${history.territory}，截至${history.on}。未满年限的不计入存续或终止。`, DEFINITION.zh];
  const lives = (Object.keys(LIVES) as Life[]).map((life) => ({
    name: `${LIVES[life].zh}存续`,
    notes,
    columns: [
      count('year', `${LIVES[life].began}年份`),
      count('began', '数量'),
      count('examples', '其中示例'),
      ...AFTER.flatMap((years) => [
        count(`survived${years}`, `满${years}年仍在`),
        count(`ended${years}`, `${years}年内终止`),
        count(`unknown${years}`, `满${years}年不详`),
        count(`tooEarly${years}`, `未满${years}年`),
      ]),
    ],
    rows: history.lives[life].map(({ year, began, examples, after }) => ({
      year,
      began,
      examples,
      ...Object.fromEntries(
        after.flatMap(({ years, survived, ended, unknown, tooEarly }) => [
          [`survived${years}`, survived],
          [`ended${years}`, ended],
          [`unknown${years}`, unknown],
          [`tooEarly${years}`, tooEarly],
        ]),
      ),
    })),
  }));
  const rectifications = {
    name: '整改成效',
    notes,
    columns: [
      count('year', '责令年份'),
      count('opened', '责令整改'),
      count('accepted', '整改通过'),
      count('failed', '未完成'),
      count('kept', '结案未取消'),
      count('overturned', '已撤销'),
      count('open', '整改中'),
      count('relapsed', '通过后一年内反复'),
    ],
    rows: history.rectifications,
  };
  const text = (key: string, title: string): Column => ({ key, title, kind: 'text' });
  const grades = {
    name: '等次',
    notes,
    columns: [text('packTitle', '政策文件'), count('year', '年度'), text('label', '等次'), count('count', '载体数')],
    rows: history.grades,
  };
  const moves = {
    name: '等次变动',
    notes,
    columns: [
      text('packTitle', '政策文件'),
      count('year', '年度'),
      text('wasLabel', '上一年度'),
      text('becameLabel', '本年度'),
      count('count', '载体数'),
      count('rectified', '其中期间整改通过'),
    ],
    rows: history.moves,
  };
  return buildWorkbook([...lives, grades, moves, rectifications], { author: '众创台', at });
}

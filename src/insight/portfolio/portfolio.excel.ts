import type { Column } from '../../platform/documents/column.ts';
import { buildWorkbook } from '../../platform/documents/excel.write.ts';
import type { PortfolioView } from './portfolio.contract.ts';
import { AXES, FOCUS_RULES } from './portfolio.ts';

const count = (key: string, title: string): Column => ({ key, title, kind: 'integer' });
const text = (key: string, title: string): Column => ({ key, title, kind: 'text' });
const joined = (of: readonly { zh: string }[]) => of.map(({ zh }) => zh).join('、');

/** A sheet of spaces, one of traits, one of pairs. */
export async function portfolioWorkbook(portfolio: PortfolioView, at: Temporal.Instant): Promise<Buffer> {
  const notes = [
    `${portfolio.territory}，${portfolio.on}。重合度=两家共有的特征÷两家特征的总数；差异度=100-与最相近一家的重合度；占比不计无法判断的团队。`,
  ];
  const names = new Map(portfolio.spaces.map(({ id, name }) => [id, name]));
  const sheets = [
    {
      name: '各空间',
      notes,
      columns: [
        text('name', '空间'),
        text('territory', '所在地'),
        ...Object.entries(AXES).map(([axis, { zh }]) => text(axis, zh)),
        count('tenants', '在驻团队'),
        count('inside', '属于方向'),
        count('outside', '不属于'),
        count('unknown', '无法判断'),
        count('insideShare', '属于方向的占比(%)'),
        text('rule', '怎样判断'),
        count('differentiation', '差异度(%)'),
        text('nearest', '最相近的空间'),
      ],
      rows: portfolio.spaces.map(({ traits, nearestId, rule, ...space }) => ({
        ...space,
        ...Object.fromEntries(
          Object.keys(AXES).map((axis) => [axis, joined(traits.filter((trait) => trait.axis === axis))]),
        ),
        rule: FOCUS_RULES[rule].zh,
        nearest: nearestId ? (names.get(nearestId) ?? '') : '',
      })),
    },
    {
      name: '特征分布',
      notes,
      columns: [
        text('axis', '方面'),
        text('zh', '特征'),
        count('count', '空间数'),
        count('tenants', '在驻团队'),
        text('spaces', '哪些空间'),
      ],
      rows: portfolio.groups.map(({ axis, zh, spaceIds, tenants }) => ({
        axis: AXES[axis].zh,
        zh,
        count: spaceIds.length,
        tenants,
        spaces: spaceIds.map((id) => names.get(id) ?? '').join('、'),
      })),
    },
    {
      name: '重合',
      notes,
      columns: [text('a', '空间'), text('b', '空间'), count('percent', '重合度(%)'), text('shared', '共有的特征')],
      rows: portfolio.pairs.map(({ a, b, percent, shared }) => ({
        a: names.get(a) ?? '',
        b: names.get(b) ?? '',
        percent,
        shared: joined(shared),
      })),
    },
  ];
  return buildWorkbook(sheets, { author: '众创台', at });
}

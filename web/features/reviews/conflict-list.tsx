import type { PanelView } from './reviews.ts';

export const CONFLICTS = {
  organisation: '同一单位',
  employer: '任职关系',
  shareholding: '持股关系',
  other: '其他利害关系',
  phone: '联系电话相同',
  person: '同一人',
  namesake: '姓名相同',
  recused: '已回避',
} as const;

/** Why somebody may neither see nor score the case; it may have been declared after they were assigned. */
export function ConflictList({ of }: { of: PanelView['reviews'][number]['conflicts'] }) {
  if (of.length === 0) return null;
  return (
    <ul className="small">
      {of.map((conflict) => (
        <li key={conflict.kind + conflict.path.join()}>
          应当回避({CONFLICTS[conflict.kind]})
          {conflict.path.length > 0 ? `: ${conflict.path.join(' → ')}` : '，具体关系只有专家库的管理单位可见'}
        </li>
      ))}
    </ul>
  );
}

import { CONFLICT_KINDS } from '../../../src/cases/conflicts/conflict.contract.ts';
import { Label } from '../../ui/label.tsx';
import type { PanelView } from './reviews.ts';

/** Why somebody may neither see nor score the case; it may have been declared after they were assigned. */
export function ConflictList({ of }: { of: PanelView['reviews'][number]['conflicts'] }) {
  if (of.length === 0) return null;
  return (
    <ul className="small">
      {of.map((conflict) => (
        <li key={conflict.kind + conflict.path.join()}>
          应当回避(
          <Label of={CONFLICT_KINDS[conflict.kind]} />)
          {conflict.path.length > 0 ? `: ${conflict.path.join(' → ')}` : '，具体关系只有专家库的管理单位可见'}
        </li>
      ))}
    </ul>
  );
}

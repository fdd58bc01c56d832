import type { TeamStageView } from '../../../src/cases/stages/stage.contract.ts';
import { OutcomeTag } from '../cases/findings.tsx';
import { TeamFacts } from './team-facts.tsx';

/** What lets a team pass on: each criterion as it stands, and the facts it was judged on with their records. */
export function StageCriteria({ view }: { view: TeamStageView }) {
  if (view.criteria.length === 0) return <p className="soft">本载体还没有规定转入下一阶段的标准。</p>;
  return (
    <>
      <ul className="plain stack-s">
        {view.criteria.map(({ id, says, text, fact, outcome }) => (
          <li key={id} className="row spread">
            <span>{fact === null ? says : text}</span>
            {fact === null ? <span className="soft small">转入时由人判断</span> : <OutcomeTag outcome={outcome} />}
          </li>
        ))}
      </ul>
      {view.facts.length > 0 && <TeamFacts facts={view.facts} />}
    </>
  );
}

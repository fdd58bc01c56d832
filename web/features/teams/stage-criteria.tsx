import type { TeamStageView } from '../../../src/cases/stages/stage.contract.ts';
import { OutcomeTag, showFact } from '../cases/findings.tsx';
import { Provenance } from '../records/provenance.tsx';

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
      {view.facts.length > 0 && (
        <ul className="facts plain small">
          {view.facts.map((fact) => (
            <li key={fact.key}>
              <span className="soft">{fact.zh}</span> <strong>{showFact(fact.key, fact.value, fact.unit)}</strong>
              {fact.provenance.length > 0 && <Provenance of={fact.provenance} carrierId="" />}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

import type { TeamStageView } from '../../../src/cases/stages/stage.contract.ts';
import { showFact } from '../cases/findings.tsx';
import { Provenance } from '../records/provenance.tsx';

/** The facts a team was judged on, each with its records. */
export function TeamFacts({ facts }: { facts: TeamStageView['facts'] }) {
  return (
    <ul className="facts plain small">
      {facts.map((fact) => (
        <li key={fact.key}>
          <span className="soft">{fact.zh}</span> <strong>{showFact(fact.key, fact.value, fact.unit)}</strong>
          {fact.provenance.length > 0 && <Provenance of={fact.provenance} carrierId="" />}
        </li>
      ))}
    </ul>
  );
}

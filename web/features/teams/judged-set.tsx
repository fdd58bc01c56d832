import type { JudgedSet } from '../../../src/cases/graduations/graduation.contract.ts';
import { Clause, showFact } from '../cases/findings.tsx';
import { Provenance } from '../records/provenance.tsx';

/** What was found of a team, clause by clause, each value with its records. */
export function JudgedFindings({ row }: { row: JudgedSet }) {
  return (
    <>
      {row.findings.map((finding) => (
        <div key={finding.requirement}>
          <ul className="parts">
            {finding.lines.map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines of one finding, told in order
              <li key={index} style={{ marginLeft: `${line.depth * 1.25}rem` }}>
                {line.text}
              </li>
            ))}
          </ul>
          <Clause cites={finding.cites} text={finding.clause} />
        </div>
      ))}
      <ul className="facts plain small">
        {row.facts.map((fact) => (
          <li key={fact.key}>
            <span className="soft">{fact.zh}</span> <strong>{showFact(fact.key, fact.value, fact.unit)}</strong>
            {fact.provenance.length > 0 && <Provenance of={fact.provenance} carrierId="" />}
          </li>
        ))}
      </ul>
    </>
  );
}

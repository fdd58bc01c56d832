import type { JudgedSet } from '../../../src/cases/graduations/graduation.contract.ts';
import { Clause } from '../cases/findings.tsx';
import { TeamFacts } from './team-facts.tsx';

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
      <TeamFacts facts={row.facts} />
    </>
  );
}

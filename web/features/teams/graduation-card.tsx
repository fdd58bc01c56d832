import { useQuery } from '@tanstack/react-query';
import { Card } from '../../ui/page.tsx';
import { Clause, OutcomeTag, showFact } from '../cases/findings.tsx';
import { Provenance } from '../records/provenance.tsx';
import { graduationQuery } from './transfers.ts';

/** Whether the team meets a document's conditions to graduate, clause by clause, each value with its records. */
export function GraduationCard({ teamId }: { teamId: string }) {
  const { data } = useQuery(graduationQuery(teamId));
  if (!data || data.rows.length === 0) return null;
  return (
    <Card title="毕业条件" id="graduation">
      <ul className="plain stack">
        {data.rows.map((row) => (
          <li key={`${row.packId} ${row.title}`}>
            <h3 className="row spread">
              {row.title} <OutcomeTag outcome={row.verdict} />
            </h3>
            <p className="soft small">{row.packTitle}</p>
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
          </li>
        ))}
      </ul>
    </Card>
  );
}

import { useQuery } from '@tanstack/react-query';
import { Card } from '../../ui/page.tsx';
import { OutcomeTag } from '../cases/findings.tsx';
import { JudgedFindings } from './judged-set.tsx';
import { graduationQuery } from './transfers.ts';

/** Whether the team meets a document's conditions to graduate. */
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
            <JudgedFindings row={row} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

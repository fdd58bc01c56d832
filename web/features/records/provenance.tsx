import { Link } from '@tanstack/react-router';
import { showDay } from '../../lib/format.ts';
import { useMay } from '../../lib/session.ts';

interface Source {
  kind: string;
  id: string;
  teamId?: string | undefined;
  label: string;
  validFrom: string | null;
  validTo: string | null;
}

interface ProvenanceProps {
  of: readonly Source[];
  declared?: boolean;
  /** Whose records a value opens to; null: the reader may not see them. */
  carrierId: string | null;
}

const MOST = 50;

/** The records a value was counted from; each opens to the book it stands in. */
export function Provenance({ of, declared = false, carrierId }: ProvenanceProps) {
  return (
    <details className="provenance">
      <summary>{declared ? '申报人填报' : `来自${of.length}条记录`}</summary>
      <ul>
        {of.slice(0, MOST).map((source) => (
          <li key={source.id}>
            <SourceLink source={source} carrierId={carrierId} />
            {source.validFrom && ` ${showDay(source.validFrom)}起`}
            {source.validTo && `至${showDay(source.validTo)}`}
          </li>
        ))}
        {of.length > MOST && <li>另有{of.length - MOST}条</li>}
      </ul>
    </details>
  );
}

function SourceLink({ source, carrierId }: { source: Source; carrierId: string | null }) {
  const { kind, teamId, label } = source;
  const may = useMay();
  // A team's own entries are read by itself and by its space.
  if (teamId && !may('team.read')) return label;
  if (carrierId === null || kind === 'carrier' || kind === 'organisation') return label;
  // What the team's own entry says stands on the team's page.
  if (kind === 'team' && teamId) return <Link to={`/teams/${teamId}` as string}>{label}</Link>;
  // What the operator stated stands with the facts, not in a book.
  if (kind === 'declaredFact')
    return (
      <Link to={`/spaces/${carrierId}/facts` as string} search={{ show: 'declared' } as never}>
        {label}
      </Link>
    );
  const base = teamId ? `/teams/${teamId}` : `/spaces/${carrierId}`;
  return (
    <Link to={`${base}/records` as string} search={{ kind, history: 'true' } as never}>
      {label}
    </Link>
  );
}

import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { DRAFT_STATES } from '../../../src/cases/drafts/draft.contract.ts';
import { showMoment } from '../../lib/format.ts';
import { useMay } from '../../lib/session.ts';
import { useSay } from '../../lib/words.ts';
import { Label } from '../../ui/label.tsx';
import { Card, Tag } from '../../ui/page.tsx';
import { awaitingQuery, DRAFT_TONES } from './policies.ts';

/** Drafts of policies that wait for the reader: to approve, to publish, or, sent back, to write again. Nothing where there is none. */
export function AwaitingDrafts() {
  const say = useSay();
  const may = useMay();
  const { data } = useQuery({ ...awaitingQuery, enabled: may('policy.list') });
  if (!data || data.rows.length === 0) return null;
  return (
    <Card
      title={say(`等我办的政策草稿 ${data.rows.length}项`, `Drafts of policies that wait for me: ${data.rows.length}`)}
      id="policy-drafts"
    >
      <ul className="plain stack">
        {data.rows.map(({ id, title, territoryName, state, at, byName, reason }) => (
          <li key={id}>
            <Tag tone={DRAFT_TONES[state]}>
              <Label of={DRAFT_STATES[state]} />
            </Tag>{' '}
            <Link
              to={`/policy-studio/${id}` as string}
              search={{ tab: state === 'returned' ? 'write' : 'approval' } as never}
            >
              {title}
            </Link>
            <div className="soft small">
              {territoryName} · {byName} {showMoment(at)}
              {reason && `：${reason}`}
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}

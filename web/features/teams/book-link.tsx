import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

/** To one kind of entry in a team's book. */
export function BookLink({ teamId, kind, children }: { teamId: string; kind: string; children: ReactNode }) {
  return (
    <Link to={`/teams/${teamId}/records` as string} search={{ kind } as never}>
      {children}
    </Link>
  );
}

import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

/** A link to a path of the server's, with what it asks. */
export function PathLink({ path, children }: { path: string; children: ReactNode }) {
  const [to, asked] = path.split('?');
  return (
    <Link to={to as string} search={Object.fromEntries(new URLSearchParams(asked)) as never}>
      {children}
    </Link>
  );
}

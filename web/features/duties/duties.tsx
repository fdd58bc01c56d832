import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { dutiesView } from '../../../src/insight/duties/duty.contract.ts';
import { api } from '../../lib/api.ts';
import { showClosing, showMoment } from '../../lib/format.ts';
import { useNow } from '../../lib/today.ts';
import { useWords } from '../../lib/words.ts';
import { Label } from '../../ui/label.tsx';
import { Card } from '../../ui/page.tsx';
import { PathLink } from '../../ui/path-link.tsx';

/** What waits outside the cases: bookings, tenancies, statements, the window. Nothing where there is none. */
export function Duties() {
  const t = useWords();
  const now = useNow();
  const { data } = useQuery({
    queryKey: ['duties'],
    queryFn: () => api.get<z.output<typeof dutiesView>>('/api/duties'),
  });
  if (!data || data.rows.length === 0) return null;
  return (
    <Card title={t('日常事项')} id="duties">
      <ul className="plain stack">
        {data.rows.map((row) => (
          <li key={`${row.duty} ${row.path}`} className="row spread">
            <span>
              <PathLink path={row.path}>
                <Label of={row} /> {row.count}
                {t('项')}
              </PathLink>
              {row.name && ` · ${row.name}`}
            </span>
            <span className="soft small">
              {t(row.atIs === 'since' || Date.parse(row.at) < now ? '最早' : '最近')}{' '}
              {row.atIs === 'due' ? showClosing(row.at) : showMoment(row.at)}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { z } from 'zod';
import {
  AFTER,
  DEFINITION,
  FATES,
  type HistoryView,
  type livesView,
  SHOWN,
} from '../../../src/insight/history/history.contract.ts';
import { api, type Query } from '../../lib/api.ts';
import { showDay } from '../../lib/format.ts';
import { useLook } from '../../lib/look.ts';
import { useMay } from '../../lib/session.ts';
import { Opener } from '../../ui/opener.tsx';
import { Loading, Tag } from '../../ui/page.tsx';
import type { Column } from '../../ui/table.tsx';

type Cohort = HistoryView['lives']['teams'][number];
export type Fate = keyof typeof FATES;

/** A number that opens to what it was counted from. */
export const CountOpener = ({ count, ...rest }: { count: number; label: string; onOpen: () => void }) => (
  <Opener face={String(count)} opens={count > 0} {...rest} />
);

/** What counts as standing, ended and unknown. */
export function Definition() {
  const { language } = useLook();
  return <p className="soft small">{DEFINITION[language]}</p>;
}

const HEADS: Readonly<Record<Fate, (years: number) => string>> = {
  survived: (years) => `满${years}年仍在`,
  ended: (years) => `${years}年内终止`,
  unknown: (years) => `满${years}年不详`,
  tooEarly: (years) => `未满${years}年`,
};

/** After 1, 3 and 5 years, how many of each fate; each number opens. */
export const fateColumns = (open: (year: number, years: number, fate: Fate) => void): Column<Cohort>[] =>
  AFTER.flatMap((years) =>
    (Object.keys(FATES) as Fate[]).map((fate) => ({
      title: HEADS[fate](years),
      number: true,
      cell: (row: Cohort) => (
        <CountOpener
          count={row.after.find((one) => one.years === years)?.[fate] ?? 0}
          label={`${row.year}年 ${years}年 ${FATES[fate].zh}`}
          onOpen={() => open(row.year, years, fate)}
        />
      ),
    })),
  );

/** The lives behind a number, each with the last day that shows it was there. */
export function Lives({ path, asked }: { path: string; asked: Query }) {
  const may = useMay();
  const { data } = useQuery({
    queryKey: ['history', path, asked],
    queryFn: () => api.get<z.output<typeof livesView>>(path, asked),
  });
  if (!data) return <Loading />;
  return (
    <Records more={data.more}>
      {data.rows.map((row) => (
        <li key={row.id}>
          {row.caseId ? (
            <Link to={`/cases/${row.caseId}` as string}>{row.title}</Link>
          ) : may('team.read') ? (
            <Link to={`/teams/${row.id}` as string}>{row.title}</Link>
          ) : (
            row.title
          )}
          ，<Link to={`/spaces/${row.carrierId}/records` as string}>{row.carrier}</Link>，{showDay(row.born)}起
          {row.died ? `，${showDay(row.died)}止` : row.seen ? `，最近的活动记录${showDay(row.seen)}` : ''}{' '}
          {row.example && <Tag>示例</Tag>}
        </li>
      ))}
    </Records>
  );
}

export function Records({ more, children }: { more: boolean; children: ReactNode }) {
  return (
    <div className="stack-s">
      <ul className="stack-s">{children}</ul>
      {more && <p className="soft">只列前{SHOWN}条。</p>}
    </div>
  );
}

import { AFTER, type HistoryView } from '../../../src/insight/history/history.contract.ts';
import { Chart } from '../../ui/chart.tsx';

type Cohort = HistoryView['lives']['teams'][number];

const share = (row: Cohort, years: number) => {
  const one = row.after.find((each) => each.years === years);
  const known = one ? one.survived + one.ended : 0;
  return one && known > 0 ? Math.round((one.survived / known) * 1000) / 10 : null;
};

/** The share that survived, of those of whom it can be known; what cannot be known yet has no bar. */
export function CohortChart({ rows, label }: { rows: readonly Cohort[]; label: string }) {
  return (
    <Chart
      label={label}
      steps={rows.map(({ year }) => String(year))}
      series={AFTER.map((years) => ({
        name: `满${years}年`,
        type: 'bar',
        data: rows.map((row) => share(row, years)),
      }))}
      unit="%"
      none="未满年限或不详"
      most={100}
      height="18rem"
    />
  );
}

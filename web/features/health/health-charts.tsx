import { INCOME_SOURCES } from '../../../src/cases/health/health.contract.ts';
import { useLabel, useWords } from '../../lib/words.ts';
import { Chart, type ChartProps } from '../../ui/chart.tsx';
import type { Month } from './health.ts';

type MonthsProps = Omit<ChartProps, 'steps' | 'none'> & { months: readonly Month[] };

/** A month for each step. */
function MonthsChart({ months, ...drawing }: MonthsProps) {
  const t = useWords();
  return <Chart {...drawing} steps={months.map(({ month }) => month.slice(0, 7))} none={t('未知')} />;
}

const wan = (fen: number | null) => (fen === null ? null : Math.round(fen / 10_000) / 100);

export function OccupancyChart({ months, threshold }: { months: readonly Month[]; threshold: number }) {
  const t = useWords();
  return (
    <MonthsChart
      label={t('逐月入驻率')}
      months={months}
      unit="%"
      most={100}
      line={{ value: threshold, name: t('预警') }}
      series={[{ name: t('入驻率'), type: 'line', data: months.map(({ occupancy }) => occupancy) }]}
    />
  );
}

export function IncomeChart({ months }: { months: readonly Month[] }) {
  const t = useWords();
  const label = useLabel();
  return (
    <MonthsChart
      label={t('逐月收入结构')}
      months={months}
      unit={t('万元')}
      series={Object.entries(INCOME_SOURCES).map(([source, row]) => ({
        name: label(row),
        type: 'bar',
        stack: 'income',
        data: months.map(({ income }) => wan(income[source as keyof typeof INCOME_SOURCES] ?? null)),
      }))}
    />
  );
}

export function ServicesChart({ months }: { months: readonly Month[] }) {
  const t = useWords();
  return (
    <MonthsChart
      label={t('逐月服务')}
      months={months}
      unit={t('次')}
      series={[
        { name: t('活动和培训'), type: 'bar', stack: 'services', data: months.map(({ events }) => events) },
        { name: t('辅导'), type: 'bar', stack: 'services', data: months.map(({ sessions }) => sessions) },
      ]}
    />
  );
}

export function ArrearsChart({ months }: { months: readonly Month[] }) {
  const t = useWords();
  return (
    <MonthsChart
      label={t('逐月欠费')}
      months={months}
      unit={t('万元')}
      series={[
        { name: t('当月应收'), type: 'bar', data: months.map(({ billedFen }) => wan(billedFen)) },
        { name: t('到期未付'), type: 'line', data: months.map(({ overdueFen }) => wan(overdueFen)) },
      ]}
    />
  );
}

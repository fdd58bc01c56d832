import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { INCOME_SOURCES } from '../../../src/cases/health/health.contract.ts';
import { useLabel, useWords } from '../../lib/words.ts';
import type { Month } from './health.ts';

use([
  BarChart,
  LineChart,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  TooltipComponent,
  AriaComponent,
  SVGRenderer,
]);

interface Drawn {
  name: string;
  type: 'bar' | 'line';
  data: (number | null)[];
  stack?: string;
}

/** A month for each step; what is not known has a gap, never a zero. */
function Chart({
  label,
  months,
  series,
  unit,
  most,
  line,
}: {
  label: string;
  months: readonly Month[];
  series: readonly Drawn[];
  unit: string;
  most?: number;
  /** From where it warns. */
  line?: { value: number; name: string };
}) {
  const place = useRef<HTMLDivElement>(null);
  const t = useWords();
  useEffect(() => {
    if (!place.current) return;
    const chart = init(place.current, null, { renderer: 'svg' });
    chart.setOption({
      animation: false,
      aria: { enabled: true, decal: { show: true }, label: { description: label } },
      tooltip: {
        trigger: 'axis',
        valueFormatter: (value: unknown) => (value === null || value === undefined ? t('未知') : `${value}${unit}`),
      },
      legend: { bottom: 0 },
      grid: { left: 56, right: 16, top: 24, bottom: 56 },
      xAxis: { type: 'category', data: months.map(({ month }) => month.slice(0, 7)) },
      yAxis: { type: 'value', ...(most ? { max: most } : {}), axisLabel: { formatter: `{value}${unit}` } },
      series: series.map((one, index) => ({
        ...one,
        connectNulls: false,
        ...(line && index === 0
          ? {
              markLine: {
                symbol: 'none',
                lineStyle: { type: 'dashed' },
                label: { formatter: line.name, position: 'insideEndTop' },
                data: [{ yAxis: line.value }],
              },
            }
          : {}),
      })),
    });
    const watch = new ResizeObserver(() => chart.resize());
    watch.observe(place.current);
    return () => {
      watch.disconnect();
      chart.dispose();
    };
  }, [label, months, series, unit, most, line, t]);
  return <div ref={place} role="img" aria-label={label} style={{ height: '16rem', width: '100%' }} />;
}

const wan = (fen: number | null) => (fen === null ? null : Math.round(fen / 10_000) / 100);

export function OccupancyChart({ months, threshold }: { months: readonly Month[]; threshold: number }) {
  const t = useWords();
  return (
    <Chart
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
    <Chart
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
    <Chart
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
    <Chart
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

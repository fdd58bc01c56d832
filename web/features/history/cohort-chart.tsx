import { BarChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { AFTER, type HistoryView } from '../../../src/insight/history/history.contract.ts';

use([BarChart, GridComponent, LegendComponent, TooltipComponent, AriaComponent, SVGRenderer]);

/** The share that survived, of those of whom it can be known; what cannot be known yet has no bar. */
export function CohortChart({ rows, label }: { rows: HistoryView['lives']['teams']; label: string }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!place.current) return;
    const chart = init(place.current, null, { renderer: 'svg' });
    const share = (row: (typeof rows)[number], years: number) => {
      const one = row.after.find((each) => each.years === years);
      const known = one ? one.survived + one.ended : 0;
      return one && known > 0 ? Math.round((one.survived / known) * 1000) / 10 : null;
    };
    chart.setOption({
      animation: false,
      aria: { enabled: true, decal: { show: true }, label: { description: label } },
      tooltip: { trigger: 'axis', valueFormatter: (value: unknown) => (value === null ? '未满年限' : `${value}%`) },
      legend: { bottom: 0 },
      grid: { left: 48, right: 16, top: 24, bottom: 56 },
      xAxis: { type: 'category', data: rows.map(({ year }) => String(year)) },
      yAxis: { type: 'value', max: 100, axisLabel: { formatter: '{value}%' } },
      series: AFTER.map((years) => ({
        name: `满${years}年`,
        type: 'bar',
        data: rows.map((row) => share(row, years)),
      })),
    });
    const watch = new ResizeObserver(() => chart.resize());
    watch.observe(place.current);
    return () => {
      watch.disconnect();
      chart.dispose();
    };
  }, [rows, label]);
  return <div ref={place} role="img" aria-label={label} style={{ height: '18rem', width: '100%' }} />;
}

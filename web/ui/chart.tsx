import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';

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

export interface Drawn {
  name: string;
  type: 'bar' | 'line';
  data: readonly (number | null)[];
  stack?: string;
}

export interface ChartProps {
  label: string;
  /** Along the bottom: years, months. */
  steps: readonly string[];
  series: readonly Drawn[];
  unit: string;
  /** What is said of a step that has no value; it has a gap, never a zero. */
  none: string;
  most?: number;
  /** Drawn across: from where it warns. */
  line?: { value: number; name: string };
  height?: string;
}

/** Bars and lines over steps; drawn again only where what it shows has changed. */
export function Chart({ label, height = '16rem', ...drawing }: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const drawn = JSON.stringify(drawing);
  useEffect(() => {
    if (!place.current) return;
    const { steps, series, unit, none, most, line } = JSON.parse(drawn) as typeof drawing;
    const chart = init(place.current, null, { renderer: 'svg' });
    chart.setOption({
      animation: false,
      aria: { enabled: true, decal: { show: true }, label: { description: label } },
      tooltip: {
        trigger: 'axis',
        valueFormatter: (value: unknown) => (value === null || value === undefined ? none : `${value}${unit}`),
      },
      legend: { bottom: 0 },
      grid: { left: 56, right: 16, top: 24, bottom: 56 },
      xAxis: { type: 'category', data: steps },
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
  }, [drawn, label]);
  return <div ref={place} role="img" aria-label={label} style={{ height, width: '100%' }} />;
}

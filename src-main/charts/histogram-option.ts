import type { CustomSeriesRenderItem, EChartsOption } from 'echarts';
import { box } from './marks.ts';
import type { ChartTheme } from './themes.ts';

/** The mini histogram: a bar per count over the whole width. A slice with any event is at least 1 px high, so that nothing rare looks empty. Lengths in CSS pixels. */
export function histogramOption(counts: readonly number[], theme: ChartTheme, size: { readonly width: number; readonly height: number }): EChartsOption {
  const most = counts.reduce((a, b) => Math.max(a, b), 0);
  const step = counts.length === 0 ? 0 : size.width / counts.length;
  const renderItem: CustomSeriesRenderItem = (params) => {
    const count = counts[params.dataIndex] ?? 0;
    if (count === 0) return null;
    const height = Math.max(1, (count / most) * size.height);
    return box({ x: params.dataIndex * step, y: size.height - height, width: Math.max(0.5, step - (step > 3 ? 1 : 0)), height }, { fill: theme.ink3 });
  };
  return {
    animation: false,
    grid: { left: 0, right: 0, top: 0, bottom: 0 },
    xAxis: { type: 'value', min: 0, max: 1, show: false },
    yAxis: { type: 'value', min: 0, max: 1, show: false },
    aria: { enabled: true, label: { description: `Events over time in ${counts.length} slices, at most ${most} in one.` } },
    series: [{ type: 'custom', silent: true, clip: false, renderItem, data: counts.map((_, index) => [0, 0, index]) }],
  };
}

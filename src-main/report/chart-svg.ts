import { CustomChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import type { EChartsOption } from 'echarts';
import { SVGRenderer } from 'echarts/renderers';
import { lightTheme, whyHeight, whyOption, type WhySize } from '../charts/index.ts';
import type { UserLanes, WhyChart } from '../contract/index.ts';
import type { Chart } from './blocks.ts';
import type { Times } from './times.ts';
import { brief } from './words.ts';

use([CustomChart, GridComponent, TooltipComponent, SVGRenderer]);

/** A chart of the screens as vectors. Lengths in CSS pixels. */
export interface ChartSvg { readonly svg: string; readonly width: number; readonly height: number }

/**
 * Draws a chart in the light theme. `spelt` makes the texts of the log such as they will be read, before the chart cuts them to their room; the SVG
 * escapes them.
 */
export function chartSvg(chart: Chart, width: number, times: Times, spelt: (text: string, face: 'sans' | 'mono') => string): ChartSvg {
  const { height, option } = optionOf(chart, width, times, spelt);
  const drawing = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    drawing.setOption(option);
    return { svg: bare(drawing.renderToSVGString()), width, height };
  } finally {
    drawing.dispose();
  }
}

function optionOf(chart: Chart, width: number, times: Times, spelt: (text: string, face: 'sans' | 'mono') => string): { readonly height: number; readonly option: EChartsOption } {
  const size: WhySize = { width, lanes: 'compact', chosenMs: null, offset: times.offset, zoneName: times.name };
  const data = chart.kind === 'why' ? chart.data : whyOfLanes(chart.data);
  const lanes = data.lanes.map((lane) => ({ ...lane, network: spelt(lane.network, 'sans'), detail: spelt(lane.detail, 'mono') }));
  return { height: whyHeight(data, size), option: whyOption({ ...data, lanes }, lightTheme, size) };
}

/** Without what is only for pointers: styles of hovering, and classes that are numbered anew for each chart of a process. Texts are escaped, so a tag is a tag. */
function bare(svg: string): string {
  return svg.replace(/<style\b[^>]*>[^]*?<\/style>\n?/g, '').replace(/<[^>]*>/g, (tag) => tag.replace(/ (?:class|ecmeta_\w+|pointer-events)="[^"]*"/g, ''));
}

/** Rows that are printed of a user's lanes; the profile table has all of them. */
const lanesShown = 24;

/** The lanes of a user as print shows them: a row per profile with its key, sessions as bars, and the stays on two networks hatched. */
function whyOfLanes({ fromMs, toMs, lanes, overlaps }: UserLanes): WhyChart {
  const rows = lanes.flatMap((lane) => lane.rows.map((row) => ({
    network: brief(lane.label, 17), country: null, asn: null, slot: lane.slot, detail: [row.profile ?? '', row.label].filter((part) => part !== '').join(' '), ticksMs: row.ticks ?? timesOf(row, fromMs, toMs),
  })));
  return { fromMs, toMs, lanes: rows.slice(0, lanesShown), windows: [], limits: [], overlaps: overlaps.map(({ startMs, endMs }) => ({ startMs, endMs })) };
}

/** Where events are too many for a tick each, a tick per slice that has any. */
function timesOf({ density, bars }: UserLanes['lanes'][number]['rows'][number], fromMs: number, toMs: number): number[] {
  if (density === null) return bars.flatMap(([start, end]) => [start, end]);
  const slice = (toMs - fromMs) / density.length;
  return density.flatMap((events, i) => (events > 0 ? [fromMs + (i + 0.5) * slice] : []));
}

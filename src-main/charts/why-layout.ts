import type { WhyChart } from '../contract/index.ts';
import type { Offset } from './time-axis.ts';
import { rowLabel } from './why-windows.ts';

/** How large the chart is drawn and what is special about this drawing. Lengths in CSS pixels. */
export interface WhySize {
  readonly width: number;
  /** `roomy` has two lines of text per lane (screen); `compact` has one (print). */
  readonly lanes?: 'roomy' | 'compact';
  /** Start of the window that is framed; by default the first that fired. Null: none. */
  readonly chosenMs?: number | null;
  /** The zone of the labels: how far it is ahead of UTC, and how it is called. */
  readonly offset?: Offset;
  readonly zoneName?: string;
  readonly gapMs?: number;
}

export interface WhyLayout {
  readonly gutter: number;
  readonly right: number;
  readonly laneHeight: number;
  readonly lanesBottom: number;
  readonly axisY: number;
  readonly rowsTop: number;
  readonly rowHeight: number;
  readonly rows: WhyChart['limits'];
  readonly height: number;
}

/** Rows of the chart from top to bottom: lanes, then on screen windows and axis, in print axis and windows. */
export function whyLayout(chart: WhyChart, size: WhySize): WhyLayout {
  const compact = size.lanes === 'compact';
  const laneHeight = compact ? 21 : 40;
  const rowHeight = compact ? 18 : 24;
  const axisHeight = 16;
  const rows = chart.windows.length > 0 ? chart.limits : [];
  const lanesBottom = 2 + Math.max(1, chart.lanes.length) * laneHeight;
  const rowsTop = lanesBottom + (compact ? axisHeight + 2 : 2);
  const rowsBottom = rowsTop + rows.length * rowHeight;
  return {
    gutter: compact ? 204 : Math.max(132, ...rows.map((row) => Math.min(200, Math.ceil(rowLabel(row).length * 5.9) + 28))),
    right: 4,
    laneHeight, lanesBottom, rowsTop, rowHeight, rows,
    axisY: compact ? lanesBottom : rows.length > 0 ? rowsBottom + 2 : lanesBottom,
    height: compact ? Math.max(rowsBottom, lanesBottom + axisHeight) + 2 : rowsBottom + 2 + axisHeight,
  };
}

/** Height in CSS pixels that `whyOption` needs. */
export function whyHeight(chart: WhyChart, size: WhySize): number {
  return whyLayout(chart, size).height;
}

import type { CustomSeriesOption, CustomSeriesRenderItem, EChartsOption } from 'echarts';
import type { WhyChart } from '../contract/index.ts';
import { box, fitted, group, hairline, hatch, label, type Mark, ticks } from './marks.ts';
import { ACTIVITY_GAP_MS, spansOf } from './spans.ts';
import { type ChartTheme, slotColour } from './themes.ts';
import { momentText, timeTicks } from './time-axis.ts';
import { type WhyLayout, whyLayout, type WhySize } from './why-layout.ts';
import { cellsOf, drawnWindows, rowLabel, windowText } from './why-windows.ts';

type Lane = WhyChart['lanes'][number];
interface Scene { readonly chart: WhyChart; readonly theme: ChartTheme; readonly size: WhySize; readonly layout: WhyLayout }
type XOf = (ms: number) => number;

/**
 * The why-it-fired chart: a lane per network and agent with a bar of activity and a tick per event, overlaps hatched, and a row per limit with what was
 * measured in each window; cells that fired are filled and the chosen window is framed. Give the element the height of `whyHeight`.
 */
export function whyOption(chart: WhyChart, theme: ChartTheme, size: WhySize): EChartsOption {
  const scene: Scene = { chart, theme, size, layout: whyLayout(chart, size) };
  const { layout } = scene;
  const most = Math.max(2, Math.floor((size.width - layout.gutter) / 64));
  const axis = timeTicks(chart.fromMs, chart.toMs, most, size.offset);
  return {
    animation: false,
    textStyle: { fontFamily: theme.fontFamily },
    aria: { enabled: true, label: { description: whySentence(chart, size) } },
    tooltip: { trigger: 'item', renderMode: 'richText', confine: true, transitionDuration: 0, textStyle: { fontFamily: theme.fontFamily, fontSize: 11, color: theme.ink }, backgroundColor: theme.surface, borderColor: theme.line2 },
    grid: { left: layout.gutter, right: layout.right, top: 0, bottom: 0, containLabel: false },
    xAxis: { type: 'value', min: chart.fromMs, max: Math.max(chart.toMs, chart.fromMs + 1), show: false },
    yAxis: { type: 'value', min: 0, max: 1, show: false },
    series: [
      series('ground', 0, true, [0], (x) => group(ground(scene, axis, x))),
      series('overlap', 1, true, chart.overlaps, (x, i) => group(overlap(scene, i, x))),
      series('lanes', 2, false, chart.lanes, (x, i) => group(lane(scene, i, x)), (i) => laneText(chart.lanes[i]!, size)),
      series('rows', 3, true, layout.rows, (_x, i) => rowHead(scene, i)),
      ...windowSeries(scene),
      series('frame', 5, true, chosen(scene), (x, i) => frame(scene, i, x)),
    ],
  };
}

/** What the chart shows, in a sentence, for who cannot see it. Times in the zone of `size`, else UTC. */
export function whySentence(chart: WhyChart, { offset, zoneName = 'UTC' }: Pick<WhySize, 'offset' | 'zoneName'> = {}): string {
  const events = chart.lanes.reduce((sum, l) => sum + l.ticksMs.length, 0);
  const fired = chart.windows.filter((w) => w.fired).length;
  const parts = [`${many(events, 'event')} in ${many(chart.lanes.length, 'lane')} from ${momentText(chart.fromMs, offset)} to ${momentText(chart.toMs, offset)} ${zoneName}`];
  if (chart.windows.length > 0) parts.push(`${fired} of ${chart.windows.length} shown windows fired`);
  if (chart.overlaps.length > 0) parts.push(`in two places in ${many(chart.overlaps.length, 'span')}`);
  return `${parts.join('; ')}.`;
}

const many = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

/** One custom series whose items all lie somewhere on the time axis; `draw` gets the item's number. */
function series(name: string, z: number, silent: boolean, items: readonly unknown[], draw: (x: XOf, index: number) => Mark | null, tooltip?: (index: number) => string): CustomSeriesOption {
  const renderItem: CustomSeriesRenderItem = (params, api) => draw((ms) => api.coord([ms, 0])[0] ?? 0, params.dataIndex);
  return {
    type: 'custom', name, z, silent, clip: false, renderItem,
    data: items.map((_, index) => [0, 0, index]),
    ...(tooltip === undefined ? { tooltip: { show: false } } : { tooltip: { formatter: (params: unknown) => tooltip((params as { dataIndex: number }).dataIndex) } }),
  };
}

function ground({ theme, size, layout, chart }: Scene, axis: readonly { ms: number; label: string }[], x: XOf): Mark[] {
  const { ink2: fill } = theme;
  const marks: Mark[] = [];
  const right = size.width - layout.right;
  const bottom = layout.axisY;
  for (const tick of axis) {
    marks.push(hairline(x(tick.ms), 0, x(tick.ms), bottom, theme.line));
    const at = Math.min(Math.max(x(tick.ms), layout.gutter + 12), right - 14);
    marks.push(label(tick.label, at, layout.axisY + 9, { fill, size: 9, family: theme.fontFamily, align: 'center' }));
  }
  for (let i = 1; i <= chart.lanes.length; i++) marks.push(hairline(0, 2 + i * layout.laneHeight, right, 2 + i * layout.laneHeight, theme.line));
  return marks;
}

function overlap({ chart, theme, layout }: Scene, index: number, x: XOf): Mark[] {
  const span = chart.overlaps[index]!;
  const from = x(span.startMs);
  const shape = { x: from, y: 0, width: Math.max(1.5, x(span.endMs) - from), height: layout.lanesBottom };
  return [box(shape, { fill: theme.wash }), hatch(shape, theme.severity.critical, 0.3)];
}

function lane({ chart, theme, size, layout }: Scene, index: number, x: XOf): Mark[] {
  const it = chart.lanes[index]!;
  const colour = slotColour(theme, it.slot);
  const compact = size.lanes === 'compact';
  const top = 2 + index * layout.laneHeight;
  const inset = compact ? 4 : 8;
  const bar = { y: top + inset, height: layout.laneHeight - 2 * inset };
  const bars = spansOf(it.ticksMs, size.gapMs ?? ACTIVITY_GAP_MS).map((span) =>
    box({ ...bar, x: x(span.startMs), width: Math.max(1.5, x(span.endMs) - x(span.startMs)), r: 1.5 }, { fill: colour, fillOpacity: 0.22 }));
  // A box that nobody sees makes the whole lane answer to the pointer.
  const touch = box({ x: 0, y: top, width: size.width - layout.right, height: layout.laneHeight }, { fill: theme.surface, fillOpacity: 0 });
  return [...(compact ? [] : [touch]), ...bars, ticks(it.ticksMs.map(x), bar.y, bar.height, colour, compact ? 1 : 1.4), ...laneHead(it, top, { theme, layout, compact, colour })];
}

function laneHead(it: Lane, top: number, { theme, layout, compact, colour }: { theme: ChartTheme; layout: WhyLayout; compact: boolean; colour: string }): Mark[] {
  // The country stays whatever is cut from the name before it.
  const name = (width: number, fontSize: number): string => (it.country === null ? fitted(it.network, width, fontSize) : `${fitted(it.network, width - 2 * fontSize, fontSize)} ${it.country}`);
  const middle = top + layout.laneHeight / 2;
  const mark = box({ x: 0, y: (compact ? middle : top + 12) - 4, width: 8, height: 8, r: 2 }, { fill: colour });
  if (compact) {
    return [
      mark,
      label(name(100, 9), 13, middle, { fill: theme.ink, size: 9, family: theme.fontFamily }),
      label(fitted(it.detail, layout.gutter - 8 - 117, 7.4, true), layout.gutter - 8, middle, { fill: theme.ink2, size: 7.4, family: theme.monoFamily, align: 'right' }),
    ];
  }
  return [
    mark,
    label(name(layout.gutter - 17, 11), 13, top + 13, { fill: theme.ink, size: 11, family: theme.fontFamily, weight: 600 }),
    label(fitted(it.detail, layout.gutter - 17, 10, true), 13, top + 28, { fill: theme.ink2, size: 10, family: theme.monoFamily }),
  ];
}

function laneText(it: Lane, size: WhySize): string {
  const network = `${it.network}${it.asn === null ? '' : ` (AS${it.asn})`}${it.country === null ? '' : `, ${it.country}`}`;
  const [first, last] = [it.ticksMs[0], it.ticksMs.at(-1)];
  const when = first === undefined || last === undefined ? '' : `\n${momentText(first, size.offset)} to ${momentText(last, size.offset)}`;
  return `${network}\n${it.detail}\n${many(it.ticksMs.length, 'event')}${when}`;
}

function rowHead({ theme, layout, size }: Scene, index: number): Mark {
  const y = layout.rowsTop + (index + 0.5) * layout.rowHeight;
  const fontSize = size.lanes === 'compact' ? 9 : 11;
  return label(fitted(rowLabel(layout.rows[index]!), layout.gutter - 15, fontSize), 13, y, { fill: theme.ink, size: fontSize, family: theme.fontFamily });
}

function windowSeries(scene: Scene): CustomSeriesOption[] {
  const { chart, theme, size, layout } = scene;
  const cells = layout.rows.flatMap((limit, row) => cellsOf(chart, limit).map((cell) => ({ ...cell, row })));
  const draw = (x: XOf, index: number): Mark | null => {
    const cell = cells[index]!;
    const [from, to] = [x(cell.window.startMs), x(cell.window.endMs)];
    const shape = { x: from + 1, y: layout.rowsTop + cell.row * layout.rowHeight + 1, width: Math.max(1.5, to - from - 2), height: layout.rowHeight - 2, r: 2.5 };
    const compact = size.lanes === 'compact';
    const fits = shape.width >= String(cell.text).length * (compact ? 5.6 : 7) + 4;
    const text = label(cell.text, (from + to) / 2, shape.y + shape.height / 2, {
      fill: cell.filled ? theme.surface : theme.ink2, size: compact ? 9 : 11, family: theme.fontFamily, align: 'center', weight: cell.filled ? 600 : 400,
    });
    if (!cell.filled) return fits ? text : null;
    return group([box(shape, { fill: theme.severity.critical }), ...(fits ? [text] : [])]);
  };
  return [series('windows', 4, false, cells, draw, (i) => windowText(cells[i]!.window, layout.rows, size.offset))];
}

function chosen({ chart, size }: Scene): WhyChart['windows'] {
  if (size.chosenMs === null) return [];
  const found = drawnWindows(chart).find((w) => (size.chosenMs === undefined ? w.fired : w.startMs <= size.chosenMs! && size.chosenMs! < w.endMs));
  return found === undefined ? [] : [found];
}

function frame(scene: Scene, index: number, x: XOf): Mark {
  const { theme, layout } = scene;
  const window = chosen(scene)[index]!;
  const bottom = layout.rowsTop + layout.rows.length * layout.rowHeight;
  const from = x(window.startMs);
  return box({ x: from, y: 0.75, width: x(window.endMs) - from, height: bottom - 1, r: 3 }, { stroke: theme.ink, lineWidth: 1.5 });
}

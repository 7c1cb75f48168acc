import type { FindingDetail, WhyChart } from '@contract';
import type { Times } from './times.ts';

/**
 * Ranges of windows as text, so that no two read the same: minutes where they tell windows apart, else seconds, else what is below them. `day` is said once
 * where all windows lie on one.
 */
export function windowRanges(windows: readonly { readonly start: string; readonly end: string }[], times: Times): { readonly day: string; readonly ranges: readonly string[] } {
  const days = new Set(windows.flatMap((one) => [times.day(one.start), times.day(one.end)]));
  const day = days.size === 1 ? times.moment(windows[0]!.start).slice(0, 6) : '';
  const text = (iso: string, clock: string) => (day === '' ? `${times.moment(iso).slice(0, 6)} ${clock}` : clock);
  const as = (clock: (iso: string) => string) => windows.map(({ start, end }) => `${text(start, clock(start))}–${text(end, clock(end))}`);
  const forms = [(iso: string) => times.timeOfDay(iso).slice(0, 5), (iso: string) => times.timeOfDay(iso).slice(0, 8), times.timeOfDay];
  const ranges = forms.map(as).find((texts) => new Set(texts).size === texts.length) ?? as(times.timeOfDay);
  return { day, ranges };
}

/** The columns of the table of windows: measures that have a limit first, with the words of the chart. */
export function measuresOf({ explanation, chart }: Pick<FindingDetail, 'explanation' | 'chart'>): readonly { readonly name: string; readonly label: string }[] {
  const names = [...new Set(explanation.windows.flatMap((one) => Object.keys(one.measured)))];
  const limit = (name: string) => chart.limits.findIndex((one) => one.name === name);
  const rank = (name: string) => (limit(name) < 0 ? names.length : limit(name));
  return names.toSorted((a, b) => rank(a) - rank(b)).map((name) => ({ name, label: chart.limits[limit(name)]?.label ?? name.replaceAll('_', ' ') }));
}

export interface LaneRow { readonly network: string; readonly country: string | null; readonly slot: number; readonly detail: string; readonly count: number; readonly first: string; readonly last: string }
/** The lanes of the chart as rows. */
export function laneRows(chart: WhyChart): readonly LaneRow[] {
  return chart.lanes.map(({ network, country, slot, detail, ticksMs }) => ({
    network, country, slot, detail, count: ticksMs.length, first: new Date(ticksMs[0] ?? chart.fromMs).toISOString(), last: new Date(ticksMs.at(-1) ?? chart.fromMs).toISOString(),
  }));
}

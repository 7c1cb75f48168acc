import type { CasePeriod, EventFilter, Overview, Severity, UserLanes } from '@contract';
import { severities } from '@contract/severity.ts';
import { isoOf } from '@contract/time.ts';
import type { Period } from '@charts/period-bands.ts';
import type { Offset } from '@charts/time-axis.ts';
import { eventsUrl } from './event-url.ts';
import { rangeText } from './time-range.ts';

const DAY = 86_400_000;

export type TwoPlacesRow = Overview['twoPlaces'][number];
export type Hypothesis = Overview['hypotheses'][number];
export type Gap = Overview['coverage']['gaps'][number];
type Path = { readonly path: string; readonly query: Record<string, string | string[]> };

const userIs = (user: string): EventFilter['chips'][number] => ({ field: 'actor.name', operator: 'is', values: [user], ignoreCase: false });
const datasetIs = (dataset: string): EventFilter['chips'][number] => ({ field: 'event.dataset', operator: 'is', values: [dataset], ignoreCase: false });

/** A name in parts that a line may break after: words of role names, both sides of an address, parts of a path. */
export const nameParts = (name: string): readonly string[] => name.match(/[^_@./:\\ -]*[_@./:\\ -]*/gu)!.filter((part) => part !== '');
/** Where a user has its page. */
export const userPath = (user: string): string => `/users/${encodeURIComponent(user)}`;
/** All events of a user, or those between two times (UTC ms, the last one included). */
export const eventsOfUser = (user: string, span?: { readonly startMs: number; readonly endMs: number }): string =>
  eventsUrl({ chips: [userIs(user)], ...(span === undefined ? {} : { from: span.startMs, to: span.endMs + 1 }) });
/** The events of a source, all or from one time on and before another (UTC ms). */
export const eventsOfSource = (dataset: string, fromMs: number | null = null, toMs: number | null = null): string => eventsUrl({ from: fromMs, to: toMs, chips: [datasetIs(dataset)] });
/** A gap with as much time on both sides, so that what came before and after is in sight. */
export const aroundGap = ({ dataset, startMs, endMs }: Gap): string => eventsOfSource(dataset, startMs - (endMs - startMs), endMs + (endMs - startMs));
/** What is known to be clean or bad, as charts take it. */
export interface NamedPeriod extends Period { readonly seq: number; readonly reason: string }
export const periodsShown = (periods: readonly CasePeriod[]): readonly NamedPeriod[] => periods.map(({ kind, from, to, seq, reason }) => ({ kind, fromMs: Date.parse(from), toMs: Date.parse(to), seq, reason }));
/** The events of a period. */
export const eventsOfPeriod = ({ fromMs, toMs }: Period): string => eventsUrl({ from: fromMs, to: toMs, chips: [] });
/** An event on the Events screen. */
export const eventPath = (event: number): string => `/events/${event}`;

/** The findings that are summed up, with these conditions: as many as the number says that leads there; a time range where one is given (UTC ms). Named in full, so that it takes the place of a filter that was on. */
export function findingsPath(query: Record<string, string | string[]> = {}, range?: { readonly fromMs: number; readonly toMs: number }): Path {
  return { path: '/findings', query: { variant: 'corrected', 'state.not': 'gone', ...query, ...(range === undefined ? {} : { range: rangeText(range) }) } };
}

/** The rules whose findings speak for a hypothesis, as a filter of the findings. */
export function findingsOf({ found }: Hypothesis): Path {
  return findingsPath(found.length === 0 ? {} : { rule: found.length === 1 ? found[0]! : [...found] });
}

/** What is known of a hypothesis: found something, checked and found nothing, its rules did not run, or there is no rule for it. */
export type HypothesisState = 'found' | 'nothing' | 'notRun' | 'noRule';
export function stateOf({ findings, rules, ran }: Hypothesis): HypothesisState {
  return findings > 0 ? 'found' : rules === 0 ? 'noRule' : ran === 0 ? 'notRun' : 'nothing';
}

const barTicks: Readonly<Record<Severity, number>> = { critical: 4, high: 3, medium: 2, low: 1, info: 0.5 };
export interface Bar { readonly x: number; readonly y: number; readonly width: number; readonly height: number; readonly severity: Severity }
/** A bar per finding, as high as it is grave, gravest first, in a box of the width and 13 px; narrower bars where there are many, and those that still do not fit are counted. */
export function barsOf({ findings, bySeverity }: Pick<Hypothesis, 'findings' | 'bySeverity'>, width: number): { readonly bars: readonly Bar[]; readonly more: number } {
  const step = Math.max(4, Math.min(11, Math.floor(width / Math.max(1, findings))));
  const most = Math.max(1, Math.floor(width / step));
  const wide = step >= 8 ? step - 3 : step - 1;
  const grave = severities.toReversed().flatMap((severity) => Array.from({ length: Math.min(most, bySeverity[severity]) }, () => severity)).slice(0, most);
  const bars = grave.map((severity, at) => {
    const height = barTicks[severity] * 3.25;
    return { severity, x: at * step, y: 13 - height, width: wide, height };
  });
  return { bars, more: findings - bars.length };
}

/** The day of the zone's clock on which the longest span of a user began, UTC ms. */
export function dayOfRow(row: Pick<TwoPlacesRow, 'longest' | 'dayMs'>, offset: Offset): { readonly fromMs: number; readonly toMs: number } {
  const at = row.longest?.startMs ?? row.dayMs;
  const clock = Math.floor((at + offset(at)) / DAY) * DAY;
  const start = (clockMs: number) => clockMs - offset(clockMs - offset(clockMs));
  return { fromMs: start(clock), toMs: start(clock + DAY) };
}

export interface DayRow extends Pick<TwoPlacesRow, 'lanes' | 'dayMs' | 'longest'> { readonly overlaps?: UserLanes['overlaps'] }
/** A row with the lanes of its day: what the overview says of the UTC day until the user's time line for the zone's day has come. The networks that it was on at once come first. */
export function dayRowOf(row: TwoPlacesRow, fromMs: number, day: UserLanes | null): DayRow {
  if (day === null) return { lanes: row.lanes, dayMs: fromMs, longest: row.longest };
  const barsOfLane = (label: string) => (day.lanes.find((lane) => lane.label === label)?.rows ?? []).flatMap(({ bars }) => bars.map(([from, to]): [number, number] => [from, to]));
  const others = day.lanes.filter(({ label }) => !row.lanes.some((lane) => lane.label === label)).map(({ label, slot }) => ({ label, slot }));
  return { lanes: [...row.lanes, ...others].map(({ label, slot }) => ({ label, slot, bars: barsOfLane(label) })), dayMs: fromMs, longest: row.longest, overlaps: day.overlaps };
}

/** The networks of a user's longest span, with country and slot where they are known. */
export function networksAtOnce(row: Pick<TwoPlacesRow, 'lanes' | 'networks'>): readonly { readonly label: string; readonly slot: number; readonly country: string | null }[] {
  return row.lanes.map(({ label, slot }) => ({ label, slot, country: row.networks.find((one) => one.label === label)?.country ?? null }));
}

const forms = /[,\s]+(?:llc|l\.l\.c\.?|inc\.?|incorporated|ltd\.?|limited|corp\.?|corporation|gmbh|ag|a\.?\/?s|asa|ab|oyj?|b\.?v\.?|n\.?v\.?|s\.?a\.?(?:\s+de\s+c\.?\s?v\.?)?|s\.?p\.?a\.?|s\.?r\.?l\.?|plc|pty|co\.?|company|communications|telecommunications)$/i;
/** An operator without the form of its company, for narrow places; the whole name belongs in a title. What is longer than any operator stays as it is. */
export function shortNetwork(label: string): string {
  if (label.length > 200) return label;
  let short = label;
  for (let before = ''; before !== short;) {
    before = short;
    short = short.replace(forms, '');
  }
  return short === '' ? label : short;
}

/** ISO 8601 UTC of UTC ms, and the slice of the coverage that a share of its width falls in. */
export function sliceAt(coverage: Overview['coverage'], share: number): { readonly at: number; readonly fromMs: number; readonly toMs: number } {
  const slices = Math.max(1, Math.round((coverage.toMs - coverage.fromMs) / coverage.sliceMs));
  const at = Math.max(0, Math.min(slices - 1, Math.floor(share * slices)));
  return { at, fromMs: coverage.fromMs + at * coverage.sliceMs, toMs: coverage.fromMs + (at + 1) * coverage.sliceMs };
}

/** How a gap is called: at the start or end of the case it has only one side. */
export function gapSide({ startMs, endMs }: Gap, coverage: Overview['coverage']): 'before' | 'after' | 'between' {
  const own = coverage.gaps;
  const source = coverage.sources.find(({ dataset }) => own.some((gap) => gap.startMs === startMs && gap.endMs === endMs && gap.dataset === dataset));
  if (source === undefined) return 'between';
  return endMs <= Date.parse(source.first) ? 'before' : startMs >= Date.parse(source.last) ? 'after' : 'between';
}

export const iso = (ms: number): string => isoOf(ms);

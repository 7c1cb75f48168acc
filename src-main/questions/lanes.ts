import type { FieldName, Lane, LaneKind, UserLanes } from '../contract/index.ts';
import { coverageOf } from '../columns/index.ts';
import { marksOf, type RowMarks } from './lanes-marks.ts';
import { profileSums, type ProfileSums } from './profiles.ts';
import { pairCoder, type PairCoder } from './users-coder.ts';
import { follow, type Followed, type People } from './users-people.ts';
import { learningOf } from './users-track.ts';
import { spanShown, type CaseSays } from './users.ts';

/** Lanes at most, and rows of a lane at most; what does not fit in rows is in the last of them. */
const LANES = 12;
const ROWS = 24;

export interface LanesQuestion {
  readonly user: string;
  /** UTC ms, both inclusive; null for the first or last event of the user. */
  readonly from: number | null;
  readonly to: number | null;
  readonly by: LaneKind;
  readonly slices: number;
}

/** What a lane stands for: its field, or the network. */
const fieldOf: Readonly<Record<Exclude<LaneKind, 'network'>, FieldName>> = { credential: 'credential.id', session: 'session.id', device: 'device.id' };

/**
 * The time line of a user: a lane per network, credential, session or device, with a row per profile. Lanes of networks that findings name come first, then those with most
 * events. Events without a value have a lane of their own with an empty key, so that the lanes (and those that are not shown) add up to the events in view.
 * @throws Fault case/no-such-user
 */
export function userLanes(people: People, says: CaseSays, question: LanesQuestion): UserLanes {
  const { columns } = people;
  const followed = follow(people, question.user);
  const { person, spans } = followed;
  const [fromMs, toMs] = [question.from ?? columns.time[person.first]!, question.to ?? columns.time[person.last]!];
  const heads = says.heads.filter(({ actor }) => actor === person.user);
  const inView = <T extends { readonly startMs: number; readonly endMs: number }>(all: readonly T[]): T[] => all.filter(({ startMs, endMs }) => startMs <= toMs && endMs >= fromMs);
  const named = new Set(heads.flatMap(({ networks }) => networks));
  const { lanes, more } = drawn(people, says, followed, { ...question, from: fromMs, to: toMs }, named);
  return {
    fromMs, toMs, by: question.by, lanes, moreLanes: more, overlaps: inView(spans.map((span) => spanShown(people, span))),
    findings: inView(heads).map(({ id, number, severity, startMs, endMs }) => ({ id, number, severity, startMs, endMs })), gaps: inView(coverageOf(columns).gaps),
  };
}

interface View { readonly by: LaneKind; readonly from: number; readonly to: number; readonly slices: number }

function drawn(people: People, says: CaseSays, followed: Followed, view: View, named: ReadonlySet<string>): { readonly lanes: Lane[]; readonly more: number } {
  const sums = profileSums(people, followed);
  const [first, end] = placesIn(people.columns.time, followed.track.rows, view);
  const coder = pairCoder();
  const { codes, counts, lanes } = coded(people, followed, sums, coder, { by: view.by, first, end });
  const { shown, total } = ranked(people, coder, counts, view.by, named);
  const rowOf = new Int32Array(counts.length).fill(-1);
  const rows: { events: number }[] = [];
  for (const lane of shown) for (const [at, code] of lane.codes.entries()) {
    if (at < ROWS) rows.push({ events: 0 });
    rowOf[code] = rows.length - 1;
    rows.at(-1)!.events += counts[code]!;
  }
  const marks = marksOf(rows.map(({ events }) => events), view);
  const { time } = people.columns;
  for (let place = first; place < end; place += 1) {
    const code = codes[place - first]!;
    const row = code === LEFT_OUT ? -1 : rowOf[code]!;
    if (row >= 0) marks.add(row, time[followed.track.rows[place]!]!);
  }
  let next = 0;
  return {
    more: (lanes ?? total) - shown.length,
    lanes: shown.map((lane) => ({
      ...headOf(people, says, followed, lane, view.by), events: lane.events,
      rows: lane.codes.slice(0, ROWS).map((code, at) => rowShown(people, followed, sums, { profile: coder.b(code), events: rows[next]!.events, marks: marks.of(next++), sole: at < ROWS - 1 || lane.codes.length <= ROWS })),
    })),
  };
}

interface InView { readonly by: LaneKind; readonly first: number; readonly end: number }

/** Code of a row whose lane is not shown. */
const LEFT_OUT = 0xffff_ffff;

interface Coded {
  readonly codes: Uint32Array;
  readonly counts: readonly number[];
  /** How many lanes there are, where only rows of those that are shown have codes; a role may have a million credentials. */
  readonly lanes: number | null;
}

/** A code of lane and profile for each row in view, and how many rows have it. A lane is a network, or an id of a field; 0 for none. */
function coded({ columns, where }: People, { track }: Followed, { ofStrand }: ProfileSums, coder: PairCoder, { by, first, end }: InView): Coded {
  const { rows, strandOf, strands } = track;
  const ids = by === 'network' ? null : columns.idsAt(fieldOf[by], rows.subarray(first, end));
  const most = by === 'network' || ids === null ? null : mostMet(ids, columns.size(fieldOf[by]));
  // A strand has one network: its code is looked up once.
  const ofNetwork = new Int32Array(strands.count).fill(-1);
  const codes = new Uint32Array(end - first);
  const counts: number[] = [];
  for (let place = first; place < end; place += 1) {
    const strand = strandOf[place]!;
    if (most !== null && most.shown[ids![place - first]!] === 0) {
      codes[place - first] = LEFT_OUT;
      continue;
    }
    let code = ids === null ? ofNetwork[strand]! : coder.code(ids[place - first]!, ofStrand[strand]!);
    if (code < 0) code = ofNetwork[strand] = coder.code(where.net[strands.where[strand]!]!, ofStrand[strand]!);
    codes[place - first] = code;
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return { codes, counts, lanes: most?.total ?? null };
}

/** 1 for each of the ids that most rows have, as many as lanes are shown, of equal ones the lower id; and how many ids there are. */
function mostMet(ids: Uint32Array, size: number): { readonly shown: Uint8Array; readonly total: number } {
  const counts = new Uint32Array(size);
  for (const id of ids) counts[id]! += 1;
  const best: number[] = [];
  let total = 0;
  for (let id = 0; id < size; id += 1) {
    if (counts[id] === 0) continue;
    total += 1;
    if (best.length === LANES && counts[best.at(-1)!]! >= counts[id]!) continue;
    const place = best.findIndex((one) => counts[one]! < counts[id]!);
    best.splice(place < 0 ? best.length : place, 0, id);
    if (best.length > LANES) best.pop();
  }
  const shown = new Uint8Array(size);
  for (const id of best) shown[id] = 1;
  return { shown, total };
}

/** Places of the user's rows in view: from the first to before the second. */
function placesIn(time: Float64Array, rows: Uint32Array, { from, to }: View): readonly [number, number] {
  const position = (passes: (at: number) => boolean): number => {
    let [low, high] = [0, rows.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (passes(time[rows[middle]!]!)) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  const first = position((at) => at >= from);
  return [first, Math.max(first, position((at) => at > to))];
}

interface Ranked { readonly id: number; readonly events: number; readonly codes: readonly number[] }

/** The lanes that are shown, in the order in which they stand, each with the codes of its rows, most events first; and how many lanes there are. */
function ranked({ where }: People, coder: PairCoder, counts: readonly number[], by: LaneKind, named: ReadonlySet<string>): { readonly shown: readonly Ranked[]; readonly total: number } {
  const found = new Map<number, { readonly id: number; readonly first: boolean; events: number; readonly codes: number[] }>();
  for (let code = 0; code < counts.length; code += 1) {
    const id = coder.a(code);
    let lane = found.get(id);
    if (lane === undefined) found.set(id, (lane = { id, first: by === 'network' && named.has(where.nets[id]!.label), events: 0, codes: [] }));
    lane.events += counts[code]!;
    lane.codes.push(code);
  }
  const shown = [...found.values()].sort((a, b) => Number(b.first) - Number(a.first) || b.events - a.events || a.id - b.id).slice(0, LANES);
  for (const { codes } of shown) codes.sort((a, b) => counts[b]! - counts[a]! || coder.b(a) - coder.b(b));
  return { shown, total: found.size };
}

function headOf(people: People, says: CaseSays, { track }: Followed, { id }: Ranked, by: LaneKind): Pick<Lane, 'key' | 'label' | 'detail' | 'slot'> {
  const { columns, where } = people;
  if (by !== 'network') {
    const text = id === 0 ? '' : columns.text(fieldOf[by], id);
    return { key: text, label: text, detail: '', slot: 0 };
  }
  const { label } = where.nets[id]!;
  const entries = new Map<number, number>();
  for (let strand = 0; strand < track.strands.count; strand += 1) {
    const entry = track.strands.where[strand]!;
    if (where.net[entry] === id) entries.set(entry, (entries.get(entry) ?? 0) + track.strands.events[strand]!);
  }
  const [top] = [...entries].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  const [asn, country] = top === undefined ? [0, 0] : [where.asn[top[0]]!, where.country[top[0]]!];
  const detail = [asn === 0 ? '' : `AS${columns.number('source.as.number', asn)}`, country === 0 ? '' : columns.text('source.geo.country_iso_code', country)].filter((part) => part !== '').join(' ');
  return { key: label, label, detail, slot: says.slots.get(label) ?? 0 };
}

interface RowOrder { readonly profile: number; readonly events: number; readonly marks: RowMarks; readonly sole: boolean }

/** A row. The last of too many stands for all that are left, and is called by none. */
function rowShown({ columns }: People, { track, person }: Followed, sums: ProfileSums, { profile, events, marks, sole }: RowOrder): Lane['rows'][number] {
  const sum = sums.profiles[profile]!;
  const template = track.strands.template[sum.strands[0]!]!;
  const learned = columns.time[person.first]! + learningOf(columns.time[person.first]!, columns.time[person.last]!);
  const first = columns.time[sum.first]!;
  return {
    key: sole ? sum.key : '+', label: sole && template !== 0 ? columns.text('user_agent.template', template) : '', profile: sole ? sum.key : null, events,
    firstSeenMs: sole && first > learned ? first : null, ...marks,
  };
}

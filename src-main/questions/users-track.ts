import type { Columns } from '../columns/index.ts';
import type { Steps } from '../kit/steps.ts';
import type { Stays } from './overlaps.ts';
import { pairCoder, type PairCoder } from './users-coder.ts';
import type { Whereabouts } from './users-networks.ts';

/** Events of one profile and network with no gap longer than this are one session on the time line, in ms. */
export const sessionGapMs = 12 * 60_000;

/** A day, in ms. */
export const DAY = 86_400_000;
const LEARNING_DAYS = 7;

/** How long from its first event a user (or a case) is learned before anything counts as new: 7 days, or a quarter of its span where that is shorter than 28 days. */
export const learningOf = (firstMs: number, lastMs: number): number => Math.min(LEARNING_DAYS * DAY, (lastMs - firstMs) / 4);

/** Egress classes that people and machines are known to use beside their usual network: not a second place once met in the learning time. */
export const waysOut: ReadonlySet<string> = new Set(['cloud', 'vpn', 'relay', 'mobile']);

/**
 * Where a user's events are, gone through once in time. A strand is what a user does from one entry of the whereabouts with one agent template: profiles and networks
 * are sums of strands. Places count the rows of the user, from 0.
 */
export interface Track {
  readonly rows: Uint32Array;
  /** Strand of each row. */
  readonly strandOf: Uint32Array;
  /** 1 for each row that says where the actor was: it came from a place, no service made the call for somebody, and it is no instance in its own cloud. */
  readonly placed: Uint8Array;
  readonly strands: Strands;
  /** Sessions in the order of their starts. `first` and `last` are places. */
  readonly sessions: { readonly strand: readonly number[]; readonly first: readonly number[]; readonly last: readonly number[]; readonly events: readonly number[] };
}
/** By strand: entry of the whereabouts, id of the template, events, first and last row, sessions. */
export interface Strands {
  readonly count: number;
  readonly where: Uint32Array;
  readonly template: Uint32Array;
  readonly events: Uint32Array;
  readonly first: Uint32Array;
  readonly last: Uint32Array;
  readonly sessions: Uint32Array;
}

/** What tracks are made of: columns, and small tables so that no text is asked for on the way. */
export interface TrackSource {
  readonly columns: Columns;
  readonly where: Whereabouts;
  /** 1 for each user id that is an instance role. */
  readonly instance: Uint8Array;
  /** 1 for each entry of the whereabouts in a cloud. */
  readonly cloud: Uint8Array;
  /** Template of each agent. */
  readonly templateOf: Uint32Array;
  readonly coders: { readonly strand: PairCoder; readonly stay: PairCoder };
}

/** An instance role's session is named after its instance: it runs in the cloud, which is its own place. */
const instanceSession = /\/i-[0-9a-f]{8,17}$/;

export function trackSource(columns: Columns, where: Whereabouts): TrackSource {
  const instance = new Uint8Array(columns.size('user.id'));
  for (let id = 1; id < instance.length; id += 1) instance[id] = Number(instanceSession.test(columns.text('user.id', id)));
  return {
    columns, where, instance, templateOf: throughAgent(columns, 'user_agent.template'), coders: { strand: pairCoder(), stay: pairCoder() },
    cloud: Uint8Array.from(where.egress, (id) => Number(id !== 0 && columns.text('source.egress', id) === 'cloud')),
  };
}

/** The id that a field has with each agent. */
export function throughAgent(columns: Columns, field: 'user_agent.template' | 'user_agent.name'): Uint32Array {
  const [agent, ids] = [columns.ids('user_agent.original'), columns.ids(field)];
  const table = new Uint32Array(columns.size('user_agent.original'));
  for (let row = 0; row < agent.length; row += 1) table[agent[row]!] = ids[row]!;
  return table;
}

/** Rows of a user between two steps. */
const STEP = 2 ** 16;

/** Goes through the rows of one user. `one`: names that an analyst said are one person, so that all ids of these names are one actor. The stays are for telling spans in two places, and not kept. One user at a time: the coders are the source's. */
export function* trackOf(source: TrackSource, rows: Uint32Array, one: boolean): Steps<{ readonly track: Track; readonly stays: Stays }> {
  const { where, templateOf, coders } = source;
  const agent = source.columns.idsAt('user_agent.original', rows);
  // Rows of one user lie far apart: what is asked of them more than once is fetched once.
  const [times, entries] = [new Float64Array(rows.length), new Uint32Array(rows.length)];
  for (let place = 0; place < rows.length; place += 1) {
    times[place] = source.columns.time[rows[place]!]!;
    entries[place] = where.of[rows[place]!]!;
    if (place % STEP === STEP - 1) yield;
  }
  const strandOf = new Uint32Array(rows.length);
  const strands = { where: [] as number[], template: [] as number[], events: [] as number[], first: [] as number[], last: [] as number[], sessions: [] as number[] };
  const sessions = { strand: [] as number[], first: [] as number[], last: [] as number[], events: [] as number[] };
  const openSession: number[] = [];
  const lastMs: number[] = [];
  coders.strand.reset();
  for (let place = 0; place < rows.length; place += 1) {
    const row = rows[place]!;
    const strand = coders.strand.code(entries[place]!, templateOf[agent[place]!]!);
    strandOf[place] = strand;
    if (strand === openSession.length) {
      openSession.push(-1);
      lastMs.push(0);
      strands.where.push(entries[place]!);
      strands.template.push(templateOf[agent[place]!]!);
      for (const list of [strands.events, strands.sessions]) list.push(0);
      for (const list of [strands.first, strands.last]) list.push(row);
    }
    const open = openSession[strand]!;
    if (open >= 0 && times[place]! - lastMs[strand]! <= sessionGapMs) {
      sessions.last[open] = place;
      sessions.events[open]! += 1;
    } else {
      openSession[strand] = sessions.strand.push(strand) - 1;
      strands.sessions[strand]! += 1;
      sessions.first.push(place);
      sessions.last.push(place);
      sessions.events.push(1);
    }
    strands.events[strand]! += 1;
    strands.last[strand] = row;
    lastMs[strand] = times[place]!;
    if (place % STEP === STEP - 1) yield;
  }
  const { placed, stays } = yield* staysOf(source, rows, times, entries, one);
  return { track: { rows, strandOf, placed, sessions, strands: packed(strands) }, stays };
}

function* staysOf({ columns, where, instance, cloud, coders }: TrackSource, rows: Uint32Array, times: Float64Array, entries: Uint32Array, one: boolean): Steps<{ readonly placed: Uint8Array; readonly stays: Stays }> {
  const [root, session, credential] = [columns.idsAt('session.root_id', rows), columns.idsAt('session.id', rows), columns.idsAt('credential.id', rows)];
  yield;
  const [via, actor] = [columns.idsAt('via.service', rows), columns.idsAt('user.id', rows)];
  // Ids of three fields in one space: the sign-in session that all descends from, else the session, else the credential, else none.
  const sessionsFrom = columns.size('session.root_id');
  const credentialsFrom = sessionsFrom + columns.size('session.id');
  const placed = new Uint8Array(rows.length);
  const stays = { line: [] as number[], net: [] as number[], actor: [] as number[], start: [] as number[], end: [] as number[] };
  const open: number[] = [];
  coders.stay.reset();
  for (let place = 0; place < rows.length; place += 1) {
    if (place % STEP === STEP - 1) yield;
    const entry = entries[place]!;
    if (where.inside[entry] === 1 || via[place] !== 0 || (cloud[entry] === 1 && instance[actor[place]!] === 1)) continue;
    placed[place] = 1;
    const at = times[place]!;
    const line = root[place] !== 0 ? root[place]! : session[place] !== 0 ? sessionsFrom + session[place]! : credential[place] !== 0 ? credentialsFrom + credential[place]! : 0;
    const code = coders.stay.code(line, where.net[entry]!);
    const known = open[code];
    if (known !== undefined && at - stays.end[known]! <= sessionGapMs) {
      stays.end[known] = at;
      continue;
    }
    open[code] = stays.line.push(line) - 1;
    stays.net.push(where.net[entry]!);
    stays.actor.push(one ? 0 : actor[place]!);
    stays.start.push(at);
    stays.end.push(at);
  }
  return { placed, stays };
}

function packed(lists: { readonly [K in Exclude<keyof Strands, 'count'>]: readonly number[] }): Strands {
  const { where, template, events, first, last, sessions } = lists;
  return {
    count: events.length, where: Uint32Array.from(where), template: Uint32Array.from(template), events: Uint32Array.from(events),
    first: Uint32Array.from(first), last: Uint32Array.from(last), sessions: Uint32Array.from(sessions),
  };
}

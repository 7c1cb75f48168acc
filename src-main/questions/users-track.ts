import type { Columns } from '../columns/index.ts';
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
  readonly strands: Strands;
  /** Sessions in the order of their starts. `first` and `last` are places. */
  readonly sessions: { readonly strand: readonly number[]; readonly first: readonly number[]; readonly last: readonly number[]; readonly events: readonly number[] };
  readonly stays: Stays;
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

/** What is known of ids, so that a track need not ask for texts: small tables, kept with the people. */
export interface TrackTables {
  /** 1 for each user id that is an instance role. */
  readonly instance: Uint8Array;
  /** 1 for each entry of the whereabouts in a cloud. */
  readonly cloud: Uint8Array;
  /** Template of each agent. */
  readonly templateOf: Uint32Array;
  readonly coders: { readonly strand: PairCoder; readonly stay: PairCoder };
}
/** The columns that a track is made of. */
export interface TrackColumns extends TrackTables {
  readonly time: Float64Array;
  readonly where: Whereabouts;
  readonly agent: Uint32Array;
  readonly root: Uint32Array;
  readonly session: Uint32Array;
  readonly credential: Uint32Array;
  readonly via: Uint32Array;
  readonly actor: Uint32Array;
  readonly sizes: { readonly root: number; readonly session: number };
}

/** An instance role's session is named after its instance: it runs in the cloud, which is its own place. */
const instanceSession = /\/i-[0-9a-f]{8,17}$/;

export function trackTables(columns: Columns, where: Whereabouts): TrackTables {
  const instance = new Uint8Array(columns.size('user.id'));
  for (let id = 1; id < instance.length; id += 1) instance[id] = Number(instanceSession.test(columns.text('user.id', id)));
  return {
    instance, templateOf: throughAgent(columns, 'user_agent.template'), coders: { strand: pairCoder(), stay: pairCoder() },
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

/** Asked for anew each time, since columns keep what there is room for. */
export function trackColumns(columns: Columns, where: Whereabouts, tables: TrackTables): TrackColumns {
  return {
    ...tables, where, time: columns.time, agent: columns.ids('user_agent.original'), root: columns.ids('session.root_id'), session: columns.ids('session.id'),
    credential: columns.ids('credential.id'), via: columns.ids('via.service'), actor: columns.ids('user.id'),
    sizes: { root: columns.size('session.root_id'), session: columns.size('session.id') },
  };
}

/** Goes through the rows of one user. */
export function trackOf(from: TrackColumns, rows: Uint32Array): Track {
  const { time, where, agent, templateOf, coders } = from;
  const strandOf = new Uint32Array(rows.length);
  const growing = { where: [] as number[], template: [] as number[], events: [] as number[], first: [] as number[], last: [] as number[], sessions: [] as number[], open: [] as number[] };
  const sessions = { strand: [] as number[], first: [] as number[], last: [] as number[], events: [] as number[] };
  const stays = { line: [] as number[], net: [] as number[], actor: [] as number[], start: [] as number[], end: [] as number[] };
  const openStays: number[] = [];
  coders.strand.reset();
  coders.stay.reset();
  for (let place = 0; place < rows.length; place += 1) {
    const row = rows[place]!;
    const at = time[row]!;
    const strand = coders.strand.code(where.of[row]!, templateOf[agent[row]!]!);
    strandOf[place] = strand;
    if (strand === growing.events.length) {
      growing.where.push(where.of[row]!);
      growing.template.push(templateOf[agent[row]!]!);
      growing.events.push(0);
      growing.first.push(row);
      growing.last.push(row);
      growing.sessions.push(0);
      growing.open.push(-1);
    }
    const open = growing.open[strand]!;
    if (open >= 0 && at - time[growing.last[strand]!]! <= sessionGapMs) {
      sessions.last[open] = place;
      sessions.events[open]! += 1;
    } else {
      growing.open[strand] = sessions.strand.push(strand) - 1;
      growing.sessions[strand]! += 1;
      sessions.first.push(place);
      sessions.last.push(place);
      sessions.events.push(1);
    }
    growing.events[strand]! += 1;
    growing.last[strand] = row;
    if (isPlace(from, row)) stay(from, row, at, stays, openStays);
  }
  return { rows, strandOf, sessions, stays, strands: packed(growing) };
}

/** Whether an event says where the actor was: it came from a place, no service made the call for somebody, and it is no instance in its own cloud. */
export function isPlace({ where, via, actor, instance, cloud }: TrackColumns, row: number): boolean {
  const entry = where.of[row]!;
  return where.inside[entry] === 0 && via[row] === 0 && !(cloud[entry] === 1 && instance[actor[row]!] === 1);
}

function stay(from: TrackColumns, row: number, at: number, stays: { readonly [K in keyof Stays]: number[] }, open: number[]): void {
  const { root, session, credential, sizes, where, actor, coders } = from;
  const line = root[row] !== 0 ? root[row]! : session[row] !== 0 ? sizes.root + session[row]! : credential[row] !== 0 ? sizes.root + sizes.session + credential[row]! : 0;
  const net = where.net[where.of[row]!]!;
  const code = coders.stay.code(line, net);
  const known = open[code];
  if (known !== undefined && at - stays.end[known]! <= sessionGapMs) {
    stays.end[known] = at;
    return;
  }
  open[code] = stays.line.push(line) - 1;
  stays.net.push(net);
  stays.actor.push(actor[row]!);
  stays.start.push(at);
  stays.end.push(at);
}

function packed(lists: { readonly [K in Exclude<keyof Strands, 'count'>]: readonly number[] }): Strands {
  const { where, template, events, first, last, sessions } = lists;
  return {
    count: events.length, where: Uint32Array.from(where), template: Uint32Array.from(template), events: Uint32Array.from(events),
    first: Uint32Array.from(first), last: Uint32Array.from(last), sessions: Uint32Array.from(sessions),
  };
}

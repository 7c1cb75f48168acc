import { isoOf, type UserDetail } from '../contract/index.ts';
import type { IpPlace } from '../case/index.ts';
import { greatCircleKm } from '../kit/geodesy.ts';
import type { Steps } from '../kit/steps.ts';
import type { Followed, People } from './users-people.ts';
import type { Slots } from './users-sums.ts';
import { learningOf, type Track } from './users-track.ts';

const LEAPS_SHOWN = 5;
const PLACES_SHOWN = 500;
/** Events between two steps. */
const STEP = 2 ** 18;
/** How wrong a city may be where the table does not say, in km: districts of one town are no leap. */
const ACCURACY_KM = 25;

interface Found {
  readonly city: string | null;
  readonly country: string | null;
  /** Events by coordinates, since addresses of one city may lie apart. */
  readonly points: Map<string, { readonly at: IpPlace; count: number }>;
  readonly nets: Map<number, number>;
  count: number;
  /** Rows. */
  readonly first: number;
  last: number;
}
interface Leap { readonly from: number; readonly to: number; readonly apartMs: number; readonly atMs: number }

/**
 * Places of a user by what the city table says of its addresses, most events first, and the pairs of places that it was at nearest in time, fastest first. A leap is
 * between two events that follow each other; one that the accuracy of the table explains is left out. Indicative: an address is not a person.
 */
export function* placesOf(people: People, { track, person }: Followed, located: ReadonlyMap<string, IpPlace>, slots: Slots): Steps<Pick<UserDetail, 'places' | 'leaps'>> {
  if (located.size === 0) return { places: [], leaps: [] };
  const { columns, where } = people;
  const { places, leaps } = yield* gather(people, track, located);
  const learned = columns.time[person.first]! + learningOf(columns.time[person.first]!, columns.time[person.last]!);
  const shown = places.map((place) => ({ ...pointOf(place), place }));
  const order = [...shown.keys()].sort((a, b) => places[b]!.count - places[a]!.count || places[a]!.first - places[b]!.first).slice(0, PLACES_SHOWN);
  const rank = new Map(order.map((at, to) => [at, to]));
  return {
    places: order.map((at) => {
      const { place, point } = shown[at]!;
      const networks = [...place.nets].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([net]) => ({ label: where.nets[net]!.label, slot: slots.get(where.nets[net]!.label) ?? 0 }));
      return {
        city: place.city, country: place.country, latitude: point.latitude, longitude: point.longitude, accuracyKm: point.accuracyKm, networks, count: place.count,
        first: isoOf(columns.time[place.first]!), last: isoOf(columns.time[place.last]!), firstSeen: columns.time[place.first]! > learned,
      };
    }),
    leaps: leaps.filter((leap) => rank.has(leap.from) && rank.has(leap.to)).map((leap) => ({ ...leap, km: greatCircleKm(shown[leap.from]!.point, shown[leap.to]!.point) }))
      .filter(({ from, to, km }) => km > (shown[from]!.point.accuracyKm ?? ACCURACY_KM) + (shown[to]!.point.accuracyKm ?? ACCURACY_KM))
      .sort((a, b) => b.km / Math.max(1, b.apartMs) - a.km / Math.max(1, a.apartMs) || a.atMs - b.atMs).slice(0, LEAPS_SHOWN)
      .map(({ from, to, km, apartMs, atMs }) => ({ from: rank.get(from)!, to: rank.get(to)!, km, apartMs, at: isoOf(atMs) })),
  };
}

/** The coordinates that most events of a place have. */
function pointOf({ points }: Found): { readonly point: IpPlace } {
  const [top] = [...points.values()].sort((a, b) => b.count - a.count || a.at.latitude - b.at.latitude || a.at.longitude - b.at.longitude);
  return { point: top!.at };
}

function* gather({ columns, where }: People, { rows, placed }: Track, located: ReadonlyMap<string, IpPlace>): Steps<{ readonly places: readonly Found[]; readonly leaps: readonly Leap[] }> {
  const ip = columns.idsAt('source.ip', rows);
  const places: Found[] = [];
  const byName = new Map<string, number>();
  /** By address: a place in `points` plus 1; 0 not yet looked up, points[0] for one that has no place. */
  const ofIp = new Uint32Array(columns.size('source.ip'));
  const points: { readonly place: number; readonly point: { count: number } }[] = [{ place: -1, point: { count: 0 } }];
  const nearest = new Map<number, Leap>();
  let [before, beforeMs] = [-1, 0];
  const found = (id: number, row: number) => {
    const at = located.get(columns.text('source.ip', id));
    if (at === undefined) return 0;
    const name = `${at.country}\n${at.city}`;
    let place = byName.get(name);
    if (place === undefined) byName.set(name, (place = places.push({ city: at.city, country: at.country, points: new Map(), nets: new Map(), count: 0, first: row, last: row }) - 1));
    const key = `${at.latitude} ${at.longitude} ${at.accuracyKm}`;
    const point = places[place]!.points.get(key) ?? { at, count: 0 };
    places[place]!.points.set(key, point);
    return points.push({ place, point }) - 1;
  };
  for (let at = 0; at < rows.length; at += 1) {
    if (at % STEP === STEP - 1) yield;
    const [row, id] = [rows[at]!, ip[at]!];
    if (id === 0 || placed[at] === 0) continue;
    const one = points[(ofIp[id] ||= found(id, row) + 1) - 1]!;
    if (one.place < 0) continue;
    const place = places[one.place]!;
    one.point.count += 1;
    place.count += 1;
    place.last = row;
    const net = where.net[where.of[row]!]!;
    place.nets.set(net, (place.nets.get(net) ?? 0) + 1);
    const atMs = columns.time[row]!;
    if (before >= 0 && before !== one.place) {
      const key = Math.min(before, one.place) * 65_536 + Math.max(before, one.place);
      const known = nearest.get(key);
      if (known === undefined || atMs - beforeMs < known.apartMs) nearest.set(key, { from: before, to: one.place, apartMs: atMs - beforeMs, atMs });
    }
    [before, beforeMs] = [one.place, atMs];
  }
  return { places, leaps: [...nearest.values()] };
}

import type { UserDetail, UserPlace } from '../contract/index.ts';
import { borders, land, STEPS_PER_DEGREE } from './land.ts';
import { decoded, greatCircle, into, projectionOf, type Projection } from './map-geometry.ts';
import { pennantPath, px, slotInk, type Picture, type Shape } from './picture.ts';

const KM_PER_DEGREE = 111.19;
/** Beyond so many places those of one country are one point. */
export const MOST_PLACES = 200;

export interface MapLook {
  /** The name of a place, made visible. */
  readonly name: (place: UserPlace) => string;
  readonly leap: (leap: UserDetail['leaps'][number]) => string;
}

/** Where the addresses of a user lie: land, a point per place in the colour of its network with a halo of its accuracy, and the fastest leap as a dashed great circle. */
export function mapPicture(all: readonly UserPlace[], leaps: UserDetail['leaps'], width: number, height: number, look: MapLook): Picture {
  const places = all.length > MOST_PLACES ? byCountry(all) : all;
  const leap = all.length > MOST_PLACES ? undefined : leaps[0];
  const arc = leap === undefined ? [] : greatCircle(places[leap.from]!, places[leap.to]!);
  const view = projectionOf([...places, ...arc], width, height);
  const shapes: Shape[] = [{ kind: 'rect', x: 0, y: 0, width, height, fill: 'sea' }, { kind: 'path', d: graticule(view, width, height), stroke: 'grid' }];
  shapes.push({ kind: 'path', d: outline(land, view, true), fill: 'land', stroke: 'coast', lineWidth: 0.6 }, { kind: 'path', d: outline(borders, view, false), stroke: 'coast', lineWidth: 0.6 });
  const taken: Label[] = [];
  if (leap !== undefined) shapes.push(...leapShapes(arc.map((spot) => [view.x(into(view, arc[0]!.longitude) + spot.longitude - arc[0]!.longitude), view.y(spot.latitude)]), look.leap(leap), { width, height, taken }));
  const spots = places.map((place) => ({ place, x: view.x(into(view, place.longitude)), y: view.y(place.latitude) }));
  for (const { place, x, y } of spots) {
    const ink = slotInk(place.networks[0]?.slot ?? 0);
    const halo = Math.max(8, Math.min(26, ((place.accuracyKm ?? 0) / KM_PER_DEGREE) * view.perDegree));
    shapes.push({ kind: 'circle', x, y, r: halo, fill: ink, opacity: 0.22 });
  }
  for (const { place, x, y } of spots) {
    shapes.push({ kind: 'circle', x, y, r: 4.5, fill: slotInk(place.networks[0]?.slot ?? 0), stroke: 'surface', lineWidth: 1.5 });
    if (!place.firstSeen) continue;
    const { pole, flag } = pennantPath(x + 5, y - 15, 13);
    shapes.push({ kind: 'path', d: pole, stroke: 'ink', lineWidth: 1.2 }, { kind: 'path', d: flag, fill: 'ink' });
  }
  return { width, height, shapes: [...shapes, ...names(spots, look, width, height, taken)] };
}

interface Label { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
const meets = (a: Label, b: Label): boolean => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** Names below their points, or above where another is in the way; the rest is in the list beside the map. */
function names(spots: readonly { readonly place: UserPlace; readonly x: number; readonly y: number }[], look: MapLook, width: number, height: number, taken: Label[]): Shape[] {
  return spots.toSorted((a, b) => Number(b.place.firstSeen) - Number(a.place.firstSeen) || b.place.count - a.place.count).flatMap(({ place, x, y }): Shape[] => {
    const text = look.name(place);
    const wide = text.length * 6.4 + 4;
    const left = Math.max(4, Math.min(width - wide - 4, x - wide / 2));
    const at = [y + 22, y - 12].map((base) => ({ x: left, y: base - 10, width: wide, height: 13 })).find((box) => box.y > 2 && box.y + box.height < height - 2 && !taken.some((one) => meets(one, box)));
    if (at === undefined) return [];
    taken.push(at);
    return [{ kind: 'text', x: left + wide / 2, y: at.y + 10, text, fill: 'ink', size: 11, weight: 600, anchor: 'middle', halo: true }];
  });
}

function leapShapes(points: readonly (readonly number[])[], text: string, room: { readonly width: number; readonly height: number; readonly taken: Label[] }): Shape[] {
  const d = points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${px(x!)} ${px(y!)}`).join('');
  const [mx, my] = points[Math.floor(points.length / 2)] ?? [0, 0];
  const wide = text.length * 5.8 + 14;
  const x = Math.max(4, Math.min(room.width - wide - 4, mx! - wide / 2));
  const y = Math.max(4, Math.min(room.height - 21, my! - 8));
  room.taken.push({ x, y, width: wide, height: 17 });
  return [
    { kind: 'path', d, stroke: 'surface', lineWidth: 4, opacity: 0.8 }, { kind: 'path', d, stroke: 'sev-crit', lineWidth: 1.6, dash: '5 3' },
    { kind: 'rect', x, y, width: wide, height: 17, r: 3, fill: 'surface', stroke: 'sev-crit', lineWidth: 0.8 },
    { kind: 'text', x: x + wide / 2, y: y + 12.2, text, fill: 'sev-crit', size: 10.5, weight: 600, anchor: 'middle' },
  ];
}

function graticule(view: Projection, width: number, height: number): string {
  let d = '';
  for (let east = Math.ceil(view.west / 15) * 15; east <= view.east; east += 15) d += `M${px(view.x(east))} 0V${height}`;
  for (let north = Math.ceil(view.south / 15) * 15; north <= view.north; north += 15) d += `M0 ${px(view.y(north))}H${width}`;
  return d;
}

interface Line { readonly points: readonly (readonly [number, number])[]; readonly west: number; readonly east: number; readonly south: number; readonly north: number }
const lines = new Map<readonly string[], readonly Line[]>();
function linesOf(texts: readonly string[]): readonly Line[] {
  const known = lines.get(texts);
  if (known !== undefined) return known;
  const made = texts.map((text): Line => {
    const points = decoded(text, STEPS_PER_DEGREE);
    let [west, east, south, north] = [Infinity, -Infinity, Infinity, -Infinity];
    for (const [x, y] of points) [west, east, south, north] = [Math.min(west, x), Math.max(east, x), Math.min(south, y), Math.max(north, y)];
    return { points, west, east, south, north };
  });
  lines.set(texts, made);
  return made;
}

/** Coasts or borders as one path: those in sight, without points that lie closer than half a pixel. The globe comes again to the left and right of itself. */
function outline(texts: readonly string[], view: Projection, closed: boolean): string {
  let d = '';
  for (const line of linesOf(texts)) {
    if (line.north < view.south || line.south > view.north) continue;
    for (const turn of [-360, 0, 360]) {
      if (line.east + turn < view.west || line.west + turn > view.east) continue;
      if (closed && (line.east - line.west) * (line.north - line.south) * view.perDegree ** 2 < 1.5) continue;
      let [lastX, lastY] = [Infinity, Infinity];
      line.points.forEach(([east, north], i) => {
        const [x, y] = [view.x(east + turn), view.y(north)];
        if (i > 0 && i < line.points.length - 1 && Math.abs(x - lastX) + Math.abs(y - lastY) < 0.6) return;
        d += `${i === 0 ? 'M' : 'L'}${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`;
        [lastX, lastY] = [x, y];
      });
      if (closed) d += 'Z';
    }
  }
  return d || 'M0 0';
}

/** Places of one country as one, at their middle by events. */
export function byCountry(places: readonly UserPlace[]): UserPlace[] {
  const groups = new Map<string | null, UserPlace[]>();
  for (const place of places) groups.set(place.country, [...(groups.get(place.country) ?? []), place]);
  return [...groups.values()].map((group) => {
    const [most, count] = [group.reduce((a, b) => (b.count > a.count ? b : a)), group.reduce((sum, one) => sum + one.count, 0)];
    const middle = (of: (place: UserPlace) => number) => group.reduce((sum, one) => sum + of(one) * one.count, 0) / Math.max(1, count);
    return { ...most, city: null, count, latitude: middle(({ latitude }) => latitude), longitude: most.longitude, accuracyKm: null, firstSeen: group.some(({ firstSeen }) => firstSeen) };
  });
}

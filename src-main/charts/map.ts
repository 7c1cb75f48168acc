import type { UserDetail } from '../contract/index.ts';

/** A map in plate carrée, stretched so that shapes are true at its middle. Lengths in CSS pixels. */
export interface MapDrawing {
  /** Turn the paths of `land.ts` (tenths of a degree) into pixels: once, or twice where the antimeridian is in sight. */
  readonly transforms: readonly string[];
  /** Width of a line of one pixel in the units of those paths. */
  readonly hairline: number;
  readonly points: readonly MapPoint[];
  readonly arcs: readonly MapArc[];
  readonly meridians: readonly string[];
}
/** `index` is that of the place; `label` is empty where the list beside the map tells it. */
export interface MapPoint { readonly x: number; readonly y: number; readonly halo: number; readonly slot: number; readonly index: number; readonly label: string; readonly labelX: number; readonly labelY: number; readonly firstSeen: boolean }
/** A leap; `x` and `y` are the middle of its label, which is empty where it has no room. */
export interface MapArc { readonly path: string; readonly x: number; readonly y: number; readonly label: string; readonly labelWidth: number }

type Places = Pick<UserDetail, 'places' | 'leaps'>;
type Place = Places['places'][number];
export interface MapSize { readonly width: number; readonly height: number; readonly name: (place: Place) => string; readonly leap: (leap: Places['leaps'][number]) => string }
/** Beyond so many places no names are drawn but those of the leaps and of what is first seen. */
const MANY = 40;
/** A place alone is shown with so much around it that a coast is in sight nearly anywhere. */
const NARROWEST_DEGREES = 64;
const EDGE = 0.22;
const DEGREE_KM = 111.2;
const HIGHEST_HALO = 60;
const LETTER = 6.2;
const LEAP_LETTER = 5.7;

interface Spot { readonly longitude: number; readonly latitude: number }
interface Box { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
const meets = (a: Box, b: Box): boolean => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** The places of a user, near enough that they fill the map, and the leaps between them along great circles. */
export function mapDrawing({ places, leaps }: Places, { width, height, name, leap }: MapSize): MapDrawing {
  const circles = leaps.map((one) => greatCircle(places[one.from]!, places[one.to]!));
  const frame = frameOf(places, circles.flat(), width / height);
  const sx = width / (frame.east - frame.west);
  const sy = height / (frame.north - frame.south);
  const at = ({ longitude, latitude }: Spot): [number, number] => [round((wrapped(longitude, frame.west) - frame.west) * sx), round((frame.north - latitude) * sy)];
  const dots = places.map((place): Box => { const [x, y] = at(place); return { x: x - 6, y: y - 6, width: 12, height: 12 }; });
  const taken: Box[] = [...dots];
  const arcs = circles.map((circle, i): MapArc => {
    const points = circle.map(at);
    const path = points.map(([x, y], j) => `${j === 0 || Math.abs(x - points[j - 1]![0]) > width / 2 ? 'M' : 'L'}${x} ${y}`).join('');
    const text = leap(leaps[i]!);
    const wide = text.length * LEAP_LETTER + 12;
    const [mx, my] = points[points.length >> 1]!;
    const box = { x: Math.max(4, Math.min(width - wide - 4, mx - wide / 2)), y: Math.max(4, Math.min(height - 21, my - 8)), width: wide, height: 17 };
    const label = taken.some((one) => meets(one, box)) ? '' : text;
    if (label !== '') taken.push(box);
    return { path, x: round(box.x + wide / 2), y: round(box.y + 8.5), label, labelWidth: round(wide) };
  });
  const first = new Set(leaps.flatMap(({ from, to }) => [from, to]));
  // What is told first has its name: the ends of leaps, then what is new, then what has most events.
  const order = places.map((_, index) => index).sort((a, b) => Number(first.has(b)) - Number(first.has(a)) || Number(places[b]!.firstSeen) - Number(places[a]!.firstSeen) || a - b);
  const named = new Map<number, Box>();
  for (const index of order) {
    const place = places[index]!;
    const [x, y] = at(place);
    const wide = name(place).length * LETTER + 6;
    const sides = [{ x: x - wide / 2, y: y + 11 }, { x: x + 9, y: y - 6 }, { x: x - wide - 9, y: y - 6 }, { x: x - wide / 2, y: y - 24 }];
    const box = sides.map((side): Box => ({ ...side, width: wide, height: 14 })).find((one) => one.x > 2 && one.x + wide < width - 2 && one.y > 2 && one.y + 14 < height - 2 && !taken.some((other) => meets(other, one)));
    if (box === undefined || (places.length > MANY && !first.has(index) && !place.firstSeen)) continue;
    taken.push(box);
    named.set(index, box);
  }
  return {
    transforms: [-360, 0, 360].filter((turn) => turn - 180 < frame.east && turn + 180 > frame.west)
      .map((turn) => `translate(${round(-(frame.west + 180 - turn) * sx)} ${round(-(90 - frame.north) * sy)}) scale(${(sx / 10).toFixed(4)} ${(sy / 10).toFixed(4)})`),
    hairline: Math.round((10 / sx) * 0.7 * 100) / 100,
    points: places.map((place, index): MapPoint => {
      const [x, y] = at(place);
      const box = named.get(index);
      return {
        x, y, index, slot: place.networks[0]?.slot ?? 0, firstSeen: place.firstSeen, halo: round(Math.min(HIGHEST_HALO, Math.max(9, ((place.accuracyKm ?? 0) / DEGREE_KM) * sy))),
        label: box === undefined ? '' : name(place), labelX: box === undefined ? x : round(box.x + box.width / 2), labelY: box === undefined ? y : round(box.y + 11),
      };
    }),
    arcs, meridians: graticule(frame, sx, sy, width, height),
  };
}

/** One sentence for who cannot see it. */
export function mapSentence({ places, leaps }: Places): string {
  const names = places.slice(0, 5).map((place) => `${place.city ?? 'no city'} ${place.country ?? ''}`.trim()).join(', ');
  const far = leaps[0];
  return `${places.length} places by IP address: ${names}${places.length > 5 ? ', …' : ''}.${far ? ` ${Math.round(far.km)} km apart within ${Math.round(far.apartMs / 1000)} s.` : ''} Indicative, not proof of where a person was.`;
}

interface Frame { readonly west: number; readonly east: number; readonly south: number; readonly north: number }

/** What is shown: all places with an edge around them and the arcs between them, never less than a region, in the shape of the map. */
function frameOf(places: readonly Spot[], circles: readonly Spot[], shape: number): Frame {
  if (places.length === 0) return fitted(0, 20, 360, 140, shape);
  const lats = [...places, ...circles].map((place) => place.latitude);
  const lons = places.map((place) => place.longitude).sort((a, b) => a - b);
  // The widest empty part of the globe is left out, so that two places beside the antimeridian are near each other.
  let start = 0;
  let widest = 360 - (lons.at(-1)! - lons[0]!);
  lons.forEach((lon, i) => {
    const next = lons[i + 1];
    if (next !== undefined && next - lon > widest) [start, widest] = [i + 1, next - lon];
  });
  const across = 360 - widest;
  const [south, north] = [Math.min(...lats), Math.max(...lats)];
  return fitted(lons[start]! + across / 2, (south + north) / 2, Math.max(NARROWEST_DEGREES, across * (1 + 2 * EDGE)), Math.max(NARROWEST_DEGREES / 3, (north - south) * (1 + 2 * EDGE)), shape);
}

function fitted(lon: number, lat: number, across: number, up: number, shape: number): Frame {
  // A degree of longitude is shorter by the cosine of the latitude; not below one half, or the far north fills the map.
  const shrink = Math.max(0.5, Math.cos((lat * Math.PI) / 180));
  const tall = Math.min(170, Math.max(up, (across * shrink) / shape));
  const wide = Math.min(360, Math.max(across, (tall * shape) / shrink));
  const middle = Math.min(88 - tall / 2, Math.max(-80 + tall / 2, lat));
  return { west: lon - wide / 2, east: lon + wide / 2, south: middle - tall / 2, north: middle + tall / 2 };
}

const wrapped = (longitude: number, west: number): number => west + ((((longitude - west) % 360) + 360) % 360);

/** Points along the great circle from a to b, both included, in 48 steps (spherical linear interpolation). */
export function greatCircle(from: Spot, to: Spot): readonly Spot[] {
  const [a, b] = [vector(from), vector(to)];
  const angle = Math.acos(Math.min(1, Math.max(-1, a[0] * b[0] + a[1] * b[1] + a[2] * b[2])));
  // Two places that are the same, or each other's antipodes, have no one way between them: then it is a straight line on the map.
  if (Math.sin(angle) < 1e-6) return [from, to];
  return Array.from({ length: 49 }, (_, i) => {
    const [p, q] = [Math.sin((1 - i / 48) * angle) / Math.sin(angle), Math.sin((i / 48) * angle) / Math.sin(angle)];
    const [x, y, z] = [p * a[0] + q * b[0], p * a[1] + q * b[1], p * a[2] + q * b[2]];
    return { longitude: (Math.atan2(y, x) * 180) / Math.PI, latitude: (Math.atan2(z, Math.hypot(x, y)) * 180) / Math.PI };
  });
}

function vector({ longitude, latitude }: Spot): [number, number, number] {
  const [lon, lat] = [(longitude * Math.PI) / 180, (latitude * Math.PI) / 180];
  return [Math.cos(lat) * Math.cos(lon), Math.cos(lat) * Math.sin(lon), Math.sin(lat)];
}

function graticule({ west, east, south, north }: Frame, sx: number, sy: number, width: number, height: number): string[] {
  const step = east - west > 60 ? 15 : 5;
  const lines: string[] = [];
  for (let lon = Math.ceil(west / step) * step; lon < east; lon += step) lines.push(`M${round((lon - west) * sx)} 0V${height}`);
  for (let lat = Math.ceil(south / step) * step; lat < north; lat += step) lines.push(`M0 ${round((north - lat) * sy)}H${width}`);
  return lines;
}

const round = (value: number): number => Math.round(value * 10) / 10;

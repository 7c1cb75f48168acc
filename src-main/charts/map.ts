import type { UserDetail } from '../contract/index.ts';

/** A map in plate carrée, stretched so that shapes are true at its middle. Lengths in CSS pixels. */
export interface MapDrawing {
  /** Turns the paths of `land.ts` (tenths of a degree) into pixels. */
  readonly transform: string;
  /** Width of a line of one pixel in the units of those paths. */
  readonly hairline: number;
  readonly points: readonly { readonly x: number; readonly y: number; readonly halo: number; readonly slot: number; readonly index: number; readonly label: string; readonly labelX: number; readonly labelY: number; readonly anchor: 'start' | 'middle' | 'end'; readonly firstSeen: boolean }[];
  readonly arcs: readonly { readonly path: string; readonly x: number; readonly y: number; readonly km: number; readonly apartMs: number }[];
  readonly meridians: readonly string[];
}

type Places = Pick<UserDetail, 'places' | 'leaps'>;
const NARROWEST_DEGREES = 24;
const EDGE = 0.22;
const DEGREE_KM = 111.2;
const HIGHEST_HALO = 60;

/** The places of a user, near enough that they fill the map, and the leaps between them along great circles. */
export function mapDrawing({ places, leaps }: Places, { width, height }: { readonly width: number; readonly height: number }): MapDrawing {
  const frame = frameOf(places, width / height);
  const sx = width / (frame.east - frame.west);
  const sy = height / (frame.north - frame.south);
  const at = (longitude: number, latitude: number): [number, number] => [round((wrapped(longitude, frame.west) - frame.west) * sx), round((frame.north - latitude) * sy)];
  const drawn = places.map((place, index) => {
    const [x, y] = at(place.longitude, place.latitude);
    const right = x > width * 0.8;
    const left = x < width * 0.2;
    return {
      x, y, index, slot: place.networks[0]?.slot ?? 0, firstSeen: place.firstSeen, halo: round(Math.min(HIGHEST_HALO, Math.max(7, ((place.accuracyKm ?? 0) / DEGREE_KM) * sy))),
      label: place.city ?? place.country ?? '', labelX: right ? x - 10 : left ? x + 10 : x, labelY: right || left ? y + 4 : y + 22, anchor: right ? 'end' as const : left ? 'start' as const : 'middle' as const,
    };
  });
  return {
    transform: `translate(${round(-(frame.west + 180) * sx)} ${round(-(90 - frame.north) * sy)}) scale(${(sx / 10).toFixed(4)} ${(sy / 10).toFixed(4)})`,
    hairline: Math.round((10 / sx) * 0.7 * 100) / 100,
    points: apart(drawn),
    arcs: leaps.map((leap) => arc(places[leap.from]!, places[leap.to]!, leap, at)),
    meridians: graticule(frame, at, width, height),
  };
}

/** One sentence for who cannot see it. */
export function mapSentence({ places, leaps }: Places): string {
  const names = places.slice(0, 5).map((place) => `${place.city ?? 'no city'} ${place.country ?? ''}`.trim()).join(', ');
  const far = leaps[0];
  return `${places.length} places by IP address: ${names}${places.length > 5 ? ', …' : ''}.${far ? ` ${Math.round(far.km)} km apart within ${Math.round(far.apartMs / 1000)} s.` : ''} Indicative, not proof of where a person was.`;
}

interface Frame { readonly west: number; readonly east: number; readonly south: number; readonly north: number }

/** What is shown: all places with an edge around them, never less than a region, in the shape of the map. */
function frameOf(places: Places['places'], shape: number): Frame {
  if (places.length === 0) return fitted(0, 20, 360, 140, shape);
  const lats = places.map((place) => place.latitude);
  const lons = places.map((place) => place.longitude).sort((a, b) => a - b);
  // The widest empty part of the globe is left out, so that two places beside the antimeridian are near each other.
  let start = 0;
  let widest = 360 - (lons.at(-1)! - lons[0]!);
  lons.forEach((lon, i) => {
    const next = lons[i + 1];
    if (next !== undefined && next - lon > widest) [start, widest] = [i + 1, next - lon];
  });
  const west = lons[start]!;
  const across = 360 - widest;
  const [south, north] = [Math.min(...lats), Math.max(...lats)];
  return fitted(west + across / 2, (south + north) / 2, Math.max(NARROWEST_DEGREES, across * (1 + 2 * EDGE)), Math.max(NARROWEST_DEGREES / 2, (north - south) * (1 + 4 * EDGE)), shape);
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

/** A great circle in 48 steps; it breaks where it leaves the map on one side and comes in on the other. */
function arc(from: Places['places'][number], to: Places['places'][number], { km, apartMs }: Places['leaps'][number], at: (longitude: number, latitude: number) => [number, number]): MapDrawing['arcs'][number] {
  const a = vector(from.longitude, from.latitude);
  const b = vector(to.longitude, to.latitude);
  const angle = Math.acos(Math.min(1, Math.max(-1, a[0] * b[0] + a[1] * b[1] + a[2] * b[2])));
  const points = Array.from({ length: 49 }, (_, i) => {
    const t = i / 48;
    const [p, q] = angle < 1e-6 ? [1 - t, t] : [Math.sin((1 - t) * angle) / Math.sin(angle), Math.sin(t * angle) / Math.sin(angle)];
    const [x, y, z] = [p * a[0] + q * b[0], p * a[1] + q * b[1], p * a[2] + q * b[2]];
    return at((Math.atan2(y, x) * 180) / Math.PI, (Math.atan2(z, Math.hypot(x, y)) * 180) / Math.PI);
  });
  const middle = points[24]!;
  const path = points.map(([x, y], i) => `${i === 0 || Math.abs(x - points[i - 1]![0]) > 400 ? 'M' : 'L'}${x} ${y}`).join('');
  return { path, x: middle[0], y: middle[1], km, apartMs };
}

function vector(longitude: number, latitude: number): [number, number, number] {
  const [lon, lat] = [(longitude * Math.PI) / 180, (latitude * Math.PI) / 180];
  return [Math.cos(lat) * Math.cos(lon), Math.cos(lat) * Math.sin(lon), Math.sin(lat)];
}

function graticule({ west, east, south, north }: Frame, at: (longitude: number, latitude: number) => [number, number], width: number, height: number): string[] {
  const step = east - west > 120 ? 30 : east - west > 40 ? 10 : 5;
  const lines: string[] = [];
  for (let lon = Math.ceil(west / step) * step; lon < east; lon += step) lines.push(`M${at(lon, 0)[0]} 0V${height}`);
  for (let lat = Math.ceil(south / step) * step; lat < north; lat += step) lines.push(`M0 ${at(west, lat)[1]}H${width}`);
  return lines;
}

/** Labels that would lie on each other are told by the list beside the map: the later one goes. */
function apart(points: readonly MapDrawing['points'][number][]): MapDrawing['points'] {
  const taken: { readonly x: number; readonly y: number; readonly half: number }[] = [];
  return points.map((point) => {
    const half = point.label.length * 3.4 + 4;
    const x = point.anchor === 'middle' ? point.labelX : point.anchor === 'end' ? point.labelX - half : point.labelX + half;
    const clash = taken.some((one) => Math.abs(one.x - x) < one.half + half && Math.abs(one.y - point.labelY) < 14);
    if (!clash) taken.push({ x, y: point.labelY, half });
    return clash ? { ...point, label: '' } : point;
  });
}

const round = (value: number): number => Math.round(value * 10) / 10;

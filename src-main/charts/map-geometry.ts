/** A point on the globe in degrees, east and north. */
export interface Spot { readonly longitude: number; readonly latitude: number }

/** Reads a line in the encoding of `land.ts`: pairs of degrees, east and north. */
export function decoded(text: string, stepsPerDegree: number): [number, number][] {
  const points: [number, number][] = [];
  let [at, x, y] = [0, 0, 0];
  const number = (): number => {
    let [value, shift] = [0, 0];
    let part: number;
    do {
      part = text.charCodeAt(at++) - 63;
      value |= (part & 31) << shift;
      shift += 5;
    } while (part >= 32);
    return value & 1 ? ~(value >> 1) : value >> 1;
  };
  while (at < text.length) {
    x += number();
    y += number();
    points.push([x / stepsPerDegree, y / stepsPerDegree]);
  }
  return points;
}

const radians = Math.PI / 180;

/** Points along the great circle from a to b, both included; longitudes run on over the antimeridian instead of jumping. (Slerp; Sinnott, 1984, for the angle.) */
export function greatCircle(a: Spot, b: Spot, steps = 48): Spot[] {
  const [la1, lo1, la2, lo2] = [a.latitude * radians, a.longitude * radians, b.latitude * radians, b.longitude * radians];
  const angle = 2 * Math.asin(Math.min(1, Math.sqrt(Math.sin((la2 - la1) / 2) ** 2 + Math.cos(la1) * Math.cos(la2) * Math.sin((lo2 - lo1) / 2) ** 2)));
  if (angle < 1e-9) return [a, b];
  const line: Spot[] = [];
  for (let i = 0; i <= steps; i += 1) {
    const share = i / steps;
    const [p, q] = [Math.sin((1 - share) * angle) / Math.sin(angle), Math.sin(share * angle) / Math.sin(angle)];
    const x = p * Math.cos(la1) * Math.cos(lo1) + q * Math.cos(la2) * Math.cos(lo2);
    const y = p * Math.cos(la1) * Math.sin(lo1) + q * Math.cos(la2) * Math.sin(lo2);
    const z = p * Math.sin(la1) + q * Math.sin(la2);
    const longitude = Math.atan2(y, x) / radians;
    const before = line.at(-1)?.longitude ?? longitude;
    line.push({ longitude: longitude + 360 * Math.round((before - longitude) / 360), latitude: Math.atan2(z, Math.hypot(x, y)) / radians });
  }
  return line;
}

/** The longitude at which a map of these begins, so that the widest stretch without any of them lies outside. 0 to 360 beyond it hold them all. */
export function westOf(longitudes: readonly number[]): number {
  const sorted = [...new Set(longitudes.map((one) => ((one % 360) + 360) % 360))].sort((a, b) => a - b);
  if (sorted.length === 0) return -180;
  let [widest, west] = [-1, sorted[0]!];
  sorted.forEach((one, i) => {
    const before = i === 0 ? sorted.at(-1)! - 360 : sorted[i - 1]!;
    if (one - before > widest) [widest, west] = [one - before, one];
  });
  return west > 180 ? west - 360 : west;
}

export interface Projection { readonly x: (longitude: number) => number; readonly y: (latitude: number) => number; readonly west: number; readonly east: number; readonly south: number; readonly north: number; readonly perDegree: number }

/**
 * A flat map (equirectangular, true to scale at its middle parallel) that fits the spots into width and height with air around them, never closer than 24
 * degrees of latitude: the tables do not know better where an address is.
 */
export function projectionOf(spots: readonly Spot[], width: number, height: number): Projection {
  const west = westOf(spots.map(({ longitude }) => longitude));
  const along = spots.map(({ longitude }) => (((longitude - west) % 360) + 360) % 360);
  const [lo, hi] = [Math.min(90, ...spots.map(({ latitude }) => latitude)), Math.max(-90, ...spots.map(({ latitude }) => latitude))];
  const [south, north] = lo > hi ? [-50, 70] : [lo, hi];
  const parallel = Math.max(-60, Math.min(60, (south + north) / 2));
  const squeeze = Math.cos(parallel * radians);
  const wide = Math.max(0, ...along);
  const tall = Math.max(24, (north - south) * 1.5, ((wide * 1.36 * squeeze) / width) * height);
  // All around the globe once is as wide as a map gets.
  const perDegree = Math.max(height / tall, width / (360 * squeeze));
  const shownTall = height / perDegree;
  const middle = Math.max(-85 + shownTall / 2, Math.min(85 - shownTall / 2, (south + north) / 2 + shownTall * 0.04));
  const shownWide = width / (perDegree * squeeze);
  const left = west + wide / 2 - shownWide / 2;
  const top = middle + shownTall / 2;
  return { x: (longitude) => (longitude - left) * perDegree * squeeze, y: (latitude) => (top - latitude) * perDegree, west: left, east: left + shownWide, south: top - shownTall, north: top, perDegree };
}

/** The longitude of a spot as it lies in the projection, turns of the globe added. */
export function into(projection: Projection, longitude: number): number {
  const middle = (projection.west + projection.east) / 2;
  return longitude + 360 * Math.round((middle - longitude) / 360);
}

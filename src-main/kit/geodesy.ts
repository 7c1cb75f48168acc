/** Mean radius of the Earth in km (IUGG, R1), as the haversine formula takes it. */
export const EARTH_KM = 6371.0088;

/** Degrees. */
export interface Point {
  readonly latitude: number;
  readonly longitude: number;
}
/** A place that is known only so well: it lies within so many km of the point. */
export interface Circle extends Point {
  readonly km: number;
}

/** Great-circle distance in km (haversine; Sinnott, Virtues of the Haversine, 1984). Degrees. The Earth is no sphere: up to 0.6 % wrong. */
export function greatCircleKm(a: Point, b: Point): number {
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const [latitudes, longitudes] = [radians(b.latitude - a.latitude), radians(b.longitude - a.longitude)];
  const h = Math.sin(latitudes / 2) ** 2 + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(longitudes / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** The two circles, one of each side, that lie nearest to each other, and the km between their edges: no two points of the sides are nearer than that. 0 where they touch. Neither side is empty. */
export function nearestCircles(a: readonly Circle[], b: readonly Circle[]): { readonly from: Circle; readonly to: Circle; readonly leastKm: number } {
  let best = { from: a[0]!, to: b[0]!, leastKm: Infinity };
  for (const from of a) {
    for (const to of b) {
      const leastKm = Math.max(0, greatCircleKm(from, to) - from.km - to.km);
      if (leastKm < best.leastKm) best = { from, to, leastKm };
    }
  }
  return best;
}

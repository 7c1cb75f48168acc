import { describe, expect, test } from 'vitest';
import { circlesOfCountry, countryCodeOf } from '../../src-main/kit/countries.ts';
import { countryCircles } from '../../src-main/kit/country-circles.ts';
import { EARTH_KM, greatCircleKm, nearestCircles, type Circle, type Point } from '../../src-main/kit/geodesy.ts';

const point = (latitude: number, longitude: number): Point => ({ latitude, longitude });
const [london, newYork, tokyo, sydney] = [point(51.5074, -0.1278), point(40.7128, -74.006), point(35.6762, 139.6503), point(-33.8688, 151.2093)];

describe('great circles', () => {
  test.each([
    ['London and New York', london, newYork, 5570],
    ['London and Tokyo', london, tokyo, 9560],
    ['Tokyo and Sydney', tokyo, sydney, 7825],
  ])('%s, within half a percent', (_, a, b, km) => {
    expect(Math.abs(greatCircleKm(a, b) / km - 1)).toBeLessThan(0.005);
    expect(greatCircleKm(b, a)).toBeCloseTo(greatCircleKm(a, b), 6);
  });

  test('over the antimeridian the short way', () => {
    expect(greatCircleKm(point(0, 179.5), point(0, -179.5))).toBeCloseTo((Math.PI * EARTH_KM) / 180, 6);
  });

  test('at a pole every longitude is one place; pole to pole is half the way round', () => {
    expect(greatCircleKm(point(90, 0), point(90, 123))).toBeCloseTo(0, 6);
    expect(greatCircleKm(point(90, 10), point(-90, -50))).toBeCloseTo(Math.PI * EARTH_KM, 6);
  });

  test('one place is no distance, the other side of the Earth the longest', () => {
    expect(greatCircleKm(sydney, sydney)).toBe(0);
    expect(greatCircleKm(point(20, 30), point(-20, -150))).toBeCloseTo(Math.PI * EARTH_KM, 3);
  });
});

/** Numbers from 0 to 1, the same ones each time (Park and Miller, Random number generators: good ones are hard to find, 1988). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}
/** A point so many km off, in a direction (Snyder, Map projections, 1987, 5-5 and 5-6). */
function off({ latitude, longitude }: Point, km: number, bearing: number): Point {
  const [lat, c] = [(latitude * Math.PI) / 180, km / EARTH_KM];
  const there = Math.asin(Math.min(1, Math.max(-1, Math.sin(lat) * Math.cos(c) + Math.cos(lat) * Math.sin(c) * Math.cos(bearing))));
  const turned = Math.atan2(Math.sin(bearing) * Math.sin(c) * Math.cos(lat), Math.cos(c) - Math.sin(lat) * Math.sin(there));
  return point((there * 180) / Math.PI, ((((longitude * Math.PI) / 180 + turned) * 180) / Math.PI + 540) % 360 - 180);
}

describe('the least distance of places that are known only so well', () => {
  test('is never more than that of any two points in them', () => {
    const random = randomOf(7);
    for (let round = 0; round < 5000; round += 1) {
      const circle = (): Circle => ({ latitude: Math.asin(random() * 2 - 1) * (180 / Math.PI), longitude: random() * 360 - 180, km: random() ** 3 * 3000 });
      const sides = [1, 2].map(() => Array.from({ length: 1 + Math.floor(random() * 3) }, circle));
      const [from, to] = sides.map((side) => side[Math.floor(random() * side.length)]!) as [Circle, Circle];
      const inside = ({ km, ...centre }: Circle): Point => off(centre, km * Math.sqrt(random()), random() * 2 * Math.PI);
      expect(nearestCircles(sides[0]!, sides[1]!).leastKm).toBeLessThanOrEqual(greatCircleKm(inside(from), inside(to)) + 1e-6);
    }
  });

  test('is the distance less both radii, and nothing where they swallow it', () => {
    const [a, b] = [{ ...london, km: 20 }, { ...newYork, km: 50 }];
    expect(nearestCircles([a], [b]).leastKm).toBeCloseTo(greatCircleKm(london, newYork) - 70, 6);
    expect(nearestCircles([{ ...a, km: 3000 }], [{ ...b, km: 3000 }]).leastKm).toBe(0);
    expect(nearestCircles([a], [a]).leastKm).toBe(0);
  });
});

describe('circles of countries', () => {
  test.each([
    ['US', [[38.9, -77], [61.2, -149.9], [21.3, -157.9], [24.6, -81.8], [52.9, -173.2]]],
    ['NO', [[59.9, 10.8], [71.2, 25.8], [58, 7]]], ['NL', [[52.4, 4.9], [50.8, 5.7]]], ['FR', [[48.9, 2.4], [41.9, 8.7], [48.4, -4.8]]],
    ['RU', [[55.8, 37.6], [43.1, 131.9], [66, -170], [54.7, 20.5]]], ['CL', [[-33.4, -70.7], [-27.1, -109.4], [-54.9, -67.6]]], ['FJ', [[-18.1, 178.4], [-16.8, -179.9]]], ['NZ', [[-36.8, 174.8], [-46.6, 168.3]]],
  ])('enclose the ends of %s', (code, ends) => {
    const circles = circlesOfCountry(code)!;
    for (const [latitude, longitude] of ends) expect(circles.some((circle) => greatCircleKm(circle, point(latitude!, longitude!)) <= circle.km), `${latitude} ${longitude}`).toBe(true);
  });

  test('of two countries an ocean apart lie apart, of neighbours they touch', () => {
    const least = (a: string, b: string): number => nearestCircles(circlesOfCountry(a)!, circlesOfCountry(b)!).leastKm;
    expect(least('US', 'NL')).toBeGreaterThan(4000);
    expect(least('US', 'NL')).toBeLessThan(5400);
    expect(least('NL', 'DE')).toBe(0);
    expect(least('US', 'CA')).toBe(0);
  });

  test('by code or English name, as logs have them; what is no country is none', () => {
    expect(['no', ' US ', 'United States', 'Netherlands', 'Côte d\'Ivoire', 'Elsewhere', '', 'constructor'].map(countryCodeOf)).toEqual(['NO', 'US', 'US', 'NL', 'CI', null, null, null]);
    expect(circlesOfCountry('ZZ')).toBeNull();
    expect(Object.keys(countryCircles).length).toBeGreaterThan(230);
    for (const { circles } of Object.values(countryCircles)) for (const [lat, lon, km] of circles) expect(Math.abs(lat) <= 90 && Math.abs(lon) <= 180 && km > 0 && km < 5000).toBe(true);
  });
});

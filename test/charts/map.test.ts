import fc from 'fast-check';
import { expect, test } from 'vitest';
import { greatCircle, mapDrawing, mapSentence } from '../../src-main/charts/index.ts';
import { borderPath, landPath } from '../../src-main/charts/land.ts';
import type { UserDetail, UserPlace } from '../../src-main/contract/index.ts';

const place = (city: string, latitude: number, longitude: number, over: Partial<UserPlace> = {}): UserPlace => ({
  city, country: 'US', latitude, longitude, accuracyKm: null, networks: [{ label: 'Net', slot: 1 }], count: 1, first: '2026-05-19T12:00:00Z', last: '2026-05-19T12:00:00Z', firstSeen: false, ...over,
});
const denver = place('Denver', 39.7392, -104.9903);
const amsterdam = place('Amsterdam', 52.3676, 4.9041, { country: 'NL', firstSeen: true });
const leap = (over: Partial<UserDetail['leaps'][number]> = {}): UserDetail['leaps'][number] => ({ from: 0, to: 1, km: 7753, apartMs: 22_000, at: '2026-05-19T14:37:31Z', ...over });
const size = { width: 350, height: 212, name: (one: UserPlace) => one.city ?? '', leap: (one: UserDetail['leaps'][number]) => `${one.km} km, ${one.apartMs / 1000} s apart` };

test('the way from Denver to Amsterdam is the great circle: far north of both, and as long as it is', () => {
  const circle = greatCircle(denver, amsterdam);
  expect(circle[0]!.latitude).toBeCloseTo(39.7392, 6);
  expect(circle.at(-1)!.longitude).toBeCloseTo(4.9041, 6);
  // Aviation formulary: the northernmost point of this circle is near 60.6° N.
  expect(Math.max(...circle.map((one) => one.latitude))).toBeGreaterThan(59);
  const km = circle.slice(1).reduce((sum, one, i) => sum + haversine(circle[i]!, one), 0);
  expect(km).toBeCloseTo(haversine(denver, amsterdam), 0);
  expect(km).toBeGreaterThan(7700);
});

test('west is left and north is up, and both places lie inside with the whole way between them', () => {
  const drawn = mapDrawing({ places: [denver, amsterdam], leaps: [leap()] }, size);
  const [a, b] = drawn.points;
  expect(a!.x).toBeLessThan(b!.x);
  expect(a!.y).toBeGreaterThan(b!.y);
  for (const [, x, y] of drawn.arcs[0]!.path.matchAll(/[ML]([\d.-]+) ([\d.-]+)/g)) { expect(inside(Number(x), Number(y))).toBe(true); }
  expect(drawn.arcs[0]!.label).toBe('7753 km, 22 s apart');
  expect(drawn.points.map((one) => one.label)).toEqual(['Denver', 'Amsterdam']);
  expect(drawn.points.map((one) => one.firstSeen)).toEqual([false, true]);
});

test('a point lies on the land of the outline: the transform is the one of the points', () => {
  const drawn = mapDrawing({ places: [denver, amsterdam], leaps: [] }, size);
  const [, tx, ty, sx, sy] = /translate\(([\d.-]+) ([\d.-]+)\) scale\(([\d.]+) ([\d.]+)\)/.exec(drawn.transforms[0]!)!.map(Number);
  const of = (one: UserPlace) => [tx! + (one.longitude + 180) * 10 * sx!, ty! + (90 - one.latitude) * 10 * sy!];
  expect(of(denver)[0]).toBeCloseTo(drawn.points[0]!.x, 0);
  expect(of(denver)[1]).toBeCloseTo(drawn.points[0]!.y, 0);
  expect(of(amsterdam)[0]).toBeCloseTo(drawn.points[1]!.x, 0);
});

test('Suva and Apia are neighbours across the antimeridian, and the world is drawn on both sides of it', () => {
  const drawn = mapDrawing({ places: [place('Suva', -18.14, 178.44), place('Apia', -13.83, -171.77)], leaps: [leap()] }, size);
  const [suva, apia] = drawn.points;
  expect(suva!.x).toBeLessThan(apia!.x);
  expect(apia!.x - suva!.x).toBeLessThan(size.width);
  expect(drawn.transforms).toHaveLength(2);
  expect(drawn.arcs[0]!.path.match(/M/g)).toHaveLength(1);
});

test('one place is shown with its region around it, in the middle', () => {
  const drawn = mapDrawing({ places: [denver], leaps: [] }, size);
  expect(drawn.points[0]!.x).toBeCloseTo(size.width / 2, 0);
  expect(drawn.points[0]!.y).toBeCloseTo(size.height / 2, 0);
  expect(drawn.arcs).toEqual([]);
});

test('without places it is the world, and nothing is on it', () => {
  const drawn = mapDrawing({ places: [], leaps: [] }, size);
  expect(drawn.points).toEqual([]);
  expect(drawn.transforms.length).toBeGreaterThan(0);
});

test('names never lie on each other or on a point; what has no room is told by the list', () => {
  const crowd = Array.from({ length: 12 }, (_, i) => place(`Denver, district ${i}`, 39.7 + i * 0.01, -105 + i * 0.01));
  const drawn = mapDrawing({ places: [...crowd, amsterdam], leaps: [] }, size);
  const labels = drawn.points.filter((one) => one.label !== '');
  expect(labels.length).toBeLessThan(6);
  expect(labels.some((one) => one.label === 'Amsterdam')).toBe(true);
  labels.forEach((one, i) => labels.slice(i + 1).forEach((other) => { expect(Math.abs(one.labelY - other.labelY) >= 14 || Math.abs(one.labelX - other.labelX) > 40).toBe(true); }));
});

test('the halo grows with the accuracy of the table, and no table says nothing less than a dot', () => {
  const halo = (accuracyKm: number | null) => mapDrawing({ places: [place('x', 40, 0, { accuracyKm })], leaps: [] }, size).points[0]!.halo;
  expect(halo(null)).toBe(9);
  expect(halo(500)).toBeGreaterThan(halo(200));
  expect(halo(5000)).toBe(60);
});

test('places anywhere are inside, and no number is none', () => {
  const anywhere = fc.record({ latitude: fc.double({ min: -89, max: 89, noNaN: true }), longitude: fc.double({ min: -180, max: 180, noNaN: true }) });
  fc.assert(fc.property(fc.array(anywhere, { minLength: 1, maxLength: 6 }), (spots) => {
    const places = spots.map(({ latitude, longitude }, i) => place(`p${i}`, Math.max(-75, Math.min(80, latitude)), longitude));
    const drawn = mapDrawing({ places, leaps: places.length > 1 ? [leap({ to: places.length - 1 })] : [] }, size);
    expect(JSON.stringify(drawn)).not.toMatch(/null|NaN|Infinity/);
    for (const one of drawn.points) expect(one.x >= -1 && one.x <= size.width + 1).toBe(true);
  }), { numRuns: 200 });
});

test('the outline is made of moves in tenths of a degree, and says no more than lines', () => {
  expect(landPath).toMatch(/^M[\d -]/);
  expect(landPath).not.toMatch(/[^Mlz\d -]/);
  expect(borderPath).not.toMatch(/[^Mlz\d -]/);
});

test('one sentence says where, how far apart, and what it is worth', () => {
  expect(mapSentence({ places: [denver, amsterdam], leaps: [leap()] })).toBe('2 places by IP address: Denver US, Amsterdam NL. 7753 km apart within 22 s. Indicative, not proof of where a person was.');
});

const inside = (x: number, y: number): boolean => x >= 0 && x <= size.width && y >= 0 && y <= size.height;
function haversine(a: { readonly latitude: number; readonly longitude: number }, b: { readonly latitude: number; readonly longitude: number }): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const h = Math.sin(radians(b.latitude - a.latitude) / 2) ** 2 + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(radians(b.longitude - a.longitude) / 2) ** 2;
  return 2 * 6371.0088 * Math.asin(Math.sqrt(h));
}

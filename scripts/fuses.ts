import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** Electron's fuses in the order of their wire (version 1), by the names that electron-builder.yml uses. */
export const FUSES = [
  'runAsNode', 'enableCookieEncryption', 'enableNodeOptionsEnvironmentVariable', 'enableNodeCliInspectArguments', 'enableEmbeddedAsarIntegrityValidation', 'onlyLoadAppFromAsar', 'loadBrowserProcessSpecificV8Snapshot',
  'grantFileProtocolExtraPrivileges',
] as const;
type State = 'on' | 'off' | 'removed' | 'unknown';

/** Marks the place of the wire in a binary; after it one byte for the version, one for the number of fuses, then a byte for each. Source: Electron's docs/tutorial/fuses.md and its package @electron/fuses. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const STATES: Readonly<Record<string, State>> = { '0': 'off', '1': 'on', r: 'removed' };

/**
 * The fuses of a packaged binary. A universal binary of macOS has a wire for each processor: all are read.
 * @throws Error where there is no wire, or one of another version
 */
export function fusesIn(binary: Buffer): readonly Readonly<Partial<Record<(typeof FUSES)[number], State>>>[] {
  const wires = [];
  for (let at = binary.indexOf(SENTINEL); at >= 0; at = binary.indexOf(SENTINEL, at + 1)) {
    const from = at + SENTINEL.length;
    if (binary[from] !== 1) throw new Error(`Fuse wire of version ${String(binary[from])} at byte ${at}; only version 1 is known.`);
    const length = binary[from + 1] ?? 0;
    const wire = [...binary.subarray(from + 2, from + 2 + length)];
    if (wire.length < length) throw new Error(`Fuse wire at byte ${at} is cut off.`);
    wires.push(Object.fromEntries(FUSES.slice(0, length).map((name, index) => [name, STATES[String.fromCharCode(wire[index]!)] ?? 'unknown'])));
  }
  if (wires.length === 0) throw new Error('No fuse wire: this is no binary of Electron.');
  return wires;
}

/** What differs from electron-builder.yml, in words; nothing where all is as it must be. */
export function wrongFuses(binary: Buffer, wanted: Readonly<Record<string, boolean>>): readonly string[] {
  return fusesIn(binary).flatMap((wire, index) => FUSES.filter((name) => wire[name] !== (wanted[name] ? 'on' : 'off')).map((name) => `wire ${index + 1}: ${name} is ${wire[name] ?? 'missing'} and must be ${wanted[name] ? 'on' : 'off'}`));
}

if (import.meta.main) {
  const [path] = process.argv.slice(2);
  if (path === undefined) {
    console.error('node scripts/fuses.ts BINARY  (on macOS: Bilocate.app/Contents/Frameworks/Electron Framework.framework/Electron Framework)');
    process.exit(2);
  }
  const { electronFuses } = parse(readFileSync(join(import.meta.dirname, '..', 'electron-builder.yml'), 'utf8')) as { electronFuses: Record<string, boolean> };
  const wrong = wrongFuses(readFileSync(path), electronFuses);
  console.log(wrong.length === 0 ? `${FUSES.length} fuses as they must be` : wrong.join('\n'));
  process.exit(wrong.length === 0 ? 0 : 1);
}

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linuxProcess } from '../../src-main/sources/linux-process.ts';
import { macosProcess } from '../../src-main/sources/macos-process.ts';
import { windowsProcess } from '../../src-main/sources/windows-process.ts';
import { unwrap } from '../../src-main/sources/index.ts';
import { deviceRow, endpointExec, esColumns, etwColumns, falcon, inPanther, inStream, jamfExec, jamfSpawn, nxlogExec, osqueryRow, startedColumns } from './macos-records.ts';
import { checkTypes } from './promised-types.ts';
import { eventOf } from './records.ts';

const three = [windowsProcess, linuxProcess, macosProcess] as const;
const bases = [jamfSpawn(), jamfExec(), endpointExec(), nxlogExec(), osqueryRow(esColumns), osqueryRow(etwColumns), osqueryRow(startedColumns), falcon('Win'), falcon('Mac'), falcon('Lin'), inPanther(falcon('Mac')), deviceRow(), inStream(deviceRow())];
const json = fc.jsonValue({ maxDepth: 3 });

test('any JSON: refused or mapped, never thrown', () => {
  fc.assert(fc.property(json, (value) => checkTypes([...three], value)), { numRuns: 300 });
});

/** Every object inside a record, itself first: where a value can be put. */
function places(value: unknown): Record<string, unknown>[] {
  if (typeof value !== 'object' || value === null) return [];
  return [...(Array.isArray(value) ? [] : [value as Record<string, unknown>]), ...Object.values(value).flatMap(places)];
}

test('a record with any value in any place', () => {
  const odd = fc.oneof(json, fc.anything(), fc.constantFrom('', ' ', '-', '-1', '4294967295', '\u0000', '9'.repeat(400), 'C:\\', '/', '\\', '@', '\\\\', '1e999', NaN, Infinity, -0, 2 ** 53));
  fc.assert(fc.property(fc.constantFrom(...bases), fc.array(fc.tuple(fc.nat(), fc.nat(), odd), { minLength: 1, maxLength: 4 }), (base, changes) => {
    const record = structuredClone(base);
    for (const [place, name, value] of changes) {
      const all = places(record);
      const at = all[place % all.length]!;
      const names = Object.keys(at);
      if (names.length > 0) at[names[name % names.length]!] = value;
    }
    checkTypes([...three], record);
    for (const inner of unwrap(record, null)) {
      if ('value' in inner) expect(three.filter((source) => source.recognise(inner).confidence >= 0.5).length).toBeLessThanOrEqual(1);
    }
  }), { numRuns: 2000 });
});

test('names that mean something to JavaScript mean nothing here', () => {
  const hostile = JSON.parse(`{"__proto__": {"polluted": true}, "constructor": {"prototype": {}}, ${JSON.stringify(osqueryRow({})).slice(1)}`) as Record<string, unknown>;
  hostile['columns'] = JSON.parse('{"pid": "1", "cmdline": "x", "__proto__": {"username": "root"}, "constructor": "y"}');
  const { fields } = eventOf({ ...hostile, name: 'p' });
  expect(fields['user.name']).toBeUndefined();
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});

test('long and many: read in time', () => {
  const args = Object.fromEntries(Array.from({ length: 50_000 }, (_, i) => [String(i + 1), `a${i}`]));
  expect(eventOf(jamfSpawn({ exec_args: { args } })).fields['process.command_line']).toHaveLength(Object.values(args).join(' ').length);
  expect(eventOf(falcon('Win', { CommandLine: 'x'.repeat(2_000_000) })).fields['process.command_line']).toHaveLength(2_000_000);
  expect(unwrap(osqueryRow({}, { columns: undefined, action: 'snapshot', snapshot: Array.from({ length: 20_000 }, (_, i) => ({ pid: String(i), cmdline: 'x' })) }), null)).toHaveLength(20_000);
});

import { describe, expect, test } from 'vitest';
import type { DeclaredMapping, DeclaredValue, EventDraft, FieldName } from '../../src-main/contract/index.ts';
import { declaredSource, isRefusal, sources, type SourceRecord } from '../../src-main/sources/index.ts';
import { hostileValues } from './declared-values.ts';

const base: DeclaredMapping = { format: 1, id: 'acme.log', title: 'Acme', version: 3, dataset: 'custom', recognise: ['kind'], time: 'at', fields: { 'event.action': 'kind' } };
const record = (value: unknown, envelope: Readonly<Record<string, unknown>> | null = null): SourceRecord => ({ value, path: null, envelope });
const at = '2026-05-31T08:00:00Z';

function drafted(mapping: Partial<DeclaredMapping>, value: object, envelope?: Readonly<Record<string, unknown>>): EventDraft {
  const made = declaredSource({ ...base, ...mapping }).map(record({ kind: 'login', at, ...value }, envelope ?? null));
  if (isRefusal(made)) throw new Error(`${made.reason}: ${made.detail}`);
  return made;
}
/** What one field becomes. */
function field(name: FieldName, value: DeclaredValue, given: object, more: Partial<DeclaredMapping> = {}): unknown {
  return drafted({ ...more, fields: { ...base.fields, [name]: value } }, given).fields[name];
}
const detail = (value: DeclaredValue, given: object, more: Partial<DeclaredMapping> = {}): unknown => field('custom.detail', value, given, more);
const targets = (value: DeclaredValue, given: object): unknown => field('target.name', value, given);

describe('where a value comes from', () => {
  const nested = { a: { b: [{ name: 'x', value: 1 }, { name: 'y', value: 'two' }], 'dotted.name': 'd' } };
  test.each<[string, unknown, object]>([
    ['a.b[0].name', 'x', nested], ['a.b[-1].value', 'two', nested], ['a.b[name=y].value', 'two', nested], ['a.b[name="y"].value', 'two', nested], ['a."dotted.name"', 'd', nested],
    ['a.b[7].name', undefined, nested], ['a.b.name', undefined, nested], ['nowhere.at.all', undefined, nested], ['Public IP', '198.51.100.1', { 'Public IP': '198.51.100.1' }],
    ['constructor.name', undefined, {}], ['__proto__.toString', undefined, {}], ['a.b', 'flat', { 'a.b': 'flat' }], ['text.inner', 'json', { text: '{"inner":"json"}' }], ['list[0].x', 'y', { list: '[{"x":"y"}]' }],
    ['text.inner', undefined, { text: '{"inner":' }], ['on', 'true', { on: true }], ['n', '5', { n: 5 }], ['object', undefined, { object: { a: 1 } }], ['blank', undefined, { blank: '  ' }],
  ])('path %s', (path, expected, given) => { expect(detail(path, given)).toBe(expected); });

  test('an envelope is read behind ^, and the record itself behind a dot', () => {
    const mapping: Partial<DeclaredMapping> = { fields: { ...base.fields, 'custom.detail': '^.source', 'organization.id': { path: '^.org', aside: true } } };
    expect(drafted(mapping, {}, { source: 'bus', org: 'o-1' }).fields).toMatchObject({ 'custom.detail': 'bus', 'organization.id': 'o-1' });
    expect(drafted(mapping, {}, { source: 'bus', org: 'o-2' }).identity).toEqual(drafted(mapping, {}, { source: 'bus', org: 'o-1' }).identity);
    const lines = declaredSource({ ...base, recognise: [{ path: '.', matches: 'sshd' }], time: { path: '.', capture: '^(\\S+) ' }, fields: { 'event.action': { path: '.', capture: 'sshd: (\\w+)' } } });
    expect(lines.recognise(record('2026-05-31T08:00:00Z sshd: Accepted x'))).toMatchObject({ confidence: 1 });
    expect(lines.map(record('2026-05-31T08:00:00Z sshd: Accepted x'))).toMatchObject({ fields: { 'event.action': 'Accepted' } });
  });
  test('values of let are worked out once and used by name, also by those below them', () => {
    const given = { events: [{ name: 'other' }, { name: 'login', ip: '198.51.100.7', parameters: [{ name: 'who', value: 'Ann' }] }] };
    const more = { let: { login: 'events[name=login]', parameters: '$login.parameters' } };
    expect(detail('$login.ip', given, more)).toBe('198.51.100.7');
    expect(detail({ path: '$parameters[*].value', take: 'first' }, given, more)).toBe('Ann');
    expect(detail('$parameters[0][name=who].value', given, more)).toBe(undefined);
    expect(detail('$login.parameters[name=who].value', given, more)).toBe('Ann');
  });
  test('loose names are one, however they are written; a path may be a column', () => {
    for (const given of [{ clientIp: 'x' }, { client_ip: 'x' }, { ClientIP: 'x' }, { 'client.ip': 'x' }, { client: { IP: 'x' } }, { 'Client IP': 'x' }]) {
      expect(detail('client.ip', given, { spelling: 'loose' })).toBe('x');
    }
    expect(detail('clientIp', { client_ip: 'x' })).toBe(undefined);
  });
  test('the first of several that says something; every one; joined; a template; a fixed word', () => {
    expect(detail(['a', 'b', 'c'], { b: '', c: 'C' })).toBe('C');
    expect(detail({ path: ['a', 'b'] }, { b: 'B' })).toBe('B');
    expect(targets({ every: ['a', 'list[*].n', 'a'] }, { a: 'A', list: [{ n: 'B' }, { n: 'C' }, {}] })).toEqual(['A', 'B', 'C']);
    expect(detail({ join: ['a', 'none', 'b'], with: '/' }, { a: 'A', b: 2 })).toBe('A/2');
    expect(detail({ join: ['none'] }, {})).toBe(undefined);
    expect(detail({ template: '{a}@{b} {{x}}' }, { a: 'A', b: 'B' })).toBe('A@B {x}');
    expect(detail({ template: '{a}@{b}' }, { a: 'A' })).toBe(undefined);
    expect(detail({ value: 'fixed' }, {})).toBe('fixed');
    expect(targets({ value: ['p', 'q'] }, {})).toEqual(['p', 'q']);
  });
});

describe('what is done with it', () => {
  test.each<[string, DeclaredValue, object, unknown]>([
    ['lower', { path: 'a', lower: true }, { a: 'ÅSE@X' }, 'åse@x'], ['upper', { path: 'a', upper: true }, { a: 'no' }, 'NO'],
    ['map', { path: 'a', map: { x: 'y' } }, { a: 'x' }, 'y'], ['what is not in the map stays', { path: 'a', map: { x: 'y' } }, { a: 'z' }, 'z'], ['or is else', { path: 'a', map: { x: 'y' }, else: 'e' }, { a: 'z' }, 'e'],
    ['else where nothing is said', { path: 'a', else: 'e' }, {}, 'e'], ['map of flags and numbers', { path: 'a', map: { true: 'yes', 5: 'five' } }, { a: true }, 'yes'], ['map of 5', { path: 'a', map: { 5: 'five' } }, { a: 5 }, 'five'],
    ['map does not inherit', { path: 'a', map: { x: 'y' } }, { a: 'constructor' }, 'constructor'],
    ['capture', { path: 'a', capture: 'user=(\\S+)' }, { a: 'x user=ann y' }, 'ann'], ['capture without brackets', { path: 'a', capture: '[0-9]+' }, { a: 'a12b3' }, '12'], ['capture that finds nothing', { path: 'a', capture: 'q(.)' }, { a: 'a12b3' }, undefined],
    ['capture before map', { path: 'a', capture: 'r=(\\d)', map: { 1: 'one' } }, { a: 'r=1' }, 'one'],
    ['split, first', { path: 'a', split: ',', take: 'first' }, { a: ' x , y ' }, 'x'], ['split, last', { path: 'a', split: ',', take: 'last' }, { a: 'x,y,' }, 'y'], ['take of a list', { path: 'a[*]', take: 'last' }, { a: ['x', 'y'] }, 'y'],
    ['json', { path: 'a', json: true }, { a: { b: [1] } }, '{"b":[1]}'], ['json leaves text', { path: 'a', json: true }, { a: 'b' }, 'b'],
    ['when', { when: { path: 'k', is: 'x' }, path: 'a' }, { k: 'x', a: 'A' }, 'A'], ['when not', { when: { path: 'k', is: 'x' }, path: 'a' }, { k: 'y', a: 'A' }, undefined],
    ['first step that says something', [{ when: 'k', value: 'K' }, { path: 'a' }, { value: 'none' }], { a: 'A' }, 'A'],
  ])('%s', (_, value, given, expected) => { expect(detail(value, given)).toBe(expected); });

  test('lists without repeats for fields of many values, the first for the others', () => {
    expect(targets('l[*].n', { l: [{ n: 'a' }, { n: 'a' }, { n: 'b' }] })).toEqual(['a', 'b']);
    expect(targets({ path: 's', split: ' ' }, { s: 'a  b a' })).toEqual(['a', 'b']);
    expect(targets('one', { one: 'x' })).toEqual(['x']);
    expect(targets('one', {})).toBe(undefined);
  });
  test('what a field keeps: whole numbers, yes and no, times, words that it has', () => {
    const port = (p: unknown): unknown => field('source.port', 'p', { p });
    expect([port(443), port('443'), port(' 443.0'), port('x'), port(4.5), port('1e9'), port({})]).toEqual([443, 443, 443, undefined, undefined, undefined, undefined]);
    const issued = (s: unknown, written?: string, zone?: string): unknown => field('session.issued_at', { path: 's', written, zone }, { s });
    expect(issued('2026-05-31T08:00:00Z')).toBe(Date.parse(at));
    expect(issued('31.05.2026 10:00', 'dd.MM.yyyy HH:mm', 'Europe/Oslo')).toBe(Date.parse(at));
    expect(issued('yesterday')).toBe(undefined);
    expect(field('event.outcome', { path: 'r', map: { ok: 'success' } }, { r: 'weird' })).toBe(undefined);
    const proxied = (p: unknown): unknown => drafted({ dataset: 'okta.system', fields: { ...base.fields, 'okta.system.proxy': 'p' } }, { p }).fields['okta.system.proxy'];
    expect([proxied(true), proxied('No'), proxied('1'), proxied(0), proxied('maybe')]).toEqual([true, false, true, false, undefined]);
  });
});

describe('conditions', () => {
  const holds = (condition: DeclaredMapping['recognise'][number], given: object): boolean => declaredSource({ ...base, recognise: ['kind', condition] }).recognise(record({ kind: 'k', ...given })).confidence === 1;
  test.each<[DeclaredMapping['recognise'][number], object, boolean]>([
    ['a', { a: 0 }, true], ['a', { a: '' }, false], [{ path: 'a', exists: false }, {}, true], [{ path: 'a', exists: false }, { a: 1 }, false], [{ path: 'a', exists: true }, { a: false }, true],
    [{ path: 'a', is: 'x' }, { a: 'x' }, true], [{ path: 'a', is: 'x' }, { a: 'X' }, false], [{ path: 'a', is: 'x', case: 'insensitive' }, { a: 'X' }, true], [{ path: 'a', is: [1, true] }, { a: 1 }, true], [{ path: 'a', is: true }, { a: 'true' }, true],
    [{ path: 'a', is_not: 'x' }, { a: 'y' }, true], [{ path: 'a', is_not: 'x' }, {}, true], [{ path: 'a', is_not: 'x' }, { a: 'x' }, false], [{ path: ['a', 'b'], is: 'x' }, { b: 'x' }, true], [{ path: 'a[*].k', is: 'x' }, { a: [{ k: 'w' }, { k: 'x' }] }, true],
    [{ path: 'a', contains: ['q', 'ell'] }, { a: 'hello' }, true], [{ path: 'a', starts_with: 'he' }, { a: 'hello' }, true], [{ path: 'a', ends_with: 'he' }, { a: 'hello' }, false], [{ path: 'a', contains: 'ELL', case: 'insensitive' }, { a: 'hello' }, true],
    [{ path: 'a', matches: '^h.*o$' }, { a: 'hello' }, true], [{ path: 'a', matches: '(?i)HELLO' }, { a: 'hello' }, true], [{ path: 'a', matches: '^ell' }, { a: 'hello' }, false],
    [{ path: 'a', type: 'text' }, { a: 5 }, false], [{ path: 'a', type: 'number' }, { a: 5 }, true], [{ path: 'a', type: 'list' }, { a: [] }, true], [{ path: 'a', type: 'object' }, { a: {} }, true], [{ path: 'a', type: 'flag' }, { a: false }, true],
    [{ any: ['a', 'b'] }, { b: 1 }, true], [{ all: ['a', 'b'] }, { b: 1 }, false], [{ not: { any: ['a', 'b'] } }, { c: 1 }, true],
  ])('%j on %j: %s', (condition, given, expected) => { expect(holds(condition, given)).toBe(expected); });

  test('sure where all hold, nothing where the first fails, in between otherwise, and never enough to take a record', () => {
    const source = declaredSource({ ...base, recognise: ['a', 'b', { path: 'c', is: 'x' }] });
    expect(source.recognise(record({ a: 1, b: 1, c: 'x' })).confidence).toBe(1);
    expect(source.recognise(record({ b: 1, c: 'x' }))).toEqual({ confidence: 0, reason: 'not so: a' });
    expect(source.recognise(record({ a: 1, b: 1, c: 'y' }))).toEqual({ confidence: (2 / 3) * 0.49, reason: 'not so: c is x' });
  });
  test('records that are none of its events are refused with the words of the mapping', () => {
    const source = declaredSource({ ...base, skip: [{ when: { path: 'kind', is: 'ping' }, why: 'keep-alive' }] });
    expect(source.map(record({ kind: 'ping', at }))).toEqual({ reason: 'declared/refused', detail: 'keep-alive' });
  });
});

describe('time', () => {
  const time = (value: DeclaredValue, given: object): unknown => { const made = declaredSource({ ...base, time: value }).map(record({ kind: 'k', ...given })); return isRefusal(made) ? made : made.time; };
  const ms = Date.parse(at);
  test.each<[string | undefined, unknown, number]>([
    [undefined, at, ms], ['iso', '2026-05-31 10:00:00+02:00', ms], ['s', ms / 1000, ms], ['s', String(ms / 1000), ms], ['ms', ms, ms], ['us', ms * 1000, ms], ['ns', `${ms}000000`, ms], ['month_first', '5/31/2026 8:00:00 AM', ms], ['day_first', '31/5/2026 08:00:00', ms],
    ['dd.MM.yyyy HH:mm:ss', '31.05.2026 08:00:00', ms], ['d/M/yy H:mm', '31/5/26 8:00', ms], ['dd/MMM/yyyy:HH:mm:ss Z', '31/May/2026:10:00:00 +0200', ms], ['EEE, dd MMM yyyy HH:mm:ss z', 'Sun, 31 May 2026 08:00:00 GMT', ms],
    ['MMM d, yyyy h:mm:ss a', 'May 31, 2026 8:00:00 AM', ms], ["yyyy-MM-dd'T'HH:mm:ss.SSSXXX", '2026-05-31T10:00:00.000+02:00', ms], ['yyyyMMddHHmmss', '20260531080000', ms],
  ])('%s: %s', (written, value, expected) => { expect(time({ path: 'at', written }, { at: value })).toMatchObject({ ms: expected }); });

  test('what names no zone says so, unless the mapping names it', () => {
    expect(time('at', { at: '2026-05-31 08:00:00' })).toMatchObject({ ms, zoneAssumed: true });
    expect(time({ path: 'at', zone: 'Europe/Oslo' }, { at: '2026-05-31 10:00:00' })).toMatchObject({ ms, zoneAssumed: false });
    expect(time({ path: 'at', zone: '-03:30' }, { at: '2026-05-31 04:30:00' })).toMatchObject({ ms, zoneAssumed: false });
    expect(time({ path: 'at', zone: 'Europe/Oslo' }, { at: '2026-05-31T08:00:00Z' })).toMatchObject({ ms });
    expect(time({ path: 'at', zone: 'Europe/Oslo' }, { at: '2026-12-31 09:00:00' })).toMatchObject({ ms: Date.parse('2026-12-31T08:00:00Z') });
  });
  test('of several the first that is there; one that cannot be read is not replaced by another', () => {
    expect(time(['one', 'two'], { two: at })).toMatchObject({ ms });
    expect(time(['one', 'two'], { one: 'soon', two: at })).toEqual({ reason: 'source/invalid', detail: 'one: "soon" is not a time that can be read' });
    expect(time(['one', { path: 'two' }], {})).toEqual({ reason: 'source/no-time', detail: 'none of one, two says a time' });
    expect(time({ join: ['day', 'clock'] }, { day: '2026-05-31', clock: '08:00:00Z' })).toMatchObject({ ms });
    expect(time({ path: 'at', written: 'dd.MM.yyyy HH:mm' }, { at: '31.02.2026 08:00' })).toMatchObject({ reason: 'source/invalid' });
    expect(time({ path: 'at', written: 's' }, { at: 99 })).toMatchObject({ reason: 'source/invalid' });
  });
});

describe('identity', () => {
  const mapping: DeclaredMapping = { ...base, fields: { 'event.action': 'kind', 'user.name': 'user' } };
  const identity = (value: object): unknown => { const made = declaredSource(mapping).map(record(value)); return isRefusal(made) ? made : made.identity; };
  test('without an id all that the record says tells it from others; the same as objects, as columns, or as JSON in a text', () => {
    const nested = { kind: 'k', at, user: 'u', more: { a: 1, b: [true, { c: 'x' }] }, empty: null };
    expect(identity({ at, user: 'u', kind: 'k', 'more.a': '1', 'more.b': '[true,{"c":"x"}]', empty: '' })).toEqual(identity(nested));
    expect(identity({ ...nested, more: { a: 2, b: [true, { c: 'x' }] } })).not.toEqual(identity(nested));
    expect(identity({ ...nested, more: { a: 1, b: [{ c: 'x' }, true] } })).not.toEqual(identity(nested));
  });
  test('with an id what was mapped does', () => {
    const source = declaredSource({ ...mapping, fields: { ...mapping.fields, 'event.id': 'id' } });
    const made = (value: object): unknown => source.map(record({ kind: 'k', at, id: 'e-1', ...value }));
    expect(made({ other: 1 })).toEqual(made({ other: 2 }));
    expect(made({ user: 'u' })).not.toEqual(made({ user: 'v' }));
    expect(made({})).toMatchObject({ vendorId: 'e-1' });
  });
});

test('no record, whatever it holds, makes a mapping throw', () => {
  const everything = declaredSource({
    ...base, spelling: 'loose', recognise: [{ any: [{ path: 'a.b[*].c', matches: '(x+x+)+y' }, { path: 'a[k=v].c', contains: 'x' }, { not: '^.x' }] }], let: { one: 'a.b', two: { path: '$one[*]', split: ',' } },
    skip: [{ when: { path: '$two', is: 'skip' }, why: 'x' }], time: [{ path: 'a', written: 'dd/MM/yyyy HH:mm' }, { path: 'b', written: 'ns' }, { join: ['c', '^.d'], written: 'us' }, 'at'],
    fields: { 'event.action': { template: '{a}{b.c}' }, 'event.outcome': { path: 'a', map: { x: 'success' }, else: 'unknown' }, 'target.name': { every: ['a[*]', 'b[*].c', '$two'], json: true, split: ' ' }, 'source.port': 'a', 'session.issued_at': { path: 'a', written: 'ns' }, 'custom.detail': { path: '.', json: true, capture: '(a|a)*$' } },
  });
  for (const value of hostileValues) {
    for (const given of [value, { a: value }, { a: { b: value }, at }, { a: [value, { b: value }], b: value, c: value, at: value }]) {
      const one = record(given, typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Readonly<Record<string, unknown>> : null);
      const { confidence } = everything.recognise(one);
      expect(confidence >= 0 && confidence <= 1).toBe(true);
      const made = everything.map(one);
      expect(isRefusal(made) || Number.isFinite(made.time.ms)).toBe(true);
    }
  }
});

test('a mapping that is wrong is no source', () => {
  expect(() => declaredSource({ ...base, time: { path: 'a[', written: 'nonsense' } })).toThrow(/mapping acme\.log: time/);
});

test('the table of the docs is made of the mapping', () => {
  const { mapping, version, dataset, title } = declaredSource({ ...base, fields: { 'event.action': 'kind', 'event.outcome': { path: ['r', 's'], lower: true, map: { ok: 'success', fine: 'success' }, else: 'failure' }, 'user.name': [{ when: 'u', path: 'u' }, { value: 'nobody', note: 'a|b' }] } });
  expect({ version, dataset, title }).toEqual({ version: 3, dataset: 'custom', title: 'Acme' });
  expect(mapping).toEqual([
    { fields: ['@timestamp'], from: '`at`', note: '' }, { fields: ['custom.source'], from: '`acme.log`', note: 'the id of the mapping' }, { fields: ['event.action'], from: '`kind`', note: '' },
    { fields: ['event.outcome'], from: '`r`, else `s`', note: 'lower case; ok, fine → `success`, else `failure`' }, { fields: ['user.name'], from: '`u` where `u`, else `nobody` always', note: 'a\\|b' },
  ]);
});

test('eight built-in sources are mappings and nothing else', () => {
  expect(sources.filter((source) => 'declared' in source).length).toBeGreaterThanOrEqual(8);
});

import { describe, expect, test } from 'vitest';
import { fieldNames, type DeclaredMapping } from '../../src-main/contract/index.ts';
import { draftOf } from '../../src-main/pipeline/mapping-draft.ts';
import { skeletonOf } from '../../src-main/pipeline/mapping-like.ts';
import { previewOf } from '../../src-main/pipeline/mapping-preview.ts';
import { mappingYaml, readMapping } from '../../src-main/pipeline/mapping-yaml.ts';
import { declaredSource, sources, type DeclaredSource } from '../../src-main/sources/index.ts';
import { hostileValues } from '../sources/declared-values.ts';

const text = `format: 1
id: acme.vpn
title: Acme VPN
version: 1
dataset: custom
recognise: [session_ref]
time: when
fields:
  event.action: kind
  user.name: { path: user, lower: true }
`;
/** What is said of the text with one thing changed, as `line:column message`. */
function said(from: string, to: string): readonly string[] {
  expect(text).toContain(from);
  return readMapping(text.replace(from, to), 'a.yaml').problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

describe('built-in sources that are written as mappings', () => {
  const declared = sources.filter((source): source is DeclaredSource => 'declared' in source);
  test.each(declared)('$dataset prints as YAML that reads back as the same', ({ declared: mapping }) => {
    const yaml = mappingYaml(mapping);
    const back = readMapping(yaml, 'a.yaml');
    expect(back.problems).toEqual([]);
    expect(JSON.parse(JSON.stringify(back.mapping))).toEqual(JSON.parse(JSON.stringify(mapping)));
    expect(mappingYaml(back.mapping!)).toBe(yaml);
  });
  test.each(sources)('a mapping to begin with like $dataset passes its check', ({ dataset }) => {
    const { mapping, problems } = readMapping(skeletonOf('own.one', dataset), 'a.yaml');
    expect(problems).toEqual([]);
    expect(mapping).toMatchObject({ id: 'own.one', dataset });
  });
});

describe('what is wrong is told with its line, and what to write instead', () => {
  test('the text as it stands is good', () => { expect(said('id: acme.vpn', 'id: acme.vpn')).toEqual([]); });
  test.each([
    ['format: 1', 'format: 2', '1:9 This version of Bilocate reads format: 1.'], ['title: Acme VPN\n', '', '1:1 "title" is missing.'], ['title:', 'titel:', '3:8 There is no key "titel" in a mapping. Did you mean "title"?'],
    ['id: acme.vpn', 'id: Acme VPN', '2:5 An id has small letters'], ['version: 1', 'version: one', '4:10 A version is a whole number'], ['dataset: custom', 'dataset: okta.sytem', '5:10 There is no dataset "okta.sytem". Did you mean "okta.system"?'],
    ['recognise: [session_ref]', 'recognise: session_ref', '6:12 recognise is a list'], ['[session_ref]', '[{ path: a, ist: b }]', '6:29 There is no key "ist" in a condition. Did you mean "is"?'], ['[session_ref]', '[{ path: a, is: b, contains: c }]', 'A condition has one test; "is" is there already.'],
    ['[session_ref]', '[{ all: [a], any: [b] }]', 'stands alone in its map'], ['[session_ref]', '[{ path: a, matches: "(a" }]', 'A "(" is not closed'], ['[session_ref]', '[{ path: a, matches: "(a)\\\\1" }]', 'References back'], ['[session_ref]', '[{ path: a, is: null }]', 'exists: false'],
    ['time: when', 'time: { path: when, written: dd.MM }', '7:30 "dd.MM" is neither one of auto'], ['time: when', 'time: { path: when, zone: Mars/Olympus }', '"Mars/Olympus" is no zone'], ['time: when', 'time: "when["', '7:7 "when[" cannot be read as a path at "["'],
    ['user.name: {', 'user.nam: {', '10:3 There is no field "user.nam". Did you mean "user.name"?'], ['user.name: {', 'okta.system.reason: {', 'okta.system.reason is not a field of custom; it is of okta.system.'], ['user.name: {', 'source.as.number: {', 'source.as.number is worked out from source.ip; it cannot be set. What the log itself says of it goes into vendor.as.number.'],
    ['user.name: {', '"@timestamp": {', 'When it happened stands under time'], ['user.name: {', 'event.dataset: {', 'The dataset stands under dataset'], ['path: user, lower: true', 'path: user, lowr: true', '10:34 There is no key "lowr" here. Did you mean "lower"?'],
    ['path: user, lower: true', 'lower: true', 'Where does user.name come from?'], ['path: user, lower: true', 'path: user, value: x', '"path" says already where it comes from.'], ['path: user, lower: true', 'path: "users[*]"', 'user.name has one value, and this can be several: say take: first'],
    ['path: user, lower: true', 'path: $who.name', 'There is no value "who" in let above this.'], ['path: user, lower: true', 'template: "{a"', 'A "{" is not closed'], ['path: user, lower: true', 'path: user, zone: UTC', '"zone" belongs to times; user.name is none.'],
    ['event.action: kind', 'event.outcome: result', '8:1 event.action is missing'], ['event.action: kind', 'event.action: kind\n  event.outcome: result', 'event.outcome is success, failure, unknown. Say with map'], ['event.action: kind', 'event.action: kind\n  event.category: { value: login }', 'event.category is session, authentication'],
    ['event.action: kind', 'event.action: kind\n  source.port: { path: p, map: { x: many } }', 'source.port is a whole number.'],
  ])('%s → %s', (from, to, words) => { expect(said(from, to).join('\n')).toContain(words); });
  test('all of it at once, in the order of the text', () => {
    const problems = readMapping('format: 3\nid: X\ntitle: ""\nversion: 0\ndataset: x\nrecognise: []\ntime: [1]\nfields: { a: b }\n', 'a.yaml').problems;
    expect(problems.length).toBeGreaterThanOrEqual(8);
    expect(problems.map(({ line }) => line)).toEqual(problems.map(({ line }) => line).toSorted((a, b) => a - b));
  });
});

describe('texts that were made to harm', () => {
  const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${Array.from({ length: 9 }, (_, i) => `b${i}: &b${i} [${Array(9).fill(i === 0 ? '*a' : `*b${i - 1}`).join(',')}]`).join('\n')}\n`;
  test.each([
    ['aliases', `${text}about: *x\n`], ['a bomb of aliases', bomb], ['an anchor and its alias', text.replace('time: when', 'time: &t when').replace('kind', '*t')], ['tags', text.replace('time: when', 'time: !!js/function x')], ['more than a mebibyte', `${text}# ${'x'.repeat(1_100_000)}`],
    ['depth', `${text}about: ${'['.repeat(500)}`], ['keys twice', `${text}time: then\n`], ['__proto__', `${text}__proto__: { x: 1 }\n`], ['a field __proto__', `${text}  __proto__: x\n`], ['merge keys', `${text}<<: { a: b }\n`], ['no map', '- a\n- b\n'], ['nothing', ''], ['binary', '\u0000\u0001\u0002'], ['two documents', `${text}---\n${text}`],
    ['a list of ten thousand conditions', text.replace('[session_ref]', `[${Array(10_000).fill('a').join(', ')}]`)],
  ])('%s: refused, and told', (_, hostile) => {
    const begun = performance.now();
    const { mapping, problems } = readMapping(hostile, 'a.yaml');
    expect(mapping).toBe(null);
    expect(problems.length).toBeGreaterThan(0);
    expect(performance.now() - begun).toBeLessThan(3000);
    expect(({} as Record<string, unknown>)['x']).toBe(undefined);
  });
  test('what is not wrong as YAML and wrong as a mapping never throws, whatever stands where', () => {
    const values = ['1', 'null', 'true', '[]', '{}', '""', '[[]]', '{ a: { b: c } }', '[{}]', '~', '{ path: 5 }', '{ path: [] }', '[1, x]', '{ any: 5 }', '{ not: { not: [] } }', '-0.5e9'];
    for (const key of ['format', 'id', 'title', 'version', 'dataset', 'about', 'spelling', 'recognise', 'let', 'skip', 'time', 'fields']) {
      for (const value of values) expect(() => readMapping(text.replace(new RegExp(`^${key}:[^\\n]*\\n(?:  [^\\n]*\\n)*`, 'm'), '') + `${key}: ${value}\n`, 'a')).not.toThrow();
    }
    for (const value of values) for (const key of ['when', 'path', 'every', 'value', 'join', 'with', 'template', 'json', 'split', 'take', 'capture', 'lower', 'map', 'else', 'written', 'zone', 'note', 'aside']) {
      expect(() => readMapping(text.replace('{ path: user, lower: true }', `{ path: user, ${key === 'path' ? 'x' : key}: ${value} }`), 'a')).not.toThrow();
    }
  });
});

describe('a mapping to begin with, guessed from the first records', () => {
  const records = Array.from({ length: 20 }, (_, i) => ({
    'event_uuid': `u-${i}`, 'actor': { 'email': `User${i % 3}@example.com`, 'id': 1000 + (i % 3) }, 'created_at': `0${1 + (i % 9)}.05.2026 08:00:${10 + i}`, 'client_ip': `198.51.100.${i}`, 'result': i % 4 === 0 ? 'denied' : 'ok', 'action': i % 2 === 0 ? 'login' : 'logout',
    'tags': ['a', 'b'], 'weird."name"': '\n# injected: true\nfields: {}', 'user agent': 'Mozilla/5.0',
  }));
  test('finds time and how it is written, who, where from, what came of it', () => {
    const { mapping, problems } = readMapping(draftOf(records, 'Acme Log!', 'Acme'), 'a.yaml');
    expect(problems).toEqual([]);
    expect(mapping).toMatchObject({
      id: 'acme-log', time: { path: 'created_at', written: 'dd.MM.yyyy HH:mm:ss', zone: 'UTC' },
      fields: { 'event.id': 'event_uuid', 'event.action': 'action', 'event.outcome': { path: 'result', map: { denied: 'failure', ok: 'success' }, else: 'unknown' }, 'user.name': { path: 'actor.email', lower: true }, 'source.ip': 'client_ip', 'user_agent.original': 'user agent' },
    });
    expect(previewOf(mapping!, { shape: 'json-lines', unread: 0, records: records.map((value) => ({ value, path: null, envelope: null })) })).toMatchObject({ looked: 20, taken: 20, refused: [], passed: [], clashes: [] });
  });
  test('what lies in the records cannot add a line to it', () => {
    expect(draftOf(records, 'x', 'x').split('\n').filter((line) => line.includes('injected')).every((line) => line.startsWith('#'))).toBe(true);
    for (const value of hostileValues) expect(() => draftOf([value, { a: value }, { [JSON.stringify(value ?? null).slice(0, 50)]: value }], '', '')).not.toThrow();
    expect(readMapping(draftOf([], '', ''), 'a.yaml').mapping).toMatchObject({ id: 'own-log' });
  });
});

describe('the preview', () => {
  const mapping: DeclaredMapping = { format: 1, id: 'p', title: 'P', version: 1, dataset: 'custom', recognise: ['kind', 'at'], skip: [{ when: { path: 'kind', is: 'ping' }, why: 'keep-alive' }], time: 'at', fields: { 'event.action': 'kind', 'user.name': 'user', 'target.name': 'l[*]', 'session.issued_at': 'at' } };
  const of = (...values: readonly object[]) => previewOf(mapping, { shape: 'json-lines', unread: 1, records: values.map((value) => ({ value, path: null, envelope: null })) });
  const at = '2026-05-31T08:00:00Z';
  test('counts what is taken, refused and passed by, and how often each field is filled', () => {
    const preview = of({ kind: 'login', at, user: 'a' }, { kind: 'login', at: '2026-05-31 09:00:00', l: ['x', 'y'] }, { kind: 'ping', at }, { kind: 'login', at: 'soon' }, { kind: 'x' }, { other: 1 });
    expect(preview).toMatchObject({ looked: 7, taken: 2, unread: 1, first: '2026-05-31T08:00:00Z', last: '2026-05-31T09:00:00Z', zoneAssumed: 1, clashes: [] });
    expect(preview.refused.map(({ why }) => why)).toEqual(['keep-alive', 'at: "soon" is not a time that can be read']);
    expect(preview.passed.map(({ why }) => why)).toEqual(['not so: at', 'not so: kind']);
    expect(preview.fields.map(({ field, filled, examples }) => [field, filled, examples])).toEqual([
      ['event.action', 2, ['login']], ['user.name', 1, ['a']], ['target.name', 1, ['x, y']], ['session.issued_at', 2, ['2026-05-31T08:00:00Z', '2026-05-31T09:00:00Z']],
    ]);
  });
  test('says which built-in source would take the records by itself', () => {
    const preview = of({ kind: 'login', at, eventVersion: '1.10', eventTime: at, eventSource: 'ec2.amazonaws.com', eventName: 'RunInstances', awsRegion: 'eu-west-1', eventID: 'e', userIdentity: { type: 'IAMUser' } });
    expect(preview).toMatchObject({ taken: 1, clashes: [{ dataset: 'aws.cloudtrail', count: 1 }] });
  });
});

test('every field of the dictionary can be asked about without harm', () => {
  for (const name of fieldNames) expect(() => readMapping(text.replace('user.name', `"${name}"`), 'a')).not.toThrow();
  expect(declaredSource(readMapping(text, 'a').mapping!).dataset).toBe('custom');
});

import { describe, expect, test } from 'vitest';
import { typedText } from '../../src-main/contract/index.ts';
import { bindRule, huntRules, parameterValues, type Rule } from '../../src-main/hunt/index.ts';
import { cleanAddress } from '../../src-main/enrich/index.ts';
import { columnsOf } from '../help/columns-of.ts';
import { ruleOf } from './rule-text.ts';

const rule: Rule = ruleOf(`kind: match
where:
  all:
    - { field: source.ip, is: $ip }
    - { field: source.as.number, is: $asn }
    - { field: "@timestamp", at_least: $since }
    - { field: user.name, is: $user }
    - { field: credential.id, is: $key }
match: { by: [user.name] }
`, {
  output: 'view', parameters: '{ ip: { type: ip, label: IP, default: "" }, asn: { type: asn, label: ASN, default: "" }, since: { type: time, label: Since, default: "" }, user: { type: user, label: User, default: "" }, key: { type: credential, label: Key, default: "" } }',
});
const T = Date.parse('2026-03-01T00:00:00Z');
const columns = columnsOf([
  { time: T, 'event.dataset': 'aws.cloudtrail', 'user.name': 'a', 'source.ip': '198.51.100.7', 'source.as.number': '7922', 'credential.id': 'AKIA1' },
  { time: T + 3_600_000, 'event.dataset': 'aws.cloudtrail', 'user.name': 'b', 'source.ip': '2001:db8::7', 'source.as.number': '62240', 'credential.id': 'AKIA2' },
]);
const rows = (parameters: Readonly<Record<string, string>>): readonly unknown[] => [...huntRules([rule], columns, { parameters: { 'test-rule': parameters } })][0]!.views[0]!.rows.map((row) => row.cells[0]);

describe('parameters that are users, keys, addresses, networks and times (A10)', () => {
  test.each([
    [{}, ['a', 'b']], [{ ip: '198.51.100.7' }, ['a']], [{ ip: '2001:0DB8:0:0:0:0:0:7' }, ['b']], [{ asn: 'AS62240' }, ['b']], [{ asn: '7922' }, ['a']], [{ user: 'b' }, ['b']], [{ key: 'AKIA1' }, ['a']],
    [{ since: '2026-03-01T00:30Z' }, ['b']], [{ since: '2026-03-01T02:00:00+02:00' }, ['a', 'b']], [{ since: '2026-03-02' }, []],
  ])('%j gives %j; an empty one asks nothing', (parameters, found) => {
    expect(rows(parameters as Record<string, string>)).toEqual(found);
  });

  test.each([['ip', '198.51.100.256'], ['ip', 'nowhere'], ['ip', '1:2:3:4:5:6:7'], ['asn', 'Comcast'], ['asn', '4294967296'], ['time', 'yesterday'], ['time', '2026-02-30'], ['user', 'x'.repeat(1001)]])('%s=%s is refused', (name, value) => {
    expect(() => bindRule(rule, { [name]: value })).toThrow(expect.objectContaining({ code: 'rule/bad-parameter' }));
  });

  test('a default that is none of its kind is an error of the file', () => {
    expect(() => ruleOf('kind: match\nwhere: { field: source.ip, is: $ip }\nmatch: { by: [user.name] }\n', { parameters: '{ ip: { type: ip, label: IP, default: here } }' })).toThrow('An IPv4 or IPv6 address is wanted.');
  });

  test('values are told as the columns have them', () => {
    expect(parameterValues(rule, { ip: '2001:DB8::0007', asn: 'as7922', since: '2026-03-01 08:00' })).toEqual({ ip: '2001:db8::7', asn: '7922', since: '2026-03-01T08:00:00.000Z', user: '', key: '' });
  });

  test('a time that is written out stands where a number is wanted', () => {
    const written = ruleOf('kind: match\nwhere: { field: "@timestamp", less: 2026-03-01T00:30:00Z }\nmatch: { by: [user.name] }\n', { output: 'view' });
    expect([...huntRules([written], columns)][0]!.views[0]!.rows).toHaveLength(1);
  });
});

test.each(['198.51.100.7', '2001:0db8:0000:0000:0001:0000:0000:0001', '2001:db8:0:1:1:1:1:1', '::1', '1::', '2001:db8::', '::ffff:192.0.2.33', '0:0:0:0:0:0:0:0'])('%s is written as the import writes it', (text) => {
  expect(typedText('ip', text)).toEqual({ ok: true, value: cleanAddress(text).address.text });
});

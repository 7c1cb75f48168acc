import { describe, expect, test } from 'vitest';
import type { PlainEvent } from '../../src-main/columns/index.ts';
import { huntRules, loadRules, type Rule, type RuleOutcome } from '../../src-main/hunt/index.ts';
import { visible } from '../../src-renderer/src/shape/evidence-text.ts';
import { columnsOf } from '../help/columns-of.ts';
import { ruleOf } from '../hunt/rule-text.ts';
import { oktaRecord } from '../sources/okta-records.ts';
import { eventOf } from '../sources/records.ts';

/** Traps of the list that lie between a source and a rule, under their numbers. */
const { rules } = loadRules('resources/rules');
const shipped = (id: string): Rule => rules.find((rule) => rule.id === id && rule.variant === 'corrected')!;
const T = Date.parse('2026-01-05T09:00:00Z');
const MINUTE = 60_000;
const DAY = 86_400_000;
const at = (minutes: number, more: Partial<PlainEvent>): PlainEvent => ({ 'organization.id': 'halden', 'event.outcome': 'success', ...more, time: T + minutes * MINUTE });
const hunt = (rule: Rule, events: readonly PlainEvent[]): RuleOutcome => [...huntRules([rule], columnsOf(events))][0]!;
const dropped = (outcome: RuleOutcome) => Object.fromEntries(outcome.dropped.map(({ reason, count }) => [reason, count]));

describe('trap 12: the admin console of Okta speaks from addresses and with clients of its own', () => {
  const console = { id: 'okta.b58d5b75-07d4-5f25-bf59-368a1261a405', ipAddress: '44.238.82.114', userAgent: { rawUserAgent: 'Okta-Integrations', os: 'Unknown', browser: 'UNKNOWN' } };
  const session = { 'event.dataset': 'okta.system', 'event.action': 'user.authentication.sso', 'user.name': 'mara@halden.example', 'session.root_id': 'r1', 'session.id': 's1' } as const;
  const desk = { 'source.ip': '198.51.100.7', 'source.as.number': 64496, 'source.as.organization.name': 'Fjord', 'user_agent.original': 'Chrome/124', 'user_agent.template': 'Chrome/*' } as const;
  const own = { 'source.ip': '203.0.113.50', 'source.as.number': 16509, 'source.as.organization.name': 'Amazon', 'user_agent.original': 'Okta-Integrations', 'user_agent.template': 'Okta-Integrations' } as const;

  test('the record says which client it was', () => {
    const { fields } = eventOf(oktaRecord({ client: console }));
    expect([fields['okta.system.client_id'], fields['user_agent.original']]).toEqual([console.id, 'Okta-Integrations']);
  });

  test('the session does not go elsewhere by it; by somebody else it does', () => {
    const quiet = hunt(shipped('okta-session-elsewhere'), [at(0, { ...session, ...desk }), at(4, { ...session, ...own, 'okta.system.client_id': console.id }), at(9, { ...session, ...desk })]);
    expect(quiet.findings).toHaveLength(0);
    expect(dropped(quiet)).toMatchObject({ 'the admin console, which speaks for itself': 1 });
    expect(hunt(shipped('okta-session-elsewhere'), [at(0, { ...session, ...desk }), at(4, { ...session, ...own })]).findings).toHaveLength(1);
  });
});

describe('trap 14: a service of Microsoft signs in for the user, from its own address', () => {
  const networks = [7922, 21928, 62240].map((asn, i) => at(i * 5, { 'event.dataset': 'entra.signin', 'entra.signin.kind': 'interactive', 'user.name': 'j.doe@halden.example', 'source.ip': `198.51.100.${i + 1}`, 'source.as.number': asn, 'user_agent.original': 'Edg/124' }));
  const back = { 'event.dataset': 'entra.signin', 'entra.signin.kind': 'non-interactive', 'user.name': 'j.doe@halden.example', 'source.ip': '192.0.2.80', 'source.as.number': 8075 } as const;

  test('it is no fourth network, and is counted', () => {
    const outcome = hunt(shipped('entra-many-networks'), [...networks, at(16, back)]);
    expect(outcome.findings).toHaveLength(0);
    expect(dropped(outcome)).toEqual({ 'made by a service of Microsoft for the user': 1 });
  });

  test('somebody with a client there is one', () => {
    expect(hunt(shipped('entra-many-networks'), [...networks, at(16, { ...back, 'user_agent.original': 'python-requests/2.31' })]).findings).toHaveLength(1);
  });

  test('interim steps of a login on a fourth network are no sign-in', () => {
    const interim = { ...networks[0]!, 'source.as.number': 60068, 'source.ip': '192.0.2.9', time: T + 17 * MINUTE } as PlainEvent;
    for (const outcome of ['unknown', 'failure']) expect(hunt(shipped('entra-many-networks'), [...networks, { ...interim, 'event.outcome': outcome } as PlainEvent]).findings).toHaveLength(0);
    expect(hunt(shipped('entra-many-networks'), [...networks, interim]).findings).toHaveLength(1);
  });
});

describe('trap 15: who asks a cluster without a key', () => {
  const ask = (minutes: number, user: string, type: string, ip: string, more: Partial<PlainEvent> = {}) => at(minutes, { 'event.dataset': 'k8s.audit', 'event.action': 'list', 'user.name': user, 'user.type': type, 'source.ip': ip, 'source.ip_type': 'public', ...more });
  const two = [['198.51.100.7', 7922], ['203.0.113.9', 62240]] as const;

  test.each([['system:anonymous', 'anonymous'], ['system:kube-scheduler', 'system']])('%s has none, from however many networks', (user, type) => {
    const outcome = hunt(shipped('k8s-key-in-two-places'), [
      ...two.map(([ip, asn], i) => ask(i, user, type, ip, { 'source.as.number': asn })),
      ask(9, 'mara', 'user', '198.51.100.7', { 'credential.id': 'ASIAEXAMPLE', 'source.as.number': 7922 }),
    ]);
    expect(outcome).toMatchObject({ status: 'ran-empty', findings: [] });
  });

  test('a person with a key is found', () => {
    const events = two.map(([ip, asn], i) => ask(i, 'mara', 'user', ip, { 'credential.id': 'ASIAEXAMPLE', 'source.as.number': asn }));
    expect(hunt(shipped('k8s-key-in-two-places'), events).findings).toHaveLength(1);
  });
});

describe('trap 17: names of networks, and countries that a table does not know', () => {
  const call = (days: number, more: Partial<PlainEvent>) => ({
    ...at(0, { 'event.dataset': 'aws.cloudtrail', 'event.action': 'ListBuckets', 'user.name': 'j.doe', 'user.id': 'arn:aws:iam::111122223333:user/j.doe', 'credential.id': 'AKIAEXAMPLE', ...more }), time: T + days * DAY,
  });
  const known = Array.from({ length: 28 }, (_, day) => call(day, { 'source.ip': '198.51.100.7', 'source.as.number': 64496, 'source.as.organization.name': 'Fjord Fiber AS', 'source.geo.country_iso_code': 'NO' }));

  test('an organisation that a later build of the table calls otherwise is the same network', () => {
    const renamed = call(20.5, { 'source.ip': '198.51.100.9', 'source.as.number': 64496, 'source.as.organization.name': 'Fjord Broadband' });
    expect(hunt(shipped('aws-new-network-for-user'), [...known, renamed]).findings).toHaveLength(0);
    const other = { ...renamed, 'source.as.number': 64500 };
    expect(hunt(shipped('aws-new-network-for-user'), [...known, other]).findings).toHaveLength(1);
  });

  test('a comma in a name does not make two profiles one', () => {
    const tuple = ruleOf('derive:\n  profile: { tuple: [source.as.organization.name, source.geo.city_name], separator: ", " }\nkind: aggregate\nwhere: []\naggregate:\n  by: [user.name]\n  window: { type: whole }\n  measures: { profiles: { count_distinct: profile } }\n  when: { measure: profiles, greater: 1 }\n');
    const place = (organization: string, city: string) => call(0, { 'source.ip': `address of ${organization} in ${city}`, 'source.as.organization.name': organization, 'source.geo.city_name': city });
    expect(hunt(tuple, [place('Fjord, Inc.', 'Oslo'), place('Fjord', 'Inc., Oslo')]).findings).toHaveLength(1);
    expect(hunt(tuple, [place('Fjord, Inc.', 'Oslo'), place('Fjord, Inc.', 'Oslo')]).findings).toHaveLength(0);
  });

  test('where a table knows the network and no country, the country is not another one', () => {
    const near = { ...known[0]!, 'source.ip': '203.0.113.9', 'source.as.number': 62240, 'source.geo.country_iso_code': null, time: T + 10 * MINUTE };
    expect(hunt(shipped('two-countries'), [known[0]!, near]).findings).toHaveLength(0);
    expect(hunt(shipped('two-countries'), [known[0]!, { ...near, 'source.geo.country_iso_code': 'NL' }]).findings).toHaveLength(1);
  });

  test('an address that is announced in many places is one network wherever it answers', () => {
    const anycast = (days: number, country: string | null) => call(days, { 'source.ip': `2001:db8::${days}`, 'source.as.number': 13335, 'source.as.organization.name': 'Cloudflare, Inc.', 'source.geo.country_iso_code': country });
    const events = [...known, ...Array.from({ length: 20 }, (_, day) => anycast(day, day % 2 === 0 ? 'US' : null)), anycast(25, 'AU')];
    expect(hunt(shipped('aws-new-network-for-user'), events).findings).toHaveLength(0);
  });
});

describe('trap 24: names that look alike', () => {
  const rule = ruleOf('kind: aggregate\nwhere: []\naggregate:\n  by: [user.id]\n  window: { type: whole }\n  measures: { addresses: { count_distinct: source.ip } }\n  when: { measure: addresses, greater: 1 }\n', { entity: '{ field: user.id, type: user, score: 10 }', title: 'Test of $user.id$' });
  const seen = (user: string, ip: string) => at(0, { 'event.dataset': 'aws.cloudtrail', 'user.id': user, 'source.ip': ip });

  test('ARNs that differ in capitals are two, as in AWS', () => {
    const arn = 'arn:aws:iam::111122223333:user/J.Doe';
    expect(hunt(rule, [seen(arn, '198.51.100.7'), seen(arn.toLowerCase(), '203.0.113.9')]).findings).toHaveLength(0);
    expect(hunt(rule, [seen(arn, '198.51.100.7'), seen(arn, '203.0.113.9')]).findings).toHaveLength(1);
  });

  test('a Cyrillic letter, or a mark that nobody sees, makes another user', () => {
    for (const other of ['j.d\u043Ee', 'j.doe\u200B', '\u202Ej.doe']) expect(hunt(rule, [seen('j.doe', '198.51.100.7'), seen(other, '203.0.113.9')]).findings).toHaveLength(0);
    expect(visible('j.doe\u200B')).toBe('j.doe[U+200B]');
  });
});

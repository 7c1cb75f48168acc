import { describe, expect, test } from 'vitest';
import type { PlainEvent } from '../../src-main/columns/index.ts';
import { huntRules, loadRules, type Rule } from '../../src-main/hunt/index.ts';
import { columnsOf } from '../help/columns-of.ts';
import { ruleOf } from './rule-text.ts';

const { rules } = loadRules('resources/rules');
const shipped = (id: string, variant: 'published' | 'corrected'): Rule => rules.find((rule) => rule.id === id && rule.variant === variant)!;
const T = Date.parse('2026-01-05T14:00:00Z');
const event = (seconds: number, more: Partial<PlainEvent>): PlainEvent => ({
  'event.dataset': 'okta.system', 'event.outcome': 'success', 'organization.id': 'example', 'user.name': 'j.doe@example.com', ...more, time: T + seconds * 1000,
});
const place = (country: string, egress = 'residential') => ({ 'source.geo.country_iso_code': country, 'source.ip': `address in ${country} ${egress}`, 'source.egress': egress });
const mfa = (seconds: number, method: string, country: string, more: Partial<PlainEvent> = {}) => event(seconds, {
  'event.action': 'user.authentication.auth_via_mfa', 'okta.system.message': 'Authentication of user via MFA', 'auth.method': method, ...place(country), ...more,
});
const signOn = (seconds: number, country: string, more: Partial<PlainEvent> = {}) => event(seconds, { 'event.action': 'user.authentication.sso', ...place(country), ...more });
const PUSH = 'Get a push notification';
const found = (rule: Rule, events: readonly PlainEvent[]) => [...huntRules([rule], columnsOf(events))][0]!.findings;
const apart = (events: readonly PlainEvent[]) => found(shipped('okta-mfa-and-access-apart', 'corrected'), events).map((one) => one.severity);

test('trap 8: "more than two countries" for a story of two: the published rule misses it, the corrected one does not', () => {
  const story = [mfa(0, 'Password', 'NL'), mfa(30, PUSH, 'CA')];
  expect(found(shipped('okta-mfa-countries', 'published'), story)).toEqual([]);
  expect(apart(story)).toEqual(['medium']);
});

describe('trap 9: "unknown", "-", "" and nothing are no values', () => {
  test.each(['unknown', '-', '', null])('%j joins nothing, and is no country to differ from', (nothing) => {
    const ids = { 'okta.system.authn_request_id': nothing, 'session.id': nothing };
    // Half an hour apart only an id could join them.
    expect(apart([mfa(0, 'Password', 'NL', ids), mfa(1800, PUSH, 'CA', ids)])).toEqual([]);
    expect(apart([mfa(0, 'Password', 'NL'), mfa(30, PUSH, 'CA', { 'source.geo.country_iso_code': nothing })])).toEqual([]);
  });

  test('they are nobody in a sequence', () => {
    const rule = ruleOf('kind: sequence\nwhere: []\nsequence:\n  by: [user.name]\n  steps: [{ name: a, where: { field: event.action, is: A } }, { name: b, where: { field: event.action, is: B } }]\n  maxspan: 1h\n');
    const of = (user: string | null) => [event(0, { 'event.dataset': 'aws.cloudtrail', 'event.action': 'A', 'user.name': user }), event(1, { 'event.dataset': 'aws.cloudtrail', 'event.action': 'B', 'user.name': user })];
    expect(['unknown', '-', '', null, 'j'].map((user) => found(rule, of(user)).length)).toEqual([0, 0, 0, 0, 1]);
  });
});

test('trap 10: the session of Okta changes while somebody logs in: password, push and session belong together by the authentication request, and by the person where there is none', () => {
  const session = (id: string, request: string | null) => ({ 'session.id': id, 'okta.system.authn_request_id': request });
  const by = (request: string | null) => found(shipped('okta-mfa-and-access-apart', 'corrected'), [
    mfa(0, 'Password', 'NL', session('during', request)), mfa(20, PUSH, 'CA', session('other', request)), signOn(60, 'NL', session('after', null)),
  ]).map((one) => [one.explanation.baseline['joined_by'], one.events.length]);
  expect(by('r1')).toEqual([['okta.system.authn_request_id', 2]]);
  expect(by(null)).toEqual([['person', 2]]);
});

test('trap 11: two device tokens in one sign-in are usual: they are shown, not compared', () => {
  expect(apart([mfa(0, 'Password', 'US', { 'okta.system.dt_hash': 'a' }), mfa(20, PUSH, 'US', { 'okta.system.dt_hash': 'b', ...place('US') })])).toEqual([]);
});

describe('trap 23: order and time', () => {
  const chain = ruleOf('kind: sequence\nwhere: []\nsequence:\n  by: [user.name]\n  steps: [{ name: a, where: { field: event.action, is: A } }, { name: b, where: { field: event.action, is: B } }]\n  maxspan: 1h\n');
  const cloud = (seconds: number, action: string) => event(seconds, { 'event.dataset': 'aws.cloudtrail', 'event.action': action });
  const shape = (rule: Rule, events: readonly PlainEvent[]) => found(rule, events).map((one) => [one.start, one.end, one.explanation.text]);

  test('events out of order in the file give the same findings', () => {
    expect(shape(chain, [cloud(5, 'B'), cloud(0, 'A')])).toEqual(shape(chain, [cloud(0, 'A'), cloud(5, 'B')]));
    const story = [mfa(0, 'Password', 'NL'), mfa(30, PUSH, 'CA'), signOn(60, 'NL')];
    expect(shape(shipped('okta-mfa-and-access-apart', 'corrected'), story.toReversed())).toEqual(shape(shipped('okta-mfa-and-access-apart', 'corrected'), story));
  });

  test('one moment: a join takes both orders, a sequence that of the case', () => {
    expect([apart([mfa(0, 'Password', 'NL'), mfa(0, PUSH, 'CA')]), apart([mfa(0, PUSH, 'CA'), mfa(0, 'Password', 'NL')])]).toEqual([['medium'], ['medium']]);
    expect([found(chain, [cloud(0, 'A'), cloud(0, 'B')]).length, found(chain, [cloud(0, 'B'), cloud(0, 'A')]).length]).toEqual([1, 0]);
  });

  test('times of 1970 and of the far future join nothing that is not near', () => {
    const far = [{ ...cloud(0, 'A'), time: 0 }, cloud(0, 'B'), { ...cloud(0, 'A'), time: Date.parse('2900-01-01T00:00:00Z') }];
    expect(found(chain, far)).toEqual([]);
  });
});

describe('trap 30: relays, VPNs and carriers beside a sign-in', () => {
  test('a relay or another network of one country is no finding, a VPN of it low, a host high', () => {
    const from = (egress: string) => apart([mfa(0, 'Password', 'US', place('US', egress)), mfa(20, PUSH, 'US', place('US', 'mobile'))]);
    expect([from('residential'), from('relay'), from('mobile'), from('vpn'), from('hosting'), from('tor')]).toEqual([[], [], [], ['low'], ['high'], ['high']]);
  });

  test('a phone abroad keeps the country of its carrier: low; behind a host high all the same', () => {
    expect(apart([mfa(0, 'Password', 'NL'), mfa(20, PUSH, 'US', place('US', 'mobile'))])).toEqual(['low']);
    expect(apart([mfa(0, 'Password', 'NL', place('NL', 'hosting')), mfa(20, PUSH, 'US', place('US', 'mobile'))])).toEqual(['high']);
  });

  test('one address is one place, whatever a table says of it', () => {
    const same = { 'source.ip': '198.51.100.7', 'source.egress': 'hosting', 'source.geo.country_iso_code': 'US' };
    expect(apart([mfa(0, 'Password', 'US', same), mfa(20, PUSH, 'US', same)])).toEqual([]);
  });
});

import { describe, expect, test } from 'vitest';
import type { PlainEvent } from '../../src-main/columns/index.ts';
import { huntRules, parseRule, ruleSentence, type Rule } from '../../src-main/hunt/index.ts';
import { likeness } from '../../src-main/hunt/likeness.ts';
import { columnsOf } from '../help/columns-of.ts';
import { ruleOf, ruleText } from './rule-text.ts';

const T = Date.parse('2026-01-05T14:00:00Z');
const MINUTE = 60_000;
const places = {
  denver: { 'source.ip': '198.51.100.7', 'source.geo.city_name': 'Denver', 'source.geo.country_iso_code': 'US', 'source.geo.location': '39.7392,-104.9847', 'source.geo.accuracy': 20 },
  amsterdam: { 'source.ip': '203.0.113.9', 'source.geo.city_name': 'Amsterdam', 'source.geo.country_iso_code': 'NL', 'source.geo.location': '52.374,4.8897', 'source.geo.accuracy': 50 },
  haarlem: { 'source.ip': '203.0.113.77', 'source.geo.city_name': 'Haarlem', 'source.geo.country_iso_code': 'NL', 'source.geo.location': '52.3808,4.6368', 'source.geo.accuracy': 5 },
  london: { 'source.ip': '192.0.2.1', 'source.geo.city_name': 'London', 'source.geo.country_iso_code': 'GB', 'source.geo.location': '51.5074,-0.1278', 'source.geo.accuracy': 10 },
  somewhereUS: { 'source.ip': '198.51.100.200', 'source.geo.country_iso_code': 'US' },
  middleOfUS: { 'source.ip': '198.51.100.201', 'source.geo.country_iso_code': 'US', 'source.geo.location': '37.751,-97.822' },
  nowhere: { 'source.ip': '10.0.0.1' },
} as const satisfies Record<string, Partial<PlainEvent>>;
type Place = keyof typeof places;
const at = (minutes: number, place: Place | null, more: Partial<PlainEvent> = {}): PlainEvent => ({
  'event.dataset': 'aws.cloudtrail', 'user.name': 'j.doe', 'organization.id': '1', 'event.action': 'Login', ...(place === null ? {} : places[place]), ...more, time: T + Math.round(minutes * MINUTE),
});

const body = (more = '', changes: { within?: string; when?: string } = {}): string => `kind: pair
where: []
pair:
  by: [organization.id, user.name]
  within: ${changes.within ?? '1d'}
  when: ${changes.when ?? '{ measure: speed, greater: 900 }'}
${more}`;
const run = (rule: Rule, events: readonly PlainEvent[]) => [...huntRules([rule], columnsOf(events))][0]!;
const found = (rule: Rule, events: readonly PlainEvent[]) => run(rule, events).findings;
const spans = (rule: Rule, events: readonly PlainEvent[]) => found(rule, events).map((one) => [(one.start - T) / MINUTE, (one.end - T) / MINUTE, one.events.length]);
const travel = ruleOf(body());

describe('two events that follow each other', () => {
  test('fire where nobody travels as fast, and not where there is time', () => {
    expect(spans(travel, [at(0, 'denver'), at(60, 'amsterdam')])).toEqual([[0, 60, 2]]);
    expect(found(travel, [at(0, 'denver'), at(60 * 9, 'amsterdam')])).toEqual([]);
  });

  test('are the last at one place and the first at the other, whatever comes before and after', () => {
    expect(spans(travel, [at(0, 'denver'), at(30, 'denver'), at(60, 'amsterdam'), at(90, 'amsterdam')])).toEqual([[30, 60, 2]]);
  });

  test('are of one entity', () => {
    expect(found(travel, [at(0, 'denver'), at(60, 'amsterdam', { 'user.name': 'a.person' })])).toEqual([]);
    expect(found(travel, [at(0, 'denver'), at(60, 'amsterdam', { 'organization.id': '2' })])).toEqual([]);
  });

  test('within: the last millisecond counts, the next does not', () => {
    const rule = ruleOf(body('', { within: '1h' }));
    expect(found(rule, [at(0, 'denver'), at(60, 'amsterdam')])).toHaveLength(1);
    expect(found(rule, [at(0, 'denver'), { ...at(60, 'amsterdam'), time: T + 3_600_001 }])).toEqual([]);
  });

  test('what the exceptions of the rule take away is not in between, and is counted', () => {
    const rule = ruleOf(body(), { except: '[{ reason: a relay or VPN, where: { field: source.egress, in: [relay, vpn, tor] } }]' });
    const relayed = at(60, 'amsterdam', { 'source.egress': 'relay' });
    const outcome = run(rule, [at(0, 'denver'), relayed, at(90, 'denver')]);
    expect([outcome.findings, outcome.dropped]).toEqual([[], [{ reason: 'a relay or VPN', count: 1 }]]);
    expect(found(travel, [at(0, 'denver'), relayed, at(90, 'denver')])).toHaveLength(1);
  });

  test('order in the file does not matter, only time', () => {
    expect(spans(travel, [at(60, 'amsterdam'), at(0, 'denver')])).toEqual([[0, 60, 2]]);
  });
});

describe('distances', () => {
  const km = (events: readonly PlainEvent[], more = '') => found(ruleOf(body(more, { when: '{ measure: distance, at_least: 0 }' })), events)[0]!.explanation.baseline['distance_km'];

  test('are less both radii, and never below nothing', () => {
    expect(km([at(0, 'amsterdam'), at(1, 'london')])).toBeCloseTo(357.5 - 60, -0.5);
    expect(km([at(0, 'amsterdam'), at(1, 'haarlem')])).toBe(0);
  });

  test('a place whose table tells no radius has that of the rule', () => {
    const { 'source.geo.accuracy': _, ...bare } = places.london;
    expect(Number(km([at(0, 'amsterdam'), at(1, 'london')])) - Number(km([at(0, 'amsterdam'), at(1, null, bare)]))).toBeCloseTo(90, 0);
    expect(Number(km([at(0, 'amsterdam'), at(1, null, bare)])) - Number(km([at(0, 'amsterdam'), at(1, null, bare)], '  radius: 150\n'))).toBeCloseTo(50, 0);
  });

  test('where only the country is known, all of it counts; coordinates without a city or radius are the middle of a country', () => {
    expect(km([at(0, 'somewhereUS'), at(1, 'amsterdam')])).toBe(km([at(0, 'middleOfUS'), at(1, 'amsterdam')]));
    expect(Number(km([at(0, 'somewhereUS'), at(1, 'amsterdam')]))).toBeLessThan(Number(km([at(0, 'denver'), at(1, 'amsterdam')])));
    expect(Number(km([at(0, 'somewhereUS'), at(1, 'amsterdam')]))).toBeGreaterThan(4000);
  });

  test('two sides of the antimeridian are near', () => {
    const side = (ip: string, location: string) => ({ 'source.ip': ip, 'source.geo.city_name': 'X', 'source.geo.location': location, 'source.geo.accuracy': 1 });
    expect(Number(km([at(0, null, side('192.0.2.1', '-16.8,179.9')), at(1, null, side('192.0.2.2', '-16.8,-179.9'))]))).toBeLessThan(25);
  });

  test('at one moment there is no way to be in two places; a second is the shortest time', () => {
    const [one] = found(travel, [at(0, 'denver'), at(0, 'amsterdam')]);
    expect(one!.explanation.text).toContain('nothing is in two places at one moment');
    expect(Number(one!.explanation.baseline['speed_kmh'])).toBeCloseTo(Number(one!.explanation.baseline['distance_km']) * 3600, -3);
    expect(JSON.parse(JSON.stringify(one!.explanation.baseline))).toEqual(one!.explanation.baseline);
    expect(found(travel, [at(0, 'amsterdam'), at(0, 'haarlem')])).toEqual([]);
  });

  test('events whose place nobody knows are left out, and counted', () => {
    const outcome = run(travel, [at(0, 'denver'), at(30, 'nowhere'), at(60, 'amsterdam')]);
    expect([outcome.findings.length, outcome.dropped]).toEqual([1, [{ reason: 'place not known', count: 1 }]]);
    expect(outcome.findings[0]!.events).toHaveLength(2);
  });
});

describe('trap 18: the tables and the log say different countries', () => {
  const events = [at(0, 'denver', { 'vendor.geo.country_iso_code': 'United States' }), at(60, 'amsterdam', { 'vendor.geo.country_iso_code': 'United States' })];

  test('the rule says whom it believes, and the finding says that the other disagrees', () => {
    const [ours] = found(travel, events);
    expect(ours!.explanation.text).toContain('The log says otherwise: United States, then United States.');
    expect(found(ruleOf(body('  place: vendor\n')), events)).toEqual([]);
  });

  test('the log that names two countries, by name or code, fires where the tables know one', () => {
    const said = [at(0, 'denver', { 'vendor.geo.country_iso_code': 'US' }), at(60, 'somewhereUS', { 'vendor.geo.country_iso_code': 'Netherlands' })];
    expect(found(travel, said)).toEqual([]);
    const [vendor] = found(ruleOf(body('  place: vendor\n')), said);
    expect(vendor!.explanation.text).toContain('The tables of the case say otherwise: US, then US.');
  });
});

describe('trap 30: what is no journey', () => {
  test('relays, VPNs and Tor are no place of a person', () => {
    const rule = ruleOf(body(), { except: '[{ reason: a relay or VPN, where: { field: source.egress, in: [relay, vpn, tor] } }]' });
    for (const egress of ['relay', 'vpn', 'tor']) expect(found(rule, [at(0, 'denver'), at(10, 'amsterdam', { 'source.egress': egress })])).toEqual([]);
  });

  test('the same address, whatever the log says of where it is', () => {
    const said = (minutes: number, country: string) => at(minutes, null, { 'source.ip': '192.0.2.1', 'vendor.geo.country_iso_code': country });
    expect(found(ruleOf(body('  place: vendor\n')), [said(0, 'US'), said(10, 'NL')])).toEqual([]);
  });

  test('a radius that swallows the distance', () => {
    const wide = { ...places.amsterdam, 'source.geo.accuracy': 1000 };
    expect(found(travel, [at(0, 'london'), at(1, null, wide)])).toEqual([]);
  });

  test('less than 50 km', () => {
    const rule = ruleOf(body('', { when: '{ all: [{ measure: distance, at_least: 50 }, { measure: speed, greater: 900 }] }' }));
    const near = (ip: string, location: string) => ({ 'source.ip': ip, 'source.geo.city_name': 'X', 'source.geo.location': location, 'source.geo.accuracy': 1 });
    const two = (location: string) => [at(0, null, near('192.0.2.1', '52,4')), at(0, null, near('192.0.2.2', location))];
    expect(found(rule, two('52.4,4'))).toEqual([]);
    expect(found(rule, two('52.6,4'))).toHaveLength(1);
    expect(found(travel, two('52.4,4'))).toHaveLength(1);
  });
});

describe('what changed', () => {
  const agent = (minutes: number, ip: string, template: string, more: Partial<PlainEvent> = {}) => at(minutes, null, { 'source.ip': ip, 'user_agent.original': template, 'user_agent.template': template, 'session.id': 's1', ...more });
  const chrome = 'Mozilla/* (Windows NT *; Win64; x64) AppleWebKit/* (KHTML, like Gecko) Chrome/* Safari/*';

  test('other_block: /24 of IPv4, /48 of IPv6; of two versions nothing can be said', () => {
    const rule = ruleOf(body('  measures: { blocks: { other_block: source.ip } }\n', { when: '{ measure: blocks, at_least: 1 }' }));
    const fires = (a: string, b: string) => found(rule, [agent(0, a, chrome), agent(1, b, chrome)]).length;
    expect([fires('192.0.2.1', '192.0.2.254'), fires('192.0.2.1', '192.0.3.1'), fires('2001:db8:1:2::1', '2001:db8:1:ffff::1'), fires('2001:db8:1::1', '2001:db8:2::1'), fires('192.0.2.1', '2001:db8::1'), fires('192.0.2.1', 'AWS Internal'), fires('::ffff:192.0.2.1', '192.0.2.7')])
      .toEqual([0, 1, 0, 1, 0, 0, 0]);
  });

  test('similarity: words that both have, of all words; a client that names itself nowhere is like nothing and unlike nothing', () => {
    const rule = ruleOf(body('  measures: { likeness: { similarity: user_agent.template } }\n', { when: '{ measure: likeness, less: 0.95 }' }));
    const [one] = found(rule, [agent(0, 'a', chrome), agent(1, 'b', 'python-requests/*')]);
    expect(one!.explanation.conditions).toEqual([{ name: 'likeness', measured: 0, operator: '<', limit: 0.95 }]);
    expect(found(rule, [agent(0, 'a', chrome), agent(1, 'b', chrome)])).toEqual([]);
    expect(found(rule, [agent(0, 'a', chrome), at(1, null, { 'source.ip': 'b' })])).toEqual([]);
    expect(found(rule, [agent(0, 'a', chrome), agent(1, 'b', 'unknown')])).toEqual([]);
  });

  test('likeness is the same both ways, 1 of the same words, 0 of none in common', () => {
    expect([likeness('a b c', 'c b a'), likeness('a b', 'c d'), likeness('a b', 'b c'), likeness('b c', 'a b'), likeness('A (b; c)', 'a b c'), likeness('', '')]).toEqual([1, 0, 1 / 3, 1 / 3, 1, 1]);
  });

  test('change: each of the fields is on both events and differs', () => {
    const rule = ruleOf(body('  change: [network.identity]\n', { when: '{ measure: minutes, at_most: 0.5 }' }));
    const login = (seconds: number, asn: number | null) => at(seconds / 60, null, { 'source.ip': asn === null ? undefined : `192.0.2.${asn}`, 'source.as.number': asn ?? undefined });
    expect(spans(rule, [login(0, 1), login(30, 2)])).toEqual([[0, 0.5, 2]]);
    expect(found(rule, [login(0, 1), login(31, 2)])).toEqual([]);
    expect(found(rule, [login(0, 1), login(10, 1)])).toEqual([]);
    expect(found(rule, [login(0, 1), login(10, null)])).toEqual([]);
  });

  test('events: which of the two fulfil a condition', () => {
    const rule = ruleOf(body('  measures:\n    good: { events: first, where: { field: event.outcome, is: success } }\n    bad: { events: second, where: { field: event.outcome, is: failure } }\n', { within: '10m', when: '{ all: [{ measure: good, at_least: 1 }, { measure: bad, at_least: 1 }] }' }));
    const outcomes = (...list: string[]) => list.map((one, i) => at(i, 'denver', { 'event.outcome': one }));
    expect(spans(rule, outcomes('success', 'failure', 'failure', 'success'))).toEqual([[0, 1, 2]]);
    expect(found(rule, outcomes('failure', 'success'))).toEqual([]);
    const either = ruleOf(body('  measures: { bad: { events: either, where: { field: event.outcome, is: failure } } }\n', { when: '{ measure: bad, at_least: 2 }' }));
    expect(found(either, outcomes('failure', 'success', 'failure'))).toEqual([]);
    expect(found(either, outcomes('failure', 'failure'))).toHaveLength(1);
  });
});

describe('several pairs of one entity', () => {
  const back = (...minutes: number[]) => minutes.map((one, i) => at(one, i % 2 === 0 ? 'denver' : 'amsterdam'));

  test('that share an event are one finding, which keeps each of them and tells the strongest', () => {
    const [one] = found(travel, back(0, 60, 70, 130));
    expect(one!.events).toHaveLength(4);
    expect(one!.explanation.windows.map((window) => Date.parse(window.end) - Date.parse(window.start))).toEqual([60 * MINUTE + 1, 10 * MINUTE + 1, 60 * MINUTE + 1]);
    expect(one!.explanation.baseline).toMatchObject({ pairs: 3, between_ms: 10 * MINUTE });
    expect(one!.explanation.text).toContain('the strongest of 3 pairs');
  });

  test('together: those that lie near; cap: no longer than that', () => {
    const events = [...back(0, 10), ...back(100, 110).map((one) => ({ ...one })), at(99.5, 'amsterdam')];
    const apart = [at(0, 'denver'), at(10, 'amsterdam'), at(20, 'amsterdam'), at(30, 'denver')];
    expect(found(travel, apart)).toHaveLength(2);
    expect(spans(ruleOf(body('  together: 10m\n')), apart)).toEqual([[0, 30, 4]]);
    expect(found(ruleOf(body('  together: 9m\n')), apart)).toHaveLength(2);
    expect(spans(ruleOf(body('  together: 10m\n  cap: 20m\n')), apart)).toEqual([[0, 10, 2], [20, 30, 2]]);
    expect(found(travel, events).length).toBeGreaterThan(0);
  });

  test('the first tier that holds for one of them says how grave they are', () => {
    const rule = ruleOf(body('  measures: { systems: { changed: user_agent.os.name } }\n  tiers: [{ severity: high, when: { measure: systems, at_least: 1 } }]\n  together: 1h\n'));
    const on = (minutes: number, place: Place, os: string) => at(minutes, place, { 'user_agent.original': os, 'user_agent.os.name': os });
    expect(found(rule, [on(0, 'denver', 'Windows'), on(60, 'amsterdam', 'Windows')]).map((one) => one.severity)).toEqual(['low']);
    expect(found(rule, [on(0, 'denver', 'Windows'), on(60, 'amsterdam', 'Linux')]).map((one) => one.severity)).toEqual(['high']);
    const [mixed] = found(rule, [on(0, 'denver', 'Windows'), on(10, 'amsterdam', 'Windows'), on(60, 'denver', 'Linux')]);
    expect(mixed).toMatchObject({ severity: 'high', explanation: { baseline: { between_ms: 50 * MINUTE, 'first.user_agent.os.name': 'Windows', 'second.user_agent.os.name': 'Linux' } } });
  });
});

describe('what a finding says', () => {
  test('both places with their radii, the least distance and speed, and what would make it not fire', () => {
    const [one] = found(travel, [at(0, 'denver'), at(60, 'amsterdam')]);
    expect(one!.explanation.text).toBe('There are two events of j.doe that follow each other, from 2026-01-05T14:00:00Z and 2026-01-05T15:00:00Z, 1 h apart. From Denver, US (within 20 km) to Amsterdam, NL (within 50 km) it is at least 7,681 km, so 7,681 km/h or more (limit 900). '
      + 'Both radii are taken off; the city table of the case says so.');
    expect(one!.explanation.wouldNotFire).toEqual(['At most 900 km/h instead of 7,681.6.', '8 h 33 min or more between the events instead of 1 h.', 'Radii that are together 6,782 km larger.']);
  });

  test('in the case of a country alone it says so', () => {
    expect(found(travel, [at(0, 'somewhereUS'), at(60, 'amsterdam')])[0]!.explanation.text).toMatch(/From US \(anywhere in it, within 2,380 km\) to Amsterdam, NL \(within 50 km\).*only the country is known/);
  });

  test('a time with which it would not fire is one with which it does not', () => {
    expect(found(travel, [at(0, 'denver'), at(8 * 60 + 33, 'amsterdam')])).toEqual([]);
    expect(found(travel, [at(0, 'denver'), at(8 * 60 + 31, 'amsterdam')])).toHaveLength(1);
  });
});

describe('the section', () => {
  const problems = (text: string) => parseRule(ruleText(text), 'test.yaml').problems.map((one) => one.message);

  test('says what is wrong in it', () => {
    expect(problems(body('  change: [target.id]\n'))).toEqual(['"target.id" may have several values; one is wanted here.']);
    expect(problems(body('', { within: '0s' }))).toEqual(['Two events lie within a time that is longer than nothing.']);
    expect(problems(body('', { when: '{ measure: sped, greater: 1 }' }))).toEqual(['There is no measure "sped". Did you mean "speed"?']);
    expect(problems(body('  measures: { speed: { changed: user.type } }\n'))).toEqual(['Every pair has "speed": give the measure another name.']);
    expect(problems(body('  measures: { a: { other_block: user.type } }\n'))).toEqual(['Blocks are of addresses; "user.type" has none.']);
    expect(problems(body('  measures: { a: { events: first } }\n'))).toEqual(['"events" counts those of the two that fulfil a condition: "where" is missing.']);
    expect(problems(body('  measures: { a: { changed: user.type, where: [] } }\n'))).toEqual(['Only events have a where; "changed" compares both events.']);
    expect(problems(body('  measures: { a: { changed: user.type, similarity: user.type } }\n'))).toEqual(['A measure of a pair is one of changed, other_block, similarity, events.']);
    expect(problems(body('  radius: -1\n'))).toEqual(['A radius is 0 to 20000 km.']);
  });

  test('reads as a sentence, with its parameters in their places', () => {
    const rule = ruleOf(body('  measures: { hidden: { events: second, where: { field: source.egress, is: hosting } } }\n  tiers: [{ severity: high, when: { measure: hidden, at_least: 1 } }]\n', { when: '{ measure: speed, greater: $speed }' }), { parameters: '{ speed: { type: int, label: Faster than, default: 900, min: 1, max: 2000, step: 1 } }' });
    expect(ruleSentence(rule).map((part) => (part.kind === 'text' ? part.text : `[${part.name}]`)).join('')).toBe('Takes events. Compares each event with the one before it of the same organisation and user, at most 1 day apart. Fires for those with a speed above [speed] km/h. '
      + 'A hidden event is the second where the egress class is hosting. It is high with a hidden event.');
  });
});

import { describe, expect, test } from 'vitest';
import { amount, measuredNoun, nounOf } from '../../src-main/hunt/nouns.ts';
import { loadRules, runExamples } from '../../src-main/hunt/index.ts';

describe('one of what a measure counts', () => {
  test.each([
    ['passwords_asked', '1 password asked', '2 passwords asked'], ['start_items_left', '1 start item left', '2 start items left'], ['starts_from_an_image', '1 start from an image', '4 starts from an image'],
    ['reads_of_keys', '1 read of keys', '2 reads of keys'], ['addresses_seen', '1 address seen', '3 addresses seen'], ['aws_calls', '1 AWS call', '2 AWS calls'],
    // Not sure to be a plural: as it was named.
    ['dns_queries', '1 DNS queries', '2 DNS queries'], ['status', '1 status', '2 status'], ['share', '1 share', '2 share'],
  ])('%s', (measure, one, many) => {
    expect(amount(1, nounOf(measure, null))).toBe(one);
    expect(amount(Number(many.split(' ')[0]), nounOf(measure, null))).toBe(many);
  });
});

describe('many of a field', () => {
  test.each([
    ['user_agent.device.class', '1 device class', '2 device classes'], ['vendor.geo.country_iso_code', '1 country (vendor)', '2 countries (vendor)'], ['graph.activity.status', '1 HTTP status', '2 HTTP statuses'],
    ['azure.activity.token_ip', '1 token IP', '2 token IPs'], ['k8s.audit.claimed_ips', '1 claimed IPs', '2 claimed IPs'],
  ])('%s', (field, one, many) => {
    expect([amount(1, nounOf('n', field)), amount(2, nounOf('n', field))]).toEqual([one, many]);
  });
});

test('what counts only some of the events is called by its name, with what it counts where that is one word that tells which', () => {
  const rule = loadRules('resources/rules').rules.find(({ id }) => id === 'many-networks')!;
  const sessions = loadRules('resources/rules').rules.find(({ id }) => id === 'entra-session-in-two-places')!;
  const systems = loadRules('resources/rules').rules.find(({ id, variant }) => id === 'entra-many-systems' && variant === 'corrected')!;
  expect([amount(1, measuredNoun(rule, 'hosted')), amount(2, measuredNoun(sessions, 'hosted')), amount(2, measuredNoun(systems, 'interactive_systems')), amount(3, measuredNoun(rule, 'networks'))])
    .toEqual(['1 hosted network', '2 hosted events', '2 interactive systems', '3 networks']);
});

test('a limit that stands in several parts of a condition is measured and said once, and what is tied by one word is one list', () => {
  const rule = loadRules('resources/rules').rules.find(({ id }) => id === 'host-program-from-image')!;
  const { explanation } = runExamples(rule)[0]!.outcome.findings[0]!;
  expect(explanation.conditions.map(({ name }) => name)).toEqual(['starts_from_an_image', 'passwords_asked', 'stores_read', 'files_sent', 'start_items_left']);
  expect(explanation.text).toContain('j.doe was seen with 1 start from an image (fires from 1), 1 password asked (fires from 1), 1 store read (fires from 1), 1 file sent (fires from 1) and 1 start item left (fires from 1).');
  expect(explanation.text).toContain('It is high, for 1 password asked in one window.');
  expect(explanation.wouldNotFire).toEqual(['No starts from an image instead of 1.', 'No passwords asked instead of 1 and no stores read instead of 1.']);
});

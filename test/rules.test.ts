import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { checkRuleText, huntRules, loadRules, runExamples, type Rule, type RuleOutcome } from '../src-main/hunt/index.ts';
import type { PlainEvent } from '../src-main/columns/index.ts';
import { columnsOf } from './help/columns-of.ts';

const { rules, problems } = loadRules('resources/rules');
const ruleOf = (seed: string, variant: 'published' | 'corrected'): Rule => rules.find((rule) => rule.seed === seed && rule.variant === variant)!;

test('every shipped rule can be read', () => {
  expect(problems).toEqual([]);
  expect(rules.filter(({ seed }) => seed !== null).map(({ seed, variant }) => `${seed} ${variant}`).sort()).toEqual(['S1', 'S10', 'S11', 'S12', 'S16', 'S17', 'S18', 'S2', 'S3', 'S4', 'S5', 'S5', 'S6', 'S7', 'S7', 'S8', 'S9'].flatMap((seed) => [`${seed} corrected`, `${seed} published`]).concat('S13 published', 'S13 corrected', 'S14 published', 'S15 published', 'S15 corrected', 'S8 corrected', 'S8 corrected').sort());
});

describe.each(rules.map((rule) => [`${rule.id}/${rule.variant}`, rule] as const))('%s', (_, rule) => {
  test.each(runExamples(rule).map((result) => [result.says, result] as const))('%s', (_says, { why }) => {
    expect(why).toBeNull();
  });

  test('checks, says what it deviates in, and serves a hypothesis', () => {
    expect(checkRuleText(rule.text, rule.file)).toEqual([]);
    expect(rule.fidelity.length).toBeGreaterThan(0);
    expect(rule.hypotheses.length).toBeGreaterThan(0);
    if (rule.seed !== 'S8' && rule.seed !== null) expect(rule.output).toBe(['S2', 'S11', 'S14', 'S18'].includes(rule.seed ?? '') ? 'view' : 'finding');
  });
});

describe('S1 against its seed', () => {
  const place = '../shared/seeds/splunk-escu-aws-concurrent-sessions.txt';
  /** What the seed says, for machines that do not have its text. */
  const known = {
    id: '51c04fdb-2746-465a-b86e-b413a09c9085', version: 12, creation_date: '2023-02-01', modification_date: '2026-05-13', author: 'Bhavin Patel, Splunk', status: 'production',
    data_source: ['AWS CloudTrail DescribeEventAggregates'],
    references: ['https://attack.mitre.org/techniques/T1185/', 'https://breakdev.org/evilginx-2-next-generation-of-phishing-2fa-tokens/', 'https://github.com/kgretzky/evilginx2'],
    finding: { title: 'User $user$ has concurrent sessions from more than one unique IP address $src$ in the span of 5 minutes.', entity: { field: 'user', type: 'user', score: 50 } },
    threat_objects: [{ field: 'src', type: 'ip_address' }],
    analytic_story: ['Compromised User Account', 'AWS Identity and Access Management Account Takeover', 'Scattered Lapsus$ Hunters'],
    asset_type: 'AWS Account', mitre_attack_id: ['T1185'],
  };
  const seed = existsSync(place) ? fromSeed(readFileSync(place, 'utf8')) : known;
  const rule = ruleOf('S1', 'published');

  test.runIf(existsSync(place))('the seed text says what is written down here', () => {
    expect(seed).toMatchObject(known);
  });

  test('field by field', () => {
    expect(rule.source).toMatchObject({ id: seed.id, version: String(seed.version) });
    expect(rule).toMatchObject({
      title: seed.finding.title, created: seed.creation_date, modified: seed.modification_date, author: seed.author, status: seed.status,
      references: seed.references, stories: seed.analytic_story, asset_type: seed.asset_type, attack: seed.mitre_attack_id,
    });
    expect(rule.entity).toEqual({ ...seed.finding.entity, field: rule.vendor_fields[seed.finding.entity.field] });
    expect(rule.threat_objects).toEqual(seed.threat_objects.map((one) => ({ ...one, field: rule.vendor_fields[one.field] })));
    expect(rule.data_source.flatMap(({ events }) => events)).toEqual(seed.data_source.map((one) => one.split(' ').at(-1)));
    expect(rule.false_positives[0]).toMatch(/concurrent sessions.*more than one device/i);
    expect(rule.drilldowns).toHaveLength(2);
  });

  test('the query: filter, bin, groups, measures, limit', () => {
    expect(rule).toMatchObject({
      kind: 'aggregate', vendor: 'splunk',
      where: { kind: 'all', of: [{ field: 'event.action', test: 'is', values: ['DescribeEventAggregates'], fold: true }, { field: 'source.ip', test: 'is_not', values: ['AWS Internal'], fold: true }] },
      aggregate: { by: ['user.name', 'cloud.account.id', 'cloud.region', 'event.dataset'], window: { type: 'tumbling', size: 300_000 }, when: { measure: 'distinct_ip_count', test: 'greater', value: 1 } },
    });
  });
});

describe('the cloud session hunts of Sumo Logic against their queries (S2 to S12)', () => {
  const place = '../shared/seeds/sumo-logic-cloud-session-anomalies.txt';
  const published = (id: string): Rule => rules.find((rule) => rule.id === id && rule.variant === 'published')!;
  const interactive = [{ field: 'entra.signin.kind', test: 'is', values: ['interactive'], fold: false }, { field: 'event.outcome', test: 'is', values: ['success'], fold: false }];

  test.runIf(existsSync(place))('the seed text has the queries that are written down here', () => {
    const text = readFileSync(place, 'utf8').replaceAll(/<\/?strong>/g, '').replaceAll(/\s+/g, ' ');
    for (const line of [
      '| where metadata_deviceEventId = "SignInLogs" | where errorCode = "0" | timeslice 1d | count_distinct(device_ip_asnOrg) as distinct_ASNs,values(device_ip_asnOrg) as ASN_value by user_username,_timeslice',
      'count_distinct(device_ip_countryName) as country_count,values(device_ip_asnOrg) as ASN_value,values(device_ip_countryName) as auth_country by user_username,_timeslice | where distinct_ASNs > 1 AND country_count > 2',
      '| where metadata_vendor == "Okta" and description == "User single sign on to app" | %"fields.client.userAgent.rawUserAgent" as userAgent | where userAgent != "unknown" | timeslice 1h | count_distinct(userAgent) as dc_userAgents,values(userAgent) as userAgents by user_username, _timeslice | compare with timeshift 1w | where dc_userAgents > 2 | sort by dc_userAgents desc',
    ]) expect(text).toContain(line);
  });

  test('S2: a view of networks per user and day, without a limit', () => {
    expect(published('entra-networks-per-day')).toMatchObject({
      output: 'view', vendor: 'sumo', where: { kind: 'all', of: interactive },
      aggregate: { by: ['user.name'], window: { type: 'calendar', unit: 'day' }, when: null, measures: { distinct_ASNs: { kind: 'count_distinct', field: 'source.as.organization.name' }, ASN_value: { kind: 'values', field: 'source.as.organization.name' } } },
    });
  });

  test('S3: the same with countries: more than one network, more than two countries', () => {
    expect(published('entra-networks-and-countries')).toMatchObject({
      output: 'finding', where: { kind: 'all', of: interactive },
      aggregate: {
        by: ['user.name'], window: { type: 'calendar', unit: 'day' },
        when: { kind: 'all', of: [{ measure: 'distinct_ASNs', test: 'greater', value: 1 }, { measure: 'country_count', test: 'greater', value: 2 }] },
      },
    });
  });

  test.each([['entra-many-networks', 'S4', 3], ['entra-many-systems', 'S5', 2], ['entra-many-agents', 'S5', 4], ['okta-many-agents-to-apps', 'S10', 4]] as const)('%s (%s): more than %i in 30 minutes, which the rule says is ours', (id, seed, limit) => {
    const rule = published(id);
    expect(rule).toMatchObject({ seed, aggregate: { window: { type: 'sliding', size: 1_800_000 }, when: { test: 'greater', value: limit } } });
    expect(rule.fidelity.join(' ')).toMatch(/in 30 minutes is ours/);
  });

  test('S11: a view of hours beside the same hour a week before, "unknown" left out, most agents first', () => {
    const rule = published('okta-agents-per-hour');
    expect(rule).toMatchObject({
      output: 'view', compare: { by: ['user.name'], window: { type: 'tumbling', size: 3_600_000 }, shift: 7 * 86_400_000, times: 1, absent: 'blank', when: { measure: 'dc_userAgents', test: 'greater', value: 2 }, sort: 'dc_userAgents' },
      where: { kind: 'all', of: [{ field: 'okta.system.message', values: ['User single sign on to app'] }, { field: 'user_agent.original', test: 'not_is', values: ['unknown'] }] },
    });
    expect(rule.fidelity.join(' ')).toContain('compare with timeshift 1w');
  });

  test('S6: hourly, per user, with the numbers of the vendor\'s rule for Okta', () => {
    const values = { slice: 3_600_000, measure: { kind: 'count_distinct', field: 'source.as.organization.name' }, baseline: 'own', learning: 15 * 86_400_000, retention: 20 * 86_400_000, sigma: 1, floor: 3, include_current: false, direction: 'up' };
    expect(published('entra-networks-above-usual')).toMatchObject({ kind: 'outlier', severity: 'info', outlier: { by: ['user.name'], ...values } });
    expect(rules.find((rule) => rule.id === 'entra-networks-above-usual' && rule.variant === 'corrected')).toMatchObject({ outlier: { by: ['organization.id', 'user.name'], measure: { field: 'network.identity' }, sigma: 3, floor: 3, min_points: 15 } });
  });

  test('S7 and S12: networks and applications per user, silent until learned', () => {
    expect(published('entra-new-network-for-user')).toMatchObject({ kind: 'first_seen', first_seen: { by: ['user.name'], value: ['source.as.organization.name'], cold_start: 'suppress' } });
    expect(published('okta-new-app-for-user')).toMatchObject({ kind: 'first_seen', first_seen: { by: ['user.name'], value: ['application.name'], cold_start: 'suppress' } });
  });

  test('corrected forms take sign-ins with nobody at the keyboard, keep tenants apart and count networks and kinds of client (A5, A7, C17)', () => {
    const corrected = rules.filter((rule) => rule.variant === 'corrected' && rule.seed !== null && /^(entra|okta)-/.test(rule.id) && (rule.kind === 'aggregate' || rule.kind === 'first_seen' || rule.kind === 'compare' || rule.kind === 'outlier'));
    expect(corrected).toHaveLength(10);
    for (const rule of corrected) {
      const section = rule.kind === 'aggregate' ? rule.aggregate : rule.kind === 'first_seen' ? rule.first_seen : rule.kind === 'compare' ? rule.compare : rule.kind === 'outlier' ? rule.outlier : null;
      expect(section!.by).toEqual(['organization.id', 'user.name']);
      const counted = rule.kind === 'aggregate' ? Object.values(rule.aggregate.measures).filter((one) => one.where === null).map((one) => one.field) : [];
      expect(counted).not.toContain('source.as.organization.name');
      if (rule.id.startsWith('entra') && rule.kind === 'aggregate') expect(Object.keys(rule.aggregate.measures).filter((name) => name.includes('interactive')).length).toBeGreaterThanOrEqual(2);
    }
  });
});

interface SeedText {
  readonly id: string; readonly version: number; readonly creation_date: string; readonly modification_date: string; readonly author: string; readonly status: string;
  readonly data_source: string[]; readonly references: string[]; readonly finding: { title: string; entity: { field: string; type: string; score: number } };
  readonly threat_objects: { field: string; type: string }[]; readonly analytic_story: string[]; readonly asset_type: string; readonly mitre_attack_id: string[];
}
/** The YAML part of the page; its last line runs into a link of the page. */
function fromSeed(page: string): SeedText {
  const yaml = page.slice(page.indexOf('name: AWS Concurrent')).replace('test_type: unitBack to blog results', 'test_type: unit');
  return parseDocument(yaml).toJS() as SeedText;
}

describe('traps of these seeds', () => {
  const T = Date.parse('2026-01-05T00:00:00Z');
  const event = (second: number, more: Partial<PlainEvent>): PlainEvent => ({
    'event.dataset': 'aws.cloudtrail', 'event.action': 'DescribeEventAggregates', 'cloud.account.id': '111122223333', 'cloud.region': 'us-east-1', ...more, time: T + second * 1000,
  });
  const hunt = (seed: string, variant: 'published' | 'corrected', events: readonly PlainEvent[]): RuleOutcome => [...huntRules([ruleOf(seed, variant)], columnsOf(events))][0]!;
  const count = (outcome: RuleOutcome) => outcome.findings.length;

  test('bin edge: two addresses two seconds apart', () => {
    const pair = [event(299, { 'user.name': 'j', 'source.ip': '198.51.100.7', 'session.id': 's' }), event(301, { 'user.name': 'j', 'source.ip': '203.0.113.9', 'session.id': 's' })];
    expect([count(hunt('S1', 'published', pair)), count(hunt('S1', 'corrected', pair))]).toEqual([0, 1]);
  });

  test('region split', () => {
    const pair = [event(1, { 'user.name': 'j', 'source.ip': '198.51.100.7', 'session.id': 's' }), event(2, { 'user.name': 'j', 'source.ip': '203.0.113.9', 'session.id': 's', 'cloud.region': 'eu-west-1' })];
    expect([count(hunt('S1', 'published', pair)), count(hunt('S1', 'corrected', pair))]).toEqual([0, 1]);
  });

  test('a role session without a user name is left out and counted by one, found by the other', () => {
    const pair = [event(1, { 'source.ip': '198.51.100.7', 'session.id': 's' }), event(2, { 'source.ip': '203.0.113.9', 'session.id': 's' })];
    const published = hunt('S1', 'published', pair);
    expect(published).toMatchObject({ status: 'ran-empty', dropped: [{ reason: 'user.name was empty', count: 2 }] });
    expect(count(hunt('S1', 'corrected', pair))).toBe(1);
  });

  test('two Root events of the seed\'s own sample shape fire, and show the start of the bin twice', () => {
    const root = (second: number, ip: string) => event(second, { 'user.name': 'root', 'user.type': 'Root', 'source.ip': ip, 'user_agent.original': 'AWS Internal', 'service.name': 'health.amazonaws.com' });
    const { findings } = hunt('S1', 'published', [root(65, '198.51.100.7'), root(190, '203.0.113.9')]);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({
      title: 'User root has concurrent sessions from more than one unique IP address 198.51.100.7, 203.0.113.9 in the span of 5 minutes.',
      entity: { 'user.name': 'root', 'cloud.account.id': '111122223333', 'cloud.region': 'us-east-1' },
      explanation: { baseline: { firstTime: '2026-01-05T00:00:00Z', lastTime: '2026-01-05T00:00:00Z', first_event: '2026-01-05T00:01:05Z', last_event: '2026-01-05T00:03:10Z' } },
    });
  });

  test('src != "AWS Internal" also drops events without an address, in any case', () => {
    const events = [event(1, { 'user.name': 'j', 'source.ip': '198.51.100.7' }), event(2, { 'user.name': 'j', 'source.ip': 'aws internal' }), event(3, { 'user.name': 'j' })];
    expect(hunt('S1', 'published', events)).toMatchObject({ findings: [], dropped: [] });
  });

  const call = (second: number, more: Partial<PlainEvent>): PlainEvent => event(second, { 'credential.id': 'AKIAEXAMPLE', 'user.name': 'j.doe', 'organization.id': '111122223333', 'event.action': 'ListBuckets', ...more });
  const home = { 'source.ip': '198.51.100.7', 'source.ip_type': 'public', 'source.as.number': 7922, 'source.as.organization.name': 'Comcast', 'user_agent.original': 'aws-cli/2.15.4', 'user_agent.template': 'aws-cli/*', 'user_agent.version': '2.15.4' };
  const thief = { 'source.ip': '203.0.113.9', 'source.ip_type': 'public', 'source.as.number': 62240, 'source.as.organization.name': 'Clouvider', 'user_agent.original': 'aws-cli/2.15.30', 'user_agent.template': 'aws-cli/*', 'user_agent.version': '2.15.30' };
  const service = { 'source.ip': 'cloudformation.amazonaws.com', 'source.ip_type': 'service', 'via.service': 'cloudformation.amazonaws.com', 'user_agent.original': 'cloudformation.amazonaws.com', 'user_agent.template': 'cloudformation.amazonaws.com' };

  test('a CloudFormation run fires as published and not as corrected', () => {
    const run = [call(0, home), call(5, service), call(9, service)];
    expect(count(hunt('S16', 'published', run))).toBe(1);
    expect(hunt('S16', 'corrected', run)).toMatchObject({ findings: [], dropped: [{ reason: 'made by an AWS service on behalf of the user', count: 2 }] });
  });

  test('a stolen key with another version of the client fires as both', () => {
    const events = [call(0, home), call(60, thief), call(65, home)];
    expect([count(hunt('S16', 'published', events)), count(hunt('S16', 'corrected', events))]).toEqual([1, 1]);
  });

  test('an empty agent is a value in Sumo', () => {
    const events = [call(0, home), call(5, { ...thief, 'user_agent.original': null, 'user_agent.template': null, 'user_agent.version': null })];
    expect([count(hunt('S16', 'published', events)), count(hunt('S16', 'corrected', events))]).toEqual([1, 0]);
  });

  test('the key\'s own cloud host is labelled, the thief is not', () => {
    const host = { ...home, 'source.ip': '192.0.2.4', 'source.as.number': 16509, 'source.as.organization.name': 'Amazon.com, Inc.', 'source.egress': 'cloud', 'user_agent.version': '2.15.9' };
    const { findings } = hunt('S16', 'corrected', [call(-90_000, host), call(0, host), call(60, thief)]);
    expect(findings[0]!.explanation.baseline['own_cloud_host']).toBe('Amazon');
    expect(findings[0]!.explanation.text).toContain('Amazon may be the key\'s own cloud host: the key was used from there before, since 2026-01-03T23:00:00Z.');
  });

  test('a thief with many calls does not vanish as corrected', () => {
    const events = [
      ...Array.from({ length: 10 }, (_, day) => call(day * 86_400, { ...home, 'session.id': `s${day}`, 'user.id': 'arn:j' })),
      ...Array.from({ length: 100 }, (_, i) => call(5 * 86_400 + i, { ...thief, 'session.id': 'stolen', 'user.id': 'arn:j' })),
    ];
    expect([count(hunt('S17', 'published', events)), count(hunt('S17', 'corrected', events))]).toEqual([0, 1]);
  });

  test('commas in names of organisations do not mix profiles up', () => {
    const profile = (organization: string, country: string) => call(0, { ...home, 'source.ip': `${organization}${country}`, 'source.as.organization.name': organization, 'source.geo.country_iso_code': country });
    const { views } = hunt('S18', 'published', [profile('A', 'US'), profile('A,US', ''), profile('B', 'US')]);
    expect(views[0]!.rows).toHaveLength(1);
    expect(String(views[0]!.rows[0]!.cells.at(-1)).split('\n')).toHaveLength(3);
  });
});

test('the entity of every finding names an account, tenant or organisation', () => {
  for (const rule of rules) {
    for (const { outcome } of runExamples(rule)) {
      const entities = [...outcome.findings, ...outcome.views.flatMap(({ rows }) => rows)].map(({ entity }) => Object.keys(entity));
      for (const keys of entities) expect(keys.some((key) => ['organization.id', 'cloud.account.id'].includes(key))).toBe(true);
    }
  }
});

import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPack } from '../../src-main/enrich/pack/open.ts';
import { templateOf } from '../../src-main/enrich/agent-template.ts';
import * as agents from '../../scripts/sample/agents.ts';
import { makeMonth } from '../../scripts/sample/month.ts';
import { address, addressSix, networks, type Network } from '../../scripts/sample/networks.ts';
import { Random } from '../../scripts/sample/random.ts';
import type { Planted } from '../../scripts/sample/truth.ts';
import { distinct, eventsIn, filesOf, grouped, slidingHits, type Seen } from './read.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const folder = mkdtempSync(join(tmpdir(), 'bilocate-sample-test-'));
const out = join(folder, 'month');
let events: Seen[] = [];
let planted: readonly Planted[] = [];

beforeAll(async () => {
  const made = await makeMonth({ out, events: 40_000, seed: 1, days: 30 });
  planted = (made.truth as { planted: Planted[] }).planted;
  events = eventsIn(out);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const family = (name: Planted['family']) => planted.filter((one) => one.family === name);
/** Who it is about, for every way in which a rule may group: by name and by ARN, always within an account. */
const groupings = [['user.name', 'cloud.account.id'], ['user.id', 'cloud.account.id']] as const;
const entityOf = (by: readonly ('user.name' | 'user.id' | 'cloud.account.id')[]) => (event: Seen) => {
  const parts = by.map((name) => event.fields[name]);
  return parts.includes(undefined) ? undefined : parts.join(' ');
};

describe('the month as evidence', () => {
  test('exactly as many events as were asked for, every record mapped, every id once', () => {
    expect(events).toHaveLength(40_000);
    expect(distinct(events, (event) => event.id)).toBe(40_000);
    expect(events[0]!.ms).toBeGreaterThanOrEqual(Date.UTC(2026, 3, 20));
    expect(events.at(-1)!.ms).toBeLessThan(Date.UTC(2026, 4, 20));
  });

  test('folders and names of an S3 delivery', () => {
    for (const file of filesOf(out)) {
      expect(file).toMatch(/^AWSLogs\/(\d{12})\/CloudTrail\/([a-z]+-[a-z]+-\d)\/2026\/\d\d\/\d\d\/\1_CloudTrail_\2_2026\d{4}T\d{4}Z_[A-Z2-7]{16}\.json\.gz$/);
    }
  });

  test('nobody\'s key is real', () => {
    const keys = new Set(events.map((event) => event.fields['credential.id']).filter((key) => key !== undefined));
    for (const key of keys) expect(key).toMatch(/^A(KIA|SIA)[A-Z2-7]{9}EXAMPLE$/);
  });

  test('the same order gives the same bytes, another seed others', async () => {
    const hash = (path: string) => filesOf(path).reduce((sum, file) => sum.update(file).update(readFileSync(join(path, file))), createHash('sha256')).digest('hex');
    const [again, other] = [join(folder, 'again'), join(folder, 'other')];
    const first = await makeMonth({ out: again, events: 40_000, seed: 1, days: 30 });
    await makeMonth({ out: other, events: 40_000, seed: 2, days: 30 });
    expect(hash(again)).toBe(hash(out));
    expect(hash(other)).not.toBe(hash(out));
    expect((first.truth as { planted: Planted[] }).planted).toEqual(planted);
  });

  test('more noise, the same story', async () => {
    const made = await makeMonth({ out: join(folder, 'more'), events: 90_000, seed: 1, days: 30 });
    expect(made.events).toBe(90_000);
    expect((made.truth as { planted: Planted[] }).planted).toEqual(planted);
  });
});

describe('the truth', () => {
  test('every planted event is in the logs, at its time', () => {
    const ids = new Map(events.map((event) => [event.id, event]));
    for (const one of planted) {
      expect(one.events.length).toBeGreaterThan(0);
      expect([one.events[0]!, one.events.at(-1)!].map((id) => new Date(ids.get(id)!.ms).toISOString())).toEqual([one.start, one.end].map((time) => time.replace('Z', '.000Z')));
      for (const id of one.events) expect(ids.has(id)).toBe(true);
    }
  });

  test('the story: two networks and two clients on one key, 68 events behind the first finding', () => {
    const [first, second] = family('s16');
    expect([first?.events.length, first?.entity['user.name'], second?.events.length]).toEqual([68, 'j.doe', 34]);
    expect(planted.map((one) => one.family).toSorted()).toEqual(['s1', 's16', 's16', 's17', 's17', 's7', 's7']);
  });
});

describe('sound corrected rules find the planted findings and nothing else', () => {
  test('s16: one key, clients and networks within ten minutes', () => {
    const network = (event: Seen) => event.fields['network.endpoint'] ?? event.network?.asn;
    const calls = events.filter((event) => event.fields['via.service'] === undefined);
    // By template, and by the client string with its version and without the command: rules may count either.
    const clients = [(event: Seen) => event.template, (event: Seen) => event.fields['user_agent.original']?.replace(/(command#|api\/)\S+/g, '')];
    for (const client of clients) {
      const hits = [...grouped(calls, (event) => event.fields['credential.id']).values()].flatMap((used) => slidingHits(used, 10 * MINUTE, (window) => distinct(window, client) > 1 && distinct(window, network) > 1));
      expect(hits.map((hit) => hit.map((one) => one.id).toSorted())).toEqual(family('s16').map((one) => one.events.toSorted()));
    }
  });

  test('s1: one console session, addresses within five minutes', () => {
    const console = events.filter((event) => event.fields['aws.cloudtrail.session_from_console'] === true && event.fields['via.service'] === undefined);
    const hits = [...grouped(console, (event) => event.fields['session.id'])].flatMap(([session, calls]) => slidingHits(calls, 5 * MINUTE, (window) => distinct(window, (one) => one.ip) > 1).map((hit) => ({ session, events: hit.map((one) => one.id).toSorted() })));
    expect(hits).toEqual(family('s1').map((one) => ({ session: one.entity['session.id'], events: one.events.toSorted() })));
  });

  test.each(groupings)('s7: a network new to %s, whether ten days are learned or half of the month', (...by) => {
    for (const learning of [10, 14, 15]) {
      const found: string[] = [];
      for (const calls of grouped(events.filter((event) => event.network !== null), entityOf(by)).values()) {
        const known = new Set<number>();
        for (const call of calls) {
          if (!known.has(call.network!.asn) && call.ms - calls[0]!.ms >= learning * DAY) found.push(call.id);
          known.add(call.network!.asn);
        }
      }
      expect(found.toSorted()).toEqual(family('s7').map((one) => one.events[0]).toSorted());
    }
  });

  test.each(groupings)('s17: a profile of %s that is met on few days', (...by) => {
    const rare: string[][] = [];
    for (const calls of grouped(events.filter((event) => event.network !== null), entityOf(by)).values()) {
      const days = distinct(calls, (call) => call.day);
      for (const profile of grouped(calls, (call) => `${call.network!.asn} ${call.network!.country} ${call.template}`).values()) {
        const share = distinct(profile, (call) => call.day) / days;
        // Room on both sides, so that the limit of the rule does not matter: benign profiles are well above, planted ones well below.
        if (share < 0.06) rare.push(profile.map((call) => call.id).toSorted());
        else expect(share).toBeGreaterThan(0.15);
      }
    }
    expect(rare.map(String).toSorted()).toEqual(family('s17').map((one) => String(one.events.toSorted())).toSorted());
  });
});

describe('published rules are tempted', () => {
  test('s16 fires on CloudFormation, on tethering, on an instance with two ways out', () => {
    const users = new Set<string>();
    for (const calls of grouped(events, (event) => event.fields['credential.id']).values()) {
      for (const bin of grouped(calls, (event) => String(Math.floor(event.ms / (10 * MINUTE)))).values()) {
        if (distinct(bin, (one) => one.fields['user_agent.original']) > 1 && distinct(bin, (one) => one.network?.asn ?? '') > 1) users.add(bin[0]!.fields['user.id']!.split('/').at(-1)!);
      }
    }
    for (const tempting of ['p.novak@haldenfreight.example', 'b.tanaka@haldenfreight.example', 'j.doe']) expect(users).toContain(tempting);
    expect([...users].some((user) => user.startsWith('i-0'))).toBe(true);
  });

  test('s1 fires on phones beside laptops and on shared roles', () => {
    const beats = events.filter((event) => event.fields['event.action'] === 'DescribeEventAggregates' && event.ip !== 'AWS Internal');
    const users = new Set([...grouped(beats, (event) => `${event.fields['user.name']} ${Math.floor(event.ms / (5 * MINUTE))}`).values()].filter((bin) => distinct(bin, (one) => one.ip) > 1).map((bin) => bin[0]!.fields['user.name']));
    expect(users).toContain('e.lind');
    expect([...users].some((user) => user?.startsWith('AWSReservedSSO_PowerUser'))).toBe(true);
  });
});

describe('clients', () => {
  test('an update and another command leave the template as it is', () => {
    for (const platform of ['mac', 'windows', 'linux'] as const) {
      expect(templateOf(agents.cli(platform, true, 's3.ls'))).toBe(templateOf(agents.cli(platform, false, 'ec2.describe-instances')));
      expect(templateOf(agents.browser(platform, true))).toBe(templateOf(agents.browser(platform, false)));
    }
    expect(templateOf(agents.boto(true))).toBe(templateOf(agents.boto(false)));
    expect(templateOf(agents.phone(true))).toBe(templateOf(agents.phone(false)));
    expect(templateOf(agents.firefox(true))).toBe(templateOf(agents.firefox(false)));
  });
  test('the thief\'s client is another one than the owner\'s', () => {
    expect(templateOf(agents.thief)).not.toBe(templateOf(agents.cli('mac', true, 's3.ls')));
  });
});

const pack = new URL('../../resources/geo/', import.meta.url).pathname;
describe.skipIf(!existsSync(join(pack, 'manifest.json')))('the real tables answer for the networks of the sample', () => {
  test('with network and country', () => {
    const geo = openPack(pack);
    for (const network of Object.values(networks) as Network[]) {
      for (const block of network.blocks) {
        for (const last of [2, 77, 130, 251]) expect([block, geo.lookup(block.slice(0, -1) + last)]).toMatchObject([block, { asn: network.asn, country: network.country }]);
      }
      if (network.six !== null) for (const subscriber of [0, 6, 19]) expect(geo.lookup(addressSix(network, subscriber, new Random(1, subscriber)))).toMatchObject({ asn: network.asn, country: network.country });
      expect(network.blocks).toContain(`${address(network, 3, 2).split('.').slice(0, 3).join('.')}.0`);
    }
  });
});

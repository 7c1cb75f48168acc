import { describe, expect, test } from 'vitest';
import type { PlainEvent } from '../../src-main/columns/index.ts';
import { huntRules } from '../../src-main/hunt/index.ts';
import { greatCircleKm } from '../../src-main/kit/geodesy.ts';
import { columnsOf } from '../help/columns-of.ts';
import { ruleOf } from './rule-text.ts';

const T = Date.parse('2026-01-05T00:00:00Z');
/** Numbers from 0 to 1, the same ones each time (Park and Miller, Random number generators: good ones are hard to find, 1988). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

interface Site { readonly ip: string; readonly lat: number; readonly lon: number; readonly km: number | null; readonly asn: number }
interface Event { readonly time: number; readonly user: string; readonly site: Site | null; readonly good: boolean }
interface Limit { readonly measure: string; readonly test: 'greater' | 'at_least' | 'less' | 'at_most'; readonly value: number }
interface Case { readonly events: readonly Event[]; readonly within: number; readonly radius: number; readonly change: boolean; readonly limits: readonly Limit[]; readonly joint: 'all' | 'any'; readonly together: number }

function caseOf(random: () => number): Case {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const sites = Array.from({ length: 5 }, (_, n): Site => ({ ip: `10.0.${n >> 1}.${n}`, lat: Math.round(random() * 120 - 60), lon: Math.round(random() * 360 - 180), km: pick([null, 0, 50, 2000]), asn: pick([1, 2, 3]) }));
  const events = Array.from({ length: 40 }, (): Event => ({ time: T + Math.floor(random() * 200) * 300_000, user: pick(['a', 'b', 'c']), site: random() < 0.1 ? null : pick(sites), good: random() < 0.7 })).sort((a, b) => a.time - b.time);
  const values: Readonly<Record<string, readonly number[]>> = { minutes: [0, 5, 30, 120], distance: [0, 1, 500, 4000], speed: [0, 300, 900, 20_000], networks: [0, 1], blocks: [0, 1], bad: [0, 1, 2] };
  const limits = Array.from({ length: 1 + Math.floor(random() * 3) }, (): Limit => {
    const measure = pick(Object.keys(values));
    return { measure, test: pick(['greater', 'at_least', 'less', 'at_most'] as const), value: pick(values[measure]!) };
  });
  return { events, within: pick([600_000, 7_200_000, 86_400_000]), radius: pick([0, 100]), change: random() < 0.3, limits, joint: pick(['all', 'any'] as const), together: pick([0, 3_600_000]) };
}

/** The same, told plainly: what the page of rules says, without any of the engine. */
function plain({ events, within, radius, change, limits, joint, together }: Case): readonly (readonly number[])[] {
  const asksPlaces = limits.some(({ measure }) => measure === 'distance' || measure === 'speed');
  const found: number[][] = [];
  for (const user of new Set(events.map((one) => one.user))) {
    const own = [...events.entries()].filter(([, one]) => one.user === user && (!asksPlaces || one.site !== null));
    let open: number[] = [];
    own.forEach(([at, second], i) => {
      const [before, first] = own[i - 1] ?? [];
      if (before === undefined || first === undefined || second.time - first.time > within) return;
      const [a, b] = [first.site, second.site];
      const distance = a === null || b === null || a.ip === b.ip ? 0 : Math.max(0, greatCircleKm({ latitude: a.lat, longitude: a.lon }, { latitude: b.lat, longitude: b.lon }) - (a.km ?? radius) - (b.km ?? radius));
      const networks = a !== null && b !== null && a.asn !== b.asn ? 1 : 0;
      const numbers: Readonly<Record<string, number>> = {
        minutes: (second.time - first.time) / 60_000, distance, speed: distance / (Math.max(1000, second.time - first.time) / 3_600_000), networks,
        blocks: a !== null && b !== null && a.ip.split('.')[2] !== b.ip.split('.')[2] ? 1 : 0, bad: Number(!first.good) + Number(!second.good),
      };
      const holds = ({ measure, test: sign, value }: Limit): boolean => ({ greater: numbers[measure]! > value, at_least: numbers[measure]! >= value, less: numbers[measure]! < value, at_most: numbers[measure]! <= value })[sign];
      if ((change && networks === 0) || !(joint === 'all' ? limits.every(holds) : limits.some(holds))) return;
      if (open.length > 0 && first.time - events[open.at(-1)!]!.time > together) {
        found.push(open);
        open = [];
      }
      open = [...new Set([...open, before, at])];
    });
    if (open.length > 0) found.push(open);
  }
  return found.map((rows) => rows.map((row) => row + 1).sort((a, b) => a - b)).sort((a, b) => a[0]! - b[0]! || a[1]! - b[1]!);
}

const durations: Readonly<Record<number, string>> = { 0: '0s', 600_000: '10m', 3_600_000: '1h', 7_200_000: '2h', 86_400_000: '1d' };

describe('against the plain reading', () => {
  test('the same findings, with the same events, on random rules and events', () => {
    const random = randomOf(11);
    let total = 0;
    for (let round = 0; round < 120; round += 1) {
      const one = caseOf(random);
      const rule = ruleOf(`kind: pair
where: []
pair:
  by: [organization.id, user.name]
  within: ${durations[one.within]!}
  radius: ${one.radius}
  change: [${one.change ? 'network.identity' : ''}]
  together: ${durations[one.together]!}
  measures: { networks: { changed: network.identity }, blocks: { other_block: source.ip }, bad: { events: either, where: { field: event.outcome, is: failure } } }
  when: { ${one.joint}: [${one.limits.map(({ measure, test: sign, value }) => `{ measure: ${measure}, ${sign}: ${value} }`).join(', ')}] }
`);
      const columns = columnsOf(one.events.map(({ time, user, site, good }): PlainEvent => ({
        time, 'event.dataset': 'aws.cloudtrail', 'organization.id': '1', 'user.name': user, 'event.outcome': good ? 'success' : 'failure',
        ...(site === null ? {} : { 'source.ip': site.ip, 'source.geo.city_name': site.ip, 'source.geo.location': `${site.lat},${site.lon}`, 'source.as.number': site.asn, ...(site.km === null ? {} : { 'source.geo.accuracy': site.km }) }),
      })));
      const findings = [...huntRules([rule], columns)][0]!.findings.map((finding) => [...finding.events].sort((a, b) => a - b)).sort((a, b) => a[0]! - b[0]! || a[1]! - b[1]!);
      expect(findings, JSON.stringify({ ...one, events: undefined })).toEqual(plain(one));
      total += findings.length;
    }
    expect(total).toBeGreaterThan(300);
  });
});

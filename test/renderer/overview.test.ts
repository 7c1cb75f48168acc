import { describe, expect, test } from 'vitest';
import type { Overview, UserLanes } from '../../src-main/contract/index.ts';
import { filterOf } from '../../src-renderer/src/shape/finding-filter.ts';
import { filterFromQuery } from '../../src-renderer/src/shape/event-query.ts';
import { aroundGap, barsOf, dayOfRow, dayRowOf, eventsOfPeriod, eventsOfSource, eventsOfUser, findingsOf, findingsPath, gapSide, nameParts, networksAtOnce, periodsShown, shortNetwork, sliceAt, stateOf, userPath, type Hypothesis, type TwoPlacesRow } from '../../src-renderer/src/shape/overview.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const may19 = Date.UTC(2026, 4, 19);
const filterIn = (url: string) => filterFromQuery({ f: new URL(url, 'http://x').searchParams.get('f') });

describe('where numbers lead', () => {
  test('a user with signs of a URL in its name keeps them', () => {
    expect(userPath('repo:halden/x?#%')).toBe('/users/repo%3Ahalden%2Fx%3F%23%25');
  });
  test('the events of a span hold its last event', () => {
    expect(filterIn(eventsOfUser('j.doe', { startMs: 1000, endMs: 1000 }))).toMatchObject({ from: 1000, to: 1001, chips: [{ field: 'actor.name', values: ['j.doe'] }] });
  });
  test('a slice of a source is its events from its start on and before its end', () => {
    expect(filterIn(eventsOfSource('aws.cloudtrail', 0, 500))).toMatchObject({ from: 0, to: 500, chips: [{ field: 'event.dataset', values: ['aws.cloudtrail'] }] });
  });
  test('a silence is shown with as much time on both sides', () => {
    expect(filterIn(aroundGap({ dataset: 'a', startMs: 100, endMs: 150 }))).toMatchObject({ from: 50, to: 200 });
  });
  test('the findings come with the filter that is usual, and take the place of one that was on', () => {
    const filter = filterOf(findingsPath({ severity: 'high' }).query);
    expect(filter.chips).toEqual(expect.arrayContaining([{ field: 'severity', not: false, values: ['high'] }, { field: 'variant', not: false, values: ['corrected'] }]));
    expect(findingsPath({}, { fromMs: may19, toMs: may19 + HOUR }).query['range']).toBe('2026-05-19T00:00:00Z..2026-05-19T01:00:00Z');
  });
});

describe('hypotheses', () => {
  const none = { info: 0, low: 0, medium: 0, high: 0, critical: 0 };
  const hypothesis = (found: readonly string[], rules = 2, ran = 2): Hypothesis => ({ id: 'H1', findings: found.length, bySeverity: { ...none, high: found.length }, found: [...found], users: 1, rules, ran });

  test.each([[['x'], 2, 2, 'found'], [[], 2, 2, 'nothing'], [[], 2, 0, 'notRun'], [[], 0, 0, 'noRule']] as const)('%j found, %i rules, %i ran: %s', (ids, rules, ran, state) => {
    expect(stateOf(hypothesis(ids, rules, ran))).toBe(state);
  });
  test('lead to the findings of the rules that found something, as they are summed up', () => {
    expect(findingsOf(hypothesis(['asn', 'agents'])).query).toEqual({ variant: 'corrected', 'state.not': 'gone', rule: ['asn', 'agents'] });
    expect(filterOf(findingsOf(hypothesis(['asn'])).query).chips).toContainEqual({ field: 'rule', not: false, values: ['asn'] });
  });
  test('bars are as high as findings are grave; many are narrower, and what does not fit is counted', () => {
    const { bars } = barsOf({ findings: 2, bySeverity: { ...none, critical: 1, low: 1 } }, 286);
    expect(bars.map(({ y, height }) => [y, height])).toEqual([[0, 13], [9.75, 3.25]]);
    const many = barsOf({ findings: 500, bySeverity: { ...none, low: 500 } }, 286);
    expect(many.bars.length + many.more).toBe(500);
    expect(Math.max(...many.bars.map(({ x, width }) => x + width))).toBeLessThanOrEqual(286);
    expect(barsOf({ findings: 0, bySeverity: none }, 286)).toEqual({ bars: [], more: 0 });
  });
});

describe('the day of a row', () => {
  const row = { user: 'j.doe', dayMs: may19, longest: { startMs: may19 + 2 * HOUR, endMs: may19 + 3 * HOUR, networks: ['a', 'b'] }, networks: [{ label: 'a', asn: 1, country: 'US', egress: null, slot: 1, count: 1 }], lanes: [{ label: 'b', slot: 2, bars: [[may19, may19 + HOUR]] }, { label: 'a', slot: 1, bars: [] }] } as unknown as TwoPlacesRow;
  test('is that of the zone in which the longest span began', () => {
    expect(dayOfRow(row, () => 0)).toEqual({ fromMs: may19, toMs: may19 + DAY });
    expect(dayOfRow(row, () => -6 * HOUR)).toEqual({ fromMs: may19 - 18 * HOUR, toMs: may19 + 6 * HOUR });
  });
  test('on a change of clocks has 23 hours', () => {
    const change = Date.UTC(2026, 2, 29, 1);
    const offset = (ms: number) => (ms < change ? HOUR : 2 * HOUR);
    const { fromMs, toMs } = dayOfRow({ ...row, longest: { startMs: change + HOUR, endMs: change + HOUR, networks: [] } }, offset);
    expect(toMs - fromMs).toBe(23 * HOUR);
  });
  test('shows what the overview says until the time line has come; then all networks of the day, those at once first', () => {
    expect(dayRowOf(row, may19, null).lanes).toBe(row.lanes);
    const lane = (label: string, at: number) => ({ label, slot: 3, rows: [{ bars: [[at, at + 5, 2]] }] });
    const day = { lanes: [lane('c', 7), lane('a', 8), lane('b', 9)], overlaps: [row.longest] } as unknown as UserLanes;
    const drawn = dayRowOf(row, may19, day);
    expect(drawn.lanes.map(({ label, bars }) => [label, bars])).toEqual([['b', [[9, 14]]], ['a', [[8, 13]]], ['c', [[7, 12]]]]);
    expect(drawn.overlaps).toHaveLength(1);
  });
  test('a network at once of which the country is not known has none', () => {
    expect(networksAtOnce(row)).toEqual([{ label: 'b', slot: 2, country: null }, { label: 'a', slot: 1, country: 'US' }]);
  });
});

test.each([
  ['Comcast Cable Communications, LLC', 'Comcast Cable'], ['Clouvider Limited', 'Clouvider'], ['Uninet S.A. de C.V.', 'Uninet'], ['Deutsche Telekom AG', 'Deutsche Telekom'], ['KPN B.V.', 'KPN'], ['Telenor Norge AS', 'Telenor Norge'],
  ['Limited', 'Limited'], ['vpce-0a1b2c3d', 'vpce-0a1b2c3d'], ['10.0.0.1', '10.0.0.1'], ['', ''],
])('%s is short for narrow places: %s', (label, short) => {
  expect(shortNetwork(label)).toBe(short);
});

test('a name that no operator has takes no time', () => {
  const started = performance.now();
  for (const label of [`x${' limited'.repeat(20_000)}`, `x${' '.repeat(200_000)}y`]) expect(shortNetwork(label)).toBe(label);
  expect(performance.now() - started).toBeLessThan(500);
});

describe('coverage', () => {
  const coverage: Overview['coverage'] = {
    fromMs: 0, toMs: 100, sliceMs: 10, findings: [], sources: [{ dataset: 'a', events: 3, counts: [], first: new Date(30).toISOString(), last: new Date(70).toISOString(), hours: 1, perHour: 3, busiest: 3, parts: null }],
    gaps: [{ dataset: 'a', startMs: 0, endMs: 30 }, { dataset: 'a', startMs: 40, endMs: 50 }, { dataset: 'a', startMs: 70, endMs: 100 }],
  };
  test('a silence before the first or after the last event of its source has one side', () => {
    expect(coverage.gaps.map((gap) => gapSide(gap, coverage))).toEqual(['before', 'between', 'after']);
  });
  test.each([[-1, 0], [0, 0], [0.999, 9], [1, 9], [7, 9]])('a share of %d is slice %i', (share, at) => {
    expect(sliceAt(coverage, share)).toEqual({ at, fromMs: at * 10, toMs: at * 10 + 10 });
  });
});

test.each([
  ['AWSReservedSSO_DataEngineer_1a82cdb27d48784a', ['AWSReservedSSO_', 'DataEngineer_', '1a82cdb27d48784a']], ['anna.berg@example.com', ['anna.', 'berg@', 'example.', 'com']], ['system:serviceaccount:kube-system:x', ['system:', 'serviceaccount:', 'kube-', 'system:', 'x']], ['root', ['root']], ['__', ['__']],
])('the name %s breaks after its words, and nothing of it is lost', (name, parts) => {
  expect(nameParts(name)).toEqual(parts);
});

test('a period leads to the events in it', () => {
  const [period] = periodsShown([{ kind: 'known-bad', from: '2026-05-19T00:00:00Z', to: '2026-05-20T00:00:00Z', seq: 4, at: '2026-06-01T00:00:00Z', analyst: 'A. Nna', reason: 'the stolen laptop' }]);
  expect(period).toEqual({ kind: 'known-bad', fromMs: may19, toMs: may19 + DAY, seq: 4, reason: 'the stolen laptop' });
  expect(filterIn(eventsOfPeriod(period!))).toMatchObject({ from: may19, to: may19 + DAY, chips: [] });
});

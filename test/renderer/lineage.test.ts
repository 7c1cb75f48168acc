import { describe, expect, test } from 'vitest';
import { lineageLayout, lineagePicture, lineageSentence, lineageSize } from '../../src-main/charts/lineage.ts';
import type { LineageEdge, LineageNode, UserLineage } from '../../src-main/contract/index.ts';
import { changesOf, eventsOfLogins, eventsOfNode, leadsToAll, lineageRows, noteOf, shortId, stepOf, whyEmpty } from '../../src-renderer/src/shape/lineage.ts';
import { collapsing, cleared, partsOf, withoutPart, anyEvent } from '../../src-renderer/src/shape/event-chips.ts';
import { filterFromQuery } from '../../src-renderer/src/shape/event-query.ts';
import { eventsUrl } from '../../src-renderer/src/shape/event-url.ts';

const node = (id: string, over: Partial<LineageNode> = {}): LineageNode => ({
  id, kind: 'credential', name: null, logs: [], tokenType: null, dataset: null, ids: [id], members: 1, users: [], own: true, field: 'credential.id', uses: 1, first: '2026-03-03T09:00:00.000Z', last: null, networks: [], ips: 0, agents: [], countries: [], session: null, ...over,
});
const none = { network: null, ip: null, agent: null };
const edge = (from: number | null, to: number, over: Partial<LineageEdge> = {}): LineageEdge => ({
  from, to, kind: 'issued', sure: 'stated', action: 'AssumeRole', event: 1, at: '2026-03-03T09:00:00.000Z', last: '2026-03-03T09:00:00.000Z', ip: null, network: null, edges: 1, shown: 1, before: 'issued', fresh: false, changes: none, why: null, ...over,
});
const lineage = (nodes: readonly LineageNode[], edges: readonly LineageEdge[], over: Partial<UserLineage> = {}): UserLineage => ({ user: 'ann', nodes: [...nodes], edges: [...edges], more: 0, cut: false, traced: true, alone: 0, logins: null, lacks: [], ...over });
const moved = { ...none, network: { from: ['Home'], to: ['Rented'] } };

describe('the graph', () => {
  const chain = lineage([node('a'), node('b'), node('c'), node('d')], [edge(0, 1), edge(1, 2, { at: '2026-03-03T09:05:00.000Z' }), edge(1, 3, { at: '2026-03-03T09:04:00.000Z' })]);
  test('roots left, children right of them by time; a parent stands beside its first child', () => {
    const { placed } = lineageLayout(chain);
    expect(placed.map(({ node: at, depth }) => [at, depth])).toEqual([[0, 0], [1, 1], [3, 2], [2, 2]]);
    const [a, b, d, c] = placed as [typeof placed[0], typeof placed[0], typeof placed[0], typeof placed[0]];
    expect([a!.y, b!.y, d!.y]).toEqual([a!.y, a!.y, a!.y]);
    expect(c!.y).toBe(d!.y + lineageSize.row);
    expect(b!.x - a!.x).toBe(lineageSize.card + lineageSize.gap);
  });
  test('a tree that changes the network comes first', () => {
    const { placed } = lineageLayout(lineage([node('a'), node('b'), node('c'), node('d')], [edge(0, 1), edge(2, 3, { changes: moved, at: '2026-04-01T00:00:00.000Z' })]));
    expect(placed.map(({ node: at }) => at)).toEqual([2, 3, 0, 1]);
  });
  test('no two cards lie on each other, whatever the edges claim: circles, two parents, itself', () => {
    const nodes = Array.from({ length: 9 }, (_, at) => node(`n${at}`));
    const { placed, width, height } = lineageLayout(lineage(nodes, [edge(0, 1), edge(1, 2), edge(2, 0), edge(3, 3), edge(4, 5), edge(6, 5, { kind: 'session' }), edge(null, 7), edge(5, 8, { kind: 'root' })]));
    expect(placed.map(({ node: at }) => at).sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    for (const [at, one] of placed.entries()) for (const other of placed.slice(at + 1)) expect(Math.abs(one.x - other.x) >= lineageSize.card || Math.abs(one.y - other.y) >= lineageSize.height).toBe(true);
    for (const one of placed) expect(one.x + lineageSize.card <= width && one.y + lineageSize.height <= height).toBe(true);
    expect(placed.find(({ node: at }) => at === 5)!.step, 'what issued it is its parent').toBe(4);
  });
  test('inferred steps are dashed, a change of the network is heavy; each line ends in a head', () => {
    const of = lineage([node('a'), node('b'), node('c')], [edge(0, 1, { kind: 'sso', sure: 'inferred' }), edge(1, 2, { changes: moved })]);
    const { shapes } = lineagePicture(of, lineageLayout(of));
    expect(shapes).toHaveLength(4);
    expect(shapes[0]).toMatchObject({ dash: '5 4', stroke: 'ctl-line' });
    expect(shapes[2]).toMatchObject({ stroke: 'ink', lineWidth: 2 });
    expect(lineageSentence(of)).toBe('Lineage of 3 credentials and 0 sessions in 2 steps. 1 step to another network, 1 step inferred.');
    expect(lineageSentence(lineage([node('a', { members: 300 })], []))).toBe('Lineage of 300 credentials and 0 sessions in 0 steps. No step changes the network.');
  });
  test('nothing is nothing', () => expect(lineageLayout(lineage([], []))).toMatchObject({ placed: [], height: 0 }));
});

describe('words and ways', () => {
  test('a card leads to the events that name its ids; a number only where all ids are told', () => {
    expect(eventsOfNode(node('a', { field: 'session.id', ids: ['a', 'b'] }))).toBe(eventsUrl({ chips: [{ field: 'session.id', operator: 'is', values: ['a', 'b'], ignoreCase: false }] }));
    expect([leadsToAll(node('a')), leadsToAll(node('a', { members: 2 })), leadsToAll(node('a', { uses: 0 }))]).toEqual([true, false, false]);
  });
  test('a step is an action of the log, or a word of ours; the gravest change is named', () => {
    expect([stepOf(edge(0, 1)), stepOf(edge(0, 1, { kind: 'sso' }))]).toEqual([{ action: 'AssumeRole' }, { word: 'sso' }]);
    const both = edge(0, 1, { changes: { network: null, ip: { from: ['1'], to: ['2'] }, agent: { from: ['x'], to: ['y'] } } });
    expect([noteOf(both), noteOf(edge(0, 1)), noteOf(edge(0, 1, { changes: moved }))]).toEqual(['agent', null, 'network']);
    expect(changesOf(both).map(({ kind }) => kind)).toEqual(['agent', 'ip']);
  });
  test('long ids are cut in their middle: both ends tell', () => {
    expect(shortId('AKIAEXAMPLE')).toBe('AKIAEXAMPLE');
    expect(shortId('a1b2c3d4-0000-1111-2222-333344445555')).toBe('a1b2c3d4-0000-11…4445555');
    expect(shortId('AROAEXAMPLEROLEEX:i-0abc12345678def90')).toBe('…:i-0abc12345678def90');
    expect(shortId('AROAEXAMPLEROLEEX:someone@example.org@2026-03-03T09:00:00Z')).toBe('…:someone@example…:00:00Z');
  });
  test('the table has a row for each step by time, then what stands alone', () => {
    const rows = lineageRows(lineage([node('a'), node('b'), node('c')], [edge(0, 1, { at: '2026-03-03T10:00:00.000Z' }), edge(null, 0)]));
    expect(rows.map(({ from, to, edge: step }) => [from?.id ?? null, to.id, step?.kind ?? null])).toEqual([[null, 'a', 'issued'], ['a', 'b', 'issued'], [null, 'c', null]]);
  });
  test('why there is nothing', () => {
    expect(whyEmpty(lineage([node('a')], []))).toBeNull();
    expect(whyEmpty(lineage([], [], { traced: false }))).toBe('untraced');
    expect(whyEmpty(lineage([], [], { lacks: ['credential', 'issued'] }))).toBe('ids');
    expect(whyEmpty(lineage([], [], { alone: 3, lacks: ['issued'] }))).toBe('issue');
  });
});

describe('one row per login in the filter of the events', () => {
  const read = (url: string) => filterFromQuery({ f: decodeURIComponent(url.slice('/events?f='.length)) });
  test('it lives in the URL, and what is no such thing is left out', () => {
    expect(read(eventsOfLogins('ann', true))).toMatchObject({ collapse: 'login', chips: [{ values: ['ann'] }, { values: ['entra.signin'] }] });
    expect(read(eventsOfLogins('ann', false)).collapse).toBeUndefined();
    expect(read(eventsUrl({ login: 7 })).login).toBe(7);
    expect(filterFromQuery({ f: JSON.stringify({ login: 'x', collapse: 'all' }) })).toEqual(anyEvent);
  });
  test('it is a way of looking: no condition, and clearing conditions leaves it', () => {
    const on = collapsing({ ...anyEvent, login: 7 }, true);
    expect(partsOf(on)).toEqual([{ kind: 'login' }]);
    expect(partsOf(withoutPart(on, { kind: 'login' }))).toEqual([]);
    expect(cleared(on)).toEqual({ ...anyEvent, collapse: 'login' });
    expect(cleared(collapsing(on, false))).toEqual(anyEvent);
  });
});

describe('a host', () => {
  const chain = [node('sid', { kind: 'session' }), node('uti'), node('key'), node('host-1', { kind: 'host', name: 'build', field: 'host.id' })];
  const read = edge(3, 2, { kind: 'exposed', sure: 'inferred' });
  test('stands left of the credential that was read on it, below it, so that no line runs through cards', () => {
    const of = lineage(chain, [edge(0, 1), edge(1, 2), read]);
    const { placed } = lineageLayout(of);
    const [key, host] = [placed.find((one) => one.node === 2)!, placed.find((one) => one.node === 3)!];
    expect([host.depth, host.y > key.y, host.step]).toEqual([key.depth - 1, true, -1]);
    expect(placed).toHaveLength(4);
  });
  test('that a session hangs from reaches the key behind it between the rows', () => {
    const of = lineage(chain, [edge(0, 1), edge(1, 2), read, edge(3, 0, { kind: 'exposed', sure: 'inferred' })]);
    const layout = lineageLayout(of);
    const key = layout.placed.find((one) => one.node === 2)!;
    expect(layout.placed.find((one) => one.node === 3)!.depth).toBe(key.depth - 3);
    const [, , , , line] = lineagePicture(of, layout).shapes;
    expect(line).toMatchObject({ kind: 'path', dash: '5 4' });
    expect((line as { d: string }).d).toContain(`V${key.y - lineageSize.gutter}H`);
  });
  test('is where a credential of no other origin hangs from', () => {
    const { placed } = lineageLayout(lineage([node('key'), node('host-1', { kind: 'host' })], [edge(1, 0, { kind: 'exposed', sure: 'inferred' })]));
    expect(placed.map(({ node: at, depth }) => [at, depth])).toEqual([[1, 0], [0, 1]]);
  });
});

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addException, addPeriod, closeCase, createCase, decide, findingRows, saveSet, sayAlias, sayTrait, setFilter, undoDecision, type WriteCase } from '../../src-main/case/index.ts';
import { emptyContext, type FindingRow } from '../../src-main/contract/index.ts';
import { huntContextOf } from '../../src-main/pipeline/hunt-context.ts';
import { huntColumns } from '../../src-main/pipeline/hunt.ts';
import { loadColumns } from '../../src-main/pipeline/load-columns.ts';
import { storeHunt } from '../../src-main/pipeline/store-hunt.ts';
import { importTestFile, numbers, sessionIn, tempFolder } from '../help/case-events.ts';
import { ruleOf } from '../hunt/rule-text.ts';

let folder: string;
let remove: () => void;
let file: WriteCase;

beforeEach(() => {
  ({ folder, remove } = tempFolder());
  const session = sessionIn(folder);
  file = createCase(`${folder}/a.bilocate`, { title: 'What a hunt is told', number: '', caseId: session.newId() }, session);
  importTestFile(file, { name: 'one.jsonl', events: numbers(0, 600) });
});
afterEach(() => {
  closeCase(file);
  remove();
});

const where = 'where: { field: event.action, exists: true }\n';
const rules = [
  ruleOf(`kind: first_seen\n${where}first_seen: { by: [user.name], value: [source.ip], learning: 2h, retention: 3d, cold_start: suppress }\n`, { id: 'new-address' }),
  ruleOf(`kind: outlier\n${where}outlier: { by: [organization.id], slice: 15m, measure: { count: events }, baseline: own, learning: 2h, retention: 3d, sigma: 0, floor: 1, min_points: 2 }\n`, { id: 'busy-hours' }),
  ruleOf(`kind: match\n${where}match: { by: [user.name], together: 1h }\n`, { id: 'all' }),
].map((rule) => ({ rule, origin: 'own' as const }));
const hunt = () => storeHunt(file, huntColumns(loadColumns(file, `${folder}/cache`), rules, { rules: [], parameters: {} }, { context: huntContextOf(file), stop: () => false, now: () => 0, progress: () => undefined }));
const confirm = (one: FindingRow) => decide(file, { targetKind: 'finding', target: one.id, kind: 'verdict', value: 'confirmed', reason: 'seen' });
const standing = () => findingRows(file).filter(({ state }) => state !== 'gone');

describe('what a hunt is told of its case', () => {
  test('nothing, where nobody said anything', () => expect(huntContextOf(file)).toEqual(emptyContext));

  test('sets, exceptions, filters and periods that stand', () => {
    saveSet(file, { name: 'office', kind: 'ip', entries: [{ value: '198.51.100.0/24', note: '' }], validFrom: null, validTo: null, reason: '' });
    addException(file, { rule: null, when: [{ field: 'source.ip', values: [], set: 'office' }], from: null, until: null }, 'office');
    setFilter(file, 'all/corrected', 'when: { measure: events, at_least: 2 }', 'single ones');
    addPeriod(file, { kind: 'trusted', from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' }, 'before');
    expect(huntContextOf(file)).toMatchObject({ sets: [{ name: 'office', version: 1 }], exceptions: [{ seq: 1 }], filters: [{ rule: 'all/corrected' }], periods: [{ kind: 'trusted' }] });
    undoDecision(file, 1);
    expect(huntContextOf(file).exceptions).toEqual([]);
  });

  test('who stands behind each name of a person, by the last word; who was said to be nothing has none', () => {
    sayTrait(file, 'user3', 'shared', '');
    sayTrait(file, 'user5', 'ci', '');
    sayAlias(file, { a: 'user1', b: 'user3', same: true, reason: '' });
    sayTrait(file, 'user1', 'break-glass', '');
    sayTrait(file, 'user5', null, '');
    expect(huntContextOf(file).traits).toEqual([{ user: 'user1', trait: 'break-glass' }, { user: 'user3', trait: 'break-glass' }]);
  });

  test('credentials of confirmed findings, each since its first event in one; no others, and none once the verdict is taken back', () => {
    hunt();
    const one = standing().find(({ rule, actor }) => rule === 'all' && actor === 'user3')!;
    const seq = confirm(one);
    decide(file, { targetKind: 'finding', target: standing().find(({ actor }) => actor === 'user4')!.id, kind: 'verdict', value: 'suspicious', reason: '' });
    const { confirmed } = huntContextOf(file);
    expect(confirmed).toMatchObject({ findings: 1, sessions: [] });
    expect(confirmed.credentials.every(({ id }) => /^AKIAEXAMPLE(3|13|23)$/.test(id))).toBe(true);
    expect(confirmed.credentials.map(({ from }) => from).sort()[0]).toBe(one.start);
    undoDecision(file, seq);
    expect(huntContextOf(file).confirmed).toEqual(emptyContext.confirmed);
  });
});

describe('hunts that heed it', () => {
  test('confirming findings makes what they rest on no less found: each stands, or is part of one that does', () => {
    hunt();
    for (const rule of ['new-address', 'busy-hours', 'all']) {
      const found = standing().filter((one) => one.rule === rule);
      expect([rule, found.length > 3]).toEqual([rule, true]);
      for (const one of found.filter((_, i) => i % 3 === 0)) confirm(one);
    }
    const confirmed = findingRows(file).filter(({ verdict }) => verdict === 'confirmed');
    hunt();
    const covers = (one: FindingRow, other: FindingRow) => other.rule === one.rule && other.actor === one.actor && other.start <= one.start && other.end >= one.end;
    // A mean moves with what is left of it: of numbers nothing can be promised.
    expect(confirmed.filter(({ rule }) => rule !== 'busy-hours').filter((one) => !standing().some((other) => covers(one, other))).map(({ rule, start }) => [rule, start])).toEqual([]);
    expect(standing().some(({ rule }) => rule === 'new-address')).toBe(true);
  });

  test('what is expected stays in the case with the number of who said so; taken back, it is an alarm again', () => {
    const seq = addException(file, { rule: 'all/corrected', when: [{ field: 'user.name', values: ['user3'], set: null }], from: null, until: null }, 'robot');
    hunt();
    const own = () => standing().filter(({ rule, actor }) => rule === 'all' && actor === 'user3').map(({ filteredBy }) => filteredBy);
    expect(new Set(own())).toEqual(new Set([seq]));
    undoDecision(file, seq);
    hunt();
    expect(new Set(own())).toEqual(new Set([null]));
  });
});

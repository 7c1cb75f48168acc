import { describe, expect, test } from 'vitest';
import type { AliasSuggestion, EventFilter } from '../../src-main/contract/index.ts';
import { eventsOfId, eventsOfLink, eventsOfName, keyOfPair, reasonsText, stillAt, traitWhy } from '../../src-renderer/src/shape/identity.ts';

const name = (of: string) => ({ name: of, events: 1, first: '', last: '', sources: [] });
const pair = (a: string, b: string): AliasSuggestion => ({ a: name(a), b: name(b), strength: 'weak', score: 1, for: [], against: [] });
const chipsIn = (url: string): readonly string[] => (JSON.parse(new URLSearchParams(url.split('?')[1]).get('f')!) as EventFilter).chips.map((chip) => `${chip.field} ${chip.operator} ${'values' in chip ? chip.values.join() : ''}`);

describe('where numbers lead', () => {
  test('a name alone is what the log wrote; an id by its kind; a link by both ends', () => {
    expect(chipsIn(eventsOfName('CORP\\jdoe'))).toEqual(['user.name is CORP\\jdoe']);
    expect(chipsIn(eventsOfId({ kind: 'account', id: '1' }))).toEqual(['cloud.account.id is 1']);
    expect(chipsIn(eventsOfId({ kind: 'organization', id: 'x' }))).toEqual(['organization.id is x']);
    expect(chipsIn(eventsOfLink({ kind: 'guest', from: 'a', to: 'b' }))).toEqual(['entra.signin.home_tenant is a', 'entra.signin.resource_tenant is b']);
    expect(chipsIn(eventsOfLink({ kind: 'cross-account', from: '1', to: '2' }))).toEqual(['event.dataset is aws.cloudtrail', 'organization.id is 1', 'cloud.account.id is 2']);
  });
});

describe('the suggestion that is looked at', () => {
  const [one, two, three] = [pair('a', 'b'), pair('c', 'd'), pair('e', 'f')];
  test('stays where others come and go', () => expect(stillAt(keyOfPair(two), 1, [two, three])).toBe(0));
  test('where it is gone, the one in its place; at the end, the one before; of none, the first', () => {
    expect([stillAt(keyOfPair(two), 1, [one, three]), stillAt(keyOfPair(three), 2, [one, two]), stillAt(keyOfPair(one), 0, []), stillAt(null, 0, [one])]).toEqual([1, 1, 0, 0]);
  });
});

describe('words', () => {
  test('what comes from a log is made visible, and stands for itself', () => {
    expect(reasonsText([{ kind: 'same-local', text: 'j\u202ed' }, { kind: 'same-device', count: 2 }])).toBe('both are “j[U+202E]d”; the same device (2)');
    expect(reasonsText([{ kind: 'same-local', text: '{count} $& {text}' }])).toBe('both are “{count} $& {text}”');
    expect(traitWhy({ why: [{ kind: 'name', text: 'svc-x' }, { kind: 'working-hours' }] })).toBe('by its name: svc-x; sleeps at night');
  });
});

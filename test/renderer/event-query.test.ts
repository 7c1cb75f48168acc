import { expect, test } from 'vitest';
import type { EventFilter } from '../../src-main/contract/index.ts';
import { defanged } from '../../src-renderer/src/shape/event-copy.ts';
import { filterFromQuery } from '../../src-renderer/src/shape/event-query.ts';
import { eventsUrl } from '../../src-renderer/src/shape/event-url.ts';

const queryOf = (url: string) => Object.fromEntries(new URLSearchParams(url.slice(url.indexOf('?') + 1)));
const none: EventFilter = { from: null, to: null, chips: [], finding: null };

test('a filter comes back from its URL as it was, whatever is in its values', () => {
  const filter: EventFilter = {
    from: 0, to: 1_779_200_000_000, finding: 'ab'.repeat(16),
    chips: [
      { field: 'user.name', operator: 'is', values: ['a&b=c#?/%25+ "é"', ''], ignoreCase: true }, { field: 'error.code', operator: 'exists' },
      { field: 'source.port', operator: 'at-least', value: 1024 }, { field: 'source.ip', operator: 'not-in-network', values: ['2001:db8::/32'] }, { field: 'source.ip', operator: 'in-set', set: 'Office' },
    ],
  };
  expect(filterFromQuery(queryOf(eventsUrl(filter)))).toEqual(filter);
  expect(filterFromQuery(queryOf(eventsUrl({})))).toEqual(none);
});

test('a URL that was cut or edited loses what does not read, not the screen', () => {
  expect(filterFromQuery({})).toEqual(none);
  for (const f of ['{"from":', '[]', 'null', '7', ['a', 'b']]) expect(filterFromQuery({ f })).toEqual(none);
  const good = { field: 'event.action', operator: 'contains', values: ['List'], ignoreCase: false };
  const bad = [{ field: 'constructor', operator: 'exists' }, { field: 'event.action', operator: 'like', values: ['a'] }, { field: 'event.action', operator: 'is', values: [] }, { field: 'source.port', operator: 'above', value: '1' }, null];
  expect(filterFromQuery({ f: JSON.stringify({ from: 'now', chips: [...bad, good] }) })).toEqual({ ...none, chips: [good] });
});

test.each([
  ['https://evil.example/a.b', 'hxxps://evil[.]example/a[.]b'], ['203.0.113.7', '203[.]0[.]113[.]7'], ['2001:db8::1', '2001[:]db8[:][:]1'], ['::ffff:192.0.2.1', '[:][:]ffff[:]192[.]0[.]2[.]1'],
  ['arn:aws:iam::1:user/j.doe', 'arn:aws:iam::1:user/j[.]doe'], ['End. Next', 'End. Next'],
])('%s is handed on as %s', (text, safe) => {
  expect(defanged(text)).toBe(safe);
});

import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ariaSort, queryOfUsers, sortedBy, usersAskedOf, usualUsers } from '../../src-renderer/src/shape/users.ts';
import { useOverview } from '../../src-renderer/src/stores/overview.ts';
import { useUsers } from '../../src-renderer/src/stores/users.ts';
import { useClient } from '../../src-renderer/src/transport/client.ts';
import { httpTransport } from '../../src-renderer/src/transport/http.ts';
import { loopback, reply, type Loopback } from './loopback.ts';

describe('the list of users in the URL', () => {
  test('what is usual is left out', () => {
    expect(queryOfUsers(usualUsers)).toEqual({});
    expect(usersAskedOf({})).toEqual(usualUsers);
  });
  test.each([
    { ...usualUsers, text: 'doe & co', onlyInTwoPlaces: true }, { ...usualUsers, sort: 'events', descending: true }, { ...usualUsers, sort: 'user', descending: false }, { ...usualUsers, descending: false },
  ] as const)('comes back as it was: %j', (asked) => {
    expect(usersAskedOf(queryOfUsers(asked))).toEqual(asked);
  });
  test('what is no such thing is left out', () => {
    expect(usersAskedOf({ sort: '-nothing', places: 'three', text: ['a'], range: 'x' })).toEqual(usualUsers);
  });
  test('a head sorts by it, names from A and counts from the most; again, the other way round', () => {
    const byName = sortedBy(usualUsers, 'user');
    expect([byName.descending, sortedBy(byName, 'user').descending, sortedBy(byName, 'events').descending]).toEqual([false, true, true]);
    expect([ariaSort(byName, 'user'), ariaSort(byName, 'events'), ariaSort(usualUsers, 'overlap')]).toEqual(['ascending', 'none', 'descending']);
  });
});

describe('the stores', () => {
  let host: Loopback;
  let answer: (call: string, input: Record<string, unknown>) => unknown;
  beforeEach(async () => {
    setActivePinia(createPinia());
    host = await loopback(({ url, body }, response) => void Promise.resolve(answer(url.slice('/call/'.length), JSON.parse(body) as Record<string, unknown>)).then((value) => reply(response, value)));
    useClient({ transport: httpTransport(host.base), onTrouble: () => undefined, onTimed: () => undefined, now: () => 0 });
  });
  afterEach(() => host.close());

  test('the newest question for users wins, however late an older answer comes', async () => {
    let letGo = (): void => undefined;
    const held = new Promise<void>((done) => { letGo = done; });
    answer = async (_, input) => {
      if (input['text'] === 'slow') await held;
      return { rows: [{ user: `${String(input['text'])} ${String(input['after'])}` }], next: input['after'] === 0 && input['limit'] !== 1 ? 1 : null, total: 2 };
    };
    const store = useUsers();
    const slow = store.show({ ...usualUsers, text: 'slow' });
    await store.show({ ...usualUsers, text: 'fast' });
    letGo();
    await slow;
    expect(store.rows.map(({ user }) => user)).toEqual(['fast 0']);
    await store.more();
    expect(store.rows.map(({ user }) => user)).toEqual(['fast 0', 'fast 1']);
  });

  test('with a filter it is still known how many users there are', async () => {
    answer = (_, input) => ({ rows: [], next: null, total: input['onlyInTwoPlaces'] === true ? 3 : 412 });
    const store = useUsers();
    await store.show({ ...usualUsers, onlyInTwoPlaces: true });
    expect([store.total, store.everyone]).toEqual([3, 412]);
    store.forget();
    expect([store.known, store.everyone, store.rows.length]).toEqual([false, null, 0]);
  });

  test('an overview that could not be had leaves the one before, and is no longer on its way', async () => {
    answer = () => ({ events: 7 });
    const store = useOverview();
    await store.refresh();
    answer = () => { throw new Error('gone'); };
    await host.close();
    await expect(store.refresh()).rejects.toThrow();
    expect([store.answer?.events, store.asking]).toEqual([7, false]);
  });
});

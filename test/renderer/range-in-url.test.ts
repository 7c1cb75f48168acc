import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, expect, test } from 'vitest';
import { createMemoryHistory, createRouter, type Router } from 'vue-router';
import { keepRangeInUrl } from '../../src-renderer/src/frame/range-in-url.ts';
import { useRange } from '../../src-renderer/src/stores/range.ts';

const may = '2026-05-01T00:00:00Z..2026-05-02T00:00:00Z';
const june = '2026-06-01T00:00:00Z..2026-06-02T00:00:00Z';
const [from, to] = may.split('..').map(Date.parse) as [number, number];
const needsCase = { needsCase: true };
const here = { render: () => null };
let router: Router;
/** Lets the screen that is being loaded be there. */
let loaded: () => void;

beforeEach(async () => {
  setActivePinia(createPinia());
  const late = new Promise<typeof here>((done) => { loaded = () => done(here); });
  router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/overview', component: here, meta: needsCase }, { path: '/users', component: here, meta: needsCase }, { path: '/findings', component: () => late, meta: needsCase },
      { path: '/closed', component: here, meta: needsCase, beforeEnter: () => false }, { path: '/cases', component: here },
    ],
  });
  keepRangeInUrl(router);
  await router.push('/overview');
});
const settled = () => new Promise((done) => setTimeout(done, 5));
const address = () => router.currentRoute.value.fullPath;

test('a link that brings a range leads to its screen, though that is still being loaded', async () => {
  const way = router.push(`/findings?severity=high&range=${may}`);
  await settled();
  expect(address(), 'nothing is written where we still are').toBe('/overview');
  loaded();
  await way;
  await settled();
  expect(address()).toBe(`/findings?severity=high&range=${may}`);
  expect(useRange().query).toBe(may);
});

test('a range that is brushed on while a screen is being loaded goes there with it', async () => {
  const way = router.push('/findings');
  useRange().set(from, to);
  await settled();
  loaded();
  await way;
  await settled();
  expect(address()).toBe(`/findings?range=${may}`);
});

test('a range is written into the address of the screen, a link keeps it, and taking it away takes it out', async () => {
  useRange().set(from, to);
  await settled();
  expect(address()).toBe(`/overview?range=${may}`);
  await router.push('/users');
  expect(address()).toBe(`/users?range=${may}`);
  useRange().clear();
  await settled();
  expect(address()).toBe('/users');
  await router.push(`/overview?range=${june}`);
  expect(useRange().query).toBe(june);
});

test('a screen that turns us back leaves the range as the address has it', async () => {
  await router.push(`/users?range=${may}`);
  await router.push(`/closed?range=${june}`);
  expect([address(), useRange().query]).toEqual([`/users?range=${may}`, may]);
  useRange().clear();
  await settled();
  expect(address()).toBe('/users');
});

import type { ServerResponse } from 'node:http';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { useApp } from '../../src-renderer/src/stores/app.ts';
import { begun, follow, reload } from '../../src-renderer/src/stores/live.ts';
import { AskFault, SessionEnded, Unreachable, useClient } from '../../src-renderer/src/transport/client.ts';
import { httpTransport } from '../../src-renderer/src/transport/http.ts';
import { lazily, NotLoaded } from '../../src-renderer/src/transport/lazily.ts';
import { loopback, reply, type Loopback } from './loopback.ts';

type Does = (response: ServerResponse) => void;
const answers: Readonly<Record<string, unknown>> = { 'app.info': { version: '1', analyst: null, geo: [], damage: null }, 'job.list': [], 'case.summary': null, 'workspace.get': { app: {}, case: {} } };
let host: Loopback;
/** What a call does instead of answering. */
let does: Record<string, Does>;

beforeEach(async () => {
  setActivePinia(createPinia());
  does = {};
  host = await loopback(({ url }, response) => {
    const name = url.split('/').at(-1) ?? '';
    const instead = does[name];
    if (instead !== undefined) instead(response);
    else reply(response, answers[name]);
  });
  useClient({ transport: httpTransport(host.base), onTrouble: (trouble) => { useApp().trouble = trouble; }, onTimed: () => undefined, now: () => performance.now() });
});
afterEach(() => host.close());

const cutOff: Does = (response) => response.destroy();
const slowly = (name: string): Does => (response) => void setTimeout(() => reply(response, answers[name]), 60);
const ended: Does = (response) => response.writeHead(401).end();
const fault: Does = (response) => response.end(JSON.stringify({ ok: false, fault: { code: 'child/gone', params: {}, retryable: true } }));

describe('whether the host answers', () => {
  test.each(['job.list', 'case.summary'])('is not told by one answer: %s was cut off before another one came', async (name) => {
    does = { [name]: cutOff, 'app.info': slowly('app.info') };
    await expect(reload()).rejects.toThrow(Unreachable);
    await new Promise((done) => setTimeout(done, 120));
    expect(useApp().info).not.toBeNull();
    expect(useApp().trouble).toBe('unreachable');
    does = {};
    await reload();
    expect([useApp().trouble, begun()]).toEqual([null, true]);
  });

  test('an answer that breaks off is none', async () => {
    does = { 'case.summary': (response) => { response.writeHead(200, { 'content-length': '100' }).write('{"ok":'); setTimeout(() => response.destroy(), 20); } };
    await expect(reload()).rejects.toThrow(Unreachable);
    expect(useApp().trouble).toBe('unreachable');
  });

  test('a session that has ended is told as that', async () => {
    does = { 'case.summary': ended };
    await expect(reload()).rejects.toThrow(SessionEnded);
    expect(useApp().trouble).toBe('session-ended');
  });

  test('a fault is an answer: where there is something to show it is shown, and otherwise it can be tried again', async () => {
    does = { 'case.summary': fault };
    await expect(reload()).rejects.toThrow(AskFault);
    expect([useApp().trouble, begun()]).toEqual(['not-loaded', false]);
    does = {};
    await reload();
    useApp().trouble = 'unreachable';
    does = { 'job.list': fault };
    await expect(reload()).rejects.toThrow(AskFault);
    expect([useApp().trouble, begun()]).toEqual([null, true]);
  });

  test('a page that began without answers has them when the news begin', async () => {
    does = { 'case.summary': cutOff };
    await expect(reload()).rejects.toThrow(Unreachable);
    does = { news: (response) => void response.write('{"kind":"hello","version":"1"}\n') };
    const stop = follow();
    await expect.poll(() => [useApp().trouble, begun()]).toEqual([null, true]);
    stop();
  });
});

describe('a part of the page that does not come', () => {
  const gone = lazily(() => Promise.reject(new TypeError('Failed to fetch dynamically imported module')));

  test('is an error of its own, with what the browser said', async () => {
    await expect(gone()).rejects.toThrow(NotLoaded);
    await expect(gone()).rejects.toMatchObject({ message: 'Failed to fetch dynamically imported module', cause: expect.any(TypeError) as Error });
    expect(await lazily(() => Promise.resolve(1))()).toBe(1);
  });

  test('is told as that where the host answers, and stays so until the page is loaded anew', async () => {
    await reload();
    await useApp().missed('/settings');
    expect([useApp().trouble, useApp().wanted]).toEqual(['not-loaded', '/settings']);
    await reload();
    expect(useApp().trouble).toBe('not-loaded');
  });

  test.each([['unreachable', cutOff], ['session-ended', ended]] as const)('is told as %s where that is why', async (trouble, why) => {
    does = { 'app.info': why };
    await useApp().missed('/settings');
    expect(useApp().trouble).toBe(trouble);
  });
});

import { describe, expect, test } from 'vitest';
import { cookieName, guard, sameText, type Request } from '../../src-main/host/request-guard.ts';

const port = 40123;
const session = 'S'.repeat(43);
const ours: Request = { method: 'POST', host: `127.0.0.1:${port}`, origin: `http://127.0.0.1:${port}`, fetchSite: 'same-origin', cookie: `bilocate-${port}=${session}`, csrf: '1' };
const verdictOf = (change: Partial<Request>) => guard({ ...ours, ...change }, port, session);

describe('who is let in', () => {
  test('our own page is', () => {
    expect(verdictOf({})).toBe('allowed');
    expect(verdictOf({ host: `localhost:${port}`, origin: `http://localhost:${port}` })).toBe('allowed');
    expect(verdictOf({ method: 'GET', origin: undefined, fetchSite: 'none', csrf: undefined })).toBe('allowed');
    expect(verdictOf({ cookie: `other=1; bilocate-${port}=${session}` })).toBe('allowed');
  });

  test.each([
    undefined, '', ' ', 'evil.test', `evil.test:${port}`, '127.0.0.1', 'localhost', `127.0.0.1:${port + 1}`, '127.0.0.1:80', '127.0.0.1:', `127.0.0.1:0${port}`, `127.0.0.1:${port} `, ` 127.0.0.1:${port}`, `127.0.0.1:${port}.evil.test`, `127.0.0.1.evil.test:${port}`,
    `127.0.0.2:${port}`, `127.1.1.1:${port}`, `0.0.0.0:${port}`, `0:${port}`, `127.1:${port}`, `127.0.1:${port}`, `2130706433:${port}`, `0x7f.1:${port}`, `0x7f000001:${port}`, `017700000001:${port}`, `0177.0.0.1:${port}`, `①②⑦.0.0.1:${port}`, `127。0。0。1:${port}`,
    `a.localhost:${port}`, `localhost.:${port}`, `localhost.evil.test:${port}`, `localhost.localdomain:${port}`, `LOCALHOST:${port}`, `localhost:${port}@evil.test`, `x@localhost:${port}`, `x@127.0.0.1:${port}`, `localhost:${port}/`, `localhost:${port}#`, `localhost:${port},evil.test`, `evil.test,localhost:${port}`,
    `http://127.0.0.1:${port}`, `//127.0.0.1:${port}`, `[::1]:${port}`, `::1:${port}`, `[::ffff:127.0.0.1]:${port}`, `[::]:${port}`, `localhost\0:${port}`, `127.0.0.1.nip.io:${port}`,
  ])('a request for the host %j is not (DNS rebinding)', (host) => expect(verdictOf({ host })).toBe('wrong-host'));

  test.each(['http://evil.test', 'null', `https://127.0.0.1:${port}`, `http://127.0.0.1:${port + 1}`, `http://localhost:${port}`, `http://127.0.0.1:${port}.evil.test`])(
    'a page of the origin %s is not',
    (origin) => expect(verdictOf({ origin })).toBe('wrong-origin'),
  );

  test.each(['cross-site', 'same-site', 'x'])('a request that the browser calls %s is not', (fetchSite) => expect(verdictOf({ fetchSite })).toBe('wrong-origin'));

  test.each([undefined, '', `bilocate-${port}=`, `bilocate-${port}=x`, `bilocate-${port}=${session}x`, `bilocate=${session}`, `bilocate-${port + 1}=${session}`, `bilocate-${port}0=${session}`, `xbilocate-${port}=${session}`])('a request with the cookie %s is not', (cookie) =>
    expect(verdictOf({ cookie })).toBe('no-session'),
  );

  test('a cookie of a host on another port neither lets in nor keeps out', () => {
    expect(cookieName(port)).not.toBe(cookieName(port + 1));
    expect(verdictOf({ cookie: `bilocate-${port + 1}=${'T'.repeat(43)}; bilocate-${port}=${session}` })).toBe('allowed');
    expect(verdictOf({ cookie: `bilocate-${port}=${'T'.repeat(43)}; bilocate-${port + 1}=${session}` })).toBe('no-session');
  });

  test('a write without our header is not, and no method but GET, POST and PUT is', () => {
    expect(verdictOf({ csrf: undefined })).toBe('no-csrf');
    expect(verdictOf({ method: 'PUT', csrf: '0' })).toBe('no-csrf');
    for (const method of ['OPTIONS', 'DELETE', 'TRACE', 'PATCH', 'HEAD', 'CONNECT']) expect(verdictOf({ method })).toBe('wrong-method');
  });
});

test('texts of different lengths are not the same, and neither throws', () => {
  expect(sameText('a', 'ab')).toBe(false);
  expect(sameText(undefined, 'ab')).toBe(false);
  expect(sameText('äb', 'äb')).toBe(true);
});

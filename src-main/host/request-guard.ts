import { timingSafeEqual } from 'node:crypto';

/** The parts of a request that decide whether it is let in. */
export interface Request {
  readonly method: string;
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly fetchSite: string | undefined;
  readonly cookie: string | undefined;
  /** The header that a form or an image of another page cannot send. */
  readonly csrf: string | undefined;
}

export type Verdict = 'allowed' | 'wrong-host' | 'wrong-origin' | 'no-session' | 'no-csrf' | 'wrong-method';

/** The session cookie of the host on this port. A browser sends the cookies of a host name to every port of it: two hosts at once need two names. */
export const cookieName = (port: number): string => `bilocate-${port}`;

/**
 * Decides whether a request may pass, by itself and without side effects: Host against DNS rebinding, Origin and Sec-Fetch-Site against
 * other pages in the same browser, the session cookie against everybody else, and a header of our own against forged writes.
 * @param port the port that we listen on; only names of the loopback with exactly this port are ours
 */
export function guard(request: Request, port: number, session: string): Verdict {
  const ours = [`127.0.0.1:${port}`, `localhost:${port}`];
  if (!request.host || !ours.includes(request.host)) return 'wrong-host';
  if (request.origin !== undefined && request.origin !== `http://${request.host}`) return 'wrong-origin';
  if (request.fetchSite !== undefined && request.fetchSite !== 'same-origin' && request.fetchSite !== 'none') return 'wrong-origin';
  if (!['GET', 'POST', 'PUT'].includes(request.method)) return 'wrong-method';
  if (!sameText(cookieOf(request.cookie, cookieName(port)), session)) return 'no-session';
  if (request.method !== 'GET' && request.csrf !== '1') return 'no-csrf';
  return 'allowed';
}

/** Equal, compared in constant time. */
export function sameText(a: string | undefined, b: string): boolean {
  if (a === undefined) return false;
  const [x, y] = [Buffer.from(a), Buffer.from(b)];
  return x.length === y.length && timingSafeEqual(x, y);
}

function cookieOf(header: string | undefined, wanted: string): string | undefined {
  for (const pair of header?.split(';') ?? []) {
    const [name, value] = pair.trim().split('=');
    if (name === wanted) return value;
  }
  return undefined;
}

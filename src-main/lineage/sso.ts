import type { SsoReason } from '../contract/index.ts';
import type { Earlier, InferredEdge } from './edges.ts';

/** A single sign-on to an application, seen at the identity provider. `session` is the session that it was made in; `to` is the provider that the application belongs to. */
export interface SsoEvent {
  readonly event: number;
  readonly timeMs: number;
  readonly user: string;
  /** Equal for all names that may be one person. */
  readonly person: string;
  readonly ip: number;
  readonly session: number;
  /** What it gave: the token that was issued for the application. 0 where it names none: then the edge begins at the session. */
  readonly issued: number;
  readonly application: string;
  readonly to: string;
}
/** A sign-in at that other provider. `child` is the session or key that it began; `user` is how this provider names the person. */
export interface SsoSignIn {
  readonly event: number;
  readonly timeMs: number;
  readonly user: string;
  readonly person: string;
  readonly ip: number;
  readonly child: number;
  readonly at: string;
}

/** The sign-in follows the single sign-on: within so long, and before it by no more than clocks differ. */
export const ssoWithinMs = 5 * 60_000;
export const ssoClocksMs = 60_000;

/**
 * Joins single sign-ons with sign-ins of the same person from the same address within minutes. That is an inference: the person, the address and the times agree, no id does. A sign-in
 * takes the nearest single sign-on; `others` counts further sessions of the identity provider that would have done. `samePerson` decides about two names of one `person`.
 */
export function inferSso(sso: readonly SsoEvent[], signIns: readonly SsoSignIn[], earlier: Earlier, samePerson: (a: string, b: string) => boolean): readonly InferredEdge[] {
  const byWho = new Map<string, SsoEvent[]>();
  const who = (one: { readonly person: string; readonly ip: number }, provider: string): string => `${one.ip} ${provider} ${one.person}`;
  for (const one of sso) {
    const key = who(one, one.to);
    const list = byWho.get(key);
    if (list === undefined) byWho.set(key, [one]);
    else list.push(one);
  }
  for (const list of byWho.values()) list.sort((a, b) => a.timeMs - b.timeMs);
  const best = new Map<number, { readonly signIn: SsoSignIn; readonly from: SsoEvent; readonly others: number }>();
  const nearer = (a: { readonly signIn: SsoSignIn; readonly from: SsoEvent }, b: { readonly signIn: SsoSignIn; readonly from: SsoEvent }): boolean => {
    const [near, far] = [Math.abs(a.signIn.timeMs - a.from.timeMs), Math.abs(b.signIn.timeMs - b.from.timeMs)];
    if (near !== far) return near < far;
    if (a.signIn.timeMs !== b.signIn.timeMs) return a.signIn.timeMs < b.signIn.timeMs;
    return a.signIn.event === b.signIn.event ? a.from.event !== b.from.event && earlier(a.from.event, b.from.event) : earlier(a.signIn.event, b.signIn.event);
  };
  for (const signIn of signIns) {
    const near = within(byWho.get(who(signIn, signIn.at)) ?? [], signIn.timeMs).filter((one) => one.session !== signIn.child && samePerson(one.user, signIn.user));
    if (near.length === 0) continue;
    const from = near.reduce((a, b) => (nearer({ signIn, from: b }, { signIn, from: a }) ? b : a));
    const made = { signIn, from, others: new Set(near.map((one) => one.session)).size - 1 };
    const known = best.get(signIn.child);
    if (known === undefined || nearer(made, known)) best.set(signIn.child, made);
  }
  return [...best].map(([child, { signIn, from, others }]): InferredEdge => {
    const why: SsoReason = { apartMs: signIn.timeMs - from.timeMs, user: signIn.user, application: from.application, sso: from.event, others };
    return { kind: 'sso', parent: from.issued === 0 ? from.session : from.issued, child, event: signIn.event, atMs: signIn.timeMs, shown: 1, why };
  });
}

/** Of single sign-ons by time, those that a sign-in may come from. */
function within(list: readonly SsoEvent[], timeMs: number): readonly SsoEvent[] {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (list[middle]!.timeMs < timeMs - ssoWithinMs) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (end < list.length && list[end]!.timeMs <= timeMs + ssoClocksMs) end += 1;
  return list.slice(low, end);
}

import fc from 'fast-check';
import type { PlainEvent } from '../../src-main/columns/index.ts';

const users = ['ann', 'bob', '', 'é', '\u{1f600}', '\uffee'];
const addresses = [1, 2, 3, 4, 5].map((n) => ({ 'source.ip': `198.51.100.${n}`, 'source.as.number': n < 5 ? 64_500 + (n % 3) : null, 'source.as.organization.name': n < 5 ? `Net ${n % 3}` : null, 'source.geo.country_iso_code': n % 2 === 0 ? 'NL' : null }));
const agents = [1, 2, 3].map((n) => ({ 'user_agent.original': `tool/1.${n}`, 'user_agent.template': n < 3 ? 'tool/*' : '' }));
const orNone = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values), { nil: undefined });

/** Few values and close times, so that groups, ties and windows are full. */
export const randomEvent: fc.Arbitrary<PlainEvent> = fc.record({
  time: fc.integer({ min: -50, max: 200 }),
  user: orNone(users), address: orNone(addresses), agent: orNone(agents), action: orNone(['Get', 'GetObject', 'get', 'Put']),
  targets: fc.array(fc.constantFrom('a', 'b', 'c', 'B'), { maxLength: 4 }), port: orNone([-1, 0, 22, 443, 1.5]), mfa: orNone([true, false]), trust: orNone(['managed', 'joined']),
}).map(({ time, user, address, agent, action, targets, port, mfa, trust }) => ({
  time, 'user.name': user, ...address, ...agent, 'event.action': action, 'target.name': targets, 'source.port': port, 'aws.cloudtrail.session_context.mfa': mfa, 'device.trust': trust,
}));
export const randomEvents = fc.array(randomEvent, { maxLength: 60 });

/** As columns order them. */
export function inTime(events: readonly PlainEvent[]): PlainEvent[] {
  return events.toSorted((a, b) => a.time - b.time);
}

/** The values of a field as texts; none where it is absent. */
export function textsOf(event: PlainEvent, field: string): readonly string[] {
  const value = event[field];
  if (value === null || value === undefined) return [];
  return Array.isArray(value) ? value.map(String) : [String(value)];
}

export const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

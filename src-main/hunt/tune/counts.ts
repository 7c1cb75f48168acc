import { isoOf, severities, type Severity, type TunedCounts, type TunedFinding, type TunedList } from '../../contract/index.ts';
import { draftFinding } from '../draft-finding.ts';
import type { Found } from '../found.ts';
import type { Lens } from '../lens.ts';
import type { Rule } from '../rule.ts';
import { firstText } from '../values.ts';
import type { Heeded } from './heeded.ts';

/** Findings that are listed one by one; all are counted. */
const LISTED = 50;

/** How many, of how many users, and how grave; what does not count beside it. */
export function countsOf({ found, expected, letGo }: Heeded, lens: Lens): TunedCounts {
  const users = new Set<string>();
  const bySeverity = new Map<Severity, number>();
  const known = new Map<number, string | undefined>();
  for (let at = 0; at < found.count; at += 1) {
    const severity = found.severity(at);
    bySeverity.set(severity, (bySeverity.get(severity) ?? 0) + 1);
    const group = found.group(at);
    if (!known.has(group)) known.set(group, found.entity(at)['user.name']);
    const user = known.get(group) || firstText(lens, 'user.name', found.rows(at));
    if (user !== null && user !== '') users.add(user);
  }
  return { findings: found.count, users: users.size, severities: Object.fromEntries(bySeverity), expected, letGo };
}

/** Those of the findings that stand in `chosen`, counted whole and listed as far as somebody reads. */
export function listOf(rule: Rule, found: Found, lens: Lens, chosen: Uint32Array): TunedList {
  const ranks = Uint8Array.from(chosen, (at) => severities.indexOf(found.severity(at)));
  const order = Uint32Array.from(chosen.keys()).sort((a, b) => ranks[b]! - ranks[a]! || found.start(chosen[a]!) - found.start(chosen[b]!) || a - b);
  return { count: chosen.length, shown: Array.from(order.subarray(0, LISTED), (i) => shownFinding(rule, found, lens, chosen[i]!)) };
}

function shownFinding(rule: Rule, found: Found, lens: Lens, at: number): TunedFinding {
  const hit = found.hit(at);
  if (rule.output === 'view') {
    return { title: Object.values(hit.group).filter((one) => one !== '').join(', '), user: hit.group['user.name'] ?? null, severity: hit.severity, start: isoOf(hit.start), end: isoOf(hit.end), events: hit.rows.length, entity: hit.group };
  }
  const { title, actor, severity, start, end, events, entity } = draftFinding(rule, lens, hit, []);
  return { title, user: actor, severity, start: isoOf(start), end: isoOf(end), events: events.length, entity };
}

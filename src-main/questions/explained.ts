import { findingsJson, findingStored, placedEvents, referenceCounts, referenceWithin, type PlacedEvent, type ReadCase } from '../case/index.ts';
import type { CitedFinding, ExplainedBy, ReferenceRow } from '../contract/index.ts';
import { cidrTest } from '../hunt/index.ts';
import { peopleIn } from './people-agree.ts';

const DAY = 86_400_000;
/** Events of a finding that are compared; the rest of a larger one is not. */
const MOST_EVENTS = 5000;
/** What is shown of one finding: what explains or contradicts most events first. */
const MOST_SHOWN = 20;
/** A key or password that was made so long before a finding, or an account so young, is worth knowing. */
const NEAR = 7 * DAY;
const YOUNG = 30 * DAY;

type Same = (a: string, b: string) => boolean;
type Said = Pick<ExplainedBy, 'stance' | 'text'>;

/** What reference data says of a finding: what explains its events, what contradicts a harmless reason, and what is worth knowing. Empty where the case has none. */
export function explainedBy(file: ReadCase, finding: string): readonly ExplainedBy[] {
  return referenceCounts(file).length === 0 ? [] : explainedEvents(file, findingStored(file, finding).rows);
}

/** The same of any events of the case. */
export function explainedEvents(file: ReadCase, events: readonly number[]): readonly ExplainedBy[] {
  return explain(file, placedEvents(file, events.slice(0, MOST_EVENTS)));
}

/** Findings that hold, as `findings --json` prints them: each with what reference data says of it. */
export function citedFindings(file: ReadCase, part: { readonly after: number; readonly limit: number }): readonly CitedFinding[] {
  return findingsJson(file, part).map((finding) => ({ ...finding, explained: [...explainedBy(file, finding.id)] }));
}

function explain(file: ReadCase, events: readonly PlacedEvent[]): readonly ExplainedBy[] {
  if (events.length === 0) return [];
  const [first, last] = [Math.min(...events.map((one) => one.timeMs)), Math.max(...events.map((one) => one.timeMs))];
  const people = peopleIn(file);
  const same: Same = (a, b) => people.agree(a, b) !== null;
  const found = referenceWithin(file, first, last).flatMap((fact) => comparisonsOf(fact, events, same, last));
  const roles = awayFromInstance(found, events, referenceWithin(file, first, last));
  const rank = { contradicts: 0, explains: 1, context: 2 } as const;
  return [...found, ...roles].sort((a, b) => rank[a.stance] - rank[b.stance] || b.events - a.events || a.fact.id - b.fact.id).slice(0, MOST_SHOWN);
}

function comparisonsOf(fact: ReferenceRow, events: readonly PlacedEvent[], same: Same, last: number): readonly ExplainedBy[] {
  const at = events.filter(({ timeMs }) => (fact.from === null || timeMs >= Date.parse(fact.from)) && (fact.to === null || timeMs < Date.parse(fact.to)));
  const own = (event: PlacedEvent): boolean => fact.user !== null && event.user !== null && same(fact.user, event.user);
  const said = (about: readonly PlacedEvent[], stance: Said['stance'], text: string): ExplainedBy[] => (about.length === 0 ? [] : [{ stance, text, events: about.length, of: events.length, fact }]);
  const inside = (): readonly PlacedEvent[] => {
    const test = fact.ip === null ? null : cidrTest(fact.ip);
    const known = new Map<string, boolean>();
    return test === null ? [] : at.filter(({ ip }) => {
      if (ip === null) return false;
      let hit = known.get(ip);
      if (hit === undefined) known.set(ip, (hit = test(ip)));
      return hit;
    });
  };
  switch (fact.kind) {
    case 'assignment': {
      const there = inside();
      if (fact.user === null) return said(there, 'context', `${fact.ip} was assigned to ${fact.host ?? fact.device ?? 'a device'} then (${fact.label}).`);
      return [
        ...said(there.filter(own), 'explains', `${fact.ip} was assigned to ${fact.user} then (${fact.label}).`),
        ...said(there.filter((event) => event.user !== null && !own(event)), 'contradicts', `${fact.ip} was assigned to ${fact.user} then (${fact.label}), not to who acted.`),
      ];
    }
    case 'travel':
      return said(at.filter((event) => own(event) && event.country === fact.country), 'explains', `${fact.user} was travelling to ${fact.country} then.`);
    case 'address':
    case 'instance':
      return said(inside(), 'context', `${fact.ip} is an address of ${fact.label}.`);
    case 'device': {
      const there = at.filter(({ device }) => device !== null && device === fact.device);
      const whose = fact.user === null ? '' : ` of ${fact.user}`;
      return [
        ...said(there.filter((event) => fact.user !== null && own(event)), 'explains', `Device ${fact.label} is known${whose}.`),
        ...said(there.filter((event) => fact.user !== null && !own(event)), 'contradicts', `Device ${fact.label} is${whose}, not of who acted.`),
        ...said(there.filter(() => fact.user === null), 'context', `Device ${fact.label} is known; whose it is the export does not say.`),
      ];
    }
    case 'account':
      return near(fact, last, YOUNG) ? said(at.filter(own), 'context', `The account of ${fact.user} was made shortly before.`) : [];
    case 'key':
      return near(fact, last, NEAR) ? said(at.filter(own), 'context', `${fact.label} of ${fact.user} was made shortly before.`) : [];
  }
}

function near({ from }: ReferenceRow, last: number, within: number): boolean {
  return from !== null && last - Date.parse(from) <= within;
}

/** The role of an instance is used at its own addresses; where those are known and the calls came from elsewhere, somebody else has its credentials. */
function awayFromInstance(found: readonly ExplainedBy[], events: readonly PlacedEvent[], facts: readonly ReferenceRow[]): readonly ExplainedBy[] {
  const instances = new Map<string, ReferenceRow>();
  const addresses = new Map<string, string[]>();
  for (const fact of facts) {
    if (fact.instance === null || fact.ip === null) continue;
    if (!instances.has(fact.instance)) instances.set(fact.instance, fact);
    addresses.set(fact.instance, [...(addresses.get(fact.instance) ?? []), fact.ip]);
  }
  return [...instances].flatMap(([instance, fact]): ExplainedBy[] => {
    const own = events.filter(({ userId, ip }) => ip !== null && userId?.endsWith(instance) === true);
    const tests = addresses.get(instance)!.map(cidrTest).filter((test) => test !== null);
    const away = own.filter(({ ip }) => !tests.some((test) => test(ip!)));
    const home = own.length - away.length;
    return [
      ...(away.length === 0 ? [] : [{ stance: 'contradicts', text: `Credentials of ${instance} were used from addresses that are not those of the instance.`, events: away.length, of: events.length, fact } as const]),
      ...(home === 0 || found.some((one) => one.stance === 'explains' && one.fact.id === fact.id) ? [] : [{ stance: 'explains', text: `Credentials of ${instance} were used from the instance itself.`, events: home, of: events.length, fact } as const]),
    ];
  });
}

import type { Trait, TraitReason } from '../contract/index.ts';
import { partsOf } from './name-parts.ts';

/** What is known of how somebody acts. Shares are of the events that say it, 0 to 1. */
export interface Behaviour {
  /** Kinds of identity, as the sources name them. */
  readonly types: readonly string[];
  /** People behind the name: distinct session names of its role, without instances and services. */
  readonly people: number;
  /** Events whose client is known, by its class. */
  readonly clients: Readonly<Record<string, number>>;
  /** Events by hour of the day, UTC. */
  readonly hours: readonly number[];
}

const word = (words: string): RegExp => new RegExp(`(^|[-_.])(${words})([-_.0-9]|$)`);
const byName: readonly (readonly [Trait, RegExp])[] = [
  ['break-glass', /break[-_.]?glass|breakglass|(^|[-_.])(emergency|firecall)([-_.]|$)/],
  ['service', /^(svc|srv|sa|service)[-_.]|[-_.](svc|srv|service|bot|daemon|sync|backup|monitoring|robot)$|\[bot\]$|\$$/],
  ['ci', word('ci|cicd|ci-cd|jenkins|gitlab|github-actions|githubactions|runner|deploy|deployer|deployment|terraform|circleci|buildkite|argocd|codebuild|pipeline')],
  ['test', word('test|tests|testuser|demo|dummy|canary|sandbox')],
  ['vendor', word('vendor|contractor|partner|extern|external|ext')],
  ['shared', /^(info|office|sales|support|helpdesk|service-?desk|team|shared|noc|soc|reception|hr|billing|admins?|operations|ops)$/],
];
const serviceType = /^(aws ?service|service ?principal|managed ?identity|service ?account|application|systemprincipal)$/i;
/** Enough to say something of habits. */
const ENOUGH = 50;

/** Who probably stands behind a name, by its name, its type, and how it acts; null where nothing says. Never taken for more than a suggestion. */
export function suggestTrait(names: readonly string[], { types, people, clients, hours }: Behaviour): { readonly value: Trait; readonly why: readonly TraitReason[] } | null {
  for (const [value, pattern] of byName) {
    const named = names.find((name) => pattern.test(partsOf(name).local));
    if (named !== undefined) return { value, why: [{ kind: 'name', text: named }] };
  }
  if (names.some((name) => /^system:|\.gserviceaccount\.com$|\.amazonaws\.com$/i.test(name))) return { value: 'service', why: [{ kind: 'name', text: names[0]! }] };
  const type = types.find((one) => serviceType.test(one));
  if (type !== undefined) return { value: 'service', why: [{ kind: 'type', text: type }] };
  const guest = names.find((name) => /#ext#/i.test(name));
  if (guest !== undefined) return { value: 'vendor', why: [{ kind: 'guest', text: guest }] };
  if (people > 1) return { value: 'shared', why: [{ kind: 'people-behind', count: people }] };
  const all = Object.values(clients).reduce((sum, events) => sum + events, 0);
  if (all < ENOUGH) return null;
  const byHand = (clients['desktop'] ?? 0) + (clients['mobile'] ?? 0) + (clients['cli'] ?? 0);
  const machines = (clients['sdk'] ?? 0) + (clients['service'] ?? 0) + (clients['bot'] ?? 0);
  const busy = hours.filter((events) => events > 0).length;
  if (machines === all && busy >= 20) return { value: 'service', why: [{ kind: 'sdk-only', count: machines }, { kind: 'round-the-clock', count: busy }] };
  if (byHand > 0 && !types.some((one) => /role/i.test(one)) && nightShare(hours) < 0.05) return { value: 'person', why: [...((clients['desktop'] ?? 0) + (clients['mobile'] ?? 0) > 0 ? [{ kind: 'browsers' as const, count: (clients['desktop'] ?? 0) + (clients['mobile'] ?? 0) }] : []), { kind: 'working-hours' }] };
  return null;
}

/** Share of the events in the quietest eight hours in a row: under a twentieth, whoever it is sleeps. */
function nightShare(hours: readonly number[]): number {
  const total = hours.reduce((sum, events) => sum + events, 0);
  const nights = hours.map((_, from) => Array.from({ length: 8 }, (__, at) => hours[(from + at) % hours.length]!).reduce((sum, events) => sum + events, 0));
  return total === 0 ? 1 : Math.min(...nights) / total;
}

import { networks, type Network } from './networks.ts';
import type { Platform } from './agents.ts';

/** Halden Freight does not exist. Account ids are the ones that AWS uses in its examples; keys end in EXAMPLE. */
export const accounts = { prod: '111122223333', dev: '444455556666', management: '777788889999' } as const;
export const directory = 'd-9967EXAMPLE';

export type Tool = 'cli' | 'browser' | 'boto' | 'terraform';

export interface Person {
  readonly index: number;
  readonly name: string;
  /** `user`: an IAM user with a long-term key. `center`: signs in through Identity Center, works in a role. */
  readonly kind: 'user' | 'center';
  readonly account: string;
  readonly role: string;
  readonly platform: Platform;
  readonly agent: 'chrome' | 'firefox';
  readonly tools: readonly Tool[];
  readonly home: Network;
  readonly office: Network | null;
  /** Hours from UTC. */
  readonly zone: number;
  readonly region: string;
  readonly firstDay: number;
  readonly lastDay: number;
  readonly vpn: boolean;
  readonly phone: boolean;
  /** IPv4 and IPv6 at home, used in turns. */
  readonly dual: boolean;
  /** Goes on through the phone's network when leaving the office. */
  readonly tether: boolean;
  readonly hotel: Network | null;
  readonly weekend: boolean;
  /** Starts CloudFormation runs. */
  readonly deploys: boolean;
  /** Day of the client updates. */
  readonly bumpDay: number;
}

const sites = {
  denver: { home: networks.comcastDenver, office: networks.officeDenver, zone: -6, region: 'us-east-1' },
  philadelphia: { home: networks.verizonPhiladelphia, office: null, zone: -4, region: 'us-east-1' },
  texas: { home: networks.charterTexas, office: null, zone: -5, region: 'us-east-1' },
  halden: { home: networks.telenorOstfold, office: networks.officeHalden, zone: 2, region: 'eu-west-1' },
  rotterdam: { home: networks.ziggoRotterdam, office: networks.officeRotterdam, zone: 2, region: 'eu-west-1' },
} as const;
type Site = keyof typeof sites;
type Choice = Partial<Pick<Person, 'kind' | 'platform' | 'agent' | 'tools' | 'firstDay' | 'lastDay' | 'vpn' | 'phone' | 'dual' | 'tether' | 'hotel' | 'weekend' | 'deploys'>>;

function person(index: number, name: string, site: Site, account: keyof typeof accounts, role: string, choice: Choice = {}): Person {
  return {
    index, name, kind: 'center', role, platform: 'mac', agent: 'chrome', tools: ['cli', 'browser'], firstDay: 0, lastDay: Infinity,
    vpn: false, phone: false, dual: false, tether: false, hotel: null, weekend: false, deploys: false, bumpDay: 8 + (index % 9),
    ...sites[site], account: accounts[account], ...choice,
  };
}

/** Whose key is stolen, and whose console session. */
export const STOLEN = 0;
export const HIJACKED = 1;

const named: readonly (readonly [name: string, site: Site, account: keyof typeof accounts, role: string, choice?: Choice])[] = [
  ['j.doe', 'denver', 'prod', '', { kind: 'user' }],
  ['m.solheim', 'halden', 'prod', 'PowerUser', { platform: 'windows' }],
  ['p.novak', 'rotterdam', 'prod', 'PlatformAdmin', { platform: 'linux', agent: 'firefox', tools: ['cli', 'browser', 'terraform'], deploys: true }],
  ['a.fernandez', 'denver', 'prod', 'PowerUser', { phone: true }],
  ['k.osei', 'philadelphia', 'prod', 'DataEngineer', { tools: ['cli', 'browser', 'boto'], vpn: true }],
  ['s.berg', 'halden', 'prod', 'ReadOnly', { platform: 'windows' }],
  ['t.wong', 'denver', 'prod', 'PowerUser', { dual: true }],
  ['r.delacroix', 'rotterdam', 'prod', 'PowerUser', {}],
  ['n.haugen', 'halden', 'prod', 'PlatformAdmin', { platform: 'linux', tools: ['cli', 'browser', 'terraform'] }],
  ['c.okafor', 'texas', 'prod', 'DataEngineer', { platform: 'linux', tools: ['cli', 'browser', 'boto'] }],
  ['l.meyer', 'rotterdam', 'prod', 'ReadOnly', { platform: 'windows', phone: false }],
  ['d.castillo', 'denver', 'prod', 'PowerUser', { hotel: networks.hotelRotterdam }],
  ['e.lind', 'denver', 'prod', '', { kind: 'user', phone: true, platform: 'windows' }],
  ['b.tanaka', 'denver', 'dev', 'Developer', { tether: true }],
  ['f.amari', 'denver', 'dev', 'Developer', { vpn: true, platform: 'windows' }],
  ['g.petrov', 'rotterdam', 'dev', 'Developer', { platform: 'linux', agent: 'firefox' }],
  ['h.nilsen', 'halden', 'dev', 'Developer', {}],
  ['i.rossi', 'texas', 'dev', 'Developer', { platform: 'windows' }],
  ['o.baker', 'philadelphia', 'dev', 'Developer', {}],
  ['q.silva', 'denver', 'dev', 'Developer', { dual: true, weekend: true }],
  ['u.larsen', 'halden', 'dev', '', { kind: 'user', platform: 'linux', tools: ['cli', 'boto'] }],
  ['v.kumar', 'denver', 'dev', 'Developer', { firstDay: 14 }],
  ['w.jansen', 'rotterdam', 'dev', 'Developer', { lastDay: 17 }],
  ['x.morales', 'texas', 'dev', 'Developer', { tools: ['cli', 'browser', 'boto'] }],
  ['y.holm', 'halden', 'dev', 'Developer', { platform: 'windows' }],
];

/** The people of the company; beyond the named ones as many invented by number as are asked for, so that noise grows and the story stays. */
export function people(extra: number): Person[] {
  const made = named.map(([name, site, account, role, choice], index) => person(index, name, site, account, role, choice));
  const siteNames = Object.keys(sites) as Site[];
  const platforms = ['mac', 'windows', 'linux'] as const;
  for (let i = 0; i < extra; i++) {
    const index = named.length + i;
    const data = i % 4 === 3;
    made.push(person(index, `staff.${String(i + 1).padStart(4, '0')}`, siteNames[i % 5]!, i % 3 === 0 ? 'prod' : 'dev', i % 3 !== 0 ? 'Developer' : data ? 'DataEngineer' : 'PowerUser', {
      platform: platforms[i % 3]!, tools: data ? ['cli', 'browser', 'boto'] : ['cli', 'browser'], phone: i % 10 === 0, weekend: i % 17 === 0,
    }));
  }
  return made;
}

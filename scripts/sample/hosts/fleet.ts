import type { Person } from '../company.ts';
import { Random } from '../random.ts';
import { accountOf } from '../sign-ins/tenant.ts';

/** What writes down on a host that a program was started. */
export type Telemetry = 'jamf' | 'osquery' | 'auditd' | 'enriched' | '4688' | 'sysmon';

export interface Host {
  /** As the directory calls it. */
  readonly name: string;
  readonly telemetry: Telemetry;
  /** Id that the agent gives it; the name where it gives none. */
  readonly id: string;
  readonly ip: string;
  /** Whose laptop it is; null for servers. */
  readonly owner: string | null;
}

const laptops: Readonly<Record<string, Telemetry>> = {
  'j.doe': 'jamf', 'a.fernandez': 'jamf', 't.wong': 'jamf', 'r.delacroix': 'jamf', 'b.tanaka': 'jamf', 'o.baker': 'osquery', 'q.silva': 'osquery', 'm.solheim': '4688', 's.berg': '4688', 'f.amari': 'sysmon', 'y.holm': 'sysmon',
};

/** The laptop that somebody is given; null where nothing watches it. Its name is the one that Entra and Okta know. */
export function laptopOf(person: Person): Host | null {
  const telemetry = laptops[person.name];
  if (telemetry === undefined) return null;
  const name = accountOf(person.name).deviceName;
  return { name, telemetry, id: new Random(0, 'host', name).uuid().toUpperCase(), ip: `192.168.1.${20 + person.index}`, owner: person.name };
}

const server = (name: string, telemetry: Telemetry, ip: string): Host => ({ name, telemetry, id: name, ip, owner: null });
/** The way into the clusters' network, and the machine that builds. */
export const bastion = server('bastion-01', 'enriched', '10.40.0.9');
export const builder = server('build-01', 'auditd', '10.40.0.21');

/** Who logs in on servers, with the number of the account there. */
export const accountNumbers: Readonly<Record<string, number>> = { root: 0, 'n.haugen': 1001, 'p.novak': 1002, 'g.petrov': 1003, build: 1500 };

/** The domain of the Windows machines. */
export const DOMAIN = 'HALDEN';
export const sidOf = (name: string): string => `S-1-5-21-3623811015-3361044348-30300820-${1100 + (new Random(0, 'sid', name).word() % 800)}`;

import { browser, cli, thief } from './agents.ts';
import { DAY } from './activity.ts';
import { choose, commandLine, consoleBeat, consolePages, type Recipe } from './catalogue.ts';
import type { Person } from './company.ts';
import type { Delivery } from './delivery.ts';
import { atWork, key, longTermKey, userWithKey } from './identity.ts';
import { address, networks, type Network } from './networks.ts';
import { Random } from './random.ts';

const MINUTE = 60_000;
const HOUR = 3_600_000;

/** A call of the story, kept for the ground truth. */
export interface Told {
  readonly id: string;
  readonly ms: number;
  readonly ip: string;
  readonly network: Network;
  readonly agent: string;
  /** Done by the attacker. */
  readonly wrong: boolean;
  readonly refused: boolean;
}

type Step = readonly [service: string, action: string, request: string, refused?: true];
const denied = ['AccessDenied', 'User: arn:aws:iam::111122223333:user/j.doe is not authorized to perform this action'] as const;

/** What somebody with a fresh stolen key tries. */
const looting: readonly Step[] = [
  ['sts.amazonaws.com', 'GetCallerIdentity', 'null'], ['sts.amazonaws.com', 'GetCallerIdentity', 'null'], ['s3.amazonaws.com', 'ListBuckets', '{"Host":"s3.amazonaws.com"}'],
  ['iam.amazonaws.com', 'ListUsers', 'null', true], ['iam.amazonaws.com', 'ListAttachedUserPolicies', '{"userName":"j.doe"}'], ['ec2.amazonaws.com', 'DescribeRegions', '{"regionSet":{}}'],
  ['ec2.amazonaws.com', 'DescribeInstances', '{"instancesSet":{},"filterSet":{}}'], ['ses.amazonaws.com', 'GetSendQuota', 'null', true], ['bedrock.amazonaws.com', 'ListFoundationModels', 'null', true],
  ['secretsmanager.amazonaws.com', 'ListSecrets', 'null'], ['secretsmanager.amazonaws.com', 'GetSecretValue', '{"secretId":"freight/db"}', true], ['iam.amazonaws.com', 'CreateUser', '{"userName":"backup-admin"}', true],
  ['iam.amazonaws.com', 'CreateAccessKey', '{"userName":"j.doe"}', true], ['s3.amazonaws.com', 'ListObjects', '{"bucketName":"halden-invoices","prefix":""}'],
];

/** The day of the stolen key, minute by minute from midnight UTC; nothing else is done with the key that day. */
export function stolenKeyDay(person: Person, dayMs: number, seed: number, out: Delivery): Told[] {
  const random = new Random(seed, 'story', 'stolen key');
  const told: Told[] = [];
  const identity = userWithKey(person.name, person.account, longTermKey(person.name));
  const home = { network: networks.comcastDenver, ip: address(networks.comcastDenver, person.index, Math.floor((dayMs / DAY) % 2)) };
  const owner = (at: number, minutes: number, count: number) => {
    for (let i = 0; i < count; i++) {
      const recipe = choose(commandLine, random);
      const ms = dayMs + at * MINUTE + Math.floor((i * minutes * 60) / count) * 1000;
      const agent = cli(person.platform, true, recipe.command);
      told.push({ ...home, ms, agent, wrong: false, refused: false, id: out.add({
        account: person.account, region: person.region, ms, service: recipe.service, action: recipe.action, read: recipe.read, identity, ip: home.ip,
        agent: recipe.service === 's3.amazonaws.com' ? `[${agent}]` : agent, request: recipe.request?.(random) ?? 'null', response: recipe.response?.(random) ?? 'null', data: recipe.data,
      }, random) });
    }
  };
  const loot = { network: networks.clouviderAmsterdam, ip: '45.142.37.86' };
  const taken = (at: number, minutes: number, count: number, first: readonly Step[]) => {
    for (let i = 0; i < count; i++) {
      const [service, action, request, refused] = first[i] ?? ['s3.amazonaws.com', 'GetObject', JSON.stringify({ bucketName: 'halden-invoices', key: `2026/${random.hex(8)}.pdf` })];
      const ms = dayMs + at * MINUTE + Math.floor((i * minutes * 60) / count) * 1000;
      told.push({ ...loot, ms, agent: thief, wrong: true, refused: refused === true, id: out.add({
        account: person.account, region: person.region, ms, service, action, read: !action.startsWith('Create'), identity, ip: loot.ip, agent: service === 's3.amazonaws.com' ? `[${thief}]` : thief,
        request, response: 'null', data: action === 'GetObject', error: refused ? denied : undefined,
      }, random) });
    }
  };
  // Two tellings of the same: owner and thief within ten minutes of each other, with quiet hours between; then the thief alone at night.
  owner(13 * 60 + 58, 12, 37);
  taken(14 * 60 + 3.2, 9, 31, looting);
  owner(16 * 60 + 20, 9, 12);
  taken(16 * 60 + 22, 8, 22, []);
  taken(21 * 60 + 30, 25, 60, []);
  return told;
}

/** The console session of somebody at home in Norway, used from a rented host in Frankfurt at the same time: same browser string, keys of its own. */
export function hijackedMorning(person: Person, dayMs: number, seed: number, out: Delivery): { readonly told: Told[]; readonly created: number } {
  const random = new Random(seed, 'story', 'hijacked session');
  const created = dayMs + 8 * HOUR + 2 * MINUTE;
  const told: Told[] = [];
  const agent = browser(person.platform, true);
  const home = { network: networks.telenorOstfold, ip: address(networks.telenorOstfold, person.index, 2), keys: [key('ASIA', random), key('ASIA', random)] };
  const rented = { network: networks.datacampFrankfurt, ip: '79.127.216.141', keys: [key('ASIA', random), key('ASIA', random)] };
  const click = (seconds: number, seat: typeof home, recipe: Recipe, wrong: boolean, nth: number) => {
    const ms = created + seconds * 1000;
    const global = recipe.service === 'iam.amazonaws.com' || recipe.service === 'health.amazonaws.com';
    told.push({ network: seat.network, ip: seat.ip, ms, agent, wrong, refused: false, id: out.add({
      account: person.account, region: global ? 'us-east-1' : person.region, ms, service: recipe.service, action: recipe.action, read: recipe.read, identity: atWork(person, seat.keys[nth % 2]!, created), ip: seat.ip, agent,
      request: recipe.request?.(random) ?? 'null', response: 'null', console: true,
    }, random) });
  };
  // The owner clicks for 40 minutes; 17 minutes in, the other browser begins, and both go on for 16. The first pair lies 14 s apart over a bin edge (08:20:00).
  for (let i = 0; i < 20; i++) click(i * 120, home, choose(consolePages, random), false, i);
  click(1073, home, consoleBeat, false, 0);
  for (let i = 0; i < 16; i++) click(1087 + i * 60, rented, i % 4 === 0 ? consoleBeat : choose(consolePages, random), true, i);
  click(1500, home, consoleBeat, false, 1);
  return { told: told.toSorted((a, b) => a.ms - b.ms), created };
}

import { boto, browser, cli, firefox, phone, terraform } from './agents.ts';
import type { Call } from './call.ts';
import { choose, commandLine, consoleBeat, consolePages, plans, scripts, type Recipe } from './catalogue.ts';
import { accounts, type Person } from './company.ts';
import type { Delivery } from './delivery.ts';
import { atWork, beforePortal, key, longTermKey, mail, userWithKey } from './identity.ts';
import { address, addressSix, networks, type Network } from './networks.ts';
import type { Random } from './random.ts';

export const DAY = 86_400_000;
const HOUR = 3_600_000;
const MINUTE = 60_000;

/** One day of one person. `dayMs` is its midnight UTC; `scale` makes busier or quieter days. */
interface Shift {
  readonly person: Person;
  readonly day: number;
  readonly dayMs: number;
  readonly scale: number;
  /** How often the person's long-term key has been replaced. */
  readonly generation: number;
  readonly out: Delivery;
  readonly random: Random;
}

/** Where somebody is connected, and how the address is written. */
export interface Seat {
  readonly network: Network;
  readonly ip: string;
}

/** A stretch of calls. */
interface Stretch {
  readonly from: number;
  readonly minutes: number;
  readonly count: number;
  readonly seat: Seat;
  readonly identity: (nth: number) => string;
  readonly agent: (recipe: Recipe) => string;
  readonly recipes: readonly Recipe[];
  readonly console?: boolean;
}

/** Works a day: signs in, uses the command line, the console, the phone and the scripts that the person has; every tool at least once. */
export function workDay(shift: Shift): void {
  const { person, random } = shift;
  const start = shift.dayMs + (8.5 - person.zone) * HOUR + random.between(0, 25) * MINUTE;
  const seat = seatOf(shift, 0);
  const commandKey = person.kind === 'user' ? userWithKey(person.name, person.account, longTermKey(person.name, shift.generation)) : atWork(person, key('ASIA', random), start);
  if (person.kind === 'center') signIn(shift, start, seat);
  const commands = (from: number, minutes: number, count: number, where: Seat) => stretch(shift, {
    from, minutes, count, seat: where, identity: () => commandKey, recipes: commandLine, agent: (recipe) => cli(person.platform, bumped(shift), recipe.command),
  });
  if (person.tools.includes('cli')) commands(start + 10 * MINUTE, 80, many(shift, 5, 12), seat);
  if (person.tools.includes('browser')) consoleMorning(shift, start + 95 * MINUTE);
  if (person.tools.includes('boto')) stretch(shift, { from: start + 4.5 * HOUR, minutes: 80, count: many(shift, 12, 24), seat, identity: () => commandKey, recipes: scripts, agent: () => boto(bumped(shift)) });
  if (person.tools.includes('terraform')) stretch(shift, { from: start + 5 * HOUR, minutes: 12, count: many(shift, 12, 20), seat, identity: () => commandKey, recipes: plans, agent: (recipe) => terraform(recipe.command) });
  if (person.tools.includes('cli')) commands(start + 6.2 * HOUR, 90, many(shift, 4, 10), person.vpn ? seatOf(shift, 3) : seat);
  if (person.deploys) stackRun(shift, start + 3.8 * HOUR, seat, commandKey);
  if (person.tether && seat.network === person.office) {
    commands(start + 8 * HOUR, 4, 4, seat);
    commands(start + 8 * HOUR + 5 * MINUTE, 6, 5, { network: networks.tmobile, ip: address(networks.tmobile, person.index, shift.day) });
  }
}

/** Where the person sits that day. The days of the week decide, so that every place is met in the first week and often enough after. */
export function seatOf({ person, day, random }: Pick<Shift, 'person' | 'day' | 'random'>, turn: number): Seat {
  const weekday = day % 7;
  const away = person.hotel !== null && ((day >= 2 && day <= 4) || (day >= 21 && day <= 23));
  if (away) return { network: person.hotel!, ip: address(person.hotel!, person.index, day < 10 ? 0 : 1) };
  if (person.vpn && (weekday === 0 || weekday === 2 || weekday === 4)) return { network: networks.vpnPool, ip: address(networks.vpnPool, person.index + turn, random.between(0, 40)) };
  if (person.office !== null && (weekday === 1 || weekday === 3)) return { network: person.office, ip: address(person.office, 1) };
  return { network: person.home, ip: address(person.home, person.index, Math.floor(day / 9)) };
}

/** One console session in two halves. The address may change between them (another VPN exit, IPv6 instead of IPv4), never within minutes. */
function consoleMorning(shift: Shift, from: number): void {
  const { person, random } = shift;
  const agent = person.agent === 'firefox' ? firefox(bumped(shift)) : browser(person.platform, bumped(shift));
  const first = seatOf(shift, 1);
  const atHome = first.network === person.home;
  const second = person.dual && atHome ? { network: person.home, ip: addressSix(person.home, person.index, random) } : person.vpn ? seatOf(shift, 2) : first;
  consoleStart(shift, from, first, agent);
  consolePart(shift, from, from, 28, many(shift, 6, 12), first, agent);
  consolePart(shift, from, from + 50 * MINUTE, 28, many(shift, 5, 10), second, agent);
  if (person.phone && [0, 2, 4].includes(shift.day % 7)) {
    const seat = { network: networks.tmobile, ip: address(networks.tmobile, person.index, shift.day) };
    consoleStart(shift, from + 4 * MINUTE, seat, phone(bumped(shift)));
    consolePart(shift, from + 4 * MINUTE, from + 5 * MINUTE, 20, many(shift, 4, 7), seat, phone(bumped(shift)));
  }
}

function consolePart(shift: Shift, created: number, from: number, minutes: number, count: number, seat: Seat, agent: string): void {
  const { person, random } = shift;
  const identities = [0, 1, 2].map(() => atWork(person, key('ASIA', random), created));
  stretch(shift, { from, minutes, count, seat, identity: (nth) => identities[nth % 3]!, recipes: consolePages, agent: () => agent, console: true });
  // A page asks AWS Health by itself every few minutes while it is open.
  for (let at = from + 2 * MINUTE; at < from + minutes * MINUTE; at += random.between(5, 9) * MINUTE) {
    add(shift, consoleBeat, { ms: at, ip: seat.ip, agent, identity: identities[0]!, console: true });
  }
  add(shift, consoleBeat, { ms: from + 3 * MINUTE, ip: 'AWS Internal', agent: 'AWS Internal', identity: identities[0]!, console: true });
}

function consoleStart(shift: Shift, ms: number, seat: Seat, agent: string): void {
  const { person, random, out } = shift;
  const base = { account: person.account, region: 'us-east-1', service: 'signin.amazonaws.com', action: 'ConsoleLogin', read: false, ip: seat.ip, agent, request: 'null', type: 'AwsConsoleSignIn' } as const;
  const bare = JSON.parse(atWork(person, '', ms)) as Record<string, unknown>;
  delete bare['accessKeyId'];
  if (person.kind === 'user') delete bare['sessionContext'];
  const identity = JSON.stringify(bare);
  const additional = JSON.stringify({ LoginTo: 'https://console.aws.amazon.com/console/home', MobileVersion: 'No', MFAUsed: person.kind === 'user' ? 'Yes' : 'No', ...(person.kind === 'user' ? { MFAIdentifier: `arn:aws:iam::${person.account}:mfa/${person.name}` } : {}) });
  if (random.chance(0.06) && person.kind === 'user') out.add({ ...base, ms: ms - 20_000, identity, response: '{"ConsoleLogin":"Failure"}', error: ['', 'Failed authentication'], additional }, random);
  out.add({ ...base, ms, identity, response: '{"ConsoleLogin":"Success"}', additional }, random);
}

/** Identity Center: the portal, then credentials for the command line. */
function signIn(shift: Shift, ms: number, seat: Seat): void {
  const { person, random, out } = shift;
  const agent = person.agent === 'firefox' ? firefox(bumped(shift)) : browser(person.platform, bumped(shift));
  const identity = beforePortal(person, ms - 90_000);
  const base = { account: accounts.management, region: 'eu-west-1', identity, ip: seat.ip, request: 'null', response: 'null', type: 'AwsServiceEvent' } as const;
  const additional = (type: string) => JSON.stringify({ AuthWorkflowID: random.uuid(), CredentialType: type, UserName: mail(person), LoginTo: 'https://haldenfreight.awsapps.example/start' });
  for (const [offset, action, type] of [[-90, 'CredentialVerification', 'PASSWORD'], [-70, 'CredentialVerification', 'TOTP'], [-69, 'UserAuthentication', 'PASSWORD,TOTP']] as const) {
    out.add({ ...base, ms: ms + offset * 1000, service: 'signin.amazonaws.com', action, read: false, agent, additional: additional(type), details: JSON.stringify({ [action]: 'Success' }) }, random);
  }
  out.add({ ...base, ms, service: 'sso.amazonaws.com', action: 'GetRoleCredentials', read: true, agent: cli(person.platform, bumped(shift), 'sso.login'), details: JSON.stringify({ role_name: person.role, account_id: person.account }) }, random);
}

/** A CloudFormation run: the person's own call, then the service's calls with the same key. */
function stackRun(shift: Shift, from: number, seat: Seat, identity: string): void {
  const { person, random, out } = shift;
  const stack = `freight-${random.hex(4)}`;
  const service = 'cloudformation.amazonaws.com';
  const inside = JSON.stringify({ ...(JSON.parse(identity) as object), invokedBy: service });
  const base = { account: person.account, region: person.region, response: 'null' } as const;
  for (const [offset, action, command] of [[0, 'CreateChangeSet', 'cloudformation.deploy'], [20, 'ExecuteChangeSet', 'cloudformation.deploy'], [200, 'DescribeStacks', 'cloudformation.describe-stacks']] as const) {
    out.add({ ...base, ms: from + offset * 1000, service, action, read: action.startsWith('D'), identity, ip: seat.ip, agent: cli(person.platform, bumped(shift), command), request: JSON.stringify({ stackName: stack }) }, random);
  }
  for (let i = 0; i < many(shift, 8, 14); i++) {
    const [target, action] = random.pick([['ec2.amazonaws.com', 'RunInstances'], ['iam.amazonaws.com', 'GetRole'], ['lambda.amazonaws.com', 'UpdateFunctionConfiguration20150331v2'], ['ec2.amazonaws.com', 'CreateTags'], ['s3.amazonaws.com', 'PutBucketTagging']] as const);
    out.add({ ...base, ms: from + (25 + i * 12) * 1000, service: target, action, read: action.startsWith('G'), identity: inside, ip: service, agent: service, request: '{"clientToken":"stack"}' }, random);
  }
}

function stretch(shift: Shift, { from, minutes, count, seat, identity, agent, recipes, console }: Stretch): void {
  const { random } = shift;
  for (let i = 0; i < count; i++) {
    const recipe = choose(recipes, random);
    add(shift, recipe, { ms: from + random.between(0, minutes * 60) * 1000, ip: seat.ip, agent: agent(recipe), identity: identity(i), ...(console ? { console } : {}) });
  }
}

function add({ person, out, random }: Shift, recipe: Recipe, call: Pick<Call, 'ms' | 'ip' | 'agent' | 'identity' | 'console'>): void {
  const global = recipe.service === 'iam.amazonaws.com' || recipe.service === 'health.amazonaws.com';
  const denied = !recipe.read && random.chance(0.04);
  out.add({
    ...call, account: person.account, region: global ? 'us-east-1' : person.region, service: recipe.service, action: recipe.action, read: recipe.read,
    agent: recipe.service === 's3.amazonaws.com' ? `[${call.agent}]` : call.agent,
    request: recipe.request?.(random) ?? 'null', response: denied ? 'null' : recipe.response?.(random) ?? 'null', data: recipe.data,
    error: denied ? ['AccessDenied', `User is not authorized to perform: ${recipe.action}`] : undefined,
  }, random);
}

function bumped({ person, day }: Pick<Shift, 'person' | 'day'>): boolean {
  return day >= person.bumpDay;
}

/** A count between two, made busier or quieter, never less than one. */
function many({ random, scale }: Shift, from: number, to: number): number {
  return Math.max(1, Math.round(random.between(from, to) * scale));
}

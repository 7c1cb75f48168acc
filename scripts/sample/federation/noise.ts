import { boto, browser, cli, firefox, type Platform } from '../agents.ts';
import { choose, commandLine, consolePages } from '../catalogue.ts';
import { accounts } from '../company.ts';
import { key, roleSession, userId, userWithKey } from '../identity.ts';
import { address, networks, type Network } from '../networks.ts';
import { Random } from '../random.ts';
import type { Round } from '../services.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;
/** The supplier's own account, one of AWS's example ids. */
export const VENDOR_ACCOUNT = '999988887777';
/** The announced test of the account for emergencies, a Wednesday. */
export const BREAK_GLASS_DAY = 9;

/** A supplier's tool reads what things cost: every six hours a role of ours, from its own account and its own network. */
export function costTool({ day, dayMs, seed, out }: Round): void {
  const random = new Random(seed, 'cost tool', day);
  const account = accounts.prod;
  for (let hour = 1; hour < 24; hour += 6) {
    const from = dayMs + hour * HOUR + random.between(0, 5) * MINUTE;
    const ip = address(networks.vendorFrankfurt, 1 + (hour % 4), day % 3);
    const accessKeyId = key('ASIA', random);
    const session = 'cranecost';
    const base = { account, region: 'us-east-1', ip, agent: boto(day > 14), response: 'null' } as const;
    out.add({
      ...base, ms: from, service: 'sts.amazonaws.com', action: 'AssumeRole', read: true,
      identity: JSON.stringify({ type: 'AWSAccount', principalId: `AROA${new Random(0, 'vendor').code(10)}EXAMPLE:collector`, accountId: VENDOR_ACCOUNT }),
      request: JSON.stringify({ roleArn: `arn:aws:iam::${account}:role/vendor-cranecost`, roleSessionName: session, externalId: 'halden-7731' }),
      response: JSON.stringify({ credentials: { accessKeyId, expiration: new Date(from + HOUR).toISOString() }, assumedRoleUser: { arn: `arn:aws:sts::${account}:assumed-role/vendor-cranecost/${session}` } }),
    }, random);
    const identity = roleSession(account, 'vendor-cranecost', session, accessKeyId, from);
    for (const [i, action] of (['DescribeInstances', 'DescribeVolumes', 'DescribeReservedInstances'] as const).entries()) {
      out.add({ ...base, ms: from + (20 + i * 15) * 1000, service: 'ec2.amazonaws.com', action, read: true, identity, request: '{"filterSet":{}}' }, random);
    }
  }
}

const desks: readonly (readonly [platform: Platform, agent: 'chrome' | 'firefox'])[] = [['windows', 'chrome'], ['linux', 'firefox'], ['mac', 'chrome']];

/** The dispatch desk in Rotterdam shares one IAM user: three machines in turns, one office; weekends too. */
export function sharedDesk({ day, dayMs, seed, out }: Round): void {
  const random = new Random(seed, 'dispatch', day);
  const account = accounts.dev;
  const arn = `arn:aws:iam::${account}:user/dispatch`;
  for (const [i, [platform, kind]] of desks.entries()) {
    const from = dayMs + (4 + i * 5) * HOUR + random.between(0, 20) * MINUTE;
    const agent = kind === 'firefox' ? firefox(day > 12) : browser(platform, day > 10);
    const identity = JSON.stringify({
      type: 'IAMUser', principalId: userId('dispatch'), arn, accountId: account, accessKeyId: key('ASIA', random), userName: 'dispatch',
      sessionContext: { attributes: { creationDate: new Date(from).toISOString().slice(0, 19) + 'Z', mfaAuthenticated: 'false' } },
    });
    for (let n = 0; n < 3; n++) {
      const recipe = choose(consolePages, random);
      out.add({
        account, region: recipe.service === 'iam.amazonaws.com' ? 'us-east-1' : 'eu-west-1', ms: Math.floor(from / 1000) * 1000 + n * 4 * MINUTE, service: recipe.service, action: recipe.action, read: recipe.read, ip: address(networks.officeRotterdam, 9),
        agent, identity, request: recipe.request?.(random) ?? 'null', response: 'null', console: true,
      }, random);
    }
  }
}

/** Once a month the account for emergencies is tried, announced in the calendar: an hour from the office in Denver. */
export function breakGlassTest({ day, dayMs, seed, out }: Round): void {
  if (day !== BREAK_GLASS_DAY) return;
  const random = new Random(seed, 'break glass');
  const account = accounts.prod;
  const from = dayMs + 17 * HOUR;
  const office: Network = networks.officeDenver;
  const base = { account, region: 'us-east-1', ip: address(office, 2), response: 'null' } as const;
  const arn = `arn:aws:iam::${account}:user/break-glass-1`;
  out.add({
    ...base, ms: from, service: 'signin.amazonaws.com', action: 'ConsoleLogin', read: false, agent: browser('mac', false), type: 'AwsConsoleSignIn', request: 'null', response: '{"ConsoleLogin":"Success"}',
    identity: JSON.stringify({ type: 'IAMUser', principalId: userId('break-glass-1'), arn, accountId: account, userName: 'break-glass-1' }),
    additional: JSON.stringify({ LoginTo: 'https://console.aws.amazon.com/console/home', MobileVersion: 'No', MFAUsed: 'Yes', MFAIdentifier: `arn:aws:iam::${account}:mfa/safe-1` }),
  }, random);
  const identity = userWithKey('break-glass-1', account, key('AKIA', random));
  for (let i = 0; i < 8; i++) {
    const recipe = choose(commandLine, random);
    out.add({ ...base, ms: from + (5 + i * 3) * MINUTE, service: recipe.service, action: recipe.action, read: recipe.read, agent: cli('mac', false, recipe.command), identity, request: recipe.request?.(random) ?? 'null', data: recipe.data }, random);
  }
}

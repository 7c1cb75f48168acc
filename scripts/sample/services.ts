import { boto, cli, setUpCredentials, ssmAgent, terraform } from './agents.ts';
import type { Call } from './call.ts';
import { choose, commandLine, plans } from './catalogue.ts';
import { accounts } from './company.ts';
import type { Delivery } from './delivery.ts';
import { key, longTermKey, roleSession, userWithKey } from './identity.ts';
import { address, networks } from './networks.ts';
import { Random } from './random.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const ENDPOINT = 'vpce-0a1b2c3d4e5f6EXAMPLE';

/** A day of what runs by itself. */
export interface Round {
  readonly day: number;
  readonly dayMs: number;
  readonly seed: number;
  readonly out: Delivery;
}

/** Day on which the build server's key is replaced; both keys work for two days. */
const ROTATION_DAY = 12;

export function runServices(round: Round): void {
  const random = new Random(round.seed, 'services', round.day);
  const runs = round.day % 7 < 5 ? random.between(6, 9) : 2;
  for (let i = 0; i < runs; i++) pipelineRun(round, random, round.dayMs + (6 + i * 1.7) * HOUR + random.between(0, 40) * MINUTE);
  nightlyPlan(round, random);
  appServer(round, random);
  batchServer(round, random);
  ownServices(round, random);
}

/** CI: another address of the same cloud each run, three clients on one short-lived key. */
function pipelineRun({ out }: Round, random: Random, from: number): void {
  const account = accounts.prod;
  const ip = address(networks.azureRunners, random.between(0, 7), random.between(0, 400));
  const session = `run-${random.between(100_000, 999_999)}`;
  const accessKeyId = key('ASIA', random);
  const assumed = `arn:aws:sts::${account}:assumed-role/ci-deploy/${session}`;
  const base = { account, region: 'eu-west-1', ip } as const;
  out.add({
    ...base, ms: from, service: 'sts.amazonaws.com', action: 'AssumeRoleWithWebIdentity', read: true, agent: setUpCredentials,
    identity: JSON.stringify({ type: 'WebIdentityUser', principalId: 'arn:aws:iam::111122223333:oidc-provider/token.actions.example:sts.amazonaws.com:repo:halden/freight', userName: 'repo:halden/freight:ref:refs/heads/main', identityProvider: `arn:aws:iam::${account}:oidc-provider/token.actions.example` }),
    request: JSON.stringify({ roleArn: `arn:aws:iam::${account}:role/ci-deploy`, roleSessionName: session, durationSeconds: 3600 }),
    response: JSON.stringify({ credentials: { accessKeyId, expiration: 'May 1, 2026, 9:00:00 AM' }, assumedRoleUser: { arn: assumed } }),
  }, random);
  const identity = roleSession(account, 'ci-deploy', session, accessKeyId, from);
  out.add({ ...base, ms: from + 4000, service: 'sts.amazonaws.com', action: 'GetCallerIdentity', read: true, agent: setUpCredentials, identity, request: 'null', response: 'null' }, random);
  for (let i = 0; i < 14; i++) {
    const recipe = choose(i < 5 ? commandLine : plans, random);
    const agent = i < 5 ? cli('linux', false, recipe.command) : terraform(recipe.command);
    out.add({ ...base, ms: from + (30 + i * 25) * 1000, service: recipe.service, action: recipe.action, read: recipe.read, agent, identity, request: recipe.request?.(random) ?? 'null', response: 'null', data: recipe.data }, random);
  }
}

/** The build server in Denver plans every night with a long-term key, which is replaced in the middle of the month. */
function nightlyPlan({ day, dayMs, out }: Round, random: Random): void {
  const account = accounts.prod;
  const old = longTermKey('svc-terraform', 0);
  const fresh = longTermKey('svc-terraform', 1);
  const base = { account, ip: address(networks.officeDenver, 30), identity: userWithKey('svc-terraform', account, day < ROTATION_DAY ? old : fresh) } as const;
  for (let i = 0; i < 24; i++) {
    const recipe = choose(plans, random);
    const identity = day === ROTATION_DAY + 1 && i % 2 === 0 ? userWithKey('svc-terraform', account, old) : base.identity;
    out.add({ ...base, identity, ms: dayMs + 2 * HOUR + i * 9000, region: 'us-east-1', service: recipe.service, action: recipe.action, read: recipe.read, agent: terraform(recipe.command), request: recipe.request?.(random) ?? 'null', response: 'null', data: recipe.data }, random);
  }
  const change = (action: string, request: object, response = 'null') => out.add({
    ...base, ms: dayMs + 1.9 * HOUR, region: 'us-east-1', service: 'iam.amazonaws.com', action, read: false, agent: terraform('iam'), request: JSON.stringify({ userName: 'svc-terraform', ...request }), response,
  }, random);
  if (day === ROTATION_DAY) change('CreateAccessKey', {}, JSON.stringify({ accessKey: { userName: 'svc-terraform', accessKeyId: fresh, status: 'Active' } }));
  if (day === ROTATION_DAY + 2) change('UpdateAccessKey', { accessKeyId: old, status: 'Inactive' });
  if (day === ROTATION_DAY + 3) change('DeleteAccessKey', { accessKeyId: old });
}

/** One client, two ways out: S3 through the VPC endpoint, the rest through the NAT gateway; its commands stand in the client string. */
function appServer({ dayMs, out }: Round, random: Random): void {
  const account = accounts.prod;
  const instance = `i-0${new Random(0, 'instance', 'app').hex(16)}`;
  for (let hour = 0; hour < 24; hour += 6) {
    const from = dayMs + hour * HOUR;
    const identity = roleSession(account, 'freight-app', instance, key('ASIA', random), from);
    for (let i = 0; i < 10; i++) {
      const ms = from + (i * 30 + random.between(0, 4)) * MINUTE;
      const base = { account, region: 'eu-west-1', identity, response: 'null' } as const;
      out.add({ ...base, ms, service: 's3.amazonaws.com', action: 'GetObject', read: true, ip: '10.20.4.17', agent: `[${cli('linux', false, 's3.cp')}]`, request: JSON.stringify({ bucketName: 'halden-manifests', key: `in/${random.hex(8)}.xml` }), data: true, endpoint: ENDPOINT }, random);
      if (i % 3 === 0) out.add({ ...base, ms: ms + 40_000, service: 'secretsmanager.amazonaws.com', action: 'GetSecretValue', read: true, ip: address(networks.natDublin, 1), agent: cli('linux', false, 'secretsmanager.get-secret-value'), request: '{"secretId":"freight/db"}' }, random);
    }
  }
}

/** Three clients on one key, all through one VPC endpoint. */
function batchServer({ dayMs, out }: Round, random: Random): void {
  const account = accounts.dev;
  const identity = roleSession(account, 'freight-batch', `i-0${new Random(0, 'instance', 'batch').hex(16)}`, key('ASIA', random), dayMs);
  const agents = [boto(false), cli('linux', false, 's3.sync'), ssmAgent];
  for (let i = 0; i < 36; i++) {
    out.add({
      account, region: 'eu-west-1', ms: dayMs + 3 * HOUR + i * 20_000, service: 's3.amazonaws.com', action: 'ListObjects', read: true, identity, ip: i % 2 === 0 ? '10.30.1.8' : '10.30.2.8', agent: `[${agents[i % 3]!}]`,
      request: '{"bucketName":"halden-telemetry","prefix":"2026/"}', response: 'null', data: true, endpoint: 'vpce-0f6e5d4c3b2a1EXAMPLE',
    }, random);
  }
}

/** What AWS does by itself: service roles, service principals, and events without anybody. */
function ownServices({ dayMs, out }: Round, random: Random): void {
  const account = accounts.prod;
  const say = (offset: number, call: Pick<Call, 'service' | 'action' | 'read' | 'identity' | 'ip'> & Partial<Call>) =>
    out.add({ account, region: 'eu-west-1', agent: call.ip, request: 'null', response: 'null', ms: dayMs + offset * MINUTE, ...call }, random);
  const config = roleSession(account, 'AWSServiceRoleForConfig', 'configLambdaExecution', key('ASIA', random), dayMs, 'config.amazonaws.com');
  for (let i = 0; i < 12; i++) say(i * 115, { service: 's3.amazonaws.com', action: 'GetBucketAcl', read: true, identity: config, ip: 'config.amazonaws.com', request: '{"bucketName":"halden-invoices"}' });
  for (let i = 0; i < 8; i++) {
    say(20 + i * 160, { service: 'sts.amazonaws.com', action: 'AssumeRole', read: true, identity: '{"type":"AWSService","invokedBy":"ec2.amazonaws.com"}', ip: 'ec2.amazonaws.com', request: JSON.stringify({ roleArn: `arn:aws:iam::${account}:role/freight-app`, roleSessionName: `i-0${random.hex(16)}` }) });
    say(25 + i * 160, { service: 'autoscaling.amazonaws.com', action: 'DescribeAutoScalingGroups', read: true, identity: '{"type":"AWSService","invokedBy":"autoscaling.amazonaws.com"}', ip: 'autoscaling.amazonaws.com' });
  }
  say(301, { service: 'kms.amazonaws.com', action: 'RotateKey', read: false, identity: '{"accountId":"111122223333","invokedBy":"AWS Internal"}', ip: 'AWS Internal', type: 'AwsServiceEvent' });
  say(302, { service: 'health.amazonaws.com', action: 'DescribeEventAggregates', read: true, region: 'us-east-1', identity: '{"type":"AWSService","invokedBy":"health.amazonaws.com"}', ip: 'AWS Internal' });
  say(303, { service: 'backup.amazonaws.com', action: 'BackupJobCompleted', read: false, identity: 'null', ip: 'backup.amazonaws.com', type: 'AwsServiceEvent', details: '{"state":"COMPLETED"}' });
}

/** Reads of the invoice pipeline: as many as the month still lacks, spread over the day. */
export function fillUp({ dayMs, day, seed, out }: Round, count: number): void {
  const random = new Random(seed, 'fill', day);
  const account = accounts.prod;
  let identity = '';
  for (let i = 0; i < count; i++) {
    if (i % 400 === 0) identity = roleSession(account, 'invoice-pipeline', 'invoice-pipeline', key('ASIA', random), dayMs + Math.floor((i / count) * 86_000) * 1000);
    out.add({
      account, region: 'eu-west-1', ms: dayMs + Math.floor((i / count) * 86_400) * 1000, service: 's3.amazonaws.com', action: i % 5 === 4 ? 'PutObject' : 'GetObject', read: i % 5 !== 4, identity, ip: '10.20.8.40',
      agent: FILL_AGENT, request: `{"bucketName":"halden-invoices","key":"2026/${random.hex(8)}.pdf"}`, response: 'null', data: true, endpoint: ENDPOINT,
    }, random);
  }
}
const FILL_AGENT = `[${boto(false)}]`;

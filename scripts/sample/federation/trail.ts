import { cli } from '../agents.ts';
import { accounts, people, STOLEN, type Person } from '../company.ts';
import { Delivery } from '../delivery.ts';
import { networks } from '../networks.ts';
import { Random } from '../random.ts';
import { tenant } from '../sign-ins/tenant.ts';
import { thief } from '../agents.ts';
import { breakGlassTest, costTool, sharedDesk } from './noise.ts';
import { CLUSTER_ROLE, clusterSession, SESSION_SECONDS, type ClusterSession } from './session.ts';
import type { Told } from '../story.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
/** Where the thief sits. */
export const desk = { network: networks.clouviderAmsterdam, ip: '45.142.37.86' } as const;
const federationTool = 'aws-sdk-go/1.47.9 (go1.21.4; darwin; arm64) saml2aws/2.36.17';

export interface JoinedOrder {
  readonly out: string;
  readonly seed: number;
  readonly days: number;
  readonly from: number;
  readonly storyDay: number;
  works(person: Person, day: number): boolean;
}

/** What joins the logs, in CloudTrail: the keys that STS gives for an assertion of Entra, what is asked before a cluster is entered, and noise that came later. In files of its own, so that the rest stays as it is. */
export async function makeJoins({ out, seed, days, from, storyDay, works }: JoinedOrder): Promise<{ readonly delivery: Delivery; readonly stolen: readonly Told[] }> {
  const delivery = new Delivery(out, new Random(seed, 'joined files').word(), 1440 * 7, 6);
  const staff = people(0);
  const stolen: Told[] = [];
  for (let day = 0; day < days; day++) {
    const dayMs = from + day * DAY;
    for (const person of staff) {
      const session = works(person, day) ? clusterSession(person, day, dayMs, seed, storyDay) : null;
      if (session !== null) assume(session, delivery, new Random(seed, 'assume', person.index, day));
    }
    if (day === storyDay) stolen.push(...stolenSession(clusterSession(staff[STOLEN]!, day, dayMs, seed, storyDay)!, dayMs, delivery, new Random(seed, 'story', 'stolen session')));
    const round = { day, dayMs, seed, out: delivery };
    costTool(round);
    sharedDesk(round);
    breakGlassTest(round);
    if (day % 7 === 6) await delivery.flush();
  }
  await delivery.flush();
  return { delivery, stolen };
}

/** AssumeRoleWithSAML, then the description of the cluster that `aws eks update-kubeconfig` asks for. */
function assume(session: ClusterSession, out: Delivery, random: Random): void {
  const { account, arn, name, seat, person, cluster } = session;
  const role = `arn:aws:iam::${account}:role/${CLUSTER_ROLE}`;
  const provider = `arn:aws:iam::${account}:saml-provider/EntraId`;
  out.add({
    account, region: 'us-east-1', ms: session.issuedMs, service: 'sts.amazonaws.com', action: 'AssumeRoleWithSAML', read: true, ip: seat.ip, agent: federationTool,
    identity: JSON.stringify({ type: 'SAMLUser', principalId: `${new Random(0, 'saml', account).hex(20)}=:${name}`, userName: name, identityProvider: `${new Random(0, 'saml', account).hex(20)}=` }),
    request: JSON.stringify({ sAMLAssertionID: `_${random.uuid()}`, roleSessionName: name, roleArn: role, principalArn: provider, durationSeconds: SESSION_SECONDS }),
    response: JSON.stringify({
      credentials: { accessKeyId: session.accessKeyId, expiration: new Date(session.issuedMs + SESSION_SECONDS * 1000).toISOString() },
      assumedRoleUser: { assumedRoleId: `${session.principal}:${name}`, arn }, subject: name, subjectType: 'persistent', issuer: `https://sts.windows.net/${tenant.id}/`,
      audience: 'https://signin.aws.amazon.com/saml', nameQualifier: `${new Random(0, 'saml', account).hex(20)}=`,
    }),
    resources: JSON.stringify([{ accountId: account, type: 'AWS::IAM::Role', ARN: role }, { accountId: account, type: 'AWS::IAM::SAMLProvider', ARN: provider }]),
  }, random);
  out.add({
    account, region: 'us-east-1', ms: session.issuedMs + random.between(11, 40) * 1000, service: 'eks.amazonaws.com', action: 'DescribeCluster', read: true, ip: seat.ip,
    agent: cli(person.platform, session.day >= person.bumpDay, 'eks.update-kubeconfig'), identity: session.identity, request: JSON.stringify({ name: `freight-${cluster}` }), response: 'null',
  }, random);
}

/** The key of the session, used by the thief an hour after it was given and 35 minutes after it was read from the file. */
function stolenSession(session: ClusterSession, dayMs: number, out: Delivery, random: Random): Told[] {
  const steps = [['sts.amazonaws.com', 'GetCallerIdentity', 'null'], ['eks.amazonaws.com', 'ListClusters', '{}'], ['eks.amazonaws.com', 'DescribeCluster', '{"name":"freight-prod"}'], ['sts.amazonaws.com', 'GetCallerIdentity', 'null']] as const;
  return steps.map(([service, action, request], i) => {
    const ms = dayMs + (15 * 60 + 47) * MINUTE + [0, 34, 71, 1460][i]! * 1000;
    return { ...desk, ms, agent: thief, wrong: true, refused: false, id: out.add({
      account: accounts.prod, region: 'us-east-1', ms, service, action, read: true, identity: session.identity, ip: desk.ip, agent: thief, request, response: 'null',
    }, random) };
  });
}

import { tokenType } from '../aws-cloudtrail/session.ts';
import { objectIn, textOf, type JsonObject } from '../read.ts';
import { firstOf, namesOf, textsIn, type AuditRecord } from './record.ts';

/** Who asked, as far as the record says. */
export interface K8sUser {
  readonly name: string | undefined;
  readonly id: string | undefined;
  readonly type: 'user' | 'service-account' | 'node' | 'system' | 'anonymous' | undefined;
  readonly groups: readonly string[] | undefined;
  /** Account that the actor belongs to, and that its cluster lies in where nothing else says so. */
  readonly organization: string | undefined;
  readonly account: string | undefined;
  readonly credential: string | undefined;
  readonly tokenType: string | undefined;
  readonly session: string | undefined;
  readonly pod: string | undefined;
  readonly node: string | undefined;
  readonly canonicalArn: string | undefined;
  readonly sessionName: string | undefined;
}

const MOST_GROUPS = 100;
/** Names of EKS: alone, below the domain of its authenticator in the spellings of tools, or in small letters in a lake. */
const iamNames = (name: string): readonly string[] =>
  [name, `sigs.k8s.io/aws-iam-authenticator/${name}`, `sigs_k8s_io/aws-iam-authenticator/${name}`, `sigs_k8s_io_slash_aws-iam-authenticator_slash_${name}`, name.toLowerCase()];
const iam = { arn: iamNames('arn'), key: iamNames('accessKeyId'), sessionName: iamNames('sessionName'), principal: iamNames('principalId'), canonical: iamNames('canonicalArn') } as const;

/**
 * Who asked. The name is the one that the cluster knows, since its bindings are written for it; an ARN among them has the name that CloudTrail gives its owner: the role of a role session, the user of a user.
 * The id: the ARN of EKS (`user.id` of CloudTrail), the object id of AKS, else the uid.
 */
export function userOf({ user, annotations }: AuditRecord): K8sUser {
  const extra = objectIn(user['extra']);
  const arn = firstOf(extra, iam.arn);
  const username = textOf(user['username']);
  const key = firstOf(extra, iam.key);
  const credential = key ?? firstOf(extra, namesOf('authentication', 'credential-id')) ?? textOf(user['keyName']);
  const sessionName = firstOf(extra, iam.sessionName);
  const account = accountIn(arn) ?? accountIn(username);
  const groups = textsIn(user['groups'], MOST_GROUPS);
  return {
    name: nameOf(username) ?? nameOf(arn), id: arn ?? firstOf(extra, ['oid'])?.toLowerCase() ?? textOf(user['uid']), type: typeOf(username ?? arn),
    groups: groups.length === 0 ? undefined : groups, organization: account, account, credential, tokenType: user['keyName'] === undefined ? typeOfCredential(key, credential) : 'service-account-key',
    session: instanceOf(user, extra, sessionName) ?? credential,
    pod: firstOf(extra, namesOf('authentication', 'pod-name')), node: firstOf(extra, namesOf('authentication', 'node-name')) ?? firstOf(annotations, namesOf('authentication', 'node-name')),
    canonicalArn: firstOf(extra, iam.canonical), sessionName,
  };
}

/** What is an e-mail address or a UPN is in small letters, as in every other log. */
function nameOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  if (text.startsWith('arn:')) {
    const parts = text.split(':').slice(5).join(':').split('/');
    return (parts[0] === 'assumed-role' ? parts[1] : parts.at(-1)) || text;
  }
  return text.includes('@') && !text.startsWith('system:') ? text.toLowerCase() : text;
}

function typeOf(name: string | undefined): K8sUser['type'] {
  if (name === undefined) return undefined;
  if (name.startsWith('system:serviceaccount:') || name.endsWith('.gserviceaccount.com')) return 'service-account';
  if (name.startsWith('system:node:')) return 'node';
  if (name === 'system:anonymous') return 'anonymous';
  return name.startsWith('system:') ? 'system' : 'user';
}

function typeOfCredential(key: string | undefined, credential: string | undefined): string | undefined {
  if (key !== undefined) return tokenType(key);
  if (credential === undefined) return undefined;
  return credential.startsWith('JTI=') ? 'service-account-token' : credential.startsWith('X509SHA256=') ? 'client-certificate' : undefined;
}

/** The account in an ARN: twelve digits. */
function accountIn(arn: string | undefined): string | undefined {
  const account = arn?.startsWith('arn:') === true ? arn.split(':')[4] : undefined;
  return account !== undefined && /^\d{12}$/.test(account) ? account : undefined;
}

/** The session of an instance's role, as CloudTrail has it: `<role id>:<instance>`. The uid of EKS ends in the role id. */
function instanceOf(user: JsonObject, extra: JsonObject, sessionName: string | undefined): string | undefined {
  if (sessionName === undefined || !/^i-[0-9a-f]{8,17}$/.test(sessionName)) return undefined;
  const role = [firstOf(extra, iam.principal), textOf(user['uid'])].flatMap((text) => /(?:^|:)(AROA[A-Z0-9]+)(?::|$)/.exec(text ?? '')?.[1] ?? [])[0];
  return role === undefined ? undefined : `${role}:${sessionName}`;
}

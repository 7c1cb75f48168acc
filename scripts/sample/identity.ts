import { accounts, directory, type Person } from './company.ts';
import { timeText } from './call.ts';
import { Random } from './random.ts';

/** Keys of an invented company: the last seven letters say so. */
export const key = (prefix: 'AKIA' | 'ASIA', random: Random) => `${prefix}${random.code(9)}EXAMPLE`;
/** Ids that a name decides, made once. */
const made = new Map<string, string>();
function once(name: string, make: (random: Random) => string): string {
  const known = made.get(name) ?? make(new Random(0, name));
  made.set(name, known);
  return known;
}
const roleId = (account: string, role: string) => once(`role ${account} ${role}`, (random) => `AROA${random.code(10)}EXAMPLE`);
export const userId = (name: string) => once(`user ${name}`, (random) => `AIDA${random.code(10)}EXAMPLE`);
const json = JSON.stringify;

/** The long-term key of an IAM user; `generation` counts rotations. */
export function longTermKey(name: string, generation = 0): string {
  return once(`key ${name} ${generation}`, (random) => key('AKIA', random));
}

export function userWithKey(name: string, account: string, accessKeyId: string): string {
  return json({ type: 'IAMUser', principalId: userId(name), arn: `arn:aws:iam::${account}:user/${name}`, accountId: account, accessKeyId, userName: name });
}

/** A session of a role; `created` is when it began, and with the principal it names the session whatever its keys are. */
export function roleSession(account: string, role: string, session: string, accessKeyId: string, created: number, invokedBy?: string): string {
  const id = roleId(account, role);
  return json({
    type: 'AssumedRole', principalId: `${id}:${session}`, arn: `arn:aws:sts::${account}:assumed-role/${role}/${session}`, accountId: account, accessKeyId,
    sessionContext: {
      sessionIssuer: { type: 'Role', principalId: id, arn: `arn:aws:iam::${account}:role/${role}`, accountId: account, userName: role },
      attributes: { creationDate: timeText(created), mfaAuthenticated: 'false' },
    },
    ...(invokedBy === undefined ? {} : { invokedBy }),
  });
}

/** The id of a role as its sessions bear it, and the ARN of a session. */
export const rolePrincipal = roleId;
export const roleArn = (account: string, role: string, session: string) => `arn:aws:sts::${account}:assumed-role/${role}/${session}`;

export const mail = (person: Person) => `${person.name}@haldenfreight.example`;
const reservedRole = (role: string) => once(`permission set ${role}`, (random) => `AWSReservedSSO_${role}_${random.hex(16)}`);
export const sessionId = (person: Person, created: number) => `${person.kind === 'user' ? userId(person.name) : `${roleId(person.account, reservedRole(person.role))}:${mail(person)}`}@${timeText(created)}`;
export const personArn = (person: Person) => person.kind === 'user' ? `arn:aws:iam::${person.account}:user/${person.name}` : `arn:aws:sts::${person.account}:assumed-role/${reservedRole(person.role)}/${mail(person)}`;
/** What the documented rule makes of it: the user, or the role of a role session. */
export const userName = (person: Person) => person.kind === 'user' ? person.name : reservedRole(person.role);

/** A person at work in a console or command-line session that began at `created`. */
export function atWork(person: Person, accessKeyId: string, created: number, invokedBy?: string): string {
  if (person.kind === 'center') return roleSession(person.account, reservedRole(person.role), mail(person), accessKeyId, created, invokedBy);
  return json({
    type: 'IAMUser', principalId: userId(person.name), arn: personArn(person), accountId: person.account, accessKeyId, userName: person.name,
    sessionContext: { attributes: { creationDate: timeText(created), mfaAuthenticated: 'true' } },
  });
}

/** A person before the access portal. */
export function beforePortal(person: Person, created: number): string {
  const random = new Random(0, 'portal', person.name);
  return json({
    type: 'IdentityCenterUser', accountId: accounts.management, credentialId: `${new Random(0, 'portal', person.name, created).hex(64)}`,
    onBehalfOf: { userId: random.uuid(), identityStoreArn: `arn:aws:identitystore::${accounts.management}:identitystore/${directory}` },
  });
}

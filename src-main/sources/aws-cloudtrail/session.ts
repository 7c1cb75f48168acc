import { parseTime } from '../time.ts';
import { objectOf, textOf, type JsonObject } from '../read.ts';

/** The life of the credential that was used. */
export interface Session {
  readonly id: string | undefined;
  readonly root: string | undefined;
  /** UTC ms. */
  readonly issuedAt: number | undefined;
}

/**
 * The session of a call, surest first: the sign-in session (`signInSessionArn`); the Identity Center session (`credentialId` with the user it stands
 * for); the principal of an instance's role, whose keys and times of creation change every few hours while the instance is the same; principal with the time the session was created; the access key.
 * Keys of one console session change, what comes before them in this list does not.
 */
export function sessionOf(identity: JsonObject, context: JsonObject): Session {
  const created = textOf(objectOf(context['attributes'])['creationDate']);
  const made = created === undefined ? undefined : parseTime(created);
  const issuedAt = typeof made === 'object' ? made.ms : undefined;
  const signIn = textOf(context['signInSessionArn']) ?? textOf(identity['signInSessionArn']);
  const center = centerSession(identity);
  const principal = textOf(identity['principalId']);
  const id = signIn
    ?? center
    ?? (principal !== undefined && instanceRole.test(principal) ? principal : undefined)
    ?? (principal !== undefined && created !== undefined ? `${principal}@${written(created, issuedAt)}` : undefined)
    ?? textOf(identity['accessKeyId']);
  return { id, root: signIn ?? center, issuedAt };
}

/** The principal of a role that an EC2 instance has: role id and, as session name, the instance id. */
const instanceRole = /^AROA[A-Z0-9]+:i-[0-9a-f]{8,17}$/;

/** One spelling for one time, whatever tool wrote it: `YYYY-MM-DDTHH:MM:SSZ`. What cannot be read stays as it is. */
function written(created: string, issuedAt: number | undefined): string {
  return issuedAt === undefined || created.length === 20 ? created : new Date(issuedAt).toISOString().replace('.000Z', 'Z');
}

function centerSession(identity: JsonObject): string | undefined {
  const credential = textOf(identity['credentialId']);
  if (credential === undefined) return undefined;
  const user = textOf(objectOf(identity['onBehalfOf'])['userId']);
  return user === undefined ? credential : `${credential}@${user}`;
}

/** The kind of an access key by the prefixes that AWS documents for its unique ids. */
export function tokenType(key: string | undefined): string | undefined {
  if (key === undefined) return undefined;
  if (key.startsWith('AKIA')) return 'long-term-key';
  if (key.startsWith('ASIA')) return 'temporary-key';
  return key.startsWith('ABIA') ? 'service-bearer-token' : undefined;
}

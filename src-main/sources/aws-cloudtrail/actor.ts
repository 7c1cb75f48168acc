import { isObject, objectOf, textOf, type JsonObject } from '../read.ts';

/** Who acted, as far as the record says. */
export interface Actor {
  readonly name: string | undefined;
  readonly id: string | undefined;
  readonly type: string | undefined;
  readonly account: string | undefined;
}

/**
 * Who acted. The name: `userName`; else the name of the session issuer (so that every session of a role has the role's name); else `root` for the
 * account's root; else what the ARN says (role, or last part); else the service; else the user that an Identity Center session stands for; else
 * the principal's session part; else the account. The id keeps the session apart: the ARN, else the principal.
 */
export function actorOf(identity: JsonObject, additional: JsonObject): Actor {
  const type = textOf(identity['type']);
  const arn = textOf(identity['arn']);
  const account = accountOf(identity['accountId']);
  const behalf = objectOf(identity['onBehalfOf']);
  const invokedBy = textOf(identity['invokedBy']);
  const principal = textOf(identity['principalId']);
  const name = textOf(identity['userName'])
    ?? issuerName(identity)
    ?? (type === 'Root' ? 'root' : undefined)
    ?? nameInArn(arn)
    ?? (type === 'AWSService' ? invokedBy : undefined)
    ?? textOf(additional['UserName'])
    ?? textOf(behalf['userId'])
    ?? sessionPart(principal)
    ?? (type === 'AWSAccount' ? account ?? principal : principal)
    ?? invokedBy;
  return { name, type, account, id: arn ?? textOf(behalf['userId']) ?? principal ?? (type === 'AWSService' ? invokedBy : undefined) };
}

function issuerName(identity: JsonObject): string | undefined {
  const context = identity['sessionContext'];
  return isObject(context) && isObject(context['sessionIssuer']) ? textOf(context['sessionIssuer']['userName']) : undefined;
}

/** `…:assumed-role/ROLE/SESSION` gives ROLE, `…:user/PATH/NAME` gives NAME, `…:root` gives root. */
function nameInArn(arn: string | undefined): string | undefined {
  if (arn === undefined || !arn.startsWith('arn:')) return undefined;
  const resource = arn.split(':').slice(5).join(':');
  const parts = resource.split('/');
  if (parts[0] === 'assumed-role') return parts[1] || undefined;
  return parts.at(-1) || undefined;
}

/** The part after the colon of `AROA…:session`. */
function sessionPart(principal: string | undefined): string | undefined {
  const colon = principal?.indexOf(':') ?? -1;
  return colon < 0 ? undefined : principal?.slice(colon + 1) || undefined;
}

/** An account id of twelve digits: numbers and texts that lost their leading zeros on the way are padded; anything else stays as it is. */
export function accountOf(value: unknown): string | undefined {
  const text = textOf(value);
  return text !== undefined && text.length < 12 && /^\d+$/.test(text) ? text.padStart(12, '0') : text;
}

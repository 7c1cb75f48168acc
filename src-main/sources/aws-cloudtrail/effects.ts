import { isObject, listOf, objectOf, textOf, type JsonObject } from '../read.ts';
import { listed } from './targets.ts';

/** What a call changed about who may do what: issued keys, identities taken on, users acted on, rights asked for and given. */
export interface Effects {
  readonly issuedCredential: string | undefined;
  readonly effectiveName: string | undefined;
  readonly effectiveId: string | undefined;
  readonly targetUserNames: readonly string[] | undefined;
  readonly targetUserIds: readonly string[] | undefined;
  readonly requested: readonly string[] | undefined;
  readonly granted: readonly string[] | undefined;
}
export const noEffects: Effects = {
  issuedCredential: undefined, effectiveName: undefined, effectiveId: undefined, targetUserNames: undefined, targetUserIds: undefined, requested: undefined, granted: undefined,
};

/** Services whose `userName` parameter is a user of the account; elsewhere it is a database or directory user. */
const userServices = new Set(['iam.amazonaws.com', 'identitystore.amazonaws.com', 'sso-directory.amazonaws.com']);

/** Reads request and response of one call. `succeeded` decides whether what was asked for was given. */
export function effectsOf(parameters: JsonObject, response: JsonObject, service: string | undefined, succeeded: boolean): Effects {
  const assumed = objectOf(response['assumedRoleUser']);
  const federated = objectOf(response['federatedUser']);
  const role = textOf(parameters['roleArn']) ?? textOf(objectOf(parameters['targetPrincipal'])['arn']) ?? textOf(parameters['targetPrincipal']);
  const effectiveId = textOf(assumed['arn']) ?? textOf(federated['arn']);
  const policies = policiesIn(parameters);
  const isUserService = service !== undefined && userServices.has(service);
  const user = objectOf(response['user']);
  const taken = effectiveId !== undefined && role !== undefined;
  return {
    issuedCredential: issuedIn(response),
    effectiveName: effectiveId === undefined ? undefined : lastPart(role ?? effectiveId),
    effectiveId,
    targetUserNames: isUserService ? distinct(textOf(parameters['userName']), textOf(user['userName'])) : undefined,
    targetUserIds: isUserService ? distinct(textOf(parameters['userId']), textOf(user['arn']), textOf(user['userId'])) : undefined,
    requested: taken || service === 'sts.amazonaws.com' ? distinct(role, ...policies) : listed(policies),
    granted: !succeeded ? undefined : taken ? distinct(effectiveId, ...policies) : listed(policies),
  };
}

/** The id of the key that a call handed out. Its secret parts are never read. */
function issuedIn(response: JsonObject): string | undefined {
  for (const holder of ['credentials', 'accessKey', 'roleCredentials', 'serviceSpecificCredential'] as const) {
    const made = response[holder];
    if (isObject(made)) return textOf(made['accessKeyId']) ?? textOf(made['serviceSpecificCredentialId']);
  }
  return undefined;
}

function policiesIn(parameters: JsonObject): string[] {
  const found = [textOf(parameters['policyArn'])];
  for (const policy of listOf(parameters['policyArns'])) found.push(textOf(isObject(policy) ? policy['arn'] : policy));
  for (const scope of listOf(parameters['scope'])) found.push(textOf(scope));
  return found.filter((text) => text !== undefined);
}

function lastPart(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1) || arn;
}

function distinct(...texts: readonly (string | undefined)[]): readonly string[] | undefined {
  return listed([...new Set(texts.filter((text) => text !== undefined))]);
}

import { objectIn, type JsonObject } from '../read.ts';
import { plainNames } from '../plain-names.ts';
import { firstSaid } from './record.ts';

/** What was acted on, and for whom. */
export interface Target {
  readonly id: string | undefined;
  readonly type: string | undefined;
  readonly name: string | undefined;
  readonly subscription: string | undefined;
  readonly resourceGroup: string | undefined;
}

/** Takes a resource id apart: `/subscriptions/…/resourceGroups/…/providers/Namespace/type/name`. Azure does not tell cases apart in it. */
export function targetOf(resourceId: string | undefined): Target {
  const parts = (resourceId ?? '').split('/').filter((part) => part !== '');
  const behind = (word: string) => {
    const at = parts.findIndex((part) => part.toLowerCase() === word);
    return at < 0 ? undefined : parts[at + 1];
  };
  const provider = parts.findLastIndex((part) => part.toLowerCase() === 'providers');
  const rest = provider < 0 ? [] : parts.slice(provider + 1);
  const types = rest.filter((_, at) => at === 0 || at % 2 === 1);
  return {
    id: resourceId?.toLowerCase(),
    type: types.length > 1 ? types.join('/').toLowerCase() : provider < 0 && behind('resourcegroups') !== undefined ? 'resourcegroups' : undefined,
    name: parts.length > 1 ? parts.at(-1) : undefined,
    subscription: behind('subscriptions')?.toLowerCase(),
    resourceGroup: behind('resourcegroups')?.toLowerCase(),
  };
}

/** A role that is given: to whom, and which. The request body is JSON in a text. */
export interface Grant {
  readonly principal: string | undefined;
  readonly role: string | undefined;
}

export function grantOf(operation: string, properties: JsonObject): Grant {
  if (operation === 'microsoft.authorization/elevateaccess/action') return { principal: undefined, role: 'User Access Administrator' };
  if (!operation.startsWith('microsoft.authorization/roleassignments/')) return { principal: undefined, role: undefined };
  const body = plainNames(objectIn(properties['requestbody']));
  const inner = plainNames(objectIn(body['properties']));
  return {
    principal: (firstSaid(inner, 'principalid') ?? firstSaid(body, 'principalid'))?.toLowerCase(),
    role: (firstSaid(inner, 'roledefinitionid') ?? firstSaid(body, 'roledefinitionid'))?.split('/').at(-1)?.toLowerCase(),
  };
}

const statuses: Readonly<Record<string, string>> = {
  start: 'Started', started: 'Started', begin: 'Started', accept: 'Accepted', accepted: 'Accepted', success: 'Succeeded', succeeded: 'Succeeded', failure: 'Failed', failed: 'Failed',
  'in progress': 'In Progress', inprogress: 'In Progress', active: 'Active', activated: 'Active', resolved: 'Resolved', updated: 'Updated', '': '',
};

/** One spelling for a status: diagnostic records write `Start`, `Accept`, `Success`, `Failure`, all others Started, Accepted, Succeeded, Failed. */
export function statusOf(text: string | undefined): string | undefined {
  return text === undefined ? undefined : statuses[text.toLowerCase()] ?? text;
}

/** Only the record of an end tells how it went: one that was started or accepted is unknown, unless its sub-status is an HTTP error already. */
export function outcomeOf(status: string | undefined, subStatus: string | undefined): 'success' | 'failure' | 'unknown' {
  if (status === 'Failed' || isError(subStatus)) return 'failure';
  return status === 'Succeeded' ? 'success' : 'unknown';
}

const errors = /forbidden|unauthorized|conflict|badrequest|bad request|notfound|not found|gone|preconditionfailed|toomanyrequests|internalservererror|serviceunavailable|failed|\b[45]\d\d\b/i;

function isError(subStatus: string | undefined): boolean {
  return subStatus !== undefined && errors.test(subStatus);
}

/** read or write by the last word of the operation; an action that lists or gets is read (keys and secrets are read that way). */
export function accessOf(operation: string): 'read' | 'write' | undefined {
  const parts = operation.split('/');
  const last = parts.at(-1)!;
  if (last === 'read') return 'read';
  if (last === 'write' || last === 'delete') return 'write';
  if (last !== 'action') return undefined;
  return /^(?:list|get|read|export|download|search|query|check|validate)/.test(parts.at(-2) ?? '') ? 'read' : 'write';
}

const configuration = /^microsoft\.(?:authorization|managedidentity|policyinsights|aad|aadiam|security|operationalinsights\/workspaces\/datasources|insights\/(?:diagnosticsettings|logprofiles|activitylogalerts)|keyvault\/vaults\/(?:accesspolicies|write))/;

/** configuration: who may do what, and what is watched; all else api. */
export function categoryOf(operation: string, access: 'read' | 'write' | undefined): string {
  return access === 'write' && configuration.test(operation) ? 'configuration' : 'api';
}

import { isObject, objectOf, textOf, type JsonObject } from '../read.ts';
import { plainNames } from '../plain-names.ts';

/** The cluster that was asked, as the export around the event names it. */
export interface Cluster {
  readonly name: string | undefined;
  readonly account: string | undefined;
  readonly region: string | undefined;
  readonly tenant: string | undefined;
}
const unknown: Cluster = { name: undefined, account: undefined, region: undefined, tenant: undefined };

/** `/aws/eks/<name>/cluster`; in Logs Insights with the account in front. */
const logGroup = /^(?:(\d{12}):)?\/aws\/eks\/([^/]+)\/cluster$/;
const managed = /\/managedclusters\/([^/]+)/i;
const subscription = /\/subscriptions\/([^/]+)/i;

/** From the log group of CloudWatch, the resource of Azure, or the labels of Google. */
export function clusterOf(value: JsonObject, envelope: JsonObject | null): Cluster {
  if (isObject(value['protoPayload'])) return ofLabels(objectOf(objectOf(value['resource'])['labels']));
  return (envelope === null ? undefined : ofGroup(envelope) ?? ofResource(envelope)) ?? ofResource(value) ?? unknown;
}

function ofGroup(envelope: JsonObject): Cluster | undefined {
  const group = textOf(envelope['logGroup']) ?? textOf(envelope['@log']) ?? textOf(envelope['logGroupName']);
  const found = group === undefined ? null : logGroup.exec(group);
  return found === null ? undefined : { ...unknown, name: found[2], account: found[1] ?? textOf(envelope['owner']) };
}

/** Diagnostic records have the resource in capitals, tables as it was written: names in Azure have no case. */
function ofResource(value: JsonObject): Cluster | undefined {
  let id = textOf(value['resourceId']) ?? textOf(value['_ResourceId']) ?? textOf(value['ResourceId']);
  let tenant = textOf(value['tenantId']);
  if (id === undefined && value['category'] === undefined) return undefined;
  if (id === undefined) id = textOf(plainNames(value)['resourceid']);
  const name = managed.exec(id ?? '')?.[1];
  if (name === undefined) return undefined;
  if (value['TenantId'] !== undefined) tenant = undefined;
  return { name: name.toLowerCase(), account: subscription.exec(id ?? '')?.[1]?.toLowerCase(), region: textOf(value['location'])?.toLowerCase(), tenant };
}

function ofLabels(labels: JsonObject): Cluster {
  return { name: textOf(labels['cluster_name']), account: textOf(labels['project_id']), region: textOf(labels['location']), tenant: undefined };
}

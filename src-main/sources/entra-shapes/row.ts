import { isObject, objectIn, textOf, type JsonObject } from '../read.ts';
import { huntingRow, isHuntingRow } from './hunting.ts';
import { portalAuditRow, portalRow } from './portal.ts';
import { said } from './said.ts';
import { respelled } from './spelling.ts';

/** A record of Entra under the names of Graph, whatever shape it came in. */
export interface Row {
  /** What the log says of itself. */
  readonly properties: JsonObject;
  /** The record of Azure Monitor around it; where there is none, the properties again. */
  readonly outer: JsonObject;
  /** Category of Azure Monitor or table of Log Analytics, lower-cased; `undefined` for Graph and the portal. */
  readonly category: string | undefined;
  /** `AuditLogs` rows and records say what they are about here. */
  readonly topic: string | undefined;
  /** Tenant whose log it is, where the record says it. */
  readonly tenant: string | undefined;
  /** Rows of Log Analytics are those of Azure Monitor under other names. */
  readonly shape: 'monitor' | 'graph' | 'portal' | 'hunting';
}

/** The record as one row: Azure Monitor, Graph, Log Analytics, advanced hunting, or the portal's CSV. Names in their own spelling are read as they stand. */
export function rowOf(value: JsonObject): Row {
  if (isObject(value['properties']) && typeof value['category'] === 'string') {
    // Lakes write the outer names small and leave the inner ones as they are.
    return monitorRow('operationname' in value || 'tenantid' in value ? respelled({ ...value, properties: null }, false) : value, value['properties']);
  }
  if (typeof value['createdDateTime'] === 'string' || typeof value['activityDateTime'] === 'string') return plainRow(value, 'graph');
  if ('Date (UTC)' in value) return plainRow('ActorType' in value || 'Activity' in value ? portalAuditRow(value) : portalRow(value), 'portal');
  if (isHuntingRow(value)) return plainRow(huntingRow(value), 'hunting');
  const isTable = ['TimeGenerated', 'TimeGenerated [UTC]', 'SourceSystem', 'Type', 'AADTenantId'].some((name) => name in value);
  const row = respelled(value, isTable);
  const properties = objectIn(row['properties']);
  if (Object.keys(properties).length > 0) return monitorRow(row, isObject(value['properties'] ?? value['Properties']) ? properties : respelled(properties, false));
  return monitorRow(row, row);
}

function monitorRow(outer: JsonObject, properties: JsonObject): Row {
  const table = textOf(outer['type'])?.toLowerCase();
  const category = textOf(outer['category'])?.toLowerCase();
  const tenant = said(outer['tenantId']) ?? tenantIn(outer['resourcePath'] ?? outer['resourceId']);
  const topic = textOf(properties['category']) ?? textOf(outer['category']);
  return { properties, outer, category: table !== undefined && tables.has(table) ? table : category, topic, tenant, shape: category === undefined && table === undefined ? 'graph' : 'monitor' };
}

function plainRow(row: JsonObject, shape: Row['shape']): Row {
  return { properties: row, outer: row, category: undefined, topic: textOf(row['category']), tenant: said(row['tenantId']), shape };
}

/** `/tenants/<id>/providers/Microsoft.aadiam` */
function tenantIn(path: unknown): string | undefined {
  const parts = textOf(path)?.split('/');
  return parts?.[1] === 'tenants' ? parts[2] || undefined : undefined;
}

/** Categories of Azure Monitor and tables of Log Analytics that hold sign-ins, with the kind of the sign-in. */
const signIns: Readonly<Record<string, string>> = {
  signinlogs: 'interactive', noninteractiveusersigninlogs: 'non-interactive', aadnoninteractiveusersigninlogs: 'non-interactive',
  serviceprincipalsigninlogs: 'service-principal', aadserviceprincipalsigninlogs: 'service-principal', microsoftserviceprincipalsigninlogs: 'service-principal',
  managedidentitysigninlogs: 'managed-identity', aadmanagedidentitysigninlogs: 'managed-identity', adfssigninlogs: 'adfs',
};
const risks = new Set(['userriskevents', 'aaduserriskevents', 'serviceprincipalriskevents', 'aadserviceprincipalriskevents']);
/** What lies beside them in the same containers and is no event of ours. */
const others: Readonly<Record<string, 'provisioning' | 'risk-state'>> = {
  provisioninglogs: 'provisioning', aadprovisioninglogs: 'provisioning',
  riskyusers: 'risk-state', aadriskyusers: 'risk-state', riskyserviceprincipals: 'risk-state', aadriskyserviceprincipals: 'risk-state',
};
const tables = new Set([...Object.keys(signIns), ...risks, ...Object.keys(others), 'auditlogs']);

/** The kind of sign-in that a category or table holds; `undefined` for every other one. */
export function kindOfCategory(category: string | undefined): string | undefined {
  return category !== undefined && Object.hasOwn(signIns, category) ? signIns[category] : undefined;
}

export function isRiskCategory(category: string | undefined): boolean {
  return category !== undefined && risks.has(category);
}

/** What a category or table holds that is refused by name. */
export function refusedCategory(category: string | undefined): 'provisioning' | 'risk-state' | undefined {
  return category !== undefined && Object.hasOwn(others, category) ? others[category] : undefined;
}

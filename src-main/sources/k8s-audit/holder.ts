import { isObject, objectIn, type JsonObject } from '../read.ts';

/** What of a Kubernetes audit log lies in an envelope, and under which path. */
export interface Held {
  readonly path: string;
  readonly inner: unknown;
}

const category = /^kube-audit(?:-admin)?$/i;

/**
 * An audit event within a diagnostic record of Azure (`properties.log`, `log_s` of AzureDiagnostics: text or object), a line of a container runtime (`log`) or a document of Elastic (`kubernetes.audit`);
 * `undefined` for all else. These names hold any text elsewhere: only what is told to be an audit log, or says it itself, is opened.
 */
export function heldAudit(value: JsonObject): Held | undefined {
  const isDiagnostic = isCategory(value['category']) || isCategory(value['Category']);
  if (isDiagnostic && value['properties'] !== undefined) {
    const properties = objectIn(value['properties']);
    if (Object.hasOwn(properties, 'log')) return { path: 'properties.log', inner: properties['log'] };
  }
  if (Object.hasOwn(value, 'log_s') && (isDiagnostic || saysAudit(value['log_s']))) return { path: 'log_s', inner: value['log_s'] };
  if (saysAudit(value['log'])) return { path: 'log', inner: value['log'] };
  const elastic = isObject(value['kubernetes']) ? value['kubernetes']['audit'] : undefined;
  return isObject(elastic) && typeof elastic['auditID'] === 'string' && !('event' in value && isObject(value['event']) && typeof value['event']['original'] === 'string')
    ? { path: 'kubernetes.audit', inner: elastic } : undefined;
}

/** Audit events as the API server hands them to a webhook, or `kubectl` writes them: `kind: EventList`, `items`. */
export function auditList(value: JsonObject): readonly unknown[] | undefined {
  return value['kind'] === 'EventList' && typeof value['apiVersion'] === 'string' && /^(?:audit|events)\.k8s\.io\//.test(value['apiVersion']) && Array.isArray(value['items']) ? value['items'] : undefined;
}

/** An audit event by itself, whatever its envelope. */
export function isAuditEvent(value: JsonObject): boolean {
  return typeof value['auditID'] === 'string' && typeof value['verb'] === 'string';
}

function isCategory(value: unknown): boolean {
  return typeof value === 'string' && category.test(value);
}

function saysAudit(value: unknown): boolean {
  return typeof value === 'string' ? value.includes('"audit.k8s.io/') : isObject(value) && isAuditEvent(value);
}

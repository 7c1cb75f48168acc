import { isObject, textOf, type JsonObject } from '../read.ts';
import type { SourceRecognition } from '../source.ts';
import { isGke } from './gke.ts';

const sure: SourceRecognition = { confidence: 1, reason: 'apiVersion audit.k8s.io, auditID and verb' };
const version: SourceRecognition = { confidence: 0.9, reason: 'apiVersion audit.k8s.io' };
const bare: SourceRecognition = { confidence: 0.95, reason: 'auditID, stage, verb and requestURI, as a Kubernetes audit log has them' };
const row: SourceRecognition = { confidence: 0.95, reason: 'a row of AKSAudit: AuditId, Verb and RequestUri' };
const gke: SourceRecognition = { confidence: 1, reason: 'an audit record of Google Cloud with serviceName k8s.io' };
const clusterEvent: SourceRecognition = { confidence: 0.9, reason: 'an Event object of a Kubernetes cluster' };
const none: SourceRecognition = { confidence: 0, reason: 'no apiVersion audit.k8s.io, no auditID' };
const poor: SourceRecognition = { confidence: 0.2, reason: 'auditID, but no verb' };

/** How sure it is that a record is of a Kubernetes audit log; Event objects of a cluster included: `map` names those for what they are. */
export function recognise(value: unknown): SourceRecognition {
  if (!isObject(value)) return { confidence: 0, reason: 'the record is not an object' };
  const api = value['apiVersion'];
  if (typeof api === 'string' && api.startsWith('audit.k8s.io/')) return typeof value['verb'] === 'string' && typeof value['auditID'] === 'string' ? sure : version;
  if (typeof value['auditID'] === 'string' || typeof value['auditid'] === 'string') return (value['verb'] !== undefined && (value['requestURI'] ?? value['requesturi'] ?? value['stage']) !== undefined) ? bare : poor;
  if (typeof value['AuditId'] === 'string') return typeof value['Verb'] === 'string' && Object.hasOwn(value, 'RequestUri') ? row : poor;
  if (isGke(value)) return gke;
  return isClusterEvent(value) ? clusterEvent : none;
}

/** An Event object: the cluster tells about its own objects. A watch (`kubectl get events --watch`) writes it under `object`. Told by apiVersion: audit events have the same kind. */
export function isClusterEvent(value: JsonObject): boolean {
  return isEventObject(value) || (typeof value['type'] === 'string' && isObject(value['object']) && isEventObject(value['object']));
}

function isEventObject(value: JsonObject): boolean {
  if (value['kind'] !== 'Event') return false;
  const api = textOf(value['apiVersion']) ?? '';
  return api.startsWith('events.k8s.io/') || (api === 'v1' && Object.hasOwn(value, 'involvedObject'));
}

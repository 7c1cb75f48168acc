import { comparedFields, type ComparedField, type EventDraft, type EventFields, type Instant } from '../contract/index.ts';
import { fingerprint } from './aws-cloudtrail/fingerprint.ts';
import { clusterOf, type Cluster } from './k8s-audit/cluster.ts';
import { gkeEntry, isGke } from './k8s-audit/gke.ts';
import { accessOf, categoryOf, errorOf, outcomeOf } from './k8s-audit/kind.ts';
import { mapping } from './k8s-audit/mapping.ts';
import { isClusterEvent, recognise } from './k8s-audit/recognise.ts';
import { annotationOf, recordOf, type AuditRecord } from './k8s-audit/record.ts';
import { commandOf, effectsOf, targetOf } from './k8s-audit/target.ts';
import { userOf, type K8sUser } from './k8s-audit/user.ts';
import { isObject, textOf } from './read.ts';
import type { Refusal, Source, SourceRecord } from './source.ts';
import { parseTime } from './time.ts';

/** Requests to the API of a Kubernetes cluster, as the API server audits them, from plain files, EKS, AKS and GKE. The mapping as a table: k8s-audit/mapping.ts. */
export const k8sAudit: Source = {
  dataset: 'k8s.audit',
  version: 1,
  title: 'Kubernetes audit log',
  mapping,
  recognise: (record) => recognise(record.value),
  map,
};

function map(record: SourceRecord): EventDraft | Refusal {
  const { value } = record;
  if (!isObject(value)) return { reason: 'source/invalid', detail: 'the record is not an object' };
  if (isClusterEvent(value)) return { reason: 'k8s.audit/cluster-event', detail: 'an Event object of the cluster: it tells about its own objects and holds no action of a user' };
  const audit = isGke(value) ? gkeEntry(value) : recordOf(value);
  if (audit.verb === undefined) return { reason: 'source/invalid', detail: 'verb says nothing: what was asked is not told' };
  const time = timeOf(audit);
  return 'reason' in time ? time : draft(audit, audit.verb, time, clusterOf(value, record.envelope));
}

/** A time that is there and cannot be read is not replaced by another. API servers write UTC, also where a lake has taken the zone off. */
function timeOf({ times }: AuditRecord): Instant | Refusal {
  for (const { name, value } of times) {
    if (value === undefined || value === null || value === '') continue;
    const time = parseTime(value);
    if (typeof time === 'string') return { reason: 'source/invalid', detail: `${name}: ${time}` };
    return time.zoneAssumed ? { ...time, zoneAssumed: false } : time;
  }
  return { reason: 'source/no-time', detail: 'no requestReceivedTimestamp, no timestamp' };
}

const afterwards: readonly ComparedField[] = ['event.outcome', 'error.code'];
const byEnvelope: readonly ComparedField[] = ['cloud.account.id', 'cloud.region'];
/**
 * What is known before a request is over. Which account and region the cluster lies in may stand in an envelope alone, and is not compared. The answer of a stream that has
 * started is not its last word; it says one field more than a request that was just received, so that it is the fuller one.
 */
const received = comparedFields.filter((name) => ![...afterwards, ...byEnvelope, 'credential.issued_id'].includes(name));
const started = comparedFields.filter((name) => ![...afterwards, ...byEnvelope].includes(name));
const says: Readonly<Record<string, readonly ComparedField[]>> = { RequestReceived: received, ResponseStarted: started };

function draft(audit: AuditRecord, verb: string, time: Instant, cluster: Cluster): EventDraft {
  const user = userOf(audit);
  const fields = fieldsOf(audit, verb, user, cluster);
  // Of what only envelopes name, and of how much a policy wrote down, nothing: the same event is the same from every shape.
  const identity = [
    time.ms, audit.stage ?? null, verb, audit.uri ?? null, user.name ?? null, user.id ?? null, user.credential ?? null, audit.ips.join(), audit.agent ?? null, audit.code ?? audit.status ?? null,
    fields['user.effective.name'] ?? null, audit.ref.resource ?? null, audit.ref.subresource ?? null, audit.ref.namespace ?? null, audit.ref.name ?? null,
    fingerprint(audit.request),
  ];
  const made: EventDraft = { dataset: 'k8s.audit', time, vendorId: audit.id ?? null, identity, fields };
  const said = audit.stage === undefined ? undefined : says[audit.stage];
  if (said !== undefined && audit.id !== undefined) return { ...made, says: said, isPart: true };
  // Another sink of the same cluster may have written down what was sent.
  return audit.level === 'Metadata' && fields['event.access'] === 'write' ? { ...made, says: comparedFields } : made;
}

/** All fields in one literal of one shape, absent ones undefined: this is the hot path. */
function fieldsOf(audit: AuditRecord, verb: string, user: K8sUser, cluster: Cluster): EventFields {
  const { ref, annotations, impersonated } = audit;
  const target = targetOf(ref);
  const outcome = outcomeOf(audit);
  const effects = effectsOf(audit, verb, outcome === 'success');
  return {
    'event.action': verb,
    'event.category': categoryOf(verb, ref, target.type),
    'event.outcome': outcome,
    'event.id': audit.id,
    'event.access': accessOf(verb, ref),
    'error.code': errorOf(audit, outcome),
    'user.name': user.name,
    'user.id': user.id,
    'user.type': user.type,
    'organization.id': user.organization ?? cluster.tenant,
    'source.ip': audit.ips.at(-1),
    'user_agent.original': audit.agent,
    'cloud.account.id': cluster.account ?? user.account,
    'cloud.region': cluster.region,
    'service.name': ref.resource === undefined ? undefined : ref.group ?? 'core',
    'credential.id': user.credential,
    'credential.issued_id': outcome === 'success' ? annotationOf(annotations, 'authentication', 'issued-credential-id') : undefined,
    'session.id': user.session,
    'auth.token_type': user.tokenType,
    'transaction.id': audit.operation,
    'target.type': one(target.type),
    'target.id': one(ref.uid),
    'target.name': one(ref.name),
    'user.target.name': effects.users,
    'user.effective.name': textOf(impersonated['username']),
    'user.effective.id': textOf(impersonated['uid']),
    'access.requested': effects.roles,
    'access.granted': outcome === 'success' ? effects.roles : undefined,
    'orchestrator.cluster.name': cluster.name,
    'orchestrator.namespace': ref.namespace,
    'orchestrator.resource.type': target.type,
    'orchestrator.resource.name': ref.name,
    'k8s.audit.level': audit.level,
    'k8s.audit.stage': audit.stage,
    'k8s.audit.groups': user.groups,
    'k8s.audit.claimed_ips': audit.ips.length > 1 ? audit.ips.slice(0, -1) : undefined,
    'k8s.audit.request_uri': audit.uri,
    'k8s.audit.command': commandOf(audit.uri, ref),
    'k8s.audit.response_code': audit.code,
    'k8s.audit.decision': audit.decision ?? annotationOf(annotations, 'authorization', 'decision'),
    'k8s.audit.reason': annotationOf(annotations, 'authorization', 'reason'),
    'k8s.audit.pod': user.pod,
    'k8s.audit.node': user.node,
    'k8s.audit.canonical_arn': user.canonicalArn,
    'k8s.audit.session_name': user.sessionName,
  };
}

function one(text: string | undefined): readonly string[] | undefined {
  return text === undefined ? undefined : [text];
}

import type { AuditRecord, ObjectRef } from './record.ts';

/** Subresources that open a way into a pod or a node, whatever the verb: newer clients `get` them, older ones `create` them. */
const tunnels = new Set(['exec', 'attach', 'portforward', 'proxy']);
const reading = new Set(['get', 'list', 'watch', 'head', 'options']);
/** Objects that are made to ask a question. */
const questions = /^(?:(?:self|local)?subject(?:access|rules)reviews|selfsubjectreviews|tokenreviews)$/;

/** read or write by the verb. A review is a question, and a way into a pod is no mere look at it. */
export function accessOf(verb: string, ref: ObjectRef): 'read' | 'write' {
  if (ref.subresource !== undefined && tunnels.has(ref.subresource)) return 'write';
  return reading.has(verb) || (ref.resource !== undefined && questions.test(ref.resource)) ? 'read' : 'write';
}

const configured = /^(?:certificatesigningrequests|serviceaccounts|mutatingwebhookconfigurations|validatingwebhookconfigurations|validatingadmissionpolic\w+|apiservices|accessentries|podsecuritypolicies)$/;

/** `session`: a token of a service account is asked for; `authentication`: one is checked; `configuration`: who may do what, and what is let in, is changed; all else `api`. */
export function categoryOf(verb: string, ref: ObjectRef, type: string | undefined): string {
  if (type === 'serviceaccounts/token') return 'session';
  if (ref.resource === 'tokenreviews') return 'authentication';
  if (accessOf(verb, ref) === 'read' || ref.resource === undefined) return 'api';
  const isAuth = ref.resource === 'configmaps' && ref.name === 'aws-auth';
  return ref.group === 'rbac.authorization.k8s.io' || configured.test(ref.resource) || isAuth ? 'configuration' : 'api';
}

/** By the HTTP status, or what the answer says; a request that nothing answered yet is unknown. */
export function outcomeOf({ code, status }: AuditRecord): 'success' | 'failure' | 'unknown' {
  if (code !== undefined) return code < 400 ? 'success' : 'failure';
  if (status === undefined) return 'unknown';
  return status === 'Success' || status === '0' ? 'success' : 'failure';
}

/** Why it failed: the reason in a word, else the status. */
export function errorOf({ code, status, error }: AuditRecord, outcome: string): string | undefined {
  return outcome === 'failure' ? error ?? (code === undefined ? status : String(code)) : undefined;
}

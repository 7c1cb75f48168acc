import { fieldOf } from './entry.ts';

const own = fieldOf('k8s.audit');

/** What only k8s.audit says. */
export const k8sAudit = {
  'orchestrator.cluster.name': own('dictionary', 'Cluster', 'Name of the cluster, where the export says it.'),
  'orchestrator.namespace': own('dictionary', 'Namespace', 'Namespace of the object that was acted on.'),
  'orchestrator.resource.type': own('dictionary', 'Resource', 'Resource that was acted on, with subresource: `pods/exec`.'),
  'orchestrator.resource.name': own('dictionary', 'Resource name', 'Name of the object that was acted on.'),
  'k8s.audit.level': own('dictionary', 'Audit level', 'Metadata, Request or RequestResponse: how much the cluster wrote down.'),
  'k8s.audit.stage': own('dictionary', 'Stage', 'Last stage that the case has of this request.'),
  'k8s.audit.groups': own('dictionary', 'Groups', 'Groups of the user, one per value.', 'event_value', true),
  'k8s.audit.claimed_ips': own('dictionary', 'Claimed IPs', 'All but the last of sourceIPs, client first: a client can write there what it likes.', 'event_value', true),
  'k8s.audit.request_uri': own('text', 'Request URI', 'requestURI.'),
  'k8s.audit.command': own('dictionary', 'Command in the pod', 'What exec and attach ran in a pod, words joined with blanks.'),
  'k8s.audit.response_code': own('int', 'Status', 'HTTP status of the answer.'),
  'k8s.audit.decision': own('dictionary', 'Decision', 'allow or forbid, as the authoriser decided.'),
  'k8s.audit.reason': own('dictionary', 'Reason', 'Why the authoriser decided so: the binding that allowed it.'),
  'k8s.audit.pod': own('dictionary', 'Pod of the token', 'Pod that the service-account token was made for.'),
  'k8s.audit.node': own('dictionary', 'Node of the token', 'Node that the service-account token was made for.'),
  'k8s.audit.canonical_arn': own('dictionary', 'Canonical ARN', 'user.extra.canonicalArn: IAM role or user behind the session (EKS).'),
  'k8s.audit.session_name': own('dictionary', 'Role session', 'user.extra.sessionName: name of the IAM role session (EKS), often the person behind it.'),
} as const;

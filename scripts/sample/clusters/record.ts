import type { Random } from '../random.ts';

/** Who asks a cluster: `user` of an audit event. */
export interface ClusterUser {
  readonly username: string;
  readonly uid?: string;
  readonly groups: readonly string[];
  readonly extra?: Readonly<Record<string, readonly string[]>>;
}

/** A request to the API of a cluster. */
export interface Request {
  /** UTC ms. */
  readonly ms: number;
  readonly user: ClusterUser;
  /** As the API server notes them, client first. */
  readonly ips: readonly string[];
  readonly agent: string;
  readonly verb: string;
  readonly resource: string;
  readonly subresource?: string;
  readonly namespace?: string;
  readonly name?: string;
  /** API group; the core group where nothing is said. */
  readonly group?: string;
  /** HTTP status of the answer. */
  readonly code: number;
  /** Behind the path: `command=sh&stdin=true`. */
  readonly query?: string;
  /** Seconds that a stream lasts: a record when it starts, and one when it is over. */
  readonly stream?: number;
  /** Id of the token that the request was answered with. */
  readonly issued?: string;
  /** Which binding let it through. */
  readonly binding?: string;
}

const micros = (ms: number, rest: number): string => `${new Date(ms).toISOString().slice(0, -1)}${String(rest).padStart(3, '0')}Z`;

/** The records of a request as the API server writes them (level Metadata): one, or two of a stream. Names in its order. */
export function auditLines(request: Request, auditId: string, random: Random): readonly { readonly ms: number; readonly text: string }[] {
  const { ms, user, ips, agent, verb, resource, subresource, namespace, name, group, code, stream } = request;
  const rest = random.between(0, 999);
  const took = random.between(3, 60);
  const path = `${group === undefined ? '/api/v1' : `/apis/${group}/v1`}${namespace === undefined ? '' : `/namespaces/${namespace}`}/${resource}${name === undefined ? '' : `/${name}`}${subresource === undefined ? '' : `/${subresource}`}`;
  const forbidden = code === 403;
  const line = (stage: string, endMs: number): { readonly ms: number; readonly text: string } => ({ ms: endMs, text: JSON.stringify({
    kind: 'Event', apiVersion: 'audit.k8s.io/v1', level: 'Metadata', auditID: auditId, stage, requestURI: request.query === undefined ? path : `${path}?${request.query}`, verb, user, sourceIPs: ips, userAgent: agent,
    objectRef: { resource, ...(namespace === undefined ? {} : { namespace }), ...(name === undefined ? {} : { name }), ...(group === undefined ? {} : { apiGroup: group }), apiVersion: 'v1', ...(subresource === undefined ? {} : { subresource }) },
    responseStatus: forbidden
      ? { metadata: {}, status: 'Failure', message: `${resource} is forbidden: User "${user.username}" cannot ${verb} resource "${resource}"`, reason: 'Forbidden', code }
      : { metadata: {}, code },
    requestReceivedTimestamp: micros(ms, rest), stageTimestamp: micros(endMs, (rest + 417) % 1000),
    annotations: {
      ...(request.issued === undefined ? {} : { 'authentication.kubernetes.io/issued-credential-id': request.issued }),
      'authorization.k8s.io/decision': forbidden ? 'forbid' : 'allow', 'authorization.k8s.io/reason': forbidden ? '' : request.binding ?? '',
    },
  }) });
  const over = line('ResponseComplete', ms + took + (stream ?? 0) * 1000);
  return stream === undefined ? [over] : [line('ResponseStarted', ms + took), over];
}

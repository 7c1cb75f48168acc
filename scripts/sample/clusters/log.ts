import { LineFiles, type Line } from '../line-files.ts';
import type { Random } from '../random.ts';
import { accounts } from '../company.ts';
import { auditLines, type Request } from './record.ts';

export type ClusterName = 'prod' | 'dev';
/** Log events that a subscription hands on at once. */
const AT_ONCE = 60;

/** A request that the ground truth may tell of. */
export interface Asked {
  readonly id: string;
  readonly cluster: ClusterName;
  readonly request: Request;
}

/** Audit logs of two clusters of EKS as CloudWatch gives them: of `freight-prod` what a subscription hands on (many log events a line), of `freight-dev` the export to S3 (a stamp before each event). */
export class ClusterLog {
  readonly #files: LineFiles<ClusterName>;
  events = 0;
  /** Records of streams that are over: a second one for the same event. */
  folded = 0;

  constructor(out: string) {
    this.#files = new LineFiles<ClusterName>(out, {
      prod: { path: (day) => `Kubernetes/freight-prod/freight-audit-1-${day}.json.gz`, pack: messages },
      dev: { path: (day) => `Kubernetes/freight-dev/kube-apiserver-audit-${day}.gz`, pack: (lines) => lines.map(({ ms, text }) => `${new Date(ms).toISOString()} ${text}`) },
    });
  }

  get files(): number {
    return this.#files.files;
  }
  get bytes(): number {
    return this.#files.bytes;
  }

  /** Takes a request and gives the id of its event. */
  ask(cluster: ClusterName, request: Request, random: Random): string {
    const id = random.uuid();
    const lines = auditLines(request, id, random);
    for (const { ms, text } of lines) this.#files.add(cluster, ms, text);
    this.events += 1;
    this.folded += lines.length - 1;
    return id;
  }

  flush(dayMs: number): void {
    this.#files.flush(dayMs);
  }
}

/** Messages of a subscription; their ids count on, as those of CloudWatch do. */
function messages(lines: readonly Line[]): readonly string[] {
  return Array.from({ length: Math.ceil(lines.length / AT_ONCE) }, (_, nth) => {
    const part = lines.slice(nth * AT_ONCE, (nth + 1) * AT_ONCE);
    return JSON.stringify({
      messageType: 'DATA_MESSAGE', owner: accounts.prod, logGroup: '/aws/eks/freight-prod/cluster', logStream: 'kube-apiserver-audit-7d1f0f5e1f2a4bd1', subscriptionFilters: ['freight-audit'],
      logEvents: part.map(({ ms, text }, i) => ({ id: `${String(ms).padStart(20, '38')}${String(nth * AT_ONCE + i).padStart(36, '0')}`, timestamp: ms, message: text })),
    });
  });
}

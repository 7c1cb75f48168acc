import { actorsById, eachOf, eachUse, hasEventsOf, networkLookup, publicAddresses, templatesOf, textsOf, textsWith, type CredentialUse, type ReadCase } from '../case/index.ts';
import { processDatasets, type Dataset } from '../contract/index.ts';
import { isNobody } from '../identity/index.ts';
import { exposedFinder, type Earlier, type InferredEdge, type Touch, type TouchMatch } from '../lineage/index.ts';
import type { People } from '../questions/people-agree.ts';
import { storeOf, storeParts, type StoreKind } from './lineage-stores.ts';

/** A user on a host who touched stores of one kind. */
interface Group {
  readonly host: number;
  readonly user: string;
  readonly kind: StoreKind;
  /** Texts that may be the instance's id or an address of the host. */
  readonly names: Set<string>;
}

/** Credentials that programs on hosts may have read, as lineage/exposed.ts says: from command lines of all process logs, and all uses of what was used before. Nothing is read where no program touched a store. */
export function exposedEdges(file: ReadCase, people: People, earlier: Earlier): readonly InferredEdge[] {
  const { touches, groups } = touchesIn(file);
  if (touches.length === 0) return [];
  const finder = exposedFinder(touches, earlier);
  const matches = matcher(file, groups, people);
  const [dataset, network, agent] = [textsOf(file, 'value'), networkLookup(file), templatesOf(file)];
  eachUse(file, (use) => {
    for (const match of matches(use)) {
      const id = idFor(groups[match.group]!.kind, use, dataset(use.dataset) as Dataset);
      if (id !== 0) finder.candidate(id, use.timeMs, match);
    }
  });
  const label = (ip: number): string | null => {
    const facts = ip === 0 ? null : network(ip);
    if (facts === null || (facts.type !== 'public' && facts.asn === null)) return null;
    // An address that no table knows is called by itself, so that two of them are told apart.
    return facts.organization === null && facts.asn === null ? facts.text : facts.label;
  };
  eachUse(file, ({ event, timeMs, ip, agent: client, credential, session, root }) => {
    for (const id of new Set([credential, session, root])) if (finder.isCandidate(id)) finder.use(id, event, timeMs, label(ip), agent(client));
  });
  return finder.edges();
}

/** Programs that touched a store, on hosts that have an id. */
function touchesIn(file: ReadCase): { readonly touches: readonly Touch[]; readonly groups: readonly Group[] } {
  const [value, identifier] = [textsOf(file, 'value'), textsOf(file, 'identifier')];
  const touches: Touch[] = [];
  const groups: Group[] = [];
  const known = new Map<string, number>();
  const logs = processDatasets.filter((log) => hasEventsOf(file, log));
  const found = new Map(logs.length === 0 ? [] : textsWith(file, storeParts).flatMap(({ id, text }) => {
    const store = storeOf(text);
    return store === undefined ? [] : [[id, store] as const];
  }));
  if (found.size === 0) return { touches, groups };
  for (const log of logs) {
    eachOf(file, log, ['user.name', 'host.id', 'host.name', 'host.ip', 'process.command_line', 'process.executable'], (event, timeMs, [user, host, name, ip, line, path]) => {
      if (host === null || host === undefined) return;
      const store = found.get(line ?? 0) ?? found.get(path ?? 0);
      if (store === undefined) return;
      const who = value(user!) ?? '';
      const key = JSON.stringify([host, who, store.kind]);
      let group = known.get(key);
      if (group === undefined) known.set(key, (group = groups.push({ host, user: who, kind: store.kind, names: new Set() }) - 1));
      for (const text of [identifier(host), value(name!), value(ip!)]) if (text !== null) groups[group]!.names.add(text.toLowerCase());
      touches.push({ event, timeMs, group, host, user: who, store: store.name });
    });
  }
  return { touches, groups };
}

/** Logs whose credentials may lie in a store, and whether what lies there is the session rather than a token that is made anew every hour. */
const stored: Readonly<Record<StoreKind, { readonly logs: ReadonlySet<string>; readonly isSession: boolean }>> = {
  aws: { logs: new Set(['aws.cloudtrail', 'k8s.audit']), isSession: false },
  kube: { logs: new Set(['k8s.audit']), isSession: false },
  metadata: { logs: new Set(['aws.cloudtrail', 'k8s.audit', 'gcp.audit']), isSession: false },
  gcp: { logs: new Set(['gcp.audit', 'k8s.audit']), isSession: false },
  azure: { logs: new Set(['entra.signin', 'graph.activity', 'azure.activity', 'm365.audit']), isSession: true },
  browser: { logs: new Set(['okta.system', 'entra.signin', 'graph.activity', 'm365.audit', 'azure.activity', 'aws.cloudtrail']), isSession: true },
};

/** What a use shows of what a store holds: the credential, or the session that a browser or a token cache holds; 0 where nothing of that kind. */
export function idFor(kind: StoreKind, { credential, session, root }: Pick<CredentialUse, 'credential' | 'session' | 'root'>, dataset: Dataset): number {
  const { logs, isSession } = stored[kind];
  if (!logs.has(dataset)) return 0;
  if (!isSession) return credential;
  // A key of AWS is its own session: only a session of the console is one that a browser holds.
  return dataset === 'aws.cloudtrail' ? root : root === 0 ? session : root;
}

/** Groups that a use may belong to: by who used it, by the address of the host, by the role of the instance. */
function matcher(file: ReadCase, groups: readonly Group[], people: People): (use: CredentialUse) => readonly TouchMatch[] {
  const [byActor, byIp, bySession] = [new Map<number, TouchMatch[]>(), new Map<number, TouchMatch[]>(), new Map<number, readonly TouchMatch[]>()];
  const put = (into: Map<number, TouchMatch[]>, id: number, match: TouchMatch): void => void (into.get(id) ?? into.set(id, []).get(id)!).push(match);
  const byKey = new Map<string, number[]>();
  for (const [group, { user, kind }] of groups.entries()) {
    if (kind === 'metadata' || user === '' || isNobody(user, [])) continue;
    for (const key of people.keysOf(user)) (byKey.get(key) ?? byKey.set(key, []).get(key)!).push(group);
  }
  for (const { id, name, userId } of actorsById(file)) {
    const names = [name, sessionName(userId)].flatMap((one) => one ?? []);
    const near = new Set(names.flatMap((one) => [...people.keysOf(one)].flatMap((key) => byKey.get(key) ?? [])));
    for (const group of [...near].sort((a, b) => a - b)) {
      const { user } = groups[group]!;
      const match = names.flatMap((one) => {
        const by = people.agree(user, one);
        return by === null ? [] : [{ group, actor: one, by }];
      })[0];
      if (match !== undefined) put(byActor, id, match);
    }
  }
  const ips = publicAddresses(file, groups.flatMap(({ names }) => [...names]));
  for (const [group, { names }] of groups.entries()) {
    for (const text of names) {
      const ip = ips.get(text);
      if (ip !== undefined) put(byIp, ip, { group, actor: text, by: 'address' });
    }
  }
  const session = textsOf(file, 'identifier');
  const hasInstance = groups.some(({ names }) => [...names].some((text) => /^i-[0-9a-f]{8,17}$/.test(text)));
  const ofRole = (id: number): readonly TouchMatch[] => {
    if (id === 0 || !hasInstance) return none;
    let known = bySession.get(id);
    if (known === undefined) {
      const instance = /:(i-[0-9a-f]{8,17})$/.exec(session(id) ?? '')?.[1];
      bySession.set(id, (known = instance === undefined ? none : groups.flatMap(({ names }, group) => (names.has(instance) ? [{ group, actor: instance, by: 'role' as const }] : []))));
    }
    return known;
  };
  return (use) => {
    const [who, where, role] = [byActor.get(use.actor), byIp.get(use.ip), ofRole(use.session)];
    return who === undefined && where === undefined && role.length === 0 ? none : [...(who ?? none), ...role, ...(where ?? none)];
  };
}

const none: readonly TouchMatch[] = [];

/** The name of a role session in an ARN: the person, where roles are assumed by people. */
export function sessionName(userId: string | null): string | undefined {
  return userId === null ? undefined : /^arn:[^:]*:(?:sts|iam)::\d*:(?:assumed-role\/[^/]+|user(?:\/.*)?)\/([^/]+)$/.exec(userId)?.[1];
}

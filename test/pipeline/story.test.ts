import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LineageEdge, LineageNode, UserLineage } from '../../src-main/contract/index.ts';
import { dbOf } from '../../src-main/case/handle.ts';
import { traceLineage } from '../../src-main/pipeline/lineage.ts';
import { askLineage } from '../../src-main/questions/index.ts';
import { wholeCase, type WholeCase } from '../sample/whole-case.ts';

/** The generated story on the page of its victim: one lineage from the session at Okta to what was done in the cluster, and from the laptop to the keys. */
let whole: WholeCase;
let victim: UserLineage;

beforeAll(async () => {
  whole = await wholeCase();
  traceLineage(whole.file);
  victim = askLineage(whole.file, whole.columns, whole.truth.lineage.user);
}, 240_000);
afterAll(() => whole.close());

const nodeWith = (lineage: UserLineage, id: string): LineageNode | undefined => lineage.nodes.find((node) => node.ids.some((one) => one.toLowerCase() === id.toLowerCase()));
const edgeBetween = (lineage: UserLineage, kind: string, from: string, to: string): LineageEdge | undefined =>
  lineage.edges.find((edge) => edge.kind === kind && edge.from !== null && lineage.nodes[edge.from] === nodeWith(lineage, from) && lineage.nodes[edge.to] === nodeWith(lineage, to));
const idOf = (what: string): string => whole.truth.lineage.nodes.find((one) => one.what === what)!.id;
/** All that is reached from a node, downwards. */
function below(lineage: UserLineage, id: string): Set<LineageNode> {
  const reached = new Set([nodeWith(lineage, id)!]);
  for (const node of reached) for (const edge of lineage.edges) if (edge.from !== null && lineage.nodes[edge.from] === node) reached.add(lineage.nodes[edge.to]!);
  return reached;
}

describe('the lineage of the victim', () => {
  test('has every step that the truth names, stated or inferred as it says', () => {
    const { edges, user } = whole.truth.lineage;
    for (const { kind, from, to, sure, of } of edges) {
      const lineage = of === undefined || of === user ? victim : askLineage(whole.file, whole.columns, of);
      expect([kind, from, to, edgeBetween(lineage, kind, from, to)?.sure]).toEqual([kind, from, to, sure]);
    }
  });

  test('is one: from the session at Okta to the token that the cluster made for the thief', () => {
    const reached = below(victim, idOf('okta-session'));
    for (const { id, what } of whole.truth.lineage.nodes.filter((one) => one.what !== 'host')) expect([what, reached.has(nodeWith(victim, id)!)]).toEqual([what, true]);
    // The token that led to the key stands by itself, though others of the session look like it.
    expect(nodeWith(victim, idOf('entra-token'))!.members).toBe(1);
    expect(nodeWith(victim, idOf('cluster-token'))).toMatchObject({ dataset: 'k8s.audit', countries: ['NL'] });
  });

  test('the key of the day was used in CloudTrail and in the cluster, at home and elsewhere, and the step to it says so', () => {
    const key = nodeWith(victim, idOf('aws-key'))!;
    expect(key.members).toBe(1);
    expect(key.networks.map(({ label }) => label).sort()).toEqual(['Clouvider Limited', 'Comcast Cable Communications, LLC']);
    expect(key.users).toEqual(expect.arrayContaining([whole.truth.lineage.user, 'FreightKubernetes']));
    const step = victim.edges.find((edge) => victim.nodes[edge.to] === key && edge.kind === 'sso')!;
    expect([step.changes.network?.to, step.fresh]).toEqual([['Clouvider Limited'], true]);
  });

  test('the laptop that the file of the keys was read on leads to the key and to the sessions of the browser', () => {
    const reached = below(victim, idOf('host'));
    for (const what of ['aws-key', 'okta-session', 'entra-session', 'cluster-token']) expect([what, reached.has(nodeWith(victim, idOf(what))!)]).toEqual([what, true]);
  });

  test('nobody else\'s credential was exposed: setting up the command line in the open reads no keys', () => {
    const exposed = dbOf(whole.file).prepare('SELECT p.text AS host, c.text AS child FROM lineage l JOIN identifier p ON p.id = l.parent JOIN identifier c ON c.id = l.child WHERE l.kind = ? ORDER BY c.text').all('exposed') as { host: string; child: string }[];
    const told = whole.truth.lineage.edges.filter((edge) => edge.kind === 'exposed');
    expect(exposed.map(({ host, child }) => [host.toUpperCase(), child])).toEqual(told.map(({ from, to }) => [from.toUpperCase(), to]).sort((a, b) => (a[1]! < b[1]! ? -1 : 1)));
  });
});

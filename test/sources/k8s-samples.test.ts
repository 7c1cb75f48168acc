import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkSamples, sampleFolder } from '../help/sample-tables.ts';
import { rows } from './k8s-sample-rows.ts';
import { readSample } from './okta-read.ts';

checkSamples('k8s', rows);

describe.skipIf(!existsSync(sampleFolder('k8s')))('what the samples are known for', () => {
  const folder = sampleFolder('k8s');
  const fields = async (file: string) => (await readSample(join(folder, file))).drafts.map((draft) => draft.fields);

  test('every file is in the table', () => expect(readdirSync(folder).toSorted()).toEqual(rows.map(({ file }) => file).toSorted()));

  test('EKS: the key of the session, its ARN, and an address with leading zeros as it stands', async () => {
    const [node] = await fields('ocsf__examples__eks.raw');
    expect(node).toMatchObject({
      'user.name': 'system:node:ip-192-001-02-03.ec2.internal', 'user.type': 'node', 'credential.id': 'EXAMPLEUIDTEST', 'organization.id': '123456789012', 'source.ip': '12.000.22.33', 'target.name': ['ip-192-001-02-03.ec2.internal'],
      'user.id': 'arn:aws:sts::123456789012:assumed-role/example-test-161366663-NodeInstanceRole-abc12345678912/i-12345678901',
    });
    const panther = await fields('panther-labs__panther-analysis__Amazon_EKS_Audit_eks_rules.jsonl');
    expect(panther.filter((one) => one['credential.id'] === 'ASIARLIVEKVNN6Y6J5UW').map((one) => one['auth.token_type'])).toEqual(['temporary-key', 'temporary-key']);
    expect(panther.filter((one) => one['k8s.audit.pod'] !== undefined).length).toBeGreaterThan(0);
  });
  test('impersonation: the actor stays who it was', async () => {
    const demo = await fields('liggitt__audit2rbac__demo.log');
    expect(demo.every((one) => one['user.name'] === 'system:admin')).toBe(true);
    expect([...new Set(demo.map((one) => one['user.effective.name']))].toSorted()).toEqual(['alice', 'bob', 'system:serviceaccount:ns1:sa1']);
  });
  test('AKS in text and as object, GKE: cluster and account', async () => {
    const all = [...await fields('elastic__integrations__aks_gke_test-audit.subset.log'), ...await fields('elastic__integrations__aks_test-kube-audit.log')];
    expect(all.map((one) => [one['orchestrator.cluster.name'], one['cloud.account.id'], one['event.outcome']])).toEqual([
      [undefined, undefined, 'success'], ['test-cluster', 'elastic-siem', 'success'], ['test-aks', '1234567890', 'success'], ['test-cluster', 'ae2861b3-e901-49bd-99f3-660eb5747107', 'success'],
    ]);
  });
});

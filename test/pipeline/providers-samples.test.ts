import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkSamples, sampleFolder } from '../help/sample-tables.ts';
import { readSample } from '../sources/okta-read.ts';
import { rows } from '../sources/providers-sample-rows.ts';

checkSamples('extra', rows);

describe.skipIf(!existsSync(sampleFolder('extra')))('what the samples are known for', () => {
  const fields = async (file: string) => (await readSample(join(sampleFolder('extra'), file))).drafts.map((draft) => draft.fields);

  test('Google Cloud: a key that was made, addresses that are none, identities behind a service account', async () => {
    const panther = await fields('panther-labs__panther-analysis__GCP_AuditLog.jsonl');
    expect(panther.filter((one) => one['credential.issued_id'] !== undefined).map((one) => [one['event.action'], one['credential.issued_id']])).toContainEqual(['google.iam.admin.v1.CreateServiceAccountKey', '69049163b190437ab9279b28e8afa24bb5c5b076']);
    expect(panther.filter((one) => one['source.ip'] === 'gce-internal-ip').length).toBeGreaterThan(0);
    expect(panther.filter((one) => one['gcp.audit.delegation'] !== undefined).length).toBeGreaterThan(0);
    const elastic = await fields('elastic__integrations__gcp__test-audit.log');
    expect(elastic.filter((one) => one['event.action']?.startsWith('io.k8s.') && one['gcp.audit.log'] !== undefined)).toEqual([]);
    expect(elastic.find((one) => one['event.action'] === 'beta.compute.machineTypes.aggregatedList')).toMatchObject({ 'event.outcome': 'failure', 'error.code': 'PERMISSION_DENIED' });
  });
  test('Google Workspace: the token of an application, and a challenge that was passed', async () => {
    const [token] = await fields('elastic__integrations__google_workspace__test-token.log');
    expect(token).toMatchObject({ 'event.action': 'authorize', 'event.category': 'session', 'credential.id': '923474483785-sqf6uk8vq1rqe853il0g2h4m98ji2fq6.apps.googleusercontent.com', 'application.name': 'Gmail Add-on' });
    expect(token?.['access.granted']).toHaveLength(5);
    const login = await fields('elastic__integrations__google_workspace__test-login.log');
    expect(login.find((one) => one['event.action'] === 'login_challenge')).toMatchObject({ 'event.category': 'mfa', 'event.outcome': 'success', 'auth.factor': ['backup_code'], 'mfa.satisfied_by': 'backup_code' });
    expect(login.find((one) => one['event.action'] === 'suspicious_login')).toMatchObject({ 'event.outcome': 'unknown', 'user.target.name': ['foo@elastic.co'], 'vendor.risk.detail': ['suspicious_login'] });
  });
  test('GitHub: the hash of the token that was used', async () => {
    const elastic = await fields('elastic__integrations__github__test-audit-json.log');
    expect(elastic.filter((one) => one['credential.id'] !== undefined).map((one) => [one['credential.id'], one['auth.token_type'], one['github.audit.token_scopes']])).toEqual([['12387sdjbqas17827ty1o2u313', 'authentication token created before 2021-04-05', ['repo']]]);
    expect(elastic.filter((one) => one['vendor.geo.country_iso_code'] !== undefined)).toHaveLength(169);
    expect(elastic.filter((one) => one['event.outcome'] === 'failure').every((one) => one['event.action'] === 'protected_branch.rejected_ref_update')).toBe(true);
  });
  test('Duo: the browser is where the session is, the phone stands beside', async () => {
    const duo = await fields('elastic__integrations__cisco_duo__test-auth.log');
    const apart = duo.filter((one) => one['duo.auth.device_ip'] !== undefined && one['duo.auth.device_ip'] !== one['source.ip']);
    expect(apart.length).toBeGreaterThan(5);
    expect(duo.filter((one) => one['event.outcome'] === 'success' && one['event.action'] === 'authentication').every((one) => one['mfa.satisfied_by'] === 'duo_push')).toBe(true);
    const [fraud, fine] = await fields('airbnb__streamalert__duo_fraud.json');
    expect([fraud?.['event.outcome'], fraud?.['vendor.risk.detail'], fine?.['mfa.satisfied_by']]).toEqual(['failure', ['user_marked_fraud'], 'duo_push']);
  });
  test('OneLogin: somebody assumed another user', async () => {
    const [assumed] = await fields('airbnb__streamalert__onelogin_events_assumed_role.json');
    expect(assumed).toMatchObject({ 'event.action': 'user-assumed', 'user.effective.id': '123456789', 'user.id': '987' });
  });
  test('PingOne, Auth0, 1Password', async () => {
    const ping = await fields('elastic__integrations__ping_one__test-pipeline-audit.log');
    expect(ping.filter((one) => one['event.category'] === 'authentication').map((one) => one['event.action']).toSorted()).toEqual(['FLOW.CREATED', 'FLOW.DELETED', 'FLOW.UPDATED', 'PASSWORD.CHECK_FAILED', 'PASSWORD.CHECK_SUCCEEDED', 'USER.ACCESS_ALLOWED', 'USER.ACCESS_ALLOWED']);
    const auth0 = await fields('panther-labs__panther-analysis__Auth0_Events.jsonl');
    expect(auth0.filter((one) => one['credential.id'] !== undefined)).toHaveLength(53);
    expect(auth0.find((one) => one['event.action'] === 'fcoa')).toMatchObject({ 'session.id': 'OJ0d2L-gDTvkmwEctP8d3XwtLD8Yu1qh', 'error.code': 'server_error', 'event.outcome': 'failure' });
    const password = await fields('elastic__integrations__1password__test-signinattempts.json');
    expect(password.map((one) => [one['event.outcome'], one['session.id'], one['vendor.geo.country_iso_code']])).toEqual([['success', 'UED4KFZ5BH37IQWTJ7LG4VPWK7', 'AR'], ['failure', 'UED4KFZ5BH37IQWTJ7LG4VPWK7', 'AR']]);
  });
});

import type { SampleRow } from '../help/sample-tables.ts';

const labels = (file: string, records: number): SampleRow => ({ file, shape: 'json-lines', dataset: null, records, events: 0, duplicates: 0, folded: 0, skips: { 'source/unknown': records } });

/** The samples of other providers, counted with Python: records by line, without a time, of another report, without a name. Those of the tests of rules repeat records and leave much out. */
export const rows: readonly SampleRow[] = [
  { file: 'airbnb__streamalert__duo_fraud.json', shape: 'json-array', dataset: 'duo.auth', records: 2, events: 2, duplicates: 0, folded: 0, skips: {} },
  { file: 'airbnb__streamalert__onelogin_events_assumed_role.json', shape: 'json-array', dataset: 'onelogin', records: 2, events: 2, duplicates: 0, folded: 0, skips: {} },
  { file: 'elastic__integrations__1password__test-signinattempts.json', shape: 'json-envelope', dataset: '1password', records: 2, events: 2, duplicates: 0, folded: 0, skips: {} },
  { file: 'elastic__integrations__cisco_duo__test-auth.log', shape: 'json-lines', dataset: 'duo.auth', records: 17, events: 17, duplicates: 0, folded: 0, skips: {} },
  // Seven of them are requests to a cluster: k8s.audit.
  { file: 'elastic__integrations__gcp__test-audit.log', shape: 'json-lines', dataset: 'gcp.audit', records: 18, events: 18, duplicates: 0, folded: 0, skips: {} },
  { file: 'elastic__integrations__github__test-audit-json.log', shape: 'json-lines', dataset: 'github.audit', records: 189, events: 189, duplicates: 0, folded: 0, skips: {} },
  { file: 'elastic__integrations__google_workspace__test-login.log', shape: 'json-lines', dataset: 'google_workspace.login', records: 14, events: 14, duplicates: 0, folded: 0, skips: {} },
  { file: 'elastic__integrations__google_workspace__test-saml.log', shape: 'json-lines', dataset: 'google_workspace.login', records: 2, events: 2, duplicates: 0, folded: 0, skips: {} },
  { file: 'elastic__integrations__google_workspace__test-token.log', shape: 'json-object', dataset: 'google_workspace.login', records: 1, events: 1, duplicates: 0, folded: 0, skips: {} },
  // Hunting tables of Defender that are about mail and identities.
  { file: 'elastic__integrations__m365_defender__test-app-and-identity.log', shape: 'json-lines', dataset: null, records: 6, events: 0, duplicates: 0, folded: 0, skips: { 'source/unknown': 6 } },
  { file: 'elastic__integrations__ping_one__test-pipeline-audit.log', shape: 'json-lines', dataset: 'ping_one', records: 98, events: 97, duplicates: 1, folded: 0, skips: {} },
  { file: 'panther-labs__panther-analysis__Auth0_Events.jsonl', shape: 'json-lines', dataset: 'auth0', records: 57, events: 44, duplicates: 13, folded: 0, skips: {} },
  labels('panther-labs__panther-analysis__Auth0_Events.labels.jsonl', 57),
  // None of them says a time.
  { file: 'panther-labs__panther-analysis__Duo_Authentication.jsonl', shape: 'json-lines', dataset: null, records: 14, events: 0, duplicates: 0, folded: 0, skips: { 'source/no-time': 14 } },
  labels('panther-labs__panther-analysis__Duo_Authentication.labels.jsonl', 14),
  { file: 'panther-labs__panther-analysis__GCP_AuditLog.jsonl', shape: 'json-lines', dataset: 'gcp.audit', records: 154, events: 137, duplicates: 4, folded: 0, skips: { 'source/no-time': 1, 'source/unknown': 12 } },
  labels('panther-labs__panther-analysis__GCP_AuditLog.labels.jsonl', 154),
  // 92 are of reports that are about files, mail and devices; 42 have a time, 29 of these are different.
  { file: 'panther-labs__panther-analysis__GSuite_ActivityEvent.jsonl', shape: 'json-lines', dataset: 'google_workspace.login', records: 157, events: 29, duplicates: 13, folded: 0, skips: { 'declared/refused': 1, 'source/no-time': 22, 'source/unknown': 92 } },
  labels('panther-labs__panther-analysis__GSuite_ActivityEvent.labels.jsonl', 157),
  // Four write a time that is none: `2024-12-17 00:00:00000000`.
  { file: 'panther-labs__panther-analysis__GitHub_Audit.jsonl', shape: 'json-lines', dataset: 'github.audit', records: 101, events: 67, duplicates: 3, folded: 0, skips: { 'source/invalid': 4, 'source/no-time': 25, 'source/unknown': 2 } },
  labels('panther-labs__panther-analysis__GitHub_Audit.labels.jsonl', 101),
  { file: 'panther-labs__panther-analysis__OneLogin_Events.jsonl', shape: 'json-lines', dataset: 'onelogin', records: 31, events: 2, duplicates: 0, folded: 0, skips: { 'source/no-time': 26, 'source/unknown': 3 } },
  labels('panther-labs__panther-analysis__OneLogin_Events.labels.jsonl', 31),
];

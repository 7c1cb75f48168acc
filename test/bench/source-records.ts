import type { Dataset } from '../../src-main/contract/index.ts';
import { asTableRow, signIn } from '../sources/entra-signin-records.ts';
import { auditLines, laurelRecord } from '../sources/audit-records.ts';
import { activityRow } from '../sources/azure-records.ts';
import { duoRecord } from '../sources/examples/duo.auth.ts';
import { signIn as workspaceSignIn } from '../sources/examples/google_workspace.login.ts';
import { graphRow } from '../sources/graph-records.ts';
import { auditRecord, mailRecord, officeRow } from '../sources/m365-records.ts';
import { deviceRow, endpointExec, falcon, inPanther, inStream, jamfSpawn, nxlogExec, osqueryRow, startedColumns } from '../sources/macos-records.ts';
import { aksRecord, aksRow, gkeRecord, k8sRecord, subscription } from '../sources/k8s-records.ts';
import { oktaRecord } from '../sources/okta-records.ts';
import { asConsoleRow, asSentinelRow } from '../sources/okta-shape-files.ts';
import { classicOf, created, started, xmlOf } from '../sources/windows-records.ts';

/** Records of one source in one shape: the `i`-th, no two alike. */
export interface RecordMaker {
  readonly dataset: Dataset;
  readonly shape: string;
  readonly make: (i: number) => unknown;
  /** Events that one record gives; one where nothing is said, none where it is refused. */
  readonly events?: number;
}

/** Paths of the id of a record, by source: without a new one each, all but one would be copies. */
const ids: Readonly<Record<Dataset, readonly string[]>> = {
  'aws.cloudtrail': ['eventID'], 'entra.signin': ['id', 'properties.id'], 'entra.audit': ['id', 'properties.id'], 'entra.risk': ['id', 'properties.id'], 'graph.activity': ['RequestId', 'requestId', 'properties.requestId'],
  'azure.activity': ['eventDataId', 'EventDataId', 'correlationId', 'properties.eventDataId'], 'm365.audit': ['Id'], 'okta.system': ['uuid'],
  'k8s.audit': ['auditID', 'insertId'],
  'windows.process': ['Event.EventData.ProcessGuid', 'EventRecordId', 'winlog.record_id'],
  'linux.process': ['Event.EventData.ProcessGuid', 'columns.eid', 'id'],
  'macos.process': ['key', 'uuid', 'id', 'columns.eid'],
  'gcp.audit': ['insertId'], 'google_workspace.login': ['id.uniqueQualifier'], 'github.audit': ['_document_id'], 'duo.auth': ['txid'], onelogin: ['uuid'], ping_one: ['id'], auth0: ['log_id', 'data.log_id'], '1password': ['uuid'],
};

/** Shapes that cost more to read than the examples of their source. */
export const moreShapes: readonly RecordMaker[] = [
  { dataset: 'k8s.audit', shape: 'EKS from CloudWatch Logs', make: (i) => subscription([k8sRecord({ auditID: guid(i) })]) },
  { dataset: 'k8s.audit', shape: 'AKS, text in a diagnostic record', make: (i) => aksRecord(k8sRecord({ auditID: guid(i) })) },
  { dataset: 'k8s.audit', shape: 'AKSAudit rows', make: (i) => aksRow(k8sRecord({ auditID: guid(i) }), true) },
  { dataset: 'k8s.audit', shape: 'GKE', make: (i) => gkeRecord({}, { insertId: guid(i) }) },
  { dataset: 'macos.process', shape: 'Jamf, audit trail', make: (i) => jamfSpawn({ key: guid(i) }) },
  { dataset: 'macos.process', shape: 'Jamf, Endpoint Security', make: (i) => endpointExec({ uuid: guid(i) }) },
  { dataset: 'macos.process', shape: 'NXLog', make: (i) => nxlogExec({ ExecArg02: guid(i) }) },
  { dataset: 'linux.process', shape: 'auditd, seven lines in _raw', make: (i) => ({ _raw: auditLines({ serial: i, node: 'web-1', key: 'exec' }).join('\n'), _time: 1_777_885_000 }) },
  { dataset: 'linux.process', shape: 'Laurel', make: (i) => laurelRecord({ serial: i, node: 'web-1', key: 'exec' }) },
  { dataset: 'linux.process', shape: 'osquery', make: (i) => osqueryRow({ ...startedColumns, eid: guid(i) }) },
  { dataset: 'windows.process', shape: 'CrowdStrike', make: (i) => falcon('Win', { id: guid(i) }) },
  { dataset: 'windows.process', shape: 'CrowdStrike in Panther', make: (i) => inPanther(falcon('Win', { id: guid(i) })) },
  { dataset: 'windows.process', shape: 'Defender, streamed', make: (i) => inStream(deviceRow({ ReportId: i + 1 })) },
  { dataset: 'entra.signin', shape: 'Log Analytics rows', make: (i) => asTableRow(signIn({ ...policies, id: guid(i) })) },
  { dataset: 'entra.signin', shape: 'Graph, with policies', make: (i) => signIn({ ...policies, id: guid(i) }) },
  { dataset: 'm365.audit', shape: 'AuditData in a cell', make: (i) => ({ RecordType: 'x', CreationDate: '5/4/2026 8:15:30 AM', UserIds: 'mara@halden.example', Operations: 'FileAccessed', AuditData: JSON.stringify(auditRecord({ Id: guid(i) })) }) },
  { dataset: 'm365.audit', shape: 'OfficeActivity rows', make: (i) => officeRow(i % 2 === 0 ? auditRecord({ Id: guid(i) }) : mailRecord({ Id: guid(i) }), true) },
  { dataset: 'azure.activity', shape: 'AzureActivity rows', make: (i) => activityRow({ EventDataId: guid(i) }) },
  { dataset: 'graph.activity', shape: 'Log Analytics rows', make: (i) => graphRow(true, { RequestId: guid(i) }) },
  { dataset: 'windows.process', shape: 'XML in _raw', make: (i) => ({ _raw: xmlOf(started({ ProcessGuid: guid(i) })), _time: 1_777_882_530 }) },
  { dataset: 'windows.process', shape: 'classic form in _raw', make: (i) => classicOf(created({}, { recordId: i })) },
  { dataset: 'windows.process', shape: 'nothing but other events', events: 0, make: (i) => ({ _raw: xmlOf(created({}, { code: 4663, recordId: i })), _time: 1_777_882_530 }) },
  { dataset: 'okta.system', shape: 'Okta_CL rows', make: (i) => asSentinelRow(oktaRecord({ uuid: guid(i) })) },
  { dataset: 'google_workspace.login', shape: 'activities of three events', events: 3, make: (i) => ({ ...workspaceSignIn, id: { ...workspaceSignIn['id'] as object, uniqueQualifier: guid(i) } }) },
  { dataset: 'duo.auth', shape: 'pages of 100', events: 100, make: (i) => ({ stat: 'OK', response: { metadata: {}, authlogs: Array.from({ length: 100 }, (_, j) => duoRecord({ txid: guid(i * 100 + j) })) } }) },
  { dataset: 'okta.system', shape: 'rows of the console', make: (i) => asConsoleRow(oktaRecord({ uuid: guid(i) })) },
];

/** What most of a real sign-in is: the policies that were looked at. */
const policies = {
  appliedConditionalAccessPolicies: Array.from({ length: 8 }, (_, i) => ({
    id: guid(i), displayName: `Require multifactor authentication for group ${i}`, enforcedGrantControls: ['Mfa'], enforcedSessionControls: [], result: i === 0 ? 'success' : 'notApplied', conditionsSatisfied: 'application,users', conditionsNotSatisfied: 'none',
  })),
};

/** The examples of a source in turn, each with an id of its own. Examples that are no plain object with an id (rows, envelopes) are left out, unless there is no other. */
export function makerOf(dataset: Dataset, examples: readonly unknown[]): RecordMaker {
  const texts = examples.map((one) => JSON.stringify(one));
  const usable = texts.filter((text) => withId(dataset, JSON.parse(text) as unknown, 'x'));
  const used = usable.length > 0 ? usable : texts;
  return { dataset, shape: 'examples', make: (i) => {
    const record = JSON.parse(used[i % used.length]!) as unknown;
    withId(dataset, record, guid(i));
    return record;
  } };
}

/** Writes the id into a record; false where it has no place for one. */
function withId(dataset: Dataset, record: unknown, id: string): boolean {
  let found = false;
  for (const path of ids[dataset]) {
    const steps = path.split('.');
    let at = record as Record<string, unknown> | undefined;
    for (const step of steps.slice(0, -1)) at = typeof at?.[step] === 'object' ? at[step] as Record<string, unknown> : undefined;
    const last = steps.at(-1)!;
    if (typeof at?.[last] !== 'string') continue;
    at[last] = id;
    found = true;
  }
  return found;
}

function guid(i: number): string {
  return `0a1b2c3d-4e5f-4a6b-8c7d-${i.toString(16).padStart(12, '0')}`;
}

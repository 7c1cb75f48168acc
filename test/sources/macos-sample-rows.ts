import type { SampleRows } from '../help/sample-tables.ts';

const row = (file: string, shape: string, dataset: 'windows.process' | 'linux.process' | 'macos.process' | null, records: number, events: number, skips: Readonly<Record<string, number>>, duplicates = 0) =>
  ({ file, shape, dataset, records, events, duplicates, folded: 0, skips });

/** The samples of osquery, Jamf, NXLog on macOS, CrowdStrike and Defender, counted with plain JSON.parse. Tests of rules have one id on several contents: those are kept, as conflicts. */
export const rows: SampleRows = {
  process: [
    // Log-ins and authorisations alone.
    row('Azure__Azure-Sentinel__NXLog_BSMmacOS_CL.json', 'json-array', null, 17, 0, { 'process/other-event': 17 }),
    row('chronicle__content-hub__jamf_protect_v2_raw.jsonl', 'json-lines', 'macos.process', 8, 3, { 'process/other-event': 5 }),
    row('elastic__integrations__jamf-protect-telemetry-legacy.log', 'json-lines', 'macos.process', 7, 3, { 'process/other-event': 4 }),
    row('elastic__integrations__jamf_compliance_reporter_log.log', 'json-lines', 'macos.process', 53, 2, { 'process/other-event': 51 }),
    row('elastic__integrations__jamf_protect_telemetry_v2.abridged.log', 'json-object', 'macos.process', 1, 1, {}),
    // 21 rows of processes, seven of them of such that ran no longer.
    row('microsoft__msticpy__osqueryd.results.log', 'json-lines', 'linux.process', 266, 14, { 'process/other-event': 252 }),
    // Two records of two tests are alike. Seven are of other products.
    row('panther-labs__panther-analysis__Crowdstrike_FDREvent.jsonl', 'json-lines', 'windows.process', 66, 49, { 'process/other-event': 8, 'source/unknown': 8 }, 1),
    row('panther-labs__panther-analysis__Crowdstrike_FDREvent.labels.jsonl', 'json-lines', null, 66, 0, { 'source/unknown': 66 }),
    row('panther-labs__panther-analysis__Osquery_Differential.jsonl', 'json-lines', null, 37, 0, { 'process/other-event': 37 }),
    row('panther-labs__panther-analysis__Osquery_Differential.labels.jsonl', 'json-lines', null, 37, 0, { 'source/unknown': 37 }),
  ],
  extra: [
    row('elastic__integrations__m365_defender__test-device.log', 'json-lines', 'windows.process', 10, 1, { 'process/other-event': 9 }),
  ],
};

import type { SampleRow } from '../help/sample-tables.ts';

/** The samples of Windows events and of Sysmon for Linux, counted with plain JSON.parse and by eye. */
export const rows: readonly SampleRow[] = [
  { file: 'OTRF__Security-Datasets__cmd_lsass_memory_dumpert_syscalls_2020-10-1822561997.json', shape: 'json-lines', dataset: 'windows.process', records: 118, events: 2, duplicates: 0, folded: 0, skips: { 'process/other-event': 116 } },
  { file: 'OTRF__Security-Datasets__cmd_psexec_lsa_secrets_dump_2020-10-1903305471.json', shape: 'json-lines', dataset: 'windows.process', records: 286, events: 8, duplicates: 0, folded: 0, skips: { 'process/other-event': 278 } },
  { file: 'OTRF__Security-Datasets__securityauditing_log4shell_cve2021_44228_java_serialized_object_2022-05-13045400.json', shape: 'json-lines', dataset: 'windows.process', records: 39, events: 2, duplicates: 0, folded: 0, skips: { 'process/other-event': 37 } },
  { file: 'OTRF__Security-Datasets__syslog_sysmon_log4shell_cve2021_44228_jndi_reference_2022-05-11181020.json', shape: 'json-lines', dataset: 'linux.process', records: 93, events: 31, duplicates: 0, folded: 0, skips: { 'process/other-event': 62 } },
  { file: 'SigmaHQ__sigma__proc_creation_win_curl_cookie_hijacking.json', shape: 'json-object', dataset: 'windows.process', records: 1, events: 1, duplicates: 0, folded: 0, skips: {} },
  { file: 'SigmaHQ__sigma__regression_process_creation_every3rd.jsonl', shape: 'json-lines', dataset: 'windows.process', records: 49, events: 49, duplicates: 0, folded: 0, skips: {} },
  { file: 'criblpacks__cribl-windows-events__Classic_4688_XNPzEl.json', shape: 'json-array', dataset: 'windows.process', records: 5, events: 5, duplicates: 0, folded: 0, skips: {} },
  // Of AD FS: no process.
  { file: 'criblpacks__cribl-windows-events__Classic_with_XML_UChiMU.json', shape: 'json-array', dataset: null, records: 5, events: 0, duplicates: 0, folded: 0, skips: { 'process/other-event': 5 } },
  { file: 'criblpacks__cribl-windows-events__Snare_syslog_Jtmfrq.json', shape: 'json-array', dataset: 'windows.process', records: 5, events: 1, duplicates: 0, folded: 0, skips: { 'process/other-event': 4 } },
  { file: 'criblpacks__cribl-windows-events__XML_2FiJff.json', shape: 'json-array', dataset: null, records: 5, events: 0, duplicates: 0, folded: 0, skips: { 'process/other-event': 5 } },
  // One event has neither program nor command line.
  { file: 'legoguy1000__integrations__sysmon_operational_test-events.json', shape: 'json-envelope', dataset: 'windows.process', records: 220, events: 5, duplicates: 0, folded: 0, skips: { 'process/other-event': 214, 'source/invalid': 1 } },
  { file: 'legoguy1000__integrations__test-security-windows2019-4688-process-created.json', shape: 'json-envelope', dataset: 'windows.process', records: 1, events: 1, duplicates: 0, folded: 0, skips: {} },
  { file: 'microsoft__msticpy__processes_on_host_4688.csv', shape: 'csv', dataset: 'windows.process', records: 363, events: 363, duplicates: 0, folded: 0, skips: {} },
  { file: 'panther-labs__panther-analysis__Windows_EventLogs.jsonl', shape: 'json-lines', dataset: 'windows.process', records: 2, events: 2, duplicates: 0, folded: 0, skips: {} },
  { file: 'panther-labs__panther-analysis__Windows_EventLogs.labels.jsonl', shape: 'json-lines', dataset: null, records: 2, events: 0, duplicates: 0, folded: 0, skips: { 'source/unknown': 2 } },
  { file: 'tenzir__library__01-ProcessCreate.xml', shape: 'xml-events', dataset: 'windows.process', records: 1, events: 1, duplicates: 0, folded: 0, skips: {} },
  { file: 'tenzir__library__eid-4688.xml', shape: 'xml-events', dataset: 'windows.process', records: 1, events: 1, duplicates: 0, folded: 0, skips: {} },
];

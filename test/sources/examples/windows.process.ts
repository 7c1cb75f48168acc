import { deviceRow, etwColumns, falcon, inStream, osqueryRow } from '../macos-records.ts';
import { classicOf, created, evtxDumpOf, exportOf, securityEventOf, snareOf, started, winlogbeatOf, xmlOf } from '../windows-records.ts';

/** Events of an invented host that between them set every field of the mapping. */
export const examples: readonly unknown[] = [
  evtxDumpOf(started()), xmlOf(created()), winlogbeatOf(created()), classicOf(created()), { _raw: snareOf(created()), _time: 1_777_882_530 }, { _raw: xmlOf(started()), _time: 1_777_882_530 }, securityEventOf(created()),
  // Somebody else is who it runs as.
  xmlOf(created({ TargetUserSid: 'S-1-5-21-1-2-3-500', TargetUserName: 'svc-backup', TargetDomainName: 'HALDEN', TargetLogonId: '0x99f' })),
  // Neither zone nor half of the day.
  exportOf(created()),
  // The text was cut on its way.
  xmlOf(started()).slice(0, -60),
  // What other products write down on Windows.
  osqueryRow(etwColumns), falcon('Win'), inStream(deviceRow()),
];

import { mapping } from './linux-process/mapping.ts';
import { mayHoldText } from './process-shapes/audit-lines.ts';
import { partOfRows, auditRows } from './process-shapes/audit-rows.ts';
import { auditbeat } from './process-shapes/auditbeat.ts';
import { auditd, partOfAuditd } from './process-shapes/auditd.ts';
import { auoms } from './process-shapes/auoms.ts';
import { crowdstrike } from './process-shapes/crowdstrike.ts';
import { defender } from './process-shapes/defender.ts';
import { laurel } from './process-shapes/laurel.ts';
import { osquery } from './process-shapes/osquery.ts';
import { processSource } from './process-shapes/process-source.ts';
import type { ProcessShape } from './process-shapes/said.ts';
import { sysmon } from './process-shapes/sysmon.ts';
import type { Source } from './source.ts';

/** Every way in which Linux, or what watches it, writes down that a program was started; the surest takes a record. */
const shapes: readonly ProcessShape[] = [sysmon, osquery, crowdstrike, defender, laurel, auoms, auditRows, auditd, auditbeat];

/** Programs that were started on Linux. */
export const linuxProcess: Source = {
  ...processSource('linux', 'Processes (Linux)', 1, shapes, mapping),
  partOf: (record) => (typeof record.value === 'string' || mayHoldText(record.value) ? partOfAuditd(record) : partOfRows(record)),
};

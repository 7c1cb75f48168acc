import { mapping } from './linux-process/mapping.ts';
import { crowdstrike } from './process-shapes/crowdstrike.ts';
import { defender } from './process-shapes/defender.ts';
import { osquery } from './process-shapes/osquery.ts';
import { processSource } from './process-shapes/process-source.ts';
import type { ProcessShape } from './process-shapes/said.ts';
import { sysmon } from './process-shapes/sysmon.ts';

/** Every way in which Linux, or what watches it, writes down that a program was started; the surest takes a record. */
const shapes: readonly ProcessShape[] = [sysmon, osquery, crowdstrike, defender];

/** Programs that were started on Linux. */
export const linuxProcess = processSource('linux', 'Processes (Linux)', 1, shapes, mapping);

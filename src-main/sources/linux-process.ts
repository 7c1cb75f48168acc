import { mapping } from './linux-process/mapping.ts';
import { processSource } from './process-shapes/process-source.ts';
import type { ProcessShape } from './process-shapes/said.ts';
import { sysmon } from './process-shapes/sysmon.ts';

/** Every way in which Linux, or what watches it, writes down that a program was started; the surest takes a record. */
const shapes: readonly ProcessShape[] = [sysmon];

/** Programs that were started on Linux. */
export const linuxProcess = processSource('linux', 'Processes (Linux)', 1, shapes, mapping);

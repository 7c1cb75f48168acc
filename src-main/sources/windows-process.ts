import { mapping } from './windows-process/mapping.ts';
import { crowdstrike } from './process-shapes/crowdstrike.ts';
import { defender } from './process-shapes/defender.ts';
import { osquery } from './process-shapes/osquery.ts';
import { processSource } from './process-shapes/process-source.ts';
import type { ProcessShape } from './process-shapes/said.ts';
import { sysmon } from './process-shapes/sysmon.ts';
import { windowsSecurity } from './process-shapes/windows-security.ts';

/** Every way in which Windows, or what watches it, writes down that a program was started; the surest takes a record. */
const shapes: readonly ProcessShape[] = [windowsSecurity, sysmon, osquery, crowdstrike, defender];

/** Programs that were started on Windows. */
export const windowsProcess = processSource('windows', 'Processes (Windows)', 1, shapes, mapping);

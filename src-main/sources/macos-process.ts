import { mapping } from './macos-process/mapping.ts';
import { bsm } from './process-shapes/bsm.ts';
import { crowdstrike } from './process-shapes/crowdstrike.ts';
import { defender } from './process-shapes/defender.ts';
import { eslogger, jamfEndpoint } from './process-shapes/jamf-endpoint.ts';
import { jamf } from './process-shapes/jamf.ts';
import { osquery } from './process-shapes/osquery.ts';
import { processSource } from './process-shapes/process-source.ts';
import type { ProcessShape } from './process-shapes/said.ts';

/** Every way in which macOS, or what watches it, writes down that a program was started; the surest takes a record. */
const shapes: readonly ProcessShape[] = [jamfEndpoint, eslogger, jamf, bsm, osquery, crowdstrike, defender];

/** Programs that were started on macOS. */
export const macosProcess = processSource('macos', 'Processes (macOS)', 1, shapes, mapping);

import { mapping } from './macos-process/mapping.ts';
import { processSource } from './process-shapes/process-source.ts';
import type { ProcessShape } from './process-shapes/said.ts';

/** Every way in which macOS, or what watches it, writes down that a program was started; the surest takes a record. */
const shapes: readonly ProcessShape[] = [];

/** Programs that were started on macOS. */
export const macosProcess = processSource('macos', 'Processes (macOS)', 1, shapes, mapping);

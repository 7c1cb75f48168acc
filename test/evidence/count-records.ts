/** Reads one file in a process of its own and says what came out and what it took: for limits on memory and time. */
import { readEvidence } from '../../src-main/evidence/read-evidence.ts';

const before = process.memoryUsage.rss();
let records = 0;
const skips: string[] = [];
let fault: unknown = null;
for await (const part of readEvidence(process.argv[2]!, {})) {
  if (part.kind === 'spans') {
    for (const span of part.spans) {
      if (span.kind === 'record') records++;
      else skips.push(span.reason);
    }
  }
  if (part.kind === 'member-end' || part.kind === 'file-end') fault ??= part.fault;
}
const grownBytes = process.resourceUsage().maxRSS * 1024 - before;
const cpu = process.cpuUsage();
const cpuMs = Math.round((cpu.user + cpu.system) / 1000);
process.stdout.write(JSON.stringify({ records, skips, fault, grownBytes, cpuMs }));

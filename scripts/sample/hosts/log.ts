import { LineFiles } from '../line-files.ts';
import type { Random } from '../random.ts';
import { auditdLines } from './auditd.ts';
import type { Telemetry } from './fleet.ts';
import { jamfLine, osqueryLine } from './mac.ts';
import { securityLine, sysmonLine } from './windows.ts';
import type { Run } from './run.ts';

/** Which dataset the app has for it. */
export const datasetOf = { jamf: 'macos.process', osquery: 'macos.process', auditd: 'linux.process', enriched: 'linux.process', '4688': 'windows.process', sysmon: 'windows.process' } as const satisfies Record<Telemetry, string>;

/** Programs that were started, as each kind of host writes it down; one log for each kind and server. */
export class HostLog {
  readonly #files: LineFiles<Telemetry>;
  #serial = 40_000;
  readonly counts = { 'macos.process': 0, 'linux.process': 0, 'windows.process': 0 };
  /** Records of auditd beyond the first of an event. */
  folded = 0;

  constructor(out: string) {
    this.#files = new LineFiles<Telemetry>(out, {
      jamf: { path: (day) => `Hosts/JamfProtect/telemetry_${day}.jsonl.gz` }, osquery: { path: (day) => `Hosts/osquery/osqueryd.results_${day}.log` },
      enriched: { path: (day) => `Hosts/bastion-01/audit_${day}.log` }, auditd: { path: (day) => `Hosts/build-01/audit_${day}.log.gz` },
      '4688': { path: (day) => `Hosts/Windows/Security_${day}.jsonl` }, sysmon: { path: (day) => `Hosts/Windows/Sysmon_${day}.xml` },
    });
  }

  get files(): number {
    return this.#files.files;
  }
  get bytes(): number {
    return this.#files.bytes;
  }
  get events(): number {
    return this.counts['macos.process'] + this.counts['linux.process'] + this.counts['windows.process'];
  }

  /** Takes a program that was started, and gives the id that its host gave the event; '' where it gives none. */
  run(run: Run, random: Random): string {
    const { telemetry } = run.host;
    const serial = ++this.#serial;
    this.counts[datasetOf[telemetry]] += 1;
    if (telemetry === 'auditd' || telemetry === 'enriched') {
      const lines = auditdLines(run, serial, telemetry === 'enriched', random);
      this.folded += lines.length - 1;
      this.#files.add(telemetry, run.ms, lines.join('\n'));
      return String(serial);
    }
    const uuid = random.uuid().toUpperCase();
    const text = telemetry === 'jamf' ? jamfLine(run, uuid, random) : telemetry === 'osquery' ? osqueryLine(run, random) : telemetry === '4688' ? securityLine(run, serial, random) : sysmonLine(run, serial, random);
    this.#files.add(telemetry, run.ms, text);
    return telemetry === 'jamf' ? uuid : telemetry === 'osquery' ? '' : String(serial);
  }

  flush(dayMs: number): void {
    this.#files.flush(dayMs);
  }
}

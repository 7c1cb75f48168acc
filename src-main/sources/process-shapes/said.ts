import type { ComparedField, FieldName, Instant } from '../../contract/index.ts';
import type { Refusal, SourceRecognition, SourceRecord } from '../source.ts';

export const systems = ['windows', 'linux', 'macos'] as const;
export type System = (typeof systems)[number];

/** One program, as a record tells of it. */
export interface Program {
  /** The whole command line; of a list of arguments what `commandLineOf` makes of it. */
  readonly commandLine?: string | undefined;
  readonly executable?: string | undefined;
  /** File name, where the source says it apart from the path. */
  readonly name?: string | undefined;
  readonly pid?: number | undefined;
  /** Id that is unique beyond the host (ProcessGuid, TargetProcessId of Falcon with the agent id in front). */
  readonly entityId?: string | undefined;
}

/** The start of a process in the one shape that all telemetry is read into. Absent: the source did not say. Texts as written, but for what is noted. */
export interface ProcessSaid {
  readonly time: Instant;
  /** Id that the source gave the event; null where it gives none. Unique with the host in front where it counts per host. */
  readonly vendorId: string | null;
  /** Who started it. `name` as written, domain and all: `DOMAIN\name`, `name@domain` and separate domains are taken apart in one place. */
  readonly user: { readonly name?: string | undefined; readonly domain?: string | undefined; readonly id?: string | undefined; readonly type?: string | undefined };
  /** The account that it runs as where that is another one (sudo, runas). */
  readonly effective?: { readonly name?: string | undefined; readonly id?: string | undefined } | undefined;
  readonly host: { readonly name?: string | undefined; readonly id?: string | undefined; readonly ip?: string | undefined };
  readonly logonId?: string | undefined;
  readonly process: Program & { readonly workingDirectory?: string | undefined; readonly sha256?: string | undefined; readonly exitCode?: number | undefined };
  readonly parent: Program;
  /** `process-started` where nothing else is said. */
  readonly action?: string | undefined;
  readonly outcome?: 'success' | 'failure' | 'unknown' | undefined;
  readonly errorCode?: string | undefined;
  /** Account of a cloud that the host lives in, tenant of an agent. */
  readonly organization?: string | undefined;
  /** Fields that only this dataset has, by name in the dictionary. */
  readonly own: Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;
  /** Fields that only some shapes of the same record tell: no part of what says that two records are one event. */
  readonly besides?: readonly FieldName[] | undefined;
  /** As in an event draft: only where the shape says less than the source wrote, a coarser time included. */
  readonly says?: readonly ComparedField[] | undefined;
}

/** One way in which the start of a process is written down. Pure. */
export interface ProcessShape {
  /** Value of `process.telemetry`. */
  readonly telemetry: string;
  /** How sure the shape is that a record is its own; `system` is what it was written on. 0 for whatever is not: asked for every record, so the cheapest test comes first. */
  recognise(record: SourceRecord): SourceRecognition & { readonly system: System | null };
  /** What the record tells; a refusal where it is no start of a process (`process/other-event`), or has no time. */
  read(record: SourceRecord): ProcessSaid | Refusal;
}

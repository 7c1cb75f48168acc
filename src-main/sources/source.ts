import type { Dataset, EventDraft, FieldName, SkipReason } from '../contract/index.ts';

/** One record as a source sees it: the parsed value, and what an envelope around it said, if there was one. */
export interface SourceRecord {
  readonly value: unknown;
  /** Path inside the raw record, such as `CloudTrailEvent` or `logEvents[3].message`; null where the record is not wrapped. */
  readonly path: string | null;
  /** The wrapping object, for what only it says (ingest time of Logstash, Username of lookup-events). */
  readonly envelope: Readonly<Record<string, unknown>> | null;
}

/** A record that is not an event of this source, and why. */
export interface Refusal {
  readonly reason: SkipReason;
  readonly detail: string;
}

/** How sure a source is (0 to 1) that a record is its own, and what speaks for it. */
export interface SourceRecognition {
  readonly confidence: number;
  readonly reason: string;
}

/** One line of the mapping of a source, from which its page of the docs is made. Texts are Markdown: names of the record stand in backticks. */
export interface MappingRow {
  readonly fields: readonly FieldName[];
  /** Paths in the raw record, first choice first, as a reader would look for them; those of other shapes beside them. */
  readonly from: string;
  /** What is done with it, and what to know; empty where it is taken as it stands. */
  readonly note: string;
}

/** A system that writes logs: recognises its records and maps them to the one event shape. Pure: no clock, no files, no state. */
export interface Source {
  readonly dataset: Dataset;
  /** Raised with every change of the mapping; stored with each import. */
  readonly version: number;
  readonly title: string;
  /** What becomes which field: every field that `map` sets, in the order of the page. */
  readonly mapping: readonly MappingRow[];
  recognise(record: SourceRecord): SourceRecognition;
  map(record: SourceRecord): EventDraft | Refusal;
  /**
   * Only of a source that writes one event in several records (auditd): which event a record is a part of, and whether it says that the event is over. `null`: the record stands alone.
   * The pipeline gathers the parts within one member and maps a record whose value is `Gathered`, the values in the order in which they lie (`gathered`).
   */
  readonly partOf?: (record: SourceRecord) => PartOf | null;
}

/** `key` is equal for all records of one event, and for those of no other in the same member within a short while. `last`: nothing of it follows. */
export interface PartOf {
  readonly key: string;
  readonly last: boolean;
}

/** The parts of a record that the pipeline has gathered; `undefined` for one that stands alone. */
export function gathered(record: SourceRecord): readonly unknown[] | undefined {
  const { value } = record;
  return value instanceof Gathered ? value.parts : undefined;
}

/** Several records that are one event. A class of its own, so that no log can look like it. */
export class Gathered {
  readonly parts: readonly unknown[];
  constructor(parts: readonly unknown[]) {
    this.parts = parts;
  }
}

export function isRefusal(made: EventDraft | Refusal): made is Refusal {
  return 'reason' in made;
}

/** The mapping as the table that stands in `docs/sources/<dataset>.md` between its two markers. */
export function mappingTable(mapping: readonly MappingRow[]): string {
  const lines = mapping.map(({ fields, from, note }) => `| ${fields.map((name) => `\`${name}\``).join(', ')} | ${from} | ${note} |`);
  return ['| event field | raw path | transformation, note |', '| --- | --- | --- |', ...lines].join('\n');
}

import { fieldEntry, isoOf, type DeclaredMapping, type EventDraft, type FieldName, type MappingFill, type MappingPreview, type MappingRefusal } from '../contract/index.ts';
import type { ReadCase } from '../case/index.ts';
import { chooseSource, declaredSource, isRefusal } from '../sources/index.ts';
import { firstRecords, placeOf, storedRecords, type FirstRecords, type NamedOrder } from './mapping-records.ts';
import { readMapping } from './mapping-yaml.ts';

/** Records that a preview tries (issue 5, point 4). */
const RECORDS = 100;
const EXAMPLES = 3;
const EXAMPLE_LENGTH = 200;

export interface PreviewOrder extends NamedOrder {
  readonly text: string;
}

/** What a mapping makes of the first 100 records of a file, or of an exhibit of the open case. Throws Fault where the file cannot be read. */
export async function previewMapping({ text, ...named }: PreviewOrder, open?: { readonly file: ReadCase; readonly evidence: number }): Promise<MappingPreview> {
  const { mapping, problems } = readMapping(text, 'mapping.yaml');
  if (mapping === null) return { ...nothing, problems: problems.map(({ line, column, message }) => ({ line, column, message })) };
  return previewOf(mapping, open === undefined ? await firstRecords(placeOf(named), RECORDS) : storedRecords(open.file, open.evidence, RECORDS));
}

const nothing: MappingPreview = { problems: [], shape: null, looked: 0, taken: 0, refused: [], passed: [], unread: 0, first: null, last: null, zoneAssumed: 0, fields: [], clashes: [] };

export function previewOf(mapping: DeclaredMapping, { shape, records, unread }: Pick<FirstRecords, 'shape' | 'records' | 'unread'>): MappingPreview {
  const source = declaredSource(mapping);
  const drafts: EventDraft[] = [];
  const [refused, passed] = [new Map<string, number>(), new Map<string, number>()];
  const clashes = new Map<string, { dataset: string; title: string; count: number }>();
  for (const record of records) {
    const builtIn = chooseSource(record);
    if ('source' in builtIn) {
      const { dataset, title } = builtIn.source;
      clashes.set(dataset, { dataset, title, count: (clashes.get(dataset)?.count ?? 0) + 1 });
    }
    const { confidence, reason } = source.recognise(record);
    if (confidence < 1) {
      raise(passed, reason);
      continue;
    }
    const made = source.map(record);
    if (isRefusal(made)) raise(refused, made.detail);
    else drafts.push(made);
  }
  const times = drafts.map(({ time }) => time.ms);
  return {
    problems: [], shape, looked: records.length + unread, taken: drafts.length, refused: listed(refused), passed: listed(passed), unread,
    first: times.length === 0 ? null : isoOf(Math.min(...times)), last: times.length === 0 ? null : isoOf(Math.max(...times)),
    zoneAssumed: drafts.filter(({ time }) => time.zoneAssumed).length,
    fields: (Object.keys(mapping.fields) as FieldName[]).map((field) => fillOf(field, drafts)), clashes: [...clashes.values()],
  };
}

function fillOf(field: FieldName, drafts: readonly EventDraft[]): MappingFill {
  const values = drafts.map(({ fields }) => fields[field]).filter((value) => value !== undefined);
  const isTime = fieldEntry(field)!.storage === 'time';
  const texts = new Set<string>();
  for (const value of values) {
    texts.add((isTime ? isoOf(value as number) : Array.isArray(value) ? (value as readonly string[]).join(', ') : String(value)).slice(0, EXAMPLE_LENGTH));
    if (texts.size >= EXAMPLES) break;
  }
  return { field, label: fieldEntry(field)!.label, filled: values.length, examples: [...texts] };
}

/** Different reasons that are told; times that cannot be read each have one of their own. */
const REASONS = 20;

function raise(counts: Map<string, number>, why: string): void {
  const known = counts.has(why) || counts.size < REASONS ? why : 'other reasons';
  counts.set(known, (counts.get(known) ?? 0) + 1);
}

function listed(counts: ReadonlyMap<string, number>): readonly MappingRefusal[] {
  return [...counts].map(([why, count]) => ({ why, count })).toSorted((a, b) => b.count - a.count);
}

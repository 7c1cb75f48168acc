import { fields, type FieldName } from '../contract/index.ts';
import type { ColumnsKey } from './columns.ts';
import { numberDictionary, plainDictionary, textDictionary, type Dictionary } from './dictionary.ts';
import { fillColumn, fillCounts, fillSingle } from './fill.ts';
import type { Intake, ManyIntake } from './intake.ts';
import { layOut, readHeader, readPrelude, sectionsOf, type Section, type SectionArray } from './layout.ts';
import { gatherTexts, type DimensionCodes, type GatheredTexts } from './gather-texts.ts';
import { narrowType } from './narrow.ts';
import type { ColumnDictionaries } from './page.ts';
import { dimensions, fieldsFingerprint, type Dimension } from './reach.ts';

/** All that the pages brought. Chunks of an intake are given up as they are written. */
export interface Taken {
  readonly key: ColumnsKey;
  count: number;
  readonly times: Float64Array[];
  readonly events: Int32Array[];
  readonly actor: Intake<number>;
  readonly ids: Map<FieldName, Intake<number>>;
  readonly numbers: Map<FieldName, Intake<number>>;
  readonly many: Map<FieldName, ManyIntake>;
  readonly texts: Map<FieldName, Intake<string>>;
}

interface Part {
  readonly section: Omit<Section, 'offset'>;
  readonly fill: (into: SectionArray) => void;
}

/** Lays all columns on one buffer. */
export function finishColumns(taken: Taken, held: readonly FieldName[], given: ColumnDictionaries): SharedArrayBuffer {
  const gathered = gatherTexts(taken, given);
  const parts = [...rowParts(taken), ...columnParts(taken, gathered), ...manyParts(taken, gathered), ...dimensionParts(taken, gathered), ...textParts(gathered)];
  const head = { ...taken.key, fields: fieldsFingerprint(), count: taken.count, texts: held };
  const buffer = layOut(head, parts.map(({ section }) => section));
  const bytes = new Uint8Array(buffer);
  const prelude = readPrelude(bytes)!;
  const sections = sectionsOf(buffer, prelude, readHeader(bytes, prelude));
  for (const { section, fill } of parts) fill(sections.get(section.name)!);
  return buffer;
}

function rowParts({ count, times, events }: Taken): Part[] {
  return [
    { section: { name: 'time', type: 'f64', length: count }, fill: (into) => join(times, into as Float64Array) },
    { section: { name: 'event', type: 'i32', length: count }, fill: (into) => join(events, into as Int32Array) },
  ];
}

function columnParts(taken: Taken, gathered: GatheredTexts): Part[] {
  const column = (name: string, { chunks, seen }: Intake<unknown>, dictionary: Dictionary): Part[] => seen.length === 0 ? [] : [
    { section: { name: `ids.${name}`, type: narrowType(dictionary.size), length: taken.count }, fill: (into) => fillColumn(chunks, dictionary.idOfCode, into) },
    ...dictionaryParts(name, dictionary),
  ];
  return [
    ...column('actor', taken.actor, plainDictionary(taken.actor.seen.length)),
    ...[...taken.ids].flatMap(([field, intake]) => column(field, intake, textDictionary(gathered.textOfCode(field)))),
    ...[...taken.texts].flatMap(([field, intake]) => column(field, intake, textDictionary(gathered.textOfCode(field)))),
    ...[...taken.numbers].flatMap(([field, intake]) => column(field, intake, numberDictionary(intake.seen))),
  ];
}

function manyParts(taken: Taken, gathered: GatheredTexts): Part[] {
  return [...taken.many].flatMap(([field, { counts, values }]): Part[] => {
    if (values.seen.length === 0) return [];
    const dictionary = textDictionary(gathered.textOfCode(field));
    const type = narrowType(dictionary.size);
    const most = mostOf(counts);
    if (!fields[field].many) {
      if (most > 1) throw new Error(`An event has ${most} values of ${field}, which has one.`);
      return [
        { section: { name: `ids.${field}`, type, length: taken.count }, fill: (into) => fillSingle(counts, values.chunks, dictionary.idOfCode, into) },
        ...dictionaryParts(field, dictionary),
      ];
    }
    const length = values.chunks.reduce<number>((sum, chunk) => sum + (typeof chunk === 'number' ? chunk : chunk.length), 0);
    return [
      { section: { name: `counts.${field}`, type: narrowType(most + 1), length: taken.count }, fill: (into) => fillCounts(counts, into) },
      { section: { name: `values.${field}`, type, length }, fill: (into) => fillColumn(values.chunks, dictionary.idOfCode, into) },
      ...dictionaryParts(field, dictionary),
    ];
  });
}

/** For each field of a dimension, the id by id of the dimension. */
function dimensionParts(taken: Taken, gathered: GatheredTexts): Part[] {
  return dimensions.flatMap((dimension) => {
    const base = baseDictionary(dimension, taken, gathered);
    return base === null ? [] : gathered.dimensions[dimension].flatMap((codes) => throughParts(codes, base, gathered));
  });
}

function baseDictionary(dimension: Dimension, taken: Taken, gathered: GatheredTexts): Dictionary | null {
  if (dimension === 'actor') return plainDictionary(taken.actor.seen.length);
  return taken.ids.has(dimension) ? textDictionary(gathered.textOfCode(dimension)) : null;
}

function throughParts({ field, codes, seen }: DimensionCodes, base: Dictionary, gathered: GatheredTexts): Part[] {
  if (seen.length === 0) return [];
  const dictionary = seen.every((value) => typeof value === 'number') ? numberDictionary(seen) : textDictionary(gathered.textOfCode(field));
  const fill = (into: SectionArray): void => {
    for (let code = 1; code < base.idOfCode.length; code += 1) into[base.idOfCode[code]!] = dictionary.idOfCode[codes[code]!]!;
  };
  return [{ section: { name: `through.${field}`, type: 'u32', length: base.size }, fill }, ...dictionaryParts(field, dictionary)];
}

function dictionaryParts(name: string, { textNumbers, numbers }: Dictionary): Part[] {
  if (textNumbers !== null) return [{ section: { name: `texts.${name}`, type: 'u32', length: textNumbers.length }, fill: (into) => into.set(textNumbers) }];
  if (numbers !== null) return [{ section: { name: `numbers.${name}`, type: 'f64', length: numbers.length }, fill: (into) => into.set(numbers) }];
  return [];
}

function textParts({ texts: { bytes, ends } }: GatheredTexts): Part[] {
  return [
    { section: { name: 'text.bytes', type: 'u8', length: bytes.length }, fill: (into) => into.set(bytes) },
    { section: { name: 'text.ends', type: 'u32', length: ends.length }, fill: (into) => into.set(ends) },
  ];
}

function mostOf(counts: ManyIntake['counts']): number {
  let most = 0;
  for (const chunk of counts) if (typeof chunk !== 'number') for (const count of chunk) most = Math.max(most, count);
  return most;
}

function join<A extends Float64Array | Int32Array>(chunks: A[], into: A): void {
  let at = 0;
  for (const chunk of chunks.splice(0)) {
    into.set(chunk, at);
    at += chunk.length;
  }
}

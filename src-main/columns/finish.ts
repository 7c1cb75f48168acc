import { fields, type FieldName } from '../contract/index.ts';
import type { ColumnsKey } from './columns.ts';
import { numberDictionary, plainDictionary, textDictionary, type Dictionary } from './dictionary.ts';
import { fill, inPlace, placeFor, type Chunk, type FillTask, type ManyChunk, type Place } from './fill.ts';
import { layOut, type SectionArray, type WantedSection } from './layout.ts';
import { gatherTexts, type DimensionCodes, type EarlyTexts, type GatheredTexts } from './gather-texts.ts';
import { narrowType } from './narrow.ts';
import type { PackedPage } from './packed-page.ts';
import type { ColumnDictionaries } from './page.ts';
import { dimensions, fieldsFingerprint, type Dimension } from './reach.ts';
import { rowOrder, type RowKeys } from './row-order.ts';
import { sectionsOn, type Sections } from './sections.ts';
import { takenOf, type Taken } from './taken.ts';
import { textBlocks } from './texts.ts';

/** Who does what any thread could do. */
export interface Finisher {
  /** Begins to order rows; what it gives waits for the order. */
  order(keys: readonly RowKeys[]): () => Generator<void, Uint32Array | null>;
  /** Writes sections. */
  fill(tasks: readonly FillTask[], place: Place): Generator<void, void>;
}

/** All of it by this thread. */
export const finisherHere: Finisher = {
  order: (keys) => () => rowOrder(keys),
  *fill(tasks, place) {
    for (const task of tasks) {
      fill(task, place);
      yield;
    }
  },
};

/** A section and what is written to it: numbers that are there, or rows. */
interface Part {
  readonly section: WantedSection;
  readonly write: (into: SectionArray) => FillTask | undefined;
}

/** Lays all columns on one buffer, in steps. */
export function* finishColumns(key: ColumnsKey, given: readonly PackedPage[], held: readonly FieldName[], dictionaries: ColumnDictionaries, early: EarlyTexts, by: Finisher): Generator<void, Sections> {
  // Who read them when is nobody's business: columns of one case are always the same.
  const came = given.filter(({ n }) => n > 0).sort((a, b) => a.event[0]! - b.event[0]!);
  const ordered = by.order(came.map(({ time, identity }) => ({ time, identity })));
  // Once rows are ordered, identities take a sixth of all memory for nothing.
  const pages = came.splice(0).map((page) => ({ ...page, identity: null }));
  const count = pages.reduce((sum, { n }) => sum + n, 0);
  const taken = yield* takenOf(pages);
  const gathered = yield* gatherTexts(taken, dictionaries, early);
  const place = placeFor(count, yield* ordered());
  const parts = [...rowParts(pages, count), ...columnParts(pages, count, place, taken, gathered), ...manyParts(pages, count, taken, gathered), ...textParts(gathered)];
  const sections = sectionsOn(layOut({ ...key, fields: fieldsFingerprint(), count, texts: held }, parts.map(({ section }) => section)));
  const tasks: FillTask[] = [];
  for (const { section, write } of parts) {
    const task = write(sections.get(section.name)!);
    if (task !== undefined) tasks.push(task);
    else yield;
  }
  yield* by.fill(tasks, place);
  return sections;
}

function rowParts(pages: readonly PackedPage[], count: number): Part[] {
  return [
    { section: { name: 'time', type: 'f64', length: count }, write: (into) => ({ kind: 'own', into: into as Float64Array, parts: pages.map(({ time }) => time) }) },
    { section: { name: 'event', type: 'i32', length: count }, write: (into) => ({ kind: 'own', into: into as Int32Array, parts: pages.map(({ event }) => event) }) },
  ];
}

function columnParts(pages: readonly PackedPage[], count: number, place: Place, taken: Taken, gathered: GatheredTexts): Part[] {
  const column = (name: string, dictionary: Dictionary, chunkOf: (page: PackedPage) => Chunk): Part[] => [
    { section: { name: `ids.${name}`, type: narrowType(dictionary.size), length: count }, write: (into) => ({ kind: 'column', into, chunks: pages.map(chunkOf) }) }, ...dictionaryParts(name, dictionary),
  ];
  const idColumn = (name: string, seen: Uint32Array, dictionary: Dictionary, idsOf: (page: PackedPage) => PackedPage['actor'] | undefined): Part[] => {
    const meant = idsMeant(seen, dictionary);
    return column(name, dictionary, (page) => ({ n: page.n, raw: idsOf(page)?.ids ?? null, meant }));
  };
  const valueColumn = (field: FieldName, of: 'numbers' | 'texts', dictionary: Dictionary, codeOf: ReadonlyMap<number | string, number>): Part[] => column(field, dictionary, (page) => {
    const part = page[of].get(field);
    return { n: page.n, raw: part?.codes ?? null, meant: Uint32Array.from([0, ...(part?.seen ?? []).map((value) => dictionary.idOfCode[codeOf.get(value)!]!)]) };
  });
  const actors = actorDictionary(pages, place, taken.actors);
  const baseOf = (dimension: Dimension): Dictionary | null => {
    if (dimension === 'actor') return actors;
    return taken.ids.has(dimension) ? textDictionary(gathered.textOfCode(dimension)) : null;
  };
  return [
    ...(taken.actors.length === 0 ? [] : idColumn('actor', taken.actors, actors, ({ actor }) => actor)),
    ...[...taken.ids].flatMap(([field, seen]) => idColumn(field, seen, textDictionary(gathered.textOfCode(field)), (page) => page.ids.get(field))),
    ...[...taken.texts].flatMap(([field, codeOf]) => valueColumn(field, 'texts', textDictionary(gathered.textOfCode(field)), codeOf)),
    ...[...taken.numbers].flatMap(([field, codeOf]) => valueColumn(field, 'numbers', numberDictionary([...codeOf.keys()]), codeOf)),
    ...dimensions.flatMap((dimension) => {
      const base = baseOf(dimension);
      return base === null ? [] : gathered.dimensions[dimension].flatMap((codes) => throughParts(codes, base, gathered));
    }),
  ];
}

/** Actors have no text to be sorted by: they are numbered in the order of their first appearance. */
function actorDictionary(pages: readonly PackedPage[], place: Place, actors: Uint32Array): Dictionary {
  const codes = idsMeant(actors, plainDictionary(actors.length));
  const rows = inPlace(pages.map(({ n, actor }) => ({ n, raw: actor?.ids ?? null, meant: codes })), place);
  const idOfCode = new Uint32Array(actors.length + 1);
  let last = 0;
  for (let row = 0; row < rows.length; row += 1) {
    const code = rows[row]!;
    if (code !== 0 && idOfCode[code] === 0) idOfCode[code] = last += 1;
  }
  return { ...plainDictionary(actors.length), idOfCode };
}

/** From ids of the case to dense ids. */
function idsMeant(seen: Uint32Array, { idOfCode }: Dictionary): Uint32Array {
  const meant = new Uint32Array((seen.at(-1) ?? 0) + 1);
  for (let at = 0; at < seen.length; at += 1) meant[seen[at]!] = idOfCode[at + 1]!;
  return meant;
}

function manyParts(pages: readonly PackedPage[], count: number, taken: Taken, gathered: GatheredTexts): Part[] {
  return [...taken.many].flatMap(([field, seen]): Part[] => {
    const dictionary = textDictionary(gathered.textOfCode(field));
    const meant = idsMeant(seen, dictionary);
    const type = narrowType(dictionary.size);
    const found = pages.map(({ n, many }) => ({ n, part: many.get(field) }));
    const chunks: readonly ManyChunk[] = found.map(({ n, part }) => ({ n, some: part === undefined ? null : { counts: part.counts.ids, values: part.values.ids } }));
    const most = found.reduce((highest, { part }) => Math.max(highest, part?.counts.most ?? 0), 0);
    if (!fields[field].many) {
      if (most > 1) throw new Error(`An event has ${most} values of ${field}, which has one.`);
      return [{ section: { name: `ids.${field}`, type, length: count }, write: (into) => ({ kind: 'single', into, chunks, meant }) }, ...dictionaryParts(field, dictionary)];
    }
    const length = chunks.reduce((sum, { some }) => sum + (some?.values.length ?? 0), 0);
    return [
      { section: { name: `counts.${field}`, type: narrowType(most + 1), length: count }, write: (into) => ({ kind: 'column', into, chunks: chunks.map(({ n, some }) => ({ n, raw: some?.counts ?? null, meant: null })) }) },
      { section: { name: `values.${field}`, type, length }, write: (into) => ({ kind: 'many', into, chunks, meant }) },
      ...dictionaryParts(field, dictionary),
    ];
  });
}

/** A field of a dimension: the id by id of the dimension. */
function throughParts({ field, codes, seen }: DimensionCodes, base: Dictionary, gathered: GatheredTexts): Part[] {
  if (seen.length === 0) return [];
  const dictionary = seen.every((value) => typeof value === 'number') ? numberDictionary(seen) : textDictionary(gathered.textOfCode(field));
  const write = (into: SectionArray): undefined => {
    for (let code = 1; code < base.idOfCode.length; code += 1) into[base.idOfCode[code]!] = dictionary.idOfCode[codes[code]!]!;
  };
  return [{ section: { name: `through.${field}`, type: 'u32', length: base.size }, write }, ...dictionaryParts(field, dictionary)];
}

const put = (numbers: ArrayLike<number>) => (into: SectionArray): undefined => { into.set(numbers); };

function dictionaryParts(name: string, { textNumbers, numbers }: Dictionary): Part[] {
  if (textNumbers !== null) return [{ section: { name: `texts.${name}`, type: 'u32', length: textNumbers.length }, write: put(textNumbers) }];
  if (numbers !== null) return [{ section: { name: `numbers.${name}`, type: 'f64', length: numbers.length }, write: put(numbers) }];
  return [];
}

function textParts({ texts: { bytes, ends } }: GatheredTexts): Part[] {
  return [
    ...textBlocks(bytes).map((block) => ({ section: block.section, write: put(block.bytes) })),
    { section: { name: 'text.ends', type: 'u32', length: ends.length }, write: put(ends) },
  ];
}

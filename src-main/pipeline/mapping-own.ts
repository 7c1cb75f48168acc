import type { DeclaredMapping, Intake } from '../contract/index.ts';
import { keepMapping, keptMappings, mappingHash, type ReadCase, type WriteCase } from '../case/index.ts';
import { declaredSource, type DeclaredSource } from '../sources/index.ts';
import { readMapping } from './mapping-yaml.ts';

/** A mapping of the analyst that passed its check, with the text that it was read from. */
export interface MappingText {
  readonly text: string;
  readonly mapping: DeclaredMapping;
}

/** The same as imports ask it: by its row in the case (any number where there is no case). Plain data, so that it crosses to threads. */
export interface OwnMapping {
  readonly row: number;
  readonly sha256: string;
  readonly mapping: DeclaredMapping;
}

/** Keeps the texts in the case and gives them as imports ask them, in the order of their ids. */
export function keepOwn(file: WriteCase, texts: readonly MappingText[]): readonly OwnMapping[] {
  return inOrder(texts).map(({ text, mapping }) => ({
    row: keepMapping(file, { name: mapping.id, version: mapping.version, title: mapping.title, dataset: mapping.dataset, text }), sha256: mappingHash(text), mapping,
  }));
}

/** The same where nothing is kept: for a forecast or a preview. */
export function unkeptOwn(texts: readonly MappingText[]): readonly OwnMapping[] {
  return inOrder(texts).map(({ text, mapping }, i) => ({ row: i + 1, sha256: mappingHash(text), mapping }));
}

/** Those that a case has kept: what an exhibit was read by stays what reads it. A text that this version cannot read is left out. */
export function ownOfCase(file: ReadCase): readonly OwnMapping[] {
  return keptMappings(file).flatMap(({ id, sha256, text, name }) => {
    const { mapping } = readMapping(text, name);
    return mapping === null ? [] : [{ row: id, sha256, mapping }];
  });
}

const inOrder = (texts: readonly MappingText[]): readonly MappingText[] => texts.toSorted((a, b) => (a.mapping.id < b.mapping.id ? -1 : a.mapping.id > b.mapping.id ? 1 : 0));

/** How an own mapping is named beside records that it read. */
export const ownMapper = ({ sha256, mapping }: OwnMapping): string => `own:${mapping.id}@${sha256.slice(0, 12)} ${mapping.version}`;

/** Sources of own mappings, compiled once, and those of them that an intake asks. */
export class OwnSources {
  readonly #all: readonly { readonly own: OwnMapping; readonly source: DeclaredSource }[];
  readonly #bySource: ReadonlyMap<unknown, OwnMapping>;

  constructor(own: readonly OwnMapping[]) {
    this.#all = own.map((one) => ({ own: one, source: declaredSource(one.mapping) }));
    this.#bySource = new Map(this.#all.map(({ own: one, source }) => [source, one]));
  }

  /** @returns the sources that are asked, and the one that the analyst named; an intake names rows that are all here */
  askedBy({ own = [], mapping = null }: Intake): { readonly asked: readonly DeclaredSource[]; readonly chosen: DeclaredSource | null } {
    if (own.length === 0) return none;
    const asked = this.#all.filter((one) => own.includes(one.own.row));
    return { asked: asked.map(({ source }) => source), chosen: mapping === null ? null : (asked.find((one) => one.own.mapping.id === mapping)?.source ?? null) };
  }

  /** The mapping that a source was made of; `undefined` for a built-in one. */
  of(source: unknown): OwnMapping | undefined {
    return this.#bySource.get(source);
  }
}
const none = { asked: [], chosen: null } as const;

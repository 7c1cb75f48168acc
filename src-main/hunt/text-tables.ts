import { eachBeginning, isNumeric, type Columns } from '../columns/index.ts';
import type { FieldName } from '../contract/index.ts';
import { entryOf } from './known-fields.ts';
import type { IdColumn } from './id-column.ts';

type Says = (text: string | null) => boolean;

/** First bytes of white space in UTF-8 (what `trim` takes away): controls and the blank, U+00A0 and all beyond ASCII. */
const space = [[0x00, 0x20], [0xc2, 0xff]] as const;
const letter = (text: string): readonly [number, number] => [text.charCodeAt(0), text.charCodeAt(0)];
/** First bytes that a text may begin with which stands for nothing: white space, `-`, `unknown` in any case. */
const nothing = [...space, letter('-'), letter('U'), letter('u')] as const;

/** A column whose ids are those of a text field of the dictionary, in the order of their texts. A person has several names, so that field is not one. */
function plainText({ key }: IdColumn): FieldName | null {
  return entryOf(key) !== undefined && key !== 'actor.name' && !isNumeric(key as FieldName) ? (key as FieldName) : null;
}

/** What a test says of each id; entry 0 is what it says of an absent value. */
export function everyText(says: Says, { size, text }: Pick<IdColumn, 'size' | 'text'>): Uint8Array {
  const table = new Uint8Array(size);
  table[0] = Number(says(null));
  for (let id = 1; id < size; id += 1) table[id] = Number(says(text(id)));
  return table;
}

/**
 * What a test says of each id where it says the same of every text but of those that stand for nothing. A field may have a million texts (keys, sessions), and reading them takes seconds: only those that
 * begin so that they could be blank are read.
 */
export function blankTexts(says: Says, column: IdColumn, columns: Columns, spans: readonly (readonly [number, number])[] = nothing): Uint8Array {
  const field = plainText(column);
  if (field === null) return everyText(says, column);
  const table = new Uint8Array(column.size).fill(Number(says('A')));
  table[0] = Number(says(null));
  eachBeginning(columns, field, spans, (id) => void (table[id] = Number(says(column.text(id)))));
  return table;
}

/** What a test says of each id where it says one thing of these texts, and another of all others: the texts are looked up, none is read. */
export function listedTexts(says: Says, values: readonly string[], column: IdColumn, columns: Columns): Uint8Array {
  const field = plainText(column);
  if (field === null) return everyText(says, column);
  const ids = values.map((value) => columns.idOf(field, value));
  // A text that is none of them stands for all others.
  const other = `${values.reduce((longest, one) => (one.length > longest.length ? one : longest), '')} `;
  const table = new Uint8Array(column.size).fill(Number(says(other)));
  table[0] = Number(says(null));
  ids.forEach((id, i) => {
    if (id !== 0) table[id] = Number(says(values[i]!));
  });
  return table;
}

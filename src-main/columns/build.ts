import { fields, type FieldName } from '../contract/index.ts';
import type { Columns, ColumnsKey } from './columns.ts';
import { finishColumns, finisherHere, type Finisher } from './finish.ts';
import { gatherEarly, type EarlyTexts } from './gather-texts.ts';
import { packPage, type PackedPage } from './packed-page.ts';
import type { ColumnDictionaries, ColumnPage, ColumnsOptions } from './page.ts';
import { columnsOn } from './view.ts';

/** Makes columns of pages, which may come in any order: `addPage` for each, then `finish` once. */
export class ColumnsBuilder {
  readonly #key: ColumnsKey;
  readonly #held: ReadonlySet<FieldName>;
  readonly #pages: PackedPage[] = [];
  #early: EarlyTexts | undefined;

  constructor({ caseId, state, texts = [] }: ColumnsOptions) {
    for (const field of texts) if (fields[field].storage !== 'text') throw new Error(`${field} is no text field.`);
    this.#key = { caseId, state };
    this.#held = new Set(texts);
  }

  /** Takes the rows of a page, which it copies. */
  addPage(page: ColumnPage): void {
    this.addPacked(packPage(page));
  }

  /** The same of a page that is the builder's from now on. */
  addPacked(page: PackedPage): void {
    for (const field of page.texts.keys()) if (!this.#held.has(field)) throw new Error(`${field} was not asked to be held.`);
    this.#pages.push(page);
  }

  /** Reads and sorts texts ahead, for whoever has time before all pages are here. */
  *gathering(dictionaries: ColumnDictionaries): Generator<void, void> {
    this.#early = yield* gatherEarly(dictionaries);
  }

  /** The columns. The dictionaries are read to their end. Throws where an id of a row is in no dictionary, and where a row has no time. */
  finish(dictionaries: ColumnDictionaries): Columns {
    const steps = this.finishing(dictionaries);
    for (;;) {
      const step = steps.next();
      if (step.done === true) return step.value;
    }
  }

  /** The same in steps, some of them by whoever else does them. */
  *finishing(dictionaries: ColumnDictionaries, by: Finisher = finisherHere): Generator<void, Columns> {
    const early = this.#early ?? (yield* gatherEarly(dictionaries));
    return columnsOn(yield* finishColumns(this.#key, this.#pages.splice(0), [...this.#held], dictionaries, early, by));
  }
}

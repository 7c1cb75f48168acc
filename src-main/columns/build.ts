import { fields, type FieldName } from '../contract/index.ts';
import type { Columns } from './columns.ts';
import { finishColumns, type Taken } from './finish.ts';
import { idIntake, take, takeMany, valueIntake, type Intake, type ManyIntake } from './intake.ts';
import type { ColumnDictionaries, ColumnPage, ColumnsOptions } from './page.ts';
import { columnsOn } from './view.ts';

/** Makes columns of pages: `addPage` for each, in order, then `finish` once. */
export class ColumnsBuilder {
  readonly #taken: Taken;
  readonly #held: ReadonlySet<FieldName>;
  #scratch = new Uint32Array(0);
  #lastTime = -Infinity;

  constructor(options: ColumnsOptions) {
    const texts = options.texts ?? [];
    for (const field of texts) if (fields[field].storage !== 'text') throw new Error(`${field} is no text field.`);
    this.#held = new Set(texts);
    this.#taken = {
      key: { caseId: options.caseId, state: options.state }, count: 0, times: [], events: [], actor: idIntake(),
      ids: new Map(), numbers: new Map(), many: new Map(), texts: new Map(texts.map((field) => [field, valueIntake<string>()])),
    };
  }

  /** Takes the rows of a page, which it copies. Throws where rows are not in order of time. */
  addPage(page: ColumnPage): void {
    const { n } = page;
    const taken = this.#taken;
    this.#checkTimes(page);
    taken.times.push(page.time.slice(0, n));
    taken.events.push(page.event.slice(0, n));
    const scratch = this.#room(n);
    take(taken.actor, page.actor, 0, n, scratch);
    this.#takeAll(taken.ids, page.ids, n, idIntake);
    this.#takeAll(taken.numbers, page.numbers, n, valueIntake<number>);
    this.#takeAll(taken.texts, page.texts ?? {}, n, (field) => {
      throw new Error(`${field} was not asked to be held.`);
    });
    this.#takeMany(page);
    taken.count += n;
  }

  /** The columns. The dictionaries are read once, each to its end. Throws where an id of a row is in no dictionary. */
  finish(dictionaries: ColumnDictionaries): Columns {
    return columnsOn(finishColumns(this.#taken, [...this.#held], dictionaries));
  }

  #takeAll<T extends number | string>(
    intakes: Map<FieldName, Intake<T>>, columns: { readonly [N in FieldName]?: ArrayLike<T | null> }, n: number, fresh: (field: FieldName) => Intake<T>,
  ): void {
    for (const [field, raw] of Object.entries(columns) as [FieldName, ArrayLike<T | null>][]) {
      let intake = intakes.get(field);
      if (intake === undefined) intakes.set(field, (intake = fresh(field)));
      if (intake.chunks.length === 0 && this.#taken.count > 0) intake.chunks.push(this.#taken.count);
      take(intake, raw, 0, n, this.#room(n));
    }
    for (const [field, intake] of intakes) if (columns[field] === undefined) intake.chunks.push(n);
  }

  #takeMany({ n, many }: ColumnPage): void {
    const intakes = this.#taken.many;
    for (const [field, { offsets, values }] of Object.entries(many) as [FieldName, NonNullable<ColumnPage['many'][FieldName]>][]) {
      let intake = intakes.get(field);
      if (intake === undefined) intakes.set(field, (intake = { counts: this.#taken.count > 0 ? [this.#taken.count] : [], values: idIntake() } satisfies ManyIntake));
      takeMany(intake, n, offsets, values, this.#room(Math.max(n, offsets[n]! - offsets[0]!)));
    }
    for (const [field, intake] of intakes) if (many[field] === undefined) intake.counts.push(n);
  }

  #checkTimes({ n, time }: ColumnPage): void {
    for (let row = 0; row < n; row += 1) {
      if (!(time[row]! >= this.#lastTime)) throw new Error(`Row ${this.#taken.count + row} is not in order of time.`);
      this.#lastTime = time[row]!;
    }
  }

  #room(n: number): Uint32Array {
    if (this.#scratch.length < n) this.#scratch = new Uint32Array(n);
    return this.#scratch;
  }
}

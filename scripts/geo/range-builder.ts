import { FINE, type Ranges } from '../../src-main/enrich/pack/ranges.ts';

/** A column of 32-bit numbers that grows. */
class Column {
  #values = new Uint32Array(1 << 16);
  length = 0;
  push(value: number): void {
    if (this.length === this.#values.length) {
      const wider = new Uint32Array(this.length * 2);
      wider.set(this.#values);
      this.#values = wider;
    }
    this.#values[this.length] = value;
    this.length += 1;
  }
  values(): Uint32Array {
    return this.#values.subarray(0, this.length);
  }
}

/** Starts of one family: adds a start only where the record changes, and closes every gap with record 0. */
class Starts {
  readonly columns: readonly Column[];
  readonly records = new Column();
  #last = 0;
  constructor(words: number) {
    this.columns = Array.from({ length: words }, () => new Column());
  }
  push(words: readonly number[], record: number): void {
    if (record === this.#last) return;
    this.columns.forEach((column, i) => column.push(words[i]!));
    this.records.push(record);
    this.#last = record;
  }
}

const TOP = 2 ** 32;

/** Takes ranges in ascending order, ends exclusive, records from 1 on, and makes the columns of `Ranges`. */
export class RangeBuilder {
  readonly #v4 = new Starts(1);
  readonly #v6 = new Starts(2);
  readonly #fine = new Starts(4);
  #v4End = 0;
  #v6End: readonly [number, number] = [0, 0];
  #fineBlock: readonly [number, number] | null = null;
  #fineEnd: readonly [number, number] = [0, 0];

  v4(start: number, end: number, record: number): void {
    if (start < this.#v4End) throw new Error(`IPv4 range at ${start} is out of order`);
    if (start > this.#v4End) this.#v4.push([this.#v4End], 0);
    this.#v4.push([start], record);
    this.#v4End = end;
  }

  /** Whole /64s: the upper 64 bits of start and end as two words. */
  v6(start: readonly [number, number], end: readonly [number, number], record: number): void {
    this.#closeFine();
    this.#coarse(start, end, record);
  }

  /** A part of the /64 `block`: the lower 64 bits of start and end as two words. */
  v6Fine(block: readonly [number, number], start: readonly [number, number], end: readonly [number, number], record: number): void {
    if (this.#fineBlock === null || isBefore(this.#fineBlock, block)) {
      this.#closeFine();
      this.#coarse(block, next(block), FINE);
      this.#fineBlock = block;
      this.#fineEnd = [0, 0];
    }
    if (isBefore(start, this.#fineEnd)) throw new Error(`IPv6 range in /64 ${block.join(':')} is out of order`);
    if (isBefore(this.#fineEnd, start)) this.#fine.push([...block, ...this.#fineEnd], 0);
    this.#fine.push([...block, ...start], record);
    this.#fineEnd = end;
  }

  ranges(): Ranges {
    this.#closeFine();
    if (this.#v4End < TOP) this.#v4.push([this.#v4End], 0);
    if (this.#v6End[0] < TOP) this.#v6.push(this.#v6End, 0);
    const values = (starts: Starts) => starts.columns.map((column) => column.values());
    return {
      v4: values(this.#v4) as [Uint32Array], v4Record: this.#v4.records.values(),
      v6: values(this.#v6) as [Uint32Array, Uint32Array], v6Record: this.#v6.records.values(),
      fine: values(this.#fine) as [Uint32Array, Uint32Array, Uint32Array, Uint32Array], fineRecord: this.#fine.records.values(),
    };
  }

  #coarse(start: readonly [number, number], end: readonly [number, number], record: number): void {
    if (isBefore(start, this.#v6End)) throw new Error(`IPv6 range at ${start.join(':')} is out of order`);
    if (isBefore(this.#v6End, start)) this.#v6.push(this.#v6End, 0);
    this.#v6.push(start, record);
    this.#v6End = end;
  }

  /** Ends the /64 with nothing, so that the answer of its last part does not run on into the next divided /64. */
  #closeFine(): void {
    if (this.#fineBlock === null) return;
    const end = this.#fineEnd[0] < TOP ? [...this.#fineBlock, ...this.#fineEnd] : [...next(this.#fineBlock), 0, 0];
    if (end[0]! < TOP) this.#fine.push(end, 0);
    this.#fineBlock = null;
  }
}

export function isBefore(a: readonly [number, number], b: readonly [number, number]): boolean {
  return a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]);
}

/** The pair that follows, with a carry; may be [2^32, 0]. */
export function next(pair: readonly [number, number]): readonly [number, number] {
  return pair[1] + 1 === TOP ? [pair[0] + 1, 0] : [pair[0], pair[1] + 1];
}

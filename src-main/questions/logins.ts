import { lineageState, loginOfEvent, loginsOfCase, type ReadCase } from '../case/index.ts';
import type { Columns, RowSet } from '../columns/index.ts';
import { rowOfEvent } from './event-rows.ts';

/** Which rows are one login. Logins are numbered from 1; 0 is a row that stands alone. */
export interface Logins {
  /** Changes with what was traced. */
  readonly name: string;
  readonly count: number;
  readonly of: Int32Array;
  /** By login: the row that stands for it, and how many records it has. */
  readonly lead: Int32Array;
  readonly records: Int32Array;
}

/** The logins of a case by row, kept with the columns until they are traced anew. */
export function loginsOf(file: ReadCase, columns: Columns): Logins {
  const name = `logins ${lineageState(file) ?? ''}`;
  return columns.keep(name, (made) => made.of.byteLength, () => {
    const { event, login, lead, records } = loginsOfCase(file);
    const row = rowOfEvent(columns);
    const of = new Int32Array(login.length === 0 ? 0 : columns.count);
    for (const [at, id] of event.entries()) if ((row[id] ?? -1) >= 0) of[row[id]!] = login[at]!;
    return { name, count: Math.max(0, lead.length - 1), of, lead: Int32Array.from(lead, (id) => (id === 0 ? -1 : row[id] ?? -1)), records };
  });
}

/** Of the rows, which ascend, one for each login: the one that stands for it where it is among them, else the first; and all that stand alone. */
export function collapsed({ of, lead }: Logins, rows: RowSet): RowSet {
  if (of.length === 0) return rows;
  const kept = new Int32Array(lead.length).fill(-1);
  for (const row of rows) {
    const login = of[row]!;
    if (login !== 0 && (kept[login]! < 0 || lead[login] === row)) kept[login] = row;
  }
  return rows.filter((row) => of[row] === 0 || kept[of[row]!] === row);
}

/** Events of the login that an event belongs to; the event alone where it belongs to none. */
export function eventsOfLogin(file: ReadCase, event: number): readonly number[] {
  const found = loginOfEvent(file, event);
  return found.length === 0 ? [event] : found.map((one) => one.event);
}

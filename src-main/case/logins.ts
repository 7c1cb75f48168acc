import { prepared, preparedRaw, type ReadCase } from './handle.ts';

/** Events that are one login with others, by event id ascending. `login` numbers logins from 1; `lead` is the event that stands for it, `records` how many it has. */
export interface LoginsOfCase {
  readonly event: Int32Array;
  readonly login: Int32Array;
  readonly lead: Int32Array;
  readonly records: Int32Array;
}

/** All logins that lie in several events. Entry 0 of `lead` and `records` says nothing. */
export function loginsOfCase(file: ReadCase): LoginsOfCase {
  const [n, logins] = [countOf(file, 'login_record'), prepared<{ n: number }>(file, 'SELECT coalesce(max(id), 0) AS n FROM login').get()!.n];
  const made = { event: new Int32Array(n), login: new Int32Array(n), lead: new Int32Array(logins + 1), records: new Int32Array(logins + 1) };
  let at = 0;
  for (const [event, login] of preparedRaw<[number, number]>(file, 'SELECT event, login FROM login_record ORDER BY event').all()) {
    made.event[at] = event;
    made.login[at] = login;
    at += 1;
  }
  for (const [id, lead, records] of preparedRaw<[number, number, number]>(file, 'SELECT id, lead, records FROM login').all()) {
    made.lead[id] = lead;
    made.records[id] = records;
  }
  return made;
}

/** The records of the login that an event belongs to, by time, with what ties each: none where it stands alone. */
export function loginOfEvent(file: ReadCase, event: number): readonly { readonly event: number; readonly why: string; readonly lead: boolean }[] {
  return prepared<{ event: number; why: string; lead: number }>(file, `SELECT r.event, r.why, r.event = l.lead AS lead FROM login_record r JOIN login l ON l.id = r.login JOIN event e ON e.id = r.event
    WHERE r.login = (SELECT login FROM login_record WHERE event = ?) ORDER BY e.time_ms, e.identity`).all(event).map((row) => ({ ...row, lead: row.lead === 1 }));
}

const countOf = (file: ReadCase, table: 'login_record'): number => prepared<{ n: number }>(file, `SELECT count(*) AS n FROM ${table}`).get()!.n;

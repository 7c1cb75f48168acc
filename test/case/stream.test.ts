import { expect, test } from 'vitest';
import { closeCase, columnDictionaries, createCase, openCaseToRead, streamColumns } from '../../src-main/case/index.ts';
import { dbOf } from '../../src-main/case/handle.ts';
import { importTestFile, numbers, sessionIn, syntheticEvent, tempFolder } from '../help/case-events.ts';

test('columns come ordered by time, then identity, in pages, and say the same as the table', () => {
  const { folder, remove } = tempFolder();
  const session = sessionIn(folder);
  const path = `${folder}/a.bilocate`;
  const writer = createCase(path, { title: 'Columns', number: '', caseId: session.newId() }, session);
  importTestFile(writer, { name: 'one.jsonl', events: numbers(0, 700).filter((n) => n % 3 === 0) });
  importTestFile(writer, { name: 'two.jsonl', events: numbers(0, 700).filter((n) => n % 3 !== 0) });
  closeCase(writer);

  const file = openCaseToRead(path, session.recordsFolder);
  const ordered = dbOf(file).prepare(`SELECT e.id, e.time_ms AS time, n.event_id AS vendor, coalesce(e.actor, 0) AS actor, coalesce(e.source_ip, 0) AS ip FROM event e
    JOIN event_aws_cloudtrail n ON n.event = e.id ORDER BY e.time_ms, e.identity`).all() as { id: number; time: number; vendor: string; actor: number; ip: number }[];
  const values = new Map(columnDictionaries(file).values);
  const identifiers = new Map(columnDictionaries(file).identifiers);
  const agents = new Map([...columnDictionaries(file).agents].map((one) => [one.id, one.text]));
  let row = 0;
  for (const page of streamColumns(file, { texts: ['event.id'], pageRows: 64 })) {
    for (let at = 0; at < page.n; at += 1) {
      const expected = ordered[row]!;
      expect([page.event[at], page.time[at], page.actor[at], page.ids['source.ip']![at], page.texts['event.id']![at]]).toEqual([expected.id, expected.time, expected.actor, expected.ip, expected.vendor]);
      const said = syntheticEvent(Number(expected.vendor.slice(6))).fields!;
      expect(values.get(page.ids['event.action']![at]!)).toBe(said['event.action']);
      expect(values.get(page.ids['error.code']![at]!)).toBe(said['error.code']);
      expect(identifiers.get(page.ids['credential.id']![at]!)).toBe(said['credential.id']);
      expect(agents.get(page.ids['user_agent.original']![at]!)).toBe(said['user_agent.original']);
      const mfa = said['aws.cloudtrail.session_context.mfa'];
      expect(page.ids['aws.cloudtrail.session_context.mfa']![at]).toBe(mfa === undefined ? 0 : mfa === true ? 2 : 1);
      expect(page.numbers['source.port']![at]).toBeNaN();
      const { offsets, values: ids } = page.many['target.id']!;
      expect([...ids.slice(offsets[at], offsets[at + 1])].map((id) => values.get(id))).toEqual(said['target.id'] ?? []);
      row += 1;
    }
    // Nothing is open between pages: SQLite would refuse this otherwise.
    dbOf(file).pragma('query_only = ON');
  }
  expect(row).toBe(700);
  expect([...columnDictionaries(file).actors][0]).toMatchObject({ fields: { 'user.name': 'user0', 'user.type': 'IAMUser', 'organization.id': '111122223333' } });
  expect([...columnDictionaries(file).ips][0]).toMatchObject({ text: '198.51.100.0', fields: { 'source.ip_type': 'public', 'source.as.number': null } });
  closeCase(file);
  remove();
});

test('a case without events has no pages', () => {
  const { folder, remove } = tempFolder();
  const session = sessionIn(folder);
  const file = createCase(`${folder}/a.bilocate`, { title: 'Empty', number: '', caseId: session.newId() }, session);
  expect([...streamColumns(file)]).toEqual([]);
  closeCase(file);
  remove();
});

import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EvidenceCard, ImportForecast, MemberUnknown } from '../../src-main/contract/index.ts';
import type { App } from '../../src-main/host/app.ts';
import { openApp } from '../../src-main/host/open-app.ts';
import { answersOf } from '../help/answers.ts';
import { importForecast, membersUnknown } from '../help/forecast-shape.ts';
import { discard, scratch } from '../help/open-cases.ts';
import { deliveryOf, trailRecord } from '../help/trail-records.ts';

let home: string;
let app: App;
const { ok } = answersOf(() => app);
beforeAll(() => {
  home = scratch('upload');
  app = openApp({ environment: { BILOCATE_HOME: home }, host: 'test' });
});
afterAll(async () => {
  await app.close();
  discard(home);
});

async function ended(name: 'import.start' | 'import.widen', input: unknown) {
  const card = await app.jobs.ended((await ok<{ job: string }>(name, input)).job);
  for (const one of app.jobs.list()) await app.jobs.ended(one.id);
  return card;
}
/** What a browser has sent. */
function sent(upload: string): string {
  const folder = app.inbox.folderOf(upload);
  mkdirSync(join(folder, 'logs'), { recursive: true });
  writeFileSync(join(folder, 'logs', 'a.json'), deliveryOf(Array.from({ length: 100 }, (_, n) => trailRecord(n))));
  writeFileSync(join(folder, 'odd.jsonl'), `${JSON.stringify({ level: 'info' })}\n${JSON.stringify(trailRecord(1, { eventTime: '2026-07-01T12:00:00', eventID: 'local' }))}\n`);
  return folder;
}

test('a forecast needs neither a case nor an analyst, and leaves what was sent where it is', async () => {
  const folder = sent('upload-one');
  const said = importForecast.parse(await ok<ImportForecast>('import.forecast', { upload: 'upload-one' })) as ImportForecast;
  expect(said.files.map((file) => [file.path, file.name, file.events, file.zoneAssumed])).toEqual([['logs/a.json', 'logs/a.json', 100, false], ['odd.jsonl', 'odd.jsonl', 1, true]]);
  expect(existsSync(join(folder, 'odd.jsonl'))).toBe(true);
  await ok('import.discard', { upload: 'upload-one' });
  expect(existsSync(folder)).toBe(false);
});

test('what was sent is imported with the options of the dialog, named as the forecast named it; then widened without it', async () => {
  await ok('analyst.set', { name: 'Ada' });
  await ok('case.create', { title: 'Upload' });
  const folder = sent('upload-two');
  const options = { scope: { to: '2026-02-02T06:00:30Z' }, files: [{ path: 'odd.jsonl', zone: 'Europe/Oslo' }], offsets: [{ dataset: 'aws.cloudtrail', seconds: 10 }], order: 'newest' };
  expect(await ended('import.start', { upload: 'upload-two', options, acquisition: { tool: 'console' } })).toMatchObject({ state: 'done', result: { records: 102, events: 20, skips: 1, outOfScope: 81 } });
  expect(existsSync(folder)).toBe(false);
  const cards = (await ok<{ rows: EvidenceCard[] }>('evidence.list')).rows;
  const [delivery, odd] = ['logs/a.json', 'odd.jsonl'].map((path) => cards.find((card) => card.path === path)!);
  expect(odd!.intake).toEqual({ scope: { from: null, to: '2026-02-02T06:00:30.000Z', datasets: [], accounts: [], users: [], categories: [] }, zone: 'Europe/Oslo', dataset: null, offsets: [{ dataset: 'aws.cloudtrail', seconds: 10 }] });
  expect(delivery!.intake.zone).toBeNull();
  const unknown = membersUnknown.parse(await ok<MemberUnknown[]>('evidence.unknown', { evidence: odd!.id })) as MemberUnknown[];
  expect(unknown[0]).toMatchObject({ unknown: 1, examples: [{ ordinal: 1, excerpt: '{"level":"info"}' }] });
  expect(await ended('import.widen', { evidence: [odd!.id], scope: null })).toMatchObject({ kind: 'import', state: 'done', result: { files: 1, events: 1, outOfScope: 0 } });
  expect(await ended('import.widen', { evidence: null, scope: null })).toMatchObject({ state: 'done', result: { files: 1, events: 80, duplicates: 20, outOfScope: 0 } });
  expect((await ok<EvidenceCard>('evidence.get', { evidence: odd!.id })).members[0]).toMatchObject({ zoneAssumed: 1, first: '2026-07-01T10:00:10Z' });
});

import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { auditPage, closeCase, everyExhibit, evidenceCard, eventCount, eventDetail, type WriteCase } from '../../src-main/case/index.ts';
import { dbOf } from '../../src-main/case/handle.ts';
import { timeAdjuster } from '../../src-main/pipeline/adjust-times.ts';
import { dateOf } from '../../src-main/pipeline/import-order.ts';
import { discard, failedChecks, importHere, newCase, scratch } from '../help/open-cases.ts';
import { trailRecord } from '../help/trail-records.ts';

let folder: string;
beforeAll(() => {
  folder = scratch('options');
});
afterAll(() => discard(folder));

let cases = 0;
const fresh = (): WriteCase => newCase(folder, `case-${(cases += 1)}.bilocate`);

/** A file of records, each with a time as it is given. */
function written(name: string, times: readonly string[], over: Readonly<Record<string, unknown>> = {}): string {
  const path = join(folder, name);
  writeFileSync(path, `${times.map((eventTime, n) => JSON.stringify(trailRecord(n + 1, { eventTime, ...over }))).join('\n')}\n`);
  return path;
}
const timesOf = (file: WriteCase) => dbOf(file).prepare('SELECT time_ms AS ms, time_flags AS flags FROM event ORDER BY id').all().map((row) => {
  const { ms, flags } = row as { ms: number; flags: number };
  return [new Date(ms).toISOString().slice(0, 19), flags & ~3] as const;
});
const intakes = (file: WriteCase) => auditPage(file, { after: 0, limit: 100, action: 'evidence.begin', analyst: '' }).rows.map((row) => (JSON.parse(row.payload) as { intake?: unknown }).intake);
const ZONE_ASSUMED = 4;
const UNSURE = 8;
const SHIFTED = 16;

describe('the zone of times that name none', () => {
  test('UTC is assumed and flagged; a zone that was chosen is used and the flag stays', async () => {
    const file = fresh();
    const bare = written('bare.jsonl', ['2026-07-01T12:00:00', '2026-01-01T12:00:00', '2026-07-01T12:00:00Z', '2026-07-01T12:00:00+05:30']);
    await importHere(file, [bare], { options: { zone: 'Europe/Oslo' } });
    expect(timesOf(file)).toEqual([['2026-07-01T10:00:00', ZONE_ASSUMED], ['2026-01-01T11:00:00', ZONE_ASSUMED], ['2026-07-01T12:00:00', 0], ['2026-07-01T06:30:00', 0]]);
    const card = evidenceCard(file, 1)!;
    expect([card.intake.zone, card.members[0]!.zoneAssumed, card.members[0]!.zoneUnsure]).toEqual(['Europe/Oslo', 2, 0]);
    expect(intakes(file)).toEqual([{ scope: null, zone: 'Europe/Oslo', dataset: null, offsets: [] }]);
    expect(failedChecks(file)).toEqual([]);
    expect([1, 3].map((event) => eventDetail(file, event).time)).toEqual([
      { precision: 'second', zone: 'Europe/Oslo', unsure: false, offsetSeconds: 0 }, { precision: 'second', zone: null, unsure: false, offsetSeconds: 0 },
    ]);
    closeCase(file);
  });

  test('one file has another zone than the rest, by its name or its path', async () => {
    const file = fresh();
    const here = join(folder, 'zones');
    mkdirSync(here);
    for (const name of ['a', 'b', 'c']) writeFileSync(join(here, `${name}.jsonl`), JSON.stringify(trailRecord(name.charCodeAt(0), { eventTime: '2026-07-01T12:00:00' })));
    await importHere(file, [here], { options: { zone: 'America/New_York', files: [{ path: 'b.jsonl', zone: 'Asia/Tokyo' }, { path: join(here, 'c.jsonl'), zone: 'UTC' }] } });
    expect(timesOf(file).map(([time]) => time)).toEqual(['2026-07-01T16:00:00', '2026-07-01T03:00:00', '2026-07-01T12:00:00']);
    expect([...everyExhibit(file)].map(({ intake }) => intake.zone)).toEqual(['America/New_York', 'Asia/Tokyo', 'UTC']);
    closeCase(file);
  });

  test('when clocks went back a local time came twice: the first of both; when they went forward it never came: by the offset from before; both are flagged', async () => {
    const file = fresh();
    const path = written('clocks.jsonl', ['2026-10-25T00:59:59', '2026-10-25T02:30:00', '2026-10-25T03:00:00', '2026-03-29T01:59:59', '2026-03-29T02:30:00', '2026-03-29T03:00:00', '2026-10-25T02:30:00+01:00']);
    await importHere(file, [path], { options: { zone: 'Europe/Oslo' } });
    expect(timesOf(file)).toEqual([
      ['2026-10-24T22:59:59', ZONE_ASSUMED], ['2026-10-25T00:30:00', ZONE_ASSUMED | UNSURE], ['2026-10-25T02:00:00', ZONE_ASSUMED],
      ['2026-03-29T00:59:59', ZONE_ASSUMED], ['2026-03-29T01:30:00', ZONE_ASSUMED | UNSURE], ['2026-03-29T01:00:00', ZONE_ASSUMED], ['2026-10-25T01:30:00', 0],
    ]);
    expect(evidenceCard(file, 1)!.members[0]).toMatchObject({ zoneAssumed: 6, zoneUnsure: 2 });
    closeCase(file);
  });

  test('every hour of a year goes there and back, in zones with odd offsets and changes', () => {
    for (const zone of ['Europe/Oslo', 'Australia/Lord_Howe', 'Pacific/Apia', 'America/St_Johns', 'Asia/Kathmandu', 'Africa/Casablanca', 'America/Sao_Paulo', 'Pacific/Chatham']) {
      const adjust = timeAdjuster({ zone, offsets: [] })!;
      const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
      for (let ms = Date.UTC(2025, 0, 1); ms < Date.UTC(2026, 0, 1); ms += 3_600_000 * 5 + 1_800_000) {
        const local = Date.parse(`${format.format(ms).replace(' ', 'T')}Z`);
        const { time } = adjust({ dataset: 'aws.cloudtrail', time: { ms: local, restNs: 0, precision: 'second', zoneAssumed: true }, vendorId: null, identity: [], fields: {} });
        if (!time.unsure) expect([zone, time.ms]).toEqual([zone, ms]);
      }
    }
  });

  test('the same bytes under another zone are the same bytes; the same events from a shape that names the zone are the same events, with the time that was named', async () => {
    const bare = written('local.jsonl', ['2026-07-01T12:00:00', '2026-07-01T12:00:05']);
    const named = written('named.jsonl', ['2026-07-01T10:00:00Z', '2026-07-01T10:00:05Z']);
    for (const [zone, order] of [['Europe/Oslo', [bare, named]], ['Europe/Oslo', [named, bare]], [null, [bare, named]], ['Asia/Tokyo', [named, bare]]] as const) {
      const file = fresh();
      for (const path of order) await importHere(file, [path], { options: { zone } });
      expect(timesOf(file)).toEqual([['2026-07-01T10:00:00', 0], ['2026-07-01T10:00:05', 0]]);
      expect(eventDetail(file, 1)).toMatchObject({ conflicts: [] });
      const { files } = await importHere(file, [bare], { options: { zone: 'America/Lima' } });
      expect(files[0]).toMatchObject({ events: 0, duplicates: 2, sameAs: order[0] === bare ? 'E1' : 'E2' });
      expect(failedChecks(file)).toEqual([]);
      closeCase(file);
    }
  });

  test('two events of one vendor id that lie apart by no zone are two', async () => {
    const file = fresh();
    await importHere(file, [written('one.jsonl', ['2026-07-01T12:00:00'])]);
    await importHere(file, [written('other.jsonl', ['2026-07-01T10:00:07Z'])]);
    expect(eventCount(file)).toBe(2);
    expect(eventDetail(file, 2).conflicts).toEqual([1]);
    closeCase(file);
  });

  test('a zone that nobody knows is a fault before anything is read', async () => {
    const file = fresh();
    const path = written('x.jsonl', ['2026-07-01T12:00:00']);
    await expect(importHere(file, [path], { options: { zone: 'Mars/Olympus' } })).rejects.toMatchObject({ code: 'import/bad-option', params: { option: 'zone' } });
    await expect(importHere(file, [path], { options: { files: [{ path: 'y.jsonl', zone: 'UTC' }] } })).rejects.toMatchObject({ code: 'import/bad-option', params: { option: 'file', value: 'y.jsonl' } });
    expect([...everyExhibit(file)]).toEqual([]);
    closeCase(file);
  });
});

describe('the clock of a source', () => {
  test('seconds are added to its times, to those beside them too, and scope is asked of the time that is stored', async () => {
    const file = fresh();
    const issued = { userIdentity: { type: 'AssumedRole', arn: 'arn:aws:sts::1:assumed-role/r/s', accessKeyId: 'ASIAEXAMPLE0', sessionContext: { attributes: { creationDate: '2026-07-01T11:00:00Z' } } } };
    const path = written('clock.jsonl', ['2026-07-01T12:00:00Z', '2026-07-01T12:10:00Z'], issued);
    const { totals } = await importHere(file, [path], { options: { offsets: [{ dataset: 'aws.cloudtrail', seconds: -90 }, { dataset: 'okta.system', seconds: 5 }], scope: { from: '2026-07-01T12:00:00Z' } } });
    expect([totals.events, totals.outOfScope]).toEqual([1, 1]);
    expect(timesOf(file)).toEqual([['2026-07-01T12:08:30', SHIFTED]]);
    expect(eventDetail(file, 1).fields.find(({ field }) => field === 'session.issued_at')?.value).toContain('2026-07-01T10:58:30');
    expect(eventDetail(file, 1).time).toEqual({ precision: 'second', zone: null, unsure: false, offsetSeconds: -90 });
    expect(evidenceCard(file, 1)!.intake.offsets).toEqual([{ dataset: 'aws.cloudtrail', seconds: -90 }, { dataset: 'okta.system', seconds: 5 }]);
    expect(intakes(file)[0]).toMatchObject({ offsets: [{ dataset: 'aws.cloudtrail', seconds: -90 }, { dataset: 'okta.system', seconds: 5 }] });
    closeCase(file);
  });

  test('an event is the same event, whatever was added', async () => {
    const file = fresh();
    await importHere(file, [written('off.jsonl', ['2026-07-01T12:00:00Z'])], { options: { offsets: [{ dataset: 'aws.cloudtrail', seconds: 3600 }] } });
    const { totals } = await importHere(file, [written('twice.jsonl', ['2026-07-01T12:00:00Z', '2026-07-01T13:00:00Z'])]);
    expect([totals.events, totals.duplicates]).toEqual([1, 1]);
    expect(timesOf(file)[0]).toEqual(['2026-07-01T13:00:00', SHIFTED]);
    closeCase(file);
  });
});

describe('what a file is', () => {
  test('the word of the analyst stands: that source maps the records, refuses what it refuses, and the card says so', async () => {
    const file = fresh();
    const path = join(folder, 'cut.jsonl');
    // A tool has left of the records what its users wanted: no source is sure enough of that.
    const cut = Array.from({ length: 3 }, (_, n) => ({ eventName: 'GetObject', eventTime: `2026-07-01T12:00:0${n}Z`, who: 'mara' }));
    writeFileSync(path, [...cut, { eventTime: 'x', who: 'nobody' }].map((one) => JSON.stringify(one)).join('\n'));
    const { totals } = await importHere(file, [path], { options: { files: [{ path: 'cut.jsonl', dataset: 'aws.cloudtrail' }] } });
    expect([totals.events, totals.skips]).toEqual([3, 1]);
    const card = evidenceCard(file, 1)!;
    expect(card.intake.dataset).toBe('aws.cloudtrail');
    expect(card.members[0]).toMatchObject({ dataset: 'aws.cloudtrail', byOverride: true, reason: expect.stringContaining('by the analyst') as string });
    expect(card.members[0]!.confidence).toBeLessThan(0.5);
    expect(intakes(file)[0]).toMatchObject({ dataset: 'aws.cloudtrail' });
    expect(failedChecks(file)).toEqual([]);
    closeCase(file);
  });
});

describe('the order in which files are read', () => {
  test('by path, by the youngest date, by size: exhibits are numbered so, and the case says the same', async () => {
    const here = join(folder, 'ordered');
    mkdirSync(here);
    const files = [['b_20260105T0000Z.jsonl', 3], ['a_20260103T0000Z.jsonl', 1], ['c.jsonl', 2]] as const;
    for (const [name, n] of files) writeFileSync(join(here, name), Array.from({ length: n }, (_, i) => JSON.stringify(trailRecord(n * 10 + i))).join('\n'));
    utimesSync(join(here, 'c.jsonl'), new Date('2026-01-04T00:00:00Z'), new Date('2026-01-04T00:00:00Z'));
    for (const [order, names] of [['given', 'abc'], ['newest', 'bca'], ['smallest', 'acb']] as const) {
      const file = fresh();
      await importHere(file, [here], { options: { order } });
      expect([order, [...everyExhibit(file)].map(({ name }) => name[0]).join('')]).toEqual([order, names]);
      expect(eventCount(file)).toBe(6);
      closeCase(file);
    }
  });

  test.each([
    ['AWSLogs/1/CloudTrail/eu-west-1/2023/07/10/1_CloudTrail_eu-west-1_20230710T0605Z_aB3.json.gz', '2023-07-10T06:05:00Z'],
    ['2023/07/10/x.json', '2023-07-10T00:00:00Z'], ['SigninLogs_2024-02-29.csv', '2024-02-29T00:00:00Z'], ['export 2024_02_29 131501.csv', '2024-02-29T00:00:00Z'],
    ['okta-20240229-131501.json', '2024-02-29T13:15:01Z'], ['account 111122223333.json', '1970-01-01T00:00:00Z'], ['v2.3.4.json', '1970-01-01T00:00:00Z'],
  ])('%s is of %s', (name, date) => expect(new Date(dateOf({ name, mtimeMs: 0 })).toISOString()).toBe(date.replace('Z', '.000Z')));
});

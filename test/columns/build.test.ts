import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ColumnsBuilder, textDictionaryOf, translate, type ColumnDictionaries, type ColumnPage } from '../../src-main/columns/index.ts';
import { sortTexts } from '../../src-main/columns/sort-texts.ts';
import { fieldNames, type FieldName } from '../../src-main/contract/index.ts';
import { finish } from '../../src-main/kit/steps.ts';
import { columnsOf } from '../help/columns-of.ts';
import { byBytes, inTime, randomEvents, textsOf } from './random-events.ts';

const asked = ['user.name', 'source.ip', 'source.as.number', 'source.as.organization.name', 'user_agent.template', 'event.action', 'target.name', 'source.port', 'aws.cloudtrail.session_context.mfa', 'device.trust', 'cloud.region'] as const;

const nothing = textDictionaryOf([]);
const none: ColumnDictionaries = { values: nothing, identifiers: nothing, actors: [], ips: [], agents: [] };
const page = (times: readonly number[], rest: Partial<ColumnPage> = {}): ColumnPage => ({
  n: times.length, time: Float64Array.from(times), event: Int32Array.from(times, (_, at) => at + 1), actor: new Int32Array(times.length), ids: {}, numbers: {}, many: {}, ...rest,
});

describe('what columns say is what the events said', () => {
  test('for every field with values, one or many, derived or not', () => {
    fc.assert(fc.property(randomEvents, (events) => {
      const columns = columnsOf(events);
      for (const field of asked) {
        const { offsets, values } = columns.many(field);
        const said = inTime(events).map((_, row) => [...values.subarray(offsets[row], offsets[row + 1])].map((id) => columns.text(field, id)));
        expect(said).toEqual(inTime(events).map((event) => textsOf(event, field)));
      }
    }), { numRuns: 60 });
  });

  test('ids ascend with the bytes of their texts, and lead back', () => {
    const columns = columnsOf(['\uffee', '\u{1f600}', '', 'z', 'é', 'Z'].map((action, time) => ({ time, 'event.action': action })));
    const texts = [1, 2, 3, 4, 5, 6].map((id) => columns.text('event.action', id));
    expect(texts).toEqual(['', 'Z', 'z', 'é', '\uffee', '\u{1f600}']);
    expect(texts.map((text) => columns.idOf('event.action', text))).toEqual([1, 2, 3, 4, 5, 6]);
    expect(columns.idOf('event.action', 'zz')).toBe(0);
    expect(columns.size('event.action')).toBe(7);
  });

  test('a text is told as it is: byte order mark, nul, line end', () => {
    const texts = ['\ufeffann', 'a\u0000b', 'a\r\n'];
    const columns = columnsOf(texts.map((user, time) => ({ time, 'user.name': user })));
    expect([...columns.ids('user.name')].map((id) => columns.text('user.name', id))).toEqual(texts);
  });

  test('an empty text is a value, an absent one is none', () => {
    const columns = columnsOf([{ time: 1, 'user.name': '' }, { time: 2 }]);
    expect([...columns.ids('user.name')]).toEqual([1, 0]);
    expect(() => columns.text('user.name', 0)).toThrow(RangeError);
  });

  test('numbers and times have ids, texts and numbers', () => {
    const columns = columnsOf([{ time: 5, 'source.port': 443, 'session.issued_at': 0, 'source.ip': '192.0.2.1', 'source.as.number': 7018 }, { time: 9, 'source.port': 22 }]);
    expect([...columns.numbers('source.port')]).toEqual([443, 22]);
    expect([...columns.numbers('source.as.number')]).toEqual([7018, NaN]);
    expect(columns.text('session.issued_at', 1)).toBe('1970-01-01T00:00:00Z');
    expect(columns.idOf('session.issued_at', '1970-01-01T00:00:00Z')).toBe(1);
    expect(columns.idOf('source.port', '443')).toBe(2);
    expect([columns.idOf('source.port', '0443'), columns.idOf('source.port', ''), columns.idOf('source.port', 'x')]).toEqual([0, 0, 0]);
    expect([...columns.ids('@timestamp')]).toEqual([1, 2]);
  });

  test('no events at all', () => {
    const columns = columnsOf([]);
    expect(columns.count).toBe(0);
    for (const field of fieldNames.filter(columns.holds)) expect(columns.many(field).values.length).toBe(0);
  });
});

describe('pages of case ids', () => {
  const told = [[90_000, 'Put'], [7, 'Get'], [8, 'never met'], [9, 'Get']] as const;
  const values = textDictionaryOf(told);
  const action = (ids: readonly number[]): Partial<ColumnPage> => ({ ids: { 'event.action': Int32Array.from(ids) } });

  /** Rows in pages that end where `cuts` say; the reader fills the same arrays again for each. */
  function columnsOfPages(actions: readonly number[], targets: readonly (readonly number[])[], cuts: readonly number[]) {
    const builder = new ColumnsBuilder({ caseId: 'c', state: 1 });
    const again = { time: new Float64Array(100), event: new Int32Array(100), ids: new Int32Array(100), offsets: new Int32Array(101), values: new Int32Array(400) };
    const bounds = [0, ...cuts.map((cut) => cut % (actions.length + 1)).sort((x, y) => x - y), actions.length];
    for (const [at, from] of bounds.slice(0, -1).entries()) {
      const to = bounds[at + 1]!;
      for (const array of Object.values(again)) array.fill(7);
      again.offsets[0] = 0;
      for (let row = from; row < to; row += 1) {
        again.time[row - from] = again.event[row - from] = row;
        again.ids[row - from] = actions[row]!;
        again.values.set(targets[row]!, again.offsets[row - from]!);
        again.offsets[row - from + 1] = again.offsets[row - from]! + targets[row]!.length;
      }
      const used = <T>(there: boolean, columns: T): T | Record<string, never> => (there ? columns : {});
      builder.addPage({
        n: to - from, time: again.time, event: again.event, actor: new Int32Array(100), numbers: {},
        ids: used(actions.slice(from, to).some((id) => id > 0), { 'event.action': again.ids }),
        many: used(targets.slice(from, to).some((list) => list.length > 0), { 'target.name': again }),
      });
    }
    return builder.finish({ ...none, values });
  }

  test('cut anywhere, make the same columns, byte by byte', () => {
    const id = fc.constantFrom(0, 0, 7, 9, 90_000);
    const row = fc.tuple(id, fc.array(fc.constantFrom(7, 8, 90_000), { maxLength: 3 }));
    fc.assert(fc.property(fc.array(row, { maxLength: 30 }), fc.array(fc.nat(), { maxLength: 4 }), (rows, cuts) => {
      const [actions, targets] = [rows.map(([action]) => action), rows.map(([, list]) => list)];
      expect(new Uint8Array(columnsOfPages(actions, targets, cuts).buffer)).toEqual(new Uint8Array(columnsOfPages(actions, targets, []).buffer));
      const said = [...columnsOfPages(actions, targets, cuts).ids('event.action')];
      expect(said).toEqual(actions.map((action) => (action === 0 ? 0 : action === 90_000 && actions.some((other) => other === 7 || other === 9) ? 2 : 1)));
    }), { numRuns: 60 });
  });

  test('in any order, with rows in any order, are ordered by time and then identity', () => {
    const row = fc.record({ time: fc.constantFrom(-5, 0, 0, 3, 70_000, 2 ** 40), identity: fc.uint8Array({ minLength: 16, maxLength: 16 }), action: fc.constantFrom(0, 7, 90_000), targets: fc.array(fc.constantFrom(7, 8), { maxLength: 2 }), port: fc.constantFrom(NaN, 22, 443) });
    fc.assert(fc.property(fc.array(row, { maxLength: 60 }), fc.integer({ min: 1, max: 9 }), fc.boolean(), (rows, size, backwards) => {
      const builder = new ColumnsBuilder({ caseId: 'c', state: 1 });
      const numbered = rows.map((one, at) => ({ ...one, event: at + 1 }));
      const pages = Array.from({ length: Math.ceil(rows.length / size) }, (_, at) => numbered.slice(at * size, (at + 1) * size));
      for (const part of backwards ? pages.toReversed() : pages) {
        builder.addPage({
          n: part.length, time: Float64Array.from(part, ({ time }) => time), event: Int32Array.from(part, ({ event }) => event), identity: Uint8Array.from(part.flatMap(({ identity }) => [...identity])), actor: Int32Array.from(part, ({ event }) => event),
          ids: { 'event.action': Int32Array.from(part, ({ action }) => action) }, numbers: { 'source.port': Float64Array.from(part, ({ port }) => port) },
          many: { 'target.name': { offsets: Int32Array.from([0, ...part.map((_, at) => part.slice(0, at + 1).reduce((sum, { targets }) => sum + targets.length, 0))]), values: Int32Array.from(part.flatMap(({ targets }) => targets)) } },
        });
      }
      const columns = builder.finish({ ...none, values, actors: numbered.map(({ event }) => ({ id: event, fields: { 'user.name': `user ${event}` } })) });
      const expected = numbered.toSorted((a, b) => a.time - b.time || Buffer.compare(a.identity, b.identity) || a.event - b.event);
      const textAt = (field: FieldName, id: number): string | null => (id === 0 ? null : columns.text(field, id));
      const textOf = (id: number): string | null => told.find(([one]) => one === id)?.[1] ?? null;
      const said = expected.map((_, at) => ({
        time: columns.time[at], event: columns.event[at], user: textAt('user.name', columns.ids('user.name')[at]!), action: columns.holds('event.action') ? textAt('event.action', columns.ids('event.action')[at]!) : null,
        port: columns.numbers('source.port')[at], targets: [...columns.many('target.name').values.slice(columns.many('target.name').offsets[at], columns.many('target.name').offsets[at + 1])].map((id) => textAt('target.name', id)),
      }));
      expect(said).toEqual(expected.map(({ time, event, action, targets, port }) => ({ time, event, user: `user ${event}`, action: textOf(action), port, targets: targets.map(textOf) })));
    }), { numRuns: 80 });
  });

  test('many of one time are ordered by identity as well', () => {
    const [builder, n] = [new ColumnsBuilder({ caseId: 'c', state: 1 }), 300];
    builder.addPage({ ...page(new Array<number>(n).fill(9)), identity: Uint8Array.from({ length: n * 16 }, (_, at) => (at % 16 === 15 ? (n - 1 - (at >> 4)) & 255 : at % 16 === 14 ? (n - 1 - (at >> 4)) >> 8 : 0)) });
    expect([...builder.finish(none).event]).toEqual(Array.from({ length: n }, (_, at) => n - at));
  });

  test('with a row that has no time are refused', () => {
    const builder = new ColumnsBuilder({ caseId: 'c', state: 1 });
    builder.addPage(page([2, NaN, 1]));
    expect(() => builder.finish(none)).toThrow('Row 1 has no time.');
  });

  test('mean the same where texts are read and sorted before the pages, and more come in meanwhile; none is kept that no row has', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'é', '\u0000'), maxLength: 5 });
    fc.assert(fc.property(fc.array(text, { minLength: 1, maxLength: 30 }), fc.nat(30), fc.array(fc.nat(29), { maxLength: 20 }), (texts, before, used) => {
      const told = texts.map((one, at): [number, string] => [at + 1, one]);
      const ids = Int32Array.from(used, (at) => (at % texts.length) + 1);
      const dictionaries = { ...none, values: textDictionaryOf(told) };
      const columns = [false, true].map((early) => {
        const builder = new ColumnsBuilder({ caseId: 'c', state: 1 });
        if (early) finish(builder.gathering({ ...none, values: textDictionaryOf(told.slice(0, before)) }));
        builder.addPage(page([...ids], { time: new Float64Array(ids.length), ids: { 'event.action': ids } }));
        return builder.finish(dictionaries);
      });
      expect(Buffer.from(columns[1]!.buffer).equals(Buffer.from(columns[0]!.buffer))).toBe(true);
      expect(columns[0]!.texts.ends.length).toBe(new Set([...ids].map((id) => texts[id - 1])).size);
    }), { numRuns: 100 });
  });

  test('two ids of one text become one', () => {
    expect([...columnsOfPages([7, 9, 90_000], [[], [], []], []).ids('event.action')]).toEqual([1, 1, 2]);
  });

  test('a field with more ids than fit in one or two bytes', () => {
    for (const distinct of [255, 256, 65_535, 65_536]) {
      const builder = new ColumnsBuilder({ caseId: 'c', state: 1 });
      const ids = Int32Array.from({ length: distinct }, (_, at) => at + 1);
      builder.addPage(page([...ids], { ids: { 'event.action': ids } }));
      const columns = builder.finish({ ...none, values: textDictionaryOf([...ids].map((id) => [id, String(id).padStart(6, '0')])) });
      expect(columns.ids('event.action')).toEqual(Uint32Array.from(ids));
    }
  });

  test('an id without a text, a negative id, a second value of a single field: refused', () => {
    const built = (rest: Partial<ColumnPage>, dictionaries: Partial<ColumnDictionaries> = {}) => {
      const builder = new ColumnsBuilder({ caseId: 'c', state: 1 });
      builder.addPage(page([1], rest));
      return builder.finish({ ...none, values, ...dictionaries });
    };
    expect(() => built(action([5]))).toThrow('There is no value 5, which event.action names.');
    expect(() => built(action([-1]))).toThrow('-1 is no id');
    expect(() => built({ actor: Int32Array.of(3) })).toThrow('1 entries of actor');
    expect(() => built({ many: { 'device.trust': { offsets: Int32Array.of(0, 2), values: Int32Array.of(7, 90_000) } } })).toThrow('2 values of device.trust');
    expect(() => built({ ids: { 'source.ip': Int32Array.of(1) } }, { ips: [{ id: 1, text: '192.0.2.1', fields: { 'user.name': 'x' } }] })).toThrow('user.name is no such field of source.ip');
  });

  test('texts of high cardinality are held where asked for, and refused where not', () => {
    const builder = new ColumnsBuilder({ caseId: 'c', state: 1, texts: ['aws.cloudtrail.error_message'] });
    builder.addPage(page([1, 2], { texts: { 'aws.cloudtrail.error_message': [null, 'denied'] } }));
    const columns = builder.finish(none);
    expect(columns.text('aws.cloudtrail.error_message', columns.ids('aws.cloudtrail.error_message')[1]!)).toBe('denied');
    expect(columns.holds('transaction.id')).toBe(false);
    expect(() => columns.ids('transaction.id')).toThrow(expect.objectContaining({ code: 'columns/not-held', params: { field: 'transaction.id' } }));
  });
});

test('texts sort by their bytes, however long what they share', () => {
  const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 6 }), fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 40 }).map((end) => `arn:aws:iam::${end}`));
  fc.assert(fc.property(fc.array(text, { maxLength: 80 }), (texts) => {
    const encoded = texts.map((one) => Buffer.from(one));
    const ends = Uint32Array.from(encoded, (_, at) => encoded.slice(0, at + 1).reduce((sum, { length }) => sum + length, 0));
    const order = finish(sortTexts({ bytes: Buffer.concat(encoded), ends }));
    expect([...order].map((at) => encoded[at]!.toString('hex'))).toEqual(texts.toSorted(byBytes).map((one) => Buffer.from(one).toString('hex')));
  }), { numRuns: 100 });
});

test('a text of a megabyte that others share all but the end of needs no stack', () => {
  const long = 'x'.repeat(1_000_000);
  const columns = columnsOf(Array.from({ length: 20 }, (_, at) => ({ time: at, 'event.action': `${long}${(at * 7) % 20}` })));
  expect(columns.text('event.action', 1)).toBe(`${long}0`);
});

test('translate leads from an issued credential to where it is used', () => {
  const columns = columnsOf([{ time: 1, 'credential.issued_id': 'K1' }, { time: 2, 'credential.issued_id': 'K0' }, { time: 3, 'credential.id': 'K1' }, { time: 4, 'credential.id': 'A' }]);
  const used = translate(columns, 'credential.issued_id', 'credential.id');
  const idOf = (field: FieldName, text: string): number => columns.idOf(field, text);
  expect(used[idOf('credential.issued_id', 'K1')]).toBe(idOf('credential.id', 'K1'));
  expect(used[idOf('credential.issued_id', 'K0')]).toBe(0);
});

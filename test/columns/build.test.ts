import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ColumnsBuilder, translate, type ColumnDictionaries, type ColumnPage } from '../../src-main/columns/index.ts';
import { sortTexts } from '../../src-main/columns/sort-texts.ts';
import { fieldNames, type FieldName } from '../../src-main/contract/index.ts';
import { columnsOf } from '../help/columns-of.ts';
import { byBytes, inTime, randomEvents, textsOf } from './random-events.ts';

const asked = ['user.name', 'source.ip', 'source.as.number', 'source.as.organization.name', 'user_agent.template', 'event.action', 'target.name', 'source.port', 'aws.cloudtrail.session_context.mfa', 'device.trust', 'cloud.region'] as const;

const none: ColumnDictionaries = { values: [], identifiers: [], actors: [], ips: [], agents: [] };
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
  const values: ColumnDictionaries['values'] = [[90_000, 'Put'], [7, 'Get'], [8, 'never met'], [9, 'Get']];
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

  test('out of order of time are refused', () => {
    const builder = new ColumnsBuilder({ caseId: 'c', state: 1 });
    builder.addPage(page([1, 2]));
    expect(() => builder.addPage(page([1]))).toThrow('Row 2 is not in order of time.');
    expect(() => builder.addPage(page([NaN]))).toThrow('Row 2 is not in order of time.');
  });

  test('two ids of one text become one', () => {
    expect([...columnsOfPages([7, 9, 90_000], [[], [], []], []).ids('event.action')]).toEqual([1, 1, 2]);
  });

  test('a field with more ids than fit in one or two bytes', () => {
    for (const distinct of [255, 256, 65_535, 65_536]) {
      const builder = new ColumnsBuilder({ caseId: 'c', state: 1 });
      const ids = Int32Array.from({ length: distinct }, (_, at) => at + 1);
      builder.addPage(page([...ids], { ids: { 'event.action': ids } }));
      const columns = builder.finish({ ...none, values: [...ids].map((id) => [id, String(id).padStart(6, '0')] as const) });
      expect(columns.ids('event.action')).toEqual(Uint32Array.from(ids));
    }
  });

  test('an id without a text, a negative id, a second value of a single field: refused', () => {
    const finish = (rest: Partial<ColumnPage>, dictionaries: Partial<ColumnDictionaries> = {}) => {
      const builder = new ColumnsBuilder({ caseId: 'c', state: 1 });
      builder.addPage(page([1], rest));
      return builder.finish({ ...none, values, ...dictionaries });
    };
    expect(() => finish(action([5]))).toThrow('There is no value 5, which event.action names.');
    expect(() => finish(action([-1]))).toThrow('-1 is no id');
    expect(() => finish({ actor: Int32Array.of(3) })).toThrow('1 entries of actor');
    expect(() => finish({ many: { 'device.trust': { offsets: Int32Array.of(0, 2), values: Int32Array.of(7, 90_000) } } })).toThrow('2 values of device.trust');
    expect(() => finish({ ids: { 'source.ip': Int32Array.of(1) } }, { ips: [{ id: 1, text: '192.0.2.1', fields: { 'user.name': 'x' } }] })).toThrow('user.name is no such field of source.ip');
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
    const order = sortTexts({ bytes: Buffer.concat(encoded), ends });
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

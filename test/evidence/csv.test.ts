import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CsvSplitter } from '../../src-main/evidence/formats/csv-splitter.ts';
import { csvLayout } from '../../src-main/evidence/formats/csv-layout.ts';
import type { Span } from '../../src-main/evidence/part.ts';
import { bytesBalance } from '../../src-main/contract/index.ts';
import { readOne, tempFolder } from './read.ts';

const folder = tempFolder();
const layout = (columns: readonly string[], delimiter = ',') => ({ delimiter: delimiter.charCodeAt(0), columns });
const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;

/** The spans of a table that comes in pieces of the given sizes, one after another. */
function split(bytes: Buffer, columns: readonly string[], sizes: readonly number[], recordBytes = 1 << 20): { spans: Span[]; truncated: boolean } {
  const splitter = new CsvSplitter({ recordBytes }, layout(columns));
  const spans: Span[] = [];
  for (let at = 0, n = 0; at < bytes.length; n += 1) {
    const size = Math.max(1, sizes[n % sizes.length]!);
    spans.push(...splitter.push(bytes.subarray(at, at + size)));
    at += size;
  }
  const ended = splitter.end();
  expect(bytesBalance(ended.byteLedger)).toBe(true);
  return { spans: [...spans, ...ended.spans], truncated: ended.truncated };
}
const values = (spans: readonly Span[]) => spans.flatMap((span) => (span.kind === 'record' ? [{ ...(span.value as object) }] : []));
const reasons = (spans: readonly Span[]) => spans.flatMap((span) => (span.kind === 'skip' ? [span.reason] : []));

describe('a table', () => {
  it.each([
    ['commas', 'time,user,ip\n1,a,1.2.3.4\n2,b,1.2.3.5\n'],
    ['a byte order mark and CRLF', '\uFEFFtime,user,ip\r\n1,a,1.2.3.4\r\n2,b,1.2.3.5\r\n'],
    ['semicolons', 'time;user;ip\n1;a;1.2.3.4\n2;b;1.2.3.5'],
    ['tabs', 'time\tuser\tip\n1\ta\t1.2.3.4\n2\tb\t1.2.3.5\n'],
    ['quotes around everything, and empty lines', '"time","user","ip"\n\n"1","a","1.2.3.4"\n\r\n"2","b","1.2.3.5"\n\n'],
    ['UTF-16', Buffer.from('\uFEFFtime,user,ip\n1,a,1.2.3.4\n2,b,1.2.3.5\n', 'utf16le')],
    ['blanks behind the names', 'time ,user ,ip \n1,a,1.2.3.4\n2,b,1.2.3.5\n'],
    ['two exports, one behind the other', 'time,user,ip\n1,a,1.2.3.4\ntime,user,ip\n2,b,1.2.3.5\n'],
  ])('with %s', async (_, text) => {
    const member = await readOne(folder, text);
    expect(member.shape).toMatchObject({ shape: 'csv' });
    expect(member.values.map((value) => ({ ...(value as object) }))).toEqual([{ time: '1', user: 'a', ip: '1.2.3.4' }, { time: '2', user: 'b', ip: '1.2.3.5' }]);
    expect(member.fault).toBeNull();
  });

  it('whose cells have several lines, quotes and JSON in them', async () => {
    const json = JSON.stringify({ a: 'x "y"', list: [1, 2] }, null, 2);
    const member = await readOne(folder, `Id,AuditData,Note\r\n7,${quoted(json)},${quoted('a\r\nb')}\r\n8,,say "hi"\r\n`);
    expect(member.values.map((value) => ({ ...(value as object) }))).toEqual([{ Id: '7', AuditData: json, Note: 'a\r\nb' }, { Id: '8', AuditData: '', Note: 'say "hi"' }]);
    expect(member.spans[0]).toMatchObject({ offset: 19, length: member.bytes.indexOf('\r\n8,') - 19 });
  });

  it('keeps columns that have the same name, or none', async () => {
    const member = await readOne(folder, ',Type,Type,__proto__\n0,a,b,c\n1,d,e,f\n');
    expect(member.values.map((value) => Object.entries(value as object))).toEqual([[['column_1', '0'], ['Type', 'a'], ['Type (2)', 'b'], ['__proto__', 'c']], [['column_1', '1'], ['Type', 'd'], ['Type (2)', 'e'], ['__proto__', 'f']]]);
  });

  it('with a header and no row has no record, and is no fault of its own', async () => {
    const member = await readOne(folder, 'CreationDate,UserIds,Operations,AuditData\r\n');
    expect(member).toMatchObject({ shape: { shape: 'csv' }, values: [], skips: [], fault: null });
  });

  it.each([
    ['a letter', 'dear colleague,\nplease find attached, as promised,\nthe list of hosts.\n'], ['one word a line', 'alpha\nbeta\ngamma\n'], ['numbers', '1,2,3\n4,5,6\n'],
    ['settings', '[section]\nkey=value\n'], ['syslog', 'Nov  3 10:11:12 host sshd[1]: a\nNov  3 10:11:13 host sshd[1]: b\n'],
  ])('is not %s', (_, text) => expect(csvLayout(Buffer.from(text), true)).toBeNull());
});

describe('what is wrong with a row costs that row', () => {
  const columns = ['a', 'b', 'c'];
  const of = (text: string, recordBytes?: number) => split(Buffer.from(text), columns, [7], recordBytes);

  it('too many cells; empty ones at the end are none', () => {
    const { spans } = of('a,b,c\n1,2,3,4\n5,6,7,,\n8,9,10\n');
    expect(values(spans)).toEqual([{ a: '5', b: '6', c: '7' }, { a: '8', b: '9', c: '10' }]);
    expect(reasons(spans)).toEqual(['csv/cells']);
  });

  it('text behind a closing quote', () => {
    const { spans } = of('a,b,c\n1,"2"x,3\n4,5,6\n');
    expect(values(spans)).toEqual([{ a: '4', b: '5', c: '6' }]);
    expect(spans[0]).toMatchObject({ kind: 'skip', reason: 'csv/quote', offset: 6, length: 8 });
  });

  it('a quote that does not close: the rows behind it are read', () => {
    const { spans, truncated } = of('a,b,c\n1,"2,3\n4,5,6\n7,8,9\n');
    expect(values(spans)).toEqual([{ a: '4', b: '5', c: '6' }, { a: '7', b: '8', c: '9' }]);
    expect(reasons(spans)).toEqual(['csv/quote']);
    expect(truncated).toBe(false);
  });

  it('a row over the limit, of which no more than the limit is held', () => {
    const { spans } = of(`a,b,c\n1,${'x'.repeat(5000)},3\n4,5,6\n`, 1000);
    expect(values(spans)).toEqual([{ a: '4', b: '5', c: '6' }]);
    expect(spans[0]).toMatchObject({ kind: 'skip', reason: 'record/too-long', offset: 6, length: 5004 });
  });

  it('bytes that are not UTF-8', () => {
    const { spans } = split(Buffer.from('a,b,c\n1,caf\xe9,3\n4,5,6\n', 'latin1'), columns, [3]);
    expect(reasons(spans)).toEqual(['record/encoding']);
    expect(values(spans)).toEqual([{ a: '4', b: '5', c: '6' }]);
  });

  it('a file that ends inside of a row says so', () => {
    expect(of('a,b,c\n1,2,3\n4,5')).toMatchObject({ truncated: true });
    const open = of('a,b,c\n1,2,3\n4,"5,6');
    expect(open.truncated).toBe(true);
    expect(values(open.spans)).toEqual([{ a: '1', b: '2', c: '3' }]);
  });

  it('a file of nothing but open quotes ends, line by line', () => {
    const lines = 20_000;
    const { spans } = split(Buffer.from(`a,b,c\n${'"x,"y,z\n'.repeat(lines)}`), columns, [4096]);
    expect(spans.length).toBe(lines);
  });
});

describe('whatever is in the cells', () => {
  const cell = fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom('', '"', '""', ',', '\n', '\r\n', 'é', '\u2028', '=1+1', '"quoted"', '{"a":"b"}'));
  const table = fc.array(fc.tuple(cell, cell, cell), { maxLength: 12 });

  it('comes out as it went in, wherever the chunks end', () => {
    fc.assert(fc.property(table, fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 }), fc.boolean(), (rows, sizes, last) => {
      const kept = rows.filter((row) => row.join() !== 'a,b,c');
      const text = `a,b,c\r\n${kept.map((row) => row.map(quoted).join(',')).join('\r\n')}${last && kept.length > 0 ? '\r\n' : ''}`;
      const { spans } = split(Buffer.from(text), ['a', 'b', 'c'], sizes);
      expect(reasons(spans)).toEqual([]);
      expect(values(spans)).toEqual(kept.map(([a, b, c]) => ({ a, b, c })));
    }), { numRuns: 300 });
  });

  it('any bytes are accounted for, and the same wherever the chunks end', () => {
    const bytes = fc.array(fc.constantFrom('"', ',', '\n', '\r', 'a', 'b,c', '""', '\xff', ' '), { maxLength: 60 }).map((parts) => Buffer.from(parts.join(''), 'latin1'));
    fc.assert(fc.property(bytes, fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 }), (given, sizes) => {
      expect(split(given, ['a', 'b', 'c'], sizes)).toEqual(split(given, ['a', 'b', 'c'], [1000]));
    }), { numRuns: 500 });
  });
});

describe('a line above the header', () => {
  const rows = 'a,b,c\r\n1,2,3\r\n4,5,6\r\n';
  it.each(['#TYPE System.Management.Automation.PSCustomObject\r\n', 'sep=,\r\n', 'sep=,\n', '\ufeffsep=,\r\n', '\ufeff#TYPE Selected.X\r\n'])('%j is no row', async (line) => {
    const member = await readOne(folder, line + rows);
    expect(member.shape).toMatchObject({ shape: 'csv' });
    expect(member.values).toEqual([{ a: '1', b: '2', c: '3' }, { a: '4', b: '5', c: '6' }]);
    expect(member.skips).toEqual([]);
  });
});

import { describe, expect, test } from 'vitest';
import { row, type Row } from '../../src-main/report/blocks.ts';
import { fitted } from '../../src-main/report/pdf/column-widths.ts';

/** Every letter is five points wide. */
const pen = { width: (text: string) => text.length * 5 };
const widths = (...given: Parameters<typeof fitted>): readonly (number | undefined)[] => fitted(...given).columns.map(({ width }) => width === undefined ? undefined : Math.round(width));

describe('columns of a table in print', () => {
  const columns = [{ label: 'What' }, { label: 'Outcome', width: 40 }, { label: 'Address', width: 30, tone: 'evidence' as const }];

  test('a word is never broken: the column has room for the widest one and for its own name', () => {
    expect(widths(pen, { columns, rows: [row('a', 'success', '198.51.100.7'), row('b', 'not given at all', '')] }, 504)).toEqual([undefined, 44, 40]);
    expect(widths(pen, { columns, rows: [row('a', 'unauthenticated', '')] }, 504)).toEqual([undefined, 84, 40]);
    expect(widths(pen, { columns: [{ label: 'N', width: 20, right: true }, { label: '' }], rows: [row('1,234,567', '')] }, 504)).toEqual([50, undefined]);
  });
  test('texts of the log break where the line is full, and so does a word that is none', () => {
    expect(widths(pen, { columns, rows: [row('a', 'x'.repeat(40), '2001:db8:1234:5678')] }, 504)).toEqual([undefined, 44, 40]);
  });
  test('what stands below and what is marked needs its room; where there is little, the smallest needs are met, each in full', () => {
    const cell = { text: 'medium', mark: { kind: 'gauge' as const, severity: 'medium' as const }, below: [{ text: 'considerable', tone: 'cellMuted' as const }] };
    expect(widths(pen, { columns: columns.slice(0, 2), rows: [row('a', cell)] }, 504)).toEqual([undefined, 77]);
    expect(widths(pen, { columns, rows: [row('a', 'unauthenticated', '')] }, 180)).toEqual([undefined, 40, 40]);
  });
  test('where the open column has nothing to give, texts of the log give', () => {
    const full = [{ label: 'What' }, { label: 'Outcome', width: 40 }, { label: 'Agent', width: 100, tone: 'evidence' as const }];
    expect(widths(pen, { columns: full, rows: [row('a', 'success', 'x'.repeat(40))] }, 200)).toEqual([undefined, 44, 96]);
  });
  test('rows are gone through once and all come back', () => {
    const all = Array.from({ length: 1000 }, (_, i) => row(String(i), i === 900 ? 'extraordinarily' : 'x', ''));
    let asked = 0;
    function* once(): Generator<Row> {
      for (const one of all) {
        asked += 1;
        yield one;
      }
    }
    const made = fitted(pen, { columns, rows: once() }, 504);
    expect([asked, made.columns[1]!.width]).toEqual([400, 44.1]);
    expect([...made.rows]).toEqual(all);
    expect(asked).toBe(1000);
  });
});

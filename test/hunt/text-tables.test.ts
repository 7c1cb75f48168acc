import { describe, expect, test } from 'vitest';
import { columnsFromEvents } from '../../src-main/columns/index.ts';
import { lensOf } from '../../src-main/hunt/lens.ts';
import { vendors } from '../../src-main/hunt/rule.ts';
import { blankTexts, everyText, listedTexts } from '../../src-main/hunt/text-tables.ts';
import { vendorModes } from '../../src-main/hunt/vendor.ts';

/** White space of every kind, what stands for nothing, what only begins like it, and what lies on either side of it in the order of bytes. */
const texts = [
  ...'\t\n\v\f\r \u00a0\u1680\u2000\u2005\u200a\u2028\u2029\u202f\u205f\u3000\ufeff'.split(''), '  \u00a0', '\u00a0x', '\u2003-', '-', '--', '-x', 'unknown', 'UNKNOWN', 'unKnown', 'Unknown ', ' unknown', 'unk\u0130nown', 'v', 'U', 'u', '.', ',', '\u007f', '\u0001', '!',
  'AKIAEXAMPLE', 'ASIA1', 'Ürümqi', 'яна', '東京', '\u{1f600}', '\u{1f600} x',
];
const columns = columnsFromEvents(texts.map((text, i) => ({ time: i * 1000, 'event.dataset': 'aws.cloudtrail', 'credential.id': text, 'user.name': text })));
const lens = lensOf(columns, {});
const column = lens.column('credential.id');

describe('what a test says of the texts of a field, without reading them all, is what it says of each', () => {
  test.each(vendors)('blank for %s', (vendor) => {
    const says = (text: string | null) => text === null || vendorModes[vendor].blank(text);
    const table = blankTexts(says, column, columns);
    expect(table).toEqual(everyText(says, column));
    // The case has something on either side.
    if (vendor === 'bilocate') expect([table.filter((one) => one === 1).length > 15, table.includes(0)]).toEqual([true, true]);
  });

  test.each([[true], [false]])('blank: %s and exists, as conditions have it', (value) => {
    for (const says of [(text: string | null) => (text === null || text.trim() === '') === value, (text: string | null) => (text !== null) === value]) expect(blankTexts(says, column, columns)).toEqual(everyText(says, column));
  });

  test.each([[[]], [['AKIAEXAMPLE']], [['-', 'nobody has it', '東京']], [texts]])('one of %j, and none of them', (values) => {
    const set = new Set<string>(values);
    for (const says of [(text: string | null) => text !== null && set.has(text), (text: string | null) => text !== null && !set.has(text), (text: string | null) => text === null || !set.has(text)]) {
      expect(listedTexts(says, values, column, columns)).toEqual(everyText(says, column));
    }
  });

  test('a derived field and a person are read text by text: their ids are in no order', () => {
    const person = lensOf(columns.withPersons([['AKIAEXAMPLE', 'ASIA1']]), {}).column('actor.name');
    const says = (text: string | null) => text === 'ASIA1';
    expect(listedTexts(says, ['ASIA1'], person, columns)).toEqual(everyText(says, person));
  });
});

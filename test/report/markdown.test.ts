import { describe, expect, test } from 'vitest';
import { plainOf } from '../../src-main/report/blocks.ts';
import { markdownBlocks } from '../../src-main/report/markdown.ts';

const only = (text: string) => markdownBlocks(text)[0];

describe('the analyst\'s own words', () => {
  test('headings, paragraphs and emphasis', () => {
    expect(markdownBlocks('# One\n\ntwo **three** *four* `five`')).toEqual([
      { kind: 'heading', text: 'One', level: 2 },
      { kind: 'paragraph', text: [{ text: 'two ', face: 'plain' }, { text: 'three', face: 'strong' }, { text: ' ', face: 'plain' }, { text: 'four', face: 'emphasis' }, { text: ' ', face: 'plain' }, { text: 'five', face: 'code' }] },
    ]);
  });

  test('lists inside of lists, with the number that they start at', () => {
    expect(only('3. a\n4. b\n   - c')).toMatchObject({ kind: 'list', start: 3, items: [[{ kind: 'paragraph' }], [{ kind: 'paragraph' }, { kind: 'list', start: null }]] });
  });

  test('quotes, code and tables', () => {
    expect(markdownBlocks('> said\n\n```\n<b>\n```\n\n| a | b |\n| - | - |\n| 1 | **2** |')).toMatchObject([
      { kind: 'quote', blocks: [{ kind: 'paragraph' }] }, { kind: 'code', text: '<b>' }, { kind: 'table', columns: [{ label: 'a' }, { label: 'b' }], rows: [{ cells: ['1', '2'] }] },
    ]);
  });

  test('a link is its words and its address; a picture too; neither leads anywhere', () => {
    const said = (text: string) => plainOf((only(text) as { text: Parameters<typeof plainOf>[0] }).text);
    expect(said('see [the log](https://example.org/a)')).toBe('see the log (https://example.org/a)');
    expect(said('<https://example.org/a>')).toBe('https://example.org/a');
    expect(said('![a map](https://example.org/a.png)')).toBe('a map (https://example.org/a.png)');
    expect(said('[x](javascript:alert(1))')).toBe('[x](javascript:alert(1))');
  });

  test('HTML stays text', () => {
    expect(plainOf((only('a <b onclick="x">b</b>') as { text: Parameters<typeof plainOf>[0] }).text)).toBe('a <b onclick="x">b</b>');
    expect(only('<script>alert(1)</script>')).toMatchObject({ kind: 'paragraph' });
  });
});

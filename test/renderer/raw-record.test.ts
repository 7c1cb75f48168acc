import fc from 'fast-check';
import { expect, test } from 'vitest';
import { layOut, rawLines } from '../../src-renderer/src/shape/raw-record.ts';

test('a record is laid out, its tokens untouched', () => {
  expect(layOut('{"a":1.0,"a":2e3,"b":{"c":[ ],"d":"x, {y}: \\"z\\""},"e":[1,2]}')).toBe(
    '{\n  "a": 1.0,\n  "a": 2e3,\n  "b": {\n    "c": [],\n    "d": "x, {y}: \\"z\\""\n  },\n  "e": [\n    1,\n    2\n  ]\n}');
});

test('laid out JSON is the same JSON', () => {
  fc.assert(fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
    expect(JSON.parse(layOut(JSON.stringify(value)))).toEqual(JSON.parse(JSON.stringify(value)));
  }), { numRuns: 200 });
});

test('only white space outside of strings changes, whatever the text', () => {
  const squeezed = (text: string) => text.replace(/[ \n\r\t]/g, '');
  fc.assert(fc.property(fc.stringMatching(/^[{}[\]",:\\a1 \n]{0,40}$/), (rest) => {
    expect(squeezed(layOut(`{${rest}`))).toBe(squeezed(`{${rest}`));
  }), { numRuns: 300 });
});

test('a record that is cut off, or is no JSON, is shown as it is', () => {
  expect(layOut('{"a":"half')).toBe('{\n  "a": "half');
  expect(layOut('plain text\nof two lines')).toBe('plain text\nof two lines');
});

test('a line has its number, its depth, and its key apart', () => {
  expect(rawLines('{\n  "user\\"Name": "ida"\n}')).toEqual([
    { number: 1, indent: 0, key: '', text: '{' }, { number: 2, indent: 2, key: '"user\\"Name":', text: ' "ida"' }, { number: 3, indent: 0, key: '', text: '}' },
  ]);
});

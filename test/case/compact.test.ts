import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packText, splitPath, unpackText } from '../../src-main/case/compact.ts';

test('a UUID goes into 16 bytes and comes back; whatever is not one stays a text', () => {
  fc.assert(fc.property(fc.uuid(), (uuid) => {
    expect(packText(uuid)).toHaveLength(16);
    expect(unpackText(packText(uuid))).toBe(uuid);
  }), { numRuns: 50 });
  fc.assert(fc.property(fc.string(), (text) => {
    expect(unpackText(packText(text))).toBe(text);
  }), { numRuns: 100 });
  for (const text of ['', 'AAAAAAAA-bbbb-cccc-dddd-eeeeeeeeeeee', '0123456789abcdef0123456789abcdef0123', 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeee\n']) expect(packText(text)).toBe(text);
});

test('a path is put together again from its text and its item', () => {
  const joined = (path: string): string => {
    const { text, item } = splitPath(path);
    return item === -1 ? text : text.replace('[*]', `[${item}]`);
  };
  expect(splitPath('Records[17]')).toEqual({ text: 'Records[*]', item: 17 });
  expect(splitPath('Events[3].CloudTrailEvent')).toEqual({ text: 'Events[*].CloudTrailEvent', item: 3 });
  for (const path of ['', 'a', 'a[0]', 'a[007]', 'a[1][2]', 'a[*][1]', 'a[99999999999]', '[5]', '$&[1]']) expect(joined(path)).toBe(path);
  fc.assert(fc.property(fc.stringMatching(/^[a-c[\]*0-9.]{0,12}$/), (path) => {
    expect(joined(path)).toBe(path);
  }), { numRuns: 200 });
});

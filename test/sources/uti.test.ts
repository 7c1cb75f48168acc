import fc from 'fast-check';
import { expect, test } from 'vitest';
import { utiOf, utiText } from '../../src-main/sources/uti.ts';

/** The same by the platform: the first three groups little-endian. */
function byBuffer(guid: string): string {
  const bytes = Buffer.from(guid.replaceAll('-', ''), 'hex');
  return Buffer.concat([bytes.subarray(0, 4).reverse(), bytes.subarray(4, 6).reverse(), bytes.subarray(6, 8).reverse(), bytes.subarray(8)]).toString('base64url');
}

test('the UTI of a request id: first three groups with the low byte first, base64url without padding', () => {
  expect(utiOf('00112233-4455-6677-8899-aabbccddeeff')).toBe('MyIRAFVEd2aImaq7zN3u_w');
  fc.assert(fc.property(fc.uuid(), (guid) => {
    expect(utiOf(guid)).toBe(byBuffer(guid));
    expect(utiOf(guid.toUpperCase())).toBe(byBuffer(guid));
  }));
});

test('what is no GUID, or the GUID of nothing, has none', () => {
  for (const text of [undefined, '', 'abc', '00000000-0000-0000-0000-000000000000', '00112233445566778899aabbccddeeff']) expect(utiOf(text)).toBeUndefined();
});

test('a UTI that is written otherwise is kept in the one spelling', () => {
  expect(utiText('MyIRAFVEd2aImaq7zN3u/w==')).toBe('MyIRAFVEd2aImaq7zN3u_w');
  expect(utiText('MyIRAFVEd2aImaq7zN3u/w')).toBe('MyIRAFVEd2aImaq7zN3u_w');
  expect(utiText('MyIRAFVEd2aImaq7zN3u_w')).toBe('MyIRAFVEd2aImaq7zN3u_w');
  expect(utiText('00112233-4455-6677-8899-aabbccddeeff')).toBe('MyIRAFVEd2aImaq7zN3u_w');
  expect(utiText(Buffer.from('00112233-4455-6677-8899-aabbccddeeff').toString('base64'))).toBe('MyIRAFVEd2aImaq7zN3u_w');
  expect(utiText('#'.repeat(48))).toBe('#'.repeat(48));
  expect(utiText('something else')).toBe('something else');
  expect(utiText(undefined)).toBeUndefined();
});

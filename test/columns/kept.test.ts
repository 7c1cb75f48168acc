import { expect, test } from 'vitest';
import { bytesOf, identityOf, keeper } from '../../src-main/columns/kept.ts';

test('keeps what there is room for; what was not asked for longest goes first', () => {
  const keep = keeper(30);
  const made: string[] = [];
  const ask = (name: string, bytes: number): Uint8Array => keep(name, bytesOf, () => {
    made.push(name);
    return new Uint8Array(bytes);
  });
  ask('a', 10);
  ask('b', 10);
  ask('a', 10);
  ask('c', 20);
  ask('a', 10);
  ask('b', 10);
  expect(made).toEqual(['a', 'b', 'c', 'b']);
});

test('hands out what is larger than the room, and does not drop the rest for it', () => {
  const keep = keeper(10);
  const small = keep('small', bytesOf, () => new Uint8Array(4));
  expect(keep('large', bytesOf, () => new Uint8Array(11)).length).toBe(11);
  expect(keep('small', bytesOf, () => new Uint8Array(4))).toBe(small);
});

test('what makes another on the way counts both', () => {
  const keep = keeper(100);
  const outer = (): Uint8Array => keep('outer', bytesOf, () => keep('inner', bytesOf, () => new Uint8Array(1)).slice());
  expect(outer()).toBe(outer());
});

test('an array is known again, another with the same content is not', () => {
  const rows = Uint32Array.of(1);
  expect(identityOf(rows)).toBe(identityOf(rows));
  expect(identityOf(rows)).not.toBe(identityOf(Uint32Array.of(1)));
});

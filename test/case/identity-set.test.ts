import fc from 'fast-check';
import { expect, test } from 'vitest';
import { IdentitySet } from '../../src-main/case/identity-set.ts';

test('finds what was added, oldest first, through growth and with prefixes that collide', () => {
  fc.assert(fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 400 })), { maxLength: 600 }), (keys) => {
    const set = new IdentitySet();
    const known = new Map<string, number[]>();
    const bytesOf = ([part, key]: readonly [number, number]): Uint8Array => Uint8Array.of(part, key & 255, key >> 8, 0, 0, 0, 0, 0);
    keys.forEach((key, at) => {
      set.add(bytesOf(key), 0, at + 1);
      known.set(key.join(), [...(known.get(key.join()) ?? []), at + 1]);
    });
    for (const [key, events] of known) {
      const found: number[] = [];
      set.some(bytesOf(key.split(',').map(Number) as [number, number]), 0, (event) => {
        found.push(event);
        return false;
      });
      expect(found).toEqual(events);
    }
    expect(set.some(Uint8Array.of(200, 9, 9, 9, 9), 0, () => true)).toBe(false);
  }), { numRuns: 60 });
});

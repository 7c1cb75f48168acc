import { describe, expect, test } from 'vitest';
import { byBytes, personsOf, type Pair } from '../../src-main/identity/index.ts';

const same = (a: string, b: string): Pair => ({ a, b, same: true });
const different = (a: string, b: string): Pair => ({ a, b, same: false });

describe('who is one person', () => {
  test('nobody spoke: everybody is alone', () => {
    const { groups, heldBack, personOf, namesOf } = personsOf([]);
    expect([groups, heldBack, personOf('a'), namesOf('a')]).toEqual([[], [], 'a', ['a']]);
  });

  test('accepted pairs connect over others, and a refused pair connects nobody', () => {
    const { groups, personOf } = personsOf([same('a', 'b'), same('c', 'd'), different('a', 'c'), same('b', 'e')]);
    expect(groups).toEqual([['a', 'b', 'e'], ['c', 'd']]);
    expect([personOf('e'), personOf('d'), personOf('x')]).toEqual(['a', 'c', 'x']);
  });

  test('a chain that would join a refused pair is held back and told, whichever was said first', () => {
    for (const pairs of [[different('a', 'c'), same('a', 'b'), same('b', 'c')], [same('a', 'b'), different('a', 'c'), same('b', 'c')], [same('a', 'b'), same('b', 'c'), different('c', 'a')]]) {
      expect(personsOf(pairs)).toMatchObject({ groups: [['a', 'b']], heldBack: [{ a: 'b', b: 'c' }] });
      expect([...personsOf(pairs).heldBack[0]!.refused].sort()).toEqual(['a', 'c']);
    }
  });

  test('the main name: a mail address, not the one that a tenant made up, then by bytes; in any order of saying', () => {
    const names = ['j.doe', 'CORP\\j.doe', 'j.doe_corp.example#ext#@tenant.onmicrosoft.com', 'j.doe@corp.example', 'j.doe@tenant.onmicrosoft.com', 'AROA:j.doe@corp.example'];
    const chain = names.slice(1).map((name, at) => same(names[at]!, name));
    for (const pairs of [chain, chain.toReversed()]) expect(personsOf(pairs).groups[0]![0]).toBe('j.doe@corp.example');
    expect(personsOf([same('b', 'B'), same('é', 'b')]).groups).toEqual([['B', 'b', 'é']]);
  });

  test('order is that of bytes, beyond the basic plane too', () => {
    const texts = ['\u{1f600}', 'z', '', '\uffee', 'Z', 'za'];
    expect(texts.toSorted(byBytes)).toEqual(texts.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
  });
});

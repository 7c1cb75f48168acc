import { describe, expect, test } from 'vitest';
import { resumable, type Steps } from '../../src-main/kit/steps.ts';

describe('what is made in steps', () => {
  const counted = () => {
    const done: number[] = [];
    const made = resumable(function* ({ to }: { readonly to: number }): Steps<string> {
      for (let at = 0; at < to; at += 1) {
        done.push(at);
        yield;
      }
      return `${to} steps`;
    });
    return { done, made };
  };

  test('is finished by who needs it, from where it is, and made once', () => {
    const { done, made } = counted();
    const five = { to: 5 };
    const steps = made.steps(five);
    steps.next();
    steps.next();
    expect(done).toEqual([0, 1]);
    expect(made.get(five)).toBe('5 steps');
    expect(made.get(five)).toBe('5 steps');
    expect(steps.next().done).toBe(true);
    expect([...made.steps(five)]).toEqual([]);
    expect(done).toEqual([0, 1, 2, 3, 4]);
  });

  test('begins anew after an error', () => {
    let tries = 0;
    const made = resumable(function* (_: object): Steps<number> {
      tries += 1;
      yield;
      if (tries === 1) throw new Error('once');
      return tries;
    });
    const of = {};
    expect(() => made.get(of)).toThrow('once');
    expect(made.get(of)).toBe(2);
  });
});

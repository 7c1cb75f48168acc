import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { turns, watchPresence } from '../../src-main/host/pace.ts';

describe('turns', () => {
  test('a burst of a second is answered at once, what is over it waits, and nothing is lost', async () => {
    const turn = turns(50);
    const begun = performance.now();
    const given = await Promise.all(Array.from({ length: 60 }, async () => {
      await new Promise<void>((take) => turn(take));
      return performance.now() - begun;
    }));
    expect(given).toHaveLength(60);
    // The eleventh over the burst is due a fifth of a second later.
    expect(given[49]).toBeLessThan(given[59]!);
    expect(given[59]).toBeGreaterThan(150);
  });
});

describe('presence', () => {
  const watch = (after: number, answers: readonly ('ends' | 'stays')[] = ['ends']) => {
    const told: ('ends' | 'stays')[] = [];
    const left = (): 'ends' | 'stays' => {
      told.push(answers[told.length]!);
      return told.at(-1)!;
    };
    return { told, presence: watchPresence({ after, left }) };
  };

  test('who never comes has left after the time', async () => {
    const { told } = watch(20);
    await wait(120);
    expect(told).toEqual(['ends']);
  });

  test('while a page listens nobody has left; when the last one goes, the time begins', async () => {
    const { told, presence } = watch(30);
    presence.came();
    presence.came();
    presence.went();
    await wait(120);
    expect(told).toEqual([]);
    presence.went();
    await wait(120);
    expect(told).toEqual(['ends']);
  });

  test('while work runs the host stays, and is asked again after the same time', async () => {
    const { told } = watch(20, ['stays', 'ends']);
    await wait(160);
    expect(told).toEqual(['stays', 'ends']);
  });

  test('who comes while work runs keeps the host after it, too', async () => {
    const { told, presence } = watch(60, ['stays', 'ends']);
    await wait(90);
    expect(told).toEqual(['stays']);
    presence.came();
    await wait(160);
    expect(told).toEqual(['stays']);
    presence.went();
    await wait(160);
    expect(told).toEqual(['stays', 'ends']);
  });

  test('after the end nothing is told', async () => {
    const { told, presence } = watch(20);
    presence.end();
    presence.came();
    presence.went();
    await wait(80);
    expect(told).toEqual([]);
  });
});

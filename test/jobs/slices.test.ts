import { expect, test } from 'vitest';
import { inSlices } from '../../src-main/jobs/slices.ts';
import type { Steps } from '../../src-main/kit/steps.ts';

test('steps let others come in between, and end with what they made', async () => {
  let others = 0;
  setImmediate(() => setImmediate(() => (others += 1)));
  function* untilOthersCame(): Steps<string> {
    while (others === 0) yield;
    return 'made';
  }
  expect(await inSlices(untilOthersCame())).toBe('made');
});

test('steps that nobody wants any more are left where they are', async () => {
  let wanted = true;
  setImmediate(() => (wanted = false));
  function* forever(): Steps<string> {
    for (;;) yield;
  }
  expect(await inSlices(forever(), () => !wanted)).toBeUndefined();
});

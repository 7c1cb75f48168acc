import { beforeEach } from 'vitest';
import { onScreens } from '../help/black-box.ts';

/** Whoever has only the log of a test that failed sees what was on the screens then: of each try, before the next one begins. */
beforeEach(({ onTestFailed }) => {
  onTestFailed(async ({ task }) => console.error(`On the screens when “${task.name}” failed:\n${await onScreens()}`));
});

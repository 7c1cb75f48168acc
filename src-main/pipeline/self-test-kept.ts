import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { selfTestResult, type SelfTest } from '../contract/index.ts';
import { keepJson } from '../kit/keep-json.ts';

const pathIn = (config: string): string => join(config, 'self-test.json');

/** Keeps the result with the app's settings, so that a report can print what was found and when. */
export function keepSelfTest(config: string, result: SelfTest): void {
  keepJson(pathIn(config), result);
}

/** The last self-test of this installation; null where there was none, or none that can be read. */
export function lastSelfTest(config: string): SelfTest | null {
  try {
    return selfTestResult.parse(JSON.parse(readFileSync(pathIn(config), 'utf8')));
  } catch {
    return null;
  }
}

// npm test: sets up what is missing, then lint, types, build, layers and dead code (two at a time), unit and rule examples, end-to-end. Ends with `N passed, N failed`.
// --quick leaves out the build and the end-to-end part.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { ensureChromium } from './chromium.mjs';
import { environment, node24, root } from './node24.mjs';
import { haveStrace, withoutNetwork } from './offline.mjs';
import { setUp } from './set-up.mjs';

const quick = process.argv.includes('--quick');
const started = Date.now();
setUp({ geo: true });
const chromium = quick ? null : ensureChromium();
const results = mkdtempSync(join(tmpdir(), 'bilocate-test-'));
const counts = { passed: 0, failed: 0, skipped: 0 };
/** What failed, told once more at the end: whoever sees only the last lines of a long log needs it. */
const failures = [];
/** What passed only when it was tried again: a busy machine misses the deadline of a process now and then. It counts as passed, and is told. */
const secondTries = [];

/** `before`: words that go before the command. `atEnd`: what it prints is told in one piece when it has ended, for it does not run alone. */
async function run(title, args, { count = true, env = {}, before = [], atEnd = false } = {}) {
  const at = Date.now();
  if (!atEnd) process.stdout.write(`\n── ${title}\n`);
  const [command, ...rest] = [...before, node24(), ...args];
  const child = spawn(command, rest, { cwd: root, stdio: atEnd ? ['inherit', 'pipe', 'pipe'] : 'inherit', env: environment({ ...env, CI: '1' }) });
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part) => said.push(part));
  const ok = await new Promise((ended) => {
    child.once('error', (error) => { said.push(Buffer.from(`${error.message}\n`)); ended(false); });
    child.once('close', (code) => ended(code === 0));
  });
  process.stdout.write(`${atEnd ? `\n── ${title}\n` : ''}${Buffer.concat(said).toString()}`);
  process.stdout.write(`── ${title}: ${ok ? 'passed' : 'FAILED'} in ${((Date.now() - at) / 1000).toFixed(1)} s\n`);
  if (count) counts[ok ? 'passed' : 'failed'] += 1;
  if (count && !ok) failures.push(title);
  return ok;
}

/** Runs what takes one thread each, two at a time: the next one begins where one ends. Whether each passed, by title. */
async function runTwoByTwo(checks) {
  const waiting = [...checks];
  const passed = new Map();
  const next = async () => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) passed.set(one[0], await run(...one, { atEnd: true }));
  };
  await Promise.all([next(), next()]);
  return passed;
}

/** Counts of a vitest run from its JSON report; a run that left none has failed as a whole. */
async function runVitest(title, args, env = {}, before = []) {
  const report = join(results, `${title.replaceAll(/[^a-z]/gi, '-')}.json`);
  const ok = await run(title, ['node_modules/vitest/vitest.mjs', 'run', ...args, '--retry=1', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`], { count: false, env, before });
  if (!existsSync(report)) {
    counts.failed += 1;
    failures.push(`${title}: left no report`);
    return;
  }
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(readFileSync(report, 'utf8'));
  for (const file of testResults) {
    const failed = file.assertionResults.filter((one) => one.status === 'failed');
    if (file.status === 'failed' && failed.length === 0) failures.push(`${relative(root, file.name)}: ${file.message.split('\n')[0]}`);
    for (const one of file.assertionResults.filter((each) => each.status === 'passed' && each.failureMessages.length > 0)) secondTries.push(`${relative(root, file.name)}: ${one.fullName}`);
    for (const one of failed) failures.push(`${relative(root, file.name)}: ${one.fullName}\n    ${(one.failureMessages[0] ?? '').split('\n').slice(0, 6).join('\n    ')}`);
  }
  if (!ok && numFailedTests === 0) failures.push(`${title}: ended with an error outside of its tests (see above)`);
  counts.passed += numPassedTests;
  counts.failed += numFailedTests + (!ok && numFailedTests === 0 ? 1 : 0);
  counts.skipped += numPendingTests + numTodoTests;
}

const tsc = 'node_modules/typescript/bin/tsc';
const build = 'Build';
// The longest first, so that both ends are near each other.
const checked = await runTwoByTwo([
  ['Lint', ['node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0']],
  ['Types: tests', [tsc, '-p', 'tsconfig.test.json']],
  ['Types: renderer', ['node_modules/vue-tsc/bin/vue-tsc.js', '--noEmit', '-p', 'tsconfig.renderer.json']],
  ['Types: main', [tsc, '-p', 'tsconfig.core.json']],
  ['Types: Electron shell', [tsc, '-p', 'tsconfig.electron.json']],
  ...(quick ? [] : [[build, ['node_modules/electron-vite/bin/electron-vite.js', 'build']]]),
  ['Types: contract, charts, columns, sources (no Node, no DOM)', [tsc, '-p', 'tsconfig.contract.json']],
  ['Layers: who may import whom', ['node_modules/dependency-cruiser/bin/dependency-cruiser.mjs', 'src-main', 'src-renderer', '--config', '.dependency-cruiser.mjs']],
  ['Dead code', ['node_modules/knip/bin/knip.js', '--no-progress']],
]);
await runVitest('Unit and rule examples', []);
if (!quick) {
  if (checked.get(build)) await endToEnd();
  else counts.failed += 1;
}

/** In a network namespace without a way out where Linux permits it: what tries to leave is counted, and fails the run. */
async function endToEnd() {
  haveStrace();
  const { prefix, why } = withoutNetwork({ evenNames: true });
  if (prefix === null) process.stdout.write(`\nThe end-to-end tests run with the network that there is: ${why}.\n`);
  await runVitest('End to end', ['--config', 'vitest.screens.config.ts'], { BILOCATE_CHROMIUM: chromium, ...(prefix === null ? {} : { BILOCATE_OFFLINE: '1' }) }, prefix ?? []);
}
rmSync(results, { recursive: true, force: true });

if (secondTries.length > 0) process.stdout.write(`\nPassed at the second try:\n${secondTries.map((one) => `  ${one}`).join('\n')}\n`);
if (failures.length > 0) process.stdout.write(`\nFailed:\n${failures.map((one) => `  ${one}`).join('\n')}\n`);
process.stdout.write(`\n${((Date.now() - started) / 1000).toFixed(0)} s in all${counts.skipped > 0 ? `; ${counts.skipped} skipped (see above why)` : ''}\n`);
process.stdout.write(`${counts.passed} passed, ${counts.failed} failed\n`);
process.exit(counts.failed === 0 && counts.passed > 0 ? 0 : 1);

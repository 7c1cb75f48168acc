import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { haveStrace, withoutNetwork } from '../../scripts/offline.mjs';
import { newHome } from '../help/browser.ts';
import { addresses } from './hostile-page.ts';
import { outsideConnects } from './strace.ts';

const { prefix, why } = withoutNetwork();
const strace = prefix !== null && haveStrace();
if (prefix === null) console.log(`Not run without a network: ${why}.`);
else if (!strace) console.log('strace is not here: what would leave is counted by the kernel and not told by name.');

const journey = join(import.meta.dirname, 'journey.ts');
const home = newHome();
afterAll(() => home.remove());

/** A part of the journey in a namespace of its own, every connection written down; and what of it wanted to leave. */
function travel(part: string): { readonly status: number | null; readonly said: string; readonly told: string; readonly tries: number; readonly outside: readonly string[] } {
  const trace = join(home.folder, `${part}.strace`);
  const count = `node --input-type=module -e "import('${join(import.meta.dirname, 'no-route.ts')}').then((m) => console.error('TRIES ' + m.triesToLeave()))"`;
  const traced = strace ? ['strace', '-f', '--seccomp-bpf', '-qq', '-e', 'trace=connect,sendto,sendmsg,sendmmsg', '-o', trace] : [];
  const [first, ...rest] = [...prefix!, 'sh', '-c', `"$@"; code=$?; ${count}; exit $code`, 'counted', ...traced, process.execPath, '--disable-warning=ExperimentalWarning', journey, join(home.folder, part), part];
  const done = spawnSync(first!, rest, { encoding: 'utf8', env: { ...process.env, BILOCATE_PATIENCE: '110000' }, maxBuffer: 1 << 28, timeout: 280_000 });
  return { status: done.status, said: done.stderr, told: done.stdout, tries: Number(/TRIES (\d+)/.exec(done.stderr)?.[1] ?? Number.NaN), outside: strace ? outsideConnects(readFileSync(trace, 'utf8')) : [] };
}

describe.skipIf(prefix === null)('without a network', { timeout: 300_000 }, () => {
  let canLeave = 0;
  beforeAll(() => {
    // The measure itself: a try that is known to be one is seen by both.
    const trace = join(home.folder, 'known.strace');
    const knock = `const d=require('dgram').createSocket('udp4');d.send('x',53,'192.0.2.9',()=>{d.close();require('net').connect(80,'2001:db8::1').on('error',()=>process.exit())})`;
    const [first, ...rest] = [...prefix!, ...(strace ? ['strace', '-f', '--seccomp-bpf', '-qq', '-e', 'trace=connect,sendto,sendmsg,sendmmsg', '-o', trace] : []), process.execPath, '-e', knock];
    spawnSync(first!, rest);
    canLeave = strace ? outsideConnects(readFileSync(trace, 'utf8')).length : 2;
  });

  test('a try to leave is seen', () => expect(canLeave).toBe(2));

  test('the command line imports, hunts, reports and verifies, and nothing in it tries to leave', () => {
    const { status, said, tries, outside } = travel('cli');
    expect({ said: status === 0 ? '' : said.slice(-2000), tries, outside }).toEqual({ said: '', tries: 0, outside: [] });
    expect(existsSync(join(home.folder, 'cli', 'offline.pdf'))).toBe(true);
  });

  test('a session in the browser goes from a new case to the report, and nothing in it tries to leave', () => {
    const { status, said, told, tries, outside } = travel('browser');
    expect({ said: status === 0 ? '' : said.slice(-2000), tries, outside }).toEqual({ said: '', tries: 0, outside: [] });
    expect(JSON.parse(told)).toEqual({ report: true, problems: [], elsewhere: [] });
  });

  test('a page that was broken into tries every way out and reaches nobody', () => {
    const { status, said, told, outside } = travel('page');
    expect(status === 0 ? '' : said.slice(-2000)).toBe('');
    expect(JSON.parse(told)).toEqual(expect.arrayContaining(['/', '/ways.js']));
    expect(outside.filter((line) => addresses.some((address) => line.includes(address)))).toEqual([]);
    // What is left is Chromium's own: after a navigation that failed, and for a media connection, it looks whether its name servers can be reached at all. Electron's window does neither.
    expect(outside.filter((line) => !line.includes('sin_port=htons(53)') && !line.includes('sin6_port=htons(53)'))).toEqual([]);
  });
});

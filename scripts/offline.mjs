// Runs things where there is no network but the loopback: a network namespace of their own (Linux; as root, or where users may make namespaces).
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

// Chromium asks at each start whether there is a way to this address (Google's name server, by IPv6; it sends nothing there). It gets an answer of its own, so that every other try counts as one.
const INSIDE = 'ip link set lo up && { ip -6 route add blackhole 2001:4860:4860::8888/128 2>/dev/null || true; } && exec "$@"';

/** The words that go before a command to run it without a network; or why that cannot be done here. */
export function withoutNetwork() {
  if (process.platform !== 'linux') return { prefix: null, why: 'network namespaces are Linux’s' };
  for (const flags of [['-n'], ['-r', '-n']]) {
    const prefix = ['unshare', ...flags, 'sh', '-c', INSIDE, 'offline'];
    if (spawnSync(prefix[0], [...prefix.slice(1), 'true'], { stdio: 'ignore' }).status === 0) return { prefix, why: '' };
  }
  return { prefix: null, why: 'unshare and ip are not there or not permitted here' };
}

/** Whether strace is there. Debian's is installed where this runs as root on Debian. */
export function haveStrace() {
  const runs = () => spawnSync('strace', ['-V'], { stdio: 'ignore' }).status === 0;
  if (runs()) return true;
  if (!existsSync('/etc/debian_version') || process.getuid?.() !== 0) return false;
  process.stderr.write('• Installing strace from Debian for the offline tests\n');
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'strace', 'iproute2'], { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  return runs();
}

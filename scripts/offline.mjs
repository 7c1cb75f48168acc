// Runs things where there is no network but the loopback: a network namespace of their own (Linux; as root, or where users may make namespaces).
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** Chromium asks at each start whether there is a way to this address (Google's name server, by IPv6) and sends nothing there. */
const PROBE = '2001:4860:4860::8888';
/** Chromium asks these and the system's own name servers whether there is a network at all, after each navigation that failed. */
const NAME_SERVERS = ['8.8.8.8', '8.8.4.4'];

/**
 * The words that go before a command to run it without a network; or why that cannot be done here. What tries to leave in it is counted by the kernel as having no
 * way; what Chromium asks by itself is answered with a refusal and not counted. `evenNames`: nor are look-ups of names, which Chromium starts by itself too, where a
 * test lets navigations fail.
 */
export function withoutNetwork({ evenNames = false } = {}) {
  if (process.platform !== 'linux') return { prefix: null, why: 'network namespaces are Linux’s' };
  const refused = evenNames ? [PROBE, ...NAME_SERVERS, ...systemNameServers()] : [PROBE];
  const routes = refused.map((address) => `ip ${address.includes(':') ? '-6 ' : ''}route add blackhole ${address} 2>/dev/null`).join('; ');
  for (const flags of [['-n'], ['-r', '-n']]) {
    const prefix = ['unshare', ...flags, 'sh', '-c', `ip link set lo up && { ${routes}; exec "$@"; }`, 'offline'];
    if (spawnSync(prefix[0], [...prefix.slice(1), 'true'], { stdio: 'ignore' }).status === 0) return { prefix, why: '' };
  }
  return { prefix: null, why: 'unshare and ip are not there or not permitted here' };
}

function systemNameServers() {
  if (!existsSync('/etc/resolv.conf')) return [];
  return [...readFileSync('/etc/resolv.conf', 'utf8').matchAll(/^nameserver\s+([0-9a-f.:]+)\s*$/gim)].map((found) => found[1]).filter((address) => !/^127\.|^::1$/.test(address));
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

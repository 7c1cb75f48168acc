/** The address that Chromium asks the kernel about at each start, to see whether there is IPv6; it sends nothing there. */
const PROBE = '2001:4860:4860::8888';

/**
 * Connections and sends that name an address outside of this machine, from the output of `strace -f -e trace=connect,sendto,sendmsg,sendmmsg`. What goes to a socket
 * that is connected already names none; its connect was told before.
 */
export function outsideConnects(trace: string): readonly string[] {
  const found: string[] = [];
  for (const line of trace.split('\n')) {
    for (const [, v4, v6] of line.matchAll(/inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)"/g)) {
      const address = v4 ?? v6 ?? '';
      const isOwn = /^127\.|^0\.0\.0\.0$|^::1$|^::$|^::ffff:127\./.test(address);
      const isProbe = address === PROBE && line.includes('connect(');
      if (!isOwn && !isProbe) found.push(line.slice(0, 300));
    }
  }
  return found;
}

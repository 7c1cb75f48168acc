import { readFileSync } from 'node:fs';

/** How often this network namespace was asked for a way that it does not have: each connect or send that wanted to leave, by IPv4 and IPv6. */
export function triesToLeave(): number {
  const [names = '', values = ''] = readFileSync('/proc/net/snmp', 'utf8').split('\n').filter((line) => line.startsWith('Ip:'));
  const v4 = Number(values.split(' ')[names.split(' ').indexOf('OutNoRoutes')]);
  const v6 = Number(/^Ip6OutNoRoutes\s+(\d+)/m.exec(readFileSync('/proc/net/snmp6', 'utf8'))?.[1] ?? 0);
  return v4 + v6;
}

/** Around the whole end-to-end suite: where it runs without a network (`npm test` sees to it where it can), nothing in it may have tried to leave. */
export function setup(): (() => void) | undefined {
  if (process.env.BILOCATE_OFFLINE !== '1') {
    console.log('Not run without a network (see scripts/offline.mjs): what would leave is not counted.');
    return undefined;
  }
  // A refusing route has no interface: its name is *.
  const routes = readFileSync('/proc/net/route', 'utf8').trim().split('\n').slice(1).filter((line) => !line.startsWith('*'));
  if (routes.length > 0) throw new Error(`There is a network: ${routes.length} routes.`);
  const before = triesToLeave();
  return () => {
    const tries = triesToLeave() - before;
    console.log(`Without a network: ${tries} tries to leave.`);
    if (tries > 0) {
      process.exitCode = 1;
      throw new Error(`${tries} times something tried to leave this machine during the end-to-end tests.`);
    }
  };
}

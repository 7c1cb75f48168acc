/** Number of a process out of `0x1a4c` or `6732`; `undefined` where it is none. */
export function pidOf(text: string | undefined): number | undefined {
  if (text === undefined || !/^(?:0x[\da-f]{1,8}|\d{1,10})$/i.test(text)) return undefined;
  const pid = Number(text);
  return pid <= 0xffff_ffff ? pid : undefined;
}

/** A logon id in the one spelling that joins logs: `0x` and small hex digits without leading zeros. Nothing (`0x0`) is no logon. */
export function hexOf(text: string | undefined): string | undefined {
  if (text === undefined || !/^(?:0x[\da-f]{1,16}|\d{1,20})$/i.test(text)) return undefined;
  const id = BigInt(text);
  return id === 0n ? undefined : `0x${id.toString(16)}`;
}

/** A GUID in small letters without braces: EVTX readers leave them out, Windows and its shippers do not. All zeros is nothing. */
export function guidOf(text: string | undefined): string | undefined {
  const guid = text?.replace(/^\{|\}$/g, '').toLowerCase();
  return guid !== undefined && /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(guid) && /[^0-]/.test(guid) ? guid : undefined;
}

/** SHA-256 out of Sysmon's `SHA1=…,MD5=…,SHA256=…,IMPHASH=…`. */
export function sha256Of(hashes: string | undefined): string | undefined {
  return hashes === undefined ? undefined : /(?:^|,)\s*SHA256=([\da-f]{64})(?:,|\s|$)/i.exec(hashes)?.[1]?.toLowerCase();
}

const levels: Readonly<Record<number, string>> = { 0: 'untrusted', 4096: 'low', 8192: 'medium', 8448: 'medium plus', 12_288: 'high', 16_384: 'system', 20_480: 'protected' };

/** Integrity in one word: of a label (`S-1-16-12288`), of its name (`Mandatory Label\High Mandatory Level`), or as Sysmon says it (`High`). What is unknown stays as it is. */
export function integrityOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const rid = /^S-1-16-(\d{1,10})$/i.exec(text)?.[1];
  if (rid !== undefined) return levels[Number(rid)] ?? text;
  return (/(?:^|\\)([\w ]+?) Mandatory Level$/i.exec(text)?.[1] ?? text).toLowerCase();
}

const tokens: Readonly<Record<string, string>> = { '%%1936': 'default', '%%1937': 'full', '%%1938': 'limited' };

/** What a token is: `default` (type 1), `full` (2, elevated), `limited` (3); of the number of a message or of its text `TokenElevationTypeFull (2)`. */
export function elevationOf(text: string | undefined): string | undefined {
  return text === undefined ? undefined : tokens[text] ?? /^TokenElevationType(\w+)/.exec(text)?.[1]?.toLowerCase() ?? text;
}

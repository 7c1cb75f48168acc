/** What a user name is made of, in small letters. */
export interface NameParts {
  /** The name itself: before the `@`, after the backslash, the last part of an ARN, the session of a role. */
  readonly local: string;
  /** The same without dots, dashes, underscores and what follows a plus. */
  readonly loose: string;
  /** Mail domain, or Windows domain; null where the name has none. */
  readonly domain: string | null;
}

/**
 * Takes a name apart: `J.Doe@corp.example`, `CORP\jdoe`, `arn:aws:sts::…:assumed-role/ROLE/j.doe@corp.example`, `j.doe_corp.example#EXT#@tenant.onmicrosoft.com` (a guest, whose name at home
 * is before the `#EXT#`, its last underscore for the `@`), `AWSReservedSSO_…`, `jdoe`.
 */
export function partsOf(name: string): NameParts {
  const text = name.trim().toLowerCase();
  if (text.startsWith('arn:')) return partsOf(text.slice(Math.max(text.lastIndexOf('/'), text.lastIndexOf(':')) + 1));
  const guest = /^(.+)_([^_@]+\.[^_@]+)#ext#@/.exec(text);
  if (guest !== null) return parts(guest[1]!, guest[2]!);
  const mail = /^([^@\s]+)@([^@\s]+)$/.exec(text);
  // What a tenant made up is called after the tenant, like a Windows domain.
  if (mail !== null) return parts(mail[1]!, mail[2]!.replace(/\.onmicrosoft\.com$/, ''));
  const windows = /^([^\\]+)\\([^\\]+)$/.exec(text);
  if (windows !== null) return parts(windows[2]!, windows[1]!);
  return parts(text, null);
}

const parts = (local: string, domain: string | null): NameParts => ({ local, loose: local.replace(/\+.*$/, '').replace(/[._-]/g, ''), domain });

/** Whether two domains may be of one organisation: `corp.example` and `CORP`, `ad.corp.example`, or a Windows domain that is the beginning of a mail domain. */
export function domainsAgree(a: string, b: string): boolean {
  if (a === b || a.endsWith(`.${b}`) || b.endsWith(`.${a}`)) return true;
  const [one, other] = [a.split('.')[0]!, b.split('.')[0]!];
  if (a.includes('.') === b.includes('.')) return false;
  return one === other || (Math.min(one.length, other.length) >= 4 && (one.startsWith(other) || other.startsWith(one)));
}

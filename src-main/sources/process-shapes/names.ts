/** An account and a host in the spelling that joins logs, and a command line out of its arguments. */

interface Account {
  readonly name: string | undefined;
  readonly domain: string | undefined;
}

/** `DOMAIN\name`, `name@domain` and separate domains, taken apart and lower-cased: accounts of hosts do not depend on case where they have domains. `-` is nobody. */
export function accountOf({ name, domain }: { readonly name?: string | undefined; readonly domain?: string | undefined }): Account {
  const text = said(name);
  if (text === undefined) return { name: undefined, domain: said(domain)?.toLowerCase() };
  const slash = text.lastIndexOf('\\');
  const at = slash < 0 ? text.indexOf('@') : -1;
  const inName = slash >= 0 ? text.slice(0, slash) : at > 0 ? text.slice(at + 1) : undefined;
  const bare = slash >= 0 ? text.slice(slash + 1) : at > 0 ? text.slice(0, at) : text;
  return { name: said(bare)?.toLowerCase(), domain: (said(domain) ?? said(inName))?.toLowerCase() };
}

/** A host name without its domain, lower-cased; the domain apart. An address stays whole. */
export function hostOf({ name }: { readonly name?: string | undefined }): Account {
  const text = said(name)?.toLowerCase();
  if (text === undefined || /^[\d.]+$|:/.test(text)) return { name: text, domain: undefined };
  const dot = text.indexOf('.');
  return dot <= 0 ? { name: text, domain: undefined } : { name: text.slice(0, dot), domain: said(text.slice(dot + 1)) };
}

/** What stands behind the last separator of a path of either system. */
export function fileNameOf(path: string | undefined): string | undefined {
  return path === undefined ? undefined : said(path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1));
}

/** One text of a list of arguments: joined with blanks; one that is empty or has a blank or a quote stands in double quotes, with `"` and `\` escaped, so that it can be read back. */
export function commandLineOf(args: readonly string[]): string | undefined {
  if (args.length === 0) return undefined;
  return args.map((one) => (one !== '' && !/[\s"']/.test(one) ? one : `"${one.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`)).join(' ');
}

function said(text: string | undefined): string | undefined {
  const trimmed = text?.trim();
  return trimmed === undefined || trimmed === '' || trimmed === '-' || trimmed === '(null)' || trimmed === '?' ? undefined : trimmed;
}

/** What a call to Microsoft Graph asks for, out of its URI. */
export interface Request {
  /** The path with everything that names one thing replaced by `*`; host, version and query left out. */
  readonly template: string;
  /** The kinds of things that are named in the path, as Graph calls their collections. */
  readonly types: readonly string[] | undefined;
  readonly ids: readonly string[] | undefined;
  readonly userNames: readonly string[] | undefined;
  readonly userIds: readonly string[] | undefined;
}

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const version = /^(?:v\d+\.\d+|beta)$/i;
/** A part of a path that is a word of the API: letters, and dots, `$` and underscores between them. */
const word = /^[$A-Za-z][A-Za-z._$]{0,63}$/;
const MOST_PARTS = 30;
const nothing: Request = { template: '', types: undefined, ids: undefined, userNames: undefined, userIds: undefined };

/** Takes a request URI apart. Never throws: a URI that is none gives an empty template. */
export function requestOf(uri: string | undefined): Request {
  if (uri === undefined) return nothing;
  const path = pathOf(uri);
  const parts = path.split('/').filter((part) => part !== '' && !version.test(part)).slice(0, MOST_PARTS);
  const types = new Set<string>();
  const ids = new Set<string>();
  const userNames = new Set<string>();
  const userIds = new Set<string>();
  const template = parts.map((part, at) => {
    const keyed = /^([$A-Za-z][A-Za-z._$]*)\((.*)\)$/.exec(part);
    const value = keyed ? unquoted(keyed[2]!) : decoded(part);
    if (!keyed && word.test(value)) return part;
    const type = keyed ? keyed[1]! : parts[at - 1];
    if (value !== '') ids.add(value);
    if (type !== undefined && word.test(type)) types.add(type);
    if (type?.toLowerCase() === 'users') (guid.test(value) ? userIds : userNames).add(value.toLowerCase());
    return keyed ? `${keyed[1]}(*)` : '*';
  }).join('/');
  return { template: template === '' ? '' : `/${template}`, types: listed(types), ids: listed(ids), userNames: listed(userNames), userIds: listed(userIds) };
}

/** What stands between the host and the query. */
function pathOf(uri: string): string {
  const scheme = uri.indexOf('://');
  const start = scheme < 0 ? 0 : uri.indexOf('/', scheme + 3);
  if (start < 0) return '';
  const end = uri.slice(start).search(/[?#]/);
  return end < 0 ? uri.slice(start) : uri.slice(start, start + end);
}

function decoded(part: string): string {
  if (!part.includes('%')) return part;
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function unquoted(value: string): string {
  return decoded(value).replaceAll('\'', '').replace(/^\w+=/, '');
}

function listed(texts: Set<string>): readonly string[] | undefined {
  return texts.size === 0 ? undefined : [...texts];
}

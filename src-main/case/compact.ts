/** Ids of the sources are mostly UUIDs in lower case: 16 bytes instead of 36. What is no such UUID stays as it is. */
export function packText(text: string): string | Buffer {
  if (text.length !== 36) return text;
  const bytes = Buffer.allocUnsafe(16);
  return packUuid(text, bytes, 0) ? bytes : text;
}

/** Writes the 16 bytes of a UUID in lower case to `into` from `start` on. False where the text is no such UUID; what was written then means nothing. */
export function packUuid(text: string, into: Uint8Array, start: number): boolean {
  if (text.length !== 36) return false;
  let high = -1;
  let n = start;
  for (let at = 0; at < 36; at += 1) {
    const code = text.charCodeAt(at);
    if (at === 8 || at === 13 || at === 18 || at === 23) {
      if (code !== dash) return false;
      continue;
    }
    const nibble = code >= 48 && code <= 57 ? code - 48 : code >= 97 && code <= 102 ? code - 87 : -1;
    if (nibble < 0) return false;
    if (high < 0) high = nibble;
    else {
      into[n++] = high * 16 + nibble;
      high = -1;
    }
  }
  return true;
}
const dash = 45;

/** The text that `packText` was given. */
export function unpackText(cell: string | Uint8Array): string {
  if (typeof cell === 'string') return cell;
  const hex = Buffer.from(cell.buffer, cell.byteOffset, cell.byteLength).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** A path with the number of its item apart, so that the million places of an array share one text. */
export interface PathParts {
  /** `Records[*]`: the item goes where the star is; the whole path where there is no item. */
  readonly text: string;
  /** -1: none. */
  readonly item: number;
}

export function splitPath(path: string): PathParts {
  const found = item.exec(path);
  // A path that has a star of its own could not be put together again.
  if (found === null || path.includes('[*]')) return { text: path, item: -1 };
  return { text: `${path.slice(0, found.index)}[*]${path.slice(found.index + found[0].length)}`, item: Number(found[1]) };
}
const item = /\[(0|[1-9]\d{0,8})\]/;

/** SQL that puts the path of place `p` together again, with table `path` as `t`. */
export const pathSql = `CASE p.item WHEN -1 THEN t.text ELSE replace(t.text, '[*]', '[' || p.item || ']') END`;

/** SQL that puts the places `p` of an event in order: the record that it is read from, which is the last fuller one or the one that brought it, then the others. */
export const homeFirst = `(SELECT max(f.id) FROM event_fuller f WHERE f.event = p.event AND f.member = p.member AND f.ordinal = p.ordinal AND f.path = p.path AND f.item = p.item) DESC,
  p.brought DESC, p.member, p.ordinal, p.path, p.item`;

/** SQL that gives a cell as text, the bytes of a UUID in hex. */
export function hexOrText(cell: string): string {
  return `CASE typeof(${cell}) WHEN 'blob' THEN lower(hex(${cell})) ELSE ${cell} END`;
}

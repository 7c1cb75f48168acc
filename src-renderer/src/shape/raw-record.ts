/** One line of a record on screen: its number, and whether its first string is a key. */
export interface RawLine { readonly number: number; readonly indent: number; readonly key: string; readonly text: string }

/**
 * Lays JSON out over lines. Only white space between tokens is changed: every token keeps its bytes, so 1.0 stays 1.0 and a doubled key stays doubled.
 * What does not read as JSON keeps its own line ends.
 */
export function layOut(raw: string): string {
  const trimmed = raw.trim();
  if (!/^[{[]/.test(trimmed)) return raw;
  let out = '';
  let depth = 0;
  const feed = () => { out += `\n${'  '.repeat(depth)}`; };
  for (let at = 0; at < trimmed.length;) {
    const c = trimmed[at]!;
    if (c === '"') {
      const end = endOfString(trimmed, at);
      out += trimmed.slice(at, end);
      at = end;
      continue;
    }
    at += 1;
    if (c === ' ' || c === '\n' || c === '\r' || c === '\t') continue;
    if (c === '{' || c === '[') {
      const close = closes(trimmed, at, c === '{' ? '}' : ']');
      if (close > 0) { out += c + trimmed[close]!; at = close + 1; continue; }
      depth += 1;
      out += c;
      feed();
    } else if (c === '}' || c === ']') {
      depth = Math.max(0, depth - 1);
      feed();
      out += c;
    } else if (c === ',') {
      out += c;
      feed();
    } else out += c === ':' ? ': ' : c;
  }
  return out;
}

/** Where an empty object or array closes, or -1. */
function closes(text: string, from: number, bracket: string): number {
  let at = from;
  while (at < text.length && ' \n\r\t'.includes(text[at]!)) at += 1;
  return text[at] === bracket ? at : -1;
}

function endOfString(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at + 1;
  }
  return text.length;
}

/** The lines of a text, the key of each apart so that it can be shown quieter than its value. */
export function rawLines(text: string): readonly RawLine[] {
  return text.split(/\r?\n/).map((line, index) => {
    const hit = /^( *)("(?:[^"\\]|\\.)*":)?(.*)$/s.exec(line);
    return { number: index + 1, indent: hit?.[1]?.length ?? 0, key: hit?.[2] ?? '', text: hit?.[3] ?? line };
  });
}

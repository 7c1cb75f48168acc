/**
 * Log content is hostile: characters that are not seen, or that turn the text around, are shown as what they are.
 * Control and format characters, bidi marks, invisible blanks, separators, tags, variation selectors and lone surrogates become `[U+202E]`.
 */
const unseen = new RegExp(
  '[\\u0000-\\u001f\\u007f-\\u009f\\u00ad\\u061c\\u115f\\u1160\\u180e\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufeff\\uffa0\\ufff0-\\ufffb]' +
  '|\\u034f|\\u17b4|\\u17b5|\\p{Variation_Selector}|[\\u{1d173}-\\u{1d17a}\\u{e0000}-\\u{e0fff}]|\\p{Cs}',
  'gu',
);

export interface Piece { readonly text: string; readonly escape: boolean }

/** The text in pieces: what can be shown as it is, and escapes. `lines` keeps line ends and tabs (for raw records). */
export function pieces(text: string, lines = false): readonly Piece[] {
  const out: Piece[] = [];
  let from = 0;
  for (const hit of text.matchAll(unseen)) {
    if (lines && (hit[0] === '\n' || hit[0] === '\t')) continue;
    if (hit.index > from) out.push({ text: text.slice(from, hit.index), escape: false });
    out.push({ text: nameOf(hit[0]), escape: true });
    from = hit.index + hit[0].length;
  }
  if (from < text.length) out.push({ text: text.slice(from), escape: false });
  return out;
}

/** The same as one string, for titles, labels and the parameters of sentences. */
export function visible(text: string): string {
  return text.replace(unseen, nameOf);
}

function nameOf(character: string): string {
  return `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`;
}

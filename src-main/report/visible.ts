/** A stretch of text that is shown as it is, or a code point that must be seen and cannot be drawn: its escape. */
export interface Visible { readonly text: string; readonly escape: boolean }

// Controls, formats (bidi marks and overrides, zero widths, tags), line and paragraph separators, private use, lone surrogates, and letters and spaces
// that look like nothing.
const unseen = /\p{Cc}|\p{Cf}|\p{Zl}|\p{Zp}|\p{Co}|\p{Cs}|\p{Default_Ignorable_Code_Point}|\u2800/u;
const plain = /^[\x20-\x7E]*$/;

/** Cuts text where something would be invisible or would change how the rest is read; those code points come as `[U+202E]`. */
export function visible(text: string): Visible[] {
  if (plain.test(text)) return text === '' ? [] : [{ text, escape: false }];
  const parts: Visible[] = [];
  let shown = '';
  for (const character of text) {
    if (!unseen.test(character)) {
      shown += character;
      continue;
    }
    if (shown !== '') parts.push({ text: shown, escape: false });
    shown = '';
    parts.push({ text: escapeOf(character), escape: true });
  }
  if (shown !== '') parts.push({ text: shown, escape: false });
  return parts;
}

/** `[U+202E]` */
export function escapeOf(character: string): string {
  return `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`;
}

/** `\u{4E2D}`: what is printed for a character that no embedded font has. */
export function codeOf(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`;
}

/** Text of one line for places that only take a string. */
export function visibleText(text: string): string {
  return visible(text).map((part) => part.text).join('');
}

import { visible } from '../visible.ts';

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\'': '&#39;' };

/** Text for an element or a quoted attribute: markup stays text. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character]!);
}

/**
 * Text from anywhere as HTML: what cannot be seen is spelt out in grey, and what runs from right to left stays in its own piece, so that it cannot turn
 * what stands beside it.
 */
export function shown(text: string): string {
  return visible(text).map((part) => (part.escape ? `<i class="u">${part.text}</i>` : escaped(part.text))).join('');
}

/** The same for text of several lines. */
export function shownLines(text: string): string {
  return text.split('\n').map(shown).join('<br>');
}

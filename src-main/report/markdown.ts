import MarkdownIt, { type Token } from 'markdown-it';
import type { Block, Row, Span } from './blocks.ts';

// Raw HTML stays text; nothing is made a link or a picture that was not written as one, and those are printed as text too.
const reader = new MarkdownIt('commonmark', { html: false, linkify: false, typographer: false }).enable('table');

/** The analyst's own words as blocks: headings, paragraphs, lists, emphasis, code, quotes and tables. Links become their text and address. */
export function markdownBlocks(text: string): readonly Block[] {
  const tokens = reader.parse(text, {});
  return blocksUntil(tokens, { at: 0 }, null);
}

interface Place { at: number }

function blocksUntil(tokens: readonly Token[], place: Place, end: string | null): readonly Block[] {
  const blocks: Block[] = [];
  while (place.at < tokens.length) {
    const token = tokens[place.at]!;
    place.at += 1;
    if (token.type === end) break;
    const block = blockOf(token, tokens, place);
    if (block !== null) blocks.push(block);
  }
  return blocks;
}

function blockOf(token: Token, tokens: readonly Token[], place: Place): Block | null {
  switch (token.type) {
    case 'heading_open': return { kind: 'heading', text: spansOf(inlineAt(tokens, place)).map((span) => span.text).join(''), level: token.tag === 'h1' || token.tag === 'h2' ? 2 : 3 };
    case 'paragraph_open': return { kind: 'paragraph', text: spansOf(inlineAt(tokens, place)) };
    case 'bullet_list_open': return { kind: 'list', start: null, items: itemsUntil(tokens, place, 'bullet_list_close') };
    case 'ordered_list_open': return { kind: 'list', start: Number(token.attrGet('start') ?? 1), items: itemsUntil(tokens, place, 'ordered_list_close') };
    case 'blockquote_open': return { kind: 'quote', blocks: blocksUntil(tokens, place, 'blockquote_close') };
    case 'fence':
    case 'code_block': return { kind: 'code', text: token.content.replace(/\n$/, '') };
    case 'table_open': return tableUntil(tokens, place);
    default: return null;
  }
}

function itemsUntil(tokens: readonly Token[], place: Place, end: string): readonly (readonly Block[])[] {
  const items: (readonly Block[])[] = [];
  while (place.at < tokens.length) {
    const token = tokens[place.at]!;
    place.at += 1;
    if (token.type === end) break;
    if (token.type === 'list_item_open') items.push(blocksUntil(tokens, place, 'list_item_close'));
  }
  return items;
}

function tableUntil(tokens: readonly Token[], place: Place): Block {
  const rows: string[][] = [];
  while (place.at < tokens.length) {
    const token = tokens[place.at]!;
    place.at += 1;
    if (token.type === 'table_close') break;
    if (token.type === 'tr_open') rows.push([]);
    if (token.type === 'inline') rows.at(-1)?.push(spansOf(token).map((span) => span.text).join(''));
  }
  const [head = [], ...body] = rows;
  return { kind: 'table', columns: head.map((label) => ({ label })), rows: body.map((cells): Row => ({ cells })) };
}

function inlineAt(tokens: readonly Token[], place: Place): Token | undefined {
  const token = tokens[place.at];
  place.at += 2;
  return token;
}

function spansOf(inline: Token | undefined): readonly Span[] {
  const spans: Span[] = [];
  const faces: Span['face'][] = [];
  const links: string[] = [];
  const put = (text: string, face: Span['face'] = faces.at(-1) ?? 'plain'): void => {
    if (text !== '') spans.push({ text, face });
  };
  for (const token of inline?.children ?? []) {
    switch (token.type) {
      case 'strong_open': faces.push('strong'); break;
      case 'em_open': faces.push('emphasis'); break;
      case 'strong_close':
      case 'em_close': faces.pop(); break;
      case 'code_inline': put(token.content, 'code'); break;
      case 'softbreak': put(' '); break;
      case 'hardbreak': put('\n'); break;
      case 'link_open': links.push(String(token.attrGet('href') ?? '')); break;
      case 'link_close': put(linkText(spans.at(-1)?.text ?? '', links.pop() ?? ''), 'code'); break;
      case 'image': put(`${token.content}${linkText(token.content, String(token.attrGet('src') ?? ''))}`); break;
      default: put(token.content);
    }
  }
  return spans;
}

/** The address stands behind the words of a link, unless it is those words. */
const linkText = (words: string, address: string): string => (address === '' || address === words ? '' : ` (${address})`);

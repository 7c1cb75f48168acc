import { codeOf, visible } from '../visible.ts';
import { type Face, openFaces } from './faces.ts';
import { colours, type TextStyle } from './sheet.ts';

/** Text that was measured: stretches of one font each. Widths in thousandths of the font size. */
interface Piece { readonly runs: readonly Run[]; readonly width: number }
interface Run { readonly face: Face; readonly codes: string; readonly width: number; readonly escape: boolean }

/** Measures and draws text in the embedded fonts. All text of the report goes through here, so nothing invisible and nothing unprintable gets past. */
export interface Pen {
  readonly doc: PDFKit.PDFDocument;
  width(text: string, style: TextStyle): number;
  /** Lines of at most `width` points; words that are longer are broken. The text loses only the spaces at which a line ends. */
  lines(text: string, style: TextStyle, width: number): string[];
  /** Lines of verbatim text: every character kept, broken where the line is full. */
  verbatim(text: string, style: TextStyle, width: number): string[];
  /** One line with its baseline at `y`. Returns its width. */
  draw(text: string, x: number, y: number, style: TextStyle, align?: 'left' | 'right' | 'center'): number;
  /** The text as it will be read, escapes spelt out: for who has to cut it to a length before it is drawn. */
  spelt(text: string, style: TextStyle): string;
  /** What `draw` would write, for a page that is finished later; the fonts are those it needs. */
  content(text: string, x: number, y: number, style: TextStyle): { readonly ops: string; readonly width: number };
}

/** Words kept with their glyphs; the vocabulary of an annex never ends, so the cache starts anew when it is full. */
const cacheWords = 4000;

export function openPen(doc: PDFKit.PDFDocument): Pen {
  const faces = openFaces(doc);
  const words = new Map<string, Piece>();

  const shapeWord = (text: string, style: TextStyle): Piece => {
    const key = `${style.face}${style.tabular === true ? '#' : ' '}${text}`;
    const known = words.get(key);
    if (known !== undefined) return known;
    if (words.size >= cacheWords) words.clear();
    const piece = shape(text, style);
    words.set(key, piece);
    return piece;
  };

  const shape = (text: string, style: TextStyle): Piece => {
    const runs: Run[] = [];
    for (const part of visible(text)) for (const run of split(part.text, style)) runs.push(shapeRun(run.face, run.text, style, part.escape || run.escape));
    return { runs, width: runs.reduce((sum, run) => sum + run.width, 0) };
  };

  /** Stretches that one font can draw; what none can is spelt out. */
  const split = (text: string, style: TextStyle): { face: Face; text: string; escape: boolean }[] => {
    const parts: { face: Face; text: string; escape: boolean }[] = [];
    for (const character of text) {
      const found = faces.faceFor(style.face, character.codePointAt(0)!);
      const next = found === undefined ? { face: faces.first(style.face), text: codeOf(character), escape: true } : { face: found, text: character, escape: false };
      const last = parts.at(-1);
      if (last !== undefined && last.face === next.face && last.escape === next.escape) last.text += next.text;
      else parts.push(next);
    }
    return parts;
  };

  const shapeRun = (face: Face, text: string, style: TextStyle, escape: boolean): Run => {
    // Only the first font of a text face is kerned: other scripts are drawn letter by letter in the order in which they are stored.
    if (style.face !== 'mono' && face === faces.first(style.face)) return { face, escape, ...face.word(text, style.tabular === true) };
    let [codes, width] = ['<', 0];
    for (const character of text) {
      const glyph = face.glyph(character.codePointAt(0)!, false);
      codes += glyph.codes;
      width += glyph.width;
    }
    return { face, escape, codes: `${codes}>`, width };
  };

  const pieces = (text: string, style: TextStyle): Piece[] => (style.face === 'mono' ? [shape(text, style)] : splitWords(text).map((word) => shapeWord(word, style)));
  const tracked = (text: string, style: TextStyle): number => (style.tracking ?? 0) * 1000 * text.length;
  const width = (text: string, style: TextStyle): number => ((pieces(text, style).reduce((sum, piece) => sum + piece.width, 0) + tracked(text, style)) / 1000) * style.size;

  const verbatim = (text: string, style: TextStyle, limit: number): string[] => {
    const out: string[] = [];
    const most = (limit / style.size) * 1000;
    for (const line of text.split('\n')) out.push(...brokenAt(line, most, (character) => shapeWord(character, style).width));
    return out;
  };

  const lines = (text: string, style: TextStyle, limit: number): string[] => {
    const out: string[] = [];
    let line = '';
    for (const word of splitWords(text)) {
      if (width((line + word).trimEnd(), style) <= limit + 0.01) {
        line += word;
        continue;
      }
      if (line !== '') out.push(line.trimEnd());
      const broken = width(word.trimEnd(), style) <= limit ? [word] : brokenAt(word, (limit / style.size) * 1000, (c) => shapeWord(c, style).width + (style.tracking ?? 0) * 1000);
      out.push(...broken.slice(0, -1));
      line = broken.at(-1) ?? '';
    }
    return [...out, line.trimEnd()];
  };

  const content = (text: string, x: number, y: number, style: TextStyle): { ops: string; width: number } => {
    const ops = [`BT 1 0 0 -1 ${num(x)} ${num(y)} Tm${style.tracking === undefined ? '' : ` ${num(style.tracking * style.size)} Tc`}`];
    let [font, colour, total] = ['', '', 0];
    for (const run of pieces(text, style).flatMap((piece) => piece.runs)) {
      if (run.face.id !== font) ops.push(`/${(font = run.face.id)} ${num(style.size)} Tf`);
      const wanted = run.escape ? colours.ink3 : style.colour;
      if (wanted !== colour) ops.push(`${rgb((colour = wanted))} rg`);
      run.face.use();
      ops.push(`[${run.codes}] TJ`);
      total += run.width;
    }
    ops.push(style.tracking === undefined ? 'ET' : '0 Tc ET');
    return { ops: ops.join(' '), width: ((total + tracked(text, style)) / 1000) * style.size };
  };

  const draw = (text: string, x: number, y: number, style: TextStyle, align: 'left' | 'right' | 'center' = 'left'): number => {
    if (text === '') return 0;
    const start = align === 'left' ? x : x - width(text, style) / (align === 'right' ? 1 : 2);
    const { ops, width: drawn } = content(text, start, y, style);
    doc.addContent(ops);
    return drawn;
  };

  const spelt = (text: string, style: TextStyle): string => visible(text).flatMap((part) => split(part.text, style)).map((part) => part.text).join('');

  return { doc, spelt, width, lines, verbatim, draw, content };
}

/** Words with the spaces that follow them. */
function splitWords(text: string): string[] {
  return text.match(/[^ ]* +|[^ ]+/g) ?? [];
}

function brokenAt(text: string, most: number, widthOf: (character: string) => number): string[] {
  const out: string[] = [];
  let [start, at, width] = [0, 0, 0];
  for (const character of text) {
    const next = widthOf(character);
    if (width + next > most && at > start) {
      out.push(text.slice(start, at));
      [start, width] = [at, 0];
    }
    width += next;
    at += character.length;
  }
  out.push(text.slice(start));
  return out;
}

export function num(value: number): string {
  return String(Math.round(value * 100) / 100);
}

export function rgb(hex: string): string {
  return [1, 3, 5].map((i) => num(Number.parseInt(hex.slice(i, i + 2), 16) / 255)).join(' ');
}

/** Distance from the top of a line to its baseline, in points. */
export function ascent(style: TextStyle): number {
  return style.size * (style.leading / 2 + 0.36);
}

export const lineHeight = (style: TextStyle): number => style.size * style.leading;

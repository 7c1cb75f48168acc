import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { FaceName } from './sheet.ts';

const require = createRequire(import.meta.url);

/**
 * What is used of pdfkit beneath its published types (0.19, pinned; docs/decisions/0010-pdf-engine.md): an opened font with its subset, and the font
 * list of a page. Everything else goes through the public interface.
 */
interface OpenedFont {
  readonly id: string;
  readonly scale: number;
  readonly widths: (number | undefined)[];
  readonly unicode: (readonly number[] | undefined)[];
  readonly subset: { includeGlyph(id: number): number };
  readonly font: {
    hasGlyphForCodePoint(code: number): boolean;
    glyphForCodePoint(code: number): FontGlyph;
    layout(text: string, features: Readonly<Record<string, boolean>>): { readonly glyphs: readonly FontGlyph[]; readonly positions: readonly { readonly xAdvance: number }[] };
  };
  ref(): unknown;
}
interface FontGlyph { readonly id: number; readonly advanceWidth: number; readonly codePoints: readonly number[] }
interface DocumentInside { _font: OpenedFont; readonly page: { readonly fonts: Record<string, unknown> } }

/** One font file in the document. Widths in thousandths of the font size. */
export interface Face {
  readonly id: string;
  has(code: number): boolean;
  /** One character without shaping. */
  glyph(code: number, tabular: boolean): Shape;
  /** A word with kerning, but never with ligatures or contextual forms: what the log says is what is drawn. */
  word(text: string, tabular: boolean): Shape;
  /** Names the font in the resources of the page that is open. */
  use(): void;
}
/** `codes` is what stands between the brackets of a TJ operator. */
export interface Shape { readonly codes: string; readonly width: number }

const inter = (weight: number): string[] =>
  ['latin', 'latin-ext', 'cyrillic', 'greek', 'vietnamese', 'cyrillic-ext', 'greek-ext'].map((part) => `@fontsource/inter/files/inter-${part}-${weight}-normal.woff`);
const jetbrains = ['latin', 'latin-ext', 'cyrillic', 'greek', 'vietnamese', 'cyrillic-ext'].map((part) => `@fontsource/jetbrains-mono/files/jetbrains-mono-${part}-400-normal.woff`);
const dejavu = (name: string): string => `dejavu-fonts-ttf/ttf/${name}.ttf`;

/** Font files by face, in the order in which a character is looked for. */
const files: Readonly<Record<FaceName, readonly string[]>> = {
  sans: [...inter(400), dejavu('DejaVuSans')],
  medium: [...inter(500), dejavu('DejaVuSans')],
  semibold: [...inter(600), dejavu('DejaVuSans-Bold')],
  mono: [...jetbrains, dejavu('DejaVuSansMono'), dejavu('DejaVuSans')],
};

export interface Faces {
  /** The first file of the face that has the character; undefined where none has. */
  faceFor(name: FaceName, code: number): Face | undefined;
  first(name: FaceName): Face;
}

/** Opens the embedded fonts of a document, each when a character first asks for it. */
export function openFaces(doc: PDFKit.PDFDocument): Faces {
  const opened = new Map<string, Face>();
  const open = (file: string): Face => {
    let face = opened.get(file);
    if (face === undefined) {
      face = openFace(doc, file);
      opened.set(file, face);
    }
    return face;
  };
  return {
    faceFor: (name, code) => {
      for (const file of files[name]) {
        const face = open(file);
        if (face.has(code)) return face;
      }
      return undefined;
    },
    first: (name) => open(files[name][0]!),
  };
}

function openFace(doc: PDFKit.PDFDocument, file: string): Face {
  // A key of its own per file: the parts of Inter all carry one PostScript name.
  doc.registerFont(file, readFileSync(require.resolve(file)));
  doc.font(file);
  const inside = doc as unknown as DocumentInside;
  const opened = inside._font;
  const glyphs = new Map<number, Shape>();
  const include = (glyph: FontGlyph): string => {
    const id = opened.subset.includeGlyph(glyph.id);
    opened.widths[id] ??= glyph.advanceWidth * opened.scale;
    opened.unicode[id] ??= glyph.codePoints;
    return id.toString(16).padStart(4, '0');
  };
  return {
    id: opened.id,
    has: (code) => opened.font.hasGlyphForCodePoint(code),
    glyph: (code, tabular) => {
      const key = tabular ? -code - 1 : code;
      let shape = glyphs.get(key);
      if (shape === undefined) {
        const glyph = tabular ? opened.font.layout(String.fromCodePoint(code), { calt: false, tnum: true }).glyphs[0]! : opened.font.glyphForCodePoint(code);
        shape = { codes: include(glyph), width: glyph.advanceWidth * opened.scale };
        glyphs.set(key, shape);
      }
      return shape;
    },
    word: (text, tabular) => wordShape(opened, include, text, tabular),
    use: () => {
      inside.page.fonts[opened.id] ??= opened.ref();
    },
  };
}

function wordShape(opened: OpenedFont, include: (glyph: FontGlyph) => string, text: string, tabular: boolean): Shape {
  const { glyphs, positions } = opened.font.layout(text, { calt: false, liga: false, clig: false, dlig: false, ...(tabular ? { tnum: true } : {}) });
  let [codes, width] = ['<', 0];
  glyphs.forEach((glyph, i) => {
    const advance = positions[i]!.xAdvance * opened.scale;
    const kern = glyph.advanceWidth * opened.scale - advance;
    codes += include(glyph);
    if (Math.abs(kern) > 0.5 && i < glyphs.length - 1) codes += `> ${Math.round(kern)} <`;
    width += advance;
  });
  return { codes: `${codes}>`, width };
}

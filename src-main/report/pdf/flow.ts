import { ascent, lineHeight, num, type Pen, rgb } from './pen.ts';
import { colours, contentWidth, sheet, styles, type TextStyle } from './sheet.ts';

/** The page that is being filled, from top to bottom. `y` is where the next thing goes, in points from the top. */
export interface Flow {
  readonly pen: Pen;
  y: number;
  readonly pages: number;
  newPage(): void;
  /** Begins a page where less than `height` is left on this one. */
  need(height: number): void;
  room(): number;
  /** A section of the document, with a bookmark. */
  section(title: string): void;
  heading(title: string): void;
  paragraph(text: string, style?: TextStyle, box?: { readonly x?: number; readonly width?: number; readonly after?: number }): void;
  rule(options?: { readonly colour?: string; readonly width?: number; readonly x?: number; readonly to?: number }): void;
  skip(height: number): void;
  /** Writes what could only be known at the end: the number of pages in every footer. */
  finish(): void;
}

export interface Furniture { readonly left: string; readonly centre: string }

interface Footer { readonly ref: PDFKit.PDFKitReference; readonly page: number }

/** Starts the document's pages. The footer names the case, the handling mark and the page of how many. */
export function startFlow(pen: Pen, furniture: Furniture): Flow {
  const { doc } = pen;
  const footers: Footer[] = [];
  const bookmarks = doc.outline;
  const left = oneLine(pen, furniture.left, sheet.width / 2 - sheet.left - pen.width(furniture.centre, styles.footer) / 2 - 12);

  const flow: Flow = {
    pen,
    y: sheet.top,
    get pages() {
      return footers.length;
    },
    newPage: () => {
      doc.addPage();
      flow.y = sheet.top;
      const page = footers.length + 1;
      pen.draw(left, sheet.left, sheet.footer, styles.footer);
      if (page > 1) pen.draw(furniture.centre, sheet.width / 2, sheet.footer, styles.footer, 'center');
      footers.push({ ref: placeFooter(doc), page });
    },
    need: (height) => {
      if (flow.y + height > sheet.bottom) flow.newPage();
    },
    room: () => sheet.bottom - flow.y,
    section: (title) => {
      flow.need(90);
      bookmarks.addItem(title);
      put(title, styles.section);
      flow.y += 6;
    },
    heading: (title) => {
      flow.need(104);
      flow.y += 12;
      put(title, styles.heading);
      flow.y += 4;
    },
    paragraph: (text, style = styles.body, box = {}) => {
      const { x = sheet.left, width = contentWidth, after = 5 } = box;
      for (const paragraph of text.split('\n')) {
        for (const line of pen.lines(paragraph, style, width)) {
          flow.need(lineHeight(style));
          pen.draw(line, x, flow.y + ascent(style), style);
          flow.y += lineHeight(style);
        }
      }
      flow.y += after;
    },
    rule: ({ colour = colours.line, width = 0.75, x = sheet.left, to = sheet.right } = {}) => {
      line(pen, x, flow.y, to, flow.y, colour, width);
    },
    skip: (height) => {
      flow.y += height;
    },
    finish: () => {
      for (const { ref, page } of footers) writeFooter(pen, ref, `Page ${page} of ${footers.length}`);
    },
  };

  function put(text: string, style: TextStyle): void {
    for (const part of pen.lines(text, style, contentWidth)) {
      pen.draw(part, sheet.left, flow.y + ascent(style), style);
      flow.y += lineHeight(style);
    }
  }
  return flow;
}

/** The name of the case stands whole on the cover; at the foot of a page it may end in `…`. */
function oneLine(pen: Pen, text: string, width: number): string {
  const [first = '', ...rest] = pen.lines(text, styles.footer, width);
  return rest.length === 0 ? first : `${pen.lines(text, styles.footer, width - 8)[0] ?? ''}…`;
}

/**
 * The page number goes into a small form of its own that the page only names: pages leave memory as they are filled, long before their number is known.
 */
function placeFooter(doc: PDFKit.PDFDocument): PDFKit.PDFKitReference {
  const ref = doc.ref({ Type: 'XObject', Subtype: 'Form', BBox: [0, 0, sheet.width, sheet.height] });
  const page = doc.page as unknown as { readonly xobjects: Record<string, unknown> };
  page.xobjects['Pg'] = ref;
  doc.addContent('q /Pg Do Q');
  return ref;
}

function writeFooter(pen: Pen, ref: PDFKit.PDFKitReference, text: string): void {
  const width = pen.width(text, styles.footer);
  const { ops } = pen.content(text, sheet.right - width, sheet.footer, styles.footer);
  // The page that is open uses the same fonts: its resources are what the form inherits.
  const fonts = (pen.doc.page as unknown as { readonly fonts: Record<string, unknown> }).fonts;
  const used = [...ops.matchAll(/\/(F\d+) /g)].map((m) => m[1]!);
  const inside = ref as unknown as { data: Record<string, unknown>; end(content: string): void };
  inside.data['Resources'] = { Font: Object.fromEntries(used.map((id) => [id, fonts[id]])) };
  inside.end(ops);
}

export function line(pen: Pen, x1: number, y1: number, x2: number, y2: number, colour: string, width: number): void {
  pen.doc.addContent(`${rgb(colour)} RG ${num(width)} w ${num(x1)} ${num(y1)} m ${num(x2)} ${num(y2)} l S`);
}


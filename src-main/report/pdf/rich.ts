import { plainOf, type Rich, type Span } from '../blocks.ts';
import type { Flow } from './flow.ts';
import { ascent, lineHeight, type Pen } from './pen.ts';
import { colours, contentWidth, sheet, type TextStyle } from './sheet.ts';

export interface TextBox { readonly x?: number; readonly width?: number; readonly after?: number }
interface Piece { readonly text: string; readonly style: TextStyle; readonly width: number }

/** Sets a paragraph whose stretches look different, line by line. */
export function drawRich(flow: Flow, text: Rich, style: TextStyle, box: TextBox = {}): void {
  const { x = sheet.left, width = contentWidth, after = 5 } = box;
  if (typeof text === 'string' || text.every((span) => span.face === 'plain')) {
    flow.paragraph(plainOf(text), style, { x, width, after });
    return;
  }
  for (const line of linesOf(flow.pen, text, style, width)) {
    flow.need(lineHeight(style));
    let at = x;
    for (const piece of line) {
      flow.pen.draw(piece.text, at, flow.y + ascent(style), piece.style);
      at += piece.width;
    }
    flow.skip(lineHeight(style));
  }
  flow.skip(after);
}

function linesOf(pen: Pen, spans: readonly Span[], style: TextStyle, width: number): readonly (readonly Piece[])[] {
  const lines: Piece[][] = [[]];
  let used = 0;
  const next = (): void => {
    lines.push([]);
    used = 0;
  };
  for (const span of spans) {
    const face = faceOf(span.face, style);
    span.text.split('\n').forEach((part, i) => {
      if (i > 0) next();
      for (const word of part.match(/[^ ]* +|[^ ]+/g) ?? []) {
        // Spaces at the end of a line may hang out of it.
        if (used > 0 && used + pen.width(word.trimEnd(), face) > width + 0.01) next();
        for (const [j, stretch] of (pen.width(word.trimEnd(), face) > width ? pen.lines(word, face, width) : [word]).entries()) {
          if (j > 0) next();
          const piece = { text: stretch, style: face, width: pen.width(stretch, face) };
          lines.at(-1)!.push(piece);
          used += piece.width;
        }
      }
    });
  }
  return lines;
}

/** Emphasis is a weight: an oblique face is not embedded. */
function faceOf(face: Span['face'], style: TextStyle): TextStyle {
  switch (face) {
    case 'plain': return style;
    case 'strong': return { ...style, face: 'semibold' };
    case 'emphasis': return { ...style, face: 'medium' };
    case 'muted': return { ...style, colour: colours.ink2 };
    case 'code': return { ...style, face: 'mono', size: style.size * 0.86 };
  }
}

import { lightTheme, severityTicks, slotColour } from '../../charts/index.ts';
import type { Severity } from '../../contract/index.ts';
import { num, type Pen, rgb } from './pen.ts';
import { colours, styles } from './sheet.ts';

/** The gauge of four ticks; `y` is the baseline of the word beside it. Returns its width. */
export function gauge(pen: Pen, severity: Severity, x: number, y: number, scale = 0.75): number {
  const [filled, height] = [severityTicks[severity], 13 * scale];
  for (let tick = 0; tick < 4; tick++) {
    const colour = 4 - tick <= filled ? lightTheme.severity[severity] : lightTheme.severityOff;
    pen.doc.roundedRect(x, y - height + 1.4 * scale + tick * 3.5 * scale, 10 * scale, 2.5 * scale, 0.6 * scale).fill(colour);
  }
  return 10 * scale;
}

/** Two staggered sessions; where they coincide is the overlap. `size` is the height in points. */
export function logo(pen: Pen, x: number, y: number, size: number): void {
  const s = size / 20;
  const { doc } = pen;
  doc.roundedRect(x + s, y + 4 * s, 12 * s, 4.5 * s, 1.5 * s).fill(colours.ink);
  doc.lineWidth(1.5 * s).roundedRect(x + 7 * s, y + 11.5 * s, 12 * s, 4.5 * s, 1.5 * s).stroke(colours.ink);
  doc.rect(x + 7 * s, y + 9 * s, 6 * s, 1.7 * s).fill(colours.red);
}

/** A word in a hairline box that ends at `right`. */
export function boxed(pen: Pen, text: string, right: number, y: number): void {
  const style = { ...styles.head, size: 8, colour: colours.ink };
  const width = pen.width(text, style) + 11;
  pen.doc.lineWidth(0.75).roundedRect(right - width, y - 10, width, 14.5, 2.2).stroke(colours.line2);
  pen.draw(text, right - width + 5.5, y, style);
}

/** The colour of a network before its name. */
export function swatch(pen: Pen, colour: string, x: number, y: number): number {
  pen.doc.addContent(`${rgb(colour)} rg ${num(x)} ${num(y - 5.2)} 6 6 re f`);
  return 9;
}

/** The letter of a session profile on the colour of its network. */
export function keyMark(pen: Pen, key: string, slot: number, x: number, y: number): number {
  const style = { ...styles.head, face: 'semibold' as const, size: 6.2, colour: lightTheme.onCategories[slot - 1] ?? lightTheme.onOther };
  const width = Math.max(10, pen.width(key, style) + 4);
  pen.doc.roundedRect(x, y - 7.6, width, 10, 2).fill(slotColour(lightTheme, slot));
  pen.draw(key, x + width / 2, y - 0.4, style, 'center');
  return width;
}

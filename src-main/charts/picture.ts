/** A colour by what it is for, so that one picture serves both themes and print. */
export type Ink = 'ink' | 'ink-2' | 'ink-3' | 'line' | 'line-2' | 'grid' | 'ctl-line' | 'surface' | 'focus' | 'sev-crit' | 'sev-high' | 'sev-med' | 'sev-low' | 'sev-info' | 'sev-off' | 'sev-wash' | 'land' | 'coast' | 'sea' | `cat-${string}` | `on-${string}`;

interface Painted { readonly fill?: Ink; readonly opacity?: number; readonly stroke?: Ink; readonly lineWidth?: number; readonly dash?: string }
export type Shape =
  | (Painted & { readonly kind: 'rect'; readonly x: number; readonly y: number; readonly width: number; readonly height: number; readonly r?: number })
  | (Painted & { readonly kind: 'path'; readonly d: string })
  | (Painted & { readonly kind: 'circle'; readonly x: number; readonly y: number; readonly r: number })
  /** `y` is the base line. `mono` is text of a log; it must be made visible by the caller. `halo` sets it off from what lies under it. */
  | { readonly kind: 'text'; readonly x: number; readonly y: number; readonly text: string; readonly fill: Ink; readonly size: number; readonly weight?: 500 | 600; readonly mono?: boolean; readonly anchor?: 'middle' | 'end'; readonly halo?: boolean };

/** Shapes in the order of drawing, in CSS pixels. */
export interface Picture { readonly width: number; readonly height: number; readonly shapes: readonly Shape[] }

/** The role of a slot's colour: 1 to 8 have their own, everything else is grey. */
export const slotInk = (slot: number): Ink => `cat-${slot >= 1 && slot <= 8 ? slot : 'x'}`;
/** The role of a letter that stands on the colour of a slot. */
export const onSlot = (slot: number): Ink => `on-${slot >= 1 && slot <= 8 ? slot : 'x'}`;
export const severityInk = { critical: 'sev-crit', high: 'sev-high', medium: 'sev-med', low: 'sev-low', info: 'sev-info' } as const satisfies Readonly<Record<string, Ink>>;

/** A number as paths write it. */
export const px = (value: number): string => String(Math.round(value * 100) / 100);

export interface Rect { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

/** Lines at 45 degrees that fill a box: rising to the right for what is in two places, falling where nothing was collected. One path. */
export function hatchPath({ x, y, width, height }: Rect, falling = false, gap = 5): string {
  const along = gap * Math.SQRT2;
  let path = '';
  // Anchored at the origin, so that neighbouring boxes continue each other's lines. A falling line is a rising one seen from the other side.
  const left = falling ? -x - width : x;
  const side = (at: number) => px(falling ? -at : at);
  for (let sum = Math.ceil((left + y) / along) * along; sum < left + width + y + height; sum += along) {
    const top = Math.min(left + width, sum - y);
    const bottom = Math.max(left, sum - y - height);
    path += `M${side(bottom)} ${px(sum - bottom)}L${side(top)} ${px(sum - top)}`;
  }
  return path;
}

/** The gauge of severity: four ticks, of which `filled` have the colour. 10 by 13 pixels. */
export function gaugeShapes(x: number, y: number, filled: number, ink: Ink): Shape[] {
  return [0, 1, 2, 3].map((i) => ({ kind: 'rect', x, y: y + i * 3.5, width: 10, height: 2.5, r: 0.6, fill: 4 - i <= filled ? ink : 'sev-off' }));
}

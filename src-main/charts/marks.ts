import type { CustomSeriesRenderItemReturn } from 'echarts';

/** Marks of the custom series, as graphic elements of zrender. */
export type Mark = NonNullable<CustomSeriesRenderItemReturn>;
export interface Box { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

export function box(shape: Box & { readonly r?: number }, style: { readonly fill?: string; readonly fillOpacity?: number; readonly stroke?: string; readonly lineWidth?: number }): Mark {
  return { type: 'rect', shape: { ...shape }, style: { fill: 'none', ...style } };
}

export interface LabelStyle {
  readonly fill: string;
  readonly size: number;
  readonly family: string;
  readonly weight?: 400 | 500 | 600;
  readonly align?: 'left' | 'center' | 'right';
}
/** A line of text whose middle is at `y`. */
export function label(text: string, x: number, y: number, style: LabelStyle): Mark {
  return {
    type: 'text',
    silent: true,
    style: { text, x, y, fill: style.fill, fontSize: style.size, fontFamily: style.family, fontWeight: style.weight ?? 400, align: style.align ?? 'left', verticalAlign: 'middle' },
  };
}

export function hairline(x1: number, y1: number, x2: number, y2: number, stroke: string): Mark {
  return { type: 'line', silent: true, shape: { x1, y1, x2, y2 }, style: { stroke, lineWidth: 1, fill: 'none' } };
}

/** Lines at 45 degrees that fill a box, one path. `gap` is the distance from line to line. */
export function hatch({ x, y, width, height }: Box, stroke: string, strokeOpacity: number, gap = 5): Mark {
  const along = gap * Math.SQRT2;
  const lines: string[] = [];
  // Anchored at the origin of the chart, so that neighbouring boxes continue each other's lines.
  for (let sum = Math.ceil((x + y) / along) * along; sum < x + width + y + height; sum += along) {
    const top = Math.min(x + width, sum - y);
    const bottom = Math.max(x, sum - y - height);
    lines.push(`M${px(bottom)} ${px(sum - bottom)}L${px(top)} ${px(sum - top)}`);
  }
  return { type: 'path', silent: true, shape: { pathData: lines.join('') || 'M0 0' }, style: { stroke, strokeOpacity, lineWidth: 1.3, fill: 'none' } };
}

/** A tick per event, one path; events that fall on the same half pixel are drawn once. */
export function ticks(xs: Iterable<number>, y: number, height: number, fill: string, width = 1): Mark {
  const places = new Set<number>();
  for (const x of xs) places.add(Math.round(x * 2) / 2);
  const path = [...places].map((x) => `M${px(x - width / 2)} ${px(y)}h${width}v${px(height)}h${-width}z`).join('');
  return { type: 'path', silent: true, shape: { pathData: path || 'M0 0' }, style: { fill, fillOpacity: 0.85 } };
}

export function group(children: readonly Mark[]): Mark {
  return { type: 'group', children: [...children] } as Mark;
}

const px = (value: number): string => String(Math.round(value * 100) / 100);

/** Cuts text to a width in pixels by an estimate that is the same on canvas and in print; `…` says that something was cut. */
export function fitted(text: string, width: number, size: number, mono = false): string {
  const most = Math.max(1, Math.floor(width / (size * (mono ? 0.6 : 0.52))));
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('').trimEnd()}…`;
}

import { px, type Picture, type Shape } from './picture.ts';

/** A point of a curve: its place between the left end (0) and the right end (1), and how many findings there are. */
export interface CurveDot { readonly at: number; readonly findings: number }
/** Places of the values that matter, 0 to 1. */
export interface CurveMarks { readonly normal: number; readonly saved: number; readonly draft: CurveDot | null }

export const curveHeight = 80;
/** The thumb of a slider is this wide: a chart above it begins and ends with the middle of the thumb. */
export const thumbWidth = 16;
const [TOP, BASE] = [18, 72];
/** From so many findings at most on, heights are by ratio: a curve that falls from thousands to three must still show the three. */
const BY_RATIO = 100;
export const isByRatio = (most: number): boolean => most >= BY_RATIO;

/**
 * Findings by value of a parameter, as steps between the values that were counted: what lies between two of them is not known, so that the line goes straight. A dashed line is the default,
 * a full one what is saved, the dot what is tried.
 */
export function curvePicture(dots: readonly CurveDot[], marks: CurveMarks, { width, label }: { readonly width: number; readonly label: (findings: number) => string }): Picture {
  const inset = thumbWidth / 2;
  const x = (at: number): number => inset + at * (width - 2 * inset);
  const most = Math.max(1, ...dots.map((one) => one.findings), marks.draft?.findings ?? 0);
  const scaled = (n: number): number => (isByRatio(most) ? Math.log1p(n) / Math.log1p(most) : n / most);
  const y = (n: number): number => BASE - scaled(n) * (BASE - TOP);
  const line = dots.map((one, i) => `${i === 0 ? 'M' : 'L'}${px(x(one.at))} ${px(y(one.findings))}`).join('');
  const area = dots.length < 2 ? [] : [{ kind: 'path' as const, d: `${line}L${px(x(dots.at(-1)!.at))} ${BASE}L${px(x(dots[0]!.at))} ${BASE}Z`, fill: 'line' as const, opacity: 0.7 }];
  const upright = (at: number, dash?: string): Shape => ({ kind: 'path', d: `M${px(x(at))} ${TOP - 4}V${BASE + 4}`, stroke: 'ink-3', lineWidth: 1, ...(dash === undefined ? {} : { dash }) });
  return {
    width, height: curveHeight,
    shapes: [
      ...area, { kind: 'path', d: `M${px(inset)} ${BASE}H${px(width - inset)}`, stroke: 'line-2', lineWidth: 1 }, upright(marks.normal, '3 3'), upright(marks.saved),
      ...(line === '' ? [] : [{ kind: 'path' as const, d: line, stroke: 'ink-2' as const, lineWidth: 1.5 }]),
      { kind: 'text', x: inset, y: 11, text: label(most), fill: 'ink-3', size: 11 },
      ...(marks.draft === null ? [] : draftShapes(marks.draft, x(marks.draft.at), y(marks.draft.findings), width, label)),
    ],
  };
}

/** The dot and its number: above it, or below where there is no room above; never on it. */
function draftShapes({ findings }: CurveDot, x: number, y: number, width: number, label: (findings: number) => string): readonly Shape[] {
  const [left, right] = [x < 120, x > width - 120];
  return [
    { kind: 'circle', x, y, r: 4.5, fill: 'focus' },
    { kind: 'text', x: left ? x + 8 : right ? x - 8 : x, y: y < 33 ? y + 18 : y - 9, text: label(findings), fill: 'ink', size: 12, weight: 600, halo: true, ...(left ? {} : { anchor: right ? 'end' as const : 'middle' as const }) },
  ];
}

import { lightTheme } from '../../charts/index.ts';

/** A4 in points, with the margins of the mock-up: 16 mm at the sides, 19 above, 17 below. */
export const sheet = { width: 595.28, height: 841.89, left: 45.35, right: 549.93, top: 53.86, bottom: 793.7, footer: 815 } as const;
export const contentWidth = sheet.right - sheet.left;

export type FaceName = 'sans' | 'medium' | 'semibold' | 'mono';

/** How text looks. Sizes in points, tracking in em; `tabular` gives figures one width. */
export interface TextStyle {
  readonly face: FaceName;
  readonly size: number;
  readonly colour: string;
  readonly tabular?: boolean;
  readonly tracking?: number;
  /** Line height in em. */
  readonly leading: number;
}

export const colours = { ink: lightTheme.ink, ink2: lightTheme.ink2, ink3: lightTheme.ink3, line: lightTheme.line, line2: lightTheme.line2, red: lightTheme.severity.critical, sunken: '#F7F8F9' } as const;

const sans = { face: 'sans', colour: colours.ink } as const;
export const styles = {
  body: { ...sans, size: 9.3, leading: 1.5 },
  lead: { ...sans, size: 10.4, leading: 1.5 },
  muted: { ...sans, size: 9.3, leading: 1.5, colour: colours.ink2 },
  title: { face: 'semibold', size: 27, leading: 1.15, colour: colours.ink, tracking: -0.02 },
  section: { face: 'semibold', size: 13.5, leading: 1.25, colour: colours.ink, tracking: -0.012 },
  heading: { face: 'semibold', size: 9.6, leading: 1.4, colour: colours.ink },
  finding: { face: 'semibold', size: 10.6, leading: 1.3, colour: colours.ink },
  strong: { face: 'semibold', size: 9.3, leading: 1.5, colour: colours.ink },
  caption: { ...sans, size: 7.9, leading: 1.45, colour: colours.ink3 },
  captionMono: { face: 'mono', size: 7, leading: 1.6, colour: colours.ink2 },
  head: { face: 'medium', size: 7.7, leading: 1.3, colour: colours.ink3 },
  cell: { ...sans, size: 8.3, leading: 1.4 },
  cellMuted: { ...sans, size: 8.3, leading: 1.4, colour: colours.ink2 },
  cellStrong: { face: 'semibold', size: 8.3, leading: 1.4, colour: colours.ink },
  number: { ...sans, size: 8.3, leading: 1.4, tabular: true },
  evidence: { face: 'mono', size: 7.2, leading: 1.55, colour: colours.ink },
  hash: { face: 'mono', size: 6.4, leading: 1.7, colour: colours.ink },
  smallHash: { face: 'mono', size: 5.9, leading: 1.6, colour: colours.ink2 },
  small: { ...sans, size: 6.6, leading: 1.4, colour: colours.ink3, tabular: true },
  figure: { face: 'semibold', size: 17, leading: 1.15, colour: colours.ink, tracking: -0.02 },
  footer: { ...sans, size: 7.6, leading: 1.3, colour: colours.ink3 },
  raw: { face: 'mono', size: 6.3, leading: 1.42, colour: colours.ink },
} as const satisfies Record<string, TextStyle>;

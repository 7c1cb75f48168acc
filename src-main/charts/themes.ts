import type { Severity } from '../contract/index.ts';

/** The tokens that a chart needs, as hex colours. The values are those of the interface's light and dark theme. */
export interface ChartTheme {
  readonly name: 'light' | 'dark';
  readonly surface: string;
  readonly ink: string;
  readonly ink2: string;
  readonly ink3: string;
  readonly line: string;
  readonly line2: string;
  readonly focus: string;
  readonly severity: Readonly<Record<Severity, string>>;
  readonly severityOff: string;
  /** Ground under the overlap hatch and behind firing windows. */
  readonly wash: string;
  /** Slots 1 to 8 of networks and countries. */
  readonly categories: readonly string[];
  /** Letter colour on slot 1 to 8. */
  readonly onCategories: readonly string[];
  readonly other: string;
  readonly onOther: string;
  /** What Bilocate says; and what the log says, verbatim. */
  readonly fontFamily: string;
  readonly monoFamily: string;
}

export const lightTheme: ChartTheme = {
  name: 'light',
  surface: '#FFFFFF', ink: '#17202A', ink2: '#4A5561', ink3: '#5F6A76', line: '#E4E7EB', line2: '#CFD5DB', focus: '#1A5FD0',
  severity: { critical: '#B3122F', high: '#AE4257', medium: '#7F5C66', low: '#56616C', info: '#5F6A76' },
  severityOff: '#D5DAE0', wash: '#FBEBEE',
  categories: ['#2954BC', '#C76F1A', '#00805A', '#9E4382', '#541B85', '#5F5B00', '#0A8EB2', '#63290F'],
  onCategories: ['#FFFFFF', '#0B0E11', '#FFFFFF', '#FFFFFF', '#FFFFFF', '#FFFFFF', '#0B0E11', '#FFFFFF'],
  other: '#7F8790', onOther: '#0B0E11',
  fontFamily: 'Inter', monoFamily: 'JetBrains Mono',
};

export const darkTheme: ChartTheme = {
  name: 'dark',
  surface: '#14181C', ink: '#E4E9EE', ink2: '#A9B3BE', ink3: '#8D98A4', line: '#252C34', line2: '#36404A', focus: '#6FA9FF',
  severity: { critical: '#FF5F76', high: '#E08996', medium: '#C0A2A8', low: '#9DA8B3', info: '#8D98A4' },
  severityOff: '#343D47', wash: '#33171E',
  categories: ['#3B8EEA', '#F08A33', '#14B884', '#E3A0C8', '#8E6BB0', '#D3DA7E', '#8FE3FA', '#9A6656'],
  onCategories: ['#0B0E11', '#0B0E11', '#0B0E11', '#0B0E11', '#0B0E11', '#0B0E11', '#0B0E11', '#FFFFFF'],
  other: '#87909A', onOther: '#0B0E11',
  fontFamily: 'Inter', monoFamily: 'JetBrains Mono',
};

/** Colour of a slot: 1 to 8 have their own, everything else is grey. */
export function slotColour(theme: ChartTheme, slot: number): string {
  return theme.categories[slot - 1] ?? theme.other;
}

/** How many of the four ticks of the gauge are filled. */
export const severityTicks: Readonly<Record<Severity, number>> = { critical: 4, high: 3, medium: 2, low: 1, info: 0 };

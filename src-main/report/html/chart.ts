import { darkTheme, lightTheme } from '../../charts/index.ts';
import type { Chart } from '../blocks.ts';
import { chartSvg } from '../chart-svg.ts';
import type { Times } from '../times.ts';
import { visibleText } from '../visible.ts';
import { escaped, shown } from './escape.ts';

/** CSS pixels that a chart is drawn for; it is scaled to the page. */
const width = 900;

/** A chart as inline SVG whose colours follow the theme of the page. `serial` tells charts of one page apart. */
export function chartHtml(chart: Chart, sentence: string, caption: string, times: Times, serial: number): string {
  const { svg, height } = chartSvg(chart, width, times, visibleText);
  const themed = svg.replace(/<[^>]*>/g, (tag) => inPage(tag, serial));
  const open = `<svg class="chart" role="img" aria-label="${escaped(visibleText(sentence))}" viewBox="0 0 ${width} ${height}"`;
  return `<figure>${themed.replace(/^<svg\b[^>]*>/, `${open} xmlns="http://www.w3.org/2000/svg">`)}<figcaption>${shown(caption)}</figcaption></figure>\n`;
}

/** One tag: ids of its own, and colours as variables. Text between tags stays as it is. */
function inPage(tag: string, serial: number): string {
  return tag.replace(/\bzr\d+-/g, `c${serial}-`).replace(/(?<==")#[0-9A-Fa-f]{6}(?=")/g, (colour) => variables.get(colour.toUpperCase()) ?? colour);
}

const pairs = [
  ['surface', 'surface'], ['ink', 'ink'], ['ink2', 'ink2'], ['ink3', 'ink3'], ['line', 'line'], ['line2', 'line2'], ['wash', 'wash'], ['severityOff', 'sev-off'], ['other', 'n0'],
] as const;
const severityNames = ['critical', 'high', 'medium', 'low'] as const;

/** Names of the tokens as the style sheet has them, with their light and dark colour. */
export const tokens: readonly (readonly [name: string, light: string, dark: string])[] = [
  ...pairs.map(([key, name]) => [name, lightTheme[key], darkTheme[key]] as const),
  ...severityNames.map((name) => [`sev-${name}`, lightTheme.severity[name], darkTheme.severity[name]] as const),
  ['sev-info', lightTheme.severity.info, darkTheme.severity.info],
  ...lightTheme.categories.map((colour, i) => [`n${i + 1}`, colour, darkTheme.categories[i]!] as const),
  ...lightTheme.onCategories.map((colour, i) => [`on${i + 1}`, colour, darkTheme.onCategories[i]!] as const),
];

const variables = new Map(tokens.filter(([name]) => !name.startsWith('on') && name !== 'sev-info').map(([name, light]) => [light.toUpperCase(), `var(--${name})`]));

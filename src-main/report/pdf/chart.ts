import SvgToPdf from 'svg-to-pdfkit';
import { lightTheme } from '../../charts/index.ts';
import type { Chart } from '../blocks.ts';
import { chartSvg } from '../chart-svg.ts';
import type { Times } from '../times.ts';
import type { Flow } from './flow.ts';
import { contentWidth, type FaceName, sheet, styles, type TextStyle } from './sheet.ts';

/** CSS pixels to points. */
const scale = 0.75;

/** Draws a chart as vectors over the width of the page. */
export function drawChart(flow: Flow, chart: Chart, times: Times): void {
  const { pen } = flow;
  const { svg, height } = chartSvg(chart, contentWidth / scale, times, (text, face) => pen.spelt(text, face === 'mono' ? styles.evidence : styles.body));
  flow.need(height * scale + 4);
  place(flow, svg);
  flow.skip(height * scale + 4);
}

/**
 * Lines and areas go through the SVG reader; text does not. It is taken out and drawn by the pen, so that labels follow the same rules for fonts, scripts
 * and hostile characters as the rest of the report.
 */
function place(flow: Flow, svg: string): void {
  const labels: string[] = [];
  const shapes = svg.replace(/<text\b[^>]*>[^<]*<\/text>/g, (element) => {
    labels.push(element);
    return '';
  });
  SvgToPdf(flow.pen.doc, shapes, sheet.left, flow.y, { width: contentWidth, preserveAspectRatio: 'xMinYMin meet' });
  for (const element of labels) drawLabel(flow, element);
}

function drawLabel(flow: Flow, element: string): void {
  const attribute = (name: string): string => new RegExp(` ${name}="([^"]*)"`).exec(element)?.[1] ?? '';
  const css = attribute('style');
  const size = Number(/font-size:([\d.]+)px/.exec(css)?.[1] ?? 9) * scale;
  const face: FaceName = css.includes(lightTheme.monoFamily) ? 'mono' : /font-weight:(?:600|bold)/.test(css) ? 'semibold' : 'sans';
  const style: TextStyle = { face, size, colour: attribute('fill'), leading: 1 };
  const align = ({ end: 'right', middle: 'center' } as const)[attribute('text-anchor')] ?? 'left';
  const text = /^<text[^>]*>([^<]*)</.exec(element)?.[1] ?? '';
  flow.pen.draw(unescaped(text), sheet.left + Number(attribute('x')) * scale, flow.y + Number(attribute('y')) * scale + size * 0.36, style, align);
}

const entities: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' };
function unescaped(text: string): string {
  return text.replace(/&(?:lt|gt|quot|#39|amp);/g, (entity) => entities[entity] ?? entity);
}

/** A piece of a drawing: an element with what may stand in it. */
export interface SvgNode { readonly tag: string; readonly attributes: Readonly<Record<string, string>>; readonly children: readonly (SvgNode | string)[] }

const tags = new Set(['svg', 'g', 'path', 'rect', 'circle', 'ellipse', 'line', 'polyline', 'polygon', 'text', 'tspan', 'defs', 'clipPath', 'pattern', 'linearGradient', 'stop']);
/** Nothing that acts or fetches: no event, no link, no style that names a place. */
const attributes = new Set([
  'd', 'x', 'y', 'x1', 'y1', 'x2', 'y2', 'cx', 'cy', 'r', 'rx', 'ry', 'dx', 'dy', 'width', 'height', 'viewBox', 'points', 'transform', 'fill', 'fill-opacity', 'fill-rule', 'stroke', 'stroke-width', 'stroke-opacity', 'stroke-dasharray', 'stroke-dashoffset',
  'stroke-linecap', 'stroke-linejoin', 'opacity', 'id', 'clip-path', 'clip-rule', 'patternUnits', 'patternTransform', 'patternContentUnits', 'offset', 'stop-color', 'font-size', 'font-family', 'font-weight', 'text-anchor', 'dominant-baseline', 'paint-order', 'xml:space',
]);
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: '\'', nbsp: '\u00A0' };

/**
 * Reads a drawing that this program made (SVG, well formed, texts escaped) as a tree, so that the page can make elements of it without setting markup. What is
 * not known in a drawing is left out with all that is in it. `prefix` keeps the names of one drawing apart from those of others. Null where the text is not a drawing.
 */
export function svgTree(svg: string, prefix: string): SvgNode | null {
  const root: SvgNode & { children: (SvgNode | string)[] } = { tag: '', attributes: {}, children: [] };
  const open: { tag: string; node: typeof root | null }[] = [{ tag: '', node: root }];
  for (const [, close, tag, inside = '', empty, text] of svg.matchAll(/<(\/?)([A-Za-z][\w:-]*)((?:\s+[\w:-]+\s*=\s*"[^"]*")*)\s*(\/?)>|([^<]+)/g)) {
    const parent = open.at(-1)!.node;
    if (text !== undefined) { if (parent !== null && isText(parent.tag)) parent.children.push(plain(text)); continue; }
    if (tag === undefined) continue;
    if (close === '/') { if (open.length > 1) open.pop(); continue; }
    const node = parent !== null && tags.has(tag) ? { tag, attributes: kept(inside, prefix), children: [] } : null;
    if (node !== null) parent!.children.push(node);
    if (empty !== '/') open.push({ tag, node });
  }
  const [first] = root.children;
  return typeof first === 'object' && first.tag === 'svg' ? first : null;
}

const isText = (tag: string): boolean => tag === 'text' || tag === 'tspan';

function kept(inside: string, prefix: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [, name, value] of inside.matchAll(/([\w:-]+)\s*=\s*"([^"]*)"/g)) {
    if (name === 'style') Object.assign(found, styled(plain(value!)));
    else if (attributes.has(name!)) found[name!] = own(name!, plain(value!), prefix);
  }
  return found;
}

/** Of a style what has an attribute of its own, such as the font of a text. */
function styled(style: string): Record<string, string> {
  return Object.fromEntries(style.split(';').flatMap((one): [string, string][] => {
    const at = one.indexOf(':');
    const [name, value] = [one.slice(0, at).trim(), one.slice(at + 1).trim()];
    return at > 0 && attributes.has(name) && !/url\(/i.test(value) ? [[name, value]] : [];
  }));
}

/** Names of the drawing with its prefix; a reference that leads out of it is none. */
function own(name: string, value: string, prefix: string): string {
  if (name === 'id') return `${prefix}${value}`;
  if (!/url\(/i.test(value)) return value;
  const inner = /^url\(#([\w-]+)\)$/.exec(value);
  return inner === null ? 'none' : `url(#${prefix}${inner[1]})`;
}

function plain(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (whole, decimal: string | undefined, hex: string | undefined, name: string | undefined) =>
    (decimal !== undefined ? character(Number(decimal)) : hex !== undefined ? character(Number.parseInt(hex, 16)) : entities[name!.toLowerCase()] ?? whole));
}
const character = (code: number): string => (code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD');

/**
 * Scrolling through more rows than a page can be tall: browsers stop near 33 million px. The page is as tall as it may be, and the place in the list is kept
 * apart from the place of the scroll bar: a turn of the wheel moves by what it says, a pull at the bar moves by its share of the whole.
 */
export const tallestPx = 8_000_000;

export interface Geometry { readonly rows: number; readonly rowPx: number; readonly viewPx: number }
/** `topPx` of the whole list is at the upper edge of the view while the bar is at `barPx`. */
export interface Place { readonly barPx: number; readonly topPx: number }

/** How tall the page is for these rows, px. */
export const pageHeight = ({ rows, rowPx }: Geometry): number => Math.min(tallestPx, rows * rowPx);
const mostTop = ({ rows, rowPx, viewPx }: Geometry): number => Math.max(0, rows * rowPx - viewPx);
const mostBar = (geometry: Geometry): number => Math.max(0, pageHeight(geometry) - geometry.viewPx);

/** Where the list is after the bar has moved to `barPx`. A move of less than a view is one of the wheel, the keys or a finger. */
export function scrolledTo(before: Place, barPx: number, geometry: Geometry): Place {
  const [top, bar] = [mostTop(geometry), mostBar(geometry)];
  if (top === bar) return { barPx, topPx: barPx };
  const by = barPx - before.barPx;
  if (barPx <= 0) return { barPx, topPx: Math.abs(by) < geometry.viewPx ? Math.max(0, before.topPx + by) : 0 };
  if (barPx >= bar) return { barPx, topPx: Math.abs(by) < geometry.viewPx ? Math.min(top, before.topPx + by) : top };
  return { barPx, topPx: Math.abs(by) < geometry.viewPx ? Math.max(0, Math.min(top, before.topPx + by)) : (barPx / bar) * top };
}

/** Where the bar belongs for a place in the list; the bar is put there once the scrolling has come to rest. */
export function restedAt(topPx: number, geometry: Geometry): Place {
  const [top, bar] = [mostTop(geometry), mostBar(geometry)];
  const kept = Math.max(0, Math.min(top, topPx));
  // Shares are rounded: only the ends themselves are at the ends, so that there is always room to turn the wheel.
  const barPx = top === bar ? kept : kept === 0 ? 0 : kept === top ? bar : Math.max(1, Math.min(bar - 1, Math.round((kept / top) * bar)));
  return { barPx, topPx: kept };
}

/** First and last row in the view, with some more at either end; last is -1 where there are none. */
export function rowsInView(topPx: number, { rows, rowPx, viewPx }: Geometry, more: number): { readonly first: number; readonly last: number } {
  return { first: Math.max(0, Math.floor(topPx / rowPx) - more), last: Math.min(rows - 1, Math.ceil((topPx + viewPx) / rowPx) + more) };
}

/** The place that brings a row into the view with as little moving as can be. */
export function placeFor(row: number, topPx: number, { rowPx, viewPx }: Geometry): number {
  const at = row * rowPx;
  if (at < topPx) return at;
  return at > topPx + viewPx - rowPx ? at - viewPx + rowPx : topPx;
}

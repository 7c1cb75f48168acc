import type { Page } from 'playwright-core';

/** Something in sight that takes a click or a key. `walk` is its mark in the page, until the next walk. */
export interface Control {
  readonly walk: number;
  /** Role and name, as a person would say it. */
  readonly what: string;
  /** The same for controls that do the same: the rows of one table, the entries of one long list. */
  readonly key: string;
  /** A row, and the link that is seen when it has the focus, take Enter; a field of a search is emptied again. */
  readonly kind: 'press' | 'row' | 'search' | 'check' | 'choose' | 'type' | 'move' | 'region';
  readonly disabled: boolean;
  readonly tab: number;
  readonly inRow: boolean;
  /** Says that it is the one that holds: pressing it changes nothing. */
  readonly holds: boolean;
  /** How many rows it says that it leads to; null where it is no number. */
  readonly leadsTo: number | null;
}

/** All controls in sight, in a part of the page or in all of it, in the order of the page. */
export function controls(page: Page, part = 'body'): Promise<readonly Control[]> {
  return page.evaluate((inside) => {
    for (const one of document.querySelectorAll('[data-walk]')) one.removeAttribute('data-walk');
    const roles = ['button', 'link', 'tab', 'menuitem', 'menuitemradio', 'menuitemcheckbox', 'option', 'switch', 'radio', 'slider', 'separator'].map((role) => `[role=${role}]`).join(', ');
    const near = (one: Element) => [...document.querySelectorAll(inside)].some((place) => place.contains(one));
    const seen = [...document.querySelectorAll<HTMLElement>(`button, a[href], input, textarea, select, summary, [tabindex], ${roles}`)]
      .filter((one) => near(one) && !one.matches('.sr[tabindex="-1"]') && one.checkVisibility({ checkVisibilityCSS: true, checkOpacity: true }) && one.getBoundingClientRect().width > 0);
    const screen = location.hash.split(/[/?]/)[1] ?? '';
    const places = ['[role=dialog]', '[role=menu]', '[role=listbox]', 'header.bar', 'nav.rail', 'footer.status', '.notices', 'aside'];
    const kin = (one: HTMLElement) => `${one.tagName}.${one.className}<${one.parentElement?.tagName}.${one.parentElement?.className}<${one.parentElement?.parentElement?.tagName}`;
    const amounts = new Map<string, number>();
    for (const one of seen) amounts.set(kin(one), (amounts.get(kin(one)) ?? 0) + 1);

    return seen.map((one, walk) => {
      one.setAttribute('data-walk', String(walk));
      const role = one.getAttribute('role') ?? (one.matches('[type=radio]') ? 'radio' : one.tagName.toLowerCase());
      const text = (one.innerText ?? '').trim().replaceAll(/\s+/g, ' ');
      const label = one.getAttribute('aria-label') ?? (text === '' ? ((one as HTMLInputElement).labels?.[0]?.innerText ?? one.title ?? '').trim() : text);
      const name = label.slice(0, 50);
      const place = places.find((selector) => one.closest(selector) !== null) ?? 'main';
      const where = ['header.bar', 'nav.rail', 'footer.status', '.notices'].includes(place) ? place : `${screen} ${place}`;
      const row = one.closest('[role=row], tr, .row:has([data-line])');
      const cell = one.closest('[role=gridcell], td, [role=columnheader], th');
      const inRow = row !== null && row !== one;
      const column = cell === null ? '' : [...(cell.parentElement?.children ?? [])].indexOf(cell);
      const table = one.closest('[role=grid], table')?.getAttribute('aria-label') ?? '';
      const alike = inRow && one.closest('[role=columnheader]') === null ? `${table} cell ${column} ${one.className}`
        : one.closest('[role=columnheader]') !== null ? `${table} head` : role === 'row' ? `row of ${table} ${one.className.replace(/\b(on|sel|selected)\b/g, '')}`
        : (amounts.get(kin(one)) ?? 0) > 6 ? kin(one) : name.replaceAll(/[\d,.]+/g, '#');
      const kind = (one.closest('[aria-label="Skipped records"]') !== null && role === 'row') || one.matches('[role=search] button[type=submit]') ? 'region' : role === 'row' || one.matches('.skip') ? 'row' : one.matches('input[type=checkbox], input[type=radio]') ? 'check' : one.matches('select') ? 'choose' : one.matches('input[type=range], [role=separator], [role=slider]') ? 'move'
        : one.matches('input, textarea') ? (one.closest('[role=search]') !== null || one.matches('[type=search]') || one.closest('form, [role=dialog]') === null ? 'search' : 'type') : one.matches(`button, a[href], summary, ${roles}`) ? 'press' : 'region';
      // Searching for nothing more than before shows nothing new. A skip has nothing behind it: its row says everything.
      const counted = /^(?:Open |Show )?([\d,]+)( (events?|findings?|users?|records?|skipped|rows?)\b.*)?$/.exec(text);
      const holds = one.matches('[aria-pressed=true], [aria-current], [aria-checked=true], [aria-selected=true], input[type=radio]:checked');
      const off = (one as HTMLButtonElement).disabled === true || one.getAttribute('aria-disabled') === 'true' || one.hasAttribute('data-disabled');
      const linked = one.matches('.link') || one.querySelector('.link') !== null;
      return { walk, what: `${role} “${name}” (${place})`, key: `${where}: ${role} ${alike}`, kind, tab: one.tabIndex, disabled: off, inRow, holds, leadsTo: linked && counted !== null && counted[1]!.length < 9 ? Number(counted[1]!.replaceAll(',', '')) : null } as const;
    });
  }, part);
}

/** Of a group that Tab enters once, and arrows move in. */
const roving = /^(option|menuitem|menuitemradio|menuitemcheckbox|tab|radio) /;

/** Controls that no key reaches. A row stands for the buttons in it that are not in the tab order: Enter on the row does the same. Cells and panes that scroll are no controls. */
export async function unreachable(page: Page): Promise<readonly string[]> {
  const all = await controls(page);
  const walked = new Set<string>();
  // Pages of a report and rows that come into sight have stops of their own; a walk that came round ends by itself.
  for (let n = 0; n < all.length * 2 + 200; n += 1) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => document.activeElement?.getAttribute('data-walk') ?? '');
    if (at !== '' && walked.has(at)) break;
    walked.add(at);
  }
  const missed = all.filter((one) => !one.disabled && one.kind !== 'region' && !(one.what.startsWith('radio ') && !one.holds) && !(one.tab < 0 && (one.inRow || one.kind === 'row' || roving.test(one.what))) && !walked.has(String(one.walk)));
  return missed.map((one) => `Tab does not reach ${one.what}`);
}

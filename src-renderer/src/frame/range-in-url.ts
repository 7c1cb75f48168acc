import { watch } from 'vue';
import type { LocationQueryRaw, RouteLocationNormalized, Router } from 'vue-router';
import { parseRange } from '../shape/time-range.ts';
import { useRange } from '../stores/range.ts';

/**
 * Keeps the time range in the URL of every screen of a case: a link without one keeps the range that is on, Back and a typed URL say what they say.
 * Called once, before the first navigation.
 */
export function keepRangeInUrl(router: Router): void {
  const range = useRange();
  // Only the history knows whether a navigation is a way back or a link.
  let popped = true;
  router.options.history.listen(() => { popped = true; });
  router.beforeEach((to) => {
    const asWritten = popped;
    popped = false;
    if (to.meta['needsCase'] !== true) return true;
    const inUrl = parseRange(to.query['range']);
    if (inUrl !== null) range.set(inUrl.fromMs, inUrl.toMs);
    else if (asWritten) range.clear();
    else if (range.active) return { ...to, query: withRange(to, range.query) };
    return true;
  });
  watch(() => range.query, (now) => {
    const here = router.currentRoute.value;
    if (here.meta['needsCase'] !== true || here.query['range'] === now) return;
    void router.push({ path: here.path, query: withRange(here, now), hash: here.hash });
  });
}

function withRange(at: RouteLocationNormalized, range: string | undefined): LocationQueryRaw {
  const { range: _old, ...query } = at.query;
  return range === undefined ? query : { ...query, range };
}

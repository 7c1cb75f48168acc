import { watch } from 'vue';
import { isNavigationFailure, NavigationFailureType, type LocationQueryRaw, type RouteLocationNormalized, type Router } from 'vue-router';
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
  // A navigation is under way: it brings its range with it. A screen that is still being loaded is not there yet, and to write the range into where we still are would end the way to it.
  let underWay = false;
  router.options.history.listen(() => { popped = true; });
  router.beforeEach((to) => {
    const asWritten = popped;
    popped = false;
    underWay = true;
    if (to.meta['needsCase'] !== true) return true;
    const inUrl = parseRange(to.query['range']);
    if (inUrl !== null) range.set(inUrl.fromMs, inUrl.toMs);
    else if (asWritten) range.clear();
    else if (range.active) return { ...to, query: withRange(to, range.query) };
    return true;
  });
  const write = (): void => {
    const here = router.currentRoute.value;
    if (here.meta['needsCase'] !== true || here.query['range'] === range.query) return;
    void router.push({ path: here.path, query: withRange(here, range.query), hash: here.hash });
  };
  router.afterEach((_to, from, failure) => {
    // Another one took its place and is under way now.
    if (isNavigationFailure(failure, NavigationFailureType.cancelled)) return;
    underWay = false;
    // It was turned back: what holds is what the URL says that stays.
    if (isNavigationFailure(failure, NavigationFailureType.aborted)) {
      const stays = parseRange(from.query['range']);
      if (stays === null) range.clear();
      else range.set(stays.fromMs, stays.toMs);
    } else write();
  });
  // A screen that could not be loaded is no failure of the router, but an error.
  router.onError(() => { underWay = false; });
  watch(() => range.query, () => { if (!underWay) write(); });
}

function withRange(at: RouteLocationNormalized, range: string | undefined): LocationQueryRaw {
  const { range: _old, ...query } = at.query;
  return range === undefined ? query : { ...query, range };
}

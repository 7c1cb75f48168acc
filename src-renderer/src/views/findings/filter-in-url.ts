import { watch } from 'vue';
import { findingGroupings } from '@contract/finding-list.ts';
import { useRoute, useRouter } from 'vue-router';
import { filterOf, queryOf } from '../../shape/finding-filter.ts';
import { useFindings } from '../../stores/findings.ts';

/** Keeps filter and grouping of the findings in the query of the URL, so that a view can be reloaded, noted and come back to. The time range has its own place there. */
export function useFilterInUrl(): void {
  const [route, router, store] = [useRoute(), useRouter(), useFindings()];
  const own = () => Object.fromEntries(Object.entries(route.query).filter(([name]) => name !== 'range'));
  const written = () => ({ ...queryOf(store.filter), ...(store.grouping === 'user' ? {} : { group: store.grouping }) });
  const same = () => JSON.stringify(Object.entries(own()).sort()) === JSON.stringify(Object.entries(written()).sort());
  function read(): void {
    store.setFilter(filterOf(route.query));
    store.grouping = findingGroupings.find((one) => one === route.query['group']) ?? 'user';
  }
  if (Object.keys(own()).length > 0) read();
  watch(() => route.query, () => { if (route.path.startsWith('/findings') && Object.keys(own()).length > 0 && !same()) read(); });
  watch([() => store.filter, () => store.grouping], () => {
    if (same()) return;
    const { range } = route.query;
    void router.replace({ path: route.path, query: { ...written(), ...(range === undefined ? {} : { range }) } });
  });
}

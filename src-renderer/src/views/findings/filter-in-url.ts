import type { Variant } from '@contract';
import { watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { severityOrder, variantOrder, verdictOrder } from '../../shape/findings.ts';
import { usualVariants, useFindings } from '../../stores/findings.ts';

/** Keeps the filter of the findings in the query of the URL, so that a view can be reloaded and shared on this machine. */
export function useFilterInUrl(): void {
  const [route, router, store] = [useRoute(), useRouter(), useFindings()];
  const listed = (name: string) => String(route.query[name] ?? '').split(',');
  if (Object.keys(route.query).length > 0) {
    store.severities = new Set(severityOrder.filter((one) => listed('severity').includes(one)));
    store.verdicts = new Set(verdictOrder.filter((one) => listed('verdict').includes(one)));
    store.variants = route.query['variant'] === undefined ? usualVariants : new Set(variantOrder.filter((one) => listed('variant').includes(one)));
    store.text = String(route.query['text'] ?? '');
  }
  watch([() => store.severities, () => store.verdicts, () => store.variants, () => store.text], () => {
    const query = {
      ...(store.severities.size > 0 ? { severity: [...store.severities].join(',') } : {}),
      ...(store.verdicts.size > 0 ? { verdict: [...store.verdicts].join(',') } : {}),
      ...(isUsual(store.variants) ? {} : { variant: [...store.variants].join(',') || 'any' }),
      ...(store.text === '' ? {} : { text: store.text }),
    };
    void router.replace({ path: route.path, query });
  });
}

function isUsual(variants: ReadonlySet<Variant>): boolean {
  return variants.size === usualVariants.size && [...variants].every((one) => usualVariants.has(one));
}

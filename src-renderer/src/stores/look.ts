import { defineStore } from 'pinia';
import { computed, ref, watchEffect } from 'vue';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];
export const densities = ['compact', 'default', 'relaxed'] as const;
export type Density = (typeof densities)[number];

/** Light or dark, row height, and how wide the drawer is; kept in this browser, not in the case. */
export const useLook = defineStore('look', () => {
  const systemDark = ref(false);
  const theme = ref<Theme>(read('theme', themes, 'system'));
  const density = ref<Density>(read('density', densities, 'default'));
  const drawerWidth = ref(Number(recall('drawer')) || 480);
  const dark = computed(() => theme.value === 'dark' || (theme.value === 'system' && systemDark.value));
  const rowHeight = computed(() => ({ compact: 24, default: 28, relaxed: 36 })[density.value]);

  /** Ties the choices to the page. Called once, where there is one. */
  function attach(root: HTMLElement, prefersDark: MediaQueryList): void {
    systemDark.value = prefersDark.matches;
    prefersDark.addEventListener('change', (event) => { systemDark.value = event.matches; });
    watchEffect(() => {
      root.dataset['theme'] = dark.value ? 'dark' : 'light';
      root.dataset['density'] = density.value;
      keep('theme', theme.value);
      keep('density', density.value);
      keep('drawer', String(drawerWidth.value));
    });
  }
  function setDrawer(width: number): void {
    drawerWidth.value = Math.round(Math.min(720, Math.max(360, width)));
  }
  return { theme, density, drawerWidth, dark, rowHeight, attach, setDrawer };
});

function read<T extends string>(name: string, known: readonly T[], fallback: T): T {
  const value = recall(name);
  return known.find((one) => one === value) ?? fallback;
}
// A browser may forbid storage; then the choice lasts as long as the page.
function recall(name: string): string | null {
  try {
    return globalThis.localStorage?.getItem(`bilocate.${name}`) ?? null;
  } catch {
    return null;
  }
}
function keep(name: string, value: string): void {
  try {
    globalThis.localStorage?.setItem(`bilocate.${name}`, value);
  } catch {
    // Not kept; nothing depends on it.
  }
}

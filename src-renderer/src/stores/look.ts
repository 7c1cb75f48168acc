import { defineStore } from 'pinia';
import { computed, ref, watchEffect } from 'vue';
import { useWorkspace } from './workspace.ts';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];
export const densities = ['compact', 'default', 'relaxed'] as const;
export type Density = (typeof densities)[number];

interface Kept { readonly theme?: Theme; readonly density?: Density; readonly drawer?: number; readonly rail?: boolean; readonly letters?: boolean }

/** Light or dark, row height, how wide the drawer is, whether the rail shows words, and whether single letters are commands. Of this installation. */
export const useLook = defineStore('look', () => {
  const workspace = useWorkspace();
  const systemDark = ref(false);
  const kept = computed<Kept>(() => workspace.get<Kept>('app', 'look') ?? {});
  const keep = (change: Kept) => workspace.set('app', 'look', { ...kept.value, ...change });

  const theme = computed<Theme>({ get: () => themes.find((one) => one === kept.value.theme) ?? 'system', set: (value) => keep({ theme: value }) });
  const density = computed<Density>({ get: () => densities.find((one) => one === kept.value.density) ?? 'default', set: (value) => keep({ density: value }) });
  const drawerWidth = computed(() => fitting(Number(kept.value.drawer ?? 480)));
  /** False while the rail shows pictures only. */
  const railOpen = computed({ get: () => kept.value.rail ?? true, set: (value: boolean) => keep({ rail: value }) });
  /** False where single letters are text and nothing else (WCAG 2.1.4). */
  const letters = computed({ get: () => kept.value.letters ?? true, set: (value: boolean) => keep({ letters: value }) });
  const dark = computed(() => theme.value === 'dark' || (theme.value === 'system' && systemDark.value));
  const rowHeight = computed(() => ({ compact: 24, default: 28, relaxed: 36 })[density.value]);

  /** Ties the choices to the page. Called once, where there is one. */
  function attach(root: HTMLElement, prefersDark: MediaQueryList): void {
    systemDark.value = prefersDark.matches;
    prefersDark.addEventListener('change', (event) => { systemDark.value = event.matches; });
    watchEffect(() => {
      root.dataset['theme'] = dark.value ? 'dark' : 'light';
      root.dataset['density'] = density.value;
    });
  }
  function setDrawer(width: number): void {
    keep({ drawer: fitting(width) });
  }
  return { theme, density, drawerWidth, railOpen, letters, dark, rowHeight, attach, setDrawer };
});

function fitting(width: number): number {
  return Number.isFinite(width) ? Math.round(Math.min(720, Math.max(360, width))) : 480;
}

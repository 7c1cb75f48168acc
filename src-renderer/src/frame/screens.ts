import type { Router } from 'vue-router';
import type { IconName } from '../parts/icons.ts';

/** The screens in the order of the rail; the palette and the keys after G go to the same. */
export const screens = [
  { name: 'cases', path: '/cases', needsCase: false, group: 'top' },
  { name: 'overview', path: '/overview', needsCase: true, group: 'top' },
  { name: 'findings', path: '/findings', needsCase: true, group: 'top' },
  { name: 'users', path: '/users', needsCase: true, group: 'top' },
  { name: 'events', path: '/events', needsCase: true, group: 'top' },
  { name: 'hunts', path: '/hunts', needsCase: true, group: 'top' },
  { name: 'evidence', path: '/evidence', needsCase: true, group: 'evidence' },
  { name: 'log', path: '/log', needsCase: true, group: 'evidence' },
  { name: 'report', path: '/report', needsCase: true, group: 'deliver' },
  { name: 'settings', path: '/settings', needsCase: false, group: 'end' },
] as const satisfies readonly { readonly name: IconName; readonly path: string; readonly needsCase: boolean; readonly group: string }[];
export type Screen = (typeof screens)[number];

/** True where the screen can be shown: its route is there, and a case is open where it needs one. */
export function canShow(screen: Screen, router: Router, hasCase: boolean): boolean {
  return (hasCase || !screen.needsCase) && router.resolve(screen.path).matched.some(({ path }) => path.startsWith(screen.path));
}

/** Where work goes on: the screen that was left, else where to look first. */
export function homeOf(router: Router, left: unknown): string {
  const known = typeof left === 'string' && router.resolve(left).meta['needsCase'] === true;
  const [first, second] = ['/overview', '/findings'];
  return known ? left : router.resolve(first).meta['needsCase'] === true ? first : second;
}

import { countryCircles } from './country-circles.ts';
import type { Circle } from './geodesy.ts';

const byName = new Map(Object.entries(countryCircles).flatMap(([code, { names }]) => names.map((name) => [name, code] as const)));

/** The alpha-2 code of a country that a log names by code or in English; null where it is none. */
export function countryCodeOf(text: string): string | null {
  const upper = text.trim().toUpperCase();
  return Object.hasOwn(countryCircles, upper) ? upper : byName.get(text.trim().toLowerCase()) ?? null;
}

/** Circles that together enclose a country, by its alpha-2 code; null where there is no such country. */
export function circlesOfCountry(code: string): readonly Circle[] | null {
  if (!Object.hasOwn(countryCircles, code)) return null;
  return countryCircles[code]!.circles.map(([latitude, longitude, km]) => ({ latitude, longitude, km }));
}

const units = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/** `90s`, `10m`, `1h`, `30d`, `1w` as milliseconds; null where it is not one. A day is 24 h here; days of a calendar are a window type. */
export function durationOf(text: string): number | null {
  const found = /^(\d{1,9})([smhdw])$/.exec(text);
  return found === null ? null : Number(found[1]) * units[found[2] as keyof typeof units];
}

/** Milliseconds in the largest unit that divides them: 600000 → `10 min`. */
export function durationText(ms: number): string {
  if (ms >= units.d && ms % units.d === 0) return `${ms / units.d} d`;
  if (ms >= units.h && ms % units.h === 0) return `${ms / units.h} h`;
  if (ms >= units.m && ms % units.m === 0) return `${ms / units.m} min`;
  return `${ms / 1000} s`;
}

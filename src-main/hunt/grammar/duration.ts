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

/** A time that was measured, in its two largest units: 1530332 → `25 min 31 s`; below a minute to the millisecond. */
export function spanText(ms: number): string {
  if (ms < units.m) return `${ms / 1000} s`;
  const seconds = Math.round(ms / 1000);
  const parts = ([['d', 86_400], ['h', 3600], ['min', 60], ['s', 1]] as const).map(([name, size], at, all) => [Math.floor((at === 0 ? seconds : seconds % all[at - 1]![1]) / size), name] as const);
  const first = parts.findIndex(([count]) => count > 0);
  return parts.slice(first, first + 2).filter(([count]) => count > 0).map(([count, name]) => `${count} ${name}`).join(' ');
}

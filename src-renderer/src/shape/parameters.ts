import type { RuleParameter } from '@contract';
import { isTextType, typedText } from '@contract/parameter-value.ts';
import { count } from './figures.ts';

const units = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;
const names: Readonly<Record<string, keyof typeof units>> = { s: 's', sec: 's', m: 'm', min: 'm', h: 'h', d: 'd', day: 'd', days: 'd', w: 'w' };

/** A duration in ms as it is read: "10 min", "1 h", "60 d". */
export function durationText(ms: number): string {
  for (const [unit, word] of [['d', 'd'], ['h', 'h'], ['m', 'min']] as const) if (ms >= units[unit] && ms % units[unit] === 0) return `${count(ms / units[unit])} ${word}`;
  return `${ms / 1000} s`;
}

/** The value of a parameter with its unit; an empty text is no value. */
export function valueText({ type, unit }: Pick<RuleParameter, 'type' | 'unit'>, value: string | number): string {
  if (type === 'duration') return durationText(Number(value));
  return `${value === '' ? '–' : String(value)}${unit === '' ? '' : ` ${unit}`}`;
}

export type Parsed = { readonly ok: true; readonly value: string | number } | { readonly ok: false; readonly problem: 'duration' | 'number' | 'whole' | 'low' | 'high' | 'ip' | 'asn' | 'time' | 'long' };

/** What somebody typed for a parameter, checked against its type and bounds. Durations come as `10 min`, `90s` or `1h`. */
export function parseValue({ type, min, max }: Pick<RuleParameter, 'type' | 'min' | 'max'>, text: string): Parsed {
  const typed = text.trim();
  if (isTextType(type)) return typedText(type, typed);
  const duration = /^([\d,]+(?:\.\d+)?)\s*([a-z]+)$/i.exec(typed);
  const unit = duration === null ? undefined : names[duration[2]!.toLowerCase()];
  if (type === 'duration' && (duration === null || unit === undefined)) return { ok: false, problem: 'duration' };
  const value = type === 'duration' ? Math.round(Number(duration![1]!.replaceAll(',', '')) * units[unit!]) : /^-?\d+(\.\d+)?$/.test(typed) ? Number(typed) : NaN;
  if (!Number.isFinite(value)) return { ok: false, problem: 'number' };
  if (type === 'int' && !Number.isInteger(value)) return { ok: false, problem: 'whole' };
  if (min !== null && value < min) return { ok: false, problem: 'low' };
  if (max !== null && value > max) return { ok: false, problem: 'high' };
  return { ok: true, value };
}

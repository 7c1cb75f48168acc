import type { CurvePoint, EventChip, RuleParameter, TuneCurve, TunedFinding } from '@contract';
import { fieldEntry, type FieldName } from '@contract/fields.ts';
import { isTextType } from '@contract/parameter-value.ts';
import type { CurveDot } from '@charts/curve-picture.ts';
import { eventsUrl } from './event-url.ts';

/** From so many times the least value on, a slider goes by ratio, as the curve above it does. */
const WIDE = 50;
const RATIO_STEPS = 200;
const MOST_STEPS = 1000;

/** Where values lie on a slider: whole places from 0 to `most`, each with a value that the rule takes. */
export interface Scale {
  readonly most: number;
  valueAt(place: number): number;
  /** 0 to 1; of a value that lies between two places too. */
  shareOf(value: number): number;
  placeOf(value: number): number;
}

/** The scale of a numeric parameter; null of one of text. Where it has no bounds, those of its curve are taken, else a tenth and ten times what it has. */
export function scaleOf(parameter: Pick<RuleParameter, 'type' | 'min' | 'max' | 'step' | 'default' | 'value'>, curve: readonly CurvePoint[] = []): Scale | null {
  const { type, min, max, step } = parameter;
  if (isTextType(type)) return null;
  const known = [Number(parameter.default), Number(parameter.value), ...curve.map((one) => one.value)];
  const low = min ?? Math.min(0, ...known);
  const high = Math.max(low, max ?? Math.max(10, ...known, Number(parameter.default) * 10));
  const grain = step ?? (type === 'number' ? (high - low) / MOST_STEPS : type === 'duration' ? 1000 : 1);
  const onStep = (value: number): number => {
    const near = low + Math.round((value - low) / grain) * grain;
    return Math.min(high, Math.max(low, type === 'number' ? Number(near.toPrecision(12)) : Math.round(near)));
  };
  const byRatio = low > 0 && high / low >= WIDE;
  const most = high === low ? 1 : byRatio ? RATIO_STEPS : Math.min(MOST_STEPS, Math.max(1, Math.round((high - low) / grain)));
  const shareOf = (value: number): number => {
    if (high === low) return 0;
    const within = Math.min(high, Math.max(low, value));
    return byRatio ? Math.log(within / low) / Math.log(high / low) : (within - low) / (high - low);
  };
  return { most, shareOf, placeOf: (value) => Math.round(shareOf(value) * most), valueAt: (place) => onStep(byRatio ? low * (high / low) ** (place / most) : low + ((high - low) * place) / most) };
}

/** The next place of a slider that has another value than `value`: by ratio, several places may have the same. */
export function stepFrom(scale: Scale, value: number, by: 1 | -1): number {
  let place = scale.placeOf(value) + by;
  while (place > 0 && place < scale.most && scale.valueAt(place) === value) place += by;
  return scale.valueAt(Math.min(scale.most, Math.max(0, place)));
}

/** The points of a curve by their place on the slider, ascending; what is tried is one of them where it was counted. */
export function curveDots(curve: TuneCurve | null, draft: CurvePoint | null, scale: Scale): readonly CurveDot[] {
  const points = new Map((curve?.points ?? []).map((one) => [one.value, one.findings]));
  if (draft !== null && curve !== null) points.set(draft.value, draft.findings);
  return [...points].sort(([a], [b]) => a - b).map(([value, findings]) => ({ at: scale.shareOf(value), findings }));
}

/** Where the Events screen shows what a finding is about: its time, and what of its entity is a field. */
export function eventsOf({ start, end, entity }: Pick<TunedFinding, 'start' | 'end' | 'entity'>): string {
  const chips = Object.entries(entity).flatMap(([field, value]): EventChip[] => (fieldEntry(field) === undefined || value === '' ? [] : [{ field: field as FieldName, operator: 'is', values: [value], ignoreCase: false }]));
  // The end may be that of the last event itself.
  return eventsUrl({ from: Date.parse(start), to: Date.parse(end) + 1, chips });
}

/** What a series is of, in a line: the user first, who is looked for. */
export const entityText = ({ 'user.name': user, ...rest }: Readonly<Record<string, string>>): string => [user ?? '', ...Object.values(rest)].filter((one) => one !== '').join(', ');

/** The entity that a link names; null where it names none, or what it says is none. */
export function entityIn(query: unknown): Readonly<Record<string, string>> | null {
  if (typeof query !== 'string') return null;
  try {
    const read: unknown = JSON.parse(query);
    const named = typeof read === 'object' && read !== null && !Array.isArray(read) && Object.values(read).every((one) => typeof one === 'string');
    return named ? (read as Record<string, string>) : null;
  } catch {
    return null;
  }
}

/** Where the history of what a finding is about is shown. */
export const historyPath = (rule: string, variant: string, entity: Readonly<Record<string, string>>): string => `/hunts/${encodeURIComponent(rule)}/${variant}?entity=${encodeURIComponent(JSON.stringify(entity))}`;

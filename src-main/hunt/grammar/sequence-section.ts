import type { Where } from '../rule.ts';
import { where } from './conditions.ts';
import { duration, filledList, filledText, needed, optional, shapeOf, whole, yes, type Keys } from './read.ts';

const newKeys = { value: needed(filledText), of: needed(filledText), within: needed(duration) } satisfies Keys;
type New = { readonly value: string; readonly of: string; readonly within: number };
const stepKeys = {
  name: needed(filledText),
  where: needed(where),
  by: optional<readonly string[] | null>(filledList(filledText), null),
  runs: optional(whole, 1),
  absent: optional(yes, false),
  within: optional<number | null>(duration, null),
  datasets: optional<readonly string[] | null>(filledList(filledText), null),
  new: optional<New | null>(shapeOf('"new"', newKeys), null),
} satisfies Keys;

export const sequenceKeys = {
  by: needed(filledList(filledText)),
  steps: needed(filledList(shapeOf('a step', stepKeys))),
  ordered: optional(yes, true),
  maxspan: needed(duration),
  until: optional<Where | null>(where, null),
  follow: optional(duration, 0),
} satisfies Keys;
/** Keys of the maps inside it, for the docs. */
export const sequenceInnerKeys: readonly string[] = [...Object.keys(stepKeys), ...Object.keys(newKeys)];

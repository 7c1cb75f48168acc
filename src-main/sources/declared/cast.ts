import { fieldEntry, type DeclaredStep, type FieldEntry, type FieldName } from '../../contract/index.ts';
import type { Building } from './building.ts';
import { saidOf } from './said.ts';
import { compileTime } from './times.ts';

/** Makes of what a record says what the field keeps; `undefined` where it cannot be that. */
export type Cast = (value: unknown) => unknown;
export type CastOf = (step: DeclaredStep, at: readonly (string | number)[]) => Cast;

/** Words that a field has and no others. */
export const fixedWords: Readonly<Partial<Record<FieldName, readonly string[]>>> = {
  'event.outcome': ['success', 'failure', 'unknown'],
  'event.category': ['session', 'authentication', 'mfa', 'api', 'process', 'configuration'],
  'event.access': ['read', 'write'],
};

export function castOf(field: FieldName, building: Building): CastOf {
  const storage: FieldEntry['storage'] | undefined = fieldEntry(field)?.storage;
  if (storage === 'int') return () => wholeOf;
  if (storage === 'flag') return () => flagOf;
  if (storage === 'time') {
    return (step, at) => {
      const read = compileTime(step.written, step.zone);
      if (typeof read === 'string') building.tell([...at, step.written === undefined ? 'zone' : 'written'], read);
      return (value) => {
        const time = typeof read === 'string' ? read : read(value);
        return typeof time === 'string' ? undefined : time.ms;
      };
    };
  }
  const words = fixedWords[field];
  if (words === undefined) return () => saidOf;
  const known = new Set(words);
  return () => (value) => { const said = saidOf(value); return said !== undefined && known.has(said) ? said : undefined; };
}

/** A whole number, also as text. */
function wholeOf(value: unknown): number | undefined {
  const number = typeof value === 'number' ? value : typeof value === 'string' && /^\s*[+-]?\d{1,16}(?:\.0{1,9})?\s*$/.test(value) ? Number(value) : NaN;
  return Number.isSafeInteger(number) ? number : undefined;
}

const yes = new Set(['true', 'yes', 'y', '1', 'on']);
const no = new Set(['false', 'no', 'n', '0', 'off']);

function flagOf(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  const word = saidOf(value)?.toLowerCase();
  return word === undefined ? undefined : yes.has(word) ? true : no.has(word) ? false : undefined;
}

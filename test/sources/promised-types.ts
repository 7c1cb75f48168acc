import { expect } from 'vitest';
import { fields, type FieldName } from '../../src-main/contract/index.ts';
import { isRefusal, type Source } from '../../src-main/sources/index.ts';

const types = { int: 'number', time: 'number', flag: 'boolean' } as const;

/** Whatever a record says, each of these sources refuses it or makes an event with the types that the dictionary promises. */
export function checkTypes(sources: readonly Source[], value: unknown): void {
  const record = { value, path: null, envelope: null };
  for (const source of sources) {
    const { confidence } = source.recognise(record);
    expect(confidence >= 0 && confidence <= 1).toBe(true);
    const made = source.map(record);
    if (isRefusal(made)) continue;
    expect(Number.isSafeInteger(made.time.ms)).toBe(true);
    for (const part of made.identity) expect(part === null || typeof part === 'string' || Number.isFinite(part)).toBe(true);
    for (const [name, found] of Object.entries(made.fields)) {
      if (found === undefined) continue;
      const { storage, many } = fields[name as FieldName];
      if (many) expect((found as readonly unknown[]).every((one) => typeof one === 'string' && one !== ''), name).toBe(true);
      else expect(typeof found, name).toBe(types[storage as keyof typeof types] ?? 'string');
      if (!many && typeof found === 'string') expect(found, name).not.toBe('');
      if (storage === 'int') expect(Number.isSafeInteger(found), name).toBe(true);
    }
  }
}

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { unwrap } from '../../src-main/sources/index.ts';
import { providers } from '../../src-main/sources/providers/index.ts';
import { checkTypes as checkPromised } from './promised-types.ts';

const checkTypes = (value: unknown): void => {
  for (const inner of unwrap(value, null)) if ('value' in inner) checkPromised(providers, inner.value);
};
const json = fc.jsonValue({ maxDepth: 3 });
const names = fc.constantFrom('id', 'name', 'type', 'value', 'multiValue', 'ip', 'location', 'events', 'parameters', 'authorizationInfo', 'granted', 'status', 'code', 'request', 'auth', 'user', 'data', 'items', '__proto__', 'constructor', 'toString');
const odd = fc.oneof(json, fc.dictionary(names, json), fc.array(fc.dictionary(names, json), { maxLength: 3 }), fc.dictionary(names, json).map((one) => JSON.stringify([one])), fc.anything());
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

describe.each(providers.map(({ dataset }) => dataset))('%s', (dataset) => {
  test('a record with any value in any place, at its top or one below, is refused or mapped, never thrown', async () => {
    const { examples } = await import(new URL(`./examples/${dataset}.ts`, import.meta.url).href) as { readonly examples: readonly Record<string, unknown>[] };
    const places = examples.flatMap((base) => Object.entries(base).flatMap(([name, inner]) => [{ base, path: [name] }, ...(isObject(inner) ? Object.keys(inner).map((below) => ({ base, path: [name, below] })) : [])]));
    fc.assert(fc.property(fc.constantFrom(...places), odd, odd, ({ base, path: [name, below] }, one, other) => {
      const inner = base[name!];
      checkTypes({ ...base, [name!]: below === undefined || !isObject(inner) ? one : { ...inner, [below]: one } });
      checkTypes({ ...base, [name!]: one, time: other });
    }), { numRuns: 300 });
  });
});

test('any JSON', () => {
  fc.assert(fc.property(json, checkTypes), { numRuns: 200 });
});

test('names that mean something to JavaScript mean nothing here', () => {
  const pairs = JSON.parse('[{"name":"__proto__","value":{"polluted":true}},{"name":"constructor","value":"x"},{"name":"toString","value":"y"},{"name":"login_type","value":"saml"}]') as unknown;
  const record = { id: { applicationName: 'login', time: '2026-05-04T08:15:30Z', uniqueQualifier: '1' }, actor: { email: 'a@b.example' }, events: { name: 'constructor', parameters: pairs } };
  checkTypes(record);
  checkTypes({ ...record, events: [{ name: '__proto__', parameters: pairs }, { name: '__proto__' }] });
  checkTypes(JSON.parse('{"__proto__":{"type":"s","date":"2026-05-04T08:15:30Z"},"constructor":{},"type":"toString","date":"2026-05-04T08:15:30Z","log_id":"1","client_id":"c","details":{"request":"x"}}'));
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});

test('long texts and long lists are read in time', () => {
  const long = 'a.'.repeat(200_000);
  const many = Array.from({ length: 50_000 }, (_, i) => ({ name: `p${i}`, value: i }));
  const begun = performance.now();
  checkTypes({ action: long, actor: long, org: 'x', created_at: 1_777_000_000_000 });
  checkTypes({ timestamp: '2026-05-04T08:15:30Z', logName: long, protoPayload: { methodName: long, authenticationInfo: { principalEmail: long }, authorizationInfo: many } });
  checkTypes({ id: { applicationName: 'login', time: '2026-05-04T08:15:30Z' }, events: { name: 'login_success', parameters: many } });
  expect(performance.now() - begun).toBeLessThan(5000);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { entraAudit, entraRisk, entraSignin, isRefusal } from '../../src-main/sources/index.ts';
import { auditAsMonitor, riskDetection, secretAdded } from './entra-audit-records.ts';
import { asMonitor, asPortalRow, asTableRow, signIn } from './entra-signin-records.ts';
import { checkTypes as checkPromised } from './promised-types.ts';

const all = [entraSignin, entraAudit, entraRisk];

const checkTypes = (value: unknown): void => checkPromised(all, value);

const json = fc.jsonValue({ maxDepth: 3 });
const inner = fc.constantFrom('errorCode', 'user', 'app', 'id', 'displayName', 'modifiedProperties', 'newValue', 'city', 'deviceId', 'isManaged', 'authenticationMethod', 'succeeded', 'key', 'value', 'Key', '__proto__', 'constructor', 'toString');
const odd = fc.oneof(json, fc.dictionary(inner, json), fc.array(fc.dictionary(inner, json), { maxLength: 3 }), fc.dictionary(inner, json).map((one) => JSON.stringify([one])), fc.anything());

describe.each([
  ['Graph', signIn()], ['Azure Monitor', asMonitor(signIn())], ['Log Analytics', asTableRow(signIn(), true)], ['the portal', asPortalRow(signIn())], ['audit', secretAdded()], ['audit of Azure Monitor', auditAsMonitor(secretAdded())], ['risk', riskDetection()],
] as const)('a record of %s', (_, base) => {
  test('with any value in any place is refused or mapped, never thrown', () => {
    const properties = (base as Record<string, unknown>)['properties'] as Record<string, unknown> | undefined;
    const place = fc.constantFrom(...Object.keys(base), ...Object.keys(properties ?? {}));
    fc.assert(fc.property(fc.array(fc.tuple(place, odd), { minLength: 1, maxLength: 4 }), (changes) => {
      const made = Object.fromEntries(changes);
      checkTypes({ ...base, ...made, ...(properties ? { properties: { ...properties, ...made } } : {}) });
    }), { numRuns: 150 });
  });
});

test('any JSON', () => {
  fc.assert(fc.property(json, checkTypes), { numRuns: 150 });
});

test('names that mean something to JavaScript mean nothing here', () => {
  const hostile = JSON.parse(`{"__proto__": {"polluted": true}, "constructor": {"prototype": {}}, "toString": "x", "hasOwnProperty": "y", ${JSON.stringify(asTableRow(signIn())).slice(1)}`) as Record<string, unknown>;
  checkTypes(hostile);
  checkTypes({ ...signIn(), signInEventTypes: ['constructor', '__proto__'], authenticationProtocol: 'toString', incomingTokenType: '__proto__' });
  const made = entraSignin.map({ value: signIn({ authenticationProtocol: 'toString', signInEventTypes: ['toString'] }), path: null, envelope: null });
  if (isRefusal(made)) throw new Error(made.detail);
  expect([made.fields['auth.transfer_method'], made.fields['entra.signin.kind']]).toEqual([undefined, 'interactive']);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});

test('deep and wide records are read in time', () => {
  let deep: unknown = 'x';
  for (let i = 0; i < 50_000; i++) deep = [deep];
  checkTypes(signIn({ status: deep, authenticationDetails: deep, location: deep, riskEventTypes_v2: deep }));
  checkTypes(secretAdded({ targetResources: deep, initiatedBy: deep }));
  checkTypes({ ...asTableRow(signIn()), Status: deep, DeviceDetail: deep });
  checkTypes(Object.fromEntries([...Object.entries(asTableRow(signIn())), ...Array.from({ length: 50_000 }, (_, i) => [`k${i}`, 'v'])]));
  const targets = Array.from({ length: 20_000 }, (_, i) => ({ id: `t-${i}`, type: 'User', modifiedProperties: [{ displayName: 'KeyDescription', newValue: 'KeyIdentifier='.repeat(100) }] }));
  const made = entraAudit.map({ value: secretAdded({ targetResources: targets }), path: null, envelope: null });
  expect(isRefusal(made) ? made : made.fields['target.id']).toHaveLength(100);
});

import { plainNames } from '../plain-names.ts';
import { isObject, objectIn, textOf, type JsonObject } from '../read.ts';

/** One record with one set of names, whatever wrote it. */
export interface Activity {
  readonly plain: JsonObject;
  readonly claims: JsonObject;
  readonly authorization: JsonObject;
  readonly http: JsonObject;
  readonly properties: JsonObject;
  /** A row of the AzureActivity table: its `TenantId` is the workspace. */
  readonly isTable: boolean;
}

/** Takes a record of the Activity log apart: REST, CLI and SDK answers, PowerShell objects, diagnostic records, rows of AzureActivity. */
export function activityOf(record: JsonObject): Activity {
  const plain = plainNames(record);
  const identity = plainNames(objectIn(plain['identity']));
  const claims = first(plain['claims'], identity['claims'], plain['claimsd']);
  return {
    plain,
    // PowerShell puts the claims under `Content`.
    claims: isObject(claims['Content']) ? claims['Content'] : claims,
    authorization: plainNames(first(plain['authorization'], identity['authorization'], plain['authorizationd'])),
    http: plainNames(first(plain['httprequest'])),
    properties: plainNames(contentOf(first(plain['properties'], plain['propertiesd']))),
    isTable: plain['operationnamevalue'] !== undefined || plain['type'] === 'AzureActivity',
  };
}

function contentOf(properties: JsonObject): JsonObject {
  return isObject(properties['Content']) ? properties['Content'] : properties;
}

/** The first of the values that is an object with something in it, or the JSON text of one. */
function first(...values: readonly unknown[]): JsonObject {
  for (const value of values) {
    const object = objectIn(value);
    if (Object.keys(object).length > 0) return object;
  }
  return {};
}

const nothings = new Set(['null', '<null>', 'none', '00000000-0000-0000-0000-000000000000']);

/** Text of a value, or of the `value` that a localised one holds; `undefined` for words that stand for nothing. */
export function said(value: unknown): string | undefined {
  const text = isObject(value) ? textOf(value['value'] ?? value['Value']) : textOf(value);
  return text === undefined || nothings.has(text.toLowerCase()) ? undefined : text;
}

/** The first name that says something. */
export function firstSaid(object: JsonObject, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const text = said(object[name]);
    if (text !== undefined) return text;
  }
  return undefined;
}

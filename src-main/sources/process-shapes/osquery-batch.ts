import { isObject, type JsonObject } from '../read.ts';

/** A row of a log line that holds many, as the line of its own that it would be, and where it lies. */
export interface BatchRow {
  readonly step: string;
  readonly value: JsonObject;
}

/** Rows of a snapshot, or of a batch of differences (`diffResults`), of osquery; `undefined` for whatever is neither. What stands around them is told with each. */
export function osqueryBatch(value: JsonObject): readonly BatchRow[] | undefined {
  const { snapshot, diffResults } = value;
  if (Array.isArray(snapshot) && (value['action'] === 'snapshot' || value['hostIdentifier'] !== undefined)) {
    return snapshot.map((row, i) => ({ step: `snapshot[${i}]`, value: lineOf(value, 'snapshot', row) }));
  }
  if (!isObject(diffResults) || value['name'] === undefined) return undefined;
  return (['removed', 'added'] as const).flatMap((action) => {
    const rows = diffResults[action];
    return Array.isArray(rows) ? rows.map((row, i) => ({ step: `diffResults.${action}[${i}]`, value: lineOf(value, action, row) })) : [];
  });
}

function lineOf(value: JsonObject, action: string, columns: unknown): JsonObject {
  const { snapshot: _snapshot, diffResults: _diffResults, ...around } = value;
  return { ...around, action, columns };
}

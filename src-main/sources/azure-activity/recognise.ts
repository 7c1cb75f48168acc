import { isObject, textOf, type JsonObject } from '../read.ts';
import type { SourceRecognition } from '../source.ts';
import { isSummary } from '../summary.ts';

const categories = new Set(['Administrative', 'Security', 'ServiceHealth', 'Alert', 'Recommendation', 'Policy', 'Autoscale', 'ResourceHealth', 'Write', 'Delete', 'Action']);
const table: SourceRecognition = { confidence: 1, reason: 'a row of AzureActivity' };
const answer: SourceRecognition = { confidence: 1, reason: 'an event of the Azure Activity log: eventTimestamp, operationName with a localised value, category' };
const diagnostic: SourceRecognition = { confidence: 1, reason: 'a diagnostic record of the Azure Activity log: a category of it, and a resource of a subscription' };

/** How sure it is that a value is an event of the Azure Activity log. The directory's audit log has a category `Policy` too: its resource is a tenant. */
export function recognise(value: unknown): SourceRecognition {
  if (!isObject(value)) return { confidence: 0, reason: 'the record is not an object' };
  if (isSummary(value)) return { confidence: 0, reason: 'a summary of a query over the table, none of its rows' };
  if (value['Type'] === 'AzureActivity' || (value['OperationNameValue'] !== undefined && (value['CategoryValue'] !== undefined || value['ActivityStatusValue'] !== undefined))) return table;
  const of = (...names: readonly string[]) => names.map((name) => value[name]).find((found) => found !== undefined);
  const time = of('eventTimestamp', 'event_timestamp', 'EventTimestamp');
  const operation = of('operationName', 'operation_name', 'OperationName');
  const category = valueOf(of('category', 'Category'));
  const hasId = of('eventDataId', 'event_data_id', 'EventDataId', 'correlationId', 'correlation_id', 'CorrelationId') !== undefined;
  if (time !== undefined && operation !== undefined && hasId && (isObject(operation) || category !== undefined)) return answer;
  if (isDiagnostic(value, category)) return diagnostic;
  if (operation === undefined || category === undefined) return { confidence: 0, reason: 'no operationName and category of the Azure Activity log' };
  return { confidence: 0.1, reason: `category ${JSON.stringify(category.slice(0, 40))} is none of the Azure Activity log, or its resource is of no subscription` };
}

function isDiagnostic(value: JsonObject, category: string | undefined): boolean {
  if (category === undefined || !categories.has(category) || textOf(value['operationName']) === undefined) return false;
  const resource = textOf(value['resourceId'] ?? value['ResourceId'])?.toLowerCase() ?? '';
  return resource.startsWith('/subscriptions/') || (resource.includes('/providers/microsoft.management/') && !resource.includes('microsoft.aadiam'));
}

function valueOf(category: unknown): string | undefined {
  return isObject(category) ? textOf(category['value'] ?? category['Value']) : textOf(category);
}

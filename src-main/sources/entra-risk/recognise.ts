import { isRiskCategory, refusedCategory } from '../entra-shapes/row.ts';
import { isObject, type JsonObject } from '../read.ts';
import type { Refusal, SourceRecognition } from '../source.ts';
import { isSummary } from '../summary.ts';

const marks = ['riskState', 'riskLevel', 'riskDetail', 'detectionTimingType', 'detectedDateTime', 'requestId', 'tokenIssuerType', 'additionalInfo'] as const;
const upper = (name: string) => name[0]!.toUpperCase() + name.slice(1);

/** How sure it is that a record is a risk detection; the state of a risky user is taken, and refused by name. */
export function recognise(value: unknown): SourceRecognition {
  if (!isObject(value)) return { confidence: 0, reason: 'the record is not an object' };
  if (isSummary(value)) return { confidence: 0, reason: 'a summary of a query over the table, none of its rows' };
  if (refusalOf(value)) return { confidence: 1, reason: 'the risk state of a user or service principal' };
  for (const name of ['category', 'Type', 'Category', 'type'] as const) {
    const text = value[name];
    if (typeof text === 'string' && isRiskCategory(text.toLowerCase())) return { confidence: 1, reason: `${name} says ${text}` };
  }
  if (!('riskEventType' in value) && !('RiskEventType' in value)) return { confidence: 0, reason: 'no category of risk events, no riskEventType' };
  const found = marks.filter((name) => Object.hasOwn(value, name) || Object.hasOwn(value, upper(name)));
  const reason = `riskEventType, and ${found.length > 0 ? found.join(', ') : 'no other field of a risk detection'}`;
  return { confidence: Math.min(0.95, 0.2 + found.length * 0.15), reason };
}

/** The refusal of a risky user or service principal: what it is now, not what happened. */
export function refusalOf(value: JsonObject): Refusal | undefined {
  const has = (name: string) => name in value || upper(name) in value;
  const says = (name: string) => typeof value[name] === 'string' && refusedCategory(value[name].toLowerCase()) === 'risk-state';
  const isState = ['category', 'Type', 'Category', 'type'].some(says) || (has('riskLastUpdatedDateTime') && has('riskLevel') && !has('riskEventType'));
  const detail = 'the risk state of a user or service principal: what it is rated now; the detections behind it are in the log of risk events';
  return isState ? { reason: 'entra.risk/state', detail } : undefined;
}

import { isObject, type JsonObject } from '../read.ts';
import type { SourceRecognition } from '../source.ts';
import { spelledName } from './spelling.ts';
import { shapeOf } from './shape.ts';

const sure: SourceRecognition = { confidence: 1, reason: 'has eventType, published, uuid and actor, as the Okta System Log writes them' };
const console_: SourceRecognition = { confidence: 1, reason: 'has the columns of the export of the Okta admin console' };
const sentinel: SourceRecognition = { confidence: 1, reason: 'has the columns of the Sentinel table Okta_CL' };
const sentinelV2: SourceRecognition = { confidence: 1, reason: 'has the columns of the Sentinel table OktaV2_CL' };
const elastic: SourceRecognition = { confidence: 1, reason: 'has okta.event_type, as Elastic\'s Okta module writes it' };
/** `user.session.start`: words in small letters with dots between. CloudTrail and others have an eventType too, and write it otherwise. */
const dotted = /^[a-z][a-z0-9_]*(?:\.[A-Za-z0-9_]+)+$/;
/** First steps of names that speak for Okta; few other logs have four of them beside a dotted event type. */
const marks = new Set(['published', 'uuid', 'actor', 'outcome', 'displayMessage', 'legacyEventType', 'authenticationContext', 'securityContext', 'debugContext', 'client', 'target', 'transaction', 'severity']);

/** A table flattened by some tool has its names among the first; a wide one is not read whole for a guess. */
const MOST_NAMES = 300;

/** How sure it is that a record is an event of the Okta System Log. */
export function recognise(value: unknown): SourceRecognition {
  if (!isObject(value)) return { confidence: 0, reason: 'the record is not an object' };
  const type = value['eventType'];
  if (typeof type === 'string' && typeof value['published'] === 'string' && typeof value['uuid'] === 'string' && isObject(value['actor']) && isObject(value['outcome']) && dotted.test(type)) return sure;
  switch (shapeOf(value)) {
    case undefined: return { confidence: 0, reason: 'no eventType' };
    case 'sentinel': return Object.hasOwn(value, 'uuid_g') || Object.hasOwn(value, 'actor_alternateId_s') ? sentinel : { confidence: 0.3, reason: 'eventType_s, but no column of Okta beside it' };
    case 'elastic': return elastic;
    case 'sentinel-v2': return Object.hasOwn(value, 'OriginalActorAlternateId') ? sentinelV2 : { confidence: 0.3, reason: 'names of ASIM, but no column of Okta' };
    case 'console': case 'table': case 'api': return byMarks(value);
  }
}

function byMarks(value: JsonObject): SourceRecognition {
  const type = value['eventType'] ?? value['eventtype'] ?? value['event_type'];
  if (typeof type !== 'string' || !dotted.test(type)) return { confidence: 0, reason: 'eventType is not in the words of Okta' };
  if (Object.hasOwn(value, 'event_type') && Object.hasOwn(value, 'actor.alternate_id') && Object.hasOwn(value, 'outcome.result')) return console_;
  const found = new Set<string>();
  for (const mark of marks) if (Object.hasOwn(value, mark) || Object.hasOwn(value, mark.toLowerCase())) found.add(mark);
  if (found.size < 4) for (const name of Object.keys(value).slice(0, MOST_NAMES)) found.add(spelledName(name.split('.', 1)[0]!.replace(/\d+$/, '')));
  for (const name of found) if (!marks.has(name)) found.delete(name);
  const lake = value['p_log_type'] === 'Okta.SystemLog';
  const confidence = Math.min(0.95, found.size * 0.13 + (lake ? 0.4 : 0));
  return { confidence, reason: `a dotted eventType${lake ? ', p_log_type Okta.SystemLog' : ''}, and ${found.size > 0 ? [...found].join(', ') : 'no other field of Okta'}` };
}

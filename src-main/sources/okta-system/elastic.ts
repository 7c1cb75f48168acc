import { isObject, objectOf, type JsonObject } from '../read.ts';
import { spelledPath, spelledValue, setAt, type Nested } from './spelling.ts';

/** Whether a document of Elastic's Okta module holds the event: under `okta`, or in names that begin with it. */
export function isElastic(value: JsonObject): boolean {
  return typeof value['okta.event_type'] === 'string' || (isObject(value['okta']) && typeof value['okta']['event_type'] === 'string');
}

/**
 * A document of Elastic's Okta module as the System Log API writes the event: `okta.…` in underscores, nested or flat, the time in `@timestamp`. The module moves
 * the address (`client.ip`), the network (`as.number`) and the debug data (`flattened`); what it leaves in `event.original` is read from there instead.
 */
export function fromElastic(value: JsonObject): JsonObject {
  const okta = isObject(value['okta']) ? spelledValue(value['okta'], 1) as Nested : unflattened(value);
  const client = objectOf(okta['client']);
  const context = objectOf(okta['securityContext']);
  const network = objectOf(context['as']);
  const debug = objectOf(objectOf(okta['debugContext'])['debugData']);
  return {
    ...okta,
    published: value['@timestamp'],
    client: { ...client, ipAddress: client['ipAddress'] ?? client['ip'] },
    securityContext: { ...context, asNumber: context['asNumber'] ?? network['number'], asOrg: context['asOrg'] ?? objectOf(network['organization'])['name'] },
    debugContext: { debugData: { ...objectOf(debug['flattened']), ...debug } },
  };
}

function unflattened(value: JsonObject): Nested {
  const made = Object.create(null) as Nested;
  for (const name in value) if (name.startsWith('okta.')) setAt(made, spelledPath(name.slice('okta.'.length).split('.')), spelledValue(value[name], 1));
  return made;
}

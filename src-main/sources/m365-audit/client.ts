import { anyTextOf, flagOf, type JsonObject } from '../read.ts';
import { saidOf } from './record.ts';

const addressNames = ['ClientIP', 'ClientIPAddress', 'ActorIpAddress', 'ClientIpAddress', 'ClientIp', 'IPAddress', 'IpAddress', 'clientIp'] as const;
const nothings = new Set(['null', '<null>', 'none', 'n/a']);

/** The first address that says something, as it was written: ports, brackets and the like are taken off when it is cleaned. */
export function firstAddress(record: JsonObject, envelope: JsonObject | null): string | undefined {
  for (const name of addressNames) {
    const text = anyTextOf(record[name]);
    if (text !== undefined && !nothings.has(text.toLowerCase())) return text;
  }
  return saidOf(envelope?.['clientIp']);
}

/**
 * The client: `UserAgent` of a sign-in's extended properties, or of the record (SharePoint). Exchange tells in `ClientInfoString` how its own front end was reached;
 * only an agent within it counts.
 */
export function clientOf(record: JsonObject, extended: JsonObject): string | undefined {
  const agent = saidOf(extended['UserAgent']) ?? saidOf(record['UserAgent']);
  if (agent !== undefined) return agent;
  return browserIn(saidOf(record['ClientInfoString'])) ?? browserIn(saidOf(record['ActorInfoString']));
}

function browserIn(info: string | undefined): string | undefined {
  const at = info === undefined ? -1 : info.indexOf('Mozilla/');
  return at < 0 ? undefined : saidOf(info!.slice(at).replace(/;+$/, ''));
}

const trusts = ['Azure AD registered', 'Azure AD joined', 'Hybrid Azure AD joined'] as const;

/** Joined, compliant, managed, in the words that Entra's own sign-in log uses. @param managed what SharePoint says: `IsManagedDevice` */
export function deviceTrust(device: JsonObject, managed: unknown): string | undefined {
  const type = saidOf(device['TrustType']);
  const both = flagOf(device['IsCompliantAndManaged']);
  const compliant = flagOf(device['IsCompliant']);
  const own = flagOf(managed);
  const parts = [
    type === undefined ? undefined : trusts[Number(type)] ?? type,
    both === true || compliant === true ? 'compliant' : undefined,
    both === true || own === true ? 'managed' : undefined,
  ].filter((part) => part !== undefined);
  return parts.length > 0 ? parts.join(', ') : both === false || compliant === false || own === false ? 'unmanaged' : undefined;
}

import ipaddr from 'ipaddr.js';
import type { AddressType, CleanAddress } from '../contract/index.ts';
import { ipv4Text, parseIpv4 } from './ip-number.ts';

export interface Cleaned {
  readonly address: CleanAddress;
  readonly port: number | null;
}

/** What services write in the place of an address for a call from inside themselves. */
const internalWords = new Set(['aws internal', 'aws.internal', 'amazon internal', 'gce-internal-ip', 'private', 'internal', 'localhost']);

/**
 * Reads whatever a log wrote as source address; never throws and never drops it.
 *
 * - Ports (`:443`, and `-443` as Exchange writes it), brackets, zone ids, quotes and blanks are taken off; `::ffff:a.b.c.d` is the IPv4 address; leading zeros of an octet are decimal.
 * - public: globally routable. private: RFC 1918 and unique local. special: every other block (loopback, link local, CGNAT, documentation, multicast …).
 * - service: a DNS name (`cloudformation.amazonaws.com`). internal: a word or name that stands for the inside of a provider or network.
 * - invalid: anything else; `text` is then the trimmed original.
 * - A list (`client, proxy`, or a JSON list of texts): its last valid address, which is the one nearest to the service; the whole list is in the raw record.
 */
export function cleanAddress(text: string): Cleaned {
  const trimmed = unquoted(text.trim());
  const list = (trimmed.startsWith('["') && trimmed.endsWith('"]') ? trimmed.slice(1, -1) : trimmed).split(/[,;]/);
  if (list.length === 1) return cleanOne(list[0] === trimmed ? trimmed : unquoted(list[0]!));
  const cleaned = list.map((part) => cleanOne(unquoted(part.trim())));
  return cleaned.findLast(({ address }) => address.version !== null) ?? cleaned.findLast(({ address }) => address.type !== 'invalid') ?? plain(trimmed, 'invalid');
}

function cleanOne(text: string): Cleaned {
  const { host, port } = splitPort(text);
  if (internalWords.has(host.toLowerCase())) return { address: { text: host, type: 'internal', version: null }, port };
  const address = addressOf(host);
  if (address !== null) return { address, port };
  if (!isDnsName(host)) return plain(text, 'invalid');
  const type = /\.(?:internal|local|localdomain|lan|corp)$/i.test(host) ? 'internal' : 'service';
  return { address: { text: host, type, version: null }, port };
}

function plain(text: string, type: AddressType): Cleaned {
  return { address: { text, type, version: null }, port: null };
}

function addressOf(host: string): CleanAddress | null {
  const zone = host.indexOf('%');
  const bare = zone > 0 ? host.slice(0, zone) : host;
  const number = parseIpv4(bare);
  if (number !== null) return fourOf(ipv4Text(number));
  if (bare.length > 45 || !bare.includes(':') || !ipaddr.IPv6.isValid(bare)) return null;
  const six = ipaddr.IPv6.parse(bare);
  if (six.isIPv4MappedAddress()) return fourOf(six.toIPv4Address().toString());
  // Only 2000::/3 has been given out; the rest (among it IPv4 under 96 zero bits, which tables would take for IPv4) cannot be routed.
  const routable = six.parts[0]! >>> 13 === 1;
  const type = typeOf(six.range());
  return { text: six.toRFC5952String(), type: type === 'public' && !routable ? 'special' : type, version: 6 };
}

function fourOf(text: string): CleanAddress {
  return { text, type: typeOf(ipaddr.IPv4.parse(text).range()), version: 4 };
}

function typeOf(range: string): AddressType {
  if (range === 'unicast') return 'public';
  return range === 'private' || range === 'uniqueLocal' ? 'private' : 'special';
}

/**
 * Splits `[host]:port`, `[host]`, `host:port` (one colon only: more is a bare IPv6 address) and `host`; a hyphen may stand for the colon behind a bracket or an
 * IPv4 address. A port outside 1 to 65535 is no port.
 */
function splitPort(text: string): { host: string; port: number | null } {
  const close = text.startsWith('[') ? text.indexOf(']') : -1;
  if (close > 0) return { host: text.slice(1, close), port: portOf(text.slice(close + 1).replace(/^[:-]/, '')) };
  const colon = text.indexOf(':');
  const one = colon > 0 && colon === text.lastIndexOf(':') && /^\d{1,5}$/.test(text.slice(colon + 1));
  if (one) return { host: text.slice(0, colon), port: portOf(text.slice(colon + 1)) };
  const hyphened = colon < 0 ? /^([\d.]+)-(\d{1,5})$/.exec(text) : null;
  return hyphened ? { host: hyphened[1]!, port: portOf(hyphened[2]!) } : { host: text, port: null };
}

function portOf(text: string): number | null {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return port >= 1 && port <= 65_535 ? port : null;
}

/** At least two labels, the last one not a number. */
function isDnsName(text: string): boolean {
  if (text.length > 253 || !text.includes('.')) return false;
  const labels = text.split('.');
  return labels.every((label) => /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/i.test(label)) && /^[a-z][a-z0-9-]*[a-z0-9]$/i.test(labels.at(-1)!);
}

function unquoted(text: string): string {
  return text.length > 1 && /^["'].*["']$/s.test(text) ? text.slice(1, -1).trim() : text;
}

import type { CleanAddress } from '../contract/index.ts';
import { readAgent, type AgentInfo } from './agent.ts';
import type { AsnClasses } from './asn-classes.ts';
import { egressOf, type EgressClass } from './egress.ts';
import { nothing, type GeoField, type GeoLookup } from './tables.ts';

/** Version of what this room makes of an address or client string; raised whenever the same input would give another row. */
export const ENRICH_VERSION = 1;

/** What the tables say about one distinct address. */
export interface AddressRow {
  readonly text: string;
  readonly asn: number | null;
  readonly organization: string | null;
  readonly country: string | null;
  readonly region: string | null;
  readonly city: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly accuracyKm: number | null;
  readonly egress: EgressClass;
  /** The rule that gave the egress class. */
  readonly egressRule: string;
  /** SHA-256 of the table that each filled field came from. */
  readonly tables: Readonly<Partial<Record<GeoField, string>>>;
  readonly prefix: string | null;
}

/** What one distinct client string says. */
export interface AgentRow extends AgentInfo {
  readonly text: string;
}

/**
 * One row per address, in the same order. Only public addresses are looked up: no table knows more about the others than their type says. They are
 * looked up in the order of their texts, because neighbours lie on the same pages of the tables.
 */
export function enrichAddresses(addresses: readonly CleanAddress[], geo: GeoLookup, classes: AsnClasses): AddressRow[] {
  const rows = new Array<AddressRow>(addresses.length);
  const order = addresses.map(({ text }, at) => ({ text, at })).sort((a, b) => (a.text < b.text ? -1 : 1));
  for (const { text, at } of order) {
    const { type } = addresses[at]!;
    const { flags, ...answer } = (type === 'public' ? geo.lookup(text) : null) ?? { ...nothing, tables: {} };
    const { egress, rule } = egressOf({ type, asn: answer.asn, organization: answer.organization, flags }, classes);
    rows[at] = { text, ...answer, egress, egressRule: rule };
  }
  return rows;
}

/** One row per client string, in the same order. */
export function enrichAgents(texts: readonly string[]): AgentRow[] {
  return texts.map((text) => ({ text, ...readAgent(text) }));
}

import type { GeoTable } from '../../contract/index.ts';
import type { AnonymousFlag, TableAnswer } from '../tables.ts';
import { asnOf, countryOf, degreesOf, isTrue, numberAt, textAt, valueAt, type MmdbRecord } from './record.ts';

/** How one vendor lays out a record. Who fits first reads the file. */
export interface Adapter {
  readonly id: string;
  role(databaseType: string, record: MmdbRecord): GeoTable['role'];
  fits(record: MmdbRecord): boolean;
  read(record: MmdbRecord): Partial<TableAnswer>;
}

const flagsBy = (names: readonly (readonly [name: string, flag: AnonymousFlag])[]) => (record: MmdbRecord): Partial<TableAnswer> =>
  ({ flags: names.filter(([name]) => isTrue(record, name)).map(([, flag]) => flag) });

const maxmindFlags = [
  ['is_tor_exit_node', 'tor'], ['is_anonymous_vpn', 'vpn'], ['is_public_proxy', 'proxy'], ['is_residential_proxy', 'residential-proxy'], ['is_hosting_provider', 'hosting'],
] as const;
const maxmindAnonymous: Adapter = {
  id: 'maxmind-anonymous',
  role: () => 'anonymous',
  fits: (record) => 'is_anonymous' in record || maxmindFlags.some(([name]) => name in record),
  read: flagsBy(maxmindFlags),
};

const ipinfoFlags = [['tor', 'tor'], ['relay', 'relay'], ['vpn', 'vpn'], ['proxy', 'proxy'], ['hosting', 'hosting']] as const;
const ipinfoPrivacy: Adapter = {
  id: 'ipinfo-privacy',
  role: () => 'anonymous',
  fits: (record) => ipinfoFlags.filter(([name]) => name in record).length >= 3,
  read: flagsBy(ipinfoFlags),
};

/** GeoLite2, GeoIP2 and the official DB-IP files: City, Country, Enterprise, Location. */
const nested: Adapter = {
  id: 'nested-place',
  role: (type, record) => (/city|enterprise|location|insights|precision/i.test(type) || 'city' in record || 'location' in record ? 'city' : 'country'),
  fits: (record) => typeof valueAt(record, 'country') === 'object' || typeof valueAt(record, 'location') === 'object',
  read: (record) => ({
    asn: asnOf(valueAt(record, 'traits', 'autonomous_system_number')),
    organization: textAt(record, 'traits', 'autonomous_system_organization') ?? textAt(record, 'traits', 'organization'),
    country: countryOf(textAt(record, 'country', 'iso_code')),
    region: textAt(record, 'subdivisions', '0', 'names', 'en'),
    city: textAt(record, 'city', 'names', 'en'),
    ...degreesOf(numberAt(record, 'location', 'latitude'), numberAt(record, 'location', 'longitude')),
    accuracyKm: numberAt(record, 'location', 'accuracy_radius'),
  }),
};

/** GeoLite2 ASN, GeoIP2 ISP, DB-IP ASN, ip-location-db ASN. */
const asnTable: Adapter = {
  id: 'asn',
  role: () => 'asn',
  fits: (record) => 'autonomous_system_number' in record,
  read: (record) => ({ asn: asnOf(record['autonomous_system_number']), organization: textAt(record, 'autonomous_system_organization') ?? textAt(record, 'organization') }),
};

/** IPinfo Lite and its country and ASN files: `AS15169`, `as_name`, a country code beside or instead of a country name. */
const ipinfoLite: Adapter = {
  id: 'ipinfo-lite',
  role: () => 'asn',
  fits: (record) => 'asn' in record && ('as_name' in record || 'as_domain' in record || 'name' in record),
  read: (record) => ({
    asn: asnOf(record['asn']),
    organization: textAt(record, 'as_name') ?? textAt(record, 'name'),
    country: countryOf(textAt(record, 'country_code')) ?? countryOf(textAt(record, 'country')),
  }),
};

/** ip-location-db: `country_code`, and for cities `state1`, `city`, `latitude`, `longitude` at the top. */
const flat: Adapter = {
  id: 'ip-location-db',
  role: (_type, record) => ('city' in record || 'latitude' in record ? 'city' : 'country'),
  fits: (record) => 'country_code' in record,
  read: (record) => ({
    country: countryOf(textAt(record, 'country_code')),
    region: textAt(record, 'state1'),
    city: textAt(record, 'city'),
    ...degreesOf(numberAt(record, 'latitude'), numberAt(record, 'longitude')),
  }),
};

/** IPinfo location files: all strings, the country as code. */
const ipinfoPlace: Adapter = {
  id: 'ipinfo-place',
  role: (_type, record) => ('city' in record || 'lat' in record ? 'city' : 'country'),
  fits: (record) => countryOf(textAt(record, 'country')) !== null,
  read: (record) => ({
    country: countryOf(textAt(record, 'country')),
    region: textAt(record, 'region'),
    city: textAt(record, 'city'),
    ...degreesOf(numberAt(record, 'lat') ?? numberAt(record, 'latitude'), numberAt(record, 'lng') ?? numberAt(record, 'longitude')),
    accuracyKm: numberAt(record, 'radius'),
  }),
};

export const adapters: readonly Adapter[] = [maxmindAnonymous, ipinfoPrivacy, asnTable, ipinfoLite, nested, flat, ipinfoPlace];

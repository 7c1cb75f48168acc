/** Whose file it is, by its database type and layout. The file is the analyst's, and so is its licence. */
export interface Vendor {
  readonly vendor: string;
  readonly licence: string;
  readonly attribution: string;
}

export function vendorOf(databaseType: string, adapter: string): Vendor {
  if (/^geolite2/i.test(databaseType)) {
    return { vendor: 'MaxMind', licence: 'GeoLite2 End User License Agreement', attribution: 'This product includes GeoLite Data created by MaxMind, available from https://www.maxmind.com.' };
  }
  if (/^geoip2?/i.test(databaseType)) return { vendor: 'MaxMind', licence: 'licence of the analyst', attribution: 'GeoIP data by MaxMind (https://www.maxmind.com).' };
  if (/db-?ip/i.test(databaseType)) return { vendor: 'DB-IP', licence: 'licence of the analyst', attribution: 'IP Geolocation by DB-IP (https://db-ip.com).' };
  if (/ipinfo/i.test(databaseType) || adapter.startsWith('ipinfo')) return { vendor: 'IPinfo', licence: 'licence of the analyst', attribution: 'IP address data powered by IPinfo (https://ipinfo.io).' };
  if (adapter === 'ip-location-db') return { vendor: 'ip-location-db', licence: 'licence of the analyst', attribution: 'ip-location-db (https://github.com/sapics/ip-location-db).' };
  return { vendor: 'unknown', licence: 'licence of the analyst', attribution: '' };
}

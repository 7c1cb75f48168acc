import type { Random } from './random.ts';

/**
 * Real ranges of the named networks, so that the real tables answer: every block lies in one ASN and one country in the tables of the geo pack
 * (a test looks them up). What is said about them is invented: no person and no event of the sample is real.
 */
export interface Network {
  readonly name: string;
  readonly asn: number;
  readonly country: string;
  /** First addresses of blocks of 256. */
  readonly blocks: readonly string[];
  /** Prefix of IPv6 subscribers: three groups, a fourth is added per subscriber. */
  readonly six: string | null;
}

const network = (name: string, asn: number, country: string, blocks: readonly string[], six: string | null = null): Network => ({ name, asn, country, blocks, six });

export const networks = {
  comcastDenver: network('Comcast, Denver', 7922, 'US', ['73.3.132.0', '73.3.133.0', '73.3.138.0', '73.3.139.0'], '2601:281:8000'),
  verizonPhiladelphia: network('Verizon, Philadelphia', 701, 'US', ['71.104.78.0', '71.104.94.0']),
  charterTexas: network('Charter, Fort Worth', 20115, 'US', ['66.52.0.0', '66.52.2.0', '66.52.4.0', '66.52.5.0']),
  lyseHalden: network('Lyse, Halden', 29695, 'NO', ['85.255.33.0', '85.255.34.0', '85.255.35.0']),
  telenorOstfold: network('Telenor, Fredrikstad', 2119, 'NO', ['37.200.25.0', '37.200.26.0', '37.200.27.0', '37.200.28.0']),
  ziggoRotterdam: network('Vodafone Libertel, Rotterdam', 33915, 'NL', ['24.132.29.0', '31.151.58.0', '31.151.59.0', '31.151.60.0']),
  tmobile: network('T-Mobile USA', 21928, 'US', ['172.32.0.0', '172.32.1.0', '172.32.2.0', '172.32.3.0', '172.32.4.0', '172.32.5.0']),
  officeDenver: network('Office Denver (CenturyLink)', 209, 'US', ['63.144.193.0']),
  officeHalden: network('Office Halden (Lyse)', 29695, 'NO', ['85.255.32.0']),
  officeRotterdam: network('Office Rotterdam (KPN)', 1136, 'NL', ['31.149.28.0']),
  hotelRotterdam: network('Hotel in Rotterdam (KPN)', 1136, 'NL', ['31.160.1.0', '31.160.2.0', '31.160.3.0']),
  vpnPool: network('VPN pool (Zscaler, Denver)', 22616, 'US', ['136.226.127.0', '136.226.128.0', '136.226.129.0']),
  azureRunners: network('CI runners (Azure, Virginia)', 8075, 'US', ['20.1.0.0', '20.1.1.0', '20.1.2.0', '20.1.3.0', '20.1.4.0', '20.1.5.0', '20.1.6.0', '20.1.7.0']),
  natDublin: network('NAT gateway (AWS, Dublin)', 16509, 'IE', ['34.240.4.0']),
  vendorFrankfurt: network('Supplier (AWS, Frankfurt)', 16509, 'DE', ['35.156.4.0', '54.93.4.0']),
  privateRelay: network('iCloud Private Relay (Akamai)', 20940, 'US', ['172.224.224.0', '172.226.32.0']),
  clouviderAmsterdam: network('Clouvider, Amsterdam', 62240, 'NL', ['45.142.37.0']),
  datacampFrankfurt: network('Datacamp, Frankfurt', 60068, 'DE', ['79.127.216.0']),
} as const satisfies Record<string, Network>;

/** The n-th subscriber's address; another lease gives another address of the same network. */
export function address(from: Network, subscriber: number, lease = 0): string {
  const place = subscriber * 7 + lease * 101;
  const block = from.blocks[(subscriber + lease) % from.blocks.length]!;
  return block.slice(0, -1) + (2 + (place % 250));
}

/** An IPv6 address of the n-th subscriber; the last half changes with the day, as privacy addresses do. */
export function addressSix(from: Network, subscriber: number, random: Random): string {
  return `${from.six}:${(0x100 + subscriber).toString(16)}:${random.between(0x1000, 0xffff).toString(16)}:${random.between(0x1000, 0xffff).toString(16)}:${random.between(0x1000, 0xffff).toString(16)}:${random.between(0x1000, 0xffff).toString(16)}`;
}

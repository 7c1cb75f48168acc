import ipaddr from 'ipaddr.js';

/** An address as numbers: one 32-bit word for IPv4, four for IPv6, the most significant first. */
export interface IpNumber {
  readonly version: 4 | 6;
  readonly words: readonly number[];
}

/** The four octets of dotted text as one number; leading zeros are decimal, never octal. Null where it is not an IPv4 address. */
export function parseIpv4(text: string): number | null {
  if (text.length < 7 || text.length > 32) return null;
  let number = 0;
  let octet = -1;
  let dots = 0;
  for (let i = 0; i < text.length; i += 1) {
    const digit = text.charCodeAt(i) - 48;
    if (digit >= 0 && digit <= 9) {
      octet = (octet < 0 ? 0 : octet * 10) + digit;
      if (octet > 255) return null;
    } else if (digit === DOT && octet >= 0 && dots < 3) {
      number = number * 256 + octet;
      octet = -1;
      dots += 1;
    } else return null;
  }
  return dots === 3 && octet >= 0 ? number * 256 + octet : null;
}

const DOT = '.'.charCodeAt(0) - 48;

export function ipv4Text(number: number): string {
  return `${number >>> 24}.${(number >>> 16) & 255}.${(number >>> 8) & 255}.${number & 255}`;
}

/** The numbers of a clean address (as `cleanAddress` writes it); null for any other text. */
export function ipNumber(text: string): IpNumber | null {
  if (!text.includes(':')) {
    const number = parseIpv4(text);
    return number === null ? null : { version: 4, words: [number] };
  }
  if (text.length > 45 || text.includes('%') || !ipaddr.IPv6.isValid(text)) return null;
  const p = ipaddr.IPv6.parse(text).parts;
  if (p.slice(0, 5).every((part) => part === 0) && p[5] === 0xffff) return { version: 4, words: [p[6]! * 65_536 + p[7]!] };
  return { version: 6, words: [0, 2, 4, 6].map((i) => p[i]! * 65_536 + p[i + 1]!) };
}

/** Text of an address and prefix length as a network: bits behind the prefix become zero. */
export function networkText(ip: IpNumber, prefix: number): string {
  const words = ip.words.map((word, i) => masked(word, prefix - i * 32));
  if (ip.version === 4) return `${ipv4Text(words[0]!)}/${prefix}`;
  const parts = words.flatMap((word) => [word >>> 16, word & 0xffff]);
  return `${new ipaddr.IPv6(parts).toRFC5952String()}/${prefix}`;
}

function masked(word: number, bits: number): number {
  if (bits >= 32) return word;
  return bits <= 0 ? 0 : (word & (0xffff_ffff << (32 - bits))) >>> 0;
}

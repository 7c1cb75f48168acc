interface Address {
  readonly bits: 32 | 128;
  readonly value: bigint;
}

/** An IPv4 or IPv6 address as a number; IPv4 in IPv6 (`::ffff:a.b.c.d`) is IPv4. Null where the text is none. */
function addressOf(text: string): Address | null {
  const four = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (four) {
    const parts = four.slice(1).map(Number);
    if (parts.some((part) => part > 255)) return null;
    return { bits: 32, value: parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n) };
  }
  if (!text.includes(':')) return null;
  const tail = /^(.*:)(\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3})$/.exec(text);
  const inner = tail ? addressOf(tail[2]!) : null;
  if (tail && inner === null) return null;
  const hex = inner === null ? text : `${tail![1]}${(inner.value >> 16n).toString(16)}:${(inner.value & 0xffffn).toString(16)}`;
  const value = sixOf(hex);
  if (value === null) return null;
  return value >> 32n === 0xffffn ? { bits: 32, value: value & 0xffffffffn } : { bits: 128, value };
}

function sixOf(text: string): bigint | null {
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const groups = halves.map((half) => (half === '' ? [] : half.split(':')));
  if (groups.flat().some((group) => !/^[0-9a-fA-F]{1,4}$/.test(group))) return null;
  const given = groups.flat().length;
  if (halves.length === 1 ? given !== 8 : given > 7) return null;
  const zeros = Array.from({ length: 8 - given }, () => '0');
  const all = halves.length === 1 ? groups[0]! : [...groups[0]!, ...zeros, ...groups[1]!];
  return all.reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n);
}

/** A network such as `10.0.0.0/8`: an address in it, and how many bits of it count; null where the text is none. A bare address is a network of one. */
export function parsedNetwork(network: string): { readonly bits: 32 | 128; readonly base: bigint; readonly length: number } | null {
  const [base, length, more] = network.split('/');
  const address = addressOf(base ?? '');
  if (address === null || more !== undefined || (length !== undefined && !/^\d{1,3}$/.test(length))) return null;
  const counted = length === undefined ? address.bits : Number(length);
  return counted > address.bits ? null : { bits: address.bits, base: address.value, length: counted };
}

/** A test for addresses in a network; null where the text is no network. */
export function cidrTest(network: string): ((address: string) => boolean) | null {
  const parsed = parsedNetwork(network);
  if (parsed === null) return null;
  const shift = BigInt(parsed.bits - parsed.length);
  const wanted = parsed.base >> shift;
  return (text) => {
    const found = addressOf(text);
    return found !== null && found.bits === parsed.bits && found.value >> shift === wanted;
  };
}
/** A test for addresses in any of the networks; what is no network has none in it. An address is read once, however many networks there are. */
export function networksTest(networks: readonly string[]): (address: string) => boolean {
  const byLength = new Map<string, { readonly bits: 32 | 128; readonly shift: bigint; readonly bases: Set<bigint> }>();
  for (const parsed of networks.map((one) => parsedNetwork(one.trim()))) {
    if (parsed === null) continue;
    const { bits, base, length } = parsed;
    const own = byLength.get(`${bits}/${length}`) ?? { bits, shift: BigInt(bits - length), bases: new Set<bigint>() };
    byLength.set(`${bits}/${length}`, own);
    own.bases.add(base >> own.shift);
  }
  const lengths = [...byLength.values()];
  return (text) => {
    const found = addressOf(text);
    return found !== null && lengths.some(({ bits, shift, bases }) => bits === found.bits && bases.has(found.value >> shift));
  };
}
export const isCidr = (network: string): boolean => cidrTest(network) !== null;

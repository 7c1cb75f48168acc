const MOST_VALUES = 4096;
const DEEPEST = 16;

/**
 * Whether the record at an offset of the data can be decoded in bounds: it ends inside the data, nests no deeper than 16 and has no more than 4,096
 * values with all its pointers followed. The decoder follows pointers without a limit, so that a crafted file could keep it busy for years.
 */
export function recordFits(bytes: Buffer, [start, end]: readonly [number, number], offset: number): boolean {
  let left = MOST_VALUES;
  /** The offset behind the value, or -1. */
  const behind = (at: number, depth: number): number => {
    left -= 1;
    if (left < 0 || depth > DEEPEST || at < start || at >= end) return -1;
    const control = bytes[at]!;
    const type = control >> 5;
    if (type === 1) {
      const size = (control >> 3) & 3;
      if (at + 2 + size > end) return -1;
      return behind(start + pointerOf(bytes, at, size), depth + 1) < 0 ? -1 : at + 2 + size;
    }
    const extended = type === 0 ? 1 : 0;
    const kind = extended === 1 ? (bytes[at + 1] ?? 0) + 7 : type;
    const [size, next] = sizeOf(bytes, control & 31, at + 1 + extended);
    if (next > end) return -1;
    if (kind === 7 || kind === 11) {
      let position = next;
      for (let i = 0; i < (kind === 7 ? size * 2 : size) && position >= 0; i += 1) position = behind(position, depth + 1);
      return position;
    }
    const length = kind === 14 ? 0 : size;
    return next + length > end ? -1 : next + length;
  };
  return behind(offset, 0) >= 0;
}

function pointerOf(bytes: Buffer, at: number, size: number): number {
  const high = bytes[at]! & 7;
  if (size === 0) return high * 0x100 + bytes[at + 1]!;
  if (size === 1) return 2048 + high * 0x1_0000 + bytes.readUInt16BE(at + 1);
  return size === 2 ? 526_336 + high * 0x100_0000 + bytes.readUIntBE(at + 1, 3) : bytes.readUInt32BE(at + 1);
}

/** The size that a control byte and the bytes behind it say, and the offset behind those. */
function sizeOf(bytes: Buffer, size: number, at: number): [size: number, next: number] {
  if (size < 29) return [size, at];
  const more = size - 28;
  if (at + more > bytes.length) return [0, Infinity];
  return [[29, 285, 65_821][more - 1]! + bytes.readUIntBE(at, more), at + more];
}

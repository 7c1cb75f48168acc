import { crc32, deflateSync, inflateSync } from 'node:zlib';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/**
 * The same picture with 256 colours, in about half of the bytes. For what Chromium writes: 8 bits a channel, RGB or RGBA without transparency, not interlaced; throws for other
 * pictures. A screen has few colours and many shades between them at the edges of letters: the rarest shades become their nearest neighbour. The same bytes give the same bytes.
 */
export function smaller(png: Buffer): Buffer {
  const { header, data } = chunksOf(png);
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  if (header[8] !== 8 || (header[9] !== 2 && header[9] !== 6) || header[12] !== 0) throw new Error('A PNG of another kind than Chromium writes.');
  const size = header[9] === 6 ? 4 : 3;
  const pixels = unfiltered(inflateSync(data), width, height, size);
  const colours = coloursOf(pixels, size);
  const palette = paletteOf(colours);
  const index = new Map([...colours.keys()].map((colour) => [colour, nearest(colour, palette).at]));
  const lines = Buffer.alloc((width + 1) * height);
  for (let at = 0; at < width * height; at += 1) lines[at + Math.floor(at / width) + 1] = index.get(colourAt(pixels, at * size))!;
  const head = Buffer.from(header);
  head[9] = 3;
  const table = Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]));
  return Buffer.concat([signature, chunk('IHDR', head), chunk('PLTE', table), chunk('IDAT', deflateSync(lines, { level: 9, memLevel: 9 })), chunk('IEND', Buffer.alloc(0))]);
}

function chunksOf(png: Buffer): { readonly header: Buffer; readonly data: Buffer } {
  if (!png.subarray(0, 8).equals(signature)) throw new Error('Not a PNG.');
  let header = Buffer.alloc(0);
  const data: Buffer[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    const body = png.subarray(at + 8, at + 8 + png.readUInt32BE(at));
    const name = png.toString('latin1', at + 4, at + 8);
    if (name === 'IHDR') header = Buffer.from(body);
    if (name === 'IDAT') data.push(body);
  }
  return { header, data: Buffer.concat(data) };
}

function chunk(name: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), body]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(body.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}

/** Undoes the filters of the PNG specification (ISO/IEC 15948), clause 9. */
function unfiltered(lines: Buffer, width: number, height: number, size: number): Uint8Array {
  const row = width * size;
  const out = new Uint8Array(row * height);
  for (let y = 0; y < height; y += 1) {
    const filter = lines[y * (row + 1)]!;
    for (let x = 0; x < row; x += 1) {
      const at = y * row + x;
      const [left, above, corner] = [x < size ? 0 : out[at - size]!, y === 0 ? 0 : out[at - row]!, x < size || y === 0 ? 0 : out[at - row - size]!];
      out[at] = lines[y * (row + 1) + 1 + x]! + (filter === 0 ? 0 : filter === 1 ? left : filter === 2 ? above : filter === 3 ? (left + above) >> 1 : paeth(left, above, corner));
    }
  }
  return out;
}

/** Of left, above and above left, the one nearest to left + above − above left. */
function paeth(left: number, above: number, corner: number): number {
  const [a, b, c] = [Math.abs(above - corner), Math.abs(left - corner), Math.abs(left + above - 2 * corner)];
  return a <= b && a <= c ? left : b <= c ? above : corner;
}

const colourAt = (pixels: Uint8Array, at: number): number => (pixels[at]! << 16) | (pixels[at + 1]! << 8) | pixels[at + 2]!;

/** Each colour and how many pixels have it. */
function coloursOf(pixels: Uint8Array, size: number): ReadonlyMap<number, number> {
  const colours = new Map<number, number>();
  for (let at = 0; at < pixels.length; at += size) {
    if (size === 4 && pixels[at + 3] !== 255) throw new Error('Something shows through this picture.');
    const colour = colourAt(pixels, at);
    colours.set(colour, (colours.get(colour) ?? 0) + 1);
  }
  return colours;
}

function distance(one: number, other: number): number {
  return ((one >> 16) - (other >> 16)) ** 2 + (((one >> 8) & 255) - ((other >> 8) & 255)) ** 2 + ((one & 255) - (other & 255)) ** 2;
}

function nearest(colour: number, palette: readonly number[]): { readonly at: number; readonly far: number } {
  let best = { at: 0, far: Number.POSITIVE_INFINITY };
  for (const [at, one] of palette.entries()) {
    const far = distance(colour, one);
    if (far < best.far) best = { at, far };
  }
  return best;
}

/** The 96 most frequent colours, then 160 times the one that is worst served so far: pixels × squared distance. */
function paletteOf(colours: ReadonlyMap<number, number>): readonly number[] {
  const sorted = [...colours].toSorted((a, b) => b[1] - a[1] || a[0] - b[0]);
  const palette = sorted.slice(0, 96).map(([colour]) => colour);
  const rest = sorted.slice(96).map(([colour, pixels]) => ({ colour, pixels, far: nearest(colour, palette).far }));
  while (palette.length < 256) {
    const worst = rest.reduce((a, b) => (b.far * b.pixels > a.far * a.pixels ? b : a), { colour: 0, pixels: 0, far: 0 });
    if (worst.far === 0) break;
    palette.push(worst.colour);
    for (const one of rest) one.far = Math.min(one.far, distance(one.colour, worst.colour));
  }
  return palette;
}

/** First bytes of archives that are recognised and not read: the decision is docs/decisions/0012-archives-that-are-not-read.md. */
const magics: readonly (readonly [bytes: string, what: string])[] = [
  ['7z\xbc\xaf\x27\x1c', 'a 7-Zip archive'], ['Rar!\x1a\x07', 'a RAR archive'], ['\xfd7zXZ\0', 'an xz file'], ['LZIP', 'an lzip file'], ['\x04\x22\x4d\x18', 'an LZ4 file'],
  ['\xff\x06\0\0sNaPpY', 'a Snappy file'], ['MSCF\0\0\0\0', 'a Windows cabinet'],
];

/** What an archive that is not read is, as a noun phrase; null for all else. */
export function unreadArchive(head: Buffer): string | null {
  for (const [bytes, what] of magics) if (head.toString('latin1', 0, bytes.length) === bytes) return what;
  // The level, and the magic number of the first block (pi) or of an empty file (its root).
  const bzip2 = /^BZh[1-9](?:\x31\x41\x59\x26\x53\x59|\x17\x72\x45\x38\x50\x90)/;
  if (bzip2.test(head.toString('latin1', 0, 10))) return 'a bzip2 file';
  return isLzmaAlone(head) ? 'an LZMA file' : null;
}

/** The header of `.lzma`: usual properties, a dictionary of a power of two, and a size that is unknown or below a terabyte. */
function isLzmaAlone(head: Buffer): boolean {
  if (head.length < 13 || head[0] !== 0x5d) return false;
  const dictionary = head.readUInt32LE(1);
  const size = head.readBigUInt64LE(5);
  return dictionary >= 4096 && (dictionary & (dictionary - 1)) === 0 && (size === 0xffff_ffff_ffff_ffffn || size < 1n << 40n);
}

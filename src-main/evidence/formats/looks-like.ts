import { isUtf8 } from 'node:buffer';

/** First bytes of kinds of file that people hand in by mistake, or that are not read yet. */
const magics: readonly (readonly [at: number, bytes: string, what: string])[] = [
  [0, 'SQLite format 3\0', 'an SQLite database'], [0, '%PDF-', 'a PDF document'], [0, 'ElfFile\0', 'a Windows event log (EVTX), which is read once evtx_dump -o jsonl has written it down as lines'], [0, '\x89PNG', 'a PNG image'],
  [0, '\xff\xd8\xff', 'a JPEG image'], [0, 'GIF8', 'a GIF image'], [0, 'BZh', 'a bzip2 archive'], [0, '\xfd7zXZ\0', 'an xz archive'], [0, '\x28\xb5\x2f\xfd', 'a zstd archive'],
  [0, '7z\xbc\xaf\x27\x1c', 'a 7-Zip archive'], [0, 'Rar!', 'a RAR archive'], [0, 'PK\x03\x04', 'a ZIP archive'], [0, '\x1f\x8b', 'a gzip archive'], [257, 'ustar', 'a tar archive'],
  [0, '\x7fELF', 'a program'], [0, 'MZ', 'a Windows program'], [0, 'regf', 'a Windows registry hive'], [0, 'PAR1', 'a Parquet file'], [0, 'Obj\x01', 'an Avro file'], [0, 'ORC', 'an ORC file'],
  [0, '\xd0\xcf\x11\xe0', 'an old Office document'], [0, '\xd4\xc3\xb2\xa1', 'a packet capture'], [0, '\x0a\x0d\x0d\x0a', 'a packet capture'], [0, 'version https://git-lfs.github.com/', 'a Git LFS pointer, not the file itself'],
];

/** What bytes that are not JSON look like, for the one who handed them in: a noun phrase. */
export function looksLike(head: Buffer): string {
  for (const [at, bytes, what] of magics) if (head.toString('latin1', at, at + bytes.length) === bytes) return what;
  const sample = head.subarray(0, 8192);
  if (sample.includes(0)) return 'binary data';
  const text = sample.toString(isUtf8(trimmed(sample)) ? 'utf8' : 'latin1').replace(/^\uFEFF/, '').trimStart();
  if (/^<(!doctype html|html)/i.test(text)) return 'an HTML page';
  if (/^<(\?xml|!--|!DOCTYPE|[A-Za-z])/.test(text)) return 'XML';
  const lines = text.split(/\r?\n/).slice(0, 20);
  for (const [mark, what] of [[',', 'CSV'], ['\t', 'tab-separated text'], [';', 'CSV with semicolons']] as const) {
    const columns = lines[0]!.split(mark).length;
    const alike = lines.slice(1).filter((line) => line.split(mark).length >= columns).length;
    if (columns >= 3 && (alike > 0 || lines.length === 1)) return what;
  }
  if (/^(<\d+>|\w{3} +\d+ \d\d:\d\d:\d\d|\d{4}-\d\d-\d\d[T ]\d\d:\d\d)/.test(text)) return 'lines of a text log';
  return text.startsWith('{') || text.startsWith('[') ? 'text that begins like JSON and is none' : 'text';
}

/** Without the last bytes, in which a character may be cut. */
const trimmed = (b: Buffer): Buffer => (b.length < 8192 ? b : b.subarray(0, -4));

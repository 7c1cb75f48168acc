import type { CitedRecord } from './model.ts';

/**
 * The line that prints a record's SHA-256 with nothing but standard tools, run where the evidence file lies. `tail -c +N` counts bytes from 1. Names are
 * quoted for a POSIX shell; a name with a control character is not offered as a command, since what is printed could not be typed.
 */
export function checkCommand(record: Pick<CitedRecord, 'file' | 'container' | 'member' | 'offset' | 'length'>): string | null {
  if (/\p{C}/u.test(record.file + record.member)) return null;
  return `${opened(record)} | tail -c +${record.offset + 1} | head -c ${record.length} | sha256sum`;
}

function opened({ file, container, member }: Pick<CitedRecord, 'file' | 'container' | 'member'>): string {
  switch (container) {
    case 'plain': return `cat ${quoted(file)}`;
    case 'gzip': return `gunzip -c ${quoted(file)}`;
    case 'zstd': return `zstd -dc ${quoted(file)}`;
    case 'zip': return `unzip -p ${quoted(file)} ${quoted(globless(member))}${gunzipped(member)}`;
    case 'tar': return `tar -xOf ${quoted(file)} ${quoted(member)}${gunzipped(member)}`;
    case 'tar-gzip': return `tar -xzOf ${quoted(file)} ${quoted(member)}${gunzipped(member)}`;
    case 'tar-zstd': return `zstd -dc ${quoted(file)} | tar -xOf - ${quoted(member)}${gunzipped(member)}`;
  }
}

const gunzipped = (member: string): string => (member.endsWith('.gz') ? ' | gunzip -c' : member.endsWith('.zst') ? ' | zstd -dc' : '');
/** unzip takes member names as patterns. */
const globless = (member: string): string => member.replace(/[[\]*?\\]/g, (c) => `\\${c}`);

function quoted(name: string): string {
  const safe = name.startsWith('-') ? `./${name}` : name;
  return /^[\w./:@%+,=-]+$/.test(safe) ? safe : `'${safe.replaceAll("'", `'\\''`)}'`;
}

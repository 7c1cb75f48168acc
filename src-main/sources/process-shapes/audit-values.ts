/** Values of the Linux audit system: hex, unset ids, results of system calls. */

const hex = /^[0-9A-F]+$/;
const decoder = new TextDecoder('utf-8', { fatal: true });
const encoder = new TextEncoder();

/** True for what the kernel writes where a text has a blank, a quote or a byte that is no printable ASCII: its bytes in hex, without quotes. */
export function isHex(text: string): boolean {
  return text.length % 2 === 0 && hex.test(text);
}

/** The bytes that hex digits stand for. */
export function bytesOfHex(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length >> 1);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = Number.parseInt(text.slice(at * 2, at * 2 + 2), 16);
  return bytes;
}

/** Bytes as text. Where they are no UTF-8, each byte beyond ASCII is written as `\xNN`: nothing is lost, and nothing is made up. */
export function textOfBytes(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    let text = '';
    for (const byte of bytes) text += byte < 0x80 ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`;
    return text;
  }
}

/** A text as the kernel writes it: in quotes, or its bytes in hex; `undefined` for `(null)`, `?` and nothing. */
export function untrusted(value: string | undefined): string | undefined {
  if (value === undefined || value === '' || value === '(null)' || value === '?') return undefined;
  const bare = unquoted(value);
  if (bare !== value) return bare;
  return isHex(value) ? textOfBytes(bytesOfHex(value)) : value;
}

/** Without the quotes around it. */
export function unquoted(value: string): string {
  const first = value.charCodeAt(0);
  return value.length >= 2 && (first === 0x22 || first === 0x27) && value.charCodeAt(value.length - 1) === first ? value.slice(1, -1) : value;
}

/** A text of Laurel, which writes bytes that JSON cannot hold, `%` and `+` as `%NN`. */
export function percentDecoded(text: string): string {
  if (!text.includes('%')) return text;
  const bytes = encoder.encode(text);
  let length = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const [high, low] = bytes[at] === PERCENT ? [digitOf(bytes[at + 1]), digitOf(bytes[at + 2])] : [-1, -1];
    const isCode = high >= 0 && low >= 0;
    bytes[length] = isCode ? high * 16 + low : bytes[at]!;
    length += 1;
    if (isCode) at += 2;
  }
  return textOfBytes(bytes.subarray(0, length));
}

const PERCENT = 0x25;

/** The value of a hex digit in ASCII; -1 where it is none. */
function digitOf(byte: number | undefined): number {
  if (byte === undefined) return -1;
  return byte >= 48 && byte <= 57 ? byte - 48 : byte >= 65 && byte <= 70 ? byte - 55 : byte >= 97 && byte <= 102 ? byte - 87 : -1;
}

/** An id of a user, group or session; `undefined` where it is unset (-1). */
export function idOf(value: string | undefined): string | undefined {
  const text = value === undefined ? '' : unquoted(value);
  return text === '' || text === '4294967295' || text === '-1' || text === 'unset' || text === '?' ? undefined : text;
}

/** A whole number as it is written; `undefined` for all else. */
export function numberOf(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const text = unquoted(value);
  return /^-?\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/** Errors that starting a program ends in (asm-generic/errno-base.h, errno.h): the same numbers on every machine. */
const errors: Readonly<Record<number, string>> = {
  1: 'EPERM', 2: 'ENOENT', 4: 'EINTR', 5: 'EIO', 7: 'E2BIG', 8: 'ENOEXEC', 9: 'EBADF', 11: 'EAGAIN', 12: 'ENOMEM', 13: 'EACCES', 14: 'EFAULT', 16: 'EBUSY', 20: 'ENOTDIR', 21: 'EISDIR', 22: 'EINVAL',
  23: 'ENFILE', 24: 'EMFILE', 26: 'ETXTBSY', 36: 'ENAMETOOLONG', 40: 'ELOOP', 80: 'ELIBBAD', 116: 'ESTALE', 117: 'EUCLEAN', 126: 'ENOKEY', 512: 'ERESTARTSYS',
};

/** The name of an error out of a result such as `-2` or `ENOENT(No such file or directory)`; the result itself where it has none. */
export function errorOf(exit: string | undefined): string | undefined {
  const text = exit === undefined ? '' : unquoted(exit);
  const named = /^E[A-Z0-9]+/.exec(text);
  if (named !== null) return named[0];
  const code = numberOf(text);
  if (code === undefined || code >= 0) return undefined;
  return errors[-code] ?? text;
}

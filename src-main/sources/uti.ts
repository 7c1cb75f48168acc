const guid = /^\{?([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})\}?$/i;
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/**
 * The unique token identifier (UTI) that belongs to a request id: the 16 bytes of the GUID as Microsoft lays them out (the first three groups with their
 * low byte first), in base64url without padding, 22 characters. A sign-in's `id` gives the `uti` claim of the token that it issued.
 * @returns `undefined` where the text is not a GUID, or is the GUID of nothing (all zeros)
 */
export function utiOf(text: string | undefined): string | undefined {
  const found = text === undefined ? null : guid.exec(text);
  if (!found) return undefined;
  const [a, b, c, d, e] = found.slice(1) as [string, string, string, string, string];
  const hex = turned(a) + turned(b) + turned(c) + d + e;
  return /^0+$/.test(hex) ? undefined : base64url(hex);
}

/**
 * A UTI as Microsoft wrote it, in the one spelling that we keep: base64url without padding. A GUID in its place is turned into one, and so is the
 * base64 of the GUID's text (48 characters), which sign-in logs of 2021 and 2022 have.
 */
export function utiText(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  if (text.length === 22) return text.includes('+') || text.includes('/') ? urlSafe(text) : text;
  if (text.length === 24 && text.endsWith('==')) return urlSafe(text.slice(0, 22));
  return utiOf(text.length === 48 ? decoded(text) : text) ?? text;
}

/** The text behind base64 or base64url; `undefined` where a character belongs to neither. */
function decoded(text: string): string | undefined {
  let made = '';
  for (let i = 0; i < text.length; i += 4) {
    let bits = 0;
    for (const char of urlSafe(text.slice(i, i + 4))) {
      const value = alphabet.indexOf(char);
      if (value < 0) return undefined;
      bits = (bits << 6) | value;
    }
    made += String.fromCharCode(bits >> 16, (bits >> 8) & 255, bits & 255);
  }
  return made;
}

function urlSafe(text: string): string {
  return text.replaceAll('+', '-').replaceAll('/', '_');
}

/** The bytes of a hexadecimal text in reverse order. */
function turned(hex: string): string {
  let made = '';
  for (let i = hex.length - 2; i >= 0; i -= 2) made += hex.slice(i, i + 2);
  return made;
}

/** Base64url of 32 hexadecimal digits: 22 characters, the last of which carries two bits. */
function base64url(hex: string): string {
  let made = '';
  for (let i = 0; i < 30; i += 3) {
    const bits = parseInt(hex.slice(i, i + 3), 16);
    made += alphabet[bits >> 6]! + alphabet[bits & 63]!;
  }
  const last = parseInt(hex.slice(30), 16);
  return made + alphabet[last >> 2]! + alphabet[(last & 3) << 4]!;
}

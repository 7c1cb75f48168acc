/** Longest part of a client string that is read: the rest is content of an attacker's choice, not a client. */
const LONGEST = 1024;

/** A client string made safe to read: brackets that CloudTrail puts around it taken off, control characters and runs of blanks made one blank, cut. */
export function plainAgent(text: string): string {
  const cut = text.length > LONGEST ? text.slice(0, LONGEST) : text;
  const plain = cut.replace(/[\s\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]+/g, ' ').trim();
  const bare = plain.startsWith('[') && (plain.endsWith(']') || text.length > LONGEST) ? plain.slice(1, plain.endsWith(']') ? -1 : undefined).trim() : plain;
  return text.length > LONGEST ? `${bare}…` : bare;
}

/** `name/value` tokens of a client string in order, without the punctuation around them; a token without a slash has an empty value. */
export function productsOf(plain: string): readonly (readonly [name: string, value: string])[] {
  return plain.split(/[\s();,]+/).filter((token) => token !== '').map((token) => {
    const slash = token.indexOf('/');
    return slash > 0 ? [token.slice(0, slash), token.slice(slash + 1)] : [token, ''];
  });
}

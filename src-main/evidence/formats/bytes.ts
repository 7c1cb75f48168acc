/** The bytes that JSON is built of. */
export const NEWLINE = 0x0a;
export const QUOTE = 0x22;
export const COMMA = 0x2c;
export const COLON = 0x3a;
export const BACKSLASH = 0x5c;
export const OPEN_BRACKET = 0x5b;
export const CLOSE_BRACKET = 0x5d;
export const OPEN_BRACE = 0x7b;
export const CLOSE_BRACE = 0x7d;

/** Bytes that may stand outside of strings: 1 white space, 2 number or literal. Everything else there is damage. */
export const WHITE = 1;
export const SCALAR = 2;
export const classes = new Uint8Array(256);
for (const c of [0x20, 0x09, 0x0a, 0x0d]) classes[c] = WHITE;
for (let c = 0; c < 128; c++) if (/[\w+.-]/.test(String.fromCharCode(c))) classes[c] = SCALAR;

/** True for the bytes after which a string may begin. */
export const mayOpenString = new Uint8Array(256);
for (const c of [OPEN_BRACE, OPEN_BRACKET, COMMA, COLON]) mayOpenString[c] = 1;

export const isWhite = (c: number | undefined): boolean => c !== undefined && classes[c] === WHITE;

/** Bytes that part values in a list; at the top also the UTF-8 byte order mark and the record separator of RFC 7464. */
export const partsList = new Uint8Array(256);
for (const c of [0x20, 0x09, 0x0d, NEWLINE, COMMA]) partsList[c] = 1;
export const partsTop = Uint8Array.from(partsList);
for (const c of [0xef, 0xbb, 0xbf, 0x1e]) partsTop[c] = 1;

/** True for the first byte of a number, literal or text. */
export const mayBeScalar = (c: number): boolean => c === QUOTE || c >= 0x80 || classes[c] === SCALAR;

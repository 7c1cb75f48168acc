import { noSql, type Dialect } from './dialect.ts';

/** By letter outside A to Z: the letters whose lower case has it. */
let upperOf: Map<string, string[]> | null = null;

function upperLetters(): ReadonlyMap<string, readonly string[]> {
  if (upperOf !== null) return upperOf;
  upperOf = new Map();
  for (let code = 0x80; code < 0x20000; code += 1) {
    if (code >= 0xd800 && code < 0xe000) continue;
    const letter = String.fromCodePoint(code);
    const lower = letter.toLowerCase();
    if (lower === letter) continue;
    for (const part of lower) upperOf.set(part, [...(upperOf.get(part) ?? []), letter]);
  }
  return upperOf;
}

/**
 * A text in lower case, exact as far as a comparison with these texts (in lower case) can see: what cannot become one of their letters stays as it is. A database
 * folds fewer letters than hunts do (SQLite A to Z), and none knows that the Kelvin sign folds to k.
 */
export function foldSql(dialect: Dialect, x: string, texts: readonly string[]): string {
  const letters = new Set(texts.join(''));
  if (letters.has('σ') || letters.has('ς')) throw noSql('A Greek sigma folds by the place where it stands: compared without regard to case it has no SQL form here.');
  const others = new Set([...letters].flatMap((letter) => upperLetters().get(letter) ?? []));
  const plain = dialect.name === 'sqlite' ? [...others] : [...others].filter((letter) => letter === 'İ' || letter === 'K');
  return dialect.lower(plain.reduce((made, letter) => `replace(${made}, ${dialect.literal(letter)}, ${dialect.literal(letter.toLowerCase())})`, x));
}

/**
 * The arguments in a command line as a shell would see them, without what a shell does with them: words between blanks, where quotes of either kind join what has blanks in it, and `\` takes the next
 * character as it is. A text whose quotes do not close is one argument: what its words are nobody can say.
 */
export function splitCommand(text: string): readonly string[] {
  const words: string[] = [];
  let word: string | null = null;
  let quote = '';
  for (let at = 0; at < text.length; at += 1) {
    const one = text[at]!;
    if (one === '\\' && quote !== "'" && at + 1 < text.length && /[\\"' ]/.test(text[at + 1]!)) word = (word ?? '') + text[(at += 1)]!;
    else if (quote !== '') {
      if (one === quote) quote = '';
      else word = (word ?? '') + one;
    } else if (one === '"' || one === "'") {
      quote = one;
      word ??= '';
    } else if (/\s/.test(one)) {
      if (word !== null) words.push(word);
      word = null;
    } else word = (word ?? '') + one;
  }
  if (quote !== '') return [text];
  return word === null ? words : [...words, word];
}

/** What a derived field may mask in a text, in the order in which it is done. docs/rules.md says of each what it leaves. */
export const masks = ['program', 'namespace', 'pod', 'hash', 'number'] as const;
export type Mask = (typeof masks)[number];

/** A command line may be megabytes long: what is behind this is cut, so that a mask costs little whatever it is given. */
const MOST = 10_000;
/** Letters and digits that Kubernetes makes names of (apimachinery, util/rand): no vowels, nothing that looks like another. */
const MADE = '[bcdfghjklmnpqrstvwxz2456789]';

/** A word of a command line, parts of it in quotes; where quotes do not close, up to the next blank. */
const valueOfNamespace = /(^|\s)(-n|--namespace)(\s+|=)(?:(?:"[^"]*"|'[^']*'|[^\s"'])+(?=\s|$)|\S+)/g;

const does: { readonly [M in Mask]: (text: string) => string } = {
  program: bareProgram,
  namespace: (text) => text.replace(valueOfNamespace, '$1$2$3*').replace(/(^|\s)-n(?![\s=*])[^\s-]\S*/g, '$1-n*'),
  pod: (text) => text
    .replace(new RegExp(`([a-z0-9])-(?:${MADE}{6,10}|\\d{7,10})-${MADE}{5}(?![\\w-])`, 'g'), '$1-*')
    .replace(new RegExp(`([a-z0-9])-(?=[a-z]{0,4}[2-9])${MADE}{5}(?![\\w-])`, 'g'), '$1-*'),
  hash: (text) => text.replace(/\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/gi, '*').replace(/\b[0-9a-f]{7,}\b/gi, (word) => (/\d/.test(word) ? '*' : word)),
  number: (text) => text.replace(/\d+/g, '*'),
};

/**
 * A text with what differs from run to run masked by `*`, blanks made single. Exact and the same for the same text: what is masked does not hang on other texts.
 * Masking what is masked changes nothing.
 */
export function maskText(text: string, wanted: readonly Mask[]): string {
  const plain = text.slice(0, MOST).trim().replace(/\s+/g, ' ');
  return masks.filter((mask) => wanted.includes(mask)).reduce((said, mask) => does[mask](said), plain);
}

/** `"C:\Program Files\kubectl.exe" get` and `/usr/local/bin/kubectl get` start the same program: its file name in small letters, without `.exe`. */
function bareProgram(text: string): string {
  const [word] = /^(?:"[^"]*"|[^\s"])+(?=\s|$)|^\S+/.exec(text) ?? [];
  if (word === undefined) return text;
  const path = word.replaceAll('"', '');
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1).toLowerCase().replace(/\s/g, '_').replace(/(?:\.exe)+$/, '');
  return name === '' ? text : `${name}${text.slice(word.length)}`;
}

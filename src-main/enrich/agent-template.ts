import { plainAgent } from './agent-text.ts';

/** Parts that name the call that was made, not the client that made it. */
const perCall = new Set(['command', 'api', 'm', 'ft', 'build', 'x-amz-request-id']);
/** Words with digits that are names. */
const kept = new Set([
  'x86', 'x64', 'x86_64', 'amd64', 'arm64', 'aarch64', 'armv7l', 'armv8l', 'i386', 'i586', 'i686', 'ia32', 'ppc64le', 's390x', 'riscv64',
  'x11', 'win32', 'win64', 'wow64', 'windows_nt', 'openjdk_64-bit_server_vm', 'utf-8', 'http2', 'rv64',
]);

/**
 * The client string with everything masked that changes while the client stays the same: versions, builds, commands, GUIDs, hashes, addresses, ARNs,
 * paths. Family, operating system, architecture and settings stay. Every part is masked by itself, so the order of parts does not matter to
 * the mask and equal templates mean equal clients by plain comparison. Empty for an empty string.
 */
export function templateOf(text: string): string {
  const parts = plainAgent(text).split(/((?:[ ();]|,(?= |$))+)/).map((part, i) => (i % 2 === 1 ? part : maskPart(part)));
  return withoutRepeats(parts.join(''));
}

function maskPart(part: string): string {
  if (part === '' || isKept(part)) return part;
  if (part.length > 128) return '*';
  if (/^arn:/i.test(part)) return 'arn:*';
  const url = /^(\+?https?:\/\/[a-z0-9.-]+)(.*)$/i.exec(part);
  if (url !== null) return url[2] === '' || url[2] === '/' ? part : `${url[1]}/*`;
  if (/^(?:\/|\\\\|[a-z]:[\\/]|~\/)/i.test(part)) return '*';
  const [key, ...values] = part.split('/');
  if (values.length === 0) return maskWord(part);
  const name = maskIds(key!);
  if (perCall.has(key!.toLowerCase())) return `${name}/*`;
  return [name, ...values.map(maskValue)].join('/');
}

function maskValue(value: string): string {
  const hash = value.indexOf('#');
  if (hash > 0) {
    const key = value.slice(0, hash);
    return `${key}#${perCall.has(key.toLowerCase()) ? '*' : maskValue(value.slice(hash + 1))}`;
  }
  if (/^v?\d/i.test(value) || isHex(value)) return '*';
  return maskWord(value);
}

function maskWord(word: string): string {
  const pieces = word.split('.');
  if (!pieces.some(isKept)) return maskDigits(maskIds(word));
  return pieces.map((piece) => (isKept(piece) ? piece : maskDigits(maskIds(piece)))).join('.');
}

function isKept(piece: string): boolean {
  return kept.has(piece.toLowerCase());
}

/** GUIDs, long hexadecimal runs and addresses inside a word. */
function maskIds(word: string): string {
  return word
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, '*')
    .replace(/[0-9a-f]+/gi, (run) => (run.length >= 16 && /\d/.test(run) ? '*' : run))
    .replace(/\d+\.\d+\.\d+\.\d+/g, '*');
}

/** Numbers of a word, but for a lone digit that belongs to a name (S3, EC2, k8s). */
function maskDigits(word: string): string {
  return word.replace(/\d+(?:[._]\d+)*/g, (run, at: number) => {
    const afterLetter = at > 0 && /[a-z]/i.test(word[at - 1]!);
    const beforeLetter = /[a-z]/i.test(word[at + run.length] ?? '');
    return afterLetter && (run.length === 1 || (beforeLetter && !/[._]/.test(run))) ? run : '*';
  });
}

function isHex(value: string): boolean {
  return value.length >= 7 && /^[0-9a-f]+$/i.test(value);
}

/** `ft/a ft/b` name several things of one call: once is enough. */
function withoutRepeats(text: string): string {
  const words = text.split(' ');
  return words.filter((word, i) => i === 0 || word !== words[i - 1] || !word.endsWith('/*')).join(' ');
}

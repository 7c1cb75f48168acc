import type { CheckedDigest, CheckedLog, EvidenceCard, LogState, MemberCard } from '../../contract/index.ts';
import { type Block, heading, paragraph, row, type Row } from '../blocks.ts';
import type { ReportDigests, ReportModel } from '../model.ts';
import type { Times } from '../times.ts';
import { counted, countOf, cut, leftOut } from '../words.ts';

/** Rows of each table; JSON and CSV have all. */
const rowsShown = 50;

const logWords: Readonly<Record<LogState, string>> = {
  signed: 'signed: its hash stands in a digest whose signature holds', hashed: 'hashed only: its hash stands in a digest whose signature could not be checked, or does not hold',
  changed: 'CHANGED: a digest names it with another hash', missing: 'MISSING: a digest names it, and it is not in this case', uncovered: 'uncovered: no digest in this case names it',
};
const signatureWords: Readonly<Record<CheckedDigest['signature'], string>> = {
  valid: 'signature holds', vouched: 'named, with its hash, by a digest whose signature holds', invalid: 'SIGNATURE DOES NOT HOLD', 'no-key': 'signature not checked: no public key of its fingerprint was given',
  'no-signature': 'signature not checked: it stands in the next digest, which is not in this case', 'not-the-file': 'signature not checked: it does not lie in a file of its own',
};

/** Name of a file as digests know it: with the path inside, where it is an archive. */
export const digestedFile = ({ name }: Pick<EvidenceCard, 'name'>, { path }: Pick<MemberCard, 'path'>): string => (path === '' ? name : `${name} » ${path}`);

/** What the digests say of one file; null where they say nothing. */
export function digestLine(digests: ReportDigests | null, card: EvidenceCard, member: MemberCard): string | null {
  if (digests === null) return null;
  const file = digestedFile(card, member);
  const held = digests.digestsIn(card.exhibit, file);
  if (held.length > 0) {
    const first = held[0]!;
    const names = `names ${countOf(held.reduce((sum, one) => sum + one.logs, 0), 'log')}`;
    return `${held.length === 1 ? 'digest' : countOf(held.length, 'digest')}: ${signatureWords[first.signature]}; ${names}${first.previous === 'changed' ? '; THE DIGEST BEFORE IT IS NOT THE ONE THAT IT NAMES' : first.previous === 'absent' ? '; the digest before it is not in this case' : ''}`;
  }
  const log = digests.logOf(card.exhibit, file, member.sha256);
  return log === null ? null : logWords[log.state];
}

/** Digests of CloudTrail: the sums, what does not hold, and how to check it without this program. */
export function* digestBlocks({ digests, noDigests }: ReportModel['evidence'], times: Times): Generator<Block> {
  if (digests === null) {
    if (noDigests) yield paragraph('No digest file of CloudTrail was given with its logs: whether they are as CloudTrail delivered them, and all that it delivered, was not checked.');
    return;
  }
  const { check: { counts, digests: files, gaps, keys, badKeys, unreadable, logs } } = digests;
  const held = files.filter(({ signature }) => signature === 'valid' || signature === 'vouched').length;
  const broken = files.filter(({ signature, previous }) => signature === 'invalid' || previous === 'changed');
  yield heading('Digests of CloudTrail');
  yield paragraph(
    `${countOf(files.length, 'digest')}, ${counted(held)} of them signed, or named by a signed one; ${countOf(keys, 'public key')}. Of the log files ${counted(counts.signed)} signed, ${counted(counts.hashed)} hashed only, ${counted(counts.changed)} changed, ${counted(counts.missing)} missing, ` +
    `${counted(counts.uncovered)} uncovered; ${countOf(gaps.length, 'gap')} in the chains of digests${unreadable.length === 0 ? '' : `; ${countOf(unreadable.length, 'file')} that ${unreadable.length === 1 ? 'is no whole digest' : 'are no whole digests'}`}${badKeys === 0 ? '' : `; ${countOf(badKeys, 'entry', 'entries')} among the keys that cannot be read`}. ` +
    'Signed: the hash of the log stands in a digest whose signature holds. Hashed only: that signature could not be checked, or does not hold. Changed: a digest names the file with another hash. Missing: a digest names it, and it is not in this case. Uncovered: no digest in this case names it. ' +
    'A gap is a time that no digest of a chain covers. The last digest of a chain cannot be checked here, since its signature stands in the next. All of it holds as far as the public keys are CloudTrail\'s: where they came from is for the analyst to say.',
  );
  yield* logTable('Changed log files', logs, 'changed');
  yield* logTable('Missing log files', logs, 'missing');
  if (broken.length > 0) {
    yield heading('Digests that do not hold', 3);
    yield { kind: 'table', columns: [{ label: 'Exhibit', width: 54 }, { label: 'Digest', tone: 'evidence' }, { label: 'What does not hold', width: 170 }], rows: broken.slice(0, rowsShown).map((one): Row => row(one.exhibit, cut(one.object, 300), brokenWords(one))) };
    if (broken.length > rowsShown) yield paragraph(leftOut(broken.length - rowsShown, 'digest'), 'caption');
  }
  if (gaps.length > 0) {
    yield heading('Gaps in the chains of digests', 3);
    yield {
      kind: 'table', columns: [{ label: 'Chain, digest that is missing', tone: 'evidence' }, { label: 'From', width: 130 }, { label: 'To', width: 130 }],
      rows: gaps.slice(0, rowsShown).map((gap): Row => row({ text: cut(gap.chain, 200), tone: 'evidence', below: gap.object === null ? [] : [{ text: cut(gap.object, 300), tone: 'smallHash' }] }, moment(times, gap.from), moment(times, gap.to))),
    };
    if (gaps.length > rowsShown) yield paragraph(leftOut(gaps.length - rowsShown, 'gap'), 'caption');
  }
  yield* howToCheck();
}

/** Times of a digest are text of a log: what is no time is printed as it is. */
const moment = (times: Times, text: string): string => (Number.isNaN(Date.parse(text)) ? cut(text, 60) : times.exact(text));

function brokenWords({ signature, previous }: CheckedDigest): string {
  return [signature === 'invalid' ? 'its signature' : '', previous === 'changed' ? 'the digest before it, which has another hash than this one names' : ''].filter((part) => part !== '').join('; ');
}

function* logTable(title: string, all: readonly CheckedLog[], state: 'changed' | 'missing'): Generator<Block> {
  const logs = all.filter((log) => log.state === state);
  if (logs.length === 0) return;
  yield heading(title, 3);
  const hash = (name: string, text: string | null) => ({ text: `${name} ${text ?? ''}`, tone: 'smallHash' as const });
  yield {
    kind: 'table', columns: [{ label: 'Exhibit', width: 54 }, { label: state === 'changed' ? 'File, its SHA-256, the one that the digest names' : 'File, the SHA-256 that the digest names' }],
    rows: logs.slice(0, rowsShown).map((log): Row => row(log.exhibit ?? 'none', {
      text: cut(log.object ?? '', 300), tone: 'evidence',
      below: [...(log.sha256 === null ? [] : [hash('is', log.sha256)]), hash('named', log.expected), { text: `by ${cut(log.digest ?? '', 300)}`, tone: 'smallHash' }],
    })),
  };
  if (logs.length > rowsShown) yield paragraph(`${leftOut(logs.length - rowsShown, 'file')}; this report as JSON or CSV has every one.`, 'caption');
}

/** By the structure that AWS documents for custom validation. */
function* howToCheck(): Generator<Block> {
  yield heading('To check it with other tools', 3);
  yield paragraph('A log: its SHA-256 unpacked must be the hashValue that the digest gives it.');
  yield { kind: 'code', text: 'gunzip -c LOG.json.gz | openssl dgst -sha256' };
  yield paragraph('A digest: CloudTrail signs four lines without an end of line after the last: digestEndTime, digestS3Bucket/digestS3Object, the SHA-256 of the digest unpacked, and previousDigestSignature (null, where there is none). The signature of it is previousDigestSignature of the NEXT digest; the key is the one of digestPublicKeyFingerprint in the answer of aws cloudtrail list-public-keys. openssl then says “Verified OK”.');
  yield { kind: 'code', text: [
    'printf %s VALUE | base64 -d | openssl rsa -RSAPublicKey_in -inform DER -pubout -out key.pem',
    'HASH=$(gunzip -c DIGEST.json.gz | openssl dgst -sha256 -r | cut -d" " -f1)',
    String.raw`printf '%s\n%s\n%s\n%s' END BUCKET/KEY "$HASH" SIGNATURE_BEFORE > signed.txt`,
    'printf %s SIGNATURE_IN_NEXT | xxd -r -p > signature.bin',
    'openssl dgst -sha256 -verify key.pem -signature signature.bin signed.txt',
  ].join('\n') };
}

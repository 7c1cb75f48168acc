import { hashedMembers, keptPerEvidence, wasSkipped, type ReadCase } from '../../case/index.ts';
import { digestsListed, logStates, type CheckedDigest, type CheckedLog, type DigestCheck, type DigestPage, type LogState } from '../../contract/index.ts';
import type { ReportDigests } from '../../report/index.ts';
import { digestsOfCase } from './of-case.ts';

/** The digests of a case, checked once per state of its evidence: a verdict does not change them. Null where it has none, which is looked up first. */
export const digestsHeld = keptPerEvidence((file: ReadCase): ReportDigests | null => (wasSkipped(file, 'aws.cloudtrail/digest') ? heldOf(digestsOfCase(file)) : null));

/** A copy of a log is what the log is. */
function heldOf(check: DigestCheck): ReportDigests {
  const byHash = new Map<string, CheckedLog>();
  const byPlace = new Map<string, CheckedLog>();
  const digests = new Map<string, CheckedDigest[]>();
  for (const log of check.logs) {
    if (log.state === 'signed' || log.state === 'hashed') {
      if (byHash.get(log.expected!)?.state !== 'signed') byHash.set(log.expected!, log);
    } else if (log.exhibit !== null) byPlace.set(placeOf(log.exhibit, log.file!), log);
  }
  for (const digest of check.digests) {
    const place = placeOf(digest.exhibit, digest.file);
    const there = digests.get(place);
    if (there === undefined) digests.set(place, [digest]);
    else there.push(digest);
  }
  return {
    check,
    digestsIn: (exhibit, file) => digests.get(placeOf(exhibit, file)) ?? [],
    logOf: (exhibit, file, sha256) => {
      const same = sha256 === null ? undefined : byHash.get(sha256);
      const found = same?.state === 'signed' ? same : (byPlace.get(placeOf(exhibit, file)) ?? same);
      return found === undefined ? null : { ...found, exhibit, file, sha256 };
    },
  };
}
const placeOf = (exhibit: string, file: string): string => `${exhibit}\n${file}`;

/** What the digests say of the case, or of one exhibit: what the screen Evidence shows. */
export function digestPage(file: ReadCase, evidence: number | null): DigestPage {
  const held = digestsHeld(file);
  const counts = Object.fromEntries(logStates.map((state) => [state, 0])) as Record<LogState, number>;
  if (held === null) return { given: { digests: 0, unreadable: 0, keys: 0, badKeys: 0 }, counts, logs: [], moreLogs: 0, digests: [], moreDigests: 0, gaps: [], moreGaps: 0 };
  const { check } = held;
  const given = { digests: check.digests.length, unreadable: check.unreadable.length, keys: check.keys, badKeys: check.badKeys };
  if (evidence === null) {
    const [changed, missing] = (['changed', 'missing'] as const).map((state) => check.logs.filter((log) => log.state === state));
    return { given, counts: check.counts, ...cut([...changed!, ...missing!], check.digests.filter(isBroken)), gaps: check.gaps.slice(0, digestsListed), moreGaps: Math.max(0, check.gaps.length - digestsListed) };
  }
  const members = hashedMembers(file, evidence);
  const digests = members.flatMap((member) => held.digestsIn(member.exhibit, member.file));
  const named = new Set(digests.map((digest) => digest.object));
  const logs = [
    ...members.flatMap((member) => held.logOf(member.exhibit, member.file, member.sha256) ?? []),
    ...(named.size === 0 ? [] : check.logs.filter((log) => log.state === 'missing' && named.has(log.digest!))),
  ];
  for (const log of logs) counts[log.state] += 1;
  const worstFirst = logs.toSorted((a, b) => worst.indexOf(a.state) - worst.indexOf(b.state));
  return { given, counts, ...cut(worstFirst, digests), gaps: [], moreGaps: 0 };
}

const worst: readonly LogState[] = ['changed', 'missing', 'hashed', 'uncovered', 'signed'];

/** Not what CloudTrail signed, or not what the digest behind it names. */
function isBroken({ signature, previous }: CheckedDigest): boolean {
  return signature === 'invalid' || previous === 'changed';
}

function cut(logs: readonly CheckedLog[], digests: readonly CheckedDigest[]): Pick<DigestPage, 'logs' | 'moreLogs' | 'digests' | 'moreDigests'> {
  return {
    logs: logs.slice(0, digestsListed), moreLogs: Math.max(0, logs.length - digestsListed),
    digests: digests.slice(0, digestsListed), moreDigests: Math.max(0, digests.length - digestsListed),
  };
}

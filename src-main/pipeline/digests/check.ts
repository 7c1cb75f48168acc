import { verify } from 'node:crypto';
import { logStates, type CheckedDigest, type CheckedLog, type DigestCheck, type DigestGap, type LinkState, type LogState, type SignatureState } from '../../contract/index.ts';
import type { HashedMember } from '../../case/index.ts';
import { bareName, chainOf, signedText, type DigestFacts } from './digest.ts';
import type { DigestKey } from './keys.ts';

/** A digest as it lies in the case. `whole`: in a file of its own, whose hash is the digest's. */
export interface HeldDigest {
  readonly facts: DigestFacts;
  readonly member: HashedMember;
  readonly whole: boolean;
}

export interface DigestQuestion {
  readonly digests: readonly HeldDigest[];
  readonly members: readonly HashedMember[];
  readonly keys: readonly DigestKey[];
}

type Answer = Pick<DigestCheck, 'digests' | 'logs' | 'gaps' | 'counts'>;

/** Holds log files against the digests of CloudTrail, and digests against each other and the public keys. Needs no network, and no clock. */
export function checkDigests({ digests: held, members, keys }: DigestQuestion): Answer {
  const digests = held.toSorted((a, b) => order(a.facts.end, b.facts.end) || order(a.facts.object, b.facts.object));
  const next = new Map(digests.flatMap((one) => (one.facts.previous === null ? [] : [[one.facts.previous.object, one] as const])));
  const there = grouped(digests, ({ facts }) => facts.object);
  const signatures = new Map<HeldDigest, SignatureState>();
  // Latest first: a digest that holds vouches for the one before it.
  for (const one of digests.toReversed()) {
    const after = next.get(one.facts.object);
    signatures.set(one, signatureOf(one, after, after === undefined ? undefined : signatures.get(after), keys));
  }
  const checked = digests.map((one): CheckedDigest => {
    const { facts, member } = one;
    return {
      object: facts.object, exhibit: member.exhibit, file: member.file, account: facts.account, sha256: member.sha256, start: facts.start, end: facts.end, fingerprint: facts.fingerprint,
      signature: signatures.get(one)!, logs: facts.logs.length,
      previous: linkOf(facts, there),
    };
  });
  const logs = logsOf(digests, members, signatures);
  const counts = Object.fromEntries(logStates.map((state) => [state, 0])) as Record<LogState, number>;
  for (const log of logs) counts[log.state] += 1;
  return { digests: checked, logs, gaps: gapsOf(digests), counts };
}

function linkOf({ previous }: DigestFacts, there: ReadonlyMap<string, readonly HeldDigest[]>): LinkState {
  if (previous === null) return 'start';
  const before = there.get(previous.object);
  if (before === undefined) return 'absent';
  return before.some(({ whole, member }) => whole && member.sha256 === previous.sha256) ? 'linked' : 'changed';
}

/** The signature of a digest lies in the one that follows it. A valid one that names its hash vouches for it, where its own cannot be checked. */
function signatureOf(one: HeldDigest, after: HeldDigest | undefined, ofNext: SignatureState | undefined, keys: readonly DigestKey[]): SignatureState {
  if (!one.whole) return 'not-the-file';
  if (after === undefined) return 'no-signature';
  const { previous } = after.facts;
  const vouched = (ofNext === 'valid' || ofNext === 'vouched') && previous!.sha256 === one.member.sha256 ? 'vouched' : null;
  const key = keys.find(({ fingerprint }) => fingerprint === one.facts.fingerprint);
  if (key === undefined) return vouched ?? 'no-key';
  const signature = Buffer.from(previous!.signature, 'hex');
  return verify('RSA-SHA256', Buffer.from(signedText(one.facts, one.member.sha256)), key.key, signature) ? 'valid' : 'invalid';
}

function logsOf(digests: readonly HeldDigest[], members: readonly HashedMember[], signatures: ReadonlyMap<HeldDigest, SignatureState>): readonly CheckedLog[] {
  const byHash = grouped(members, ({ sha256 }) => sha256);
  const byName = grouped(members, ({ file }) => bareName(file));
  const covered = new Set(digests.map(({ member }) => member.id));
  const made: CheckedLog[] = [];
  for (const one of digests) {
    const holds = signatures.get(one) === 'valid' || signatures.get(one) === 'vouched';
    for (const log of one.facts.logs) {
      const same = byHash.get(log.sha256) ?? [];
      const found = same[0] ?? byName.get(bareName(log.object))?.[0];
      for (const member of same.length > 0 ? same : found === undefined ? [] : [found]) covered.add(member.id);
      made.push({
        state: same.length > 0 ? (holds ? 'signed' : 'hashed') : found === undefined ? 'missing' : 'changed',
        object: log.object, exhibit: found?.exhibit ?? null, file: found?.file ?? null, sha256: found?.sha256 ?? null, expected: log.sha256, digest: one.facts.object,
      });
    }
  }
  const others = digests.length === 0 ? [] : members.filter(({ id, dataset }) => dataset === 'aws.cloudtrail' && !covered.has(id));
  return [...made, ...others.map(({ exhibit, file, sha256 }): CheckedLog => ({ state: 'uncovered', object: null, exhibit, file, sha256, expected: null, digest: null }))];
}

/** Times between the digests of one chain, and digests that are named and not there. */
function gapsOf(digests: readonly HeldDigest[]): readonly DigestGap[] {
  const gaps: DigestGap[] = [];
  for (const [chain, list] of grouped(digests, ({ facts }) => chainOf(facts))) {
    list.forEach(({ facts }, at) => {
      const before = list[at - 1]?.facts;
      const named = facts.previous !== null && !list.some((one) => one.facts.object === facts.previous!.object) ? facts.previous.object : null;
      // The one before the first was delivered before what was handed over begins: that is where the chain starts here, and no gap in it.
      if (before !== undefined && (named !== null || order(before.end, facts.start) < 0)) gaps.push({ chain, from: before.end, to: facts.start, object: named });
    });
  }
  return gaps;
}

function grouped<T>(list: readonly T[], by: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of list) {
    const key = by(one);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return groups;
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

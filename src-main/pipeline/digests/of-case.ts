import type { DigestCheck } from '../../contract/index.ts';
import { hashedMembers, skippedRecords, type ReadCase } from '../../case/index.ts';
import { parsedJson } from '../../sources/read.ts';
import { checkDigests, type HeldDigest } from './check.ts';
import { readDigest } from './digest.ts';
import { readKeys } from './keys.ts';

/**
 * Checks the CloudTrail logs of a case by the digests in it, with the public keys in it (the answer of `aws cloudtrail list-public-keys`, imported like any file). Reads only.
 * What holds, holds as far as those keys are CloudTrail's: where they came from is for the analyst to say.
 */
export function digestsOfCase(file: ReadCase): DigestCheck {
  const members = hashedMembers(file);
  const byId = new Map(members.map((member) => [member.id, member]));
  const digests: HeldDigest[] = [];
  const met = new Set<string>();
  const unreadable: { exhibit: string; file: string }[] = [];
  for (const { member: id, bytes, whole } of skippedRecords(file, 'aws.cloudtrail/digest')) {
    const member = byId.get(id);
    const facts = readDigest(bytes.toString('utf8'));
    if (member === undefined) continue;
    if (facts === null) unreadable.push({ exhibit: member.exhibit, file: member.file });
    else if (!met.has(`${facts.object} ${member.sha256}`)) digests.push({ facts, member, whole });
    if (facts !== null) met.add(`${facts.object} ${member.sha256}`);
  }
  const found = [...skippedRecords(file, 'aws.cloudtrail/public-keys')].map(({ bytes }) => readKeys(parsedJson(bytes.toString('utf8'))));
  const keys = found.flatMap((one) => one.keys);
  return { ...checkDigests({ digests, members, keys }), keys: keys.length, badKeys: found.reduce((all, one) => all + one.bad, 0), unreadable };
}

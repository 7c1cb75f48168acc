import { Fault, type EvidenceCard, type FaultCode, type FaultShape, type Intake, type MemberCard } from '../contract/index.ts';
import { blocksOf, type ReadCase } from '../case/index.ts';
import { defaultLimits } from '../evidence/limits.ts';
import { MemberReader } from '../evidence/member-reader.ts';
import type { EvidencePart } from '../evidence/part.ts';
import type { Stop } from '../kit/stop.ts';
import type { Delivery, MemberReport } from './delivery.ts';
import { ownOfCase } from './mapping-own.ts';
import { RecordReader } from './read-file.ts';

/**
 * What reading an exhibit delivers, from the bytes that the case has of it and without them: they are there. Between the deliveries numbers tell how
 * many bytes were read so far. Where a stop is asked for it ends before the end of the file.
 * @throws Fault case/damaged where the bytes are not those that were hashed
 */
export function* storedDeliveries(file: ReadCase, card: EvidenceCard, members: readonly MemberCard[], intake: Intake, stop: Pick<Stop, 'asked'>): Generator<Delivery | number> {
  const records = new RecordReader(intake.own === undefined ? [] : ownOfCase(file));
  records.takeIn(intake);
  let done = 0;
  for (const member of members) {
    const reader = new MemberReader(defaultLimits, null);
    const reports: MemberReport[] = [];
    const take = function* (parts: Iterable<EvidencePart>): Generator<Delivery> {
      for (const part of parts) {
        if (part.kind === 'block') continue;
        for (const delivery of records.deliveries(part)) {
          if (delivery.kind === 'member-end') reports.push(delivery.report);
          else yield delivery;
        }
      }
    };
    yield* records.deliveries({ kind: 'member-start', path: member.path });
    for (const bytes of blocksOf(file, member.id)) {
      if (stop.asked) return;
      yield* take(reader.push(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)));
      yield (done += bytes.length);
    }
    yield* take(reader.end(foreign(member.fault)));
    yield { kind: 'member-end', report: asBefore(file, member, reports[0]!) };
  }
  yield { kind: 'file-end', bytes: card.bytes, sha256: card.sha256 ?? '', fault: card.fault };
}

/** Faults that reading the bytes of a member tells again by itself. */
const own: readonly FaultCode[] = ['evidence/empty', 'evidence/unrecognised', 'evidence/truncated', 'evidence/not-events'];

function foreign(fault: FaultShape | null): FaultShape | null {
  return fault === null || own.includes(fault.code) ? null : fault;
}

/** What the member is does not change; what came of its records does. */
function asBefore(file: ReadCase, member: MemberCard, report: MemberReport): MemberReport {
  if (report.sha256 !== member.sha256) throw new Fault('case/damaged', { path: file.path, reason: `the bytes of member ${member.id} are not those that were hashed` });
  const fault = report.fault ?? (member.fault?.code === 'evidence/not-events' ? null : member.fault);
  return { ...report, byteLedger: member.byteLedger, fault };
}

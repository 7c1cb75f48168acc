import type { EvidenceCard } from '../contract/index.ts';
import { digestedFile } from './chapters/digests.ts';
import type { ReportDigests, ReportFinding, ReportModel } from './model.ts';
import type { Sink } from './sink.ts';
import type { Pace } from './write-report.ts';

/** Raised when a key changes its meaning; new keys do not raise it. */
export const jsonVersion = 1;

/**
 * The whole model as one JSON document (docs/json.md): two spaces of indent, keys in a fixed order, times UTC, nothing that depends on a locale. What differs
 * from one writing to the next, and only that, stands under `written`. Lists are written entry by entry.
 */
export async function writeJson(model: ReportModel, sink: Sink, { settle }: Pace): Promise<number> {
  const { generatedAt: at, analyst, madeWith, audit, selfTest } = model;
  const { file, state, ...facts } = model.case;
  const { digests } = model.evidence;
  const heads: Readonly<Record<string, unknown>> = {
    format: 'bilocate-report', formatVersion: jsonVersion, written: { at, by: analyst, madeWith, caseFile: file, caseState: state, log: audit, selfTest },
    case: facts, title: model.title, tlp: model.tlp, zone: model.zone, parts: model.parts, text: model.text, saved: model.saved, status: model.status, examination: model.examination,
    span: model.span, actors: model.actors, ledger: model.ledger, usersInTwoPlaces: model.usersInTwoPlaces, recordCount: model.recordCount, limitations: model.limitations, digestCheck: checkOf(digests),
  };
  const lists: Readonly<Record<string, Iterable<unknown>>> = {
    evidence: mapped(model.evidence.all, (card) => cardOf(card, digests)), skips: model.skips, gaps: model.gaps, rules: model.rules, parameterChanges: model.parameterChanges, tables: model.tables, twoPlaces: model.twoPlaces,
    findings: mapped(model.findings, findingOf), others: model.others, exceptions: model.expected.exceptions, filters: model.expected.filters, periods: model.expected.periods, expected: model.expected.findings, users: mapped(model.users, ({ detail }) => detail), timeline: model.timeline, digests: digests?.check.digests ?? [], digestLogs: digests?.check.logs ?? [], digestGaps: digests?.check.gaps ?? [], records: model.records,
  };
  Object.entries(heads).forEach(([key, value], i) => sink.write(`${i === 0 ? '{\n' : ',\n'}  ${JSON.stringify(key)}: ${text(value, '  ')}`));
  for (const [key, entries] of Object.entries(lists)) {
    sink.write(`,\n  ${JSON.stringify(key)}: [`);
    let first = true;
    for (const entry of entries) {
      sink.write(`${first ? '' : ','}\n    ${text(entry, '    ')}`);
      first = false;
      await settle({ kind: key === 'records' ? 'record' : 'paragraph' });
    }
    sink.write(first ? ']' : '\n  ]');
  }
  sink.write('\n}\n');
  return 0;
}

/** An exhibit; each member with what the digests say of it. */
function cardOf({ moreMembers: _, datasets: __, ...card }: EvidenceCard, digests: ReportDigests | null): unknown {
  return { ...card, members: card.members.map((member) => ({ ...member, digest: digests?.logOf(card.exhibit, digestedFile(card, member), member.sha256)?.state ?? null })) };
}

/** The sums; the lists stand by themselves. */
function checkOf(digests: ReportDigests | null): unknown {
  if (digests === null) return null;
  const { counts, keys, badKeys, unreadable } = digests.check;
  return { counts, keys, badKeys, unreadable };
}

/** A finding without its chart: a drawing of what stands in `values` and `explanation`. */
function findingOf({ tell, ruleVersion, ruleHash, remark }: ReportFinding): unknown {
  const { detail: { chart: _, ...said }, events } = tell();
  return { ...said, ruleVersion, ruleHash, remark, events: events.map(({ record, row: { event: __, record: ordinal, ...row } }) => ({ record, ordinal, ...row })) };
}

const text = (value: unknown, indent: string): string => JSON.stringify(value, null, 2).replaceAll('\n', `\n${indent}`);

function* mapped<A, B>(all: Iterable<A>, of: (one: A) => B): Generator<B> {
  for (const one of all) yield of(one);
}

import { basename } from 'node:path';
import { alikeExhibits, auditPage, caseSummary, everyExhibit, evidencePage, evidenceTotals, findingStored, intakeGroups, libraryVersion, skipCounts, specialCount, specialExhibits, type ReadCase } from '../../case/index.ts';
import { coverageOf, type Columns } from '../../columns/index.ts';
import { isoOf, type EvidenceCard, type EvidenceChoice } from '../../contract/index.ts';
import type { ReportEvidence, ReportModel } from '../../report/index.ts';
import { digestsHeld } from '../digests/kept.ts';
import { citations } from './cited.ts';
import { chosenIn, type Choice, type Chosen } from './draft.ts';
import { reportExpected } from './expected.ts';
import { examinationOf, otherFindings, toldFindings } from './findings.ts';
import type { ReportOrder } from './order.ts';
import { reportChanges, reportRules } from './rules.ts';
import { timelineOf } from './timeline.ts';
import { reportUsers, twoPlaces } from './users.ts';

const AUDIT_ROWS = 60;

/** What a report of the case says, as plain data; `users` bounds its users, for a preview. The records of the annex are read one at a time, while they are written. */
export function reportModel(file: ReadCase, columns: Columns, order: ReportOrder, { chosen = chosenIn(file), users: most = Infinity, progress }: { readonly chosen?: Chosen; readonly users?: number; readonly progress?: (done: number, total: number) => void } = {}): ReportModel {
  const summary = caseSummary(file);
  const { draft, saved, choice } = chosen;
  const evidence = evidenceOf(file, columns);
  const cited = citations(file, draft.parts.includes('records'));
  // A finding takes little of a user's time; both are counted as one thing each.
  const things = choice.told.length + Math.min(most, choice.users.length);
  const findings = toldFindings(file, columns, choice.told, { draft, cited, onTold: (done) => progress?.(done, things) });
  const places = twoPlaces(file, columns);
  const users = reportUsers(file, columns, choice.users.slice(0, most), { lanes: draft.parts.includes('users'), onTold: (done) => progress?.(choice.told.length + done, things) });
  const timeline = timelineOf(findings, users.told, ({ row }) => cited.numberOf(findingStored(file, row.id).rows[0] ?? -1), cited);
  return {
    case: { id: summary.id, title: summary.title, number: summary.number, file: basename(file.path), created: summary.created, schema: summary.schema, state: summary.state },
    title: draft.title === '' ? summary.title : draft.title, tlp: draft.tlp, analyst: order.analyst, generatedAt: isoOf(order.generatedAt),
    madeWith: { version: order.version, platform: `${process.platform}-${process.arch}`, node: process.versions.node, sqlite: libraryVersion(), tzdata: process.versions.tz ?? '' },
    zone: draft.zone, parts: draft.parts, text: draft.text, saved, status: findings.every(({ row }) => row.verdict !== 'open') ? 'final' : 'draft', examination: examinationOf(findings),
    span: { first: summary.first, last: summary.last }, actors: summary.actors, evidence, ledger: summary.ledger, skips: skipCounts(file), gaps: coverageOf(columns).gaps,
    findings, others: otherFindings(file, choice.others), expected: reportExpected(file, choice.expected), users: users.told, twoPlaces: places.rows, usersInTwoPlaces: places.total, timeline,
    records: { [Symbol.iterator]: () => cited.records() }, recordCount: cited.count,
    rules: reportRules(file), parameterChanges: reportChanges(file), tables: summary.enrichment?.tables ?? [],
    audit: { ...summary.audit, rows: auditPage(file, { after: Math.max(0, summary.audit.seq - AUDIT_ROWS), limit: AUDIT_ROWS }).rows },
    selfTest: order.selfTest, limitations: limitationsOf(evidence, summary.enrichment !== null, choice, users.missing),
  };
}

/** Exhibits that a sentence names; it counts the others. */
const NAMED = 20;

/** The exhibits, walked when they are written. */
function evidenceOf(file: ReadCase, columns: Columns): ReportEvidence {
  const digests = digestsHeld(file);
  const those = (state: EvidenceChoice): readonly EvidenceCard[] => evidencePage(file, { after: 0, limit: NAMED, text: '', state }).rows;
  const walked = (walk: (of: ReadCase) => Generator<EvidenceCard>): Iterable<EvidenceCard> => ({ [Symbol.iterator]: () => walk(file) });
  return {
    totals: evidenceTotals(file), all: walked(everyExhibit), special: walked(specialExhibits), specialCount: specialCount(file), alike: walked(alikeExhibits), intakes: intakeGroups(file),
    unread: (['importing', 'stopped', 'interrupted', 'failed'] as const).flatMap(those).slice(0, NAMED), mismatched: those('mismatched'), digests, noDigests: digests === null && coverageOf(columns).sources.some(({ dataset }) => dataset === 'aws.cloudtrail'), list: null,
  };
}

function limitationsOf({ totals: { exhibits, byState, ledger: { outOfScope } }, unread, intakes }: ReportEvidence, enriched: boolean, { others, gone }: Choice, missing: readonly string[]): readonly string[] {
  const unfinished = exhibits - byState.done;
  const noZone = intakes.reduce((sum, { zoneAssumed }) => sum + zoneAssumed, 0);
  const unnamed = unfinished - unread.length;
  const unjudged = others.filter((one) => one.verdict === 'open').length;
  return [
    ...(unfinished > 0 ? [`${unfinished} of ${exhibits} exhibits ${unfinished === 1 ? 'was' : 'were'} not read to ${unfinished === 1 ? 'its' : 'their'} end: ${unread.map((card) => `${card.exhibit} (${card.state})`).join(', ')}${unnamed > 0 ? ` and ${unnamed} more` : ''}.`] : []),
    ...(outOfScope > 0 ? [`${outOfScope} ${outOfScope === 1 ? 'record lies' : 'records lie'} outside of what was asked for when the evidence was taken in: counted, kept as bytes, and seen by no rule.`] : []),
    ...(noZone > 0 ? [`The time of ${noZone} ${noZone === 1 ? 'event' : 'events'} names no zone and was read as the chapter on evidence says.`] : []),
    ...(unjudged > 0 ? [unjudged === 1 ? '1 finding is not told by itself and nobody has judged it; the chapter on rules counts it, and the case file holds it.' : `${unjudged} findings are not told one by one and nobody has judged them; the chapter on rules counts them, and the case file holds every one.`] : []),
    ...(gone > 0 ? [gone === 1 ? '1 finding was chosen for this report and the last hunt did not find it again; it is not told.' : `${gone} findings were chosen for this report and the last hunt did not find them again; they are not told.`] : []),
    ...(missing.length > 0 ? [missing.length === 1 ? '1 user was chosen for this report and has no event in this case.' : `${missing.length} users were chosen for this report and have no event in this case.`] : []),
    ...(enriched ? [] : ['Networks and countries were not added to this case; rules that need them could not run.']),
  ];
}

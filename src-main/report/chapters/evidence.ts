import { type ByteLedger, bytesBalance, type EvidenceCard, ledgerBalances, type MemberCard } from '../../contract/index.ts';
import { type Block, heading, paragraph, row, type Row, strongRow } from '../blocks.ts';
import type { ReportDigests, ReportModel } from '../model.ts';
import { digestBlocks, digestLine } from './digests.ts';
import { intakeWords } from '../intake-words.ts';
import { taken } from '../taken.ts';
import type { Times } from '../times.ts';
import { counted, countOf, cut, lasting, ledgerLine, leftOut } from '../words.ts';

/** More members than this are summed up; the case file has them all. */
const membersShown = 50;

/** So many exhibits are each told in full. */
const fewExhibits = 12;

/** Of more exhibits, so many that have something special are told in full, and so many of the others are rows of a table. */
const fullExhibits = 60;
const alikeRows = 240;

/** Rows of skipped records that stand for an exhibit each. */
const skipRows = 60;

/** Every exhibit: how it was acquired, its hash, what was read out of it, and what was not. */
export function* evidenceBlocks(model: ReportModel, times: Times): Generator<Block> {
  yield paragraph(`${ledgerLine(model.ledger)}. Every record is in exactly one of these classes${ledgerBalances(model.ledger) ? '' : '. THE COUNTS OF THIS CASE DO NOT BALANCE'}. Skipped records are kept in the case file with place and reason.`);
  yield* digestBlocks(model.evidence, times);
  yield* intakeBlocks(model.evidence.intakes);
  const { digests, totals: { exhibits }, all, special, specialCount, alike } = model.evidence;
  // A delivery of many files of one kind is a table; what is special of an exhibit is told in full.
  const few = exhibits <= fewExhibits;
  const full = few ? exhibits : Math.min(specialCount, fullExhibits);
  for (const exhibit of taken(few ? all : special, full)) yield* exhibitBlocks(exhibit, digests, times);
  const alikeCount = few ? 0 : exhibits - specialCount;
  if (alikeCount > 0) yield* alikeBlocks(taken(alike, alikeRows), alikeCount, digests, times);
  if (exhibits > full + Math.min(alikeCount, alikeRows)) yield listBlock(model, full, Math.min(alikeCount, alikeRows));
  if (model.skips.length > 0) yield* skipBlocks(model);
  yield* gapBlocks(model, times);
}

/** What was left out of which exhibits, and how their times were read: what an import was told. */
function* intakeBlocks(intakes: ReportModel['evidence']['intakes']): Generator<Block> {
  if (intakes.length === 0) return;
  yield heading('What was taken in, and how times were read');
  yield paragraph('What lies outside of a scope was hashed and counted, and is kept as bytes; no rule has seen it. A time that names no zone is flagged in the case file. Exhibits that are not named here were taken in whole, and their times name their zone.');
  yield {
    kind: 'table',
    columns: [
      { label: 'Exhibits', width: 96 }, { label: 'Taken in' }, { label: 'Out of scope', width: 62, right: true, tone: 'number' }, { label: 'No zone', width: 54, right: true, tone: 'number' },
      { label: 'Clock change', width: 62, right: true, tone: 'number' },
    ],
    rows: intakes.slice(0, membersShown).map(({ intake, exhibits, first, outOfScope, zoneAssumed, zoneUnsure }): Row => {
      const names = `${first.join(', ')}${exhibits > first.length ? ` and ${counted(exhibits - first.length)} more` : ''}`;
      const words = intakeWords(intake);
      return row(cut(names, 300), cut((words.length === 0 ? ['whole; times without a zone are taken as UTC'] : words).join('\n'), 1500), counted(outOfScope), counted(zoneAssumed), counted(zoneUnsure));
    }),
  };
  if (intakes.length > membersShown) yield paragraph(leftOut(intakes.length - membersShown, 'way to take exhibits in', 'ways to take exhibits in'), 'caption');
}

/** Whether the chapter leaves exhibits out; then the list of all of them is written beside it. */
export function leavesExhibitsOut({ evidence: { totals: { exhibits }, specialCount } }: ReportModel): boolean {
  return exhibits > fewExhibits && (specialCount > fullExhibits || exhibits - specialCount > alikeRows);
}

/** How many are not printed, and where they stand. */
function listBlock({ evidence: { totals: { exhibits }, list } }: ReportModel, full: number, rows: number): Block {
  const where = list === null ? 'in the case file, and in this report as JSON or CSV' : `in the file ${list.path.split(/[\\/]/).pop() ?? ''} that was written beside this report, SHA-256 ${list.sha256}, ${countOf(list.bytes, 'byte')}`;
  return paragraph(`${countOf(exhibits - full - rows, 'exhibit')} of ${counted(exhibits)} ${exhibits - full - rows === 1 ? 'is' : 'are'} not printed here: ${counted(full)} ${full === 1 ? 'is' : 'are'} told in full and ${counted(rows)} stand in the table. Every one, with path, size, hashes, counts and acquisition, stands ${where}.`);
}

function* alikeBlocks(exhibits: readonly EvidenceCard[], count: number, digests: ReportDigests | null, times: Times): Generator<Block> {
  yield heading(`${countOf(count, 'exhibit')} as received`);
  yield paragraph('Each was read to its end, without a fault. The first hash is of the file as received; none was given at acquisition. The second is of its bytes unpacked, where it was packed. The acquisition is not recorded: who acquired these files, when, from which tenant and with what is not known to this case.');
  yield {
    kind: 'table',
    columns: [
      { label: 'No', width: 32, tone: 'cellStrong' }, { label: 'File, SHA-256 of it, SHA-256 unpacked' }, { label: 'Bytes', width: 54, right: true, tone: 'number' }, { label: 'Records', width: 44, right: true, tone: 'number' }, { label: 'Events', width: 42, right: true, tone: 'number' },
      { label: 'Dup.', width: 34, right: true, tone: 'number' }, { label: 'Skipped', width: 40, right: true, tone: 'number' }, { label: `First, last, ${times.name}`, width: 82, tone: 'number' },
    ],
    rows: exhibits.map((card): Row => {
      const { exhibit, path, bytes, sha256, members, ledger } = card;
      const member = members[0]!;
      const span = member.first === null || member.last === null ? 'no events' : `${times.short(member.first).slice(0, 15)}\n${times.short(member.last).slice(0, 15)}`;
      const hashes = [sha256 ?? 'not hashed', ...(member.sha256 === null || member.sha256 === sha256 ? [] : [member.sha256])].map((text) => ({ text, tone: 'smallHash' as const }));
      return row(exhibit, { text: cut(path, 300), tone: 'evidence', below: [...hashes, ...digestBelow(digests, card, member)] }, counted(bytes), counted(ledger.records), counted(ledger.events), counted(ledger.duplicates), counted(ledger.skips), span);
    }),
  };
}

/** What the digests say of a file, as a line under its name. */
function digestBelow(digests: ReportDigests | null, card: EvidenceCard, member: MemberCard): readonly { readonly text: string; readonly tone: 'small' }[] {
  const said = digestLine(digests, card, member);
  return said === null ? [] : [{ text: said, tone: 'small' }];
}

function* skipBlocks({ skips }: ReportModel): Generator<Block> {
  yield heading('Skipped records');
  const all = strongRow('All', '', counted(skips.reduce((sum, skip) => sum + skip.count, 0)));
  const columns = [{ label: 'Exhibit', width: 60 }, { label: 'Reason', tone: 'evidence' }, { label: 'Records', width: 70, right: true, tone: 'number' }] as const;
  if (skips.length <= skipRows) yield { kind: 'table', columns, rows: [...skips.map((skip): Row => row(skip.exhibit, skip.reason, counted(skip.count))), all] };
  else yield { kind: 'table', columns, rows: [...byReason(skips).map(([reason, { exhibits, count }]): Row => row(counted(exhibits), reason, counted(count))), all] };
  if (skips.length > skipRows) yield paragraph('The first column counts exhibits: there are too many to be named here. The case file and this report as JSON have each with its reasons.', 'caption');
}

function byReason(skips: ReportModel['skips']): [reason: string, of: { exhibits: number; count: number }][] {
  const reasons = new Map<string, { exhibits: number; count: number }>();
  for (const { reason, count } of skips) {
    const before = reasons.get(reason);
    reasons.set(reason, { exhibits: (before?.exhibits ?? 0) + 1, count: (before?.count ?? 0) + count });
  }
  return [...reasons].sort(([, a], [, b]) => b.count - a.count);
}

function* gapBlocks({ gaps }: ReportModel, times: Times): Generator<Block> {
  if (gaps.length === 0) return;
  yield heading('Gaps in the sources');
  yield paragraph('Spans without any event of a source inside the time of the case: nothing was collected, or nothing happened. The log does not say which.');
  const iso = (ms: number): string => new Date(ms).toISOString();
  yield {
    kind: 'table', columns: [{ label: 'Source', width: 110 }, { label: 'From' }, { label: 'To', width: 160 }, { label: 'Lasting', width: 80, right: true, tone: 'number' }],
    rows: gaps.slice(0, membersShown).map((gap): Row => row(gap.dataset, times.exact(iso(gap.startMs)), times.exact(iso(gap.endMs)), lasting(gap.endMs - gap.startMs))),
  };
  if (gaps.length > membersShown) yield paragraph(leftOut(gaps.length - membersShown, 'gap'), 'caption');
}

function* exhibitBlocks(exhibit: EvidenceCard, digests: ReportDigests | null, times: Times): Generator<Block> {
  yield heading(`Exhibit ${exhibit.exhibit}: ${cut(exhibit.name, 120)}`);
  const rows: Row[] = [
    row('SHA-256', { text: exhibit.sha256 ?? 'none: the file was not read to its end', tone: 'evidence' }),
    row('Size', `${countOf(exhibit.bytes, 'byte')}${exhibit.modified === null ? '' : `, last changed ${times.exact(exhibit.modified)}`}`),
    row('Imported', `${times.exact(exhibit.imported)} by ${exhibit.importedBy}, ${exhibit.state}`),
    ...intakeWords(exhibit.intake).map((text, i) => row(i === 0 ? 'Taken in' : '', cut(text, 1200))),
    row('Path when imported', { text: cut(exhibit.path, 400), tone: 'evidence' }),
    ...acquired(exhibit, times),
    row('Records', `${ledgerLine(exhibit.ledger)}${ledgerBalances(exhibit.ledger) ? '' : '. THESE COUNTS DO NOT BALANCE'}`),
    row('Bytes, unpacked', byteLine(exhibit.byteLedger)),
    ...(exhibit.fault === null ? [] : [row('Fault', { text: `${exhibit.fault.code} ${cut(JSON.stringify(exhibit.fault.params), 600)}`, tone: 'evidence' })]),
  ];
  yield { kind: 'table', plain: true, columns: [{ label: '', width: 118, tone: 'cellMuted' }, { label: '' }], rows };
  if (exhibit.members.length > 0) yield membersBlock(exhibit, digests, times);
}

/** What was said of the acquisition; where nothing was, the hash is only that of the file as received. */
function acquired({ acquisition: a, hashCheck, sha256 }: EvidenceCard, times: Times): readonly Row[] {
  const checks = { matched: 'matches the hash given at acquisition', mismatched: `DOES NOT MATCH the hash given at acquisition, ${a.expectedSha256}`, 'not-supplied': 'hash of the file as received; none was given at acquisition' };
  const said: readonly (readonly [string, string])[] = [
    ['Acquired', [a.acquiredBy, a.acquiredAt.endsWith('Z') ? times.exact(a.acquiredAt) : a.acquiredAt].filter((part) => part !== '').join(', ')],
    ['Tenant', a.tenant], ['Tool', [a.tool, a.toolVersion].filter((part) => part !== '').join(' ')], ['Query', a.query],
    ['Range asked', a.rangeAsked], ['Range delivered', a.rangeDelivered], ['Medium', a.medium], ['Notes', a.notes],
  ];
  const given = said.filter(([, value]) => value !== '').map(([name, value]) => row(name, cut(value, 1200)));
  const none = row('Acquisition', 'not recorded: who acquired it, when, from which tenant and with what is not known to this case');
  return [row('Hash at acquisition', sha256 === null ? 'not compared' : checks[hashCheck]), ...(given.length === 0 ? [none] : given)];
}

function membersBlock(card: EvidenceCard, digests: ReportDigests | null, times: Times): Block {
  const { members, moreMembers, ledger } = card;
  const shown = members.slice(0, membersShown);
  const rows = shown.map((member): Row => {
    const what = member.fault === null ? [member.dataset ?? 'not recognised', member.shape ?? ''].filter((part) => part !== '').join('\n') : member.fault.code;
    const { records, events, duplicates, skips } = member.ledger;
    const name = member.path === '' ? { text: 'the file itself' } : { text: cut(member.path, 300), tone: 'evidence' as const };
    const span = member.first === null || member.last === null ? 'no events' : `${times.short(member.first)}\n${times.short(member.last)}`;
    return row({ ...name, below: [{ text: member.sha256 ?? 'not hashed', tone: 'smallHash' }, ...digestBelow(digests, card, member)] }, what, counted(records), counted(events), counted(duplicates), counted(skips), span);
  });
  const more = members.length + moreMembers - shown.length;
  const rest = (of: 'records' | 'events' | 'duplicates' | 'skips'): string => counted(ledger[of] - shown.reduce((sum, member) => sum + member.ledger[of], 0));
  if (more > 0) rows.push(row(leftOut(more, 'member'), 'in the case file', rest('records'), rest('events'), rest('duplicates'), rest('skips'), ''));
  const figure = (label: string, width: number) => ({ label, width, right: true, tone: 'number' as const });
  return {
    kind: 'table', rows,
    columns: [{ label: 'Member, SHA-256 unpacked' }, { label: 'Dataset, shape', width: 80 }, figure('Records', 52), figure('Events', 52), figure('Dup.', 38), figure('Skipped', 42), { label: `First, last, ${times.name}`, width: 90, tone: 'number' }],
  };
}

function byteLine(b: ByteLedger): string {
  return `${countOf(b.total, 'byte')} = ${counted(b.records)} in records + ${counted(b.skips)} skipped + ${counted(b.separators)} between them${bytesBalance(b) ? '' : '. THESE COUNTS DO NOT BALANCE'}`;
}

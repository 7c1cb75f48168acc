import { type ByteLedger, bytesBalance, type EvidenceCard, ledgerBalances } from '../../contract/index.ts';
import { type Block, heading, paragraph, row, type Row, strongRow } from '../blocks.ts';
import type { ReportModel } from '../model.ts';
import type { Times } from '../times.ts';
import { counted, countOf, cut, lasting, ledgerLine, leftOut } from '../words.ts';

/** More members than this are summed up; the case file has them all. */
const membersShown = 60;

/** So many exhibits are each told in full. */
const fewExhibits = 12;

/** Every exhibit: how it was acquired, its hash, what was read out of it, and what was not. */
export function* evidenceBlocks(model: ReportModel, times: Times): Generator<Block> {
  yield paragraph(`${ledgerLine(model.ledger)}. Every record is in exactly one of these classes${ledgerBalances(model.ledger) ? '' : '. THE COUNTS OF THIS CASE DO NOT BALANCE'}. Skipped records are kept in the case file with place and reason.`);
  // A delivery of many files of one kind is a table; what is special of an exhibit is told in full.
  const alike = model.evidence.length > fewExhibits ? model.evidence.filter(isPlain) : [];
  for (const exhibit of model.evidence) if (!alike.includes(exhibit)) yield* exhibitBlocks(exhibit, times);
  if (alike.length > 0) yield* alikeBlocks(alike, times);
  if (model.skips.length > 0) yield* skipBlocks(model);
  yield* gapBlocks(model, times);
}

/** Read to the end, one member, nothing said of its acquisition, no fault. */
function isPlain({ state, fault, members, hashCheck, acquisition }: EvidenceCard): boolean {
  const { exhibit: _, ...said } = acquisition;
  return state === 'done' && fault === null && hashCheck === 'not-supplied' && members.length === 1 && members[0]!.path === '' && members[0]!.fault === null && Object.values(said).every((value) => value === '');
}

function* alikeBlocks(exhibits: readonly EvidenceCard[], times: Times): Generator<Block> {
  yield heading(`${countOf(exhibits.length, 'exhibit')} as received`);
  yield paragraph('Each was read to its end, without a fault. The first hash is of the file as received; none was given at acquisition. The second is of its bytes unpacked, where it was packed. The acquisition is not recorded: who acquired these files, when, from which tenant and with what is not known to this case.');
  yield {
    kind: 'table',
    columns: [
      { label: 'No', width: 32, tone: 'cellStrong' }, { label: 'File, SHA-256 of it, SHA-256 unpacked' }, { label: 'Bytes', width: 54, right: true, tone: 'number' }, { label: 'Records', width: 44, right: true, tone: 'number' }, { label: 'Events', width: 42, right: true, tone: 'number' },
      { label: 'Dup.', width: 34, right: true, tone: 'number' }, { label: 'Skipped', width: 40, right: true, tone: 'number' }, { label: `First, last, ${times.name}`, width: 82, tone: 'number' },
    ],
    rows: exhibits.map(({ exhibit, path, bytes, sha256, members, ledger }): Row => {
      const member = members[0]!;
      const span = member.first === null || member.last === null ? 'no events' : `${times.short(member.first).slice(0, 15)}\n${times.short(member.last).slice(0, 15)}`;
      const hashes = [sha256 ?? 'not hashed', ...(member.sha256 === null || member.sha256 === sha256 ? [] : [member.sha256])].map((text) => ({ text, tone: 'smallHash' as const }));
      return row(exhibit, { text: cut(path, 300), tone: 'evidence', below: hashes }, counted(bytes), counted(ledger.records), counted(ledger.events), counted(ledger.duplicates), counted(ledger.skips), span);
    }),
  };
}

function* skipBlocks({ skips }: ReportModel): Generator<Block> {
  yield heading('Skipped records');
  yield {
    kind: 'table', columns: [{ label: 'Exhibit', width: 60 }, { label: 'Reason', tone: 'evidence' }, { label: 'Records', width: 70, right: true, tone: 'number' }],
    rows: [...skips.map((skip): Row => row(skip.exhibit, skip.reason, counted(skip.count))), strongRow('All', '', counted(skips.reduce((sum, skip) => sum + skip.count, 0)))],
  };
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

function* exhibitBlocks(exhibit: EvidenceCard, times: Times): Generator<Block> {
  yield heading(`Exhibit ${exhibit.exhibit}: ${cut(exhibit.name, 120)}`);
  const rows: Row[] = [
    row('SHA-256', { text: exhibit.sha256 ?? 'none: the file was not read to its end', tone: 'evidence' }),
    row('Size', `${countOf(exhibit.bytes, 'byte')}${exhibit.modified === null ? '' : `, last changed ${times.exact(exhibit.modified)}`}`),
    row('Imported', `${times.exact(exhibit.imported)} by ${exhibit.importedBy}, ${exhibit.state}`),
    row('Path when imported', { text: cut(exhibit.path, 400), tone: 'evidence' }),
    ...acquired(exhibit, times),
    row('Records', `${ledgerLine(exhibit.ledger)}${ledgerBalances(exhibit.ledger) ? '' : '. THESE COUNTS DO NOT BALANCE'}`),
    row('Bytes, unpacked', byteLine(exhibit.byteLedger)),
    ...(exhibit.fault === null ? [] : [row('Fault', { text: `${exhibit.fault.code} ${cut(JSON.stringify(exhibit.fault.params), 600)}`, tone: 'evidence' })]),
  ];
  yield { kind: 'table', plain: true, columns: [{ label: '', width: 118, tone: 'cellMuted' }, { label: '' }], rows };
  if (exhibit.members.length > 0) yield membersBlock(exhibit, times);
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

function membersBlock({ members }: EvidenceCard, times: Times): Block {
  const rows = members.slice(0, membersShown).map((member): Row => {
    const what = member.fault === null ? [member.dataset ?? 'not recognised', member.shape ?? ''].filter((part) => part !== '').join('\n') : member.fault.code;
    const { records, events, duplicates, skips } = member.ledger;
    const name = member.path === '' ? { text: 'the file itself' } : { text: cut(member.path, 300), tone: 'evidence' as const };
    const span = member.first === null || member.last === null ? 'no events' : `${times.short(member.first)}\n${times.short(member.last)}`;
    return row({ ...name, below: [{ text: member.sha256 ?? 'not hashed', tone: 'smallHash' }] }, what, counted(records), counted(events), counted(duplicates), counted(skips), span);
  });
  const more = members.slice(membersShown);
  const total = (pick: (m: EvidenceCard['members'][number]) => number): string => counted(more.reduce((sum, member) => sum + pick(member), 0));
  if (more.length > 0) rows.push(row(leftOut(more.length, 'member'), 'in the case file', total((m) => m.ledger.records), total((m) => m.ledger.events), total((m) => m.ledger.duplicates), total((m) => m.ledger.skips), ''));
  const figure = (label: string, width: number) => ({ label, width, right: true, tone: 'number' as const });
  return {
    kind: 'table', rows,
    columns: [{ label: 'Member, SHA-256 unpacked' }, { label: 'Dataset, shape', width: 80 }, figure('Records', 52), figure('Events', 52), figure('Dup.', 38), figure('Skipped', 42), { label: `First, last, ${times.name}`, width: 90, tone: 'number' }],
  };
}

function byteLine(b: ByteLedger): string {
  return `${countOf(b.total, 'byte')} = ${counted(b.records)} in records + ${counted(b.skips)} skipped + ${counted(b.separators)} between them${bytesBalance(b) ? '' : '. THESE COUNTS DO NOT BALANCE'}`;
}

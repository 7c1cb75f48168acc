import { type ByteLedger, bytesBalance, type EvidenceCard, ledgerBalances } from '../../contract/index.ts';
import type { ReportModel } from '../model.ts';
import { counted, countOf, cut, ledgerLine, moment, shortMoment } from '../words.ts';
import { type Flow, leftOut } from './flow.ts';
import { styles } from './sheet.ts';
import { table } from './table.ts';

/** More members than this are summed up; the case file has them all. */
const membersShown = 60;

/** Every exhibit: how it was acquired, its hash, what was read out of it, and what was not. */
export function drawEvidence(flow: Flow, model: ReportModel): void {
  flow.skip(14);
  flow.section(`${model.findings.length === 0 ? 2 : 3} Evidence`);
  flow.paragraph(`${ledgerLine(model.ledger)}. Every record is in exactly one of these classes${ledgerBalances(model.ledger) ? '' : '. THE COUNTS OF THIS CASE DO NOT BALANCE'}. Skipped records are kept in the case file with place and reason.`);
  for (const exhibit of model.evidence) drawExhibit(flow, exhibit, model.zone);
  if (model.skips.length > 0) {
    flow.heading('Skipped records');
    const row = table(flow, [{ label: 'Exhibit', width: 60 }, { label: 'Reason', style: styles.evidence }, { label: 'Records', width: 70, align: 'right', style: styles.number }]);
    for (const skip of model.skips) row([skip.exhibit, skip.reason, counted(skip.count)]);
    row(['All', '', counted(model.skips.reduce((sum, skip) => sum + skip.count, 0))], true);
  }
}

function drawExhibit(flow: Flow, exhibit: EvidenceCard, zone: string): void {
  flow.heading(`Exhibit ${exhibit.exhibit}: ${cut(exhibit.name, 120)}`);
  const row = table(flow, [{ label: '', width: 118, style: styles.cellMuted }, { label: '' }], { head: false });
  row(['SHA-256', { text: exhibit.sha256 ?? 'none: the file was not read to its end', style: styles.evidence }]);
  row(['Size', `${countOf(exhibit.bytes, 'byte')}${exhibit.modified === null ? '' : `, last changed ${moment(exhibit.modified)} ${zone}`}`]);
  row(['Imported', `${moment(exhibit.imported)} ${zone} by ${exhibit.importedBy}, ${exhibit.state}`]);
  row(['Path when imported', { text: cut(exhibit.path, 400), style: styles.evidence }]);
  for (const [name, value] of acquired(exhibit, zone)) row([name, value]);
  row(['Records', `${ledgerLine(exhibit.ledger)}${ledgerBalances(exhibit.ledger) ? '' : '. THESE COUNTS DO NOT BALANCE'}`]);
  row(['Bytes, unpacked', byteLine(exhibit.byteLedger)]);
  if (exhibit.fault !== null) row(['Fault', { text: `${exhibit.fault.code} ${cut(JSON.stringify(exhibit.fault.params), 600)}`, style: styles.evidence }]);
  flow.skip(4);
  drawMembers(flow, exhibit, zone);
}

/** What was said of the acquisition; where nothing was, the hash is only that of the file as received. */
function acquired({ acquisition: a, hashCheck, sha256 }: EvidenceCard, zone: string): [string, string][] {
  const checks = { matched: 'matches the hash given at acquisition', mismatched: `DOES NOT MATCH the hash given at acquisition, ${a.expectedSha256}`, 'not-supplied': 'hash of the file as received; none was given at acquisition' };
  const rows: [string, string][] = [['Hash at acquisition', sha256 === null ? 'not compared' : checks[hashCheck]]];
  const said: [string, string][] = [
    ['Acquired', [a.acquiredBy, a.acquiredAt === '' ? '' : `${moment(a.acquiredAt)}${a.acquiredAt.endsWith('Z') ? ` ${zone}` : ''}`].filter((part) => part !== '').join(', ')],
    ['Tenant', a.tenant], ['Tool', [a.tool, a.toolVersion].filter((part) => part !== '').join(' ')], ['Query', a.query],
    ['Range asked', a.rangeAsked], ['Range delivered', a.rangeDelivered], ['Medium', a.medium], ['Notes', a.notes],
  ];
  const given = said.filter(([, value]) => value !== '');
  if (given.length === 0) rows.push(['Acquisition', 'not recorded: who acquired it, when, from which tenant and with what is not known to this case']);
  return [...rows, ...given.map(([name, value]): [string, string] => [name, cut(value, 1200)])];
}

function drawMembers(flow: Flow, exhibit: EvidenceCard, zone: string): void {
  if (exhibit.members.length === 0) return;
  const row = table(flow, [
    { label: 'Member, SHA-256 unpacked' },
    { label: 'Dataset, shape', width: 80 },
    { label: 'Records', width: 52, align: 'right', style: styles.number },
    { label: 'Events', width: 52, align: 'right', style: styles.number },
    { label: 'Dup.', width: 38, align: 'right', style: styles.number },
    { label: 'Skipped', width: 42, align: 'right', style: styles.number },
    { label: `First, last, ${zone}`, width: 84, style: styles.number },
  ]);
  for (const member of exhibit.members.slice(0, membersShown)) {
    const what = member.fault === null ? [member.dataset ?? 'not recognised', member.shape ?? ''].filter((part) => part !== '').join('\n') : member.fault.code;
    const { records, events, duplicates, skips } = member.ledger;
    const hash = member.sha256 === null ? 'not hashed' : member.sha256;
    const name = member.path === '' ? { text: 'the file itself' } : { text: cut(member.path, 300), style: styles.evidence };
    const times = member.first === null || member.last === null ? 'no events' : `${shortMoment(member.first)}\n${shortMoment(member.last)}`;
    row([{ ...name, below: [{ text: hash, style: styles.smallHash }] }, what, counted(records), counted(events), counted(duplicates), counted(skips), times]);
  }
  const more = exhibit.members.slice(membersShown);
  const total = (pick: (m: EvidenceCard['members'][number]) => number): string => counted(more.reduce((sum, member) => sum + pick(member), 0));
  if (more.length > 0) row([leftOut(more.length, 'member'), 'in the case file', total((m) => m.ledger.records), total((m) => m.ledger.events), total((m) => m.ledger.duplicates), total((m) => m.ledger.skips), '']);
}

function byteLine(b: ByteLedger): string {
  return `${countOf(b.total, 'byte')} = ${counted(b.records)} in records + ${counted(b.skips)} skipped + ${counted(b.separators)} between them${bytesBalance(b) ? '' : '. THESE COUNTS DO NOT BALANCE'}`;
}

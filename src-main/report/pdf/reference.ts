import type { ReportModel } from '../model.ts';
import { counted, cut, shortMoment } from '../words.ts';
import type { Flow } from './flow.ts';
import { styles } from './sheet.ts';
import { table } from './table.ts';

const always = [
  'Findings say what the rules measured in the records of this case. They do not say who sat at a keyboard, and an account or a key is not a person.',
  'Network, country and city come from tables about IP addresses. They are indicative and not proof of a person\'s place: addresses are reassigned, shared, tunnelled and relayed, and a table is as old as its date.',
  'Only the exhibits listed here were read. What a source does not log, or what was not exported, is not in this report.',
  'Times are as the sources wrote them, converted to UTC. Clocks of sources were not compared with each other.',
  'Bytes that are not valid UTF-8 are printed as U+FFFD. Characters that cannot be seen are printed as [U+202E], characters that no embedded font has as \\u{4E2D}, both in grey; a record\'s SHA-256 is of its bytes, not of its print.',
];

/** Tables that added to the events, with date and hash; how to check this report; and what it cannot say. */
export function drawReference(flow: Flow, model: ReportModel): void {
  const first = model.findings.length === 0 ? 4 : 5;
  flow.skip(14);
  flow.section(`${first} Tables and attributions`);
  drawTables(flow, model);
  flow.skip(14);
  flow.section(`${first + 1} How to check this report`);
  drawChecks(flow, model);
  flow.skip(14);
  flow.section(`${first + 2} Limitations`);
  for (const text of [...always, ...model.limitations]) flow.paragraph(text);
}

function drawTables(flow: Flow, model: ReportModel): void {
  flow.paragraph('Place and network of an address are indicative; not proof of a person\'s place. They are what the table below said on its date.');
  if (model.tables.length === 0) flow.paragraph('No table was used: no network or place was added to the events.');
  const row = table(flow, [{ label: 'Role', width: 62 }, { label: 'Table, date, SHA-256' }, { label: 'Licence and attribution', width: 204 }]);
  for (const t of model.tables) {
    const below = [{ text: t.sha256, style: styles.smallHash }];
    row([t.role, { text: `${t.name}, ${t.vendor}, built ${t.buildDate}, ${t.origin}`, below }, cut([t.licence, t.attribution].filter((p) => p !== '').join('. '), 800)]);
  }
  const { madeWith: m } = model;
  row(['Made with', `Bilocate ${m.version} on ${m.platform}, Node ${m.node}, SQLite ${m.sqlite}, tzdata ${m.tzdata}`, 'Fonts in this file: Inter and JetBrains Mono (SIL OFL 1.1), DejaVu (Bitstream Vera licence)']);
}

function drawChecks(flow: Flow, model: ReportModel): void {
  const { audit } = model;
  flow.paragraph('The case file keeps an append-only log. Each entry carries a hash over itself and the entry before, so that no entry can be changed, left out or put in without changing all that follow. At the time of writing its head was:');
  const row = table(flow, [{ label: '', width: 118, style: styles.cellMuted }, { label: '' }], { head: false });
  row(['Log entries', counted(audit.seq)]);
  row(['Head', { text: audit.head, style: styles.evidence }]);
  row(['Case', { text: `${model.case.id}, schema ${model.case.schema}, state ${counted(model.case.state)}`, style: styles.evidence }]);
  flow.skip(6);
  flow.paragraph('Three checks, from the outside in. The evidence: the SHA-256 of each exhibit, with any tool. The records: the line under each record of the annex, run where the exhibit lies, prints the record\'s SHA-256. The case: the command below reads every stored block, hash, count and log entry again, and names the head of the log.');
  flow.paragraph(`bilocate verify '${model.case.file.replaceAll("'", `'\\''`)}'`, styles.evidence);
  if (audit.rows.length > 0) drawLog(flow, model);
}

function drawLog(flow: Flow, { audit, zone }: ReportModel): void {
  flow.heading(audit.rows.length < audit.seq ? `Case log, last ${counted(audit.rows.length)} of ${counted(audit.seq)} entries` : 'Case log');
  const row = table(flow, [
    { label: 'No', width: 32, style: styles.number }, { label: zone, width: 92, style: styles.number }, { label: 'Who', width: 86 }, { label: 'What', width: 100 },
    { label: 'Object' }, { label: 'Chain', width: 66, style: styles.hash },
  ]);
  for (const a of audit.rows) row([counted(a.seq), shortMoment(a.at), a.analyst, a.action, cut(a.object, 200), a.hash.slice(0, 16)]);
}

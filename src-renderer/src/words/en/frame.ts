export const frame = {
  skipLink: 'Go to content',
  rail: { label: 'Screens', cases: 'Cases', findings: 'Findings', hunts: 'Hunts', evidenceGroup: 'Evidence', evidence: 'Evidence', log: 'Case log', deliver: 'Deliver', report: 'Report', offline: 'Offline', offlineHint: 'no network' },
  bar: {
    caseMenu: 'Case:', allCases: 'All cases', closeCase: 'Close this case', noCase: 'No case open',
    imported: 'no exhibit | 1 exhibit | {n} exhibits',
    skipped: 'nothing skipped | 1 record skipped | {n} records skipped',
    importing: 'Importing',
    span: 'Time covered by the events of this case: {span} {zone}',
    noEvents: 'no events yet',
    view: 'Look', theme: 'Theme', density: 'Row height',
    themes: { system: 'As the system', light: 'Light', dark: 'Dark' },
    densities: { compact: 'Compact', default: 'Default', relaxed: 'Relaxed' },
    analyst: 'Analyst: {name}',
  },
  status: {
    events: '0 events | 1 event | {n} events', users: '0 users | 1 user | {n} users',
    answer: 'Answer {ms} ms', offline: 'Connection to the host lost, trying again',
    table: 'Geo/ASN table {date}', noTable: 'no Geo/ASN table in this case', file: 'Case file {size}', hashed: '{n} of {total} with SHA-256', keys: '? keyboard',
  },
  drawer: { resize: 'Width of the drawer', wide: 'Make the drawer wide', narrow: 'Make the drawer narrow', close: 'Close the drawer' },
};

export const frame = {
  skipLink: 'Go to content',
  rail: {
    label: 'Screens', cases: 'Cases', overview: 'Overview', findings: 'Findings', users: 'Users', events: 'Events', hunts: 'Hunts', evidenceGroup: 'Evidence', evidence: 'Evidence', log: 'Case log', deliver: 'Deliver', report: 'Report', settings: 'Settings',
    offline: 'Offline', offlineHint: 'no network', fold: 'Collapse', collapse: 'Collapse: pictures only', expand: 'Words beside the pictures',
    counts: { findings: '{n} without a verdict', users: '1 user | {n} users', events: '1 event | {n} events', hunts: '1 rule | {n} rules', evidence: '1 exhibit | {n} exhibits' },
  },
  bar: {
    caseMenu: 'Case:', allCases: 'All cases', closeCase: 'Close this case', noCase: 'No case open',
    imported: 'no exhibit | 1 exhibit | {n} exhibits',
    skipped: 'nothing skipped | 1 record skipped | {n} records skipped',
    importing: 'Importing',
    noEvents: 'no events yet',
    view: 'Look', theme: 'Theme', density: 'Row height',
    themes: { system: 'As the system', light: 'Light', dark: 'Dark' },
    densities: { compact: 'Compact', default: 'Default', relaxed: 'Relaxed' },
  },
  range: {
    label: 'Time range of the view', whole: 'Whole case', covers: 'The case covers {span} {zone}.', from: 'From, {zone}', to: 'To, {zone}', apply: 'Apply', bad: 'Not a time, or the end is not after the start. Write 2026-05-19 14:30.',
    start: 'Start of the range', end: 'End of the range', clear: 'Back to the whole case',
    lead: 'Findings, users and events are shown for this range. Figures of the case stay what they are.',
  },
  zone: { label: 'Time zone', utc: 'UTC', other: '{name} {offset}', choose: 'Choose a second time zone in Settings', switch: 'Show times in {zone}' },
  find: { open: 'Find user, IP, key', short: 'Find' },
  status: {
    events: '0 events | 1 event | {n} events', users: '0 users | 1 user | {n} users',
    answer: 'Answer {ms} ms', offline: 'Connection to the host lost, trying again',
    table: 'Geo/ASN table {date}', noTable: 'no Geo/ASN table in this case', file: 'Case file {size}', hashed: '{n} of {total} with SHA-256', mismatch: '1 hash does not match | {n} hashes do not match', keys: '? keyboard',
  },
  drawer: { resize: 'Width of the drawer', wide: 'Make the drawer wide', narrow: 'Make the drawer narrow', close: 'Close the drawer' },
  palette: {
    title: 'Find', placeholder: 'User, network, IP, key, agent, finding, rule, screen or action', list: 'What was found', open: 'open', filter: 'its events', move: 'move',
    groups: { screens: 'Go to', actions: 'Here', user: 'Users', network: 'Networks', ip: 'IP addresses', credential: 'Keys and tokens', agent: 'User agents', finding: 'Findings', rule: 'Rules' },
    events: '0 events | 1 event | {n} events', none: 'Nothing in this case contains “{text}”.', noneNoCase: 'No case is open: only screens are found.', searching: 'searching', fault: 'The search did not work: {fault}', found: 'nothing found | 1 found | {n} found',
  },
  undo: {
    undone: 'Taken back: {what}', redone: 'Restored: {what}', nothingUndo: 'There is no decision of this session to take back.', nothingRedo: 'There is nothing to restore.', undo: 'Undo', redo: 'Redo',
    verdict: 'verdict “{value}”', note: 'note “{value}”', tag: 'tag “{value}”', same: 'same person: {names}', different: 'different people: {names}', trait: '{user} is {value}', noTrait: '{user} is nothing in particular', allow: 'what is expected', filter: 'filter of {rule}', noFilter: 'removal of the filter of {rule}', period: 'period', label: '{id} is called “{value}”', noLabel: '{id} has no name', other: '{kind} “{value}”', by: '{what}, by {analyst}',
  },
};

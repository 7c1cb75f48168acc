export const settings = {
  title: 'Settings', sections: 'Parts of the settings', section: { analyst: 'Analyst', time: 'Time zone', look: 'Look and keys', tables: 'Networks and places', sets: 'Named sets', expected: 'Expected activity', about: 'About' },
  analyst: { lead: 'Stands beside every entry of the case log that is written from now on. Entries that are there keep their name.', save: 'Save analyst', saved: 'Saved. New entries carry this name.' },
  time: {
    lead: 'Every time on screen, in charts, filters and the report is UTC or of one other zone. Key Z and the switch in the bar change between them; files and exports stay ISO 8601 with Z.',
    shown: 'Times are shown in', other: 'The other zone', search: 'Search the zones', list: 'Time zones', none: 'No zone contains “{text}”.', own: 'this computer', chosen: 'chosen', found: '0 zones | 1 zone | {n} zones',
  },
  look: {
    theme: 'Theme', density: 'Row height', keys: 'Keyboard', letters: 'Single letters are commands', lettersHint: 'J and K move, 1 to 4 give a verdict, G and a letter go to a screen. Turned off, keys with Ctrl or Alt, the arrows, Enter and Esc still act.',
    rail: 'Words beside the pictures of the rail',
  },
  tables: {
    lead: 'Which network and which place an address had is looked up on this machine. A table says what was true when it was built.',
    none: 'There is no table. Without one, no network and no country is known.', role: { city: 'City', asn: 'Network', country: 'Country', anonymous: 'Anonymous exits' }, origin: { embedded: 'came with Bilocate', imported: 'own table' },
    vendor: 'Made by', built: 'Built', hash: 'SHA-256', licence: 'Licence', attribution: 'Attribution',
    caseBefore: '{days} d before the last event of this case', caseAfter: '{days} d after the last event of this case', caseSame: 'on the day of the last event of this case', todayOld: '{days} d ago',
    warnCase: 'More than {limit} days lie between this table and the last event of the case: networks may have had another owner then.', warnToday: 'This table is more than {limit} days old. A newer one can be built or bought, and used here.',
    inCase: 'This case was enriched with other tables than those in use: {list}.',
    own: 'Use a table of your own', ownLead: 'A MaxMind DB file (.mmdb) with networks, countries, cities or anonymous exits. It comes before the table of the same kind; the open case is enriched and hunted anew, and its log says so.',
    path: 'Path of an .mmdb file on this host', use: 'Use this table', anyway: 'Use it even where it is older than the one in use', used: '{name} of {date} is in use.', reset: 'Back to the tables that came with Bilocate', resetDone: 'The tables that came with Bilocate are in use.',
    working: 'Reading the table',
  },
  sets: {
    lead: 'A list of values that has a name: office networks, VPN exits, build users. Filters and rules can ask whether a value is in it. Each save is a version of its own.',
    noCase: 'Named sets are part of a case. Open one first.', none: 'This case has no named set yet.', new: 'New set', list: 'Named sets of this case',
    columns: { name: 'Name', kind: 'Kind', entries: 'Entries', version: 'Version', valid: 'Valid', by: 'By', at: 'Saved, {zone}' },
    kind: { network: 'Networks', ip: 'IP addresses', country: 'Countries', user: 'Users', credential: 'Keys and tokens', agent: 'User agents', text: 'Texts' },
    kindHint: {
      network: 'One a line: AS62240 or the name of a network', ip: 'One a line: 203.0.113.7 or 203.0.113.0/24', country: 'One a line: two letters, such as NL', user: 'One a line, as the log names them',
      credential: 'One a line: an access key, token or session id', agent: 'One a line, as logged', text: 'One a line',
    },
    always: 'always', from: 'from {day}', to: 'to {day}', both: '{from} to {to}', expired: 'not today', removed: 'removed', showRemoved: 'Show removed sets',
    name: 'Name', entries: 'Entries', entriesHint: 'A note may follow a tab, a semicolon or “ #”.', counted: 'no entry | 1 entry | {n} entries', validFrom: 'Valid from', validTo: 'Valid to', dateHint: 'YYYY-MM-DD', reason: 'Reason', reasonHint: 'Why this list, and where it is from', removeReason: 'Why is it removed? Enter records it',
    save: 'Save set', saveVersion: 'Save as version {n}', remove: 'Remove', removeIt: 'Remove {name}', editTitle: '{name}, version {n}', newTitle: 'New set', saved: '{name}: version {n} saved.', gone: '{name} is removed. Its versions stay in the case.',
  },
  about: {
    lead: 'Bilocate finds the user who is in two places at once. It works without a network: nothing leaves this machine.',
    version: 'Version', platform: 'Platform', node: 'Node', sqlite: 'SQLite', host: 'Runs as', hosts: { electron: 'a window of its own (Electron)', loopback: 'a page on 127.0.0.1', test: 'a test' }, cases: 'Cases folder', copy: 'Copy these facts',
    licence: 'Licence', licenceText: 'Apache License 2.0', attributions: 'Data', attributionsLead: 'The tables in use ask to be named:',
  },
};

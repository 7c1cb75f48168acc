export const evidence = {
  title: 'Evidence', add: 'Add evidence', addClose: 'Close',
  sources: {
    title: 'Sources', gaps: 'no gap | 1 gap | {n} gaps', events: '0 events | 1 event | {n} events', lead: 'A gap is a span inside the time of the case without any event of the source: nothing was collected, or nothing happened. Which, is to be asked.',
    open: 'Events around the gap of {source}, {span}', show: 'What each source lacks', more: '1 more source | {n} more sources', fewer: 'Fewer sources', perHour: '{n} an hour', hours: 'Median of the {hours} hours with events; the busiest has {busiest}', lacks: 'without {parts}', part: 'Part that is missing', without: 'What cannot be seen without it',
    partsLead: 'Parts of a log that are collected by themselves, and of which the case has no event: they were not collected, or nothing of the kind happened.', source: 'Source', from: 'From to, {zone}', length: 'Length',
  },
  shown: '0 exhibits | 1 exhibit | {n} exhibits', shownOf: '{shown} of {total} exhibits',
  drop: { title: 'Drop files or folders here', text: 'CloudTrail, Entra, Microsoft 365 and Okta logs as JSON or CSV, packed or not. Each file is hashed, recognised by its content and read to the last byte; nothing in it is changed.', files: 'Choose files', folder: 'Choose a folder', over: 'Let go to add' },
  path: { label: 'Or paths on this host, one a line', hint: 'Read where they are; nothing is sent or copied first.', add: 'Add' },
  sending: { title: 'Sending to the host', files: '{done} of {total} files', cancel: 'Stop sending' },
  acquisition: {
    title: 'How it was acquired', lead: 'Printed with the exhibit. Left empty, the report says “hash of the file as received”.', save: 'Save acquisition', saved: 'Saved',
    fields: {
      exhibit: 'Exhibit number', acquiredBy: 'Acquired by', acquiredAt: 'Acquired at', tenant: 'Tenant or account', tool: 'Tool', toolVersion: 'Tool version', query: 'Query or command',
      rangeAsked: 'Range asked for', rangeDelivered: 'Range delivered', medium: 'Medium', expectedSha256: 'SHA-256 at acquisition', notes: 'Notes',
    },
  },
  jobs: 'Import',
  columns: { exhibit: 'Exhibit', file: 'File', dataset: 'Source', records: 'Records', sha256: 'SHA-256', check: 'Hash' },
  state: { importing: 'importing', done: 'done', stopped: 'stopped', interrupted: 'interrupted', failed: 'failed' },
  check: { matched: 'matched', mismatched: 'does not match', 'not-supplied': 'as received' },
  balance: { records: 'records', equation: '{records} records = {events} events + {duplicates} duplicates + {skips} skipped + {folded} folded + {outOfScope} out of scope', bytes: '{total} bytes = {records} in records + {skips} in skips + {separators} between records', holds: 'Balances', broken: 'Does not balance' },
  unfold: 'Members of {name}', members: 'no member | 1 member | {n} members', moreMembers: '0 more members | 1 more member | {n} more members', shownMembers: '{shown} of {total} members', furtherMembers: 'Show more members',
  filter: { text: 'Exhibit, path or SHA-256', state: 'Which exhibits', all: 'All exhibits', mismatched: 'hash does not match', skips: 'with skipped records', apply: 'Filter', clear: 'Show all', none: 'No exhibit fits.' },
  confidence: '{percent} % sure', noDataset: 'not recognised', wholeFile: 'the whole file',
  drawer: {
    exhibit: 'Exhibit {exhibit}', path: 'Path', size: 'Size', sha256: 'SHA-256', hash: 'Hash check', modified: 'Modified', imported: 'Imported', by: 'by {name}', account: 'Ledger', members: 'Members', shape: 'Shape', recognised: 'Recognised', span: 'Time covered', mapper: 'Mapper', showSkips: 'Show {n} skipped',
  },
  skips: { title: 'Skipped records', lead: 'Kept with their place and reason. Nothing is left out silently.', place: 'record {record}, byte {offset}, {length} bytes', in: 'in', empty: 'Nothing was skipped in this exhibit.', of: '{shown} of {total} shown', excerpt: 'First bytes' },
};

export const cases = {
  title: 'Cases', newCase: 'New case', openPath: 'Open by path',
  empty: 'No case yet. A case is one file that holds events, findings, verdicts and the log of what was done.',
  lead: 'in {folder}', search: 'Search the cases', searchHint: 'Name, number or file', shown: '{shown} of {total} shown', noneFound: 'No case has “{text}” in its name, number or file.', all: 'Show all cases', total: '1 case | {n} cases',
  name: 'Name', number: 'Number', created: 'Created, {zone}', opened: 'Last opened, {zone}', events: 'Events', findings: 'Findings', size: 'Size', file: 'File', health: 'Hashes',
  open: 'Open {title}', current: 'open', neverOpened: 'never', readOnly: 'read-only', readOnlyHint: 'The file may be read and not written: it opens, and nothing in it can be changed.',
  hash: { none: 'no exhibit', all: '{n} of {n} with SHA-256', some: '{n} of {total} with SHA-256', mismatched: '1 does not match | {n} do not match' },
  form: {
    newTitle: 'New case', title: 'Name', titleHint: 'For example the organisation', number: 'Case number', numberHint: 'Optional', path: 'File', pathHint: 'Optional. Otherwise a new file in {folder}', create: 'Create case',
    openTitle: 'Open a case by path', openPath: 'Path of a .bilocate file on this host', open: 'Open case',
  },
  analyst: {
    title: 'Who works on this?', lead: 'Every change of a case is logged with the name of its analyst. It stays on this machine and in the cases you work on.',
    name: 'Your name', organisation: 'Organisation', role: 'Role', optional: 'Optional', save: 'Continue',
  },
};

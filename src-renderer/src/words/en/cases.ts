export const cases = {
  title: 'Cases', newCase: 'New case', openPath: 'Open by path',
  empty: 'No case yet. A case is one file that holds events, findings, verdicts and the log of what was done.',
  lead: 'in {folder}',
  name: 'Name', number: 'Number', created: 'Created, {zone}', opened: 'Last opened, {zone}', events: 'Events', findings: 'Findings', size: 'Size', file: 'File',
  open: 'Open {title}', current: 'open', neverOpened: 'never',
  form: {
    newTitle: 'New case', title: 'Name', titleHint: 'For example the organisation', number: 'Case number', numberHint: 'Optional', path: 'File', pathHint: 'Optional. Otherwise a new file in {folder}', create: 'Create case',
    openTitle: 'Open a case by path', openPath: 'Path of a .bilocate file on this host', open: 'Open case',
  },
  analyst: {
    title: 'Who works on this?', lead: 'Every change of a case is logged with the name of its analyst. It stays on this machine and in the cases you work on.',
    name: 'Your name', organisation: 'Organisation', role: 'Role', optional: 'Optional', save: 'Continue',
  },
};
